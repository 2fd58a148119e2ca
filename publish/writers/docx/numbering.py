"""Lists: three kinds, nine levels deep; each ordered list counts by itself from its own start."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from publish.model.tree import Numbering
from publish.writers.docx.parts import BULLETS, FIRST_LIST, KEY_POINTS, NUMBERS, CountedList

LEVELS = 9  # Word knows no more
STEP = 360
"""Twips that each level stands further in: a quarter of an inch, as wide as "10." at 11 pt."""

_LARGEST_START = 32_767  # Word's limit
_SIGNS = "•–·"
_STYLED = {BULLETS: "ListBullet", NUMBERS: "ListNumber"}


@dataclass(frozen=True, slots=True)
class HouseLists:
    """What a house's template says of lists: how levels of ours look, and lists of its own."""

    levels: tuple[tuple[int, int, str], ...] = ()
    kinds: str = ""
    lists: str = ""

    def level(self, kind: int, level: int) -> str:
        """A level of ours as the template has it; "" where it has none."""
        return next((xml for k, at, xml in self.levels if (k, at) == (kind, level)), "")


NO_HOUSE = HouseLists()


def numbering(lists: Iterable[CountedList], accent: str, house: HouseLists = NO_HOUSE) -> str:
    """numbering.xml, for the styles and for `lists`."""
    styled = "".join(_num(kind, kind) for kind in (BULLETS, NUMBERS, KEY_POINTS))
    counted = "".join(
        _num(
            FIRST_LIST + index,
            each.kind,
            f'<w:lvlOverride w:ilvl="{each.level}"><w:startOverride w:val="{_start(each)}"/>'
            f"{_relettered(each, accent, house)}</w:lvlOverride>",
        )
        for index, each in enumerate(lists)
    )
    return f"{_kinds(accent, house)}{house.kinds}{styled}{counted}{house.lists}"


@lru_cache(maxsize=16)
def _kinds(accent: str, house: HouseLists) -> str:
    return "".join(
        f'<w:abstractNum w:abstractNumId="{kind}"><w:multiLevelType w:val="multilevel"/>'
        f"{''.join(_of_house(kind, level, accent, house) for level in range(LEVELS))}"
        "</w:abstractNum>"
        for kind in (BULLETS, NUMBERS, KEY_POINTS)
    )


def _num(number: int, kind: int, override: str = "") -> str:
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{kind}"/>{override}</w:num>'


def _of_house(kind: int, level: int, accent: str, house: HouseLists) -> str:
    return house.level(kind, level) or _level(kind, level, accent)


def _relettered(each: CountedList, accent: str, house: HouseLists) -> str:
    """The level again where a list counts otherwise than in figures, from 1, to small ones, there.

    In notes LibreOffice counts from the number of the level, whatever the list says.
    """
    start = _start(each)
    plain = each.numbering == "decimal" and start == 1
    if plain and not each.wider and not each.shift:
        return ""
    level = _level(each.kind, each.level, accent, each.wider, each.shift)
    if each.numbering == "decimal" and not each.shift:
        level = house.level(each.kind, each.level) or level
    style = re.compile("<w:pStyle [^>]*>")  # it belongs to the list of the style alone
    level = _STARTS.sub(f'<w:start w:val="{start}"/>', level, count=1)
    return style.sub("", level).replace('"decimal"', f'"{_FORMATS[each.numbering]}"')


_STARTS = re.compile(r'<w:start w:val="\d+"/>')


def _start(each: CountedList) -> int:
    """The number that a list begins with, as far as Word knows it."""
    return min(max(each.start, 0), _LARGEST_START)


_FORMATS: Mapping[Numbering, str] = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "upper-alpha": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
}


def _level(kind: int, level: int, accent: str, wider: int = 0, shift: int = 0) -> str:
    style = ""
    if kind in _STYLED and level < 3:
        style = f'<w:pStyle w:val="{_STYLED[kind]}{level + 1 if level else ""}"/>'
    if kind == KEY_POINTS and not level:
        style = '<w:pStyle w:val="KeyPoints"/>'
    sign = _SIGNS[level % 3] if kind == BULLETS else f"%{level + 1}."
    form = "bullet" if kind == BULLETS else "decimal"
    left = STEP * (level + 1) + wider + shift
    look = f'<w:rPr><w:b/><w:color w:val="{accent}"/></w:rPr>' if kind == KEY_POINTS else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{style}'
        f'<w:lvlText w:val="{sign}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{STEP + wider}"/></w:pPr>{look}</w:lvl>'
    )
