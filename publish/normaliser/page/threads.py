"""Threads of comments below an article, by what stands over them and between their parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType

from publish.normaliser.page.phrases import bare, cues, has_digit, phrases, said

__all__ = ["is_a_thread", "labels_of_comments", "thread_below"]

_LONGEST_LABEL = 8  # words: “Leave a comment on this story”
_LONGEST_STAMP = 12  # words of a line with a date or a button to reply; 16 of 1,338
_ENOUGH = 3  # lines with dates or buttons to reply that show a thread; 6 of 1,338
_STAMPED = 0.1  # the share of such lines in a thread: one of ten; 11 of 1,338
_NEAR = 3  # lines between a paragraph of a thread and its stamp
_MOST_LABELS = 5  # that are looked behind; a page with more has none over its thread
_LEAST_ABOVE = 40  # words of the paragraphs above, which are the article, as long as they may be


def labels_of_comments(bares: Sequence[str], words: Sequence[int]) -> Iterator[int]:
    """The lines such as “12 Comments”; a weak one needs its number."""
    for index, line in enumerate(bares):
        if line and words[index] <= _LONGEST_LABEL:
            for each in said(line):
                whole = each.key == "whole" or (each.key == "weak" and has_digit(line))
                if each.kind == "comments" and whole:
                    yield index
                    break


def is_a_thread(
    bares: Sequence[str],
    words: Sequence[int],
    lines: range,
    items: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> int:
    """How many lines hold dates or buttons to reply; 0 where they are too few for a thread.

    `items` are the lines of those that are whole items of a list: any of them may be the stamp.
    """
    stamps = sum(
        any(_is_stamp(bare(line), len(line.split())) for line in items[index])
        if index in items
        else _is_stamp(bares[index], words[index])
        for index in lines
    )
    kept = any(bares[index] in phrases("keep", "label") for index in lines)
    return 0 if kept or stamps < max(_ENOUGH, len(lines) * _STAMPED) else stamps


def thread_below(bares: Sequence[str], words: Sequence[int], prose: Sequence[int]) -> range:
    """The first label of comments below an article with the thread behind it; empty without.

    Most of a thread's paragraphs have a stamp by them, whatever stands below it on the page.
    """
    above, at = 0, 0
    for label in islice(labels_of_comments(bares, words), _MOST_LABELS):
        above += sum(prose[at:label])
        at = label
        lines = range(label + 1, len(bares))
        is_thread = above >= _LEAST_ABOVE and is_a_thread(bares, words, lines)
        if is_thread and _are_stamped(bares, words, prose, lines):
            return range(label, len(bares))
    return range(0)


def _are_stamped(
    bares: Sequence[str], words: Sequence[int], prose: Sequence[int], lines: range
) -> bool:
    """Whether most paragraphs of a run have a line with a date or a button to reply near."""
    stamps = [index for index in lines if _is_stamp(bares[index], words[index])]
    near = {at for stamp in stamps for at in range(stamp - _NEAR, stamp + _NEAR + 1)}
    paragraphs = [index for index in lines if prose[index]]
    return 2 * sum(index in near for index in paragraphs) > len(paragraphs)


def _is_stamp(line: str, words: int) -> bool:
    if not line or words > _LONGEST_STAMP:
        return False
    return line in _REPLIES or line.endswith(("says", "said", "reply")) or "date" in cues(line)


_REPLIES = frozenset(
    (
        *("reply", "antworten", "répondre", "responder", "rispondi", "beantwoorden", "odpowiedz"),
        *(
            "odpovědět",
            "svara",
            "yanıtla",
            "cevapla",
            "ответить",
            "відповісти",
            "رد",
            "返信",
            "回复",
        ),
        *("回覆", "답글", "report", "like", "permalink"),
    )
)
