"""Pictures of a Word file: which a drawing shows, what it says of them in words, their bytes.

DrawingML since Word 2007, VML before and in its older branch. A picture that lies outside of the
file is never fetched. Source: ECMA-376 part 1, 20.4 and 20.2; part 4, 19.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.model.article import Asset
from publish.model.limits import Limits
from publish.readers.assets import asset_of
from publish.readers.docx.names import (
    DECORATIVE,
    PIC,
    WP,
    A,
    Element,
    O,
    R,
    V,
    W,
    number,
    twips,
)

_EMU_PER_TWIP = 635
_HEIGHT = re.compile(r"(?:^|;)\s*height\s*:\s*([\d.]+[a-z]*)")
_METAFILES = re.compile(rb"\xd7\xcd\xc6\x9a|\x01\x00\x00\x00.{36} EMF|[\x01\x02]\x00\x09\x00", re.S)
_SHAPES = tuple(f"{V}{name}" for name in ("shape", "rect", "oval", "roundrect", "image"))


class Shown(NamedTuple):
    """A picture that a drawing shows.

    `id` is the relation that leads to it, "" where it has none; it is `linked` where it may lie
    outside of the file. `alt` is what it says to those who do not see it. `height` is EMU, a
    million at most, 0 unsaid. `apart` is one that stands beside the text, not in a line.
    """

    id: str
    alt: str = ""
    decorative: bool = False
    height: int = 0
    apart: bool = False
    linked: bool = False


def shown_in(element: Element) -> Iterator[Shown]:
    """The pictures of a w:drawing, w:pict or w:object, but for those in its text boxes."""
    for frame in element.iterchildren(f"{WP}inline", f"{WP}anchor"):
        yield from _drawn(frame)
    for shape in _outside_boxes(element, *_SHAPES):
        for image in shape.iterchildren(f"{V}imagedata"):
            words = _said(shape.get("alt")) or _said(image.get(f"{O}title"))
            found = _HEIGHT.search(shape.get("style", ""))
            high = (twips(found[1]) or 0) * _EMU_PER_TWIP if found else 0
            id = image.get(f"{R}id") or image.get(f"{R}pict") or ""
            linked = image.get(f"{R}href") is not None and not id
            apart = "position:absolute" in shape.get("style", "").replace(" ", "")
            yield Shown(id or image.get(f"{R}href", ""), words, False, high, apart, linked)


def _drawn(frame: Element) -> Iterator[Shown]:
    """The pictures of one frame of DrawingML; of a group each has its own words."""
    said = frame.find(f"{WP}docPr")
    decorative = said is not None and any(
        each.get("val", "1") in ("1", "true") for each in said.iter(DECORATIVE)
    )
    extent = frame.find(f"{WP}extent")
    high = number(extent.get("cy", "")[:10]) if extent is not None else None
    blips = list(_outside_boxes(frame, f"{A}blip"))
    for blip in blips:
        own = blip.getparent().getparent().find(f"{PIC}nvPicPr/{PIC}cNvPr")
        words = _words(said) if len(blips) == 1 else ""
        id, link = blip.get(f"{R}embed", ""), blip.get(f"{R}link", "")
        yield Shown(
            id or link,
            "" if decorative else words or _words(own) or _words(said),
            decorative,
            max(high or 0, 0),
            frame.tag == f"{WP}anchor",
            not id,
        )


def _outside_boxes(parent: Element, *names: str) -> Iterator[Element]:
    """The elements of these names in an element that stand in no text box of it, in order."""
    ahead = [parent]
    while ahead:
        here = ahead.pop()
        if here.tag in names:
            yield here
        if here.tag != f"{W}txbxContent":
            ahead.extend(reversed([each for each in here if isinstance(each.tag, str)]))


def _words(properties: Element | None) -> str:
    """What a drawing's properties say of it: its description, else its title.

    Nothing where that is the name of any ("Picture 3"), as it is in ours without words.
    """
    if properties is None:
        return ""
    words = _said(properties.get("descr")) or _said(properties.get("title"))
    name = _said(properties.get("name"))
    return "" if words in (name, name.rstrip("0123456789").rstrip()) else words


def _said(text: str | None) -> str:
    return " ".join((text or "").split())


@dataclass(slots=True)
class Gallery:
    """The pictures of a file that were asked for, by the name of their part.

    `data` gives a part's bytes. `unread` counts those that could not be taken: by "kind" (EMF, WMF,
    SVG and others that no page of ours shows), "broken" (or over a limit) and "many".
    """

    data: Callable[[str], bytes] = field(repr=False)
    limits: Limits
    assets: dict[str, Asset] = field(default_factory=dict)
    unread: dict[str, list[str]] = field(default_factory=dict)
    _names: dict[str, str] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    def name(self, part: str) -> str:
        """The name by which the tree calls a picture, in `assets` or missed."""
        if part in self._names:
            return self._names[part]
        name = part.rpartition("/")[2] or part
        if name in self._taken:
            name = f"{len(self._names) + 1}-{name}"
        self._taken.add(name)
        self._names[part] = name
        if len(self._names) > self.limits.images:
            self._miss("many", name)
            return name
        data = self.data(part)
        asset = asset_of(name, data, self.limits)
        if asset is not None:
            self.assets[name] = asset
        else:
            self._miss("kind" if _is_other_kind(name, data) else "broken", name)
        return name

    def _miss(self, why: str, name: str) -> None:
        self.unread.setdefault(why, []).append(name)


def _is_other_kind(name: str, data: bytes) -> bool:
    """Whether it is a picture of a kind that is not read: a drawing of lines, most often."""
    return bool(_METAFILES.match(data)) or _SUFFIX.search(name) is not None


_SUFFIX = re.compile(r"\.(?:emf|wmf|emz|wmz|svg|pict?|tiff?|eps|bmp|wdp|pcz|cgm)$", re.IGNORECASE)

REASONS: Mapping[str, str] = {
    "kind": "of a kind that is not read (EMF, WMF, SVG, TIFF)",
    "broken": "broken or too large",
    "many": "more than a file may bring",
}
"""Why pictures are missed, for a note."""
