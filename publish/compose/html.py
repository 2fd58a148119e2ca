"""Tree → semantic HTML. The only serialiser: what it does not write reaches no page.

Its output is HTML 5 in the syntax of XML (every element closed, no named entities), so that one
serialiser serves the print engine and the EPUB. Words are escaped here and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar, assert_never

from markupsafe import Markup

from publish.compose.addresses import href
from publish.compose.code_html import code_markup
from publish.compose.formula_html import formula_markup
from publish.compose.fragments import Fragment, HeadingLine, Medium
from publish.compose.fragments import attributes as _attributes
from publish.compose.lettering import code_words, screen_words, set_words, with_whole_numbers
from publish.compose.links import Addresses, Shown, page_markup
from publish.compose.lists_html import box_markup, definitions_markup, list_markup
from publish.compose.notes_html import Notes, note_markup, note_run
from publish.compose.passages import INSIDE, Speech
from publish.compose.pictures_html import figure_markup, picture_markup
from publish.compose.places import NOWHERE, Places, anchor_id
from publish.compose.table_fit import Room
from publish.compose.table_html import table_markup
from publish.compose.verbatim import is_verbatim
from publish.model.article import Asset, Note
from publish.model.clean import clean_text
from publish.model.forms import is_place, is_verse
from publish.model.languages import language_tag
from publish.model.titles import said_of, with_figures
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
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
from publish.model.walk import folded, plain, text_of, text_of_inlines

__all__ = ["Medium", "Serialiser"]

_NOTHING = Markup("")
_P, _END, _P_CLOSE = Markup("<p"), Markup(">"), Markup("</p>")
_TABLES = 4  # in one another that are printed as such. # guess
_SPACES = re.compile("[ \t\n]+")
Held = TypeVar("Held", Inlines, Blocks)
_ELEMENTS: Mapping[type, str] = {
    Emphasis: "em", Strong: "strong", Superscript: "sup", Subscript: "sub", Deleted: "del",
    Inserted: "ins",
}  # fmt: skip


@dataclass(slots=True)
class Serialiser:
    """Sets the trees of one article for one medium, in the order of the page.

    It counts notes and headings as they come: set each piece once. `prefix` keeps the ids of
    several articles on one page apart. With `notes_at_end` (always but in print) a note leaves its
    number in the text and goes to `notes()`. `note_words` are what its two links say. `links` says
    where print shows where links lead. `picture_word` stands for a picture that nobody described:
    in print an empty alternative fails PDF/UA-1 7.3-1. `box_words` say "not done" and "done".
    `names` are never hyphenated. Links in the edition lead to `places`; with a `page_word` print
    says "(page 12)" of them. `room` is what a page of print has for tables.
    """

    medium: Medium
    language: str
    assets: Mapping[str, Asset] = field(default_factory=dict)
    prefix: str = ""
    notes_at_end: bool = True
    links: Shown = "none"
    picture_word: str = "Picture"
    note_words: tuple[str, str] = ("Note", "Back to text")
    box_words: tuple[str, str] = ("not done", "done")
    names: frozenset[str] = frozenset()
    places: Places = NOWHERE
    page_word: str = ""
    room: Room | None = None
    headings: list[HeadingLine] = field(default_factory=list)
    doubts: list[Note] = field(default_factory=list)
    _levels: list[int] = field(default_factory=list)
    _notes: Notes = field(init=False)
    _addresses: Addresses = field(default_factory=Addresses)
    _waiting: list[Markup] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)
    _placed: set[str] = field(default_factory=set)
    _said: str = ""  # the end of the paragraph so far: it tells where a sentence begins
    _speech: Speech = field(init=False)

    def __post_init__(self) -> None:
        self._speech = Speech(self.language, self.medium)
        self._notes = Notes(
            self.medium, self.language, self.prefix, self.note_words, self.notes_at_end
        )

    def inlines(self, inlines: Inlines) -> Fragment:
        """A run of inlines, for a place that the template has marked up."""
        with self._within("title"), self._speech.passage(inlines) as given:
            html = self._inlines(inlines)
        if given:
            html = Markup('<span class="passage"{}>{}</span>').format(given, html)
        return Fragment(html, plain(_clean(said_of(inlines))))

    def blocks(self, blocks: Blocks) -> Fragment:
        """Blocks, one a line."""
        return Fragment(self._blocks(blocks), "\n".join(map(text_of, blocks)))

    def inner_blocks(self, blocks: Blocks) -> Fragment:
        """Blocks that stand inside something of the page: no table of theirs can leave it."""
        with self._within("nested"):
            return self.blocks(blocks)

    def notes(self) -> Fragment:
        """The notes met so far, as items of a list; empty in print unless `notes_at_end`."""
        return Fragment(Markup("\n").join(self._notes.items), "")

    def addresses(self) -> Fragment:
        """Where the links met so far lead, as items of a list; empty unless they go to the end."""
        return Fragment(self._addresses.items(), "")

    # Blocks

    def _blocks(self, blocks: Blocks) -> Markup:
        return Markup("\n").join(filter(None, map(self._block, blocks)))

    def _block(self, block: Block) -> Markup:
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Heading():
                return self._heading(block)
            case Quote():
                with self._speech.passage(block.blocks) as given:
                    inner = self.inner_blocks(block.blocks).html
                return Markup("<blockquote{}>\n{}\n</blockquote>").format(given, inner)
            case Listing():
                return self._listing(block)
            case DefinitionList():
                return self._definitions(block)
            case Figure():
                return self._figure(block)
            case CodeBlock():
                left = self._speech.left_to_right
                return code_markup(block.text, self._broken, left, on_paper=self._on_paper)
            case FormulaBlock():
                line = formula_markup(block, on_paper=self._on_paper)
                return Markup('<p class="formula">{}</p>').format(line)
            case Table():
                return self._table(block)
            case SectionBreak():
                return Markup("<hr/>")
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: Paragraph) -> Markup:
        """A paragraph; one in another language carries that itself, as its direction may differ."""
        match paragraph.inlines:
            case (Foreign(language, inlines),) if tag := language_tag(language):
                with self._speech.speaking(tag) as given:
                    return Markup("<p{}>{}</p>").format(given, self._inlines(inlines))
            case _ if is_place(paragraph):
                return Markup('<div class="place">{}</div>').format(
                    self._inlines(paragraph.inlines)
                )
            case inlines:
                lines = Markup(' class="lines"') if is_verse(inlines) else _NOTHING
                with self._speech.passage(inlines) as given:
                    inner = self._inlines(inlines)
                    # format() would ask all three what they are, in ten times the time
                    return _NOTHING.join((_P, lines, given, _END, inner, _P_CLOSE))

    def _heading(self, heading: Heading) -> Markup:
        """A heading at most one level below the one before: levels that skip fail 7.4.2-1."""
        text = plain(_clean(said_of(heading.inlines)))
        if not text_of_inlines(heading.inlines).strip():
            return _NOTHING
        if not text or "note" in self._inside:  # no section of the article begins there
            return self._around("p", (Strong(heading.inlines),))
        while self._levels and self._levels[-1] >= heading.level:
            self._levels.pop()
        self._levels.append(heading.level)
        level = min(len(self._levels) + 1, 6)
        anchor = f"{self.prefix}section-{len(self.headings) + 1}"
        self.headings.append(HeadingLine(level, anchor, text))
        attributes = _attributes(("id", anchor), ("data-bookmark", self._on_paper and text))
        with self._within("title"), self._speech.passage(heading.inlines) as given:
            inner = self._inlines(heading.inlines)
        return Markup("<h{0}{1}{2}>{3}</h{0}>").format(level, attributes, given, inner)

    def _listing(self, listing: Listing) -> Markup:
        with self._within("nested"), self._speech.passage((listing,)) as given:
            return list_markup(
                listing, given, self._element, (self._tight, self._blocks), on_paper=self._on_paper
            )

    def _definitions(self, listing: DefinitionList) -> Markup:
        with self._within("nested"), self._speech.passage((listing,)) as given:
            return definitions_markup(listing, given, self._element, self._inlines, self._tight)

    def _table(self, table: Table) -> Markup:
        noted, in_cell = "note" in self._inside, "box" in self._inside
        if self._on_paper and self._inside.count("box") >= _TABLES:
            return self._unboxed(table)
        depth = self._inside.count("nested") + noted
        room = self.room.inside(depth, noted=noted) if self.room else None
        with self._within("box"), self._speech.passage((table,)) as given:
            caption = self._element("caption", _NOTHING, table.caption, self._inlines)
            pens = given, caption, self._cell
            paper, inner = self._on_paper, depth > 0
            return table_markup(
                table,
                *pens,
                on_paper=paper,
                room=room,
                inner=inner,
                in_cell=in_cell,
                doubts=self.doubts,
            )

    def _unboxed(self, table: Table) -> Markup:
        """A table's cells below each other: no paper holds one in four others, nor the engine."""
        said = f"a table in {_TABLES} others is printed with its cells below each other"
        self.doubts.append(Note("table.parted", said, table.origin))
        with self._within("box"):
            caption = [self._element("p", _NOTHING, table.caption, self._inlines)]
            cells = [self._blocks(cell.blocks) for row in table.rows for cell in row]
            return Markup("\n").join(caption * bool(table.caption) + cells)

    def _cell(self, blocks: Blocks) -> Markup:
        """What a cell holds; its edges are the table's, so a line that turns has its own."""
        turns = self._speech.turns(blocks, INSIDE)
        return self._blocks(blocks) if turns else self._tight(blocks)

    def _element(
        self, tag: str, given: Markup, words: Held, set_words: Callable[[Held], Markup]
    ) -> Markup:
        """An element inside another, with the attributes given and what its words say of them."""
        least = 1 if tag == "caption" else INSIDE
        with self._speech.passage(words, least) as turned:
            return Markup("<{0}{1}{2}>{3}</{0}>").format(tag, given, turned, set_words(words))

    def _tight(self, blocks: Blocks) -> Markup:
        """A single paragraph without its element; anything else as blocks."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._inlines(blocks[0].inlines)
        return self._blocks(blocks)

    def _figure(self, figure: Figure) -> Markup:
        with self._within("box"), self._speech.passage(figure.caption or figure.credit) as given:
            below = self._inlines(figure.caption), self._inlines(figure.credit), given
        asset = self.assets.get(figure.asset)
        return figure_markup(figure, asset, below, word=self.picture_word, on_paper=self._on_paper)

    def _picture(self, picture: Picture) -> Markup:
        """A picture in a sentence, or its words where there is none."""
        asset = self.assets.get(picture.asset)
        if asset is None:
            return self._text(folded(_clean(picture.alt)))
        return picture_markup(picture, asset, word=self.picture_word, on_paper=self._on_paper)

    @property
    def _on_paper(self) -> bool:
        return self.medium == "print"

    # Inlines

    def _inlines(self, inlines: Inlines) -> Markup:
        """Inlines in a row, with which a paragraph or a line begins."""
        said, self._said = self._said, ""
        made = self._run(inlines)
        self._said = said
        return made

    def _run(self, inlines: Inlines) -> Markup:
        return _NOTHING.join(map(self._inline, inlines))

    def _inline(self, inline: Inline) -> Markup:
        match inline:
            case Text():
                return self._text(_clean(inline.text))
            case Code():
                left = self._speech.left_to_right
                words = self._broken(self._in_line(inline.text), in_line=True)
                return Markup("<code{}>{}</code>").format(left, words)
            case LineBreak():
                return Markup("<br/>")
            case Superscript() | Subscript() if isinstance(text := self._figures(inline), Text):
                return self._text(_clean(text.text))
            case Emphasis() | Strong() | Superscript() | Subscript() | Deleted() | Inserted():
                return self._around(_ELEMENTS[type(inline)], inline.inlines)
            case Link():
                return self._link(inline)
            case Footnote():
                return self._footnote(inline)
            case Foreign():
                return self._foreign(inline)
            case Picture():
                return self._picture(inline)
            case Formula():
                return formula_markup(inline, on_paper=self._on_paper)
            case Anchor():
                return self._anchor(inline)
            case Checkbox():
                return box_markup(inline, self.box_words, on_paper=self._on_paper)
            case _:
                assert_never(inline)

    def _text(self, text: str) -> Markup:
        if not self._on_paper:
            return screen_words(text)
        text = self._in_line(text)
        said, self._said = self._said, text or self._said
        if "box" in self._inside:
            text = with_whole_numbers(text)
        return set_words(text, self._speech.language, self.names, said)

    def _in_line(self, text: str) -> str:
        """A text in a line: WeasyPrint leaves white space in the notes of a page as it is."""
        return _SPACES.sub(" ", text) if self._on_paper and "note" in self._inside else text

    def _figures(self, inline: Superscript | Subscript) -> Inline:
        """Raised figures as characters in Arabic print, where WeasyPrint turns 10<sup>6</sup>."""
        return with_figures(inline) if self._on_paper and self._speech.leftward else inline

    def _broken(self, text: str, *, in_line: bool = False) -> Markup:
        parts = in_line or "box" in self._inside
        return code_words(_clean(text), on_paper=self._on_paper, parts=parts)

    def _around(self, tag: str, inlines: Inlines) -> Markup:
        inner = self._run(inlines)
        return Markup("<{0}>{1}</{0}>").format(tag, inner) if inner else inner

    def _anchor(self, anchor: Anchor) -> Markup:
        """The place itself; of two of one name the first."""
        id = f"{self.prefix}{anchor_id(anchor.name)}"
        if id in self._placed:
            return _NOTHING
        self._placed.add(id)
        return Markup('<span id="{}"></span>').format(id)

    def _link(self, link: Link) -> Markup:
        """A link, or plain words: unsafe addresses, no words, a link or a note's mark inside."""
        inside = self.places.target(link.url)
        address = inside or href(link.url)
        if "a" in self._inside or not address or not text_of_inlines(link.inlines).strip():
            return self._run(link.inlines)
        with self._within("a"):
            inner = self._run(link.inlines)
        marks = _NOTHING.join(self._waiting)
        marks += self._shown(address, link, inside)
        self._waiting.clear()
        parted = len(link.inlines) > 1 and is_verbatim(text_of_inlines(link.inlines).strip())
        given = _attributes(("href", address), ("class", parted and "verbatim"))
        return Markup("<a{}>{}</a>{}").format(given, inner, marks)

    def _shown(self, address: str, link: Link, inside: str) -> Markup:
        """Where the link leads, for a reader on paper."""
        if "title" in self._inside:
            return _NOTHING
        if inside:
            return page_markup(inside, self.page_word)
        words = text_of_inlines(link.inlines)
        if self.links == "none" or self._addresses.told(address, words):
            return _NOTHING
        shown = self._addresses.printed(address)
        if self.links == "inline" or {"note", "box"} & {*self._inside}:
            return Markup(" ({})").format(shown)
        if self.links == "end":
            return self._addresses.mark(shown)
        return self._notes.mark(shown)

    @contextmanager
    def _within(self, place: str) -> Iterator[None]:
        """While a link ("a"), a line without notes ("title"), a table or a caption is set."""
        self._inside.append(place)
        yield
        self._inside.remove(place)

    def _foreign(self, foreign: Foreign) -> Markup:
        with self._speech.speaking(language_tag(foreign.language)) as given:
            inner = self._run(foreign.inlines)
        return Markup("<span{}>{}</span>").format(given, inner) if inner and given else inner

    # Notes

    def _footnote(self, note: Footnote) -> Markup:
        if "note" in self._inside:  # a note in a note: no page has room for a third level
            words = note_run(note.blocks, self._inlines, self._broken, on_paper=self._on_paper)
            return Markup(" ({})").format(words)
        inside, self._inside = self._inside, ["note"]
        with self._speech.passage(note.blocks):
            said = note_markup(note.blocks, self._inlines, self._blocks, at_end=self.notes_at_end)
            mark = self._notes.mark(*said, self._speech.language)
        self._inside = inside
        if "a" in inside:  # a link may hold neither a note's mark nor its links
            self._waiting.append(mark)
            return _NOTHING
        return mark


def _clean(text: str) -> str:
    return clean_text(text)[0]
