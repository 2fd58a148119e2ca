"""What an editor did not touch stays what it was, whatever a program made of it.

A program respells: it sets other spaces and hyphens, drops languages and places that links lead to,
and parts runs. A line that says the same words in the same dress is the base's line.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import assert_never
from urllib.parse import unquote

from publish.model.article import Article
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Cell,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Picture,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import text_of
from publish.revision.align import align
from publish.revision.tokens import is_alike, pieces, spelling

Dress = frozenset[tuple[str, str]]
"""How words are set: emphasised, linked to an address, and so on."""


def keeping(base: Article, edited: Article) -> Article:
    """The edited article with the base's own lines where they say the same."""
    return replace(
        edited,
        title=kept_line(base.title, edited.title),
        standfirst=kept_line(base.standfirst, edited.standfirst),
        summary=kept_line(base.summary, edited.summary),
        key_points=_kept_points(base.key_points, edited.key_points),
        body=_kept_blocks(base.body, edited.body),
        author_note=_kept_blocks(base.author_note, edited.author_note),
    )


def kept_line(base: Inlines, edited: Inlines) -> Inlines:
    """The base's line where the edited one says the same in the same dress, else that one."""
    return base if same(base, edited) else edited


def same(one: Inlines, other: Inlines) -> bool:
    """Whether two lines say the same words in the same dress, however they are spelt."""
    return one == other or _alike(_said(one), _said(other))


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, however they are spelt."""
    return one == other or _alike(_words(one, frozenset()), _words(other, frozenset()))


_Word = tuple[str, str, Dress]
"""A word as it is compared, as it is written, and its dress."""


def _alike(ours: list[_Word], theirs: list[_Word]) -> bool:
    return len(ours) == len(theirs) and all(
        a[0] == b[0] and a[2] == b[2] and is_alike(a[1], b[1])
        for a, b in zip(ours, theirs, strict=True)
    )


def _said(inlines: Inlines) -> list[_Word]:
    """The words of a line, each with its dress. Words of one dress are read together."""
    made: list[_Word] = []
    text, dress = "", frozenset[tuple[str, str]]()
    for words, worn in chain(_leaves(inlines, frozenset()), [("", frozenset({("end", "")}))]):
        if worn != dress:
            made += _words(text, dress)
            text, dress = "", worn
        text += words
    return made


def _words(text: str, dress: Dress) -> list[_Word]:
    spelt = ((spelling(piece), piece) for piece in pieces(text))
    return [(word, piece, dress) for word, piece in spelt if word and not piece.isspace()]


def _leaves(inlines: Inlines, dress: Dress) -> Iterator[tuple[str, Dress]]:
    for inline in inlines:
        match inline:
            case Text():
                yield inline.text, dress
            case Code():
                yield inline.text, dress | {("code", "")}
            case Formula():
                yield inline.text, dress | {("formula", "")}
            case LineBreak():
                yield "\n", dress
            case Emphasis() | Strong() | Superscript() | Subscript() | Deleted() | Inserted():
                yield from _leaves(inline.inlines, dress | {(type(inline).__name__, "")})
            case Link():
                yield from _leaves(inline.inlines, dress | _linked(inline))
            case Foreign():
                yield from _leaves(inline.inlines, dress)
            case Footnote():
                yield from _note(inline, dress)
            case Picture():
                yield inline.alt or " ", dress | {("picture", "")}
            case Checkbox():
                yield inline.sign, dress
            case Anchor():
                pass
            case _:
                assert_never(inline)


def _linked(link: Link) -> Dress:
    """What a link adds. Programs call places in the article otherwise, and respell addresses."""
    if link.url.startswith("#"):
        return frozenset({("link", "#")})
    return frozenset({("link", unquote(link.url).rstrip("/"))})


def _note(note: Footnote, dress: Dress) -> Iterator[tuple[str, Dress]]:
    inside = dress | {("note", "")}
    for block in note.blocks:
        if isinstance(block, Paragraph):
            yield from _leaves((*block.inlines, LineBreak()), inside)
        else:
            yield text_of(block), inside


def _kept_points(base: tuple[Inlines, ...], edited: tuple[Inlines, ...]) -> tuple[Inlines, ...]:
    if base == edited:
        return base
    made = list(edited)
    texts = [[text_of(each) for each in lines] for lines in (base, edited)]
    for pair in align(*texts):
        if len(pair.before) == len(pair.after) == 1:
            made[pair.after[0]] = kept_line(base[pair.before[0]], edited[pair.after[0]])
    return tuple(made)


def _kept_blocks(base: Blocks, edited: Blocks) -> Blocks:
    if base == edited:
        return base
    made = list(edited)
    for pair in align([text_of(each) for each in base], [text_of(each) for each in edited]):
        if len(pair.before) == len(pair.after) == 1:
            made[pair.after[0]] = _kept(base[pair.before[0]], edited[pair.after[0]])
    return tuple(made)


def _kept(base: Block, edited: Block) -> Block:
    """The base's block where the edited one says the same, else that with the lines that do."""
    match base, edited:
        case (Paragraph(), Paragraph()):
            if same(base.inlines, edited.inlines):
                return base
            return replace(edited, origin=base.origin)
        case (Heading(), Heading()):
            if base.level == edited.level and same(base.inlines, edited.inlines):
                return base
            return replace(edited, origin=base.origin)
        case (CodeBlock(), CodeBlock()):
            alike = base.text.split() == edited.text.split()
            return base if alike else replace(edited, language=base.language, origin=base.origin)
        case (FormulaBlock(), FormulaBlock()):
            return base if same_words(base.text, edited.text) else edited
        case (SectionBreak(), SectionBreak()):
            return base
        case (Figure(), Figure()):
            return _whole_or(
                base,
                replace(
                    base,
                    alt=base.alt if same_words(base.alt, edited.alt) else edited.alt,
                    caption=kept_line(base.caption, edited.caption),
                    credit=kept_line(base.credit, edited.credit),
                ),
            )
        case (Quote(), Quote()):
            return _whole_or(base, replace(edited, blocks=_each(base.blocks, edited.blocks)))
        case (Listing(), Listing()):
            items = _all(base.items, edited.items)
            return _whole_or(base, replace(edited, items=items, origin=base.origin))
        case (DefinitionList(), DefinitionList()):
            if len(base.entries) != len(edited.entries):
                return edited
            pairs = zip(base.entries, edited.entries, strict=True)
            entries = tuple(_entry(ours, theirs) for ours, theirs in pairs)
            return _whole_or(base, replace(edited, entries=entries))
        case (Table(), Table()):
            return _table(base, edited)
        case _:
            return edited


def _whole_or(base: Block, made: Block) -> Block:
    """The base, which alone knows what no file says, where nothing else differs."""
    return base if made == base else made


def _each(base: Blocks, edited: Blocks) -> Blocks:
    if len(base) != len(edited):
        return _kept_blocks(base, edited)
    return tuple(_kept(ours, theirs) for ours, theirs in zip(base, edited, strict=True))


def _all(base: tuple[Blocks, ...], edited: tuple[Blocks, ...]) -> tuple[Blocks, ...]:
    """Items, each with the lines of the base's item that it was."""
    made = list(edited)
    texts = [[text_of_all(item) for item in items] for items in (base, edited)]
    for pair in align(*texts):
        if len(pair.before) == len(pair.after) == 1:
            made[pair.after[0]] = _each(base[pair.before[0]], edited[pair.after[0]])
    return tuple(made)


def text_of_all(blocks: Blocks) -> str:
    """The words of blocks."""
    return "\n".join(map(text_of, blocks))


def _entry(base: Entry, edited: Entry) -> Entry:
    if len(base.terms) != len(edited.terms) or len(base.definitions) != len(edited.definitions):
        return edited
    terms = zip(base.terms, edited.terms, strict=True)
    definitions = zip(base.definitions, edited.definitions, strict=True)
    return Entry(
        tuple(kept_line(*pair) for pair in terms), tuple(_each(*pair) for pair in definitions)
    )


def _table(base: Table, edited: Table) -> Table:
    made = list(edited.rows)
    texts = [[_row_text(row) for row in table.rows] for table in (base, edited)]
    for pair in align(*texts):
        if len(pair.before) == len(pair.after) == 1:
            ours, theirs = base.rows[pair.before[0]], edited.rows[pair.after[0]]
            if len(ours) == len(theirs):
                made[pair.after[0]] = tuple(
                    replace(b, blocks=_each(a.blocks, b.blocks))
                    for a, b in zip(ours, theirs, strict=True)
                )
    rows = tuple(made)
    caption = kept_line(base.caption, edited.caption)
    if [_shape(row) for row in rows] == [_shape(row) for row in base.rows]:
        same_cells = all(
            a.blocks == b.blocks
            for ours, theirs in zip(base.rows, rows, strict=True)
            for a, b in zip(ours, theirs, strict=True)
        )
        if same_cells and caption == base.caption:
            return base
    return replace(edited, rows=rows, caption=caption, origin=base.origin)


def _row_text(row: tuple[Cell, ...]) -> str:
    return "\t".join(text_of_all(cell.blocks) for cell in row)


def _shape(row: tuple[Cell, ...]) -> list[tuple[int, int]]:
    return [(cell.columns, cell.rows) for cell in row]
