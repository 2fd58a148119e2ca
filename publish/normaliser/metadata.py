"""The fields of an article: the editor's word, then what is declared, then what was lifted.

Where two sources disagree the first of this order wins and a note keeps the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar

from publish.model.article import Article, Decisions, Declared, Draft, Lifts, Note
from publish.model.tree import Blocks, Inlines, Text
from publish.model.walk import folded, text_of, text_of_inlines

__all__ = ["Fields", "article_of"]

Value = TypeVar("Value")

_NOTED = frozenset({"title", "published", "updated", "outlet"})
"""Fields whose disagreement an editor hears of; pages describe themselves in many other words."""


class Fields:
    """What was found for one article's fields, with notes of what disagreed."""

    def __init__(self, draft: Draft, lifts: tuple[Lifts, ...]) -> None:
        self.hints = draft.hints
        self.lifts = lifts
        self.notes: list[Note] = []

    def lifted(self, name: str) -> object | None:
        """The first value a rule lifted into a field."""
        return next((v for each in self.lifts if (v := getattr(each, name)) is not None), None)

    def word(self, name: str) -> str:
        """A field of one line: declared before lifted, a difference noted."""
        declared: tuple[Declared, ...] = getattr(self.hints, name)
        found = [(folded(each.value), each.where) for each in declared]
        lifted = self.lifted(name) if name in Lifts.__dataclass_fields__ else None
        if lifted is not None:
            assert isinstance(lifted, str)
            found.append((folded(lifted), "the text"))
        found = [each for each in found if each[0]]
        self._note_difference(name, found)
        return found[0][0] if found else ""

    def words(self, name: str) -> tuple[str, ...]:
        """A field of several values: all those of the most trusted place that has any."""
        declared: tuple[Declared, ...] = getattr(self.hints, name)
        if declared:
            first = declared[0].where
            return _unique(folded(each.value) for each in declared if each.where == first)
        lifted = self.lifted("byline" if name == "authors" else name)
        return _unique(lifted) if isinstance(lifted, tuple) else ()

    def inlines(self, name: str) -> Inlines:
        """A field with emphasis: the declared words, in the text's own marking where they agree."""
        declared: tuple[Declared, ...] = getattr(self.hints, name)
        lifted = self.lifted(name)
        assert lifted is None or isinstance(lifted, tuple)
        found = [(folded(each.value), each.where) for each in declared if each.value.strip()]
        if lifted is not None:
            text = folded(text_of_inlines(lifted))
            if not found or _alike(text, found[0][0]):
                return lifted
            found.append((text, "the text"))
        self._note_difference(name, found)
        return (Text(found[0][0]),) if found else ()

    def _note_difference(self, name: str, found: list[tuple[str, str]]) -> None:
        same = _same_day if name in ("published", "updated") else _alike
        for value, where in found[1:] if name in _NOTED else ():
            if not same(value, found[0][0]):
                message = f"{name}: {where} says {value!r}, {found[0][1]} {found[0][0]!r}"
                self.notes.append(Note("metadata.disagree", message))


def article_of(
    draft: Draft,
    body: Blocks,
    lifts: tuple[Lifts, ...],
    language: str,
    decisions: Decisions,
) -> Article:
    """The article with all its fields filled; its record and its own notes are the caller's."""
    found = Fields(draft, lifts)
    note = found.lifted("author_note")
    title = _set(decisions.title, found.inlines("title"))
    if not title:
        title = (Text(_title_from(draft.name)),)
        message = "no title was found; the file's name stands in its place (--title sets one)"
        found.notes.append(Note("metadata.no-title", message))
    return Article(
        name=draft.name,
        title=title,
        body=body,
        standfirst=_set(decisions.standfirst, _unsaid(found.inlines("standfirst"), body)),
        byline=_given(decisions.byline, found.words("authors")),
        dateline=_given(decisions.dateline, str(found.lifted("dateline") or "")),
        published=_given(decisions.published, found.word("published")),
        updated=_given(decisions.updated, found.word("updated")),
        outlet=_given(decisions.outlet, found.word("outlet")),
        url=_given(decisions.url, found.word("url")),
        language=_given(decisions.language, language),
        tags=_given(decisions.tags, found.words("tags")),
        summary=_set(decisions.summary, ()),
        key_points=tuple((Text(each),) for each in decisions.key_points or ()),
        author_note=note if isinstance(note, tuple) else (),
        assets=draft.assets,
        notes=tuple(found.notes),
    )


def _unsaid(standfirst: Inlines, body: Blocks) -> Inlines:
    """The standfirst, unless it only says what the text begins with, as cut-off summaries do."""
    opening = _letters("".join(text_of(block) for block in body[:2]))
    said = _letters(text_of_inlines(standfirst))
    return () if said and opening.startswith(said) else standfirst


def _given(decided: Value | None, found: Value) -> Value:
    return found if decided is None else decided


def _set(decided: str | None, found: Inlines) -> Inlines:
    if decided is None:
        return found
    return (Text(decided),) if decided.strip() else ()


def _alike(one: str, other: str) -> bool:
    """Whether two values say the same, marks and case aside, or one is the other's beginning."""
    a, b = _letters(one), _letters(other)
    return a == b or (len(min(a, b, key=len)) >= 10 and (a.startswith(b) or b.startswith(a)))


def _same_day(one: str, other: str) -> bool:
    """Whether two dates name the same day, or the same moment in two zones."""
    if one[:10] == other[:10]:
        return True
    try:
        moments = [datetime.fromisoformat(each) for each in (one, other)]
    except ValueError:
        return False
    return all(each.tzinfo for each in moments) and moments[0] == moments[1]


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _title_from(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or name
