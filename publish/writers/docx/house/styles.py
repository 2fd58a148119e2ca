"""The styles of a template with ours: its own hold where a style of ours has their name.

Documents name styles by ids, so a style of the template that stands for one of ours gets our id,
and all that refers to it is told; its name stays, which is what an editor sees.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from publish.readers.docx.names import Element, W
from publish.writers.docx.house.xml import PARAGRAPH, STYLE, child, put, value, written

_REFERENCES = (
    "basedOn",
    "next",
    "link",
    "pStyle",
    "rStyle",
    "tblStyle",
    "numStyleLink",
    "styleLink",
)
_COMBINED = re.compile(
    "(?:Strong|Emphasis|Deleted|Inserted|Code|Superscript|Subscript|Credit|Hyperlink|Verbatim"
    "|LinkAddress)+|CodeBlock.+|Language-.+|.+(?:In[A-Z]|At-?[0-9]|AsLevel).*"
)
"""Ids of styles that our files may make besides (runs.py, parts.py)."""

_TEXT = "BodyText"
"""Of several that the template has one style for, this one gets it; the others rest on it."""

_BARE = frozenset({_TEXT})
"""Where a template has no such style, text looks as its Normal does."""

_DEEPEST = 20  # styles that rest on each other


@dataclass(slots=True)
class HouseStyles:
    """The styles of a template, by the names that our files know them by.

    `ids` are its own ids with the new ones, `held` ours that it stands for. `indents` are how far
    in those stand, in twips, where they do.
    """

    ids: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    _known: dict[str, Element] = field(default_factory=dict)

    @classmethod
    def of(
        cls, root: Element, ours: Sequence[tuple[str, str, str]], named: Mapping[str, str]
    ) -> HouseStyles:
        """The template's styles, given the type, id and name of each of ours.

        `named` are the template's names for ours, by ours; `missing` are those that it has not.
        """
        made = cls()
        made.elements = [copy.deepcopy(each) for each in root.findall(f"{W}style")]
        places = {id(each): index for index, each in enumerate(made.elements)}
        by_name = {(each.get(f"{W}type", "paragraph"), name): each
                   for each in reversed(made.elements) for name in _names(each)}  # fmt: skip
        default = next((each for each in made.elements if _is_normal(each)), None)
        if default is not None:
            by_name["paragraph", "normal"] = default
        taken: dict[int, str] = {}
        for kind, ours_id, name in sorted(ours, key=lambda each: each[1] != _TEXT):
            wanted = named.get(name, name)
            found = by_name.get((kind, _folded(wanted)))
            if found is None and name in named:
                made.missing.append(wanted)
            if found is not None:
                made.held[ours_id] = taken.setdefault(places[id(found)], ours_id)
        made._name(taken, {id for _, id, _ in ours})
        return made

    def _name(self, taken: Mapping[int, str], reserved: set[str]) -> None:
        """Give each style its id: ours for what stands for ours, else its own where it is free."""
        used = set(taken.values())
        for index, each in enumerate(self.elements):
            own = each.get(f"{W}styleId", "")
            id = taken.get(index) or own
            if index not in taken and (
                not id or id in used or id in reserved or _COMBINED.fullmatch(id)
            ):
                id = f"House{index + 1}"
            used.add(id)
            self.ids.setdefault(own, id)
            self._known[id] = each
            each.set(f"{W}styleId", id)
        for each in self.elements:
            self.renamed(each)
        self._end_circles()

    def _end_circles(self) -> None:
        """Let no style rest on itself, by whatever way."""
        sound: set[str] = set()
        for each in self.elements:
            way: list[str] = []
            at: Element | None = each
            while at is not None and (id := at.get(f"{W}styleId", "")) not in sound:
                way.append(id)
                base = at.find(f"{W}basedOn")
                if base is not None and base.get(f"{W}val") in way:
                    at.remove(base)
                    break
                at = None if base is None else self._known.get(base.get(f"{W}val", ""))
            sound.update(way)

    def renamed(self, element: Element) -> None:
        """Tell whatever refers to a style its new id; references to none go."""
        for name in _REFERENCES:
            for each in list(element.iter(f"{W}{name}")):
                id = self.ids.get(each.get(f"{W}val", ""))
                if id is None:
                    each.getparent().remove(each)
                else:
                    each.set(f"{W}val", id)

    def find(self, id: str) -> Element | None:
        """The style of the template that stands for ours of this id."""
        return self._known.get(self.held.get(id, ""))

    def says(self, id: str, path: str, key: str = "val") -> str:
        """What a style says, or the one it rests on, and so on; "" where none does."""
        at = self.find(id)
        for _ in range(_DEEPEST):
            if at is None:
                return ""
            if said := value(at, path, key):
                return said
            at = self._known.get(value(at, "basedOn"))
        return ""

    def indents(self) -> dict[str, tuple[int, int]]:
        """How far in the lines of held styles begin and end."""
        made = {}
        for id in self.held:
            left = self.says(id, "pPr/ind", "left") or self.says(id, "pPr/ind", "start")
            right = self.says(id, "pPr/ind", "right") or self.says(id, "pPr/ind", "end")
            made[id] = (_twips(left), _twips(right))
        return made

    def xml(self) -> list[str]:
        """Each style of the template as it stands in our file."""
        for each in self.elements:
            each[:] = sorted(each, key=_place)
        return [written(copy.deepcopy(each)) for each in self.elements]

    def outlined(self, id: str, level: str) -> None:
        """Set a held style's level in the outline."""
        if (found := self.find(id)) is not None:
            put(self._properties(found), "outlineLvl", {"val": level}, PARAGRAPH)

    def turned(self) -> None:
        """Make the file run from right to left."""
        if (normal := self.find("Normal")) is not None:
            put(self._properties(normal), "bidi", {}, PARAGRAPH)

    def numbered(self, id: str, number: int, level: int) -> None:
        """Make a held style belong to one of our lists, which has the template's looks."""
        if (found := self.find(id)) is None:
            return
        properties = self._properties(found)
        put(properties, "numPr", {}, PARAGRAPH)
        member = properties.find(f"{W}numPr")
        if level:
            etree.SubElement(member, f"{W}ilvl", {f"{W}val": str(level)})
        etree.SubElement(member, f"{W}numId", {f"{W}val": str(number)})

    def _properties(self, style: Element) -> Element:
        made = child(style, "pPr")
        style[:] = sorted(style, key=_place)
        return made


def merged(house: HouseStyles, ours: Sequence[str]) -> str:
    """The template's styles, then those of ours that it lacks."""
    names = {_folded(value(each, "name")) for each in house.elements}
    used = {each.get(f"{W}styleId", "") for each in house.elements}
    made = house.xml()
    for xml in ours:
        id = _ID.search(xml)
        assert id, "each style has an id"
        if id[1] in used:
            continue
        if id[1] in house.held:  # the template has one style for this and for another of ours
            xml = _bare(xml, house.held[id[1]])
        elif id[1] in _BARE:
            xml = _bare(xml, "")
        name = _NAME.search(xml)
        assert name, "each style has a name"
        if _folded(name[1]) in names:
            xml = xml.replace(name[0], f'<w:name w:val="publish {name[1]}"/>', 1)
        made.append(xml)
    return "".join(made)


_ID = re.compile(r'w:styleId="([^"]*)"')
_NAME = re.compile(r'<w:name w:val="([^"]*)"/>')
_DEFAULT = re.compile(r' w:default="1"')


def _bare(xml: str, base: str) -> str:
    """A style that looks as its base does, or as another."""
    head = xml[: _end_of_head(xml)]
    if base:
        head = re.sub(r'<w:basedOn w:val="[^"]*"/>', f'<w:basedOn w:val="{base}"/>', head)
    return _DEFAULT.sub("", head) + "</w:style>"


def _end_of_head(xml: str) -> int:
    found = [at for tag in ("<w:pPr>", "<w:rPr>", "<w:tblPr>", "</w:style>")
             if (at := xml.find(tag)) >= 0]  # fmt: skip
    return min(found)


def _names(style: Element) -> list[str]:
    said = [value(style, "name"), *value(style, "aliases").split(",")]
    return [_folded(name) for name in said if name.strip()]


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _is_normal(style: Element) -> bool:
    default = style.get(f"{W}default", "").lower() in {"1", "true", "on"}
    return default and style.get(f"{W}type") == "paragraph"


def _place(each: Element) -> int:
    name = str(each.tag).removeprefix(W)
    return STYLE.index(name) if name in STYLE else len(STYLE)


def _twips(text: str) -> int:
    try:
        return max(-20_000, min(int(float(text)), 20_000))
    except ValueError:
        return 0
