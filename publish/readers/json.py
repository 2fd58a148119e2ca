"""An object in JSON → Draft: its text by the reader of what it is written in, its fields as hints.

The names of the fields are one table's (`model.json_fields`). What the object says besides is not
the article; of prose in it a note tells.
"""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime

from publish.errors import listed
from publish.model.article import Declared, Draft, Hints, Note, Source
from publish.model.json_fields import Fields, Json, text_of, texts_of
from publish.model.limits import Limits
from publish.readers import html, text
from publish.readers.decode import decoded
from publish.readers.fragments import looks_like_fragment
from publish.readers.front_fields import cleaned
from publish.readers.html.saved import Saved
from publish.readers.json_objects import loaded, names_twice, no_text
from publish.readers.sniff import looks_like_html
from publish.readers.values import date_of

_FEWEST_LETTERS = 60  # of sentences that are not printed, of which a note tells. # guess
_LATEST = 1e11  # seconds since 1970, in the year 5138: more are thousandths
_MOST_TOLD, _LONGEST_TOLD = 10, 60  # names in a note, and characters of one
_HALF = 0.5  # of the longest text: a shorter one is its beginning. # guess
_MARK = re.compile(r"<[^<>]{0,2000}>")
_SENTENCE_END = re.compile(r"[.!?。！？।؟\n]+")
_BROUGHT = {"byline": "authors"}  # fields of hints that are called otherwise
_NAMED = ("authors", "outlet", "language", "tags")
_PLACES = ("@id", "url", "href")


def read(source: Source, limits: Limits) -> Draft:
    """The draft of an article in an object. Raises BrokenSource, EmptySource, OverLimit."""
    found = decoded(source)
    said = loaded(found.text, limits, source.name)
    about = Fields(said, source.fields)
    hints = _hints_of(about)
    texts = [_Body(*each, _letters(each[-1])) for each in about.bodies()]
    if not texts:
        raise no_text(source.name)
    longest = max(len(each.letters) for each in texts)
    chosen = next(each for each in texts if len(each.letters) >= _HALF * longest)
    # who says that its description is the text means that it is nothing else
    above = tuple(each for each in hints.standfirst if each.where != _where(chosen.name))
    hints = replace(hints, standfirst=above)
    draft = _draft_of(chosen, source, limits, hints)
    printed = [each.value for each in (*hints.title, *hints.standfirst[:1], *hints.summary)]
    unsaid = _unsaid(said, chosen, texts, "".join(map(_letters, (*printed, *_points(hints)))))
    notes = (*found.notes, *_twice_note(found.text), *draft.notes, *unsaid)
    return replace(draft, hints=_joined(hints, draft.hints), notes=notes)


@dataclass(frozen=True, slots=True)
class _Body:
    """A text of the object: our field, its own name, the text, and the letters of its words."""

    kind: str
    name: str
    text: str
    letters: str


def _draft_of(body: _Body, source: Source, limits: Limits, hints: Hints) -> Draft:
    """The draft of the text, by the reader of what it is written in."""
    # a half of a pair, \ud800 alone, is no character: it is counted as one that cannot be read
    data = body.text.encode(errors="surrogatepass")
    inner = replace(source, data=data, form="")
    if body.kind == "markdown":
        from publish.readers import markdown  # here: as heavy as all the rest, and few need it

        return markdown.read(inner, limits)
    if body.kind == "html" or looks_like_html(data) or looks_like_fragment(data):
        address = next((each.value for each in hints.url), "")
        return html.read_saved(inner, limits, Saved(address, charset="utf-8"))
    return text.read(inner, limits, "utf-8")


def _hints_of(about: Fields) -> Hints:
    """What the object declares, the most trusted first."""
    made: dict[str, tuple[Declared, ...]] = {}
    for each in fields(Hints):
        ours = next((ours for ours, field in _BROUGHT.items() if field == each.name), each.name)
        made[each.name] = tuple(
            Declared(value, _where(name))
            for name, said in about.of(ours)
            for value in _values(each.name, said)
            if value
        )
    return Hints(**made)


def _where(name: str) -> str:
    return f"JSON {name}"


def _values(field: str, said: Json) -> Iterator[str]:
    """What a field of the object says of one of hints."""
    if field in ("published", "updated"):
        yield _day(said)
        return
    if field in _NAMED:
        said = _without_keys(said)
    several = list(texts_of(said, _PLACES) if field == "url" else texts_of(said))
    if field == "tags":
        several = [part for each in several for part in each.split(",")]
    for each in several:
        yield from cleaned(field, each)


def _without_keys(value: Json) -> Json:
    """A value without numbers, which are the keys that people and tags have in a database."""
    if isinstance(value, list):
        return [each for each in value if not isinstance(each, int | float)]
    return None if isinstance(value, int | float) else value


def _day(said: Json) -> str:
    """A moment: seconds, thousandths or millionths since 1970, or what a text says of one."""
    if isinstance(said, list):
        said = said[0] if said else None
    words = said if isinstance(said, str) else text_of(said)
    if isinstance(said, bool) or not (isinstance(said, int | float) or words.strip().isdecimal()):
        return date_of(words)
    if isinstance(said, str) and len(words.strip()) not in (10, 13, 16):
        return date_of(words)
    try:
        seconds = float(words)
        for _ in range(2):
            seconds /= 1000 if seconds > _LATEST else 1
        return date_of(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError):
        return ""


def _joined(ours: Hints, theirs: Hints) -> Hints:
    """The object's hints before those of its text; each value once."""
    made: dict[str, tuple[Declared, ...]] = {}
    for each in fields(Hints):
        kept: dict[str, Declared] = {}
        for hint in (*getattr(ours, each.name), *getattr(theirs, each.name)):
            kept.setdefault(hint.value.casefold(), hint)
        made[each.name] = tuple(kept.values())
    return Hints(**made)


def _points(hints: Hints) -> Sequence[str]:
    return [each.value for each in hints.key_points]


def _unsaid(
    said: Mapping[str, Json], chosen: _Body, texts: Sequence[_Body], printed: str
) -> Iterator[Note]:
    """The notes on fields with sentences that neither the text nor what is printed above it has."""
    known = chosen.letters + printed
    others = [each.name for each in texts if each is not chosen and _missing(each.text, known)]
    if others:
        message = f"{chosen.name} is printed; other words stand in {_told(others)}"
        yield Note("json.texts", message)
        known += "".join(each.letters for each in texts)
    besides = [name for name, value in said.items() if _missing(text_of(value), known)]
    if besides:
        message = f"sentences in fields that are not printed: {_told(besides)}"
        yield Note("json.left-out", message)


def _told(names: Sequence[str]) -> str:
    """Names of fields on a line, the first of many, and of a long one its beginning."""
    several = [name[:_LONGEST_TOLD] for name in dict.fromkeys(names)]
    return listed([*several[:_MOST_TOLD], *(["others"] if several[_MOST_TOLD:] else [])], "and")


def _missing(said: str, known: str) -> bool:
    """Whether a text has sentences of some length that are not among these letters."""
    if len(said) < _FEWEST_LETTERS:
        return False
    count = at = 0
    for part in _SENTENCE_END.split(_plain(said)):
        letters = _letters(part)
        if " " not in part.strip() and part.isascii():  # no words: an address, a digest
            continue
        # mostly both say the same in the same order: there the next one is near
        found = known.find(letters, at)
        at = found if found >= 0 else at
        if found < 0 and letters not in known:
            count += len(letters)
        if count >= _FEWEST_LETTERS:
            return True
    return False


def _plain(text: str) -> str:
    return entities.unescape(_MARK.sub(" ", text))


def _letters(text: str) -> str:
    """The letters and figures of a text, as marks, cases and spaces change nothing."""
    return "".join(filter(str.isalnum, _plain(text).casefold()))


def _twice_note(said: str) -> tuple[Note, ...]:
    names = names_twice(said)
    if not names:
        return ()
    return (Note("json.twice", f"it has two of {_told(names)}: the last counts"),)
