"""A Word file as a draft: what it says, and what its styles and properties declare."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.errors import EmptySource
from publish.model.article import Article, Declared, Draft, Hints, Note, Source
from publish.model.limits import Limits
from publish.model.tree import Heading
from publish.model.walk import is_empty
from publish.readers.docx.file import WordFile, opened
from publish.readers.docx.said import is_of_ours, said_articles
from publish.readers.values import line_of, names_of
from publish.revision.keeping import keeping


def draft_of(source: Source, limits: Limits) -> Draft:
    """The draft of a Word file (see `publish.readers.docx.read`)."""
    file = opened(source.data, source.name, limits, source.changes)
    blocks = file.blocks
    if all(map(is_empty, blocks)):
        raise EmptySource("no words in it", where=source.name)
    several = max(len(file.articles), len(file.sources)) > 1
    notes = file.notes
    if several:
        notes = (*notes, Note("word.several", _SEVERAL))
    return Draft(
        source.name,
        blocks,
        _hints(file),
        file.assets,
        notes,
        tuple(remark for remark in file.remarks if not is_of_ours(remark)),
        authored=True,
        article=None if several else _article(file),
    )


_SEVERAL = "the file holds several articles: it is read as one text, with its cover and contents"


def _article(file: WordFile) -> Article | None:
    """The article of a file of ours as its text reads now; None where the file is another's.

    A line that says the same in the same dress is the record's own, which knows more of it.
    """
    if not (file.articles or file.styled):
        return None
    now = said_articles(file)[0]
    if not file.articles:
        return replace(now, notes=file.notes)
    base = file.articles[0]
    made = keeping(base, now)
    if set(map(repr, made.remarks)) == set(map(repr, base.remarks)):
        made = replace(made, remarks=base.remarks)
    return base if made == replace(base, assets=made.assets) else made


def _hints(file: WordFile) -> Hints:
    """What the properties say, where the text itself does not.

    A title in the properties is often that of the template, an author the owner of the computer:
    a line of the style Title or a heading at the top says it better, and so does any byline. The
    language is that of most words, else what the file says.
    """
    said = file.properties
    steps = {step for block in file.blocks for step in block.origin.trail[-1:]}
    titled = "p.title" in steps or isinstance(file.blocks[0], Heading)
    keywords = [line_of(each) for each in _BETWEEN.split(said.keywords)]
    return Hints(
        title=() if titled else _declared(said.title, "properties"),
        authors=()
        if "p.byline" in steps
        else tuple(Declared(name, "properties") for name in _people(said.creator)),
        language=_declared(file.language or said.language, "w:lang"),
        tags=tuple(Declared(each, "cp:keywords") for each in keywords if each),
    )


def _people(creator: str) -> list[str]:
    """The persons that the properties call the authors: accounts of computers are none."""
    if found := _TURNED.fullmatch(creator):  # "Ode, Ann"
        creator = f"{found[2]} {found[1]}"
    return [name for name in names_of(creator) if " " in name and not _ACCOUNT.search(name)]


_TURNED = re.compile(r"([^\W\d_][\w'’-]*), ([^\W\d_][\w'’-]*(?: [^\W\d_][\w.'’-]*)?)")
_ACCOUNT = re.compile(
    r"\b(?:user|owner|office|microsoft|windows|word|student|customer|computer|laptop|pc|account"
    r"|benutzer|utilisateur|usuario|utente|gebruiker|пользователь|template)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"[,;]")


def _declared(value: str, where: str) -> tuple[Declared, ...]:
    return (Declared(value, where),) if value else ()
