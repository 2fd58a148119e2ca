"""Comments of a source on its words → the same comments on the article's, wherever these went."""

from __future__ import annotations

from dataclasses import replace

from publish.model.article import Article, Draft, Note, Remark, Span
from publish.model.passages import in_words, key_of
from publish.model.tree import NOWHERE, Blocks, Inlines, Origin
from publish.model.walk import text_of, text_of_inlines


def remarks_on(draft: Draft, article: Article) -> tuple[tuple[Remark, ...], tuple[Note, ...]]:
    """The draft's remarks as the article has them, in their order; notes on those without words.

    A block is known by its origin, words by what editors' passages are known by: typography sets
    them in other characters.
    """
    made: list[Remark] = []
    notes: list[Note] = []
    for remark in draft.remarks:
        placed = _placed(remark, draft, article) if remark.field else remark
        if placed is None:
            origin = draft.blocks[remark.block].origin if draft.blocks else NOWHERE
            message = f"{remark.author}'s comment spoke of words that were taken out"
            notes.append(Note("word.remark", message, origin))
            placed = replace(remark, field="", block=0, span=None)
        made.append(placed)
    return tuple(made), tuple(notes)


def _placed(remark: Remark, draft: Draft, article: Article) -> Remark | None:
    """The remark where its words stand now; None where they stand nowhere."""
    block = draft.blocks[remark.block]
    raw = text_of(block)
    words = raw[slice(*remark.span)] if remark.span else ""
    nth = sum(1 for start, _ in in_words(raw, words) if start < (remark.span or (0, 0))[0])
    for name in ("body", "author_note"):
        blocks: Blocks = getattr(article, name)
        near = [at for at, each in enumerate(blocks) if _overlap(each.origin, block.origin)]
        if near:
            texts = [text_of(blocks[at]) for at in near]
            found = next((at for at, text in enumerate(texts) if in_words(text, words)), 0)
            span = _span(texts[found], words, nth)
            return replace(remark, field=name, block=near[found], span=span)
    for gone in article.removals:
        if gone.moved_to in ("title", "standfirst") and _overlap(gone.origin, block.origin):
            line: Inlines = getattr(article, gone.moved_to)
            span = _span(text_of_inlines(line), words, nth)
            return replace(remark, field=gone.moved_to, block=0, span=span)
    return None


def _span(text: str, words: str, nth: int) -> Span | None:
    """Where the words stand in a text, of several places the one that is meant; None is all."""
    if not key_of(words):
        return None
    places = in_words(text, words)
    return places[min(nth, len(places) - 1)] if places else None


def _overlap(one: Origin, other: Origin) -> bool:
    return one.unit == other.unit and one.first <= other.last and other.first <= one.last
