"""A Word file as a draft: what it says, and what its styles and properties declare."""

from __future__ import annotations

from publish.errors import EmptySource
from publish.model.article import Declared, Draft, Hints, Source
from publish.model.limits import Limits
from publish.model.walk import is_empty
from publish.readers.docx.file import WordFile, opened
from publish.readers.values import names_of


def draft_of(source: Source, limits: Limits) -> Draft:
    """The draft of a Word file (see `publish.readers.docx.read`)."""
    file = opened(source.data, source.name, limits)
    blocks = file.blocks
    if all(map(is_empty, blocks)):
        raise EmptySource("no words in it", where=source.name)
    return Draft(
        source.name,
        blocks,
        _hints(file),
        file.assets,
        file.notes,
        file.remarks,
        authored=True,
    )


def _hints(file: WordFile) -> Hints:
    said = file.properties
    return Hints(
        title=_declared(said.title, "dc:title"),
        authors=tuple(Declared(name, "dc:creator") for name in names_of(said.creator)),
        language=_declared(file.language or said.language, "w:lang"),
    )


def _declared(value: str, where: str) -> tuple[Declared, ...]:
    return (Declared(value, where),) if value else ()
