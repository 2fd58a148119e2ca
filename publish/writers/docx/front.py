"""What an edition of several articles has before its contents: its title, its head and foot."""

from __future__ import annotations

from publish.compose.languages import direction_of
from publish.compose.markings import marking_of, strictest
from publish.compose.printed_dates import printed_date
from publish.compose.views import labels_for
from publish.model.edition import Edition, Layout
from publish.model.walk import folded
from publish.writers.docx.characters import clean
from publish.writers.docx.furniture import (
    Furniture,
    banner_of,
    beside_edition,
    page_number,
    page_of_pages,
    title_style,
)
from publish.writers.docx.lines import line
from publish.writers.docx.look import style_id
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs

FACTS = ("subject", "number", "desk", "distribution")
"""Options of a layout that stand in the title block, and on the front page."""


def cover(edition: Edition, book: Book, layout: Layout) -> str:
    """The edition's title, the line below it, its day, and what the layout's options say of it."""
    day = printed_date(edition.date, edition.language)
    lines = (
        (style_id(title_style(edition, layout)), edition.plain_title),
        ("EditionLine", edition.subtitle),
        ("EditionLine", day),
    )
    labels = labels_for(layout.labels, edition.language)
    facts = (
        ("EditionLine", f"{labels[key]}: {said}")
        for key in FACTS
        if key in labels and (said := folded(layout.options.get(key, "")))
    )
    return "".join(
        line(style, text, edition.language, book)
        for style, text in (*lines, *facts)
        if text.strip()
    )


def front_furniture(edition: Edition, layout: Layout, book: Book) -> Furniture:
    """Head and foot of the pages before the articles."""
    runs = Runs(book, book.body, lambda _: "")
    manner = Manner(edition.language, direction_of(edition.language) == "rtl")
    labels = labels_for(layout.labels, edition.language)
    options = ({**layout.options, **each} for each in edition.own_options or ({},))
    marking = strictest(marking_of(folded(clean(each.get("banner", "")))) for each in options)
    contents = labels.get("contents", "Contents")
    banner = banner_of(marking, runs, manner, "")
    if layout.docx.typescript:
        said = runs.words(f"{folded(clean(edition.plain_title))} / ", manner)
        return Furniture(said + page_number(manner), "", banner)
    return Furniture(
        beside_edition(edition, contents, runs, manner, layout),
        page_of_pages(labels, manner),
        banner,
    )
