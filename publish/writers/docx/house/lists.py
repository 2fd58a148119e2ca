"""The lists of a template: how its bullets and numbers look, at each of our levels."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping

from publish.readers.docx.names import Element, W, number
from publish.writers.docx.house.styles import HouseStyles
from publish.writers.docx.house.xml import child, value, written
from publish.writers.docx.numbering import HouseLists
from publish.writers.docx.parts import BULLETS, KEY_POINTS, NUMBERS, STYLED_LEVELS

_MORE_ABSTRACT, _MORE = 1000, 31_000
"""From here on the template's own lists are numbered: ours count up from ten."""

_MOST_LISTS = 500  # of a template's
_LEVEL_MARK = re.compile(r"%(\d)")
_IN_A_LEVEL = ("start", "numFmt", "suff", "lvlText", "lvlJc", "pPr", "rPr")
_STYLES = {
    **{
        (BULLETS, level): f"ListBullet{level + 1 if level else ''}"
        for level in range(STYLED_LEVELS)
    },
    **{
        (NUMBERS, level): f"ListNumber{level + 1 if level else ''}"
        for level in range(STYLED_LEVELS)
    },
    (KEY_POINTS, 0): "KeyPoints",
}


def lists_of(root: Element | None, styles: HouseStyles) -> HouseLists:
    """Our lists with the looks that the template's styles for them have; its others as they are.

    The styles are told the new numbers.
    """
    abstract, numbers = _known(root)
    levels = []
    for (kind, level), id in _STYLES.items():
        own = styles.says(id, "pPr/numPr/numId")
        at = number(styles.says(id, "pPr/numPr/ilvl")) or 0
        found = _level(abstract.get(numbers.get(own, "")), at)
        if found is not None:
            levels.append((kind, level, _moved(found, at, level, id)))
    for (kind, level), id in _STYLES.items():
        styles.numbered(id, kind, level)
    ours = {styles.held.get(id) for id in _STYLES.values()}
    rest = [each for each in styles.elements if each.get(f"{W}styleId") not in ours]
    return _with_others(levels, abstract, numbers, rest, styles)


def _known(root: Element | None) -> tuple[dict[str, Element], dict[str, str]]:
    """The template's kinds of lists by id, and the kind of each list."""
    if root is None:
        return {}, {}
    abstract = {each.get(f"{W}abstractNumId", ""): each for each in root.findall(f"{W}abstractNum")}
    numbers = {each.get(f"{W}numId", ""): value(each, "abstractNumId")
               for each in root.findall(f"{W}num")[:_MOST_LISTS]}  # fmt: skip
    return abstract, numbers


def _level(abstract: Element | None, at: int) -> Element | None:
    if abstract is None:
        return None
    levels = abstract.findall(f"{W}lvl")
    return next((each for each in levels if number(each.get(f"{W}ilvl")) == at), None)


def _moved(level: Element, before: int, now: int, style: str) -> str:
    """A level of the template as one of ours."""
    made = copy.deepcopy(level)
    for each in list(made):
        if str(each.tag).removeprefix(W) not in _IN_A_LEVEL:
            made.remove(each)
    text = child(made, "lvlText")
    said = text.get(f"{W}val", "")
    picture = level.find(f"{W}lvlPicBulletId") is not None
    sign = f"%{now + 1}"
    if picture or not said.strip():
        said = "•" if value(made, "numFmt") == "bullet" else f"{sign}."
    elif before != now:
        said = _LEVEL_MARK.sub(sign, said) if len(_LEVEL_MARK.findall(said)) == 1 else said
    text.set(f"{W}val", said)
    made.set(f"{W}ilvl", str(now))
    for key in ("tplc", "tentative"):
        made.attrib.pop(f"{W}{key}", None)
    xml = written(made)
    return re.sub(r"(<w:numFmt [^>]*/>)", rf'\1<w:pStyle w:val="{style}"/>', xml, count=1)


def _with_others(
    levels: Iterable[tuple[int, int, str]],
    abstract: Mapping[str, Element],
    numbers: Mapping[str, str],
    rest: Iterable[Element],
    styles: HouseStyles,
) -> HouseLists:
    """The lists that other styles of the template belong to, such as numbered headings."""
    kinds: dict[str, int] = {}
    lists: dict[str, int] = {}
    for style in rest:
        for member in list(style.iter(f"{W}numPr")):
            own = value(member, "numId")
            kind = numbers.get(own, "")
            if own not in numbers or kind not in abstract:
                member.getparent().remove(member)
                continue
            kinds.setdefault(kind, _MORE_ABSTRACT + len(kinds))
            lists.setdefault(own, _MORE + len(lists))
            child(member, "numId").set(f"{W}val", str(lists[own]))
    made = []
    for own, id in kinds.items():
        each = copy.deepcopy(abstract[own])
        each.set(f"{W}abstractNumId", str(id))
        for picture in list(each.iter(f"{W}lvlPicBulletId")):
            picture.getparent().remove(picture)
        styles.renamed(each)
        made.append(written(each))
    nums = "".join(
        f'<w:num w:numId="{id}"><w:abstractNumId w:val="{kinds[numbers[own]]}"/></w:num>'
        for own, id in lists.items()
    )
    return HouseLists(tuple(levels), "".join(made), nums)
