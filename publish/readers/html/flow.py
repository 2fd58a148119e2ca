"""One pass over a page's elements, without recursion, that lays its words into blocks.

Words gather as leaves with marks until something parts them; then they become a paragraph or a
heading of the innermost open container. Depth costs no stack, and what lies deeper than a draft may
go is laid flat into the container around it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publish.errors import OverLimit
from publish.model.clean import clean_text
from publish.model.tree import (
    Block,
    Blocks,
    Code,
    CodeBlock,
    Figure,
    Footnote,
    Heading,
    LineBreak,
    Origin,
    Paragraph,
    SectionBreak,
    Text,
)
from publish.readers.addresses import link_address
from publish.readers.html.containers import finish, opened
from publish.readers.html.elements import (
    MARKS,
    PROSE,
    SKIPPED,
    SVG_WORDS,
    cue_of,
    is_block,
    program_of,
)
from publish.readers.html.frames import Frame
from publish.readers.html.images import picture_of
from publish.readers.html.notes import Notes
from publish.readers.html.words import Words, code_leaves
from publish.readers.inlines import Mark, Marks, nested, with_mark
from publish.readers.languages import clean_language, primary
from publish.readers.limits import DEEPEST_MODEL

__all__ = ["Flow", "Page"]

Attributes = Mapping[str, str | None]
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_APART = ("a", "button")
_SEAMS = frozenset(("a", "button", "span", "time", "strong", "b", "em", "small", "label", "data"))
_LONGEST_TRAIL = 80  # elements; the deepest real page has 51
_DEEPENING = ("quote", "list", "table")


@dataclass(slots=True)
class Page:
    """What holds for the whole page, and what is counted over it."""

    base: str
    language: str
    notes: Notes
    limits: Mapping[str, int]
    name: str
    count: int = 0
    dropped_links: int = 0
    pictures: list[str] = field(default_factory=list)
    inline_pictures: dict[str, bytes] = field(default_factory=dict)


@dataclass(slots=True)
class _Element:
    """An open element: what to undo when it closes."""

    tag: str
    cue: str
    marks: Marks
    block: bool
    frame: Frame | None


class Flow:
    """Blocks of a page, or of a note in it, while they are gathered."""

    def __init__(self, page: Page, trail: tuple[str, ...] = (), *, in_note: bool = False) -> None:
        self._page = page
        self._in_note = in_note
        self._above = trail
        self._elements: list[_Element] = []
        self._frames = [Frame("root", Origin(0, 0))]
        self._words = Words()
        self._marks: Marks = ()
        self._heading = 0
        self._pre: list[str] | None = None
        self._program = ""
        self._prose = 0

    def walk(self, root: LexborNode) -> None:
        """Takes in all that stands in an element, the element itself for its trail."""
        path: list[LexborNode] = []
        node = root
        while True:
            if self._enter(node):
                path.append(node)
                if (child := node.first_child) is not None:
                    node = child
                    continue
                self._leave()
                path.pop()
            while path and (following := node.next) is None:
                self._leave()
                node = path.pop()
            if not path or following is None:
                return
            node = following

    def finished(self) -> Blocks:
        """The blocks, after the walk."""
        self._flush()
        return tuple(self._frames[0].blocks)

    # What opens

    def _enter(self, node: LexborNode) -> bool:
        """Takes a node in; whether its children are to be walked."""
        tag = node.tag
        if tag == "-text":
            self._text(node.text_content or "")
            return False
        if tag is None or not node.is_element_node or tag in SKIPPED:
            return False
        if tag in SVG_WORDS and any(each.tag == "svg" for each in self._elements):
            return False
        attributes = node.attributes
        if self._is_leaf(tag, node, attributes) or self._is_note(tag, node):
            return False
        self._open(tag, node, attributes)
        return True

    def _is_leaf(self, tag: str, node: LexborNode, attributes: Attributes) -> bool:
        """Whether it was an element without children that count; it is taken in."""
        match tag:
            case "br":
                self._break()
            case "hr":
                self._flush()
                if not self._heading and self._pre is None:
                    self._emit(SectionBreak(self._origin()))
            case "img" | "amp-img" | "image":
                self._picture(node, attributes)
            case "input":
                self._input(attributes)
            case "wbr":
                pass
            case _:
                return False
        return True

    def _is_note(self, tag: str, node: LexborNode) -> bool:
        """Whether the node is a note's mark, which becomes the note, or a note that has moved."""
        notes = self._page.notes
        if (
            tag in ("a", "sup")
            and not self._in_note
            and (target := notes.note_for(node)) is not None
        ):
            inner = Flow(self._page, self._trail(), in_note=True)
            inner.walk(target)
            if blocks := inner.finished():
                self._leaf(Footnote(blocks), drop=("sup", "sub"))
                return True
        if self._in_note:
            return tag == "a" and notes.leads_back(node)
        return notes.has_moved(node)

    def _open(self, tag: str, node: LexborNode, attributes: Attributes) -> None:
        block = is_block(tag, self._prose > 0 or bool(self._heading))
        quiet = bool(self._heading) or self._pre is not None
        if block and not quiet:
            self._flush()
        elif block:
            self._leaf(Text(" "))
        elif before := _touching(tag, node):
            if before in _APART:
                self._leaf(Text(" "))
            if not self._prose and not self._heading:
                self._words.touch()
        if tag in ("option", "rt"):
            self._leaf(Text(" " if tag == "option" else "("))
        if tag == "q":
            self._leaf(Text("“"))
        self._elements.append(_Element(tag, cue_of(tag, attributes), self._marks, block, None))
        self._prose += tag in PROSE
        self._mark(tag, attributes)
        if quiet:
            self._program = self._program or program_of(attributes)
            return
        if tag in _HEADINGS:
            self._heading = _HEADINGS[tag]
        elif tag == "pre":
            self._pre, self._program = [], program_of(attributes)
        else:
            self._open_frame(tag, attributes)

    def _open_frame(self, tag: str, attributes: Attributes) -> None:
        deep = sum(frame.kind in _DEEPENING for frame in self._frames)
        frame = opened(tag, attributes, self._frames, deep < DEEPEST_MODEL - 1)
        if frame is None:
            return
        self._flush()
        if frame.kind in _DEEPENING:  # these become blocks; the others are parts of one
            frame.origin = self._origin()
        else:
            frame.origin = Origin(self._page.count + 1, 0, "block", self._trail())
        self._frames.append(frame)
        self._elements[-1].frame = frame

    def _mark(self, tag: str, attributes: Attributes) -> None:
        """The marks that hold inside an element."""
        if tag in MARKS:
            self._marks = with_mark(self._marks, Mark(MARKS[tag]))
        elif tag in ("code", "kbd", "samp", "tt"):
            self._marks = with_mark(self._marks, Mark("code"))
        elif tag == "a":
            href = (attributes.get("href") or "").strip()
            if url := "" if href.startswith("#") else link_address(href, self._page.base):
                self._marks = with_mark(self._marks, Mark("link", clean_text(url)[0]))
            elif href and not href.startswith("#"):
                self._page.dropped_links += 1
        language = (attributes.get("lang") or attributes.get("xml:lang") or "").strip()
        if language and self._page.language:
            self._speak(language)

    def _speak(self, language: str) -> None:
        """Another language than the page's is a mark; the page's own inside it ends the mark."""
        tag = clean_language(language)
        if not tag:
            return
        if primary(tag) == primary(self._page.language):
            self._marks = tuple(mark for mark in self._marks if mark.kind != "lang")
        else:
            self._marks = with_mark(self._marks, Mark("lang", tag))

    # What closes

    def _leave(self) -> None:
        element = self._elements[-1]
        quiet = False
        if element.tag in _HEADINGS and self._heading and not self._inner_heading():
            self._flush()
            self._heading = 0
        elif element.tag == "pre" and self._pre is not None:
            self._close_pre()
        elif self._heading or self._pre is not None:
            quiet = True
            if element.block:
                self._leaf(Text(" "))
        elif element.block or element.frame:
            self._flush()
        if element.tag == "rt":
            self._leaf(Text(")"))
        if element.tag == "q":
            self._leaf(Text("”"))
        if element.frame and not quiet:
            self._close_frame()
        self._elements.pop()
        self._prose -= element.tag in PROSE
        self._marks = element.marks
        self._words.closed(len(self._above) + len(self._elements))

    def _inner_heading(self) -> bool:
        return sum(element.tag in _HEADINGS for element in self._elements) > 1

    def _close_pre(self) -> None:
        """A program as it stands; its language from a class such as `language-python`."""
        text = clean_text("".join(self._pre or ()))[0].strip("\n").rstrip()
        self._pre = None
        if text.strip():
            self._emit(CodeBlock(text, self._program, self._origin()))

    def _close_frame(self) -> None:
        frame = self._frames.pop()
        frame.origin = Origin(
            frame.origin.first,
            max(frame.origin.first, self._page.count),
            "block",
            frame.origin.trail,
        )
        for block in finish(frame, self._frames, self._page.limits["table-cells"], self._page.name):
            self._frames[-1].add(block)

    # Words

    def _text(self, text: str) -> None:
        if self._pre is not None:
            self._pre.append(text)
        elif self._words.begun or not text.isspace():
            code = any(mark.kind == "code" for mark in self._marks)
            for leaf in code_leaves(text) if code and text.strip() else (Text(text),):
                self._leaf(leaf)

    def _break(self) -> None:
        if self._pre is not None:
            self._pre.append("\n")
        else:
            self._leaf(LineBreak())

    def _leaf(self, leaf: Text | Code | LineBreak | Footnote, drop: tuple[str, ...] = ()) -> None:
        if self._pre is not None:
            return
        dropped = ("code", *drop)
        marks = tuple(mark for mark in self._marks if mark.kind not in dropped)
        self._words.add((marks, leaf), self._trail, len(self._above) + len(self._elements))

    def _flush(self) -> None:
        """The words gathered so far become a block."""
        if not self._words.begun:
            return
        parts, trail = self._words.taken()
        if self._heading and parts:
            joined = parts[0]
            for part in parts[1:]:
                joined += [((), LineBreak()), *part]
            self._emit(Heading(self._heading, nested(joined), self._origin(trail)))
            return
        for part in parts:
            self._emit(Paragraph(nested(part), self._origin(trail)))

    def _emit(self, block: Block) -> None:
        allowed = self._page.limits["blocks"]
        if self._page.count > allowed:
            raise OverLimit("blocks", self._page.count, allowed, where=self._page.name)
        self._frames[-1].add(block)

    def _origin(self, trail: tuple[str, ...] | None = None) -> Origin:
        """The next number, with the trail given or that of the elements that are open."""
        self._page.count += 1
        trail = self._trail() if trail is None else trail
        half = _LONGEST_TRAIL // 2
        short = trail if len(trail) <= _LONGEST_TRAIL else (*trail[:half], *trail[-half:])
        return Origin(self._page.count, self._page.count, "block", short)

    def _trail(self) -> tuple[str, ...]:
        return (*self._above, *(element.cue for element in self._elements))

    # Pictures and controls

    def _picture(self, node: LexborNode, attributes: Attributes) -> None:
        picture = picture_of(node, attributes, self._page.base)
        alt = clean_text(" ".join((attributes.get("alt") or "").split()))[0]
        if self._pre is not None:
            return
        if picture and picture.name.partition("?")[0].lower().endswith(".svg") and not alt:
            return  # a drawing without words is a sign, and drawings cannot be printed
        if picture is None or self._heading or picture.is_sign:
            if alt and (self._heading or (picture is not None and picture.is_sign)):
                self._text(alt)
            return
        if picture.data:
            self._page.inline_pictures[picture.name] = picture.data
        self._flush()
        self._page.pictures.append(picture.name)
        self._emit(Figure(picture.name, alt, origin=self._origin()))

    def _input(self, attributes: Attributes) -> None:
        """A button's label is a word of the page; what a reader would type is not."""
        kind = (attributes.get("type") or "").lower()
        label = attributes.get("value") or ""
        if kind in ("submit", "button", "reset") and label.strip():
            self._flush()
            self._text(label)
            self._flush()


def _touching(tag: str, node: LexborNode) -> str:
    """The element that stands right before this one without a space; empty for none.

    A page's styles set two links apart, and outside of paragraphs often two spans as well.
    """
    if tag not in _SEAMS:
        return ""
    before = node.prev
    while before is not None and before.is_comment_node:
        before = before.prev
    if before is None or before.tag not in _SEAMS:
        return ""
    return before.tag if before.tag == tag else "other"
