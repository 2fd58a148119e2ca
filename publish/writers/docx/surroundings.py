"""Where a block stands in others: what is nested stands further in, whatever holds it.

Styles say how far in a paragraph stands by itself; where it stands elsewhere, its style has a
variant (`Book.inset`), so that no paragraph carries formatting of its own. The name of a variant
spells what holds the paragraph (model/word_paths.py): so a reader finds back into the tree.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from publish.model.edition import DocxStyles
from publish.model.tree import Block, CodeBlock, DefinitionList, Listing, Quote
from publish.model.word_paths import Path, Step
from publish.writers.docx.looks import looks
from publish.writers.docx.numbering import LEVELS, STEP
from publish.writers.docx.parts import STYLED_LEVELS

Indent = tuple[int, int]
"""How far in from where lines begin and from where they end, in twips."""

_INSIDE = ("CodeBlock", "Formula")  # these keep their own indents wherever they stand
_NARROW = 2000  # twips left for words: what stands in others does not go on and on further in
_NARROWEST = 3 * STEP  # the same in cells and notes
_NUMBERED = ("ListBullet", "ListNumber")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where blocks stand: the style of plain paragraphs, the room for pictures, what is around.

    `path` is the containers, outermost first. `width`, `indent` and `right` are twips; indents are
    counted from where lines begin and end in the direction `rtl`. `level` counts the lists around,
    `quoted` says whether a quote is. In cells and notes (`plain`) lines keep one style.
    """

    style: str
    width: int
    level: int = 0
    quoted: bool = False
    indent: int = 0
    right: int = 0
    plain: bool = False
    rtl: bool = False
    path: Path = ()

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
            path=(*self.path, Step("quote")),
        )
        return inner if self.plain else replace(inner, style="Quote2" if self.quoted else "Quote")

    def item(self, wider: int = 0) -> Surroundings:
        """What stands in a list's item here below its first line; `wider` numbers move it."""
        step = self._step
        return self._inside("ListContinue", step and step + wider, self.level + 1, Step("list"))

    def definition(self) -> Surroundings:
        """What defines a term here."""
        step = STEP if self._has_room else 0
        return self._inside("Definition", step, self.level, Step("definition"))

    def _inside(self, style: str, step: int, level: int, holder: Step) -> Surroundings:
        style = level_style(style, level - 1) if style == "ListContinue" else style
        return replace(
            self,
            style=self.style if self.plain else style,
            width=self.width - step,
            indent=self.indent + step,
            level=level,
            path=(*self.path, holder),
        )

    @property
    def shift(self) -> int:
        """How much further in a list stands here than its level says."""
        return self.indent + self._step - STEP * (min(self.level, LEVELS - 1) + 1)

    @property
    def _step(self) -> int:
        """How much further in a list sets its items here: nothing from where the page is narrow."""
        return STEP if self.level < LEVELS and self._has_room else 0

    @property
    def _has_room(self) -> bool:
        return self.width > (_NARROWEST if self.plain else _NARROW)

    def indent_of(
        self, style: str, indents: Mapping[str, Indent], numbered: str = ""
    ) -> Indent | None:
        """The indents of a paragraph of this style here; None where the style's are right.

        Where a paragraph is `numbered`, its list says where its lines begin.
        """
        own = indents.get(style, (0, 0))
        more = own if style in _INSIDE else (0, 0)
        wanted = self.indent + more[0], self.right + more[1]
        if numbered or style.startswith(_NUMBERED):
            wanted = own[0], wanted[1]
        return None if wanted == own else wanted


@dataclass(slots=True)
class Place:
    """What the style of the next paragraph has to spell beyond the containers that it stands in.

    Two quotes, lists, entries or programs behind each other are one to a reader, unless it is told
    that the second is new. `level` is that of a heading whose style has another; `spelled` names
    the containers where the plain style says them too.
    """

    level: int = 0
    spelled: bool = False
    _opens: Step | None = None
    _new: set[int] = field(default_factory=set)
    _before: dict[int, Block] = field(default_factory=dict)

    def begins(self, block: Block, depth: int) -> bool:
        """Whether a block at this depth stands right behind one that it would be one with."""
        self.inside(depth + 1)
        before = self._before.get(depth)
        again = before is not None and _are_one(before, block)
        if again and isinstance(block, Quote | Listing):
            self._new.add(depth)
        return again

    def ended(self, block: Block | None, depth: int) -> None:
        """A block was set; None for one that shows nothing."""
        self._new.discard(depth)
        self._opens, self.spelled, self.level = None, False, 0
        if block is not None:
            self._before[depth] = block

    def inside(self, depth: int, *, new: bool = False) -> None:
        """What follows at this depth stands behind nothing; with `new` its container begins."""
        self._before = {at: block for at, block in self._before.items() if at < depth}
        if new:
            self._new.add(depth - 1)

    def opens(self, step: Step) -> None:
        """What the next paragraph opens beside its containers."""
        self._opens = step

    def taken(self, path: Path) -> tuple[Path, int, bool]:
        """The path to spell for the next paragraph, a heading's level, and whether all is said."""
        steps = [step._replace(new=at in self._new) for at, step in enumerate(path)]
        self._new = {at for at in self._new if at >= len(path)}
        if self._opens is not None:
            steps.append(self._opens)
        level, spelled = self.level, self.spelled
        self._opens, self.level, self.spelled = None, 0, False
        return tuple(steps), level, spelled


def _are_one(before: Block, block: Block) -> bool:
    """Whether two blocks behind each other look like one."""
    match before, block:
        case (Quote(), Quote()) | (CodeBlock(), CodeBlock()) | (DefinitionList(), DefinitionList()):
            return True
        case Listing(), Listing():
            return before.ordered == block.ordered and before.numbering == block.numbering
        case _:
            return False


def path_said_by(style: str, level: int | None) -> Path:
    """The containers that a plain style says by itself; `level` is that of its number, from 0."""
    if level is not None:
        return (Step("list"),) * (level + 1)
    match _LEVEL.sub("", style):
        case "Quote":
            return (Step("quote"),) * (2 if style == "Quote2" else 1)
        case "ListBullet" | "ListNumber" | "ListTask" | "ListContinue":
            found = _LEVEL.search(style)
            return (Step("list"),) * (int(found[0]) if found else 1)
        case "Definition":
            return (Step("definition"),)
        case _:
            return ()


_LEVEL = re.compile(r"\d$")


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
