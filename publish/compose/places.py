"""Where links within an edition lead: an anchor of the same article, another article, its anchors.

A link that is none of these leads out of the edition, or nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from publish.compose.addresses import href
from publish.model.article import Article
from publish.model.links import anchors_in
from publish.model.walk import digest_of

Targets = Mapping[str, str]
"""By `#name`, or an article's address with or without one: the link's address on the page."""

TITLE = "title"
"""The id of an article's headline."""

_DIGITS = 16  # of a name's digest: enough to keep the names of an edition apart


def anchor_id(name: str) -> str:
    """The id of an anchor: its name, or its digest where XML would not have it."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    return f"at-{name}" if plain else f"at-{digest_of(name)[:_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Places:
    """The places of one article and of those beside it."""

    own: Targets = field(default_factory=dict)
    others: Targets = field(default_factory=dict)

    def target(self, url: str) -> str:
        """Where on the edition's pages a link leads; "" where it leads out of them."""
        if url.startswith("#"):
            return self.own.get(url, "")
        if not self.others or not (address := href(url)):
            return ""
        page, _, name = address.partition("#")
        page = page.rstrip("/")
        return self.others.get(f"{page}#{name}" if name else page) or self.others.get(page, "")


NOWHERE = Places()


def own_targets(article: Article, place: Callable[[str], str]) -> Targets:
    """The anchors of an article; `place` is the address of an id on its page."""
    return {f"#{name}": place(anchor_id(name)) for name in _names(article)}


def shared_targets(articles: Iterable[Article], place: Callable[[int, str], str]) -> Targets:
    """The articles by their addresses; `place` is the address of an id in the one of an index."""
    targets: dict[str, str] = {}
    for index, article in enumerate(articles):
        page = href(article.url).partition("#")[0].rstrip("/")
        if page and page not in targets:
            targets[page] = place(index, TITLE)
            for name in _names(article):
                targets[f"{page}#{name}"] = place(index, anchor_id(name))
    return targets


def _names(article: Article) -> Iterator[str]:
    yield from anchors_in(article.title, (*article.body, *article.author_note))
