"""How what is decided of lines is spelt in decisions.toml, and what it is known by there."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

from publish.model.article import LineEdit, LineInsert, LineRemark, Passage
from publish.model.passages import key_of
from publish.model.walk import digest_of, folded

__all__ = [
    "added",
    "entry_of_edit",
    "entry_of_insert",
    "entry_of_remark",
    "key_of_insert",
    "key_of_remark",
    "names_of",
    "passage_of",
    "string",
]


def added(
    table: MutableMapping[str, Any],
    name: str,
    said: Mapping[str, object],
    before: object = None,
) -> Any:
    """Put an entry behind the others, or before one: an inline table, or as they are."""
    import tomlkit

    if name not in table:
        table[name] = tomlkit.array().multiline(multiline=True)
    in_tables = isinstance(table[name], tomlkit.items.AoT)
    entry: Any = tomlkit.table() if in_tables else tomlkit.inline_table()
    entry.update({k: string(v) if isinstance(v, str) else v for k, v in said.items()})
    end = len(table[name])
    at = next((at for at, each in enumerate(table[name]) if each is before), end) if before else end
    table[name].insert(at, entry)
    return table[name][at]


def passage_of(entry: Mapping[str, object]) -> Passage:
    """The passage that an entry names."""
    text = str(entry.get("text", ""))
    digest = str(entry.get("digest") or digest_of(text))
    return Passage(digest, text, whole=bool(entry.get("whole", False)))


def names_of(entry: Mapping[str, object], key: str = "text") -> frozenset[str]:
    """What an entry's passage is known by: its digest, and the key of its words."""
    text = str(entry.get(key, ""))
    return frozenset((str(entry.get("digest", "")), digest_of(text), key_of(text))) - _NAMELESS


_NAMELESS = frozenset(("", digest_of("")))


def string(text: str) -> Any:
    """A text as a person would write it: lines below each other, no backslash twice."""
    import tomlkit

    if "\n" in text:
        return tomlkit.string(text, multiline=True)
    if "\\" in text and "'" not in text and text.isprintable():
        return tomlkit.string(text, literal=True)
    return tomlkit.string(text)


def entry_of_edit(edit: LineEdit) -> dict[str, object]:
    """An edit as its entry."""
    said = _worded("text", edit.passage)
    said["now"] = edit.now
    if edit.nth:
        said["nth"] = edit.nth
    return said | _told(edit.passage)


def entry_of_insert(insert: LineInsert) -> dict[str, object]:
    """An insert as its entry."""
    said: dict[str, object] = {}
    beside = insert.after or insert.before
    if beside is not None:
        side = "after" if insert.after else "before"
        said[side] = folded(beside.text) or beside.digest
    if insert.nth:
        said["nth"] = insert.nth
    said["text"] = insert.text
    if beside is not None and beside.text:
        said |= _told(beside)
    if insert.origin:
        said["origin"] = insert.origin
    return said


def entry_of_remark(remark: LineRemark) -> dict[str, object]:
    """A remark as its entry."""
    said: dict[str, object] = {}
    if remark.on is not None:
        said["on"] = folded(remark.on.text) or remark.on.digest
    said["author"] = remark.author
    if remark.date:
        said["date"] = remark.date
    said["text"] = remark.text
    if remark.re:
        said["re"] = remark.re
    if remark.resolved:
        said["resolved"] = True
    return said


def _worded(key: str, passage: Passage) -> dict[str, object]:
    return {key: folded(passage.text)} if passage.text else {}


def _told(passage: Passage) -> dict[str, object]:
    whole = {"whole": True} if passage.whole else {}
    return {"digest": passage.digest, **whole}


def key_of_insert(entry: Mapping[str, Any]) -> tuple[object, ...]:
    """What an insert is known by: its side, the line beside it, its number, its words."""
    side = "before" if entry.get("before") else "after"
    beside = str(entry.get(side, ""))
    return side, key_of(beside), int(entry.get("nth", 0)), folded(str(entry.get("text", "")))


def key_of_remark(entry: Mapping[str, Any]) -> tuple[str, ...]:
    """What a remark is known by."""
    said = (str(entry.get(key, "")) for key in ("author", "text", "re"))
    return key_of(str(entry.get("on", ""))), *map(folded, said), str(entry.get("date", ""))[:10]
