"""What is drawn at a place of a paragraph: pictures, text boxes, and what nobody here can draw."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from publish.readers.docx.alternatives import branch_of
from publish.readers.docx.dialects import MC
from publish.readers.docx.names import A, Element, O, V, W
from publish.readers.docx.package import Relation
from publish.readers.docx.pictures import shown_in
from publish.readers.docx.reading import Reading
from publish.readers.references import web_address

_SMALL = 500_000  # EMU: 39 points, three lines of text; a picture in a line that is no higher


_FILE = re.compile(
    r"(?:https?://|file:|[a-z]:\\)\S.*|[^\s/]+\.(?:png|jpe?g|gif|tiff?|bmp|webp|emf|wmf|svg)",
    re.IGNORECASE,
)
"""Words for a picture that a program made of its address."""


class Drawn(NamedTuple):
    """A picture, `small` where it may stand in a line; or a text box (`box` is what it holds)."""

    asset: str = ""
    alt: str = ""
    small: bool = False
    box: Element | None = None


def drawn(element: Element, reading: Reading, story: str) -> Iterator[Drawn]:
    """The pictures and text boxes of a w:drawing, w:pict or w:object, in their order."""
    found = False
    for box in _boxes_of(element):
        found = True
        yield Drawn(box=box)
    relations = reading.relations[story]
    for shown in shown_in(element):
        found = True
        alt = "" if _FILE.fullmatch(shown.alt) else shown.alt
        relation = relations.get(shown.id)
        if relation is None or relation.outside or not reading.package.has(relation.target):
            reading.counts["word.outside"] += 1
            yield Drawn(_name(relation), alt)
            continue
        name = reading.gallery.name(relation.target)
        yield Drawn(name, alt, 0 < shown.height <= _SMALL and not shown.apart)
    if next(element.iter(f"{O}OLEObject"), None) is not None:
        reading.counts["word.object"] += 1
    elif not found and _shows(element):
        reading.counts["word.drawing"] += 1


def _name(relation: Relation | None) -> str:
    """What the tree calls a picture that is not in the file; paths of somebody's disk are none."""
    if relation is None:
        return ""
    return web_address(relation.target) or relation.target.replace("\\", "/").rpartition("/")[2]


def _boxes_of(element: Element) -> Iterator[Element]:
    """The text boxes of a drawing, not those inside of them."""
    for child in element.iterchildren():
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            if (branch := branch_of(child)) is not None:
                yield from _boxes_of(branch)
        else:
            yield from _boxes_of(child)


_WORDY = (f"{V}textpath", f"{A}graphicData")


def _shows(element: Element) -> bool:
    """Whether a drawing without picture and box holds a chart, a diagram or words as shapes."""
    for each in element.iter(*_WORDY):
        if each.tag == f"{V}textpath" or not each.get("uri", "").endswith("wordprocessingShape"):
            return True
    return False
