"""Comments of ours that a person has seen to: resolved, or deleted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from publish.merging.stripped import places_of
from publish.model.article import LineRemark, Remark
from publish.model.passages import key_of
from publish.model.walk import digest_of, folded
from publish.readers.docx.file import WordFile
from publish.readers.docx.said import is_of_ours


def settled_in(file: WordFile, expected: WordFile) -> dict[int, tuple[str, ...]]:
    """The digests of the comments that the file went out with and has open no more.

    They are told by the place of the article that they stood on. `expected` is what the bases' own
    file reads as. None where the file does not carry its articles: a program that took those out
    may have taken the comments too; and where it went out without comments.
    """
    if not file.articles or file.options.get("comments") == "false":
        return {}
    still = {key_of(each.text) for each in _ours(file.remarks) if not each.resolved}
    places = places_of(expected)
    made: dict[int, tuple[str, ...]] = {}
    for each in _ours(expected.remarks):
        if key_of(each.text) not in still:
            digest = _digest(each)
            line = expected.lines[each.block] if each.field and expected.lines else None
            number = places.get(line.article, 0) if line else 0
            made[number] = tuple(dict.fromkeys((*made.get(number, ()), digest)))
    return made


def answering(file: WordFile, remarks: Iterable[LineRemark]) -> tuple[LineRemark, ...]:
    """The remarks, those that answer a comment of ours with its words, or its digest if it is long.

    Ours are no remarks of the article, so that it alone could not tell.
    """
    answers: dict[tuple[str, str], str] = {}
    for each in file.remarks:
        above = file.remarks[each.parent] if each.parent is not None else None
        if above and is_of_ours(above) and not is_of_ours(each):
            words = folded(above.text)
            said = words if len(words) <= _LONGEST else _digest(above)
            answers[each.author, folded(each.text)] = said
    return tuple(
        replace(each, re=answers[key])
        if not each.re and (key := (each.author, folded(each.text))) in answers
        else each
        for each in remarks
    )


_LONGEST = 200  # characters of a comment of ours that a decision repeats


def _ours(remarks: Iterable[Remark]) -> list[Remark]:
    return [each for each in remarks if is_of_ours(each)]


def _digest(remark: Remark) -> str:
    return digest_of(remark.text)
