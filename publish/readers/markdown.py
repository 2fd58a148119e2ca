"""Markdown → blocks with the lines they stood on: CommonMark, tables, strike-through, footnotes.

markdown-it-py drops what nests deeper than its `maxNesting` without a word, so depth is refused
before it parses. HTML inside Markdown gives up its tags, never its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from publish.errors import EmptySource, OverLimit
from publish.model.article import Draft, Source
from publish.model.clean import clean_text
from publish.model.limits import Limits
from publish.model.tree import (
    Block,
    Blocks,
    Cell,
    CodeBlock,
    Figure,
    Heading,
    Listing,
    Origin,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
    Text,
)
from publish.readers.decode import decoded
from publish.readers.front_matter import front_matter_of
from publish.readers.inlines import nested, paragraphs
from publish.readers.markdown_inlines import Gathered, leaves_of, words_of_html
from publish.readers.media import media_of
from publish.readers.repairs import mended_block
from publish.readers.sizes import DEEPEST_MODEL, check_blocks

_CONTAINER = re.compile(r"[ \t]*(?:>|[-+*](?=[ \t])|\d{1,9}[.)](?=[ \t]))")
_DEFINITION = re.compile(r"^((?:> ?)* {0,3})\[([^\]\n]{1,200})\]:([^\n]*)$", re.MULTILINE)
_WIDEST_TABLE = 64  # columns; docs/reliability.md row 26


def read(source: Source, limits: Limits) -> Draft:
    """The draft of a Markdown file; its first heading stays a heading."""
    found = decoded(source)
    if len(found.text) > 2 * limits.characters:
        raise OverLimit("characters", len(found.text), limits.characters, where=source.name)
    front = front_matter_of(found.text)
    text = _body(found.text, front.lines)
    _check_depth(text, limits.nesting, source.name)
    tree = _Tree(_parsed(text, limits.nesting, source.name), text.split("\n"), limits, source.name)
    blocks = tuple(mended_block(block) for block in tree.blocks())
    if not blocks:
        raise EmptySource("no words in it", where=source.name)
    check_blocks(blocks, limits, source.name)
    media = media_of(tree.gathered.pictures, source.companions, limits)
    return Draft(
        source.name,
        blocks,
        front.hints,
        media.assets,
        (*found.notes, *front.notes, *tree.gathered.notes(), *media.notes),
    )


def _body(text: str, lines: int) -> str:
    """The text with its front matter's lines left empty, so that line numbers stay."""
    if not lines:
        return text
    return "\n" * lines + text.split("\n", lines)[-1]


def _parsed(text: str, nesting: int, where: str) -> Sequence[Token]:
    """The tokens; OverLimit where a limit that was raised is more than Python's stack holds."""
    try:
        return _tokens(text, nesting)
    except RecursionError as error:
        raise OverLimit("nesting", nesting, nesting // 2, where=where) from error


def _tokens(text: str, nesting: int) -> Sequence[Token]:
    """The tokens; a note to which no mark leads would be dropped, so it is parsed as a text."""
    parser = MarkdownIt(
        "commonmark",
        {"maxNesting": 2 * nesting + 100},  # a list is two levels
    )
    parser.enable(["table", "strikethrough"])
    footnote_plugin(parser)
    parser.validateLink = _any_link  # type: ignore[method-assign] # addresses.py judges them
    if text.count("[") > 2 * text.count("]") + 200:
        # Each bracket that nothing closes is looked after to the end: 20,000 took 16 s.
        parser.disable(["link", "image", "footnote_inline", "footnote_ref"])
    text = _without_traps(text)
    env: dict[str, dict[str, dict[str, int]]] = {}
    tokens = parser.parse(text, env)
    marks = env.get("footnotes", {}).get("refs", {})
    unused = "|".join(re.escape(mark[1:]) for mark, number in marks.items() if number < 0)
    if not unused:
        return tokens
    kept = re.sub(rf"^( {{0,3}})\[\^({unused})\]:", r"\1\\[^\2]:", text, flags=re.MULTILINE)
    return parser.parse(kept, {})


def _without_traps(text: str) -> str:
    r"""The text with a backslash before what Markdown would take for a definition and drop.

    A second note of the same name, and `[Editor]: unclear`, whose target is a word, no address.
    """
    seen: set[str] = set()

    def escaped(found: re.Match[str]) -> str:
        label, target = found[2], found[3].strip()
        if label.startswith("^"):
            if label not in seen:
                seen.add(label)
                return found[0]
        elif not target or " " in target or re.search(r"[/.#:<]", target):
            return found[0]
        return f"{found[1]}\\{found[0][len(found[1]) :]}"

    return _DEFINITION.sub(escaped, text)


def _any_link(url: str) -> bool:  # noqa: ARG001 # markdown-it's signature
    return True


def _check_depth(text: str, allowed: int, where: str) -> None:
    """Raises OverLimit for a line that opens more containers than allowed."""
    for line in text.split("\n"):
        at = depth = 0
        while found := _CONTAINER.match(line, at):
            at = found.end()
            depth += 1
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        blank = len(indent.expandtabs(4))
        depth = max(depth, blank // 2 if _CONTAINER.match(line) else 0)
        if depth > allowed:
            raise OverLimit("nesting", depth, allowed, where=where)


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
    rows: list[list[Cell]] = field(default_factory=list)
    head_rows: int = 0
    label: int = 0  # of a note


class _Tree:
    """One pass over the flat tokens; containers on a stack, no recursion."""

    def __init__(
        self,
        tokens: Sequence[Token],
        lines: Sequence[str],
        limits: Limits,
        where: str,
    ) -> None:
        self._tokens = tokens
        self._lines = lines
        self._limits = limits
        self._where = where
        self._frames: list[_Frame] = []
        self._last = Origin(1, 1)  # of the block before, for tokens that have no lines
        self.gathered = Gathered()

    def blocks(self) -> Blocks:
        """The blocks; notes stand at their marks."""
        first = next(
            (i for i, token in enumerate(self._tokens) if token.type == "footnote_block_open"),
            len(self._tokens),
        )
        for note in reversed(_notes(self._tokens[first:])):  # a note may hold the mark of a later
            self._walked(note)
        body = self._walked(self._tokens[:first])
        astray = (block for note in self.gathered.footnotes.values() for block in note)
        return (*body, *astray)  # notes whose only mark stands in a note before them

    def _walked(self, tokens: Sequence[Token]) -> Blocks:
        root = _Frame("root", Origin(0, 0))
        self._frames = [root]
        heading = 0
        for token in tokens:
            match token.type:
                case "heading_open":
                    heading = int(token.tag[1])
                case "heading_close":
                    heading = 0
                case "inline" if self._frames[-1].kind == "row":
                    self._cell(token)
                case "inline":
                    self._words(token, heading)
                case _:
                    self._block(token)
        return tuple(root.blocks)

    def _block(self, token: Token) -> None:
        match token.type:
            case "fence" | "code_block":
                self._code(token)
            case "hr":
                self._add(SectionBreak(self._origin(token)))
            case "html_block":
                self._html(token)
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
        """A code block. A single word behind the fence is its language, more words are text."""
        text = clean_text(token.content)[0].rstrip("\n")
        said = clean_text(token.info)[0].strip()
        if text.strip() and len(said.split()) < 2:
            self._add(CodeBlock(text, said.strip("{}."), self._origin(token)))
        elif both := "\n".join(filter(None, (said, text))).rstrip():
            self._add(CodeBlock(both, "", self._origin(token)))

    def _opens(self, token: Token) -> None:
        deep = sum(frame.kind in ("quote", "list") for frame in self._frames)
        flat = deep >= DEEPEST_MODEL - 1
        kind = {
            "blockquote_open": "flat" if flat else "quote",
            "bullet_list_open": "flat" if flat else "list",
            "ordered_list_open": "flat" if flat else "list",
            "list_item_open": "item",
            "table_open": "table",
            "footnote_open": "note",
        }.get(token.type)
        if kind is None:
            return
        frame = _Frame(kind, self._origin(token))
        frame.ordered = token.type == "ordered_list_open"
        frame.start = int(token.attrGet("start") or 1) if frame.ordered else 1
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
        }.get(token.type, ())
        if self._frames[-1].kind not in kinds:
            return
        frame = self._frames.pop()
        around = self._frames[-1]
        match frame.kind:
            case "quote" if frame.blocks:
                self._add(Quote(tuple(frame.blocks), frame.origin))
            case "list" if frame.items:
                items = tuple(frame.items)
                self._add(Listing(items, frame.ordered, frame.start, frame.origin))
            case "item" if around.kind == "list":
                if frame.blocks:
                    around.items.append(tuple(frame.blocks))
            case "item" | "flat":
                around.blocks.extend(frame.blocks)
            case "note":
                self.gathered.footnotes[frame.label] = tuple(frame.blocks)
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

    def _cell(self, token: Token) -> None:
        table = self._frames[-2]
        blocks: list[Block] = []
        for part in leaves_of(token, self.gathered):
            blocks += self._made(part, 0, table.origin)
        header = table.head_rows == 0 and len(table.rows) == 1
        table.rows[-1].append(Cell(tuple(blocks), header=header))

    def _words(self, token: Token, heading: int) -> None:
        """A paragraph or heading; pictures in it stand between its parts."""
        for part in leaves_of(token, self.gathered):
            for block in self._made(part, heading, self._origin(token)):
                self._add(block)

    def _made(self, part: object, heading: int, origin: Origin) -> list[Block]:
        if isinstance(part, Figure):
            return [Figure(part.asset, part.alt, part.caption, origin=origin)]
        assert isinstance(part, list)
        cut = paragraphs(part)
        if heading:
            return [Heading(heading, nested(leaves), origin) for leaves in cut]
        return [Paragraph(nested(leaves), origin) for leaves in cut]

    def _html(self, token: Token) -> None:
        """The words of a piece of HTML, one paragraph a line."""
        self.gathered.tags_dropped += 1
        origin = self._origin(token)
        for line in words_of_html(token.content).split("\n"):
            if text := " ".join(clean_text(line)[0].split()):
                self._add(Paragraph((Text(text),), origin))

    def _add(self, block: Block) -> None:
        self._frames[-1].blocks.append(block)

    def _origin(self, token: Token) -> Origin:
        """The token's lines, or those of the token before it."""
        if token.map is None:
            return self._last
        first, end = token.map
        while end > first + 1 and not self._lines[end - 1].strip(" \t>"):
            end -= 1
        self._last = Origin(first + 1, max(end, first + 1))
        return self._last
