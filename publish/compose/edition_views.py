"""What a template sees of an edition: its sections, and the people and outlets in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from publish.compose.markings import Marking, strictest
from publish.compose.printed_dates import printed_date
from publish.compose.views import RUNNING_LENGTH, ArticleView, running_title, title_size
from publish.model.clean import clean_text
from publish.model.edition import Edition
from publish.model.walk import folded

_ARTICLES = re.compile(r"(?:the|a|an|der|die|das|le|la|les|el|los|il|lo|gli|de|het)\s+|l['’]", re.I)


@dataclass(frozen=True, slots=True)
class SectionView:
    """Articles under one heading; `title` is "" when the edition has no sections."""

    title: str
    anchor: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """A name, the letter it stands under ("" for none), and the articles that have it."""

    name: str
    letter: str
    articles: tuple[ArticleView, ...]


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition for templates. A missing piece is empty and false.

    `published` is its day as printed, `dates` the first and the last of its articles' days, one day
    when they are the same. `marking` is the strictest of its articles'. `running` is the title for
    the head of a page, `title_size` is "", "long" or "longest". `people` are sorted by their last
    name, `outlets` without an article in front ("The City Paper" stands under C).
    """

    title: str
    title_size: str
    running: str
    marking: Marking
    subtitle: str
    language: str
    published: str
    date: str
    dates: tuple[str, ...]
    cover: bool
    sections: tuple[SectionView, ...]
    articles: tuple[ArticleView, ...] = field(repr=False)
    people: tuple[IndexEntry, ...] = field(repr=False)
    outlets: tuple[IndexEntry, ...] = field(repr=False)


def edition_view(
    edition: Edition, title: str, views: tuple[ArticleView, ...], head_length: int = RUNNING_LENGTH
) -> EditionView:
    """The edition as a template sees it; `views` are its articles in their order."""
    days = sorted(view.date for view in views if view.date)
    ends = dict.fromkeys((days[0], days[-1])) if days else ()
    return EditionView(
        title=title,
        title_size=title_size(title),
        running=running_title(title, head_length),
        marking=strictest(view.marking for view in views),
        subtitle=_line(edition.subtitle),
        language=edition.language,
        published=printed_date(edition.date, edition.language),
        date=edition.date[:10],
        dates=tuple(printed_date(day, edition.language) for day in ends),
        cover=edition.cover,
        sections=_sections(edition, views),
        articles=views,
        people=_index(
            ((name, view) for view in views for name in view.authors if name), _by_last_name
        ),
        outlets=_index(((view.outlet, view) for view in views if view.outlet), _without_article),
    )


def _sections(edition: Edition, views: tuple[ArticleView, ...]) -> tuple[SectionView, ...]:
    return tuple(
        SectionView(_line(each.title), f"part-{number}", views[each.first : each.end])
        for number, each in enumerate(edition.sections, 1)
    ) or (SectionView("", "", views),)


def _index(
    pairs: Iterable[tuple[str, ArticleView]], sorted_by: Callable[[str], str]
) -> tuple[IndexEntry, ...]:
    """Each name once; names that differ in case alone are one, as first written."""
    names: dict[str, str] = {}
    found: dict[str, dict[str, ArticleView]] = {}
    for name, view in pairs:
        key = name.casefold()
        names.setdefault(key, name)
        found.setdefault(key, {})[view.anchor] = view
    keyed = sorted((sorted_by(name), name, key) for key, name in names.items())
    return tuple(
        IndexEntry(name, _letter(place), tuple(found[key].values())) for place, name, key in keyed
    )


def _by_last_name(name: str) -> str:
    *given, last = name.split()
    return _plain(" ".join((last, *given)))


def _without_article(name: str) -> str:
    return _plain(_ARTICLES.sub("", name, count=1) if _ARTICLES.match(name) else name)


def _plain(text: str) -> str:
    """Letters without their accents and case, as an index in most languages sorts them."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in split if not unicodedata.combining(char))


def _letter(place: str) -> str:
    return place[0].upper() if place and place[0].isalpha() else ""


def _line(text: str) -> str:
    return folded(clean_text(text)[0])
