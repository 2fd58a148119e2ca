"""All names that the typesetter takes hold of, in the order in which they are put in place."""

from __future__ import annotations

from publish.writers.pdf.typesetter import paragraphs, speed
from publish.writers.pdf.typesetter.guard import Hold

__all__ = ["HOLDS"]

HOLDS: tuple[Hold, ...] = (*speed.HOLDS, *paragraphs.HOLDS)
