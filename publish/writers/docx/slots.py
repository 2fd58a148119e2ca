"""Headers and footers before an article's words are in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WORDS = "<!--words-->"
"""Stands in the header and the footer where an article's words go."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A header or a footer, for a kind of page ("default", "first", "even").

    `xml` holds WORDS where an article's own go, if it is one of ours (`own`); a house's template
    brings its own words, and `relations` of the part.
    """

    kind: Literal["header", "footer"]
    page: str
    xml: str
    relations: bytes = b""
    own: bool = True
