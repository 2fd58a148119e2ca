"""Folder to folder: only what changed, each article on its own, nothing half-done."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publish.batch.destination import single_format
    from publish.batch.learning import Learned, learn
    from publish.batch.outcome import Made, Outcome, Report, Status
    from publish.batch.run import build

# Loaded when first used: a worker lies in this room, and needs nothing that plans a run.
_HOME_OF = {
    "Learned": "learning",
    "Made": "outcome",
    "Outcome": "outcome",
    "Report": "outcome",
    "Status": "outcome",
    "build": "run",
    "learn": "learning",
    "single_format": "destination",
}

__all__ = ["Learned", "Made", "Outcome", "Report", "Status", "build", "learn", "single_format"]


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
