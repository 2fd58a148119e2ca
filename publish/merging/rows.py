"""Two articles line by line: what stands in both, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.merging.page import Piece, Row
from publish.model.article import Article
from publish.model.tree import Inlines, Text
from publish.revision.align import Pair, align
from publish.revision.keeping import same, same_words
from publish.revision.lines import Line, lines_of
from publish.revision.sequences import common
from publish.revision.tokens import pieces, spelling

_FACTS = ("byline", "dateline", "published", "updated", "outlet", "url", "language", "tags")


def rows_of(before: Article, after: Article) -> tuple[Row, ...]:
    """A row for each line, in the order of the second article; what is gone where it stood."""
    ours, theirs = lines_of(before), lines_of(after)
    said = _said_on(after, theirs)
    made = [_fact(name, before, after) for name in _FACTS]
    rows = [row for row in made if row]
    for pair in align([line.text for line in ours], [line.text for line in theirs]):
        lines = [ours[i] for i in pair.before], [theirs[j] for j in pair.after]
        rows += _rows(pair, *lines, said)
    return tuple(rows)


_Remarks = dict[int, tuple[tuple[str, str], ...]]


def _said_on(article: Article, lines: Sequence[Line]) -> _Remarks:
    """What people say, by the number of the line; of the article as a whole on the first."""
    first: dict[tuple[str, int], int] = {}
    for line in lines:
        first.setdefault((line.field, line.block), line.number)
    made: _Remarks = {}
    for remark in article.remarks:
        at = first.get((remark.field, remark.block), 0)
        mark = "resolved: " if remark.resolved else ""
        made[at] = (*made.get(at, ()), (remark.author, f"{mark}{remark.text}"))
    return made


def _fact(name: str, before: Article, after: Article) -> Row | None:
    """A field that print says in the title block or not at all."""
    was, now = (_value(getattr(each, name)) for each in (before, after))
    if not (was or now):
        return None
    if same_words(was, now):
        return Row(name, _kept(was), _kept(now))
    return Row(name, *_worded(was, now), change="changed")


def _value(value: str | tuple[str, ...]) -> str:
    return value if isinstance(value, str) else ", ".join(value)


def _rows(pair: Pair, ours: list[Line], theirs: list[Line], said: _Remarks) -> Iterator[Row]:
    remarks = tuple(each for line in theirs for each in said.get(line.number, ()))
    if not theirs:
        yield from (Row(line.kind, (Piece("struck", line.inlines),), None, "gone") for line in ours)
    elif not ours:
        for line in theirs:
            mine = said.get(line.number, ())
            yield Row(line.kind, None, (Piece("inserted", line.inlines),), "new", remarks=mine)
    elif pair.moved and len(ours) == len(theirs) == 1:
        yield Row(ours[0].kind, (Piece("struck", ours[0].inlines),), None, "moved away")
        _, after = _worded(ours[0].text, theirs[0].text)
        yield Row(theirs[0].kind, None, after, "moved here", remarks=remarks)
    elif len(ours) == len(theirs) == 1:
        yield _one(ours[0], theirs[0], remarks)
    else:
        texts = ("\n".join(line.text for line in lines) for lines in (ours, theirs))
        yield Row(theirs[0].kind, *_worded(*texts), change="changed", remarks=remarks)


def _one(ours: Line, theirs: Line, remarks: tuple[tuple[str, str], ...]) -> Row:
    kind = theirs.kind if ours.kind == theirs.kind else f"{ours.kind} made {theirs.kind}"
    sides = (Piece("kept", ours.inlines),), (Piece("kept", theirs.inlines),)
    if ours.kind == theirs.kind and ours.level == theirs.level:
        if same(ours.inlines, theirs.inlines):
            return Row(kind, *sides, remarks=remarks)
        if same_words(ours.text, theirs.text):
            return Row(f"{kind}, set otherwise", *sides, change="changed", remarks=remarks)
    elif same_words(ours.text, theirs.text):
        return Row(kind, *sides, change="changed", remarks=remarks)
    return Row(kind, *_worded(ours.text, theirs.text), change="changed", remarks=remarks)


def _kept(text: str) -> tuple[Piece, ...]:
    return (Piece("kept", _text(text)),)


def _text(words: str) -> Inlines:
    return (Text(words),) if words else ()


def _worded(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces: what the first has alone is struck, what the second has is inserted."""
    ours, theirs = pieces(before), pieces(after)
    pairs = common([spelling(each) for each in ours], [spelling(each) for each in theirs])
    kept = _sensible(pairs, ours)
    return (
        tuple(_pieces(ours, {i for i, _ in kept}, "struck")),
        tuple(_pieces(theirs, {j for _, j in kept}, "inserted")),
    )


def _sensible(pairs: list[tuple[int, int]], words: list[str]) -> list[tuple[int, int]]:
    """The pairs without spaces and commas that stand alone among changes."""
    made: list[tuple[int, int]] = []
    for at, (i, j) in enumerate(pairs):
        beside = {(i - 1, j - 1), (i + 1, j + 1)}
        near = {pairs[at - 1] if at else None, pairs[at + 1] if at + 1 < len(pairs) else None}
        if any(char.isalnum() for char in words[i]) or beside & near:
            made.append((i, j))
    return made


def _pieces(words: list[str], kept: set[int], other: str) -> Iterator[Piece]:
    run, state = "", "kept"
    for index, word in enumerate(words):
        now = "kept" if index in kept else other
        if now != state and run:
            yield _piece(state, run)
            run = ""
        state, run = now, run + word
    if run:
        yield _piece(state, run)


def _piece(state: str, words: str) -> Piece:
    match state:
        case "struck":
            return Piece("struck", _text(words))
        case "inserted":
            return Piece("inserted", _text(words))
        case _:
            return Piece("kept", _text(words))


def share_of_new(before: Article, after: Article) -> float:
    """How much of the second article's words is new, from 0 to 1."""
    ours, theirs = lines_of(before), lines_of(after)
    total = new = 0
    for pair in align([line.text for line in ours], [line.text for line in theirs]):
        was = " ".join(ours[i].text for i in pair.before).split()
        now = " ".join(theirs[j].text for j in pair.after).split()
        total += len(now)
        new += len(now) - (len(common(was, now)) if was and now else 0)
    return new / total if total else 0.0
