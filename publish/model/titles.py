"""A title where nothing can be struck, raised or noted: metadata, bookmarks, contents, names."""

from __future__ import annotations

import re
from collections import Counter

from publish.model.tree import (
    Block,
    Deleted,
    Footnote,
    Inline,
    Inlines,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import mapped, rebuilt, text_of_inlines

_RAISED = dict(zip("0123456789+−-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+−-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_WORDS = re.compile(r"\w+")


def said_of(inlines: Inlines) -> str:
    """The words that hold: no note's, none struck out unless all of them are; 10⁶, never 106."""
    return text_of_inlines(_raised(holding(without_notes(inlines))))


def holding(inlines: Inlines) -> Inlines:
    """The inlines that hold: without those struck out, unless all of them are."""
    kept = _kept(inlines)
    return kept if text_of_inlines(kept).strip() else inlines


def without_notes(inlines: Inlines) -> Inlines:
    """The inlines without what stands in notes."""
    if any(isinstance(each, Footnote) for each in inlines):
        inlines = tuple(each for each in inlines if not isinstance(each, Footnote))
    return mapped(inlines, lambda each: rebuilt(each, inlines=without_notes))


def beside_notes(block: Block) -> Block:
    """The block without what stands in notes; the same object where it has none."""
    return rebuilt(block, inlines=without_notes, blocks=lambda inner: mapped(inner, beside_notes))


def with_figures(inline: Inline) -> Inline:
    """Raised and lowered figures as characters of their own; anything else as it is."""
    if not isinstance(inline, Superscript | Subscript):
        return inline
    signs = _RAISED if isinstance(inline, Superscript) else _LOWERED
    said = text_of_inlines(inline.inlines).strip()
    return Text("".join(map(signs.__getitem__, said))) if said and set(said) <= {*signs} else inline


def likeness(one: str, other: str) -> float:
    """How much two lines say the same: the F1 of their words, 0.0 to 1.0."""
    a, b = (Counter(_WORDS.findall(text.casefold())) for text in (one, other))
    both, total = sum((a & b).values()), sum(a.values()) + sum(b.values())
    return 2 * both / total if total else 0.0


def _kept(inlines: Inlines) -> Inlines:
    kept = tuple(each for each in inlines if not isinstance(each, Deleted))
    return mapped(kept, lambda each: rebuilt(each, inlines=_kept))


def _raised(inlines: Inlines) -> Inlines:
    return mapped(inlines, lambda each: rebuilt(with_figures(each), inlines=_raised))
