"""How one style of the Word file looks, in points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Face = Literal["", "text", "sans", "mono"]

INK, SOFT, GREY, DIM, RULE = "111111", "333333", "555555", "666666", "999999"
PAPER, SHADE = "FFFFFF", "F4F2EF"


def style_id(name: str) -> str:
    """A style's id: its name without spaces, each word with a capital."""
    name = name.replace("toc", "TOC")
    return "".join(word[:1].upper() + word[1:] for word in name.split())


@dataclass(frozen=True, slots=True)
class Look:
    """One style. Lengths in points; 0 and "" leave what the base says.

    `out` is how far it stands out of the text into the side column, `hanging` how far the first
    line does, `first` how far in the first line begins. `rules` are the borders: side and eighths
    of a point. `shade` is the ground, which reaches `air` beyond the words. `tight` leaves no space
    between two paragraphs of it. `numbered` is the list and level it belongs to. `leader` is how
    far from the left of the text dots lead.
    """

    name: str
    base: str = "Normal"
    next: str = ""
    face: Face = ""
    size: float = 0
    lead: float = 0
    before: float | None = None
    after: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    caps: bool = False
    colour: str = ""
    left: float = 0
    right: float = 0
    out: float = 0
    hanging: float = 0
    first: float | None = None
    centred: bool = False
    opposite: bool = False
    keep_next: bool = False
    keep_lines: bool = False
    rules: tuple[tuple[str, int], ...] = ()
    shade: str = ""
    air: int = 4
    numbered: tuple[int, int] | None = None
    tight: bool = False
    exact: bool = False
    leader: float = 0
    stop: float = 0
    verbatim: bool = False

    @property
    def id(self) -> str:
        """The style's id."""
        return style_id(self.name)
