"""The tokens of an editor's Markdown → blocks, exactly as they say.

Signs of Markdown and tags of HTML open and close the same containers, on one stack; a tag that has
no place where it stands opens none, and what it holds stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from markdown_it.token import Token

from publish.errors import OverLimit
from publish.model.limits import Limits
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    Paragraph,
    SectionBreak,
    Table,
    Text,
)
from publish.readers.formulas.tex import of_tex
from publish.readers.inlines import nested
from publish.readers.markdown_formulas import DISPLAYED
from publish.readers.markdown_line_frames import Frame, closed
from publish.readers.markdown_line_tags import UNSEEN, Tag, cleaned, leaf_of, pieces, tag_of
from publish.readers.markdown_line_words import Notes, leaves_of, picture_of
from publish.readers.sizes import DEEPEST_MODEL

__all__ = ["LineTree"]

_BOX = re.compile(r"\[([ xX])\](?=\s|$)")
_CAPTION = re.compile(r"(?:Table)?:\s+(?=\S)")
_ROWS = ("table", "thead", "tbody", "tfoot")
_INSIDE: Mapping[str, tuple[str, ...]] = {
    "li": ("ul", "ol"),
    "dt": ("dl", "div"),
    "dd": ("dl", "div"),
    "figcaption": ("figure",),
    "caption": ("table",),
    "thead": ("table",),
    "tbody": ("table",),
    "tfoot": ("table",),
    "tr": _ROWS,
    "td": ("tr",),
    "th": ("tr",),
    "div": ("dl",),
}
"""What an element must stand in, where it may not stand anywhere."""
_DEEPENING = frozenset(("blockquote", "ul", "ol", "dl", "table", "p"))
_ANYWHERE = frozenset(("p", "blockquote", "ul", "ol", "dl", "table", "figure", "pre", "footnote"))


class LineTree:
    """One pass over the flat tokens; containers on a stack, no recursion."""

    def __init__(self, tokens: Sequence[Token], limits: Limits, where: str) -> None:
        self._tokens = tokens
        self._limits = limits
        self._where = where
        self._frames: list[Frame] = []
        self._notes = Notes()
        self._cells = 0
        self._hidden = ""

    def blocks(self) -> Blocks:
        """The blocks; notes stand at their marks, those without one behind all else."""
        starts = [at for at, token in enumerate(self._tokens) if token.type == "footnote_open"]
        first = next(
            (at for at, each in enumerate(self._tokens) if each.type == "footnote_block_open"),
            len(self._tokens),
        )
        notes = [self._tokens[at:end] for at, end in pairwise((*starts, len(self._tokens)))]
        for note in reversed(notes):  # a note may hold the mark of a later one
            self._notes.keep(int(note[0].meta["id"]), self._walked(note))
        body = self._walked(self._tokens[:first])
        astray = (each for n, each in self._notes.read.items() if n not in self._notes.marked)
        return (*body, *(block for note in astray for block in note))

    def _walked(self, tokens: Sequence[Token]) -> Blocks:
        self._frames = [Frame("root", by_tag=False)]
        before = ""
        for token in tokens:
            match token.type:
                case "inline":
                    self._words(token, before)
                case "html_block":
                    self._html(token.content)
                case "fence":
                    text = cleaned(token.content).removesuffix("\n")
                    self._add(CodeBlock(text, cleaned(token.info).strip()))
                case "math_block" | "math_block_label":
                    self._add(FormulaBlock(*of_tex(token.content)))
                case "hr":
                    self._add(SectionBreak())
                case kind if kind.endswith("_open"):
                    self._opens(token.tag or kind.removesuffix("_open"), token)
                case kind if kind.endswith("_close"):
                    self._closes(token.tag or kind.removesuffix("_close"), by_tag=False)
            before = token.tag or token.type
        while len(self._frames) > 1:
            self._close()
        self._flush()
        return tuple(self._frames[0].blocks)

    # Words

    def _words(self, token: Token, before: str) -> None:
        """The block of a line: a heading, a picture or formula alone, a caption, a paragraph."""
        children = token.children or []
        if before == "p" or self._frames[-1].name in ("td", "th"):
            self._boxed(children)
        match children:
            case [Token(type="image") as image] if before == "p":
                shown = picture_of(image)
                title = cleaned(str(image.attrGet("title") or ""))
                self._add(Figure(shown.asset, shown.alt, (Text(title),) if title else ()))
                return
            case [Token(type=kind, content=tex)] if kind in DISPLAYED and before == "p":
                self._add(FormulaBlock(*of_tex(tex)))
                return
        leaves = [leaf for leaf in leaves_of(children, self._notes) if leaf[1] != ""]
        inlines = nested(leaves) if leaves else ()
        if before[:1] == "h" and before[1:].isdecimal():
            self._add(Heading(int(before[1:]), inlines))
        elif _is_drawn(children) and len(inlines) == 1 and isinstance(inlines[0], Formula):
            self._add(FormulaBlock(inlines[0].text, inlines[0].mathml))
        elif inlines and not self._is_caption(token, inlines):
            self._add(Paragraph(inlines))

    def _boxed(self, children: list[Token]) -> None:
        """A box to tick, where an item or a cell begins."""
        frame = self._frames[-1]
        begins = frame.name in ("li", "td", "th") and not frame.blocks and not frame.leaves
        typed = begins and children and children[0].type == "text"
        if typed and (found := _BOX.match(children[0].content)):
            children[0].content = children[0].content[found.end() :]
            children.insert(0, Token("checkbox", "", 0, meta={"checked": found[1] != " "}))

    def _is_caption(self, token: Token, inlines: Inlines) -> bool:
        """Whether a line is the caption of the table above it, and joins it."""
        blocks = self._frames[-1].blocks
        said = _CAPTION.match(token.content)
        match (blocks[-1] if blocks else None), inlines:
            case Table(caption=()) as table, (Text(text), *more) if said:
                rest = text[len(said[0]) :]
                blocks[-1] = replace(table, caption=(*((Text(rest),) if rest else ()), *more))
                return True
            case _:
                return False

    # Tags

    def _html(self, html: str) -> None:
        """The tags of a piece of HTML, and the words between them."""
        for piece in pieces(html):
            if self._hidden:
                ends = not isinstance(piece, str) and piece.closes and piece.name == self._hidden
                self._hidden = "" if ends else self._hidden
            elif isinstance(piece, str):
                self._between(piece)
            elif piece.name in UNSEEN:
                self._hidden = "" if piece.closes else piece.name
            else:
                self._tag(piece)
        self._hidden = ""
        self._flush()

    def _between(self, words: str) -> None:
        frame = self._frames[-1]
        said = cleaned(words) if frame.name == "pre" else re.sub(r"[ \t\n]+", " ", cleaned(words))
        if said.strip() or frame.leaves:
            frame.leaves.append(((), said))

    def _tag(self, tag: Tag) -> None:
        frame = self._frames[-1]
        if frame.name == "pre" and tag.name == "code":
            frame.language = frame.language or _language(tag)
        elif (leaf := leaf_of(tag)) is not None and not tag.closes:
            if frame.name == "figure" and tag.name == "img":
                frame.said = tag.attributes
            else:
                frame.leaves.append(((), leaf))
        elif tag.name == "hr" and not tag.closes:
            self._add(SectionBreak())
        elif tag.closes:
            self._closes(tag.name, by_tag=True)
        elif tag.name in _ANYWHERE or tag.name in _INSIDE:
            while self._frames[-1].by_tag and self._frames[-1].name in _ended_by(tag.name):
                self._close()
            around = self._frames[-1].name
            if around in _INSIDE.get(tag.name, (around,)):
                self._push(Frame(tag.name, by_tag=True, said=tag.attributes))

    # Containers

    def _opens(self, name: str, token: Token) -> None:
        if token.type == "footnote_open":
            name = "footnote"
        if name in _ANYWHERE or name in _INSIDE:
            if name == "p":
                return
            start = (
                {"start": str(token.attrGet("start"))} if token.attrGet("start") is not None else {}
            )
            self._push(Frame(name, by_tag=False, said=start))

    def _push(self, frame: Frame) -> None:
        self._flush()
        self._frames.append(frame)
        deep = sum(each.name in _DEEPENING for each in self._frames) if len(self._frames) > 9 else 0
        if deep > DEEPEST_MODEL:
            raise OverLimit("nesting", deep, DEEPEST_MODEL, where=self._where)

    def _closes(self, name: str, *, by_tag: bool) -> None:
        """Closes the innermost container of a name; a tag closes none that Markdown opened."""
        for at in range(len(self._frames) - 1, 0, -1):
            frame = self._frames[at]
            if frame.by_tag == by_tag and frame.name == name:
                while len(self._frames) > at:
                    self._close()
                return
            if by_tag and not frame.by_tag:
                return

    def _close(self) -> None:
        frame = self._frames[-1]
        if frame.name == "pre":
            self._frames.pop()
            text = "".join(str(said) for _, said in frame.leaves if isinstance(said, str))
            language = frame.language or _language(Tag("", False, frame.said))
            self._add(CodeBlock(text, language), *frame.blocks)
            return
        self._flush()
        self._frames.pop()
        self._cells += len(frame.cells)
        if self._cells > self._limits.table_cells:
            raise OverLimit("table-cells", self._cells, self._limits.table_cells, where=self._where)
        self._add(*closed(frame, self._frames[-1]))

    def _flush(self) -> None:
        """Words between tags are a paragraph once something parts them."""
        frame = self._frames[-1]
        if frame.name == "pre":
            return
        leaves, frame.leaves = frame.leaves, []
        while leaves and leaves[-1][1] == " ":
            leaves.pop()
        if leaves and isinstance(leaves[-1][1], str):
            leaves[-1] = ((), leaves[-1][1].rstrip(" "))
        if leaves and isinstance(leaves[0][1], str):
            leaves[0] = ((), leaves[0][1].lstrip(" "))
        if leaves:
            frame.blocks.append(Paragraph(nested(leaves)))

    def _add(self, *blocks: Block) -> None:
        self._flush()
        self._frames[-1].blocks.extend(blocks)


def _ended_by(name: str) -> tuple[str, ...]:
    """Elements that end where one of this name begins, as browsers have it."""
    match name:
        case "li":
            return ("li",)
        case "td" | "th":
            return ("td", "th")
        case "tr":
            return ("td", "th", "tr")
        case "tbody" | "tfoot":
            return ("td", "th", "tr", "thead", "tbody")
        case "dt" | "dd":
            return ("dt", "dd")
        case _:
            return ("p",)


def _language(tag: Tag) -> str:
    cue = tag.attributes.get("class", "")
    return cleaned(cue.removeprefix("language-")) if cue.startswith("language-") else ""


def _is_drawn(children: Sequence[Token]) -> bool:
    """Whether a line is all of a formula that stands on a line of its own."""
    if not children or children[0].type != "html_inline" or children[-1].content != "</math>":
        return False
    tag = tag_of(children[0].content)
    return tag is not None and tag.name == "math" and tag.attributes.get("display") == "block"
