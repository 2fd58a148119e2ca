"""The cases that do not come out right yet: tests/cases/PENDING, a name a line, sorted."""

from __future__ import annotations

import pytest

from tests.cases.case import FOLDER

__all__ = ["PENDING", "waiting"]

_LIST = FOLDER / "PENDING"
PENDING = _LIST.read_text("utf-8").splitlines() if _LIST.exists() else []


def waiting(name: str) -> tuple[pytest.MarkDecorator, ...]:
    """Strict: what comes right while it is listed turns the run red."""
    return (pytest.mark.xfail(strict=True, reason="in PENDING"),) if name in PENDING else ()
