"""Names of WordprocessingML, and how its elements say yes, no, a word and a number.

Elements are those of lxml, their names already those of the transitional form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any
"""An element of lxml, which has no types: Any, in this room only."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix that Word gives it
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"

_NO = frozenset(("0", "false", "off", "none"))
_NUMBER = re.compile(r"\s*([+-]?\d{1,9})(?:\.\d+)?")
_LARGEST = 10**6
_POINTS = re.compile(r"\s*([+-]?\d{1,6}(?:\.\d{1,4})?)(pt|in|cm|mm|pc|pi)?\s*")
_TWIPS = {"pt": 20.0, "in": 1440.0, "cm": 566.93, "mm": 56.693, "pc": 240.0, "pi": 240.0}


class Held(dict[str, Element]):
    """The children of an element by their names, the first of each, looked through once.

    It is asked as the element is, in a tenth of the time where many names are asked for.
    """

    __slots__ = ()

    @classmethod
    def of(cls, parent: Element) -> Held:
        """The children of an element."""
        return cls((child.tag, child) for child in reversed(parent))

    def find(self, name: str) -> Element | None:
        """The child of this name; None where there is none."""
        return self.get(name)


def said(parent: Element | None, name: str, attribute: str = "val", space: str = W) -> str | None:
    """The attribute of a child, both of `space`; None where there is no such child."""
    if parent is None:
        return None
    child = parent.find(f"{space}{name}")
    return None if child is None else child.get(f"{space}{attribute}", "")


def switched(parent: Element | None, name: str, space: str = W) -> bool | None:
    """Whether a property is on; None where it is not mentioned. Without a value it is on."""
    value = said(parent, name, space=space)
    return None if value is None else value.strip().lower() not in _NO


def number(text: str | None) -> int | None:
    """The whole number that an attribute says, within a million; None where it says none."""
    found = _NUMBER.match(text or "")
    return max(-_LARGEST, min(int(found[1]), _LARGEST)) if found else None


def twips(text: str | None) -> int | None:
    """A length in twips, which may have a unit of its own; None where it is none."""
    found = _POINTS.fullmatch(text or "")
    if not found:
        return None
    return max(-_LARGEST, min(round(float(found[1]) * _TWIPS.get(found[2], 1)), _LARGEST))


def elements(parent: Element) -> Iterator[Element]:
    """The children that are elements: neither comments nor instructions."""
    return (child for child in parent if isinstance(child.tag, str))
