"""Styles of a Word file: what a paragraph and a run are and look like, all layers taken together.

Source: ECMA-376 part 1, 17.7 (styles), 17.7.3 (properties that toggle).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from publish.model.word_paths import Path, spelled_by
from publish.model.word_roles import FURNITURE, name_by, role_of
from publish.readers.docx.layers import (
    NO_PARAGRAPH,
    NO_RUN,
    ParagraphLayer,
    RunLayer,
    paragraph_layer,
    run_layer,
)
from publish.readers.docx.names import Element, W, said
from publish.readers.docx.style_names import (
    MONO_FACES,
    PLAIN_IDS,
    Kind,
    Meaning,
    by_id,
    by_name,
)

Align = Literal["", "start", "centre", "end", "both"]
_BODY_LEVEL = 9  # of w:outlineLvl: no heading
_LONGEST_CHAIN = 100  # styles on styles. # guess: real files have seven
_ALIGN: Mapping[str, Align] = {
    "left": "start", "start": "start", "center": "centre", "right": "end", "end": "end",
    "both": "both", "distribute": "both", "lowKashida": "both", "mediumKashida": "both",
    "highKashida": "both", "thaiDistribute": "both",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph by its style and by what it says itself.

    `kind` is by the nearest style that has a known name; `level` is that of a heading, or how deep
    a list's paragraph stands by its style, from 1, else 0. `style` is the id of its own style and
    `name` the name; where that spells a `path` (model/word_paths.py), `base` is the name without.
    `numbering` is its number in numbering.xml with the level, from 0, which is None where only the
    list knows (`numbered_by` is the id of the style that says so, or ""). Lengths are twips from
    where lines begin in its direction; None where neither style nor paragraph says any. `rtl` is
    the direction. `ruled` has a line below, `size` is half points and `bold` what its style says.
    """

    kind: Kind = "body"
    level: int = 0
    style: str = ""
    name: str = ""
    base: str = ""
    path: Path | None = None
    numbering: tuple[int, int | None] | None = None
    numbered_by: str = ""
    indent: int | None = None
    first: int | None = None
    align: Align = ""
    rtl: bool = False
    ruled: bool = False
    page_before: bool = False
    size: int = 0
    bold: bool = False

    @property
    def begins(self) -> bool:
        """Whether its style says that a container begins with it."""
        return self.path is not None and any(step.new for step in self.path)


@dataclass(frozen=True, slots=True)
class RunLook:
    """A run: what its words mean (`strong` …), and how they look where a reader must ask.

    `strong` and `emphasis` are words that stand out from their paragraph: bold in a bold heading is
    neither. `role` is the name of its character style, "" for none; `names` are the single names
    in one of ours that is several ("Strong Emphasis"). `bold` and `size`, in half points, are the
    look itself. `languages` are those of Latin, of complex and of East Asian script, "" unsaid.
    """

    strong: bool = False
    emphasis: bool = False
    deleted: bool = False
    inserted: bool = False
    code: bool = False
    raised: bool = False
    lowered: bool = False
    capitals: bool = False
    linked: bool = False
    hidden: bool = False
    rtl: bool = False
    languages: tuple[str, str, str] = ("", "", "")
    role: str = ""
    names: frozenset[str] = frozenset()
    bold: bool = False
    size: int = 0

    def language(self, text: str) -> str:
        """The language of these words, by their direction and script; "" where none is said."""
        latin, complex_script, east_asian = self.languages
        if self.rtl:
            return complex_script
        return (east_asian or latin) if _EAST_ASIAN.search(text) else latin


_EAST_ASIAN = re.compile("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff]")


@dataclass(frozen=True, slots=True)
class _Style:
    """A style with all that it rests on taken together."""

    id: str
    name: str
    block: ParagraphLayer = NO_PARAGRAPH
    run: RunLayer = NO_RUN
    meaning: Meaning | None = None
    path: Path | None = None
    base: str = ""
    numbered_by: str = ""
    names: frozenset[str] = frozenset()


_NONE = _Style("", "")


@dataclass(frozen=True, slots=True)
class StyleSheet:
    """The styles of a file, resolved."""

    paragraphs: Mapping[str, _Style] = field(default_factory=dict)
    characters: Mapping[str, _Style] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    """The names of table styles by their ids."""
    default: _Style = _NONE
    run: RunLayer = NO_RUN

    @classmethod
    def of(cls, root: Element | None) -> StyleSheet:
        """The styles of styles.xml; None is a file without."""
        if root is None:
            return cls()
        given: dict[str, dict[str, Element]] = {"paragraph": {}, "character": {}, "table": {}}
        default = ""
        for element in root.iterchildren(f"{W}style"):
            type_, id = element.get(f"{W}type", "paragraph"), element.get(f"{W}styleId", "")
            if type_ not in given or id in given[type_]:
                continue
            given[type_][id] = element
            if type_ == "paragraph" and element.get(f"{W}default", "0") in ("1", "true", "on"):
                default = default or id
        defaults = root.find(f"{W}docDefaults")
        run, block = NO_RUN, NO_PARAGRAPH
        if defaults is not None:
            run = run_layer(defaults.find(f"{W}rPrDefault/{W}rPr"))
            # Every file says one here, mostly ar-SA, whether it has such words or none.
            run = run._replace(complex_script=None, east_asian=None)
            block = paragraph_layer(defaults.find(f"{W}pPrDefault/{W}pPr"))
        paragraphs = _Resolved(given["paragraph"], _Style("", "", block))
        return cls(
            paragraphs,
            _Resolved(given["character"], _NONE),
            {id: said(element, "name") or id for id, element in given["table"].items()},
            paragraphs.get(default, _Style("", "", block)),
            run,
        )

    def unspoken(self) -> StyleSheet:
        """The same styles, where words that no style and no run gives a language to have none."""
        return replace(self, run=self.run._replace(latin=None))

    def look(self, properties: Element | None) -> ParagraphLook:
        """What a paragraph with this w:pPr is."""
        id = said(properties, "pStyle") or ""
        style = self._paragraph(id)
        own = paragraph_layer(properties)
        block = own.over(style.block)
        meaning = style.meaning or Meaning("body")
        outline = block.outline
        if meaning.kind == "body" and outline is not None and 0 <= outline < _BODY_LEVEL:
            meaning = Meaning("heading", outline + 1)
        run = style.run.over(self.run)
        return ParagraphLook(
            kind=meaning.kind,
            level=meaning.level,
            style=id,
            name=style.name,
            base=style.base,
            path=style.path,
            numbering=_numbering(own, block),
            numbered_by=style.numbered_by if own.list is None else "",
            indent=block.left,
            first=block.first,
            align=_ALIGN.get(block.align or "", ""),
            rtl=bool(block.rtl),
            ruled=bool(block.ruled),
            page_before=bool(block.page_before),
            size=run.size or 0,
            bold=bool(run.bold),
        )

    def run_look(self, properties: Element | None, paragraph: str = "") -> RunLook:
        """What a run with this w:rPr is, in a paragraph of the style with this id."""
        around = self._paragraph(paragraph).run
        style = self.characters.get(said(properties, "rStyle") or "", _NONE)
        own = run_layer(properties)
        plain, worn = around.over(self.run), style.run
        names = style.names
        linked = "Hyperlink" in names or style.name.lower() in _LINKS
        look = own.over(worn).over(plain)
        underlined = own.underline if own.underline is not None else worn.underline
        face = look.face or ""
        mono = bool(MONO_FACES.search(face)) and not MONO_FACES.search(plain.face or "")
        struck = any(
            _stands_out(mine, its, its_paragraph)
            for mine, its, its_paragraph in (
                (own.strike, worn.strike, plain.strike),
                (own.double_strike, worn.double_strike, plain.double_strike),
            )
        )
        return RunLook(
            strong="Strong" in names or _stands_out(own.bold, worn.bold, plain.bold),
            emphasis="Emphasis" in names or _stands_out(own.italic, worn.italic, plain.italic),
            deleted="Deleted" in names or struck,
            inserted="Inserted" in names or (bool(underlined) and not linked),
            code="Code" in names or mono or style.name.lower() in _CODES,
            raised=look.place == "superscript",
            lowered=look.place == "subscript",
            capitals=bool(look.caps),
            linked=linked,
            hidden=bool(look.hidden),
            rtl=bool(look.rtl),
            languages=(look.latin or "", look.complex_script or "", look.east_asian or ""),
            role=style.name,
            names=names,
            bold=bool(own.bold if own.bold is not None else bool(worn.bold) != bool(plain.bold)),
            size=look.size or 0,
        )

    def _paragraph(self, id: str) -> _Style:
        found = self.paragraphs.get(id)
        if found is not None:
            return found
        if not id:
            return self.default
        # A style that the file does not hold.
        meaning = by_id(id) or PLAIN_IDS.get(id) or self.default.meaning
        return replace(self.default, id=id, name=id, base=id, meaning=meaning)


_LINKS = frozenset(("hyperlink", "followedhyperlink", "internet link", "visited internet link"))
_CODES = frozenset(
    ("html code", "html keyboard", "html sample", "html typewriter", "verbatim char", "source text",
     "teletype", "code char", "inline code", "html variable")
)  # fmt: skip
_SINGLE_NAMES = frozenset(
    ("Strong", "Emphasis", "Deleted", "Inserted", "Code", "Superscript", "Subscript", "Credit",
     "Hyperlink", "Verbatim", *FURNITURE)
)  # fmt: skip
"""The character styles of ours; one that is several has their names one after the other."""


def _stands_out(own: bool | None, worn: bool | None, paragraph: bool | None) -> bool:
    """Whether a property that toggles is the run's own and not its paragraph's.

    In a character style it turns round what the paragraph's says (17.7.3): it is meant either way.
    """
    if own is None:
        return bool(worn)
    return own and not paragraph


def _numbering(own: ParagraphLayer, block: ParagraphLayer) -> tuple[int, int | None] | None:
    """The list that a paragraph belongs to; its number 0 takes it out of its style's."""
    if not block.list or block.list < 0:
        return None
    if own.list is not None:
        return block.list, own.level or 0
    return block.list, block.level


# Chains of styles


class _Resolved(Mapping[str, _Style]):
    """Each style over those that it rests on, worked out when it is asked for; a circle is cut.

    A file defines a hundred styles and uses ten.
    """

    def __init__(self, given: Mapping[str, Element], root: _Style) -> None:
        self._given, self._root = given, root
        self._made: dict[str, _Style] = {}

    def __getitem__(self, id: str) -> _Style:
        made, given = self._made, self._given
        if id not in made and id in given:
            chain: dict[str, None] = {}
            at = id
            while (
                at in given and at not in made and at not in chain and len(chain) < _LONGEST_CHAIN
            ):
                chain[at] = None
                at = said(given[at], "basedOn") or ""
            below = made.get(at, self._root)
            for each in reversed(chain):
                below = made[each] = _over(each, given[each], below)
        return made[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)


def _over(id: str, element: Element, below: _Style) -> _Style:
    """A style on the one that it rests on."""
    name = " ".join((said(element, "name") or id).split())
    spelled = spelled_by(name)
    known = by_name(spelled.base if spelled else name) or by_id(id) or below.meaning
    if spelled and spelled.level and known:
        known = known._replace(level=spelled.level)
    if spelled and spelled.path and (own_kind := _LEAVES.get(spelled.path[-1].holder)):
        known = Meaning(own_kind)
    own = paragraph_layer(element.find(f"{W}pPr"))
    run = run_layer(element.find(f"{W}rPr")).over(below.run)
    return _Style(
        id,
        name,
        own.over(below.block),
        run,
        known,
        spelled.path if spelled else None,
        spelled.base if spelled else _known_name(name, id),
        id if own.list is not None else below.numbered_by,
        _single_names(name, run),
    )


def _known_name(name: str, id: str) -> str:
    """The name, or ours for the id where the name is one of a house's template."""
    return name_by(id) if role_of(name) == "body" and name_by(id) else name


_LEAVES: Mapping[str, Kind] = {"formula": "formula", "nothing": "body"}


def _single_names(name: str, run: RunLayer) -> frozenset[str]:
    """The names in a character style's of ours; LibreOffice calls Strong "Strong Emphasis"."""
    names = frozenset(name.split())
    if names == {"Strong", "Emphasis"} and not run.italic:
        return frozenset(("Strong",))
    return names if names <= _SINGLE_NAMES else frozenset()
