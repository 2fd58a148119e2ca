"""Edition + Layout → Composition: one page of HTML and the style sheet that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from publish.compose.codes import code_name, qr_code
from publish.compose.edition_views import edition_view
from publish.compose.html import Medium
from publish.compose.languages import direction_of
from publish.compose.layout_pictures import addressed
from publish.compose.measures import table_room
from publish.compose.mirror import by_direction, mirrored
from publish.compose.places import Targets, shared_targets
from publish.compose.sheets import style_sheet
from publish.compose.templates import filled
from publish.compose.views import ArticleView, Setting, head_room, labels_for, view_of
from publish.model.clean import clean_text
from publish.model.edition import Edition, Layout

__all__ = ["Composition", "Medium", "compose", "compose_front"]

_PAGE = "edition.html.j2"
_TURNED = re.compile(r'<(?!html|code|pre|math|span lang)[a-z0-9]+ [^<>]*\bdir="')
"""A block that runs the other way than the page."""
_FRONT = "front.html.j2"
_MEASURE_MM = 120  # of a layout that says no page: those of tests


@dataclass(frozen=True, slots=True)
class Composition:
    """A page: `html` is a whole document, without the style sheet `css`.

    `articles` are the pieces it was made of, for tables of contents and metadata. `pictures` are
    those that no article brought along, by the name they have on the page.
    """

    html: str
    css: str
    language: str
    title: str
    medium: Medium
    articles: tuple[ArticleView, ...] = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def compose(
    edition: Edition,
    layout: Layout,
    medium: Medium,
    *,
    notes_at_end: bool = False,
    elsewhere: Targets | None = None,
) -> Composition:
    """The edition in the layout's template, for a medium.

    Notes stand at the foot of the page in print unless `notes_at_end`, and at the end elsewhere.
    `elsewhere` is where articles stand that this page is made without; their links lead there.
    In print pictures are `asset:NAME`, elsewhere `images/NAME`; `picture_files` names them.
    Raises BrokenLayout with the template's line.
    """
    layout = addressed(layout, medium)
    title = clean_text(edition.plain_title)[0]
    at_end = notes_at_end or medium != "print"
    views = tuple(_views(edition, layout, medium, elsewhere, notes_at_end=at_end))
    css = style_sheet(layout, medium, edition.language)
    html = filled(layout.templates, _PAGE, _values(edition, layout, medium, views))
    direction = direction_of(edition.language)
    css = mirrored(css) if direction == "rtl" else css
    if medium == "print" and _TURNED.search(html):
        css = by_direction(css, direction)
    return Composition(
        html=html,
        css=css,
        language=edition.language,
        title=title,
        medium=medium,
        articles=views,
        pictures={code_name(code): code for view in views if (code := qr_code(view.qr.text))},
    )


def compose_front(edition: Edition, layout: Layout, places: Mapping[str, ArticleView]) -> str:
    """The front page of an edition whose articles are pages of their own, as a whole document.

    `places` are the articles as they were composed, in their order, each by the address of its
    title. "" for an edition of one, and for a layout that has no front page.
    """
    if len(places) < 2 or not any(name.endswith(f"/{_FRONT}") for name in layout.templates):
        return ""
    layout = addressed(layout, "reflow")
    views = tuple(
        replace(view, place=place, number=number)
        for number, (place, view) in enumerate(places.items(), 1)
    )
    return filled(layout.templates, _FRONT, _values(edition, layout, "reflow", views))


def _values(
    edition: Edition, layout: Layout, medium: Medium, views: tuple[ArticleView, ...]
) -> dict[str, object]:
    """What a template sees."""
    title = clean_text(edition.plain_title)[0]
    return {
        "edition": edition_view(edition, title, views, _head_room(layout)[0]),
        "layout": layout.name,
        "title": title,
        "language": edition.language,
        "direction": direction_of(edition.language),
        "articles": views,
        "labels": labels_for(layout.labels, edition.language),
        "options": _options(layout),
        "medium": medium,
    }


def _views(
    edition: Edition,
    layout: Layout,
    medium: Medium,
    elsewhere: Targets | None,
    *,
    notes_at_end: bool,
) -> Iterator[ArticleView]:
    """The articles one after another; each on a page of several has its own part of the ids."""
    single = len(edition.articles) == 1
    if elsewhere is None and not single:
        elsewhere = shared_targets(edition.articles, lambda index, id: f"#{_prefix(index)}{id}")
    under = {
        index: each.title for each in edition.sections for index in range(each.first, each.end)
    }
    for index, article in enumerate(edition.articles):
        yield view_of(
            article,
            labels_for(layout.labels, article.language),
            medium,
            prefix="" if single else _prefix(index),
            number=index + 1,
            section=under.get(index, ""),
            notes_at_end=notes_at_end,
            options=_options(layout, edition.options_of(index)),
            elsewhere=elsewhere,
            head_length=_head_room(layout)[1],
            room=table_room(layout) if medium == "print" else None,
        )


def _head_room(layout: Layout) -> tuple[int, int]:
    """What the head of a page holds between its margins, in characters."""
    if not layout.page:
        return head_room(_MEASURE_MM)
    _, right, _, left = (float(each.removesuffix("mm")) for each in layout.page["margin"].split())
    return head_room(float(layout.page["width"].removesuffix("mm")) - left - right)


def _prefix(index: int) -> str:
    return f"article-{index + 1}-"


def _options(layout: Layout, own: Mapping[str, str] | None = None) -> Mapping[str, Setting]:
    """The layout's options as templates test them, with those an article has of its own."""
    return {
        key: _typed(value, layout.kinds.get(key, ""))
        for key, value in {**layout.options, **(own or {})}.items()
    }


def _typed(value: str, kind: str) -> Setting:
    """An option as a template tests it."""
    if kind == "flag":
        return value == "true"
    if kind == "number" and value:
        return float(value) if "." in value else int(value)
    return value
