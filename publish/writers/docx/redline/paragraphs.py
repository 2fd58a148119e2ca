"""Paragraphs of two texts as paragraphs with tracked changes: words, marks, looks."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from lxml import etree

from publish.revision.sequences import common
from publish.writers.docx.redline.changes import Marks
from publish.writers.docx.redline.tokens import (
    Element,
    Keys,
    Token,
    W,
    element,
    is_words,
    joined,
    said,
    same_look,
    tokens_of,
)

State = Literal["", "ins", "del"]

_FEWEST_KEPT = 0.2  # of the words of the shorter text; with fewer in common all of it is changed
_END = "\0end of paragraph"


@dataclass(frozen=True, slots=True)
class Piece:
    """A token of one of the texts: kept, inserted or deleted.

    Of a kept one `before` is what the base had in its place. The token of a paragraph's end holds
    the paragraph's properties, an empty w:pPr where it has none.
    """

    state: State
    token: Token
    before: Token | None = None


@dataclass(frozen=True, slots=True)
class Sides:
    """The keys of references, in the base and in the edited text."""

    before: Keys
    after: Keys


def merged(
    before: Sequence[Element], after: Sequence[Element], marks: Marks, sides: Sides
) -> list[Element]:
    """The paragraphs of the edited text with what stood in those of the base, changes tracked.

    Of several to one or one to several the ends of paragraphs are tracked as words are.
    """
    pieces = _pieces(
        [token for each in before for token in _tokens(each, sides.before)],
        [token for each in after for token in _tokens(each, sides.after)],
    )
    made: list[Element] = []
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if piece.token.key == _END:
            made.append(_paragraph(held, marks))
            held = []
    return made


def _tokens(paragraph: Element, key: Keys) -> list[Token]:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = element(f"{W}pPr")
    return [*tokens_of(paragraph, key), Token(_END, properties)]


def _pieces(before: list[Token], after: list[Token]) -> list[Piece]:
    before = [token for token in before if token.key]
    places = [index for index, token in enumerate(after) if token.key]
    pairs = _sensible(before, [after[index] for index in places])
    made: list[Piece] = []
    done_before = done_after = 0
    for one, other in [*((one, places[other]) for one, other in pairs), (len(before), len(after))]:
        gone = [Piece("del", token) for token in before[done_before:one]]
        new = [Piece("ins" if t.key else "", t) for t in after[done_after:other]]
        made += gone + new
        if one < len(before):
            made.append(Piece("", after[other], before[one]))
        done_before, done_after = one + 1, other + 1
    return made


def _sensible(before: list[Token], after: list[Token]) -> list[tuple[int, int]]:
    """What both have, without spaces and commas that stand alone among changes."""
    pairs = common([token.key for token in before], [token.key for token in after])
    words = [pair for pair in pairs if _is_word(before[pair[0]])]
    shorter = min(sum(map(_is_word, before)), sum(map(_is_word, after)))
    if len(words) < _FEWEST_KEPT * shorter or (shorter and not words):
        return [pair for pair in pairs if before[pair[0]].key == _END]
    kept: list[tuple[int, int]] = []
    for run in _runs(pairs):
        first, last = run[0], run[-1]
        at_edge = first == (0, 0) or last == (len(before) - 1, len(after) - 1)
        if at_edge or not all(before[one].is_gap for one, _ in run):
            kept += run
    return kept


def _is_word(token: Token) -> bool:
    return not token.is_gap and token.key != _END


def _runs(pairs: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The pairs that follow each other right away, together."""
    run: list[tuple[int, int]] = []
    for pair in pairs:
        if run and pair != (run[-1][0] + 1, run[-1][1] + 1):
            yield run
            run = []
        run.append(pair)
    if run:
        yield run


def _paragraph(pieces: list[Piece], marks: Marks) -> Element:
    """One paragraph: all of its pieces, the last of them its end."""
    *words, end = pieces
    made = element(f"{W}p")
    made.append(_properties(end, marks))
    for link, inside in groupby(words, key=lambda piece: _link_of(piece.token)):
        group = list(inside)
        into = made
        if link is not None:
            into = copy.deepcopy(group[0].token.link)
            made.append(into)
        into.extend(_marked(group, marks))
    return made


def _link_of(token: Token) -> bytes | None:
    return None if token.link is None else bytes(etree.tostring(token.link, method="c14n"))


def _marked(pieces: list[Piece], marks: Marks) -> Iterator[Element]:
    for state, group in groupby(pieces, key=lambda piece: piece.state):
        runs = [_run(piece, marks) for piece in group]
        if not state:
            yield from joined(runs)
            continue
        words = "".join(each.text or "" for run in runs for each in run.iter(f"{W}t"))
        around = marks.mark(state, words)
        around.extend(joined(runs))
        if state == "del":
            for each in list(around.iter(f"{W}t")):
                each.tag = f"{W}delText"
        yield around


def _run(piece: Piece, marks: Marks) -> Element:
    run = copy.deepcopy(piece.token.element)
    before = piece.before
    if before and piece.token.is_run and before.is_run:
        if is_words(run):
            run[:] = [*run.findall(f"{W}rPr"), *_said_in(before.element)]
        if not same_look(run, before.element):
            _say_look(run, before.element, marks)
    return run


def _said_in(run: Element) -> list[Element]:
    """What a run says, in the base's spaces and hyphens."""
    return [copy.deepcopy(each) for each in run if each.tag != f"{W}rPr"]


def _say_look(run: Element, before: Element, marks: Marks) -> None:
    """The run, with how it looked before as a tracked change."""
    look = run.find(f"{W}rPr")
    if look is None:
        look = element(f"{W}rPr")
        run.insert(0, look)
    change = marks.mark("rPrChange")
    was = before.find(f"{W}rPr")
    change.append(copy.deepcopy(was) if was is not None else element(f"{W}rPr"))
    look.append(change)


def _properties(end: Piece, marks: Marks) -> Element:
    """A paragraph's properties, with what the base had, and how its end was changed."""
    made = copy.deepcopy(end.token.element)
    if end.state == "del":
        for each in made.findall(f"{W}sectPr"):
            made.remove(each)
    if end.state:
        _mark_end(made, end.state, marks)
    if end.before is not None:
        say_properties(made, end.before.element, marks)
    return made


def _mark_end(properties: Element, state: State, marks: Marks) -> None:
    look = properties.find(f"{W}rPr")
    if look is None:
        look = element(f"{W}rPr")
        at = [properties.find(f"{W}{name}") for name in ("sectPr", "pPrChange")]
        behind = next((each for each in at if each is not None), None)
        if behind is None:
            properties.append(look)
        else:
            behind.addprevious(look)
    look.insert(0, marks.mark(state))


def mark_end(paragraph: Element, state: State, marks: Marks) -> None:
    """Track the end of a paragraph that was kept."""
    _mark_end(paragraph.find(f"{W}pPr"), state, marks)


def unmark_end(paragraph: Element) -> None:
    """Keep the end of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    look = properties.find(f"{W}rPr")
    for name in ("ins", "del"):
        for each in look.findall(f"{W}{name}"):
            look.remove(each)
    if not len(look):
        properties.remove(look)


def say_properties(properties: Element, before: Element, marks: Marks) -> None:
    """Properties with those of the base as a tracked change, where they are others."""
    was = _bare(before)
    if _known(was) == _known(_bare(properties)):
        return
    change = marks.mark("pPrChange")
    change.append(was)
    properties.append(change)


def _bare(properties: Element) -> Element:
    """Properties without what w:pPrChange may not hold."""
    made = copy.deepcopy(properties)
    made.tag = f"{W}pPr"
    for name in ("rPr", "sectPr", "pPrChange"):
        for each in made.findall(f"{W}{name}"):
            made.remove(each)
    return made


def _known(properties: Element) -> bytes:
    """What properties say, whatever the number of their list: each file counts its own."""
    made = copy.deepcopy(properties)
    for each in made.iter(f"{W}numId"):
        each.attrib.clear()
    return bytes(etree.tostring(made, method="c14n"))


def changed(paragraph: Element, state: State, marks: Marks) -> Element:
    """A paragraph that is all new, or all gone, its end too."""
    pieces = [Piece(state if t.key else "", t) for t in _tokens(paragraph, lambda _: "x")]
    if state == "del":
        pieces = [piece for piece in pieces if piece.token.key]
    return _paragraph(pieces, marks)


def words_in(paragraph: Element) -> str:
    """What aligning knows a paragraph by; of one without words its style."""
    if text := said(paragraph):
        return text
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return f"no words {style.get(f'{W}val') if style is not None else ''}"
