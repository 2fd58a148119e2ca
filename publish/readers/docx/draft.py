"""A Word file as a draft: what it says, and what its styles and properties declare."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.errors import EmptySource
from publish.model.article import Article, Declared, Draft, Hints, Note, Source
from publish.model.limits import Limits
from publish.model.passages import key_of
from publish.model.walk import is_empty, text_of_blocks, text_of_inlines
from publish.readers.docx.changes import Changes
from publish.readers.docx.file import WordFile, opened
from publish.readers.docx.said import is_of_ours, said_articles
from publish.readers.values import line_of, names_of


def draft_of(source: Source, limits: Limits, changes: Changes = "accept") -> Draft:
    """The draft of a Word file (see `publish.readers.docx.read`)."""
    file = opened(source.data, source.name, limits, changes)
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
    """The article of a file of ours as its text reads now; None where the file is another's."""
    if not (file.articles or file.styled):
        return None
    now = said_articles(file)[0]
    if not file.articles:
        return replace(now, notes=file.notes)
    base = file.articles[0]
    return replace(base, remarks=now.remarks) if _words(base) == _words(now) else now


def _words(article: Article) -> tuple[object, ...]:
    """What print shows of an article, without what only spells and what only looks."""
    lines = (article.title, article.standfirst, article.summary, *article.key_points)
    return (
        *(key_of(text_of_inlines(line)) for line in lines),
        key_of(text_of_blocks(article.body)),
        key_of(text_of_blocks(article.author_note)),
        article.byline,
        article.dateline,
        article.published[:10],
        key_of(article.outlet),
    )


def _hints(file: WordFile) -> Hints:
    """What the properties say. The language is that of most words, else what the file says."""
    said = file.properties
    keywords = [line_of(each) for each in _BETWEEN.split(said.keywords)]
    return Hints(
        title=_declared(said.title, "dc:title"),
        authors=tuple(Declared(name, "dc:creator") for name in names_of(said.creator)),
        language=_declared(file.language or said.language, "w:lang"),
        tags=tuple(Declared(each, "cp:keywords") for each in keywords if each),
    )


_BETWEEN = re.compile(r"[,;]")


def _declared(value: str, where: str) -> tuple[Declared, ...]:
    return (Declared(value, where),) if value else ()
