"""Fields: what Word works out and keeps the result of. The result is read, the code is not.

Fields stand in each other and reach over paragraphs, as a table of contents does.
Source: ECMA-376 part 1, 17.16.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from publish.readers.docx.names import Element, W, number, said, switched

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"|“([^”]*)”|(\\[^\s"])|([^\s"]+)')
_LONGEST = 10_000  # characters of a field's code: addresses have 2,000, records of mail merge more
_OF_PAGES = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION"))
CONTENTS = frozenset(("TOC", "INDEX", "TOA"))
_DRAWN = frozenset(("EQ", "ADVANCE", "BARCODE", "DISPLAYBARCODE", "MERGEBARCODE"))
_FETCHED = frozenset(
    ("INCLUDETEXT", "INCLUDE", "INCLUDEPICTURE", "LINK", "DDE", "DDEAUTO", "DATABASE", "IMPORT",
     "RD")
)  # fmt: skip


@dataclass(slots=True)
class Field:
    """A field that was begun: its code so far, and whether its result has begun."""

    codes: list[str] = field(default_factory=list)
    in_result: bool = False
    name: str = ""
    url: str = ""
    ticked: bool | None = None
    chosen: str = ""
    """What a list to choose from shows: it has no result."""

    def begin_result(self) -> None:
        """The code is complete."""
        self.name, self.url = told("".join(self.codes))
        self.in_result = True

    @property
    def shows(self) -> bool:
        """Whether words that stand here are read: not those of the code, and no page numbers."""
        return self.in_result and self.name not in _OF_PAGES

    @property
    def is_drawn(self) -> bool:
        """Whether what it shows is made of its code, which nobody here draws."""
        return self.name in _DRAWN

    @property
    def is_fetched(self) -> bool:
        """Whether its result came from another file."""
        return self.name in _FETCHED


def told(code: str) -> tuple[str, str]:
    """What a field's code says: its name in capitals, and the address that it leads to, or ""."""
    tokens = [found.groups() for found in _TOKEN.finditer(code[:_LONGEST])]
    if not tokens:
        return "", ""
    name = "".join(filter(None, tokens[0])).upper()
    if name == "HYPERLINK":
        return name, _address(tokens[1:])
    if name in ("REF", "NOTEREF", "PAGEREF") and any(t[2] == "\\h" for t in tokens):
        target = next((_plain(t) for t in tokens[1:] if t[2] is None), "")
        return name, f"#{target}" if target else ""
    return name, ""


def _address(tokens: list[tuple[str | None, ...]]) -> str:
    """Of a HYPERLINK: its address, else the place in this file that it names."""
    address, place, awaited = "", "", ""
    for token in tokens:
        if token[2] is not None:
            awaited = token[2].lower()
            continue
        if awaited == "\\l":
            place = _plain(token)
        elif awaited not in ("\\o", "\\t"):
            address = address or _plain(token)
        awaited = ""
    if not address:
        return f"#{place}" if place else ""
    return f"{address}#{place}" if place and "#" not in address else address


def _plain(token: tuple[str | None, ...]) -> str:
    return re.sub(r"\\(.)", r"\1", next(filter(None, token), ""))


def begun(element: Element) -> Field:
    """A field; one of an old form has its state beside it."""
    made = Field()
    form = element.find(f"{W}ffData")
    if form is None:
        return made
    if (box := form.find(f"{W}checkBox")) is not None:
        ticked = switched(box, "checked")
        made.ticked = bool(switched(box, "default") if ticked is None else ticked)
    elif (choice := form.find(f"{W}ddList")) is not None:
        options = [each.get(f"{W}val", "") for each in choice.iterchildren(f"{W}listEntry")]
        at = number(said(choice, "result") or said(choice, "default")) or 0
        made.chosen = options[at] if 0 <= at < len(options) else ""
    return made
