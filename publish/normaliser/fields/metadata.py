"""The fields of an article: the editor's word, then what is declared, then what was lifted.

Where two sources disagree the first of this order wins and a note keeps the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TypeVar

from publish.model.article import Article, Decisions, Declared, Draft, Lifts, Note
from publish.model.titles import holding, likeness, without_notes
from publish.model.tree import Blocks, Inlines, Text
from publish.model.walk import folded, text_of, text_of_inlines
from publish.normaliser.fields.decided import note_of, words_of
from publish.normaliser.fields.names import is_nobody, is_organisation, is_person
from publish.normaliser.page.language import tidy_tag
from publish.normaliser.page.words import letters_of

Value = TypeVar("Value")

_NOTED = frozenset({"title", "published", "updated", "outlet"})
"""Fields whose disagreement an editor hears of; pages describe themselves in many other words."""
_SAME_TITLE = 0.4  # token F1 from which two titles are no disagreement; 77 of 1,338
_SHORTEST_START = 10  # letters of a value that is the beginning of another; 9 of 1,338
_SHORTEST_NAME = 4  # letters of an outlet's name that is a part of another; 12 of 22 on 250 pages
_DAY, _SECOND = 10, 19  # characters of a moment: its day, and all up to its zone
_HOUR = slice(11, 13)
_EVENING, _MORNING = 15, 9  # hours in Greenwich when it is tomorrow in Tokyo, yesterday in Seattle
WEAK = frozenset({"time", "url", "itemprop author", "rel author", "author link", "properties"})
"""Places weaker than the text: they may tell of a teaser or a comment."""


class Fields:
    """What was found for one article's fields, with notes of what disagreed."""

    def __init__(self, draft: Draft, lifts: tuple[Lifts, ...]) -> None:
        self.hints = draft.hints
        self.lifts = lifts
        self.is_page = any(block.origin.trail for block in draft.blocks)
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

    def tags(self) -> tuple[str, ...]:
        """The tags of the most trusted place that has any, behind them the text's first list."""
        found: dict[str, str] = {}
        lifted = next((each.tags for each in self.lifts if each.tags), ())
        for tag in (*_of_first_place(self.hints.tags), *lifted):
            found.setdefault(letters_of(tag), tag)
        return tuple(found.values())

    def authors(self) -> tuple[str, ...]:
        """The people of the byline, those declared, those of weak places, of an author note.

        Rules lift a page's byline against declared people only where a reader cannot miss it; in
        a text or a file with front matter those declared stand first. Of the same people the
        declared names stand, unless the byline has more of them.
        An organisation stands there only when no person does.
        """
        outlets = {each.value.casefold() for each in self.hints.outlet}
        lifted = [each for each in self.lifts if each.byline]
        line = next((each.byline for each in lifted if each.author_note is None), None) or ()
        note = next((each.byline for each in lifted if each.author_note), None) or ()
        people = [each for each in self.hints.authors if not _is_organised(each, outlets)]
        strong = _of_first_place(each for each in people if each.where not in WEAK)
        weak = _of_first_place(each for each in people if each.where in WEAK)
        spelt = {each.value.casefold(): each.value for each in people}
        seen = tuple(spelt.get(each.casefold(), each) for each in line if not is_nobody(each))
        persons = tuple(each for each in seen if is_person(each))
        named = any(map(is_person, strong))
        if persons and strong and not _share(persons, strong):
            said, read = ", ".join(strong), ", ".join(persons)
            message = f"authors: {people[0].where} says {said}, the text {read}"
            self.notes.append(Note("metadata.disagree", message))
        same = persons and _share(persons, strong) and not _names_more(persons, strong)
        declared = named and (same or not (self.is_page or _names_more(persons, strong)))
        first = strong if not persons or declared else persons
        found = first or weak or note or seen or _of_first_place(self.hints.authors)
        return _unique(found)

    def day(self, name: str) -> str:
        """A date: on a page what a reader sees (the rules lift no other), then what is declared.

        What is declared by a weak place comes last. A moment in UTC is a day late or early where
        the page is read: the day in the text wins. What the text calls a change is one even where
        more is declared.
        """
        declared: tuple[Declared, ...] = getattr(self.hints, name)
        lifted = self.lifted(name)
        assert lifted is None or isinstance(lifted, str)
        found = [(each.value, each.where) for each in declared if each.where not in WEAK]
        weak = [(each.value, each.where) for each in declared if each.where in WEAK]
        if lifted:
            said = (lifted, "the text")
            first = name == "published" and self.is_page
            first = first and not (found and same_day(lifted, found[0][0]))
            found.insert(0 if first else len(found), said)
        found += weak
        if not found:
            return ""
        best = found[0]
        for other in found[1:]:
            if _same_moment(best[0], other[0]) and _is_utc(best[0]) and not _is_utc(other[0]):
                best = other
        if lifted and _is_day_of(lifted, best[0]):
            best = (lifted, "the text")
        if best[1] == "url":
            self.notes.append(Note("metadata.date", f"the date {best[0]} is that in the address"))
        self._note_difference(name, [best, *(each for each in found if each[1] not in WEAK)])
        return best[0]

    def published(self) -> str:
        """The day of publication; where nothing tells it, the day that a reader sees for it.

        That is the day of the last change, on pages that print no other.
        """
        day = self.day("published")
        changed = self.lifted("updated")
        if day or not isinstance(changed, str):
            return day
        said = f"the date {changed} is that of the last change; no other is told"
        self.notes.append(Note("metadata.date", said))
        return changed

    def inlines(self, name: str) -> Inlines:
        """A field with emphasis: the declared words, in the text's own marking where they agree."""
        declared: tuple[Declared, ...] = getattr(self.hints, name)
        lifted = self.lifted(name)
        assert lifted is None or isinstance(lifted, tuple)
        found = [(folded(each.value), each.where) for each in declared if each.value.strip()]
        if lifted is not None:
            words = without_notes(lifted)
            text = folded(text_of_inlines(holding(words)))
            if name == "title" and found:
                strong = [said for said, where in found if where != "title"]
                whole = text == folded(text_of_inlines(lifted))  # nothing in it is struck out
                fuller = next((said for said in strong if whole and _with_kicker(said, text)), "")
                if fuller:
                    return (Text(fuller),)
                self._note_difference(name, [(text, "the text"), found[0]])
            return lifted  # what left the text is printed, whatever else is declared
        self._note_difference(name, found)
        return (Text(found[0][0]),) if found else ()

    def standfirst(self, body: Blocks) -> Inlines:
        """What was lifted; else what is declared, unless the text begins with it."""
        found = self.inlines("standfirst")
        return found if self.lifted("standfirst") is not None else _unsaid(found, body)

    def compare_language(self, language: str, decisions: Decisions) -> None:
        """Note a declared language that is not the text's."""
        declared = next((each for each in self.hints.language if tidy_tag(each.value)), None)
        if declared is None or decisions.language:
            return
        if tidy_tag(declared.value).partition("-")[0] != language.partition("-")[0]:
            said = f"{declared.where} says {declared.value!r}"
            message = f"language: {said}, the text is {language!r}"
            self.notes.append(Note("metadata.disagree", message))

    def _note_difference(self, name: str, found: list[tuple[str, str]]) -> None:
        same = _SAME.get(name, _alike)
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
    found.compare_language(language, decisions)
    note = found.lifted("author_note")
    points = _given(decisions.key_points, _of_first_place(draft.hints.key_points))
    title = _set(decisions.title, found.inlines("title"))
    if not title:
        title = (Text(_title_from(draft.name)),)
        message = "no title was found; the file's name stands in its place"
        found.notes.append(Note("metadata.no-title", message))
    return Article(
        name=draft.name,
        title=title,
        body=body,
        standfirst=_set(decisions.standfirst, found.standfirst(body)),
        byline=_given(decisions.byline, found.authors()),
        dateline=_given(decisions.dateline, str(found.lifted("dateline") or "")),
        published=_given(decisions.published, found.published()),
        updated=_given(decisions.updated, found.day("updated")),
        outlet=_given(decisions.outlet, found.word("outlet")),
        url=_given(decisions.url, found.word("url")),
        language=_given(decisions.language, language),
        tags=_given(decisions.tags, found.tags()),
        summary=_set(decisions.summary, words_of(found.word("summary"))),
        key_points=tuple(map(words_of, filter(str.strip, points))),
        author_note=_note(decisions.author_note, note if isinstance(note, tuple) else ()),
        assets=draft.assets,
        notes=tuple(found.notes),
    )


def _unsaid(standfirst: Inlines, body: Blocks) -> Inlines:
    """The standfirst, unless it only says what the text begins with, as cut-off summaries do."""
    said = letters_of(text_of_inlines(standfirst))
    if not said:
        return standfirst
    opening = letters_of("".join(text_of(block) for block in body[:2]))
    return () if opening.startswith(said) else standfirst


def _given(decided: Value | None, found: Value) -> Value:
    return found if decided is None else decided


def _set(decided: str | None, found: Inlines) -> Inlines:
    return found if decided is None else words_of(decided)


def _note(decided: str | None, found: Blocks) -> Blocks:
    return found if decided is None else note_of(decided)


def _alike(one: str, other: str) -> bool:
    """Whether two values say the same, marks and case aside, or one is the other's beginning."""
    a, b = letters_of(one), letters_of(other)
    return a == b or (
        len(min(a, b, key=len)) >= _SHORTEST_START and (a.startswith(b) or b.startswith(a))
    )


def _names_the_same(one: str, other: str) -> bool:
    """Whether one name is the other with more: "Courier" and "courier.example", "Courier Ltd"."""
    short, long = sorted((letters_of(one), letters_of(other)), key=len)
    return len(short) >= _SHORTEST_NAME and short in long


def same_day(one: str, other: str) -> bool:
    """Whether two dates name the same day, or the same moment in two zones."""
    return one[:_DAY] == other[:_DAY] or _same_moment(one, other)


def _same_moment(one: str, other: str) -> bool:
    try:
        moments = [datetime.fromisoformat(each) for each in (one, other)]
    except ValueError:
        return False
    return all(each.tzinfo for each in moments) and moments[0] == moments[1]


def _is_utc(value: str) -> bool:
    """Whether a moment is told in Greenwich's time, or in none: the day may be another."""
    return len(value) > _DAY and (value.endswith("+00:00") or not value[_SECOND:])


def _is_day_of(day: str, moment: str) -> bool:
    """Whether a day is the one before or behind a moment in Greenwich that is near midnight."""
    if not _is_utc(moment):
        return False
    apart = (date.fromisoformat(day) - date.fromisoformat(moment[:_DAY])).days
    hour = int(moment[_HOUR])
    return (apart == 1 and hour >= _EVENING) or (apart == -1 and hour < _MORNING)


def _says_the_same(one: str, other: str) -> bool:
    return likeness(one, other) >= _SAME_TITLE or _alike(one, other)


def _with_kicker(declared: str, headline: str) -> bool:
    """Whether a declared title is the headline behind a few words: "Cities: Rents rise again"."""
    before = declared.removesuffix(headline)
    return before != declared and before.endswith(": ") and len(before) < len(headline)


def _is_organised(author: Declared, outlets: set[str]) -> bool:
    """Whether a declared author is no person: by its kind, its words, or as the outlet itself."""
    name = author.value
    return (
        author.where.endswith("organisation") or name.casefold() in outlets or is_organisation(name)
    )


def _share(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two lists of people share a family name, or one name is the other with a job."""
    one, other = ({each.casefold() for each in names} for names in (some, others))
    if any(x.startswith(y) or y.startswith(x) for x in one for y in other):
        return True
    return not {each.split()[-1] for each in one}.isdisjoint(each.split()[-1] for each in other)


def _names_more(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether some people are the others and more: sources declare the first of several alone."""
    names = list(map(letters_of, some))
    return len(some) > len(others) and all(
        any(letters_of(other) in name for name in names) for other in others
    )


def _of_first_place(declared: Iterable[Declared]) -> tuple[str, ...]:
    """The values that the most trusted place has."""
    found = list(declared)
    return _unique(folded(each.value) for each in found if each.where == found[0].where)


_SAME = {
    "published": same_day,
    "updated": same_day,
    "title": _says_the_same,
    "outlet": _names_the_same,
}


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _title_from(name: str) -> str:
    stem = name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return " ".join(stem.replace("_", " ").replace("-", " ").split()) or name
