"""The language of a draft: the editor's word, what is declared, what is recognised."""

from __future__ import annotations

import re

from publish.model.article import Draft
from publish.model.walk import text_of

__all__ = ["language_of", "tidy_tag"]

FALLBACK = "en"
ENOUGH = 40
"""Characters below which recognition guesses; a headline of one line is about as long."""
SAMPLE = 4_000
"""Characters that are looked at: a page of text is more than recognition needs."""

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def language_of(draft: Draft, decided: str | None = None) -> str:
    """The BCP 47 tag of a draft's language; "en" when nothing tells."""
    for value in (decided or "", *(each.value for each in draft.hints.language)):
        if tag := tidy_tag(value):
            return tag
    return _recognised("\n".join(text_of(block) for block in draft.blocks)[:SAMPLE])


def tidy_tag(value: str) -> str:
    """A language tag in its usual case (en-US, zh-Hant), or "" when it is none.

    Source: BCP 47 (RFC 5646) section 2.1.1; `en_US` of locales and Open Graph is understood.
    """
    value = value.strip().replace("_", "-")
    if not _TAG.match(value):
        return ""
    first, *rest = value.split("-")
    parts = [first.lower()]
    for part in rest:
        if len(part) == 2:
            parts.append(part.upper())
        elif len(part) == 4 and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.lower())
    return "-".join(parts)


def _recognised(text: str) -> str:
    letters = sum(char.isalpha() for char in text)
    if letters < ENOUGH:
        return FALLBACK
    # Imported here: its tables cost half a second, and most sources declare their language.
    import py3langid

    language, _ = py3langid.classify(text)
    return str(language)
