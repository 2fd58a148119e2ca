"""Properties of a page that Notion saves as a table above it: declared, not said."""

from __future__ import annotations

from dataclasses import fields

from selectolax.lexbor import LexborHTMLParser

from publish.model.article import Hints
from publish.readers.front_fields import Value, hints_of
from publish.readers.html.notes import Notes

__all__ = ["with_properties"]


def with_properties(parser: LexborHTMLParser, markup: str, hints: Hints, notes: Notes) -> Hints:
    """The page's hints with those of its properties, whose table goes on record with the notes."""
    if "property-row" not in markup:
        return hints
    values: dict[str, Value] = {}
    for table in parser.css("table.properties"):
        notes.gone[table.mem_id] = "page.properties"
        for row in table.css("tr"):
            head, value = row.css_first("th"), row.css_first("td")
            if head is None or value is None:
                continue
            parts = [each.text_lexbor().strip() for each in value.css(".selected-value, .user")]
            said = value.text_lexbor().strip().lstrip("@")
            values[head.text_lexbor().strip()] = [*parts] if parts else said
    more = hints_of(values)
    both = {
        each.name: (*getattr(hints, each.name), *getattr(more, each.name)) for each in fields(Hints)
    }
    return Hints(**both)
