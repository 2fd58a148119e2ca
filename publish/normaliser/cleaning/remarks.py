"""Comments of a source on its words → the same comments on the article's, wherever these went."""

from __future__ import annotations

from dataclasses import replace

from publish.model.article import Article, Draft, Note, Remark, Span
from publish.model.passages import in_words, key_of
from publish.model.tree import NOWHERE, Blocks, Inlines, Origin, SectionBreak
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


def remarks_again(before: Article, after: Article) -> tuple[Remark, ...]:
    """The remarks of an article once it is set, or has lost section breaks: on the same words."""
    if not before.remarks:
        return ()
    places = _places_of_words(before.body, after.body)
    return tuple(_again(each, places, before, after) for each in before.remarks)


def _places_of_words(before: Blocks, after: Blocks) -> list[int | None]:
    """For each block where it stands among others of the same order, of which breaks may go."""
    left = (at for at, each in enumerate(after) if not isinstance(each, SectionBreak))
    return [None if isinstance(each, SectionBreak) else next(left, None) for each in before]


def _again(remark: Remark, places: list[int | None], before: Article, after: Article) -> Remark:
    block = places[remark.block] if remark.field == "body" else remark.block
    if block is None:
        return replace(remark, field="", block=0, span=None)
    if remark.span is None or not remark.field:
        return replace(remark, block=block)
    raw = _text(before, remark.field, remark.block)
    words = raw[slice(*remark.span)]
    nth = sum(1 for start, _ in in_words(raw, words) if start < remark.span[0])
    return replace(remark, block=block, span=_span(_text(after, remark.field, block), words, nth))


def _text(article: Article, field: str, block: int) -> str:
    """The plain text that a remark's span counts in."""
    if field in ("title", "standfirst", "summary"):
        line: Inlines = getattr(article, field)
        return text_of_inlines(line)
    return text_of(getattr(article, field)[block])


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
