"""Two articles line by line: what stands in both, and what became of the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from publish.merging.page import Piece, Row
from publish.model.article import Article
from publish.model.tree import Inlines, Paragraph, Text
from publish.revision.align import Pair, align
from publish.revision.carry import carried
from publish.revision.keeping import same, same_words
from publish.revision.lines import Line, lines_of
from publish.revision.sequences import common
from publish.revision.shape import run_of
from publish.revision.words import changes

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
    return Row(name, *_worded(_text(was), _text(now)), change="changed")


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
        _, after = _worded(ours[0].inlines, theirs[0].inlines)
        yield Row(theirs[0].kind, None, after, "moved here", remarks=remarks)
    elif len(ours) == len(theirs) == 1:
        yield _one(ours[0], theirs[0], remarks)
    else:
        runs = (run_of(tuple(Paragraph(x.inlines) for x in lines)) for lines in (ours, theirs))
        yield Row(theirs[0].kind, *_worded(*runs), change="changed", remarks=remarks)


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
    return Row(kind, *_worded(ours.inlines, theirs.inlines), change="changed", remarks=remarks)


def _kept(text: str) -> tuple[Piece, ...]:
    return (Piece("kept", _text(text)),)


def _text(words: str) -> Inlines:
    return (Text(words),) if words else ()


def _worded(before: Inlines, after: Inlines) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both lines in pieces: what the first has alone is struck, what the second has is inserted.

    What is only spelt otherwise stays as it was.
    """
    found = changes(before, carried(before, after, before))
    ours = (Piece(each.kind, each.inlines) for each in found if each.kind != "inserted")
    theirs = (Piece(each.kind, each.inlines) for each in found if each.kind != "struck")
    return tuple(ours), tuple(theirs)


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
