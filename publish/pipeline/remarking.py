"""Remarks of decisions on the words of an article, and those of an article as decisions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from publish.model.article import Article, LineRemark, Note, Passage, Remark, Span
from publish.model.passages import in_words, key_of
from publish.model.walk import digest_of, folded, text_of, text_of_inlines

__all__ = ["line_remarks", "remarked"]

_Place = tuple[str, int, Span | None]
_WHOLE: _Place = ("", 0, None)
_SHOWN = 80  # characters of a passage in a note


def remarked(article: Article, remarks: Sequence[LineRemark]) -> Article:
    """The article with these remarks on its words; what stands nowhere is on the whole article."""
    texts = _texts(article)
    keys = [key_of(text) for _, _, text in texts]
    made = list(article.remarks)
    notes: list[Note] = []
    for each in remarks:
        place = _place(each.on, texts, keys) if each.on else _WHOLE
        if place is None:
            said = each.on.text if each.on else ""
            message = f"no such words to remark on: “{folded(said)[:_SHOWN]}”"
            notes.append(Note("decision.unmatched", message))
            place = _WHOLE
        field, block, span = place
        parent = _parent(each.re, made)
        initials = "".join(word[0] for word in each.author.split())
        made.append(
            Remark(
                each.author, each.text, initials, each.date, field, block, span, parent,
                each.resolved,
            )
        )  # fmt: skip
    return replace(article, remarks=tuple(made), notes=(*article.notes, *notes))


def line_remarks(article: Article) -> tuple[LineRemark, ...]:
    """The remarks of an article as decisions name them."""
    texts = {(field, block): text for field, block, text in _texts(article)}
    made = []
    for each in article.remarks:
        said = texts.get((each.field, each.block), "")
        words = said[slice(*each.span)] if each.span else said
        on = Passage(digest_of(words), folded(words)) if words.strip() else None
        answered = article.remarks[each.parent].text if each.parent is not None else ""
        made.append(
            LineRemark(each.author, each.text, on, each.date, folded(answered), each.resolved)
        )
    return tuple(made)


def _texts(article: Article) -> list[tuple[str, int, str]]:
    """Every text that a remark may stand on: its field, its number there, its words."""
    found = [
        (field, 0, text_of_inlines(getattr(article, field)))
        for field in ("title", "standfirst", "summary")
    ]
    found += [("key_points", i, text_of_inlines(each)) for i, each in enumerate(article.key_points)]
    found += [("body", i, text_of(block)) for i, block in enumerate(article.body)]
    found += [("author_note", i, text_of(block)) for i, block in enumerate(article.author_note)]
    return [each for each in found if each[2].strip()]


def _place(
    passage: Passage, texts: Sequence[tuple[str, int, str]], keys: Sequence[str]
) -> _Place | None:
    """The first text that is the passage, else the first that holds it."""
    wanted = key_of(passage.text)
    for (field, number, text), key in zip(texts, keys, strict=True):
        if key == wanted if wanted else digest_of(text) == passage.digest:
            return field, number, None
    for (field, number, text), key in zip(texts, keys, strict=True):
        if wanted and wanted in key and (spans := in_words(text, passage.text)):
            return field, number, spans[0]
    return None


def _parent(re: str, remarks: Sequence[Remark]) -> int | None:
    """The number of the remark that says what is answered, or has it as its digest; the latest."""
    said = folded(re)
    for number in range(len(remarks) - 1, -1, -1) if said else ():
        text = folded(remarks[number].text)
        if text == said or digest_of(text) == said:
            return number
    return None
