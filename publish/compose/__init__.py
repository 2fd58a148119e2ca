"""Edition + Layout → Composition: one page of HTML and the style sheet that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from publish.compose.html import Medium, direction_of
from publish.compose.templates import filled
from publish.compose.views import ArticleView, labels_for, view_of
from publish.model.clean import clean_text
from publish.model.edition import Edition, Layout

__all__ = ["Composition", "Medium", "compose"]

_SHEETS: Mapping[Medium, frozenset[str]] = {
    "print": frozenset({"reflow.css", "screen.css"}),
    "reflow": frozenset({"print.css", "screen.css"}),
    "screen": frozenset({"print.css", "reflow.css"}),
}
"""By medium, the layout's style sheets that are not for it. All others are, `--css` among them."""


@dataclass(frozen=True, slots=True)
class Composition:
    """A page: `html` is a whole document, without the style sheet `css`.

    `articles` are the pieces it was made of, for tables of contents and metadata.
    """

    html: str
    css: str
    language: str
    title: str
    medium: Medium
    articles: tuple[ArticleView, ...] = ()


def compose(
    edition: Edition, layout: Layout, medium: Medium, *, notes_at_end: bool = False
) -> Composition:
    """The edition in the layout's template, for a medium.

    Notes stand at the foot of the page in print unless `notes_at_end`, and at the end elsewhere.
    In print pictures are `asset:NAME`, elsewhere `images/NAME`, named by `pictures.picture_name`.
    Raises BrokenLayout with the template's line.
    """
    single = len(edition.articles) == 1
    title = clean_text(edition.plain_title)[0]
    views = tuple(
        view_of(
            article,
            labels_for(layout.labels, article.language),
            medium,
            prefix="" if single else f"article-{number}-",
            notes_at_end=notes_at_end or medium != "print",
        )
        for number, article in enumerate(edition.articles, 1)
    )
    values: dict[str, object] = {
        "edition": edition,
        "title": title,
        "language": edition.language,
        "direction": direction_of(edition.language),
        "articles": views,
        "labels": labels_for(layout.labels, edition.language),
        "options": {key: _typed(value) for key, value in layout.options.items()},
        "medium": medium,
    }
    where = f"{layout.name}/edition.html.j2"
    return Composition(
        html=filled(layout.template, values, where=where),
        css=_css(layout, medium),
        language=edition.language,
        title=title,
        medium=medium,
        articles=views,
    )


def _css(layout: Layout, medium: Medium) -> str:
    sheets = [text for name, text in layout.styles.items() if name not in _SHEETS[medium]]
    if medium == "print":
        size = f"{layout.page['width']} {layout.page['height']}"
        sheets.insert(0, f"@page {{ size: {size}; margin: {layout.page['margin']} }}\n")
    return "\n".join(sheets)


def _typed(value: str) -> str | bool:
    """An option as a template tests it: the words true and false as what they say."""
    return {"true": True, "false": False}.get(value, value)
