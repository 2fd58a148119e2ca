"""What a layout's options do to its Word file: those that hold there, as points and millimetres."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from publish.layouts.options import hex_of, margins_from, points_of
from publish.model.edition import DocxStyles

NARROWEST_SIDE_MM = 22.0
"""By so much the left margin is the wider one where it holds labels, as in print."""

_SIZES = {"text_size": "text_size_pt", "leading": "leading_pt"}


def word_defaults(options: Mapping[str, object]) -> dict[str, object]:
    """Keys of [docx] as the defaults in a layout.toml's own table of options have them."""
    made: dict[str, object] = {}
    for key, entry in options.items():
        default = entry.get("default") if isinstance(entry, dict) else None
        if not isinstance(default, str):
            continue
        if key in _SIZES and (points := points_of(default)):
            made[_SIZES[key]] = points
        if key == "accent" and (colour := hex_of(default)):
            made["accent"] = colour
    return made


def with_options(
    docx: DocxStyles, values: Mapping[str, str], changed: Collection[str], said: Collection[str]
) -> DocxStyles:
    """The looks of [docx] with the layout's options in them.

    `changed` are the options that someone has set, `said` the keys that [docx] has: what it says
    stands before an option that nobody has set.
    """

    def flag(option: str, key: str, otherwise: bool) -> bool:
        holds = option in values and (option in changed or key not in said)
        return values[option] == "true" if holds else otherwise

    def size(option: str, otherwise: float) -> float:
        return (option in changed and points_of(values[option])) or otherwise

    accent = hex_of(values["accent"]) if "accent" in changed else ""
    columns = values.get("columns", "") if "columns" in changed and docx.columns > 1 else ""
    made = replace(
        docx,
        text_size_pt=size("text_size", docx.text_size_pt),
        leading_pt=size("leading", docx.leading_pt),
        accent=accent or docx.accent,
        justify=flag("justify", "justify", docx.justify),
        hyphenate=flag("hyphenation", "hyphenate", docx.hyphenate),
        line_numbers=flag("line_numbers", "line_numbers", docx.line_numbers),
        columns=int(float(columns)) if columns else docx.columns,
        cover_ground=docx.cover_ground or hex_of(values.get("cover_colour", "")),
        cover_ink=docx.cover_ink or hex_of(values.get("cover_ink", "")),
    )
    return _with_margins(made, values["page.margin"]) if "page.margin" in changed else made


def _with_margins(docx: DocxStyles, text: str) -> DocxStyles:
    """The looks with margins that someone typed; a left one that is wider holds the labels."""
    top, right, bottom, left = margins_from(text)
    side = left - right if left - right >= NARROWEST_SIDE_MM else 0.0
    return replace(docx, margins_mm=(top, right, bottom, left - side), side_mm=side)
