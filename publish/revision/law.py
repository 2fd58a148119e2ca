"""The second half of the law of conservation: words = words before - struck + inserted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from publish.model.article import Article
from publish.revision.apply import Applied
from publish.revision.lines import lines_of


def conserved(before: Article, done: Applied, values: Container[str] = ()) -> None:
    """Prove that a revision struck and put in what it says, and nothing else.

    Character by character, white space aside, over all lines but those of the fields in `values`,
    which the revision gives anew as wholes.

    Raises AssertionError, which says what was lost or made, when it did not.
    """
    had, has = _characters(_said(before, values)), _characters(_said(done.article, values))
    had.update(_characters(done.inserted))
    has.update(_characters(done.struck))
    if had != has:
        raise AssertionError(f"words were lost or made: {dict((had - has) + (has - had))}")


def _said(article: Article, values: Container[str]) -> Iterable[str]:
    return (line.text for line in lines_of(article) if line.field not in values)


def _characters(texts: Iterable[str]) -> Counter[str]:
    """How often each character stands in texts; white space is not counted."""
    return Counter("".join("".join(texts).split()))
