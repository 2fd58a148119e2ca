"""Folder to folder: only what changed, each article on its own, nothing half-done."""

from __future__ import annotations

from publish.batch.destination import single_format
from publish.batch.learn import Learned, learn
from publish.batch.outcome import Made, Outcome, Report, Status
from publish.batch.run import build

__all__ = ["Learned", "Made", "Outcome", "Report", "Status", "build", "learn", "single_format"]
