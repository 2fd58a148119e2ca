"""An article as Word can say it: what stands in a file of ours, without what no file can hold.

docs/word.md lists what that is; each item of its list is a line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

from publish.compose.addresses import href
from publish.compose.grids import regular
from publish.compose.languages import direction_of
from publish.model.article import Article, Asset
from publish.model.clean import clean_text
from publish.model.forms import numbers_of
from publish.model.titles import said_of
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
    MathNode,
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
from publish.model.walk import digest_of, folded, text_of_blocks, text_of_inlines
from publish.readers.language_tags import clean_language
from publish.writers.docx.characters import pieces, word_language

Said = Any
"""Nested tuples of strings, which compare and print well."""

_LARGEST = 32_767
_MARKS = {Emphasis: "em", Strong: "strong", Deleted: "del", Inserted: "ins"}


class Saying:
    """One article's trees as Word says them."""

    def __init__(self, article: Article) -> None:
        self.assets = article.assets
        self.own = article.language
        self.noted = False

    # Blocks

    def blocks(self, blocks: Blocks) -> tuple[Said, ...]:
        return tuple(said for block in blocks for said in self.block(block))

    def block(self, block: Block) -> Iterator[Said]:
        match block:
            case Paragraph():
                if line := self.line(block.inlines):
                    yield ("paragraph", line)
            case Heading():
                if line := self.line(block.inlines):
                    yield (f"heading {block.level}", line)
            case Quote():
                if inner := self.blocks(block.blocks):
                    yield ("quote", inner)
            case Listing():
                yield self.listing(block)
            case DefinitionList():
                yield ("definitions", tuple(self.entries(block)))
            case Figure():
                yield from self.figure(block)
            case CodeBlock():
                text = clean_text(block.text)[0].strip("\n")
                if text.strip():
                    yield ("code", block.language, text)
            case FormulaBlock():
                yield from self.formula(block)
            case Table():
                yield from self.table(block)
            case SectionBreak():
                yield ("break",)

    def listing(self, block: Listing) -> Said:
        items = tuple(self.blocks(item) for item in block.items)
        if not block.ordered:
            return ("bullets", items)
        numbers = tuple(min(max(n, 0), _LARGEST) for n in numbers_of(block))
        return ("numbers", block.numbering, numbers, items)

    def entries(self, block: DefinitionList) -> Iterator[Said]:
        for entry in block.entries:
            terms = tuple(filter(None, map(self.line, entry.terms)))
            definitions = (self.blocks(each) for each in entry.definitions)
            yield (terms, tuple(filter(None, definitions)))

    def figure(self, block: Figure) -> Iterator[Said]:
        asset = self.assets.get(block.asset)
        caption, credit = self.line(block.caption), self.line(block.credit)
        if asset is None:  # a caption alone is a line like others
            if line := self.line((*block.caption, Text(" "), *block.credit)):
                yield ("paragraph", line)
            return
        alt = folded(clean_text(block.alt)[0])
        if letters(alt) == letters(said_of(block.caption)):
            alt = ""  # where there is none, the caption is read aloud
        yield ("figure", digest(asset), alt, caption, credit)

    def formula(self, block: FormulaBlock) -> Iterator[Said]:
        if block.mathml is not None and (signs := _signs(block.mathml)):
            yield ("formula", signs)
        elif block.mathml is None and (line := self.line((Text(block.text),))):
            yield ("formula", "".join(text_of_line(line).split()))

    def table(self, block: Table) -> Iterator[Said]:
        grid = regular(block)
        caption = self.line(block.caption)
        if not grid.width:
            if caption:
                yield ("paragraph", caption)
            return
        rows = (*grid.head, *grid.body)
        said = tuple(tuple(self.cell(place.cell) for place in row) for row in rows)
        yield ("table", caption, len(grid.head), said)

    def cell(self, cell: Cell) -> Said:
        return (cell.columns, cell.rows, self.blocks(cell.blocks))

    # Lines

    def line(self, inlines: Inlines) -> Said:
        leaves = _trimmed(_joined(self.leaves(inlines, frozenset(), self.own)))
        if leaves and leaves[0][1] == "text" and leaves[0][2][:1] in ("☐", "☑"):
            marks, kind, said = leaves[0]  # behind a box at the beginning there is room anyway
            leaves[0] = marks, kind, said[0] + said[1:].lstrip(" ")
        return tuple(_looked(leaves))

    def leaves(self, inlines: Inlines, marks: frozenset[str], language: str) -> Iterator[Said]:
        for inline in inlines:
            match inline:
                case Text():
                    yield from self.words(inline.text, marks, language)
                case Checkbox():
                    yield from self.words(inline.sign, marks, language)
                case Code():
                    if text := clean_text(inline.text)[0]:
                        yield (marks, "code", text)
                case LineBreak():
                    yield (frozenset(), "break", "")
                case Emphasis() | Strong() | Deleted() | Inserted():
                    more = marks | {_MARKS[type(inline)]}
                    yield from self.leaves(inline.inlines, more, language)
                case Superscript():
                    more = marks - {"sub"} | {"sup"}
                    yield from self.leaves(inline.inlines, more, language)
                case Subscript():
                    more = marks - {"sup"} | {"sub"}
                    yield from self.leaves(inline.inlines, more, language)
                case Link():
                    yield from self.link(inline, marks, language)
                case Foreign():
                    yield from self.leaves(inline.inlines, marks, inline.language)
                case Footnote():
                    yield from self.note(inline, marks, language)
                case Picture():
                    asset = self.assets.get(inline.asset)
                    if asset is None:
                        yield from self.words(inline.alt, marks, language)
                    else:
                        yield (frozenset(), "picture", f"{digest(asset)} {inline.alt}")
                case Formula():
                    if inline.mathml is None:
                        yield from self.words(inline.text, marks, language)
                    elif signs := _signs(inline.mathml):
                        yield (frozenset(), "formula", signs)
                case Anchor():
                    pass

    def link(self, link: Link, marks: frozenset[str], language: str) -> Iterator[Said]:
        linked = any(mark.startswith("link") for mark in marks)
        address = "" if link.url.startswith("#") else href(link.url)
        if address and not linked and text_of_inlines(link.inlines).strip():
            marks = marks | {f"link {address}"}
        yield from self.leaves(link.inlines, marks, language)

    def note(self, note: Footnote, marks: frozenset[str], language: str) -> Iterator[Said]:
        if self.noted:
            words = folded(clean_text(text_of_blocks(note.blocks))[0])
            yield from self.words(f" ({words})", marks, language)
            return
        self.noted = True
        if blocks := self.blocks(note.blocks):
            yield (frozenset(), "note", blocks)
        self.noted = False

    def words(self, text: str, marks: frozenset[str], language: str) -> Iterator[Said]:
        rtl = direction_of(language) == "rtl"
        plain = clean_text(text)[0].replace("\u00a0", " ")  # typography is not compared
        for piece, turned in pieces(plain, rtl=rtl):
            told = word_language(clean_language(language))
            own = word_language(clean_language(self.own))
            foreign = told and told != own and any(map(str.isalpha, piece))
            spoken = foreign and turned == rtl
            yield (marks | {f"lang {told}"} if spoken else marks, "text", piece)


def digest(asset: Asset) -> str:
    return digest_of(asset.data.hex())[:8]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalize("NFKC", text)))


def text_of_line(line: Said) -> str:
    return "".join(leaf[2] for leaf in line if leaf[1] in ("text", "code"))


def _signs(node: MathNode) -> str:
    """The signs of a formula: Word knows no names of MathML's."""
    return "".join(clean_text(node.text + "".join(map(_signs, node.children)))[0].split())


def _joined(leaves: Iterable[Said]) -> list[Said]:
    """Leaves with white space folded over their borders, and neighbours of one look in one."""
    made: list[Said] = []
    spaced = True
    for marks, kind, said in leaves:
        if kind == "text":
            said = " ".join(said.replace("\n", " ").replace("\t", " ").split(" "))
            while "  " in said:
                said = said.replace("  ", " ")
            if spaced:
                said = said.removeprefix(" ")
            if not said:
                continue
            spaced = said.endswith(" ")
        elif kind == "break":
            spaced = True
        elif kind != "note":
            spaced = False
        before = made[-1] if made else None
        if before and kind in ("text", "code") and before[:2] == (marks, kind):
            made[-1] = (marks, kind, before[2] + said)
        else:
            made.append((marks, kind, said))
    return made


def _looked(leaves: list[Said]) -> list[Said]:
    """Leaves with the looks that are seen: none on spaces, and no language but on letters."""
    made: list[Said] = []
    for marks, kind, said in leaves:
        silent = frozenset(mark for mark in marks if not mark.startswith("lang"))
        for piece in _PIECES.findall(said) if kind == "text" else (said,):
            look = marks
            if kind == "text":
                look = frozenset() if piece.isspace() else marks if piece.isalpha() else silent
            if kind in ("text", "code") and made and made[-1][:2] == (look, kind):
                made[-1] = (look, kind, made[-1][2] + piece)
            else:
                made.append((look, kind, piece))
    return made


_PIECES = re.compile(r"\s+|[^\W\d_]+|.", re.DOTALL)


def _trimmed(leaves: list[Said]) -> list[Said]:
    """No white space and no break at the ends, no white space before a break."""
    made: list[Said] = []
    for leaf in leaves:
        if leaf[1] == "break":
            _strip_end(made)
            if not made:
                continue
        made.append(leaf)
    _strip_end(made)
    while made and made[-1][1] == "break":
        made.pop()
        _strip_end(made)
    return made


def _strip_end(leaves: list[Said]) -> None:
    while leaves and leaves[-1][1] == "text":
        marks, kind, said = leaves[-1]
        if said.rstrip(" "):
            leaves[-1] = (marks, kind, said.rstrip(" "))
            return
        leaves.pop()


def difference(one: Said, other: Said, path: str = "") -> str | None:
    """The first place where two differ, with what each has there; None where they do not."""
    if isinstance(one, dict) and isinstance(other, dict):
        pairs = [(one.get(key), other.get(key), f"{path}.{key}") for key in {**one, **other}]
    elif isinstance(one, tuple) and isinstance(other, tuple) and len(one) == len(other):
        pairs = [(a, b, f"{path}.{at}") for at, (a, b) in enumerate(zip(one, other, strict=True))]
    else:
        return None if one == other else f"at {path}: {one!r}, not {other!r}"
    return next((found for pair in pairs if (found := difference(*pair)) is not None), None)
