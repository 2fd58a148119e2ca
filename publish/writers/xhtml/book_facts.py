"""What a book says of itself, drawn from the articles: for the manifest and the package."""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from publish.compose.addresses import href
from publish.compose.languages import direction_of
from publish.model.article import Article
from publish.model.clean import clean_text
from publish.model.edition import Edition
from publish.model.titles import said_of
from publish.model.walk import folded

_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class BookFacts:
    """A book's facts as plain lines of text; "" or () where nothing is known.

    `languages` has the edition's first. `modified` is yyyy-mm-ddThh:mm:ssZ.
    """

    identifier: str
    title: str
    languages: tuple[str, ...]
    direction: str
    authors: tuple[str, ...]
    outlets: tuple[str, ...]
    date: str
    modified: str
    addresses: tuple[str, ...]
    tags: tuple[str, ...]
    description: str


def facts_of(edition: Edition) -> BookFacts:
    """The facts of an edition whose titles and languages are fit to print (`Edition.fitted`)."""
    articles = edition.articles
    return BookFacts(
        identifier=_identifier(edition),
        title=_plain(edition.plain_title),
        languages=_each_once([edition.language, *(each.language for each in articles)]),
        direction=direction_of(edition.language),
        authors=_each_once(name for each in articles for name in each.byline),
        outlets=_each_once(each.outlet for each in articles),
        date=edition.date[:10] if _DATE.fullmatch(edition.date[:10]) else "",
        modified=edition.moment,
        addresses=_each_once(href(each.url) for each in articles),
        tags=_each_once(tag for each in articles for tag in each.tags),
        description=_description(articles[0]) if len(articles) == 1 else "",
    )


def _description(article: Article) -> str:
    return _plain(said_of(article.summary or article.standfirst))


def _identifier(edition: Edition) -> str:
    """A name for the book that stays when its words are mended: what it is, not what it says.

    An article is known by its address, one without by all that a library would file it under.
    """
    known = [
        [article.url]
        if article.url
        else [
            article.name,
            said_of(article.title),
            article.outlet,
            article.published,
            *article.byline,
        ]
        for article in edition.articles
    ]
    key = json.dumps([edition.plain_title, *known], ensure_ascii=True)
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"


def _each_once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_plain, texts))))


def _plain(text: str) -> str:
    return folded(clean_text(text)[0])
