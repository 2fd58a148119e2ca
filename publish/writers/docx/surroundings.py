"""Where a block stands in others: what is nested stands further in, whatever holds it.

Styles say how far in a paragraph stands by itself; where it stands elsewhere, its style has a
variant (`Book.inset`), so that no paragraph carries formatting of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from publish.model.edition import DocxStyles
from publish.writers.docx.looks import looks
from publish.writers.docx.numbering import LEVELS, STEP
from publish.writers.docx.parts import STYLED_LEVELS

Indent = tuple[int, int]
"""How far in from where lines begin and from where they end, in twips."""

_INSIDE = ("CodeBlock", "Formula")  # these keep their own indents wherever they stand
_NARROW = 2000  # twips: quotes in quotes do not go on and on
_NUMBERED = ("ListBullet", "ListNumber")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where blocks stand: the style of plain paragraphs, the room for pictures, what is around.

    `width`, `indent` and `right` are twips; indents are counted from where lines begin and end in
    the direction `rtl`. `level` counts the lists around, `quoted` says whether a quote is. In cells
    and notes (`plain`) lines keep one style.
    """

    style: str
    width: int
    level: int = 0
    quoted: bool = False
    indent: int = 0
    right: int = 0
    plain: bool = False
    rtl: bool = False

    def facing(self, *, rtl: bool) -> Surroundings:
        """The same place for what runs in this direction."""
        if rtl == self.rtl:
            return self
        return replace(self, indent=self.right, right=self.indent, rtl=rtl)

    def quote(self, indents: Mapping[str, Indent]) -> Surroundings:
        """What stands in a quote here."""
        left, right = indents["Quote"] if self.width > _NARROW else (0, 0)
        inner = replace(
            self,
            width=self.width - left - right,
            indent=self.indent + left,
            right=self.right + right,
            quoted=True,
        )
        return inner if self.plain else replace(inner, style="Quote2" if self.quoted else "Quote")

    def item(self, wider: int = 0) -> Surroundings:
        """What stands in a list's item here below its first line; `wider` numbers move it."""
        return self._inside("ListContinue", STEP + wider, self.level + 1)

    def definition(self) -> Surroundings:
        """What defines a term here."""
        return self._inside("Definition", STEP, self.level)

    def _inside(self, style: str, step: int, level: int) -> Surroundings:
        style = level_style(style, level - 1) if style == "ListContinue" else style
        return replace(
            self,
            style=self.style if self.plain else style,
            width=self.width - step,
            indent=self.indent + step,
            level=level,
        )

    @property
    def shift(self) -> int:
        """How much further in a list stands here than its level says."""
        return self.indent - STEP * self.level

    def indent_of(
        self, style: str, indents: Mapping[str, Indent], numbered: str = ""
    ) -> Indent | None:
        """The indents of a paragraph of this style here; None where the style's are right.

        Where a paragraph is `numbered`, its list says where its lines begin.
        """
        own = indents.get(style, (0, 0))
        more = own if style in _INSIDE else (0, 0)
        too_deep = STEP * max(self.level - LEVELS, 0)
        wanted = self.indent - too_deep + more[0], self.right + more[1]
        if numbered or style.startswith(_NUMBERED):
            wanted = own[0], wanted[1]
        return None if wanted == own else wanted


def level_style(name: str, level: int) -> str:
    """The id of a list's style at a level, from 0; deep ones share the last."""
    return f"{name}{min(level + 1, STYLED_LEVELS)}".removesuffix("1")


@lru_cache(maxsize=16)
def indents_of(docx: DocxStyles) -> Mapping[str, Indent]:
    """How far in each style's lines stand, by its id, where they do."""
    made: dict[str, Indent] = {}
    for look in looks(docx, 0):
        left, right = look.left - look.out + look.hanging, look.right
        if left or right:
            made[look.id] = round(left * 20), round(right * 20)
    return made
