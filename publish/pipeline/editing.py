"""An editor's lines: from decisions to the article, and from a revision to decisions.

Lines stand in decisions.toml as Markdown, in an article as trees. They apply to the article that
cleaning leaves, before typography; what they struck is on record as `decision.edit`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain

from publish.errors import OverLimit
from publish.model.article import (
    Article,
    Decisions,
    LineEdit,
    LineInsert,
    Note,
    Passage,
    Removal,
)
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.passages import key_of, unmarked
from publish.model.revision import At, Edit, Insert, Revision
from publish.model.tree import NOWHERE, Origin
from publish.model.walk import contents_of, digest_of, folded, pictures_in, text_of
from publish.normaliser.cleaning.numbers import EDITED
from publish.pipeline.deciding import decisions_of, written
from publish.pipeline.remarking import remarked
from publish.revision.apply import Applied, applied
from publish.revision.law import conserved
from publish.revision.places import Places

__all__ = ["decisions_of", "revised", "reviser", "revision_of", "written"]

_SHOWN = 80  # characters of a line in a note
_DEEPEST = 64  # blocks in each other: a line's own, in those of an article
_TOLD = 50  # lines that are looked for where they do not stand, of many


def reviser(decisions: Decisions, limits: Limits = DEFAULT_LIMITS) -> Callable[[Article], Article]:
    """What `normalise` is to do with an article once it is clean."""
    return partial(revised, decisions=decisions, limits=limits)


def revised(article: Article, decisions: Decisions, limits: Limits = DEFAULT_LIMITS) -> Article:
    """The article with an editor's edits, inserts and remarks, and the record of what they struck.

    A line that is found nowhere, and one that a later line overrules, is a note. Raises OverLimit
    for a line longer or deeper than an article may be; AssertionError, a bug of ours, when words
    are lost or made.
    """
    if decisions.edit or decisions.insert:
        lines: list[LineEdit | LineInsert] = [*decisions.edit, *decisions.insert]
        places = Places.of(article)
        revision = _revision(decisions, article, places, limits)
        done = applied(revision, article)
        conserved(article, done)
        _check_depth(done.article)
        struck = tuple(_struck(revision, done, places))
        article = replace(
            done.article,
            removals=(*article.removals, *struck),
            notes=(*article.notes, *_notes(lines, done, places), *_missing(article, done.article)),
        )
    return remarked(article, decisions.remark) if decisions.remark else article


def revision_of(
    decisions: Decisions, article: Article, limits: Limits = DEFAULT_LIMITS
) -> Revision:
    """The edits and inserts of decisions, in this order, as changes of an article."""
    return _revision(decisions, article, Places.of(article), limits)


def _revision(decisions: Decisions, article: Article, places: Places, limits: Limits) -> Revision:
    # Here, not above: most articles have no such lines, and the parser is slow to load.
    from publish.readers.markdown_lines import blocks_of

    find = _Finder(article, places)
    changes: list[Edit | Insert] = []
    for edit in decisions.edit:
        now = blocks_of(edit.now, limits, f"edit of {_quoted(edit.passage)}")
        changes.append(Edit(find.at(edit.passage, edit.nth), now))
    for insert in decisions.insert:
        blocks = blocks_of(insert.text, limits, f"insert of {_short(insert.text)}")
        origin = find.origin(insert.origin)
        changes.append(
            Insert(
                tuple(replace(block, origin=origin) for block in blocks),
                after=find.at(insert.after, insert.nth) if insert.after else None,
                before=find.at(insert.before, insert.nth) if insert.before else None,
                moved=find.moved(insert.origin),
            )
        )
    return Revision(changes=tuple(changes))


class _Finder:
    """What the passages of decisions are called in an article."""

    def __init__(self, article: Article, places: Places) -> None:
        self._article = article
        self._places = places
        self._digests: dict[str, str] | None = None
        self._origins: dict[str, Origin] | None = None

    def at(self, passage: Passage, nth: int) -> At:
        """The line or block of these words; as they were copied, with a list's sign or without."""
        said = passage.text or self._texts().get(passage.digest, "")
        at = At(said, nth, passage.whole)
        if key_of(said) and not self._stands(at):
            bare = replace(at, text=unmarked(said))
            at = bare if self._stands(bare) else at
        return at

    def _stands(self, at: At) -> bool:
        return bool(self._places.lines_at(at) or self._places.blocks_at(at))

    def moved(self, digest: str) -> At | None:
        """The line that words were before they moved, if it stands in the article still."""
        said = self._texts().get(digest, "") if digest else ""
        return At(said) if said else None

    def origin(self, digest: str) -> Origin:
        """Where words that moved stood in the source, if they were taken out there."""
        if not digest:
            return NOWHERE
        if self._origins is None:
            self._origins = {digest_of(each.text): each.origin for each in self._article.removals}
        return self._origins.get(digest, NOWHERE)

    def _texts(self) -> dict[str, str]:
        if self._digests is None:
            said = [line.text for line in self._places.lines]
            said += [text_of(block) for block in self._article.body]
            self._digests = {digest_of(each): each for each in reversed(said)}
        return self._digests


def _struck(revision: Revision, done: Applied, places: Places) -> Iterator[Removal]:
    """What the edits took out, each with the place of its block."""
    for number, (change, words) in enumerate(zip(revision.changes, done.struck, strict=True)):
        if isinstance(change, Edit) and words.strip():
            said = done.inserted[number]
            now = f"now reads “{_short(said)}”" if said.strip() else "taken out"
            why = f"the editor's decision: {now}"
            yield Removal(EDITED, _origin_of(change.at, places), None, words, why)


def _origin_of(at: At, places: Places) -> Origin:
    lines = [places.lines[number] for number in places.lines_at(at)]
    blocks = [line.block for line in lines if line.field == "body"] or places.blocks_at(at)
    return places.article.body[blocks[0]].origin if blocks else NOWHERE


def _notes(lines: Sequence[LineEdit | LineInsert], done: Applied, places: Places) -> Iterator[Note]:
    """Which lines of decisions found nothing, and which gave way to later ones."""
    told = _Whereabouts(places)
    for number in done.lost:
        match lines[number]:
            case LineEdit(passage=passage):
                said = f"no such line to edit: {_quoted(passage)}"
            case LineInsert(after=after, before=before):
                passage = after or before or Passage("")
                said = (
                    f"no such line to insert {'after' if after else 'before'}: {_quoted(passage)}"
                )
        yield Note("decision.unmatched", said + told.of(passage))
    for number in done.overruled:
        match lines[number]:
            case LineEdit(passage=passage):
                message = f"edited twice, the later holds: {_quoted(passage)}"
                yield Note("decision.twice", message)


def _check_depth(article: Article) -> None:
    """Raises OverLimit where edits of edits have put blocks too deep into each other."""
    depth, level = 0, (*article.body, *article.author_note)
    while level:
        depth += 1
        level = tuple(chain.from_iterable(contents_of(block)[1] for block in level))
    if depth > _DEEPEST:
        raise OverLimit("nesting", depth, _DEEPEST, where=article.name)


class _Whereabouts:
    """Where words are that are no line: taken out by a rule, or a part of one."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._left = _TOLD

    @cached_property
    def _gone(self) -> list[str]:
        return [key_of(each.text) for each in self._places.article.removals]

    @cached_property
    def _lines(self) -> list[str]:
        return [key_of(line.text) for line in self._places.lines]

    def of(self, passage: Passage) -> str:
        """The end of a note; of many the first alone are looked for."""
        key = key_of(passage.text)
        self._left -= 1
        if not key or self._left < 0:
            return ""
        gone = next((n for n, each in enumerate(self._gone) if key in each), None)
        if gone is not None:
            removal = self._places.article.removals[gone]
            return f"; {removal.rule} took it out ({removal.origin})"
        line = next((n for n, each in enumerate(self._lines) if key in each), None)
        if line is not None:
            return f"; it is a part of the line “{_short(self._places.lines[line].text)}”"
        return ""


def _missing(before: Article, after: Article) -> Iterator[Note]:
    """Pictures that an editor's line names and the source did not bring."""
    had = {*before.assets, *pictures_in((*before.body, *before.author_note))}
    for name in dict.fromkeys(pictures_in((*after.body, *after.author_note))):
        if name and name not in had:
            yield Note("image.missing", f"a picture of an editor's line was not found: {name}")


def _quoted(passage: Passage) -> str:
    return f"“{_short(passage.text)}”" if passage.text else passage.digest[:12]


def _short(text: str) -> str:
    line = folded(text)
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN].rsplit(' ', 1)[0]} …"
