"""The styles of a typescript: one face, one size, every line on one grid (layouts/manuscript)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from publish.model.edition import DocxStyles
from publish.writers.docx.look import INK, Look

_INDENT = 36.0  # points: half an inch
_SMALL, _CLOSE = 10.0, 12.0  # points: tables and programs, and their lines
_HEAD = 15.0  # points: the line of the running head
_KEPT = frozenset({"annotation text", "Table End"})
_DOWN = 5  # lines: the title stands a third down the page


def as_typescript(looks: tuple[Look, ...], docx: DocxStyles) -> tuple[Look, ...]:
    """The same styles as a typist would have them."""
    size, lead = docx.text_size_pt, docx.leading_pt
    width = next(look.stop for look in looks if look.name == "Sender")
    changes = _changes(lead, width)
    made = []
    for look in looks:
        if look.name in _KEPT or look.name.startswith("Banner"):
            made.append(look)
            continue
        small = look.name.startswith(("Table ", "Code"))
        plain = replace(
            look,
            face=look.face if look.face == "mono" else "",
            size=_SMALL * size / 12 if small else size,
            lead=_CLOSE * size / 12 if small else lead,
            before=0,
            after=0,
            caps=False,
            colour=INK if look.colour else "",
            out=0,
            rules=(),
            shade="",
            air=0,
        )
        made.append(replace(plain, **changes.get(look.name, {})))
    return tuple(made)


def _changes(lead: float, width: float) -> Mapping[str, Mapping[str, Any]]:
    """What is particular to a style."""
    centred: Mapping[str, Any] = {"centred": True}
    heading = {"before": lead}
    return {
        "Outlet": {"bold": None, "keep_next": False, "next": "Sender", "stop": width},
        "Title": {**centred, "before": _DOWN * lead, "after": lead},
        "Subtitle": {**centred, "italic": True, "after": lead},
        "Bottom Line": {"bold": None, "after": lead},
        "Body Text": {"first": _INDENT},
        "First Paragraph": {"first": _INDENT},
        "Author Note Heading": heading,
        "Source Heading": heading,
        **{f"Heading {level}": heading for level in (1, 2, 3)},
        **{f"Heading {level}": {**heading, "bold": None, "italic": True} for level in (4, 5, 6)},
        "Quote": {"left": _INDENT, "right": _INDENT},
        "Quote 2": {"left": 2 * _INDENT, "right": 2 * _INDENT},
        "End Mark": heading,
        "Link Heading": heading,
        "Code Block": {"left": 0, "right": 0},
        "Figure": heading,
        "Caption": {"after": lead},
        "Table Caption": heading,
        "header": {"lead": _HEAD, "opposite": True, "stop": 0},
        "footer": {"lead": _HEAD},
        "Edition Title": {**centred, "before": 2 * _DOWN * lead, "after": lead},
        "Front Title": {**centred, "after": lead},
        "Edition Line": centred,
        "Contents Heading": {"before": lead},
        "Section Title": {**centred, "after": lead},
        "Front Section": {"before": lead},
        "Front Entry": {"before": lead},
    }
