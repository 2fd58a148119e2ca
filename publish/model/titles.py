"""A title where nothing can be struck out: metadata, bookmarks, contents, names."""

from __future__ import annotations

from publish.model.tree import Deleted, Inlines
from publish.model.walk import mapped, rebuilt, text_of_inlines


def said_of(inlines: Inlines) -> str:
    """The words that hold: without those struck out, unless all of them are."""
    kept = text_of_inlines(_kept(inlines))
    return kept if kept.strip() else text_of_inlines(inlines)


def _kept(inlines: Inlines) -> Inlines:
    kept = tuple(each for each in inlines if not isinstance(each, Deleted))
    return mapped(kept, lambda each: rebuilt(each, inlines=_kept))
