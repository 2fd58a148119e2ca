"""Blocks as Markdown, and as HTML around Markdown where it has no sign for them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import assert_never

from publish.model.forms import values_of
from publish.model.markdown.escapes import address, attribute, escaped, tag
from publish.model.markdown.words import Words
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)

__all__ = ["Writer"]

_TICKS = re.compile("^[ ]*(`{3,})", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w+#./-]+")
_LARGEST = 999_999_999  # number of an item
_TYPES = {
    "decimal": "1",
    "lower-alpha": "a",
    "upper-alpha": "A",
    "lower-roman": "i",
    "upper-roman": "I",
}


class Writer:
    """One text; its notes are numbered through."""

    def __init__(self) -> None:
        self._words = Words()

    def document(self, blocks: Blocks) -> str:
        """The blocks, and below them the notes that stand at marks in them."""
        return "\n\n".join((self._blocks(blocks), *self._notes())) if blocks else ""

    def line(self, inlines: Inlines) -> str:
        """A paragraph's line, with such notes."""
        return "\n\n".join((self._words.line(inlines), *self._notes()))

    def _notes(self) -> Iterator[str]:
        number = 0
        while number < len(self._words.notes):  # a note may bring others
            said = self._blocks(self._words.notes[number])
            number += 1
            yield f"[^{number}]: {_set_in(said, 4)}"

    def _blocks(self, blocks: Blocks, *, ticked: bool = False) -> str:
        made = []
        other = False  # a list that follows its like has another sign
        for before, block in pairwise((None, *blocks)):
            assert block is not None
            other = (
                not other if isinstance(before, Listing) and _signed_alike(before, block) else False
            )
            made.append(self._block(block, other=other, ticked=ticked and before is None))
        return "\n\n".join(made)

    def _block(self, block: Block, *, other: bool, ticked: bool) -> str:
        match block:
            case Paragraph():
                return (
                    self._words.line(block.inlines, ticked=ticked) if block.inlines else "<p></p>"
                )
            case Heading():
                words = self._words.line(block.inlines)
                words = f"{words[:-1]}\\#" if words.endswith("#") else words
                return f"{'#' * block.level} {words}".rstrip()
            case Quote():
                if not block.blocks:
                    return "<blockquote></blockquote>"
                return "\n".join(
                    f"> {line}".rstrip(" ") if not line else f"> {line}"
                    for line in self._blocks(block.blocks).split("\n")
                )
            case Listing():
                return self._list(block, other=other)
            case DefinitionList():
                return _tagged("dl", self._entries(block.entries))
            case Figure():
                return self._figure(block)
            case CodeBlock():
                return _code(block)
            case FormulaBlock():
                return self._words.formula(block)
            case Table():
                return self._table(block)
            case SectionBreak():
                return "___"
            case _:
                assert_never(block)

    # Lists

    def _list(self, listing: Listing, *, other: bool) -> str:
        if not _has_signs(listing):
            return self._list_of_tags(listing)
        made = []
        for at, item in enumerate(listing.items):
            sign = (
                f"{listing.start + at}{')' if other else '.'}"
                if listing.ordered
                else "*"
                if other
                else "-"
            )
            made.append(f"{sign} {_set_in(self._blocks(item, ticked=True), len(sign) + 1)}")
        loose = any(len(item) > 1 for item in listing.items)
        return ("\n\n" if loose else "\n").join(made)

    def _list_of_tags(self, listing: Listing) -> str:
        attributes = {}
        if listing.ordered:
            if listing.start != 1:
                attributes["start"] = str(listing.start)
            if listing.numbering != "decimal":
                attributes["type"] = _TYPES[listing.numbering]
            if listing.reversed:
                attributes["reversed"] = ""
        items = []
        for item, value in zip(listing.items, values_of(listing), strict=True):
            own = {} if value is None else {"value": str(value)}
            items.append(_tagged("li", self._held(item), own))
        return _tagged("ol" if listing.ordered else "ul", items, attributes)

    def _entries(self, entries: Sequence[Entry]) -> Iterator[str]:
        """Terms and definitions; a division around each entry where these do not tell where."""
        parted = not all(entry.terms and entry.definitions for entry in entries)
        for entry in entries:
            parts = [_tagged("dt", self._held(_line(term))) for term in entry.terms]
            parts += [_tagged("dd", self._held(each)) for each in entry.definitions]
            yield from (_tagged("div", parts),) if parted else parts

    # Figures and tables

    def _figure(self, figure: Figure) -> str:
        match figure.caption:
            case () | (Text(),) if not figure.credit:
                caption = figure.caption[0].text if figure.caption else ""  # type: ignore[union-attr]
                title = f' "{_title(caption)}"' if caption else ""
                name = address(figure.asset) if figure.asset else "<>" if title else ""
                return f"![{self._words.alternative(figure.alt)}]({name}{title})"
        parts = [tag("img", {"src": figure.asset, "alt": figure.alt})]
        if figure.caption:
            parts.append(_tagged("figcaption", self._held(_line(figure.caption))))
        if figure.credit:
            credit = self._held(_line(figure.credit))
            parts.append(_tagged("figcaption", credit, {"class": "credit"}))
        return _tagged("figure", parts)

    def _table(self, table: Table) -> str:
        if (rows := self._piped(table)) is not None:
            caption = f"\n\nTable: {self._words.line(table.caption)}" if table.caption else ""
            return rows + caption
        parts = []
        if table.caption:
            parts.append(_tagged("caption", self._held(_line(table.caption))))
        made = [_tagged("tr", map(self._cell, row)) for row in table.rows]
        if table.head_rows:
            parts.append(_tagged("thead", made[: table.head_rows]))
        return _tagged("table", (*parts, *made[table.head_rows :]))

    def _cell(self, cell: Cell) -> str:
        attributes = {}
        if cell.columns > 1:
            attributes["colspan"] = str(cell.columns)
        if cell.rows > 1:
            attributes["rowspan"] = str(cell.rows)
        return _tagged("th" if cell.header else "td", self._held(cell.blocks), attributes)

    def _piped(self, table: Table) -> str | None:
        """The table in lines of cells between bars; None for one that has more to say."""
        widths = {len(row) for row in table.rows}
        if table.head_rows != 1 or len(widths) != 1 or 0 in widths or not _is_simple(table):
            return None
        lines = [[self._in_bars(cell) for cell in row] for row in table.rows]
        lines.insert(1, ["---"] * len(lines[0]))
        return "\n".join(f"| {' | '.join(row)} |" for row in lines)

    def _in_bars(self, cell: Cell) -> str:
        return self._words.line(_words_of(cell), bars=True).replace("|", "&#124;")

    def _held(self, blocks: Blocks) -> tuple[str, ...]:
        """Markdown between tags, which an empty line parts from them."""
        return ("", self._blocks(blocks), "") if blocks else ()


def _line(inlines: Inlines) -> Blocks:
    return (Paragraph(inlines),) if inlines else ()


def _tagged(name: str, inner: Iterable[str], attributes: dict[str, str] | None = None) -> str:
    opening = tag(name, attributes)
    lines = "\n".join(inner)
    return f"{opening}\n{lines}\n</{name}>" if lines else f"{opening}</{name}>"


def _set_in(text: str, width: int) -> str:
    """The text with all lines but the first set in."""
    return text.replace("\n", f"\n{' ' * width}").replace(f"\n{' ' * width}\n", "\n\n")


def _signed_alike(one: Listing, other: Block) -> bool:
    """Whether a list would go on with the one before it."""
    return isinstance(other, Listing) and one.ordered == other.ordered


def _has_signs(listing: Listing) -> bool:
    """Whether Markdown's signs say all of a list."""
    if not listing.items or not all(listing.items):
        return False
    if not listing.ordered:
        return True
    plain = listing.numbering == "decimal" and not listing.reversed
    counted = plain and all(value is None for value in listing.values)
    return counted and 0 <= listing.start <= _LARGEST - len(listing.items)


def _is_simple(table: Table) -> bool:
    for number, row in enumerate(table.rows):
        for cell in row:
            if cell.columns > 1 or cell.rows > 1 or cell.header != (number == 0):
                return False
            match cell.blocks:
                case () | (Paragraph((_, *_)),):
                    continue
                case _:
                    return False
    return True


def _words_of(cell: Cell) -> Inlines:
    match cell.blocks:
        case (Paragraph(inlines),):
            return inlines
        case _:
            return ()


def _title(caption: str) -> str:
    return escaped(caption, dollars=False).replace('"', '\\"')


def _code(block: CodeBlock) -> str:
    """Between fences; in tags where these would not keep it as it is."""
    told = not block.language or _LANGUAGE.fullmatch(block.language)
    if not told or re.search(r"[^\S\n ]", block.text):
        cue = f' class="language-{attribute(block.language)}"' if block.language else ""
        return f"<pre><code{cue}>{_raw(block.text)}</code></pre>"
    longest = max(map(len, _TICKS.findall(block.text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{block.language}\n{block.text}\n{fence}"


def _raw(text: str) -> str:
    said = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"[^\S\n ]", lambda found: f"&#{ord(found[0])};", said)
