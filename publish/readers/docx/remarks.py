"""Comments of a Word file → remarks: who said what about which words, and in answer to what.

While the stories are walked a comment's ends stand among the words as signs that no file can hold
(they are taken out of what is read), so that whatever becomes of the words, their places go along.
Source: ECMA-376 part 1, 17.13.4; [MS-DOCX] 2.5.1.3 (commentsExtended).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from publish.model.article import Remark, Span
from publish.model.clean import clean_text
from publish.model.tree import Block, Blocks, Code, Inlines, Text
from publish.model.walk import mapped, rebuilt, text_of
from publish.readers.docx.dialects import W14, W15
from publish.readers.docx.names import Element, W

_OPEN, _CLOSE = "\U0010fff0", "\U0010fff1"
_SIGN = re.compile(f"{_OPEN}([se])(\\d+){_CLOSE}")
_SIGNS = re.compile(f"[{_OPEN}{_CLOSE}]")
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
_MOST = 2_000  # comments of a file. # guess: an answer for each block of a long article


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as the file keeps it; `paragraph` is the id of its last paragraph."""

    author: str
    initials: str
    date: str
    text: str
    paragraph: str


def without_signs(text: str) -> str:
    """The text without what a comment's ends are marked with here."""
    return _SIGNS.sub("", text) if _OPEN in text or _CLOSE in text else text


def is_sign(text: str) -> bool:
    """Whether a leaf's text is the end of a comment and no words."""
    return text.startswith(_OPEN)


def is_only_signs(text: str) -> bool:
    """Whether a text holds nothing but ends of comments."""
    return text.startswith(_OPEN) and not _SIGN.sub("", text).strip()


def mark_of_remark(element: Element, said: Mapping[str, int]) -> str:
    """The sign for a comment's end, or "" for one of a comment that the file does not hold."""
    number = said.get(element.get(f"{W}id", ""))
    if number is None:
        return ""
    return f"{_OPEN}{'s' if element.tag == f'{W}commentRangeStart' else 'e'}{number}{_CLOSE}"


def comments_in(root: Element | None) -> dict[str, Comment]:
    """The comments of comments.xml by their ids."""
    made: dict[str, Comment] = {}
    for element in root.iterchildren(f"{W}comment") if root is not None else ():
        paragraphs = list(element.iterchildren(f"{W}p"))
        last = paragraphs[-1].get(f"{W14}paraId", "") if paragraphs else ""
        if len(made) < _MOST:
            made[element.get(f"{W}id", "")] = Comment(
                _line(element.get(f"{W}author", "")),
                _line(element.get(f"{W}initials", "")),
                _moment(element.get(f"{W}date", "")),
                "\n".join(filter(None, map(_words, paragraphs))),
                last,
            )
    return made


def _words(paragraph: Element) -> str:
    pieces = ("\n" if e.tag == f"{W}br" else "\t" if e.tag == f"{W}tab" else e.text or ""
              for e in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"))  # fmt: skip
    return clean_text(without_signs("".join(pieces)))[0].strip()


def _line(text: str) -> str:
    return " ".join(clean_text(text)[0].split())


def _moment(text: str) -> str:
    """A date as remarks have it: Word writes local times with a Z, others leave the Z out."""
    found = _DATE.match(text)
    return f"{found[0]}Z" if found else ""


@dataclass(frozen=True, slots=True)
class _Thread:
    parent: str
    done: bool


def _threads(root: Element | None) -> dict[str, _Thread]:
    """What commentsExtended.xml says, by the id of a comment's last paragraph."""
    return {
        each.get(f"{W15}paraId", ""): _Thread(
            each.get(f"{W15}paraIdParent", ""), each.get(f"{W15}done", "0") in ("1", "true")
        )
        for each in (root.iterchildren(f"{W15}commentEx") if root is not None else ())
    }


Place = tuple[int, Span | None]
"""A block by its number, from 0, and the words of it, None for all of it."""


def cut_out(blocks: Blocks) -> tuple[Blocks, dict[int, Place]]:
    """The blocks without the signs of comments' ends, and where each comment stands by its number.

    One over several blocks stands on what it marks in the first.
    """
    starts: dict[int, tuple[int, int]] = {}
    ends: dict[int, tuple[int, int]] = {}
    plain: list[Block] = []
    lengths: list[int] = []
    for index, block in enumerate(blocks):
        text = text_of(block)
        if _OPEN not in text:
            plain.append(block)
            lengths.append(len(text))
            continue
        gone = 0
        for found in _SIGN.finditer(text):
            places = starts if found[1] == "s" else ends
            if found[1] == "s":
                places.setdefault(int(found[2]), (index, found.start() - gone))
            else:
                places[int(found[2])] = (index, found.start() - gone)
            gone += len(found[0])
        plain.append(_without(block))
        lengths.append(len(text) - gone)
    return tuple(plain), {
        number: _place(starts.get(number), ends.get(number), lengths) for number in {*starts, *ends}
    }


def _place(
    start: tuple[int, int] | None, end: tuple[int, int] | None, lengths: Sequence[int]
) -> Place:
    block, first = start or end or (0, 0)
    last = end[1] if end and end[0] == block and start else lengths[block] if start else first
    if first >= last or (first == 0 and last >= lengths[block]):
        return block, None
    return block, (first, last)


def _without(block: Block) -> Block:
    def text(said: str) -> str:
        return _SIGN.sub("", said)

    def inlines(run: Inlines) -> Inlines:
        made = mapped(run, lambda each: rebuilt(each, text=text, inlines=inlines, blocks=blocks))
        kept = tuple(each for each in made if not (isinstance(each, Text | Code) and not each.text))
        return made if len(kept) == len(made) else kept

    def blocks(run: Blocks) -> Blocks:
        return mapped(run, lambda each: rebuilt(each, text=text, inlines=inlines, blocks=blocks))

    return rebuilt(block, text=text, inlines=inlines, blocks=blocks)


def remarks_of(
    comments: Mapping[str, Comment],
    order: Sequence[str],
    places: Mapping[int, Place],
    extended: Element | None,
) -> tuple[Remark, ...]:
    """The comments as remarks on the draft's blocks, in the file's order, answers behind.

    `order` are the ids by their numbers. An answer stands where the first of its thread does.
    """
    threads = _threads(extended)
    by_paragraph = {
        comments[id].paragraph: number for number, id in enumerate(order) if comments[id].paragraph
    }
    above: dict[int, int] = {}
    for number, id in enumerate(order):
        thread = threads.get(comments[id].paragraph)
        parent = by_paragraph.get(thread.parent) if thread and thread.parent else None
        if parent is not None and parent != number:
            above[number] = parent
    first = {number: _root(number, above) for number in range(len(order))}
    stands = {number: places.get(first[number], places.get(number)) for number in first}
    ranked = _parents_first(range(len(order)), above)
    index = {number: at for at, number in enumerate(ranked)}
    made: list[Remark] = []
    for number in ranked:
        comment, place = comments[order[number]], stands[number]
        thread = threads.get(comment.paragraph)
        parent = above.get(number)
        made.append(
            Remark(
                comment.author,
                comment.text,
                comment.initials,
                comment.date,
                "body" if place else "",
                place[0] if place else 0,
                place[1] if place else None,
                index[parent] if parent is not None else None,
                bool(thread and thread.done),
            )
        )
    return tuple(made)


def _root(number: int, above: dict[int, int]) -> int:
    """The first of a thread; of a circle, one of it."""
    seen = {number}
    while (parent := above.get(number)) is not None and parent not in seen:
        seen.add(parent)
        number = parent
    if above.get(number) is not None:
        del above[number]
    return number


def _parents_first(ranked: Iterable[int], above: Mapping[int, int]) -> list[int]:
    """The numbers with each behind what it answers."""
    made: dict[int, None] = {}
    for number in ranked:
        chain = [number]
        while (
            (parent := above.get(chain[-1])) is not None
            and parent not in made
            and len(chain) <= _MOST
        ):
            chain.append(parent)
        made.update(dict.fromkeys(reversed(chain)))
    return list(made)
