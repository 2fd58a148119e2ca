"""A body as an outline that a person can write by hand: one line a block, two spaces a level.

p WORDS, h2 WORDS, quote, ul, ol start=3 numbering=lower-alpha reversed, item value=5, figure ASSET
"alt", caption WORDS, credit WORDS, code LANGUAGE (its lines below, behind `| `), formula TEXT,
table head=1, row, th columns=2, td, dl, dt WORDS, dd, break. A cell, item, dd or quote of a single
paragraph has its words on its own line. Inlines: *emphasis* **strong** `code` ~~deleted~~
++inserted++ ^raised^ ~lowered~ [words](url) {note: blocks, “ / ” between} {xx: words in language
xx} ⏎ {picture ASSET "alt"} {formula TEXT} {#anchor} ☐ ☑.

`matches` compares with an outline in which a line `…` stands for any lines, or none, and `⋯` within
a line for any characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

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
    Inline,
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
from tests.build import unbound

__all__ = ["matches", "outline_of", "same", "words_of"]

_ANY = "…"
_SOME = "⋯"


def outline_of(blocks: Blocks) -> list[str]:
    """The outline's lines, with plain spaces and hyphens for those at which no line may end."""
    return [unbound(line).rstrip() for block in blocks for line in _block(block)]


def words_of(inlines: Inlines) -> str:
    """Inlines on one line, in the marks of the outline."""
    return "".join(map(_inline, inlines)).strip("\n")


def matches(actual: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether the lines are those wanted; `…` alone on a line stands for any number of lines."""
    reached = {0}  # how many of the actual lines may have been used up
    for line in wanted:
        if line.strip() == _ANY:
            reached = set(range(min(reached), len(actual) + 1)) if reached else set()
        else:
            reached = {at + 1 for at in reached if at < len(actual) and same(actual[at], line)}
    return len(actual) in reached


def same(actual: str, wanted: str) -> bool:
    """Whether a line is the one wanted; `⋯` stands for any characters."""
    if _SOME not in wanted:
        return actual == wanted
    return re.fullmatch(".*".join(map(re.escape, wanted.split(_SOME))), actual) is not None


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph():
            yield f"p {words_of(block.inlines)}"
        case Heading():
            yield f"h{block.level} {words_of(block.inlines)}"
        case Quote():
            yield from _holder("quote", block.blocks)
        case Listing():
            yield _list_line(block)
            values = block.values or (None,) * len(block.items)
            for item, value in zip(block.items, values, strict=True):
                word = "item" if value is None else f"item value={value}"
                yield from _deeper(_holder(word, item))
        case DefinitionList():
            yield "dl"
            for entry in block.entries:
                yield from _deeper(f"dt {words_of(term)}" for term in entry.terms)
                for definition in entry.definitions:
                    yield from _deeper(_holder("dd", definition))
        case Figure():
            yield f'figure {block.asset} "{block.alt}"'
            yield from _deeper(_labelled("caption", block.caption))
            yield from _deeper(_labelled("credit", block.credit))
        case CodeBlock():
            yield f"code {block.language}"
            yield from (f"  | {line}" for line in block.text.strip("\n").split("\n"))
        case FormulaBlock():
            yield f"formula {block.text}"
        case Table():
            yield "table" + (f" head={block.head_rows}" if block.head_rows else "")
            yield from _deeper(_labelled("caption", block.caption))
            for row in block.rows:
                yield "  row"
                for cell in row:
                    yield from _deeper(_deeper(_holder(_cell_word(cell), cell.blocks)))
        case SectionBreak():
            yield "break"
        case _:
            assert_never(block)


def _inline(inline: Inline) -> str:
    match inline:
        case Text():
            return inline.text
        case Code():
            return f"`{inline.text}`"
        case LineBreak():
            return "⏎"
        case Emphasis():
            return f"*{words_of(inline.inlines)}*"
        case Strong():
            return f"**{words_of(inline.inlines)}**"
        case Superscript():
            return f"^{words_of(inline.inlines)}^"
        case Subscript():
            return f"~{words_of(inline.inlines)}~"
        case Deleted():
            return f"~~{words_of(inline.inlines)}~~"
        case Inserted():
            return f"++{words_of(inline.inlines)}++"
        case Picture():
            return f'{{picture {inline.asset} "{inline.alt}"}}'
        case Formula():
            return f"{{formula {inline.text}}}"
        case Anchor():
            return f"{{#{inline.name}}}"
        case Checkbox():
            return inline.sign
        case Link():
            return f"[{words_of(inline.inlines)}]({inline.url})"
        case Footnote():
            return f"{{note: {_on_one_line(inline.blocks)}}}"
        case Foreign():
            return f"{{{inline.language}: {words_of(inline.inlines)}}}"
        case _:
            assert_never(inline)


def _holder(word: str, blocks: Blocks) -> Iterator[str]:
    """What holds blocks; a single paragraph stands on the same line."""
    match blocks:
        case (Paragraph() as only,):
            yield f"{word} {words_of(only.inlines)}"
        case _:
            yield word
            for block in blocks:
                yield from _deeper(_block(block))


def _on_one_line(blocks: Blocks) -> str:
    """The blocks of a note; a paragraph without its word."""
    lines = [line.strip().removeprefix("p ") for block in blocks for line in _block(block)]
    return " / ".join(lines)


def _list_line(block: Listing) -> str:
    if not block.ordered:
        return "ul"
    start = f" start={block.start}" if block.start != 1 else ""
    numbering = f" numbering={block.numbering}" if block.numbering != "decimal" else ""
    return f"ol{start}{numbering}{' reversed' if block.reversed else ''}"


def _cell_word(cell: Cell) -> str:
    columns = f" columns={cell.columns}" if cell.columns != 1 else ""
    rows = f" rows={cell.rows}" if cell.rows != 1 else ""
    return ("th" if cell.header else "td") + columns + rows


def _labelled(word: str, inlines: Inlines) -> Iterator[str]:
    if inlines:
        yield f"{word} {words_of(inlines)}"


def _deeper(lines: Iterator[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)
