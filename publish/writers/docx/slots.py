"""Headers and footers before an article's words are in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WORDS = "WORDS"
"""Stands in the header and the footer where an article's words go."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A header or a footer, for a kind of page ("default", "first", "even").

    `xml` holds WORDS where an article's own go. `relations` are those of a part that a house's
    template brings.
    """

    kind: Literal["header", "footer"]
    page: str
    xml: str
    relations: bytes = b""

    @property
    def own(self) -> bool:
        """Whether an article's words go into it."""
        return WORDS in self.xml
