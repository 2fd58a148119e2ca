"""Fields as an editor sets them: plain words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from publish.model.article import Article, Decisions
from publish.model.tree import Blocks, Inlines, Paragraph, Text
from publish.model.walk import folded

__all__ = ["decided", "note_of", "words_of"]

_WORDED = ("title", "standfirst", "summary")
_PLAIN = ("byline", "dateline", "published", "updated", "outlet", "url", "language", "tags")


def decided(article: Article, decisions: Decisions) -> Article:
    """The article with the fields that are decided in the place of its own."""
    made: dict[str, Any] = {name: getattr(decisions, name) for name in _PLAIN}
    for name in _WORDED:
        said = getattr(decisions, name)
        made[name] = None if said is None else words_of(said)
    made["title"] = made["title"] or None  # an article has one
    if decisions.key_points is not None:
        made["key_points"] = tuple(map(words_of, filter(str.strip, decisions.key_points)))
    if decisions.author_note is not None:
        made["author_note"] = note_of(decisions.author_note)
    given = {name: value for name, value in made.items() if value is not None}
    return replace(article, **given) if given else article


def words_of(text: str) -> Inlines:
    """A text as inlines; none for one without words."""
    return (Text(text),) if text.strip() else ()


def note_of(text: str) -> Blocks:
    """Paragraphs of a text, which empty lines part."""
    return tuple(Paragraph(words_of(folded(each))) for each in text.split("\n\n") if each.strip())
