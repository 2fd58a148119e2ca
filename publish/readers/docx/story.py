"""A story of a Word file (its body, a note, a text box, a cell) → blocks with their looks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from publish.errors import OverLimit
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    CodeBlock,
    Figure,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    LineBreak,
    Origin,
    Paragraph,
    Picture,
    SectionBreak,
    Text,
)
from publish.model.walk import text_of_inlines
from publish.readers.docx.alternatives import branch_of
from publish.readers.docx.changes import is_gone, is_joined, settled
from publish.readers.docx.dialects import MC
from publish.readers.docx.items import Item, blocks_of, unstressed
from publish.readers.docx.lines import CREDIT, HIDDEN, Line, has, inlines_of, meant, text_of_lines
from publish.readers.docx.lists import Placed
from publish.readers.docx.names import Element, M, W, said
from publish.readers.docx.numbering import Numbers
from publish.readers.docx.reading import Reading
from publish.readers.docx.remarks import is_only_signs, is_sign, mark_of_remark
from publish.readers.docx.runs import Runs
from publish.readers.docx.styles import ParagraphLook
from publish.readers.docx.tables import table_of
from publish.readers.inlines import Leaf

_DEEPEST = 8  # tables in tables and boxes. # guess: a model has 32 blocks in each other
_SIGNS_OF_A_BREAK = frozenset(("***", "* * *", "⁂", "#", "###", "# # #", "~", "~~~", "—", "⁎⁎⁎"))


@dataclass(slots=True)
class Story:
    """Walks one story: what it has read so far, and where it is."""

    reading: Reading
    runs: Runs
    numbers: Numbers
    items: list[Item] = field(default_factory=list)
    trail: tuple[str, ...] = ()
    depth: int = 0
    """Cells and boxes around it."""
    _lead: list[Leaf] = field(default_factory=list)
    _lead_look: ParagraphLook | None = None

    @classmethod
    def of(cls, reading: Reading, kind: str) -> Story:
        """A story of the file at its beginning; a note has none of its own."""
        numbers = reading.numbers if kind == "main" else reading.numbers.fresh()
        note = (lambda *of: note_blocks(reading, *of)) if kind == "main" else None
        return cls(reading, Runs(reading, kind, note), numbers)

    def inside(self, parent: Element, step: str = "") -> list[Item]:
        """The items of something that stands in this story, a cell or a box."""
        trail = (*self.trail, step) if step else self.trail
        inner = replace(self, items=[], trail=trail, depth=self.depth + 1, _lead=[])
        inner.walk(parent)
        return inner.items

    def walk(self, parent: Element) -> None:
        """Read all that stands in an element."""
        for child in parent:
            tag = child.tag
            if tag == _PARAGRAPH:
                self._paragraph(child)
            elif handler := _BLOCKS.get(tag):
                handler(self, child)
            elif tag not in _NOTHING and not is_gone(tag, self.reading.changes):
                self.walk(child)
        if self._lead and any(not isinstance(each, Anchor) for _, each in self._lead):
            self._end()

    def _end(self) -> None:
        """A line that went on in the next paragraph, where there is none."""
        line = Line(self._lead)
        look = self._lead_look or ParagraphLook()
        self._lead, self._lead_look = [], None
        self._placed(look, line)

    # What stands between paragraphs

    def _table(self, element: Element) -> None:
        if self.depth == _DEEPEST:  # no page shows more: the cells' paragraphs one by one
            self.walk(element)
            return

        def cell(inside: Element) -> Blocks:
            return blocks_of(self.inside(inside))

        table = table_of(element, self.reading, cell, self.trail)
        if table is not None:
            self.items.append(Item(Placed(table)))

    def _control(self, element: Element) -> None:
        """A content control; one that holds a table of contents says so."""
        gallery = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        content = element.find(f"{W}sdtContent")
        if content is None:
            return
        trail = self.trail
        if gallery is not None and gallery.get(f"{W}val", "") == "Table of Contents":
            self.trail = (*trail, CONTENTS)
        self.walk(content)
        self.trail = trail

    def _alternatives(self, element: Element) -> None:
        if (branch := branch_of(element)) is not None:
            self.walk(branch)

    def _chunk(self, _: Element) -> None:
        self.reading.counts["word.chunk"] += 1

    def _outside(self, _: Element) -> None:
        self.reading.counts["word.outside"] += 1

    def _place(self, element: Element) -> None:
        name = element.get(f"{W}name", "")
        if self.reading.is_place(name):
            self._lead.append(((), Anchor(name)))

    def _remark(self, element: Element) -> None:
        if sign := mark_of_remark(element, self.reading.said):
            self._lead.append(((), sign))

    def _formula(self, element: Element) -> None:
        """A formula between paragraphs stands as in one of its own."""
        line = self.runs.line(element, ParagraphLook())
        self._placed(ParagraphLook(), line)

    # Paragraphs

    def _paragraph(self, element: Element) -> None:
        reading = self.reading
        reading.paragraphs += 1
        if reading.paragraphs > reading.limits.blocks:
            raise OverLimit(
                "blocks", reading.paragraphs, reading.limits.blocks, where=reading.package.name
            )
        given = element.find(_PROPERTIES)
        properties = settled(given, reading.changes)
        look = reading.sheet.paragraph(properties)
        line = self.runs.line(element, look)
        drops = said(properties, "framePr", "dropCap") in ("drop", "margin")
        if drops or is_joined(given, reading.changes):
            self._go_on(line, look, drops=drops)
            return
        if self._lead:
            lead = Line(self._lead)
            if self._lead_look is not None and line.is_empty and not lead.is_empty:
                look = self._lead_look
            line.leaves[:0] = self._lead
            self._lead, self._lead_look = [], None
        self._placed(look, line)

    def _go_on(self, line: Line, look: ParagraphLook, *, drops: bool) -> None:
        """A paragraph that goes on in the next: its mark went, or it is a letter in a frame."""
        leaves = line.leaves
        if drops:
            leaves = [(marks, each) for marks, each in leaves if not _is_space(each)]
        self._lead += leaves
        if not drops and not line.is_empty:
            self._lead_look = look
        self._beside(line, ParagraphLook())

    def _placed(self, look: ParagraphLook, line: Line) -> None:
        """One more item, and what is anchored in it."""
        mark = self.numbers.mark(look)
        contents = line.contents or look.kind == "contents"
        step = (CONTENTS,) if contents and CONTENTS not in self.trail else ()
        own = (step_of(look),) if look.kind in _NAMED else ()
        line.leaves, hidden = self._shown(line.leaves)
        if all(isinstance(each, str) and _is_space(each) for _, each in line.leaves):
            # A comment on what has no words stands on those that follow.
            self._lead += [leaf for leaf in line.leaves if is_sign(str(leaf[1]))]
            line.leaves = []
        number = self.reading.paragraphs
        origin = Origin(number, number, "paragraph", (*self.trail, *step, *hidden, *own))
        block = self._block(look, line, origin)
        if block is not None:
            leaves = tuple(line.leaves)
            self.items.append(Item(Placed(block, look, mark), leaves, line.bold, line.size))
        elif (mark is not None or look.begins) and not line.figures:
            self.items.append(Item(Placed(Paragraph((), origin), look, mark)))
        elif look.kind == "table-end":
            self.items.append(Item(Placed(None, look)))
        self._beside(line, look, origin)

    def _beside(self, line: Line, look: ParagraphLook, origin: Origin | None = None) -> None:
        """The pictures and boxes that are anchored in a line."""
        for figure in line.figures:
            where = origin or Origin(self.reading.paragraphs, self.reading.paragraphs, "paragraph")
            self.items.append(Item(Placed(replace(figure, origin=where), look)))
        line.figures = []
        for box in line.boxes:
            self.items += self._in_a_box(box)
        line.boxes = []

    def _in_a_box(self, box: Element) -> list[Item]:
        runs = replace(self.runs, fields=[], _line=Line())
        return replace(self, runs=runs, _lead=[], items=[]).inside(box, "textbox")

    def _shown(self, leaves: list[Leaf]) -> tuple[list[Leaf], tuple[str, ...]]:
        """The leaves without hidden ones; a line that is hidden as a whole stays and says so."""
        if not any(has(marks, HIDDEN) for marks, _ in leaves):
            return leaves, ()
        shown = [(m, each) for m, each in leaves if not has(m, HIDDEN)]
        self.reading.counts["word.hidden"] += 1
        if any(not _is_space(each) for _, each in shown):
            return shown, ()
        return leaves, ("div[hidden]",)

    def _block(self, look: ParagraphLook, line: Line, origin: Origin) -> Block | None:
        """The block that a line is; None for one that shows nothing."""
        if look.kind == "code":
            text = text_of_lines(line.leaves)
            return CodeBlock(text, line.program, origin) if text.strip() else None
        if look.kind == "caption":
            return _caption(line, origin)
        inlines = inlines_of(meant(line.leaves))
        if not inlines or all(isinstance(each, Anchor) for each in inlines):
            if look.ruled and not line.figures and not line.boxes:
                return SectionBreak(origin)
            return Paragraph(inlines, origin) if inlines else None
        shown = [
            each for each in inlines if not (isinstance(each, Text) and is_only_signs(each.text))
        ]
        if len(shown) == 1 and isinstance(only := shown[0], Formula) and line.displayed:
            return FormulaBlock(only.text, only.mathml, origin)
        apart = look.kind == "figure" or not self.reading.ours
        if apart and shown and all(isinstance(each, Picture) for each in shown):
            line.figures[:0] = [Figure(e.asset, e.alt) for e in shown if isinstance(e, Picture)]
            return None
        if look.kind == "title":
            return Heading(1, self._unstressed(inlines), origin)
        if look.kind == "heading":
            return Heading(min(look.level, 6), self._unstressed(inlines), origin)
        if look.kind == "break" or text_of_inlines(inlines).strip() in _SIGNS_OF_A_BREAK:
            return SectionBreak(origin)
        if look.kind == "formula":
            return FormulaBlock(text_of_inlines(inlines), origin=origin)
        return Paragraph(inlines, origin)

    def _unstressed(self, inlines: Inlines) -> Inlines:
        """A heading's words; where all of them are strong in a file of ours, they are meant so."""
        return inlines if self.reading.ours else unstressed(inlines)


CONTENTS = "contents"
"""The step in the trail of what stands in a table of contents that Word made."""


_NAMED = frozenset(("title", "subtitle", "byline", "date"))


def step_of(look: ParagraphLook) -> str:
    """The last step of a line's trail: what its style calls it, in whatever language."""
    dateline = look.kind == "date" and look.name.lower() == "dateline"
    return "p.dateline" if dateline else f"p.{look.kind}"


def note_blocks(reading: Reading, kind: str, id: str) -> Blocks | None:
    """What a footnote or an endnote says; None for one that is not there."""
    element = reading.notes.get((kind, id))
    if element is None:
        return None
    story = Story.of(reading, kind)
    story.walk(element)
    return blocks_of(story.items)


def _caption(line: Line, origin: Origin) -> Block | None:
    """A caption's line, as the figure that it belongs to; captions.py finds its picture."""
    said = [(marks, each) for marks, each in line.leaves if not has(marks, CREDIT)]
    credit = [(marks, each) for marks, each in line.leaves if has(marks, CREDIT)]
    caption, by = inlines_of(meant(said)), inlines_of(meant(credit))
    return Figure("", "", caption, by, origin) if caption or by else None


def _is_space(said: object) -> bool:
    if isinstance(said, str):
        return not said.strip() or is_sign(said)
    return isinstance(said, LineBreak | Anchor)


_PARAGRAPH, _PROPERTIES = f"{W}p", f"{W}pPr"
_NOTHING = frozenset(
    f"{W}{name}"
    for name in ("sectPr", "sdtPr", "sdtEndPr", "tblPr", "tblGrid", "trPr", "tcPr", "proofErr",
                 "customXmlPr", "bookmarkEnd", "permStart", "permEnd")
)  # fmt: skip
_Handler = Callable[[Story, Element], None]
_BLOCKS: Mapping[str, _Handler] = {
    f"{W}tbl": Story._table,
    f"{W}sdt": Story._control,
    f"{W}altChunk": Story._chunk,
    f"{W}subDoc": Story._outside,
    f"{W}bookmarkStart": Story._place,
    f"{W}commentRangeStart": Story._remark,
    f"{W}commentRangeEnd": Story._remark,
    f"{M}oMathPara": Story._formula,
    f"{M}oMath": Story._formula,
    f"{MC}AlternateContent": Story._alternatives,
}
