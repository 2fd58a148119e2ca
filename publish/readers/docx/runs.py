"""The runs of a paragraph → leaves with marks: words, breaks, notes, pictures, formulas, places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from publish.model.tree import (
    Anchor,
    Blocks,
    Checkbox,
    Code,
    Figure,
    Footnote,
    Formula,
    LineBreak,
    Picture,
)
from publish.model.word_roles import FURNITURE, PROGRAM
from publish.readers.docx.alternatives import branch_of
from publish.readers.docx.changes import TRACKED, is_gone, mark_of, settled
from publish.readers.docx.dialects import MC, W14
from publish.readers.docx.drawings import Drawn, drawn
from publish.readers.docx.fields import CONTENTS, Field, begun
from publish.readers.docx.lines import HIDDEN, Line, has
from publish.readers.docx.marks import marks_of
from publish.readers.docx.names import Element, M, R, W, said
from publish.readers.docx.reading import Reading
from publish.readers.docx.remarks import mark_of_remark
from publish.readers.docx.styles import ParagraphLook, RunLook
from publish.readers.docx.symbols import sign_of, spelt
from publish.readers.formulas.omml import of_omml
from publish.readers.inlines import Mark, Marks, Said
from publish.readers.references import link_address


class _Around(NamedTuple):
    """What holds for runs where they stand."""

    marks: Marks = ()
    hidden: bool = False


@dataclass(slots=True)
class Runs:
    """Reads the paragraphs of one story, over which fields may reach.

    `notes` reads the blocks of a footnote; it is None inside of one.
    """

    reading: Reading
    story: str
    notes: Callable[[str, str], Blocks | None] | None
    fields: list[Field] = field(default_factory=list)
    unread: int = 0
    """Fields that were begun in more others than are followed."""
    _line: Line = field(default_factory=Line)
    _look: ParagraphLook = field(default_factory=ParagraphLook)

    def line(self, paragraph: Element, look: ParagraphLook) -> Line:
        """What a paragraph holds."""
        self._line, self._look = Line(), look
        self._walk(paragraph, _Around())
        return self._line

    # Around runs

    def _walk(self, parent: Element, around: _Around) -> None:
        for child in parent:
            tag = child.tag
            if tag == _RUN:
                self._run(child, around)
            elif tag in _PROPERTIES:
                continue
            elif tag in TRACKED:
                self._tracked(child, around)
            elif handler := _AROUND.get(tag):
                handler(self, child, around)
            else:
                self._walk(child, around)

    def _tracked(self, element: Element, around: _Around) -> None:
        changes = self.reading.changes
        if is_gone(element.tag, changes):
            around = around._replace(hidden=True)
        elif mark := mark_of(element.tag, changes):
            around = _marked(around, mark)
        self._walk(element, around)

    def _hyperlink(self, element: Element, around: _Around) -> None:
        relation = self.reading.relations[self.story].get(element.get(f"{R}id", ""))
        place = element.get(f"{W}anchor", "")
        if relation is not None and relation.outside:
            url = (
                f"{relation.target}#{place}"
                if place and "#" not in relation.target
                else relation.target
            )
        else:
            url = f"#{place}" if place else ""
        self._walk(element, self._linked(around, url))

    def _linked(self, around: _Around, url: str) -> _Around:
        """Within a link; without where no reader can follow it."""
        address = self._followable(url)
        return _marked(around, Mark("link", address)) if address else around

    def _followable(self, url: str) -> str:
        if url.startswith("#"):
            return url if url[1:] in self.reading.places else ""
        address = link_address(url) if url else ""
        if url and not address:
            self.reading.counts["link.dropped"] += 1
        return address

    def _simple_field(self, element: Element, around: _Around) -> None:
        one = Field([element.get(f"{W}instr", "")])
        one.begin_result()
        self._counted(one)
        self.fields.append(one)
        self._walk(element, self._linked(around, one.url) if one.url else around)
        self.fields.pop()

    def _control(self, element: Element, around: _Around) -> None:
        """A content control: one to tick is a box, of others what they hold is read."""
        properties, content = element.find(f"{W}sdtPr"), element.find(f"{W}sdtContent")
        box = properties.find(f"{W14}checkbox") if properties is not None else None
        if box is not None and not around.hidden:
            ticked = said(box, "checked", space=W14) in ("1", "true", "on")
            self._add(around.marks, Checkbox(ticked))
        elif content is not None:
            self._walk(content, around)

    def _alternatives(self, element: Element, around: _Around) -> None:
        if (branch := branch_of(element)) is not None:
            self._walk(branch, around)

    def _place(self, element: Element, around: _Around) -> None:
        name = element.get(f"{W}name", "")
        if self.reading.is_place(name) and not around.hidden:
            self._line.leaves.append((around.marks, Anchor(name)))

    def _remark(self, element: Element, around: _Around) -> None:
        if sign := mark_of_remark(element, self.reading.said):
            marks = self._line.leaves[-1][0] if self._line.leaves else around.marks
            self._line.leaves.append((marks, sign))

    def _formula(self, element: Element, around: _Around) -> None:
        if not self._is_read(around):
            return
        text, tree = of_omml(element)
        if text:
            self.reading.count(len(text))
            self._add(around.marks, Formula(text, tree))

    def _display(self, element: Element, around: _Around) -> None:
        self._line.displayed = True
        self._walk(element, around)

    # Runs

    def _run(self, run: Element, around: _Around) -> None:
        first = run[0] if len(run) else None
        properties = first if first is not None and first.tag == _LOOK else run.find(_LOOK)
        look = self.reading.sheet.run(settled(properties, self.reading.changes), self._look)
        if properties is not None and properties.find(_HIGHLIGHT) is not None:
            self.reading.counts["word.highlight"] += 1
        self._pieces(run, around, look, properties)

    def _pieces(
        self, run: Element, around: _Around, look: RunLook, properties: Element | None
    ) -> None:
        for child in run:
            tag = child.tag
            if tag in _TEXTS:
                text = child.text or ""
                if "\uf000" <= max(text, default="") <= "\uf0ff":
                    text = spelt(text, _font(properties))
                self._say(text, around, look)
            elif tag == _LOOK:
                continue
            elif sign := _SIGNS.get(tag):
                self._say(sign, around, look)
            elif handler := _INSIDE.get(tag):
                handler(self, child, around, look)
            elif tag == _ALTERNATIVES and (branch := branch_of(child)) is not None:
                self._pieces(branch, around, look, properties)

    def _say(self, said: Said, around: _Around, look: RunLook) -> None:
        """Words or a sign of a run, where they are read."""
        if not said or not self._is_read(around) or not FURNITURE.isdisjoint(look.names):
            return
        if any(each.name in CONTENTS for each in self.fields):
            self._line.contents = True
        if isinstance(said, str):
            self.reading.count(len(said))
            if said.strip():
                self._line.looks.add((look.bold or self._look.bold, look.size))
                if look.role.startswith(PROGRAM):
                    self._line.program = look.role.removeprefix(PROGRAM)
        if look.hidden:
            around = _marked(around, Mark(HIDDEN))
        self._add(self._marks(around, look, said), self._coded(said, look))

    def _coded(self, said: Said, look: RunLook) -> Said:
        return Code(said) if look.code and isinstance(said, str) else said

    def _is_read(self, around: _Around) -> bool:
        if around.hidden:
            return False
        return self.story in self.reading.unended or all(each.shows for each in self.fields)

    def _marks(self, around: _Around, look: RunLook, said: Said) -> Marks:
        """What holds for words or a sign of a run: links of fields too."""
        marks = around.marks
        url = next((each.url for each in reversed(self.fields) if each.url), "")
        if url and not has(marks, "link") and (address := self._field_address(url)):
            marks = (Mark("link", address), *marks)
        language = self.reading.language_of(said, look) if isinstance(said, str) else ""
        return marks_of(marks, look, language)

    def _field_address(self, url: str) -> str:
        if url.startswith("#"):
            return url if url[1:] in self.reading.places else ""
        return link_address(url)

    def _add(self, marks: Marks, said: Said) -> None:
        self._line.leaves.append((marks, said))

    # What a run holds beside words

    def _break(self, element: Element, around: _Around, look: RunLook) -> None:
        if element.get(f"{W}type", "textWrapping") == "textWrapping":
            self._say(LineBreak(), around, look)
        else:  # a page or a column ends: its words go on
            self._say(" ", around, look)

    def _symbol(self, element: Element, around: _Around, look: RunLook) -> None:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            return
        sign = sign_of(code, element.get(f"{W}font", ""))
        if sign:
            self._say(sign, around, look)
        elif self._is_read(around):
            self.reading.counts["word.symbol"] += 1

    def _field_sign(self, element: Element, around: _Around, look: RunLook) -> None:
        kind = element.get(f"{W}fldCharType", "")
        if kind == "begin" and len(self.fields) < _DEEPEST:
            self.fields.append(begun(element))
        elif kind == "begin" or (kind == "end" and self.unread):
            self.unread += 1 if kind == "begin" else -1
        elif not self.fields:
            return
        elif kind == "separate":
            self.fields[-1].begin_result()
            self._counted(self.fields[-1])
        elif kind == "end":
            ended = self.fields.pop()
            if not ended.in_result:
                ended.begin_result()
                self._counted(ended)
            if ended.ticked is not None:
                self._say(Checkbox(ended.ticked), around, look)
            elif ended.chosen:
                self._say(ended.chosen, around, look)

    def _counted(self, one: Field) -> None:
        if one.is_drawn:
            self.reading.counts["word.field"] += 1
        if one.is_fetched:
            self.reading.counts["word.outside"] += 1
        if one.url and not one.url.startswith("#") and not link_address(one.url):
            self.reading.counts["link.dropped"] += 1

    def _field_code(self, element: Element, around: _Around, _: RunLook) -> None:
        if self.fields and not self.fields[-1].in_result and not around.hidden:
            self.fields[-1].codes.append(element.text or "")

    def _note(self, element: Element, around: _Around, _: RunLook) -> None:
        if self.notes is None or not self._is_read(around):
            return
        kind = "footnotes" if element.tag == f"{W}footnoteReference" else "endnotes"
        line, paragraph = self._line, self._look
        blocks = self.notes(kind, element.get(f"{W}id", ""))
        self._line, self._look = line, paragraph
        if blocks:
            marks = tuple(mark for mark in around.marks if mark.kind in ("ins", "del"))
            self._add(marks, Footnote(blocks))

    def _drawing(self, element: Element, around: _Around, look: RunLook) -> None:
        if not self._is_read(around):
            return
        for each in drawn(element, self.reading, self.story):
            self._drawn(each, around, look)

    def _drawn(self, each: Drawn, around: _Around, look: RunLook) -> None:
        if each.box is not None:
            self._line.boxes.append(each.box)
        elif each.small:
            self._say(Picture(each.asset, each.alt), around, look)
        else:
            self._line.figures.append(Figure(each.asset, each.alt))

    def _ruby(self, element: Element, around: _Around, look: RunLook) -> None:
        """Letters with their reading above: the reading stands behind, in brackets."""
        base, reading = element.find(f"{W}rubyBase"), element.find(f"{W}rt")
        if base is not None:
            self._walk(base, around)
        if reading is not None and "".join(reading.itertext(_TEXT)).strip():
            self.reading.counts["word.ruby"] += 1
            self._say("（", around, look)
            self._walk(reading, around)
            self._say("）", around, look)


def _marked(around: _Around, mark: Mark) -> _Around:
    others = tuple(each for each in around.marks if each.kind != mark.kind)
    return around._replace(marks=(*others, mark))


def _font(properties: Element | None) -> str:
    return said(properties, "rFonts", "ascii") or said(properties, "rFonts", "hAnsi") or ""


_DEEPEST = 50  # fields in each other. # guess: a form letter has four
_RUN, _LOOK, _TEXT, _HIGHLIGHT = f"{W}r", f"{W}rPr", f"{W}t", f"{W}highlight"
_TEXTS = frozenset((_TEXT, f"{W}delText"))
_ALTERNATIVES = f"{MC}AlternateContent"
_PROPERTIES = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "customXmlPr", "smartTagPr", "proofErr")
)  # fmt: skip
_SIGNS: Mapping[str, Said] = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": LineBreak(),
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_Wrapper = Callable[[Runs, Element, _Around], None]
_AROUND: Mapping[str, _Wrapper] = {
    f"{W}hyperlink": Runs._hyperlink,
    f"{W}fldSimple": Runs._simple_field,
    f"{W}sdt": Runs._control,
    f"{W}bookmarkStart": Runs._place,
    f"{W}commentRangeStart": Runs._remark,
    f"{W}commentRangeEnd": Runs._remark,
    f"{M}oMath": Runs._formula,
    f"{M}oMathPara": Runs._display,
    _ALTERNATIVES: Runs._alternatives,
}
_Piece = Callable[[Runs, Element, _Around, RunLook], None]
_INSIDE: Mapping[str, _Piece] = {
    f"{W}br": Runs._break,
    f"{W}sym": Runs._symbol,
    f"{W}fldChar": Runs._field_sign,
    f"{W}instrText": Runs._field_code,
    f"{W}footnoteReference": Runs._note,
    f"{W}endnoteReference": Runs._note,
    f"{W}drawing": Runs._drawing,
    f"{W}pict": Runs._drawing,
    f"{W}object": Runs._drawing,
    f"{W}ruby": Runs._ruby,
    f"{W}commentReference": lambda runs, element, around, _: runs._remark(element, around),
}
