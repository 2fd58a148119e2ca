"""Edition + Layout → Composition: one page of HTML and the style sheet that goes with it."""

from __future__ import annotations

from dataclasses import dataclass

from publish.compose.html import Medium, direction_of
from publish.compose.mirror import mirrored
from publish.compose.sheets import style_sheet
from publish.compose.templates import filled
from publish.compose.views import ArticleView, labels_for, view_of
from publish.model.clean import clean_text
from publish.model.edition import Edition, Layout

__all__ = ["Composition", "Medium", "compose"]

_PAGE = "edition.html.j2"


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
    css = style_sheet(layout, medium, edition.language)
    direction = direction_of(edition.language)
    values: dict[str, object] = {
        "edition": edition,
        "layout": layout.name,
        "title": title,
        "language": edition.language,
        "direction": direction,
        "articles": views,
        "labels": labels_for(layout.labels, edition.language),
        "options": {
            key: _typed(value, layout.kinds.get(key, "")) for key, value in layout.options.items()
        },
        "medium": medium,
    }
    return Composition(
        html=filled(layout.templates, _PAGE, values),
        css=mirrored(css) if direction == "rtl" else css,
        language=edition.language,
        title=title,
        medium=medium,
        articles=views,
    )


def _typed(value: str, kind: str) -> str | bool | float:
    """An option as a template tests it."""
    if kind == "flag":
        return value == "true"
    if kind == "number" and value:
        return float(value) if "." in value else int(value)
    return value
