"""What the engine logs while it works: doubts as notes, and the characters that no font has."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from publish.model.article import Note
from publish.writers.pdf.guard import compared


@dataclass(slots=True)
class Heard:
    """What WeasyPrint logged: doubts as notes, and the characters that no font has."""

    notes: tuple[Note, ...] = ()
    missing: frozenset[str] = frozenset()


class _Ear(logging.Handler):
    def __init__(self, heard: Heard, *, glyphs: bool) -> None:
        super().__init__(logging.WARNING)
        self._heard, self._glyphs = heard, glyphs

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message."""
        message, args = record.getMessage(), record.args
        if self._glyphs and message.startswith(".notdef glyph") and isinstance(args, tuple):
            self._heard.missing |= {str(args[0])}
        elif message.startswith("Failed to load image"):
            self._keep(Note("image.unreadable", message))
        else:
            self._keep(Note("print.engine", message))

    def _keep(self, note: Note) -> None:
        if note not in self._heard.notes:
            self._heard.notes += (note,)


@contextmanager
def listening(*, glyphs: bool) -> Iterator[Heard]:
    """What is logged in the block; `glyphs` says whether missing characters are told by name."""
    heard = Heard()
    ear = _Ear(heard, glyphs=glyphs)
    logger = logging.getLogger("weasyprint")
    logger.addHandler(ear)
    try:
        yield heard
    finally:
        logger.removeHandler(ear)


HOLDS = compared("weasyprint.draw.text", "draw_first_line")
"""Who says that a glyph is missing, and of which character."""
