"""An editor's word about the articles of a folder: decisions.toml, read and written.

One table a source, keyed by the source's file name. A passage means every occurrence in that
article. The file is meant for version control and for hand editing, so a change of ours keeps the
comments, the order and the spelling of all that it does not touch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from publish import files
from publish.decisions.lines import PLAIN, Wording
from publish.decisions.reading import (
    DECISIONS_FILE,
    DecisionsFile,
    decisions_from,
    decisions_in,
    read_beside,
)
from publish.decisions.writing import FIELDS, LISTS, Value, decided, is_address, listed
from publish.model.article import Decisions, LineEdit, LineInsert, LineRemark, Passage
from publish.model.clean import clean_name

__all__ = [
    "DECISIONS_FILE",
    "FIELDS",
    "LISTS",
    "PLAIN",
    "DecisionsFile",
    "Value",
    "Wording",
    "decide",
    "decided",
    "decisions_from",
    "decisions_in",
    "is_address",
    "list_decisions",
    "listed",
    "load_decisions",
]


def load_decisions(path: str | Path) -> Decisions:
    """What decisions.toml beside a source says about it. Raises BrokenDecisions."""
    folder, name = files.home_of(path)
    return decisions_in(folder).about(name)


def list_decisions(path: str | Path) -> tuple[str, ...]:
    """The decisions about a source in the order of the file, a line each.

    `decide(path, undo=[1])` takes back the first. Raises BrokenDecisions.
    """
    folder, name = files.home_of(path)
    return listed(read_beside(folder), clean_name(name), str(folder / DECISIONS_FILE))


def decide(
    path: str | Path,
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
) -> Decisions:
    """Write an editor's word about a source into decisions.toml beside it, and return it all.

    As `publish.decide` does, which brings a reader of Markdown (`wording`). Raises BrokenDecisions
    when the file that stands there cannot be understood, SettingsError, Unwritable.
    """
    folder, name = files.home_of(path)
    beside = folder / DECISIONS_FILE
    before, where = read_beside(folder), str(beside)
    after = decided(
        before,
        clean_name(name),
        restore=restore,
        strip=strip,
        values=values,
        edit=edit,
        insert=insert,
        remark=remark,
        settled=settled,
        undo=undo,
        wording=wording,
        where=where,
    )
    made = DecisionsFile(after, where).about(name)
    if after != before:
        files.save({"": after}, beside)
    return made
