"""A typescript's own pieces: the sender's block, the count of words, the head of its pages.

As the manuscript's template has them in print (layouts/manuscript/edition.html.j2).
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.model.article import Article
from publish.model.titles import said_of
from publish.model.walk import folded, text_of_blocks
from publish.writers.docx.characters import clean

TYPED_SECTION = "#"
"""What stands between two sections."""

_COUNTED_BY_SIGN = frozenset({"zh", "ja", "th"})  # scripts that put no spaces between words
_MANY = 1000  # from here on hundreds are near enough
_LONGEST_KEYWORD = 30  # characters
_AROUND_WORDS = ".,;:!?“”«»„’"


def count_line(article: Article, words: Mapping[str, str]) -> str:
    """How long the text is, as an editor wants to know it: "about 840 words"."""
    text = text_of_blocks(article.body)
    by_sign = article.language[:2] in _COUNTED_BY_SIGN
    count = len(text) if by_sign else len(text.split())
    step = 100 if count > _MANY else 10
    about = round(count / step) * step or count
    line = words.get("characters", "about {n} characters") if by_sign else ""
    return (line or words.get("words", "about {n} words")).replace("{n}", f"{about:,}")


def slug(article: Article, keyword: str) -> str:
    """What the head of a page says of its article: "Ode / MODERNISATION".

    That is the surname of its first author, else its outlet, and a keyword, else the longest word
    of its title.
    """
    first = folded(clean(article.byline[0])) if article.byline else ""
    surname = first.split()[-1] if first else folded(clean(article.outlet))
    title = folded(clean(said_of(article.title))).split()
    longest = max(title, key=len, default="").strip(_AROUND_WORDS)
    word = folded(clean(keyword)) or longest
    if len(word) > _LONGEST_KEYWORD:
        word = word[: _LONGEST_KEYWORD - 1] + "…"
    return " / ".join(filter(None, (surname, word.upper())))
