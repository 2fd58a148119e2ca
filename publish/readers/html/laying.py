"""Words and containers of a page while they are laid into blocks."""

from __future__ import annotations

from collections.abc import Sequence

from publish.errors import OverLimit
from publish.model.clean import clean_text
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    Code,
    CodeBlock,
    Figure,
    FormulaBlock,
    Heading,
    Inlines,
    LineBreak,
    Link,
    Origin,
    Paragraph,
    SectionBreak,
    Text,
)
from publish.readers.fragments import escaped_once
from publish.readers.html.captions import with_captions
from publish.readers.html.containers import DEEPENING, finish, opened
from publish.readers.html.drop_caps import joined
from publish.readers.html.elements import Attributes
from publish.readers.html.embeds import Embed
from publish.readers.html.formulas import FormulaPlace, pieces_of
from publish.readers.html.frames import Frame, FrameKind
from publish.readers.html.gathering import Gathering, code_leaves
from publish.readers.html.programs import Program, program_in
from publish.readers.html.reading import Reading
from publish.readers.html.styles import uncounted
from publish.readers.html.verse import Kept
from publish.readers.html.word_lists import Item, ListPlace, with_lists, without_marker
from publish.readers.inlines import Marks
from publish.readers.repairs import mended_block

_NOT_OF_PROGRAMS = frozenset(("del", "ins", "sup", "sub", "link"))
_LONGEST_TRAIL = 80  # elements; the deepest real page has 51
PARTS: tuple[FrameKind, ...] = ("item", "cell")
"""Of lists and tables, which alone say where they stood."""


class Laying:
    """Blocks of a page, or of a note in it, and what is open around the next word."""

    def __init__(self, page: Reading, trail: tuple[str, ...], *, in_note: bool) -> None:
        self._page = page
        self._in_note = in_note
        self._cues = list(trail)  # of the elements that are open
        self._frames = [Frame("root")]
        self._figures = 0  # how many of the frames
        self._words = Gathering()
        self._marks: Marks = ()
        self._ahead: list[Anchor | Checkbox] = []  # what stands before the next word
        self._code = False
        self._heading = 0
        self._verse: Kept = ""
        self._place: ListPlace | None = None  # of the paragraph that is open, among Word's lists
        self._marker = ""
        self._most = page.limits.blocks

    def finished(self) -> Blocks:
        """The blocks, after all words."""
        self._flush()
        return tuple(with_captions(self._listed(self._frames[0].blocks)))

    # Words

    def _text(self, text: str) -> None:
        plain = not (self._verse or self._code or self._ahead or self._page.formulas.in_words)
        if plain and "&" not in text:
            self._words.add(self._marks, text, self._cues)
        elif self._verse:
            self._lay_verse(text)
        elif self._code and text.strip():
            self._set_ahead()
            self._words.odd = self._words.odd or not text.isascii()
            for leaf in code_leaves(text, begins=self._words.begin_a_line):
                self._words.add(self._marks, leaf, self._cues)
        else:
            self._lay_words(text)

    def _lay_words(self, text: str) -> None:
        """Running words, with the formulas that stand among them as TeX."""
        if self._ahead and not text.isspace():
            self._set_ahead()
        if "&" in text:
            text = escaped_once(text)
        signs = self._page.formulas.in_words
        if signs is None or ("\\" not in text and "$" not in text):
            self._words.add(self._marks, text, self._cues)
            return
        for piece in pieces_of(text, signs):
            if isinstance(piece, FormulaPlace):
                self._formula(piece)
            else:
                self._words.add(self._marks, piece, self._cues)

    def _lay_verse(self, text: str) -> None:
        """Lines as they stand; what sets one in does not fold away."""
        for at, line in enumerate(text.expandtabs(4).split("\n")):
            if at:
                self._break()
            if self._verse == "lines":
                line = line.strip(" ")
            words = line.lstrip(" ")
            indent = "\u00a0" * (len(line) - len(words))
            if words and (at or not self._words.leaves):
                line = indent + words
            if line:
                self._words.add(self._marks, line, self._cues)

    def _arrive(self, name: str | None) -> None:
        """A place of the page: an anchor before the next word, if a link leads to it."""
        page = self._page
        if self._in_note:
            return  # a note is reached by its mark
        if name and name in page.places and name not in page.placed:
            page.placed.add(name)
            self._ahead.append(Anchor(name))

    def _set_ahead(self) -> None:
        for each in self._ahead:
            self._words.add((), each, self._cues)
            if isinstance(each, Checkbox):
                self._words.add((), " ", self._cues)
        self._ahead = []

    def _set_before(self) -> None:
        """Places right before a block without words of its own, as a line before it."""
        if self._ahead and self._frames[-1].kind in ("root", "quote"):
            self._set_ahead()
            self._flush()

    def _say(self, text: str) -> None:
        """Words or a space that no text of the page says."""
        self._words.add(self._marks, text, self._cues)

    def _break(self) -> None:
        self._words.add(self._marks, LineBreak(), self._cues)

    def _flush(self) -> None:
        """The words gathered so far become a block."""
        if not self._words.leaves:
            return
        parts = self._words.taken()
        if not parts:
            return
        trail = trail_of(self._words.cues)
        if self._heading:
            words = parts[0]
            for part in parts[1:]:
                words = (*words, LineBreak(), *part)
            self._add(Heading(self._heading, _without_anchor(words), self._origin(trail)))
        else:
            if self._frames[-1].kind == "caption":
                parts = [self._captioning(part) for part in parts]
            for part in parts:
                if isinstance(part[0], Code) and (program := program_in(part)):
                    self._add(CodeBlock(program, origin=self._origin(trail)))
                    continue
                paragraph = Paragraph(part, self._origin(trail))
                self._add(paragraph if self._place is None else self._item(paragraph))

    def _captioning(self, words: Inlines) -> Inlines:
        """The words of a caption, less the sign that links to its figure or table."""
        left = _without_anchor(words)
        if left != words:
            self._leave_out("control.left-out", _ANCHORS[0])
        return left

    # Blocks

    def _add(self, block: Block) -> None:
        """A block joins the innermost container; one that is in none has its spaces mended."""
        if self._words.odd and len(self._frames) == 1 and not self._in_note:
            block = mended_block(block)
        frame = self._frames[-1]
        if frame.blocks and (whole := joined(frame.blocks[-1], block)) is not None:
            initial = frame.blocks.pop()
            if isinstance(initial, Figure):
                self._page.pictures.remove(initial.asset)
            block = whole
        frame.add(block)

    def _item(self, paragraph: Paragraph) -> Block:
        """A paragraph of a list in Word's manner without its marker; the list is made later."""
        assert self._place is not None
        marked = (paragraph, self._marker) if self._marker else without_marker(paragraph)
        block, marker = marked
        self._page.list_items[paragraph.origin.first] = Item(self._place, marker)
        self._marker = ""
        return block

    def _listed(self, blocks: list[Block]) -> list[Block]:
        items = self._page.list_items
        return with_lists(blocks, items) if items else blocks

    def _origin(self, trail: tuple[str, ...]) -> Origin:
        """The next number, with a trail."""
        page = self._page
        page.count = count = page.count + 1
        if count > self._most:
            raise OverLimit("blocks", count, self._most, where=page.name)
        return Origin(count, count, "block", trail)

    def _leave_out(self, code: str, words: str) -> None:
        """Words that go, on record with the block that stands there or comes next."""
        self._page.left_out.add(code, words, self._place_ahead())

    def _place_ahead(self) -> Origin:
        """The place of the block that is being read, or of the next."""
        at = self._page.count + 1
        return Origin(at, at, "block", trail_of(self._cues))

    def _rule(self) -> None:
        self._flush()
        if not self._heading:
            self._add(SectionBreak(self._origin(trail_of(self._cues))))

    def _lay_program(self, program: Program) -> None:
        """A program as it stands, of a line or many."""
        self._flush()
        self._leave_out("code.numbers", program.numbers)
        self._leave_out("control.left-out", program.pressed)
        text = clean_text(program.text)[0].strip("\n").rstrip()
        self._words.odd = self._words.odd or not text.isascii()
        if text.strip():
            marked = program.marked
            if not {mark.kind for mark in self._marks}.isdisjoint(_NOT_OF_PROGRAMS):
                marked = (text.strip().split("\n")[0],)
            for words in marked:
                self._leave_out("code.marks", words)
            self._set_before()
            self._add(CodeBlock(text, program.language, self._origin(trail_of(self._cues))))

    def _lay_embed(self, embed: Embed) -> None:
        """A line with the name and the address of what cannot be printed; once on a page."""
        if embed.address in self._page.embedded:
            return
        self._page.embedded.add(embed.address)
        self._flush()
        self._leave_out("frame.left-out", embed.address)
        title = clean_text(embed.title)[0]
        address = Link(embed.address, (Text(embed.address),))
        words = (Text(f"{title}: "), address) if title else (address,)
        self._add(Paragraph(words, self._origin(trail_of(self._cues))))

    def _formula(self, place: FormulaPlace) -> None:
        """A formula in its line; on one of its own where that may stand."""
        formula = place.formula
        if formula is None:
            return
        in_words = self._heading or self._frames[-1].kind in ("caption", "credit")
        if place.display and not in_words:
            self._flush()
            self._set_before()
            origin = self._origin(trail_of(self._cues))
            self._add(FormulaBlock(formula.text, formula.mathml, origin))
        else:
            self._set_ahead()
            self._words.add(self._marks, formula, self._cues)

    def _open_frame(self, tag: str, attributes: Attributes) -> bool:
        """Opens the container of an element; whether it has one."""
        frame = opened(tag, attributes, self._frames)
        if frame is None:
            return False
        self._flush()
        frame.first = self._page.count + 1
        if frame.kind == "list" and frame.numbering is None:
            frame.numbering = self._page.sheet.numbering(tag, attributes.get("class"))
            if frame.ordered:
                self._leave_out("list.numbers", uncounted(attributes))
        if frame.kind == "item" and frame.ticked is not None:
            self._ahead.append(Checkbox(frame.ticked))
        if frame.kind not in PARTS:
            frame.trail = trail_of(self._cues)
        if frame.kind in DEEPENING:  # these become blocks; the others are parts of one
            self._page.count += 1
        elif frame.kind == "figure":
            self._figures += 1
        self._frames.append(frame)
        return True

    def _close_frame(self) -> None:
        boxes = self._ahead and any(isinstance(each, Checkbox) for each in self._ahead)
        if boxes and self._frames[-1].kind in PARTS:
            self._set_ahead()  # a box is all that the part holds
            self._flush()
        frame = self._frames.pop()
        if frame.kind == "figure" and frame.blocks:
            self._set_before()  # no caption has said them
        if self._page.list_items:
            frame.blocks = self._listed(frame.blocks)
        frame.blocks = with_captions(frame.blocks)
        if frame.kind not in PARTS:
            self._figures -= frame.kind == "figure"
            last = max(frame.first, self._page.count)
            frame.origin = Origin(frame.first, last, "block", frame.trail)
        allowed = self._page.limits.table_cells
        for block in finish(frame, self._frames, allowed, self._page.name):
            self._add(block)
        if len(self._frames) == 1:
            self._words.odd = False


def trail_of(cues: Sequence[str]) -> tuple[str, ...]:
    """The elements of a trail, from the outermost; of very many the first and the last."""
    if len(cues) <= _LONGEST_TRAIL:
        return tuple(cues)  # a tuple is not copied
    half = _LONGEST_TRAIL // 2
    return (*cues[:half], *cues[-half:])


_ANCHORS = "¶⚓🔗"


def _without_anchor(words: Inlines) -> Inlines:
    """A heading without the sign that links to itself, as documentation puts behind each."""
    *rest, last = words
    if isinstance(last, Link) and rest and len(last.inlines) == 1:
        last = last.inlines[0]
    if not isinstance(last, Text) or not last.text.endswith(tuple(_ANCHORS)):
        return words
    left = last.text.rstrip(_ANCHORS).rstrip()
    if left:
        return (*rest, Text(left))
    if rest and isinstance(rest[-1], Text):
        rest[-1] = Text(rest[-1].text.rstrip())
    return tuple(rest) or words
