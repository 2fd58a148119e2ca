"""decisions.toml as it is written: what a person wrote, its comments and its order, stays.

The file keeps its line ends and its mark of UTF-8, and each list its shape.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from dataclasses import fields
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from publish.decisions.entries import DIGEST
from publish.decisions.lines import PLAIN, Entries, Wording
from publish.decisions.reading import DecisionsFile, checked_values
from publish.decisions.spelling import added, names_of
from publish.errors import SettingsError, nearest
from publish.model.article import Decisions, LineEdit, LineInsert, LineRemark, Passage
from publish.model.passages import key_of
from publish.model.walk import digest_of, folded

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

Value = str | tuple[str, ...]
Step = str | int

_BOM = "\ufeff"
_LISTED = ("restore", "strip", "edit", "insert", "remark", "settled")
FIELDS = tuple(each.name for each in fields(Decisions) if each.name not in (*_LISTED, "options"))
"""What can be set, by name."""
LISTS = ("byline", "tags", "key_points")
"""Those of them that hold several texts."""


def decided(
    data: bytes,
    name: str,
    *,
    restore: Iterable[str] = (),
    strip: Iterable[str | Passage] = (),
    values: Mapping[str, Value | None] | None = None,
    edit: Iterable[LineEdit] = (),
    insert: Iterable[LineInsert] = (),
    remark: Iterable[LineRemark] = (),
    settled: Iterable[str] = (),
    undo: Iterable[int] = (),
    wording: Wording = PLAIN,
    where: str = "decisions.toml",
) -> bytes:
    """The file with more said about one source: texts to restore and to strip, fields, lines.

    What is restored is no longer stripped, and the other way about. A value of None takes the
    field's decision back, `undo` those of these numbers (`listed`), before all else. What is said
    there already is not said again, and a line that an earlier decision made is changed in that one
    (`wording` reads its Markdown). Raises BrokenDecisions for a file or a table that cannot be
    understood, SettingsError for what cannot be decided.
    """
    before = DecisionsFile(data, where)
    key = before.key_of(name) or name
    before.check_all()
    before.about(name)
    given = dict(values or {})
    _check(given)
    document, spelt = _parsed(data)
    if key in document:
        _undo(document, key, set(undo))
    elif set(undo):
        raise SettingsError("there is no decision to undo", where=where)
    table = _table(document, key)
    entries = Entries(table, wording)
    for field, value in given.items():
        if value is not None:
            table[field] = value if isinstance(value, str) else list(value)
        elif field in table:
            del table[field]
    for words in restore:
        _move(table, words, into="restore", out_of="strip")
    beside = entries.inside(insert)
    entries.edit(edit)
    for passage in strip:
        known = passage if isinstance(passage, Passage) else _passage(passage)
        if (gone := entries.strip(known)) is not None:
            _move(table, gone, into="strip", out_of="restore")
    entries.insert(beside)
    entries.remark(remark)
    entries.settle(settled)
    _tidy(document, key)
    return spelt(document.as_string())


def listed(data: bytes, name: str, where: str = "decisions.toml") -> tuple[str, ...]:
    """The decisions about a source in the order of the file, each as a line; numbered from 1."""
    file = DecisionsFile(data, where)
    key = file.key_of(name)
    file.about(name)
    if key is None:
        return ()
    document, _ = _parsed(data)
    return tuple(_shown(document[key], steps) for steps in _steps(document[key]))


def _steps(table: Any) -> Iterator[tuple[Step, ...]]:  # tomlkit's tables have no type in common
    """The way to each decision in a source's table."""
    for name, value in table.items():
        if name in _LISTED and not isinstance(value, str):
            yield from ((name, index) for index in range(len(value)))
        elif name == "options":
            yield from ((name, option) for option in value)
        else:
            yield (name,)


def _shown(table: Any, steps: tuple[Step, ...]) -> str:
    import json

    match steps:
        case ("options", option):
            return f"option {option} = {json.dumps(table['options'][option], ensure_ascii=False)}"
        case (("restore" | "strip") as word, index):
            entry = table[word][index]
            said = entry.get("text") or f"digest {entry.get('digest')}"
            return f"{word} {json.dumps(said, ensure_ascii=False)}"
        case (("edit" | "insert" | "remark" | "settled") as word, index):
            return f"{word} {_of_line(word, table[word][index])}"
        case (name, *_):
            value = table[name]
            plain = value.unwrap() if hasattr(value, "unwrap") else value
            return f"{name} = {json.dumps(plain, ensure_ascii=False, default=str)}"
    raise AssertionError(steps)


def _of_line(word: str, entry: Any) -> str:
    """A decision of a line, for a person."""
    import json

    def quoted(key: str) -> str:
        return json.dumps(str(entry.get(key, "")), ensure_ascii=False)

    match word:
        case "edit":
            said = quoted("text") if entry.get("text") else f"digest {entry.get('digest')}"
            nth = f" ({entry['nth']})" if entry.get("nth") else ""
            return f"{said}{nth} → {quoted('now')}"
        case "insert":
            side = next((each for each in ("after", "before") if each in entry), "")
            return (
                f"{side} {quoted(side)}: {quoted('text')}" if side else f"first: {quoted('text')}"
            )
        case "remark":
            on = f" on {quoted('on')}" if entry.get("on") else ""
            resolved = " (resolved)" if entry.get("resolved") else ""
            return f"by {entry.get('author') or 'nobody'}{on}: {quoted('text')}{resolved}"
        case _:
            return str(entry)


def _check(values: dict[str, Value | None]) -> None:
    for name in values:
        if name not in FIELDS:
            raise SettingsError(f"no field {name!r}", hint=nearest(name, FIELDS))
    url = values.get("url")
    if isinstance(url, str) and url and not is_address(url):
        hint = "such as https://example.org/rents"
        raise SettingsError(f"url {url!r} is not an address", hint=hint)
    checked_values({name: value for name, value in values.items() if value is not None})


def is_address(text: str) -> bool:
    """Whether a text is an address on the web."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    spaced = any(char.isspace() or not char.isprintable() for char in text)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not spaced


def _parsed(data: bytes) -> tuple[TOMLDocument, Callable[[str], bytes]]:
    """The file as tomlkit has it, and what spells it as it was spelt."""
    # Here, not above: only those who write decisions need it, and it is slow to load.
    import tomlkit

    text = data.decode("utf-8")
    mark = _BOM if text.startswith(_BOM) else ""
    crlf = "\r\n" in text and text.count("\r\n") == text.count("\n")
    text = text.removeprefix(_BOM)

    def spelt(made: str) -> bytes:
        return (mark + (made.replace("\n", "\r\n") if crlf else made)).encode()

    return tomlkit.parse(text.replace("\r\n", "\n") if crlf else text), spelt


def _table(document: TOMLDocument, key: str) -> MutableMapping[str, Any]:
    import tomlkit

    if key not in document:
        document[key] = tomlkit.table()
    table = document[key]
    assert isinstance(table, MutableMapping)
    return table


def _undo(document: TOMLDocument, key: str, numbers: set[int]) -> None:
    table: Any = document[key]
    steps = list(_steps(table))
    for number in numbers:
        if not 1 <= number <= len(steps):
            message = f"there is no decision {number}; the last one is {len(steps)}"
            raise SettingsError(message)
    for number in sorted(numbers, reverse=True):
        match steps[number - 1]:
            case (name, part):
                del table[name][part]
            case (name,):
                del table[name]


def _tidy(document: TOMLDocument, key: str) -> None:
    """Take out lists, options and a table that say nothing any more, unless a comment is left."""
    table: Any = document[key]
    for name in (*_LISTED, "options"):
        if name in table and not table[name] and not _has_comment(table[name]):
            del table[name]
    if not table and not _has_comment(table):
        del document[key]


def _has_comment(item: Any) -> bool:
    as_string = getattr(item, "as_string", None)
    return as_string is not None and "#" in as_string()


def _move(table: Any, said: str | Passage, *, into: str, out_of: str) -> None:
    """Put a passage into one list of a source and take it out of the other."""
    passage = said if isinstance(said, Passage) else _passage(said)
    names = {passage.digest, key_of(passage.text)} - {""}
    for index in reversed(range(len(table.get(out_of, ())))):
        if names_of(table[out_of][index]) & names:
            del table[out_of][index]
    entries = table.get(into, ())
    if any(names_of(entry) & names for entry in entries):
        return
    text = {"text": folded(passage.text)} if passage.text else {}
    whole = {"whole": True} if passage.whole else {}
    added(table, into, {"digest": passage.digest, **text, **whole})


def _passage(text: str) -> Passage:
    return Passage(text) if DIGEST.fullmatch(text) else Passage(digest_of(text), text)
