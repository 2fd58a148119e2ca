"""Markdown's tokens → blocks with the lines they stood on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from markdown_it.token import Token

from publish.errors import OverLimit
from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.tree import (
    Anchor,
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
    Numbering,
    Origin,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)
from publish.readers.formulas.tex import is_formula
from publish.readers.html.frames import run_of
from publish.readers.html.reading import Reading
from publish.readers.inlines import nested, paragraphs
from publish.readers.markdown_anchors import anchors_of, led
from publish.readers.markdown_fences import info_of
from publish.readers.markdown_formulas import DISPLAYED
from publish.readers.markdown_html import Fragments, holds_html, pieces_of
from publish.readers.markdown_inlines import Gathered, leaves_of
from publish.readers.markdown_syntax import notes_of
from publish.readers.markdown_tables import caption_of
from publish.readers.markdown_tokens import Parsed
from publish.readers.sizes import DEEPEST_MODEL

_FIRST_YEAR = 1_000
_WIDEST_TABLE = 64  # columns; docs/reliability.md row 26


def _notes(tokens: Sequence[Token]) -> list[Sequence[Token]]:
    """The tokens of each note; notes do not nest."""
    starts = [at for at, token in enumerate(tokens) if token.type == "footnote_open"]
    return [tokens[at:end] for at, end in pairwise((*starts, len(tokens)))]


@dataclass(slots=True)
class _Frame:
    """An open container of the token stream."""

    kind: str
    origin: Origin
    blocks: list[Block] = field(default_factory=list)
    items: list[Blocks] = field(default_factory=list)
    ordered: bool = False
    start: int = 1
    numbering: Numbering = "decimal"
    rows: list[list[Cell]] = field(default_factory=list)
    entries: list[tuple[list[Inlines], list[Blocks]]] = field(default_factory=list)
    head_rows: int = 0
    label: int = 0  # of a note

    def defines(self, term: Inlines) -> None:
        """Begins an entry, or adds a term to one that has no definition yet."""
        if not self.entries or self.entries[-1][1]:
            self.entries.append(([], []))
        self.entries[-1][0].append(term)


class Tree:
    """One pass over the flat tokens; containers on a stack, no recursion."""

    def __init__(
        self,
        parsed: Parsed,
        lines: Sequence[str],
        page: Reading,
        companions: Mapping[str, bytes],
    ) -> None:
        self._tokens = parsed.tokens
        self._env = parsed.env
        self._lines = lines
        self._limits = page.limits
        self._where = page.name
        self._frames: list[_Frame] = []
        self._waiting: Inlines = ()  # anchors without words
        self._last = Origin(1, 1)  # of the block before, for tokens that have no lines
        self._gathered = Gathered(page, anchors_of(parsed.tokens), companions)
        self._html = Fragments(parsed, page, self._gathered)

    def notes(self) -> Iterator[Note]:
        """Notes on what the tree does not hold."""
        yield from notes_of(self._env)
        yield from self._gathered.found_notes()

    def blocks(self) -> Blocks:
        """The blocks; notes stand at their marks."""
        first = next(
            (i for i, token in enumerate(self._tokens) if token.type == "footnote_block_open"),
            len(self._tokens),
        )
        for note in reversed(_notes(self._tokens[first:])):  # a note may hold the mark of a later
            self._walked(note)
        body = self._walked(self._tokens[:first])
        marked, notes = self._gathered.marked, self._gathered.footnotes
        astray = (block for label, note in notes.items() if label not in marked for block in note)
        return (*body, *astray)  # notes whose only mark stands in a note before them

    def _walked(self, tokens: Sequence[Token]) -> Blocks:
        root = _Frame("root", Origin(0, 0))
        self._frames = [root]
        pieces = pieces_of(tokens)
        heading = at = 0
        while at < len(tokens):
            token = tokens[at]
            at += 1
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1])
                case "heading_close":
                    heading = 0
                case "inline" if self._frames[-1].kind == "row":
                    self._cell(token, header=tokens[at - 2].type == "th_open")
                case "inline":
                    self._add(*self._words(token, heading, self._origin(token)))
                case "html_block":
                    piece = tokens[at - 1 : pieces.get(at - 1, at)]
                    at += len(piece) - 1
                    self._add(*self._html.blocks(piece, self._spanned(piece)))
                case _:
                    self._block(token)
        if self._waiting:  # nothing stands behind them
            root.blocks.append(Paragraph(self._waiting, self._last))
            self._waiting = ()
        return tuple(root.blocks)

    def _block(self, token: Token) -> None:
        match token.type:
            case "fence" | "code_block":
                self._code(token)
            case "math_block" | "math_block_label":
                self._add(self._formula(token.content, self._origin(token)))
            case "hr":
                self._add(SectionBreak(self._origin(token)))
            case "tr_open":
                self._frames[-1].rows.append([])
                self._frames.append(_Frame("row", self._frames[-1].origin))
            case "thead_close":
                self._frames[-1].head_rows = len(self._frames[-1].rows)
            case kind if kind.endswith("_open"):
                self._opens(token)
            case kind if kind.endswith("_close"):
                self._closes(token)

    def _code(self, token: Token) -> None:
        """A code block. What its fence says is its language and options, or else is text."""
        text = clean_text(token.content)[0].rstrip("\n")
        said = clean_text(token.info)[0].strip()
        if said == "math" and is_formula(text):
            self._add(self._formula(text, self._origin(token)))
            return
        origin = self._origin(token)
        info = info_of(said) if text.strip() else None
        if info is not None:
            if info.options:
                words = f"options of a program left out: {info.options}"
                self._gathered.notes.append(Note("markdown.options", words, origin))
            title = (Paragraph((Text(info.title),), origin),) if info.title else ()
            self._add(*title, CodeBlock(text, info.language, origin))
        elif both := "\n".join(filter(None, (said, text))).rstrip():
            self._add(CodeBlock(both, "", origin))

    def _opens(self, token: Token) -> None:
        deep = sum(frame.kind in ("quote", "list", "definitions") for frame in self._frames)
        flat = deep >= DEEPEST_MODEL - 1
        kind = {
            "blockquote_open": "flat" if flat else "quote",
            "bullet_list_open": "flat" if flat else "list",
            "ordered_list_open": "flat" if flat else "list",
            "list_item_open": "item",
            "table_open": "table",
            "footnote_open": "note",
            "dl_open": "flat" if flat else "definitions",
            "dt_open": "term",
            "dd_open": "definition",
        }.get(token.type)
        if kind is None:
            return
        frame = _Frame(kind, self._origin(token))
        frame.ordered = token.type == "ordered_list_open"
        frame.start = int(token.attrGet("start") or 1) if frame.ordered else 1
        frame.numbering = token.meta.get("numbering", "decimal")
        frame.label = int(token.meta.get("id", 0)) if kind == "note" else 0
        self._frames.append(frame)

    def _closes(self, token: Token) -> None:
        kinds = {
            "blockquote_close": ("quote", "flat"),
            "bullet_list_close": ("list", "flat"),
            "ordered_list_close": ("list", "flat"),
            "list_item_close": ("item",),
            "table_close": ("table",),
            "tr_close": ("row",),
            "footnote_close": ("note",),
            "dl_close": ("definitions", "flat"),
            "dt_close": ("term",),
            "dd_close": ("definition",),
        }.get(token.type, ())
        if self._frames[-1].kind not in kinds:
            return
        frame = self._frames.pop()
        around = self._frames[-1]
        match frame.kind:
            case "quote" if frame.blocks:
                self._add(Quote(tuple(frame.blocks), frame.origin))
            case "list" if frame.items:
                self._add(_list_of(frame, token.markup))
            case "item" if around.kind == "list":
                if frame.blocks:
                    around.items.append(tuple(frame.blocks))
            case "definitions" if frame.entries:
                entries = (Entry(tuple(each[0]), tuple(each[1])) for each in frame.entries)
                self._add(DefinitionList(tuple(entries), frame.origin))
            case "term" if around.kind == "definitions":
                around.defines(run_of(frame.blocks))
            case "definition" if around.kind == "definitions":
                around.entries[-1][1].append(tuple(frame.blocks))
            case "item" | "flat" | "term" | "definition":
                around.blocks.extend(frame.blocks)
            case "note":
                self._gathered.keep(frame.label, tuple(frame.blocks))
            case "table":
                self._table(frame)

    def _table(self, frame: _Frame) -> None:
        """A table; raises OverLimit when it has too many cells or columns."""
        cells = sum(map(len, frame.rows))
        widest = max(map(len, frame.rows), default=0)
        if cells > self._limits.table_cells:
            raise OverLimit("table-cells", cells, self._limits.table_cells, where=self._where)
        rows = tuple(tuple(row) for row in frame.rows if row)
        if widest > _WIDEST_TABLE:  # no page holds it: its rows become paragraphs
            for row in rows:
                for cell in row:
                    self._frames[-1].blocks.extend(cell.blocks)
        elif rows:
            heads = min(frame.head_rows, len(rows) - 1)
            self._add(Table(rows, head_rows=heads, origin=frame.origin))

    def _cell(self, token: Token, *, header: bool) -> None:
        table = self._frames[-2]
        self._gathered.in_cell = True
        table.rows[-1].append(Cell(self._words(token, 0, table.origin), header=header))
        self._gathered.in_cell = False

    def _words(self, token: Token, heading: int, origin: Origin) -> Blocks:
        """The blocks of a paragraph, heading or cell; pictures in it stand between its parts."""
        self._gathered.origin = origin
        anchor = self._gathered.anchors.named.get(id(token), "")
        if holds_html(token):
            return self._html.words(token, f"h{heading}" if heading else "p", origin, anchor)
        match token.children:
            case [Token(type=kind, content=tex)] if kind in DISPLAYED and not heading:
                return (self._formula(tex, origin),)
        blocks: list[Block] = []
        for at, part in enumerate(leaves_of(token, self._gathered)):
            if anchor and not at and isinstance(part, list):
                part.insert(0, ((), Anchor(anchor)))
            blocks += self._made(part, heading, origin)
        return tuple(blocks)

    def _formula(self, tex: str, origin: Origin) -> FormulaBlock:
        made = self._gathered.formula(tex)
        return FormulaBlock(made.text, made.mathml, origin)

    def _made(self, part: object, heading: int, origin: Origin) -> list[Block]:
        if isinstance(part, Figure):
            return [Figure(part.asset, part.alt, part.caption, origin=origin)]
        assert isinstance(part, list)
        cut = paragraphs(part)
        if heading:
            return [Heading(heading, nested(leaves), origin) for leaves in cut]
        return [Paragraph(nested(leaves), origin) for leaves in cut]

    def _spanned(self, tokens: Sequence[Token]) -> Origin:
        """The lines from the first token's to the last's."""
        first = self._origin(tokens[0])
        ends = [self._origin(token).last for token in tokens if token.map is not None]
        self._last = Origin(first.first, max(ends, default=first.last))
        return self._last

    def _add(self, *blocks: Block) -> None:
        """Blocks join the innermost container; an anchor on a line of its own leads the next."""
        for block in blocks:
            if isinstance(block, Table | Paragraph) and self._captions(block):
                continue
            if isinstance(block, Paragraph) and all(isinstance(i, Anchor) for i in block.inlines):
                self._waiting += block.inlines
            elif self._waiting:
                self._frames[-1].blocks += led(self._waiting, block)
                self._waiting = ()
            else:
                self._frames[-1].blocks.append(block)

    def _captions(self, block: Table | Paragraph) -> bool:
        """Joins a table and the paragraph that is its caption; whether the block is one of them."""
        around = self._frames[-1].blocks
        match (around[-1] if around else None), block:
            case Table(caption=()) as table, Paragraph() as words:
                pass
            case Paragraph() as words, Table() as table:
                pass
            case _:
                return False
        caption = caption_of(words)
        if caption and not self._waiting:
            around[-1] = replace(table, caption=caption)
        return bool(caption) and not self._waiting

    def _origin(self, token: Token) -> Origin:
        """The token's lines, or those of the token before it."""
        if token.map is None:
            return self._last
        first, end = token.map
        while end > first + 1 and not self._lines[end - 1].strip(" \t>"):
            end -= 1
        self._last = Origin(first + 1, max(end, first + 1))
        return self._last


def _list_of(frame: _Frame, sign: str) -> Block:
    """A list; a lone item whose number is a year is a sentence that begins with it."""
    year = frame.ordered and frame.start >= _FIRST_YEAR
    match frame.items:
        case [(Paragraph((Text(words), *more)),)] if year:
            number = Text(f"{frame.start}{sign} {words}")
            return Paragraph((number, *more), frame.origin)
    items = tuple(frame.items)
    return Listing(items, frame.ordered, frame.start, frame.origin, frame.numbering)
