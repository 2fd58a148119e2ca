"""What a decisions.toml says of lines: those that are edited, put in, remarked on, and settled."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from publish.model.article import LineEdit, LineInsert, LineRemark, Passage
from publish.model.walk import digest_of
from publish.settings import SettingsTable

__all__ = ["DIGEST", "edits", "inserts", "passages", "remarks", "settled"]

DIGEST = re.compile(r"[0-9a-f]{64}")
_NOW = 'the line as it is to read, or "" to take it out'
_WORDS = "the words of a passage"


def passages(table: SettingsTable, key: str) -> tuple[Passage, ...]:
    """Passages that stay or go."""
    return tuple(_passage(each) for each in table.tables(key))


def edits(table: SettingsTable) -> tuple[LineEdit, ...]:
    """Lines that read otherwise: `{ text, now, nth, digest, whole }`."""
    made = []
    for each in table.tables("edit"):
        now, nth = each.optional("now"), each.number("nth", 0)
        passage = _passage(each)
        if now is None:
            each.refuse("now", _NOW)
        made.append(LineEdit(passage, now, nth))
    return tuple(made)


def inserts(table: SettingsTable) -> tuple[LineInsert, ...]:
    """Blocks that are put in: `{ after or before, text, nth, digest, whole, origin }`.

    The digest is that of the line beside them.
    """
    made = []
    for each in table.tables("insert"):
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
        made.append(LineInsert(text, first, second, nth, origin))
    return tuple(made)


def remarks(table: SettingsTable) -> tuple[LineRemark, ...]:
    """Comments of people: `{ author, text, on, digest, date, re, resolved }`."""
    made = []
    for each in table.tables("remark"):
        author, text, re = each.text("author", ""), each.text("text", ""), each.text("re", "")
        words, digest = each.text("on", ""), each.text("digest", "")
        date, resolved = each.day("date") or "", each.flag("resolved", default=False)
        each.refuse_rest()
        if not text.strip():
            each.refuse("text", "the words of the remark")
        on = named(words, digest) if words.strip() or digest else None
        made.append(LineRemark(author, text, on, _moment(date), re, resolved))
    return tuple(made)


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
