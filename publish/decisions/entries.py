"""What a decisions.toml says of lines: those that are edited, put in, remarked on, and settled."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from publish.errors import SettingsError
from publish.model.article import LineEdit, LineInsert, LineRemark, Passage
from publish.model.walk import digest_of
from publish.settings import SettingsTable

__all__ = ["DIGEST", "edits", "inserts", "passages", "remarks", "settled"]

DIGEST = re.compile(r"[0-9a-f]{64}")
Entry = TypeVar("Entry")

_NOW = 'the line as it is to read, or "" to take it out'
_WORDS = "the words of a passage"


def passages(table: SettingsTable, key: str) -> tuple[Passage, ...]:
    """Passages that stay or go."""
    return _each(table, key, _passage)


def edits(table: SettingsTable) -> tuple[LineEdit, ...]:
    """Lines that read otherwise: `{ text, now, nth, digest, whole }`."""
    return _each(table, "edit", _edit)


def inserts(table: SettingsTable) -> tuple[LineInsert, ...]:
    """Blocks that are put in: `{ after or before, text, nth, digest, whole, origin }`.

    The digest is that of the line beside them.
    """
    return _each(table, "insert", _insert)


def remarks(table: SettingsTable) -> tuple[LineRemark, ...]:
    """Comments of people: `{ author, text, on, digest, date, re, resolved }`."""
    return _each(table, "remark", _remark)


def settled(table: SettingsTable) -> tuple[str, ...]:
    """Digests of comments that somebody resolved."""
    found = table.texts("settled", ())
    for each in found:
        if not DIGEST.fullmatch(each):
            table.refuse("settled", "a list of digests, 64 hexadecimal figures each")
    return found


def named(words: str, digest: str = "", *, whole: bool = False) -> Passage:
    """A passage by its words, or by the digest that stands in their place."""
    if not digest and DIGEST.fullmatch(words):
        return Passage(words, whole=whole)
    return Passage(digest or digest_of(words), words, whole)


def _each(
    table: SettingsTable, key: str, make: Callable[[SettingsTable], Entry]
) -> tuple[Entry, ...]:
    """The entries of a list. A mistake tells which one it stands in: its `key` is "edit 3"."""
    made = []
    for number, each in enumerate(table.tables(key), 1):
        try:
            made.append(make(each))
        except SettingsError as error:
            place = f"{key} {number}"
            raise SettingsError(
                error.message, where=error.where, hint=error.hint, key=place
            ) from error
    return tuple(made)


def _edit(each: SettingsTable) -> LineEdit:
    now, nth = each.optional("now"), each.number("nth", 0)
    passage = _passage(each)
    if now is None:
        each.refuse("now", _NOW)
    return LineEdit(passage, now, nth)


def _insert(each: SettingsTable) -> LineInsert:
    after, before = each.text("after", ""), each.text("before", "")
    digest, whole = each.text("digest", ""), each.flag("whole", default=False)
    text, nth, origin = each.text("text", ""), each.number("nth", 0), each.text("origin", "")
    each.refuse_rest()
    if not text.strip():
        each.refuse("text", "the words that are put in, in Markdown")
    if after and before:
        each.refuse("before", "left out where there is an after")
    words = after or before
    beside = named(words, digest, whole=whole) if words.strip() or digest else None
    first, second = (None, beside) if before else (beside, None)
    return LineInsert(text, first, second, nth, origin)


def _remark(each: SettingsTable) -> LineRemark:
    author, text, re = each.text("author", ""), each.text("text", ""), each.text("re", "")
    words, digest = each.text("on", ""), each.text("digest", "")
    date, resolved = each.day("date") or "", each.flag("resolved", default=False)
    each.refuse_rest()
    if not text.strip():
        each.refuse("text", "the words of the remark")
    on = named(words, digest) if words.strip() or digest else None
    return LineRemark(author, text, on, _moment(date), re, resolved)


def _passage(each: SettingsTable) -> Passage:
    text, digest = each.text("text", ""), each.text("digest", "")
    whole = each.flag("whole", default=False)
    each.refuse_rest()
    if not digest and not text.strip():
        each.refuse("text", _WORDS)
    return Passage(digest or digest_of(text), text, whole)


def _moment(text: str) -> str:
    """A moment as remarks have it, yyyy-mm-ddThh:mm:ssZ; one without a zone is taken for UTC."""
    if not text:
        return ""
    when = datetime.fromisoformat(text)
    when = when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
    return when.strftime("%Y-%m-%dT%H:%M:%SZ")
