"""Blocks → paragraphs with named styles, tables and pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import assert_never

from publish.compose.languages import direction_of
from publish.compose.lists_html import room_of
from publish.compose.passages import INSIDE, Words, passage_language
from publish.compose.places import NOWHERE, Places
from publish.compose.table_fit import Fit
from publish.model.article import Asset
from publish.model.forms import is_boxed, is_place, numbers_of
from publish.model.titles import said_of
from publish.model.tree import (
    Block,
    Blocks,
    Checkbox,
    CodeBlock,
    DefinitionList,
    Figure,
    Formula,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Picture,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import text_of_inlines
from publish.model.word_paths import Step
from publish.writers.docx.drawings import drawing, sized
from publish.writers.docx.numbering import LEVELS, STEP
from publish.writers.docx.omml import mathematics
from publish.writers.docx.parts import BULLETS, NUMBERS, Book, CountedList, Inset, Relations
from publish.writers.docx.runs import Manner, Runs, plain_run
from publish.writers.docx.surroundings import Place, Surroundings, level_style, path_said_by
from publish.writers.docx.table_xml import (
    NO_ROOM,
    PageRoom,
    Setting,
    fitted,
    is_turned,
    table,
)

_ON_THE_PAGE = frozenset({"BodyText", "FirstParagraph"})
_LETTER = 133_350  # EMU: 10.5 points
_WIDEST = 20  # times as wide as high: a formula


def paragraph(style: str, runs: str, *, numbered: str = "", turned: str = "") -> str:
    """A paragraph; `numbered` and `turned` are its w:numPr and w:bidi where the style's are not."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{numbered}{turned}</w:pPr>{runs}</w:p>'


@dataclass(slots=True)
class Setter:
    """Sets the trees of one article in one part of the file, in the order of the page.

    `manner` changes with the passage that is set; `own` is the article's language, `index` its
    number in the edition, from 0.
    """

    book: Book
    relations: Relations
    manner: Manner
    assets: Mapping[str, Asset] = field(default_factory=dict)
    page_height: int = 0
    picture_word: str = "Picture"
    places: Places = NOWHERE
    index: int = 0
    own: str = ""
    room: PageRoom = NO_ROOM
    runs: Runs = field(init=False)
    _levels: list[int] = field(default_factory=list)
    _place: Place = field(default_factory=Place)
    _spoken: str = ""  # the language of the passage: only its direction holds for all of its words

    def __post_init__(self) -> None:
        self.runs = Runs(
            self.book,
            self.relations,
            self._note,
            self._small_picture,
            self.places,
            partial(self.book.anchor, self.index),
        )
        self.own = self.own or self.manner.language
        self._spoken = self._spoken or self.manner.language

    @property
    def turned(self) -> str:
        """The w:bidi of what runs against the file's direction here."""
        rtl = self.manner.rtl
        return "" if rtl == self.book.rtl else ("<w:bidi/>" if rtl else _LTR)

    def line(
        self, style: str, inlines: Inlines, numbered: str = "", around: Surroundings | None = None
    ) -> str:
        """A paragraph of these inlines, in their own direction."""
        with self._passage(inlines, INSIDE if around and (around.level or around.plain) else 1):
            return self.paragraph(style, self.runs.line(inlines, self.manner), numbered, around)

    def paragraph(
        self, style: str, runs: str, numbered: str = "", around: Surroundings | None = None
    ) -> str:
        """A paragraph of these runs, as far in as its surroundings are."""
        if around:
            style = self._placed(style, self._facing(around), numbered)
        elif self.manner.rtl != (direction_of(self.own) == "rtl"):
            left, right = self.book.indents.get(style, (0, 0))
            if left < 0:  # a title stands out into the column beside the text, not off the page
                style = self.book.inset(Inset(style, (right, left)))
        return paragraph(style, runs, numbered=numbered, turned=self.turned)

    def _placed(self, style: str, around: Surroundings, numbered: str = "") -> str:
        """The style for a paragraph that stands in these surroundings, which its name may spell."""
        indent = around.indent_of(style, self.book.indents, numbered)
        path, level, spelled = self._place.taken(around.path)
        number = min(around.level, LEVELS) - 1 if numbered else None
        plain = path == path_said_by(style, number) and not spelled
        if plain and indent is None and not level:
            return style
        return self.book.inset(Inset(style, indent), path, level)

    def _facing(self, around: Surroundings) -> Surroundings:
        return around.facing(rtl=self.manner.rtl)

    @contextmanager
    def _passage(self, words: Words, least: int = 1) -> Iterator[None]:
        """While words are set that may run the other way.

        They keep their own language: words of another may stand among them.
        """
        around, spoken = self.manner, self._spoken
        self._spoken = passage_language(words, spoken, self.own, least)
        if self._spoken != spoken:
            self.manner = replace(around, rtl=direction_of(self._spoken) == "rtl")
        yield
        self.manner, self._spoken = around, spoken

    def blocks(self, blocks: Blocks, around: Surroundings) -> str:
        """Blocks one after the other."""
        return "".join(self.block(block, around) for block in blocks)

    def block(self, block: Block, around: Surroundings) -> str:
        """One block, as one or more paragraphs and tables."""
        depth = len(around.path)
        again = self._place.begins(block, depth)
        made = self._block(block, around, again=again)
        shown = isinstance(block, Listing) or _SHOWN.search(made)
        self._place.ended(block if shown else None, depth)
        return made

    def _block(self, block: Block, around: Surroundings, *, again: bool) -> str:
        """The block; `again` says that one of its kind stands right before."""
        match block:
            case Paragraph() if is_place(block) and not around.plain:
                return self.runs.line(block.inlines, self.manner)
            case Paragraph():
                return self.line(around.style, block.inlines, "", around)
            case Heading():
                return self._heading(block, around)
            case Quote():
                with self._passage(block.blocks):
                    inner = self._facing(around).quote(self.book.indents)
                    return self.blocks(block.blocks, inner)
            case Listing():
                with self._passage((block,)):
                    return self._listing(block, self._facing(around))
            case DefinitionList():
                with self._passage((block,)):
                    return self._definitions(block, self._facing(around), again=again)
            case Figure():
                return self._figure(block, around)
            case CodeBlock():
                if again:
                    self._place.opens(Step("code", new=True))
                return self._code(block, around)
            case FormulaBlock():
                return self._formula(block, around)
            case Table():
                with self._passage((block,)):
                    return self._table(block, self._facing(around))
            case SectionBreak():
                return self.paragraph("SectionBreak", plain_run(self.book.section_sign), "", around)
            case _:
                assert_never(block)

    def _heading(self, heading: Heading, around: Surroundings) -> str:
        """A heading at most one level below the one before: Word's checker wants no gaps."""
        while self._levels and self._levels[-1] >= heading.level:
            self._levels.pop()
        self._levels.append(heading.level)
        shown = min(len(self._levels), 6)
        self._place.level = 0 if shown == heading.level else heading.level
        return self.line(f"Heading{shown}", heading.inlines, "", around)

    def _code(self, code: CodeBlock, around: Surroundings) -> str:
        """A program, which is set in from the left whatever stands around it."""
        marked = replace(self.manner, styles=self.book.program(code.language))
        runs = self.runs.code(code.text.strip("\n"), marked)
        style = self._placed("CodeBlock", around.facing(rtl=False))
        return paragraph(style, runs, turned=_LTR if self.book.rtl else "")

    def _formula(self, formula: FormulaBlock, around: Surroundings) -> str:
        style = around.style if around.plain else "Formula"
        if formula.mathml is None:
            if around.plain:
                self._place.opens(Step("formula"))
            runs = self.runs.line((Formula(formula.text),), self.manner)
            return self.paragraph(style, runs, "", around)
        return self.paragraph(style, mathematics(formula.mathml, block=True), "", around)

    # Lists

    def _listing(self, listing: Listing, around: Surroundings) -> str:
        level = min(around.level, LEVELS - 1)
        lists = self._numbers(listing, level, around)
        style = level_style("ListNumber" if listing.ordered else "ListBullet", level)
        if around.plain:
            style = around.style
            lists = [number or BULLETS for number in lists]
        inner = around.item(_WIDER[room_of(listing)] if listing.ordered else 0)
        made, before = "", None
        for item, number in zip(listing.items, lists, strict=True):
            self._place.spelled = before is not None and number != before  # of the same list
            marked = numbered(level, number) if number else ""
            boxed = is_boxed(item) and not listing.ordered
            made += self._item(item, inner, style, marked, boxed=boxed)
            before = number
        return made

    def _numbers(self, listing: Listing, level: int, around: Surroundings) -> list[int]:
        """The list of Word's that each item belongs to; 0 is the style's own.

        Word counts up by one: where a number does not follow, a list of its own begins.
        """
        if not listing.ordered:
            return [self.book.bullets(level, around.shift)] * len(listing.items)
        lists: list[int] = []
        before: int | None = None
        wider = _WIDER[room_of(listing)]
        for number in numbers_of(listing):
            if before is None or number != before + 1:
                counted = CountedList(
                    NUMBERS, level, number, listing.numbering, wider, around.shift
                )
                lists.append(self.book.new_list(counted))
            else:
                lists.append(lists[-1])
            before = number
        return lists

    def _item(
        self, item: Blocks, around: Surroundings, style: str, marked: str, *, boxed: bool
    ) -> str:
        """An item: its number stands with its first paragraph, or alone where there is none."""
        self._place.inside(len(around.path))
        first, *rest = item or (Paragraph(()),)
        if isinstance(first, Paragraph):
            if boxed:
                return self._boxed(first, around) + self.blocks(tuple(rest), around)
            opening = self.line(style, first.inlines, marked, around)
            return opening + self.blocks(tuple(rest), around)
        with self._passage(item, INSIDE):
            opening = self.paragraph(style, "", marked, around)
        return opening + self.blocks(item, around)

    def _boxed(self, line: Paragraph, around: Surroundings) -> str:
        """An item's line with its box where others have their sign."""
        box, *rest = line.inlines
        style = around.style if around.plain else level_style("ListTask", around.level - 1)
        sign = box.sign if isinstance(box, Checkbox) else ""
        if around.plain:
            self._place.opens(Step("task"))
        gap = " " if around.plain else "\t"
        with self._passage(tuple(rest), INSIDE):
            words = self.runs.line(tuple(rest), self.manner)
            signed = self.runs.words(sign + gap, self.manner) + words
            return self.paragraph(style, signed, "", around)

    def _definitions(self, listing: DefinitionList, around: Surroundings, *, again: bool) -> str:
        style = around.style if around.plain else "Term"
        inner = around.definition()
        made, defined = "", True
        for entry in listing.entries:
            for index, term in enumerate(entry.terms):
                new = not index and (again or not defined)
                if new or around.plain:
                    self._place.opens(Step("glossary" if new and again else "entry", new=new))
                made += self.line(style, term, "", around)
                again = False
            defined = False
            for each in entry.definitions:
                self._place.inside(len(inner.path), new=defined)
                self._place.spelled = not made  # of no term: nothing else tells of a list
                words = self.blocks(each, inner)
                defined = defined or _SHOWN.search(words) is not None
                made += words
        return made

    # Pictures

    def _figure(self, figure: Figure, around: Surroundings) -> str:
        asset = self.assets.get(figure.asset)
        made = ""
        with self._passage(figure.caption or figure.credit):  # the picture turns with its words
            if asset is not None:
                picture = self._picture(asset, figure, around.width)
                made = self.paragraph("Figure", picture, "", around)
            else:
                self._place.opens(Step("nothing"))
            if text_of_inlines((*figure.caption, *figure.credit)).strip():
                caption = self.runs.line(figure.caption, self.manner)
                credit = self.runs.more(figure.credit, self.manner.styled("Credit"))
                made += self.paragraph("Caption", caption + credit, "", around)
        return made

    def _picture(self, asset: Asset, figure: Figure, width: int) -> str:
        words = figure.alt.strip() or said_of(figure.caption)
        return self._drawing(asset, sized(asset, width, self.page_height), words)

    def _drawing(self, asset: Asset, size: tuple[int, int], words: str) -> str:
        word = self.picture_word
        return drawing(self.book, self.relations, asset, size, words or word, word)

    def _small_picture(self, picture: Picture) -> str:
        """A picture in a sentence, as high as a line's letters; nothing where there is none."""
        asset = self.assets.get(picture.asset)
        if asset is None:
            return ""
        across = round(_LETTER * min(asset.width_px / max(asset.height_px, 1), _WIDEST))
        return self._drawing(asset, (across, _LETTER), picture.alt)

    # Tables

    def turns(self, block: Block, around: Surroundings) -> bool:
        """Whether a block is a table that wants a page on its side."""
        return isinstance(block, Table) and is_turned(self._fit(block, around))

    def _fit(self, block: Table, around: Surroundings) -> Fit | None:
        room = self.room.beside(around.width)
        return fitted(block, room, inner=around.style not in _ON_THE_PAGE)

    def _table(self, block: Table, around: Surroundings) -> str:
        caption = ""
        if block.caption:
            caption = self.line("TableCaption", block.caption, "", replace(around, level=0))

        def cell(blocks: Blocks, style: str, width: int) -> str:
            kept, self._place = self._place, Place()
            words = self.blocks(blocks, Surroundings(style, width, plain=True))
            self._place = kept
            return words

        found = self._fit(block, around)
        if found is None:
            return caption
        self.book.doubts += found.notes(block)
        room = self.room.beside(around.width)
        side, rtl = self.room.side, self.manner.rtl
        end = self._placed("TableEnd", replace(around, indent=0, right=0, level=0))
        said = said_of(block.caption)
        setting = Setting(found, room, around.indent, side, rtl, cell, end, said)
        return caption + table(block, setting)

    # Notes

    def _note(self, blocks: Blocks) -> str:
        """Sets a note into the notes of the file, at the foot or end; back comes its mark."""
        notes = self.book.notes
        number = len(notes) + 1
        notes.append("")
        setter = Setter(
            self.book,
            self.book.of_notes,
            replace(self.manner, noted=True),
            self.assets,
            self.page_height,
            self.picture_word,
            self.places,
            self.index,
            self.own,
            self.room,
        )
        setter._spoken = self._spoken
        kind = self.book.noted
        notes[number - 1] = f'<w:{kind} w:id="{number}">{setter._noted(blocks)}</w:{kind}>'
        return self._sign(f'<w:{kind}Reference w:id="{number}"/>')

    def _noted(self, blocks: Blocks) -> str:
        kind = self.book.noted
        around = Surroundings(f"{kind.capitalize()}Text", _NOTE_WIDTH, plain=True)
        first = blocks[0] if blocks else Paragraph(())
        lead = self._sign(f"<w:{kind}Ref/>") + plain_run(" ")
        with self._passage(blocks):
            if isinstance(first, Paragraph):
                opening = self.paragraph(
                    around.style, lead + self.runs.line(first.inlines, self.manner)
                )
                return opening + self.blocks(blocks[1:], around)
            return self.paragraph(around.style, lead) + self.blocks(blocks, around)

    def _sign(self, reference: str) -> str:
        style = f"{self.book.noted.capitalize()}Reference"
        return f'<w:r><w:rPr><w:rStyle w:val="{style}"/></w:rPr>{reference}</w:r>'


_SHOWN = re.compile(r"<w:t[ >]|<w:tbl>|<w:drawing|<m:oMath|<w:(?:foot|end)noteReference|<w:numPr>")
"""What a reader sees of paragraphs: one without it is empty to whoever reads the file again."""

_WIDER = {"": 0, "long": STEP // 3, "longest": STEP}  # twips
_LTR = '<w:bidi w:val="0"/>'
_NOTE_WIDTH = 5000  # twips: a picture in a note is a small one


def numbered(level: int, number: int) -> str:
    """The w:numPr of a paragraph that belongs to a list of its own."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
