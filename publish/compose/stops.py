"""The full stop that ends what is not a sentence of its own: a title, an outlet, a day."""

from __future__ import annotations

import unicodedata

_BEHIND = frozenset({"So", "Sk", "Mn", "Me", "Cf", "Pf", "Pi", "Pe"})  # signs, quotes, brackets
_PLAIN_QUOTES = "\"'"
_ENDS = ".?!…‥‼⁇⁈⁉‽。｡．？！؟۔।॥։።။។"
"""Marks that end a sentence. Source: Unicode 15, Sentence_Terminal, of living scripts; ellipses."""


def stop_behind(text: str) -> str:
    """The full stop behind a text; none behind one that ends with a mark, nor behind none.

    Quotes and brackets that close behind the mark, and signs, change nothing. A Russian day has its
    own ("1 марта 2024 г."), as has a company ("Acme Inc.").
    """
    said = text.rstrip()
    while said and (said[-1] in _PLAIN_QUOTES or unicodedata.category(said[-1]) in _BEHIND):
        said = said[:-1].rstrip()
    return "" if said[-1:] in _ENDS else "."
