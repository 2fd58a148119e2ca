"""numbering.xml: which sign or number stands before a paragraph.

Source: ECMA-376 part 1, 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from publish.model.tree import Numbering
from publish.readers.docx.names import Element, Held, W, number, said, twips
from publish.readers.docx.styles import ParagraphLook

_LEVELS = 9
_FORMATS: Mapping[str, Numbering] = {
    "lowerLetter": "lower-alpha",
    "upperLetter": "upper-alpha",
    "lowerRoman": "lower-roman",
    "upperRoman": "upper-roman",
}
_PLACE = re.compile(r"%[1-9]")
_LARGEST = 32_767  # Word's limit


@dataclass(frozen=True, slots=True)
class ListMark:
    """What stands before a paragraph that opens an item of a list.

    `list` names the list that counts: items of one list and level follow each other. `level` is
    from 0. `number` is what Word shows, counted through the document; None for a bullet. `indent`
    is where the item's lines begin, in twips. `sign` is the bullet.
    """

    list: int
    level: int
    number: int | None = None
    numbering: Numbering = "decimal"
    indent: int = 0
    sign: str = ""

    @property
    def ordered(self) -> bool:
        """Whether it counts."""
        return self.number is not None


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list as numbering.xml says it."""

    format: str = "decimal"
    start: int = 1
    text: str = ""
    restart: int | None = None
    indent: int = 0
    style: str = ""

    @property
    def counts(self) -> bool:
        """Whether it shows a number of its own."""
        return self.format not in ("bullet", "none") and _PLACE.search(self.text) is not None


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: the abstract list that it counts in, its levels, its own starts."""

    abstract: int
    levels: tuple[_Level, ...]
    starts: Mapping[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class Numbers:
    """The lists of a file while its paragraphs are read, in their order.

    Word counts in the abstract list: a w:num without a start of its own goes on where another of
    the same stopped. Footnotes count by themselves: read them with a `fresh` one.
    """

    lists: Mapping[int, _List] = field(default_factory=dict)
    _counts: dict[int, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def of(cls, root: Element | None) -> Numbers:
        """The lists of numbering.xml; None is a file without."""
        if root is None:
            return cls()
        abstract: dict[int, Element] = {}
        by_style: dict[str, int] = {}
        for element in root.iterchildren(f"{W}abstractNum"):
            id = number(element.get(f"{W}abstractNumId"))
            if id is not None:
                abstract.setdefault(id, element)
                if style := said(element, "styleLink"):
                    by_style.setdefault(style, id)
        kinds = {id: tuple(map(_level, _levels_of(each))) for id, each in abstract.items()}
        made: dict[int, _List] = {}
        for element in root.iterchildren(f"{W}num"):
            id, kind = number(element.get(f"{W}numId")), number(said(element, "abstractNumId"))
            if id is None or kind not in abstract or id in made:
                continue
            linked = by_style.get(said(abstract[kind], "numStyleLink") or "", kind)
            made[id] = _overridden(element, linked, kinds[linked])
        return cls(made)

    def fresh(self) -> Numbers:
        """The same lists, not yet counted in."""
        return Numbers(self.lists)

    def mark(self, look: ParagraphLook) -> ListMark | None:
        """What stands before the next paragraph, of this look; None where nothing does.

        A level of the format "none" and one whose text is empty show nothing and still count.
        """
        if look.numbering is None or look.numbering[0] not in self.lists:
            return None
        id, level = look.numbering
        found = self.lists[id]
        at = _level_of(found, look.numbered_by) if level is None else level
        at = min(max(at, 0), _LEVELS - 1)
        kind = found.levels[at]
        value = self._count(id, found, at)
        indent = look.indent if look.indent is not None and not kind.indent else kind.indent
        if kind.counts:
            return ListMark(id, at, value, _FORMATS.get(kind.format, "decimal"), indent)
        if kind.format == "bullet" or kind.text.strip():
            return ListMark(id, at, indent=indent, sign=kind.text)
        return None

    def _count(self, id: int, found: _List, at: int) -> int:
        """The number of the next item at this level, and those below begin anew."""
        counts = self._counts.setdefault(found.abstract, [None] * _LEVELS)
        if at in found.starts and (id, at) not in self._started:
            self._started.add((id, at))
            counts[at] = None
        start = found.starts.get(at, found.levels[at].start)
        before = counts[at]
        value = start if before is None else before + 1
        counts[at] = value
        for above in range(at):
            if counts[above] is None:  # a level that no item had shows its start
                counts[above] = found.starts.get(above, found.levels[above].start)
        for below in range(at + 1, _LEVELS):
            restart = found.levels[below].restart
            if restart is None or (restart and at < restart):
                counts[below] = None
        return value


def _levels_of(element: Element) -> list[Element | None]:
    """The levels of an abstract list by their number; None where it says nothing of one."""
    levels: list[Element | None] = [None] * _LEVELS
    for each in element.iterchildren(f"{W}lvl"):
        at = number(each.get(f"{W}ilvl"))
        if at is not None and 0 <= at < _LEVELS and levels[at] is None:
            levels[at] = each
    return levels


def _level(element: Element | None) -> _Level:
    if element is None:
        return _Level(text="%1.")
    held = Held.of(element)
    format = said(held, "numFmt")
    start = number(said(held, "start"))
    properties = held.find(f"{W}pPr")
    indent = None if properties is None else properties.find(f"{W}ind")
    left = None
    if indent is not None:
        left = twips(indent.get(f"{W}start", indent.get(f"{W}left")))
    return _Level(
        _custom_format(element) if format is None else format,
        min(max(0 if start is None else start, 0), _LARGEST),  # unsaid it is 0 (17.9.25)
        said(held, "lvlText") or "",
        number(said(held, "lvlRestart")),
        left or 0,
        said(held, "pStyle") or "",
    )


def _custom_format(element: Element) -> str:
    """The format where only a choice between versions says one ("001, 002")."""
    return "decimal" if element.find(f".//{W}numFmt") is None else "custom"


def _overridden(element: Element, abstract: int, levels: tuple[_Level, ...]) -> _List:
    """A w:num over its abstract list."""
    own, starts = list(levels), {}
    for each in element.iterchildren(f"{W}lvlOverride"):
        at = number(each.get(f"{W}ilvl"))
        if at is None or not 0 <= at < _LEVELS:
            continue
        other = each.find(f"{W}lvl")
        if other is not None:
            own[at] = _level(other)
        start = number(said(each, "startOverride"))
        if start is not None:
            starts[at] = min(max(start, 0), _LARGEST)
    return _List(abstract, tuple(own), starts)


def _level_of(found: _List, style: str) -> int:
    """The level that belongs to a style; the first where none does."""
    for at, level in enumerate(found.levels):
        if style and level.style == style:
            return at
    return 0
