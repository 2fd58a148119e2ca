"""Tree → semantic HTML. The only serialiser: what it does not write reaches no page.

Its output is HTML 5 in the syntax of XML (every element closed, no named entities), so that one
serialiser serves the print engine and the EPUB. Words are escaped here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal, assert_never

from markupsafe import Markup, escape

from publish.compose.addresses import href
from publish.compose.fragments import Fragment, HeadingLine
from publish.compose.fragments import attributes as _attributes
from publish.compose.languages import direction_of, language_tag
from publish.compose.lettering import GAP, PRINT_GAP, broken, joined, set_words
from publish.compose.links import Addresses, Shown
from publish.compose.math_html import math_markup
from publish.compose.picture_files import picture_name, shape_of
from publish.compose.table_html import table_markup
from publish.model.article import Asset
from publish.model.clean import clean_text
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
    Entry,
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
from publish.model.walk import contents_of, folded, plain, sign_of, text_of, text_of_inlines

Medium = Literal["print", "reflow", "screen"]

_NOTHING = Markup("")


@dataclass(slots=True)
class Serialiser:
    """Sets the trees of one article for one medium, in the order of the page.

    It counts notes and headings as they come: set each piece once. `prefix` keeps the ids of
    several articles on one page apart. With `notes_at_end` (always but in print) a note leaves its
    number in the text and goes to `notes()`. `links` says where print shows where links lead.
    `picture_word` stands for a picture that nobody described: in print an empty alternative fails
    PDF/UA-1 7.3-1. `names` are never hyphenated.
    """

    medium: Medium
    language: str
    assets: Mapping[str, Asset] = field(default_factory=dict)
    prefix: str = ""
    notes_at_end: bool = True
    links: Shown = "none"
    picture_word: str = "Picture"
    back_word: str = "Back to text"
    names: frozenset[str] = frozenset()
    headings: list[HeadingLine] = field(default_factory=list)
    _levels: list[int] = field(default_factory=list)
    _notes: list[Markup] = field(default_factory=list)
    _addresses: Addresses = field(default_factory=Addresses)
    _waiting: list[Markup] = field(default_factory=list)
    _inside: list[str] = field(default_factory=list)
    _said: str = ""  # the end of the paragraph so far: it tells where a sentence begins

    def inlines(self, inlines: Inlines) -> Fragment:
        """A run of inlines, for a place that the template has marked up."""
        with self._within("title"):
            html = self._inlines(inlines)
        return Fragment(html, plain(_clean(text_of_inlines(inlines))))

    def blocks(self, blocks: Blocks) -> Fragment:
        """Blocks, one a line."""
        html = self._blocks(blocks)
        return Fragment(html, "\n".join(text_of(block) for block in blocks))

    def notes(self) -> Fragment:
        """The notes met so far, as items of a list; empty in print unless `notes_at_end`."""
        return Fragment(Markup("\n").join(self._notes), "")

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
                inner = self._blocks(block.blocks)
                return Markup("<blockquote>\n{}\n</blockquote>").format(inner)
            case Listing():
                return self._listing(block)
            case DefinitionList():
                return self._definitions(block)
            case Figure():
                return self._figure(block)
            case CodeBlock():
                code = self._broken(block.text.strip("\n"))
                return Markup("<pre><code>{}</code></pre>").format(code)
            case FormulaBlock():
                return Markup('<p class="formula">{}</p>').format(self._formula(block))
            case Table():
                with self._within("box"):
                    on_paper = self.medium == "print"
                    return table_markup(block, self._tight, self._inlines, on_paper=on_paper)
            case SectionBreak():
                return Markup("<hr/>")
            case _:
                assert_never(block)

    def _paragraph(self, paragraph: Paragraph) -> Markup:
        """A paragraph; one in another language carries that itself, as its direction may differ."""
        match paragraph.inlines:
            case (Foreign(language, inlines),) if tag := language_tag(language):
                attributes, own = self._language_of(tag), self.language
                self.language = tag
                inner = self._inlines(inlines)
                self.language = own
                return Markup("<p{}>{}</p>").format(attributes, inner)
            case inlines:
                return Markup("<p>{}</p>").format(self._inlines(inlines))

    def _heading(self, heading: Heading) -> Markup:
        """A heading at most one level below the one before: levels that skip fail 7.4.2-1."""
        text = plain(_clean(text_of_inlines(heading.inlines)))
        if not text:
            return _NOTHING
        while self._levels and self._levels[-1] >= heading.level:
            self._levels.pop()
        self._levels.append(heading.level)
        level = min(len(self._levels) + 1, 6)
        anchor = f"{self.prefix}section-{len(self.headings) + 1}"
        self.headings.append(HeadingLine(level, anchor, text))
        attributes = _attributes(("id", anchor), ("data-bookmark", self.medium == "print" and text))
        with self._within("title"):
            inner = self._inlines(heading.inlines)
        return Markup("<h{0}{1}>{2}</h{0}>").format(level, attributes, inner)

    def _listing(self, listing: Listing) -> Markup:
        tag = "ol" if listing.ordered else "ul"
        tight = all(len(item) == 1 and isinstance(item[0], Paragraph) for item in listing.items)
        start = _NOTHING
        if listing.ordered and listing.start != 1:
            start = _attributes(("start", listing.start))
            if self.medium == "print":  # where WeasyPrint reads no presentational attributes
                start = _attributes(("style", f"counter-reset: list-item {listing.start - 1}"))
        items = Markup("\n").join(
            Markup("<li>{}</li>").format(self._tight(item) if tight else self._blocks(item))
            for item in listing.items
        )
        return Markup("<{0}{1}>\n{2}\n</{0}>").format(tag, start, items)

    def _definitions(self, listing: DefinitionList) -> Markup:
        lines: list[Markup] = []
        for entry in listing.entries:
            lines += [Markup("<dt>{}</dt>").format(self._inlines(term)) for term in entry.terms]
            lines += [Markup("<dd>{}</dd>").format(self._tight(each)) for each in entry.definitions]
        return Markup("<dl>\n{}\n</dl>").format(Markup("\n").join(lines))

    def _tight(self, blocks: Blocks) -> Markup:
        """A single paragraph without its element; anything else as blocks."""
        if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
            return self._inlines(blocks[0].inlines)
        return self._blocks(blocks)

    def _figure(self, figure: Figure) -> Markup:
        asset = self.assets.get(figure.asset)
        with self._within("box"):
            caption = self._inlines(figure.caption)
            credit = self._inlines(figure.credit)
        picture = self._picture(figure)
        if credit:
            gap, after = (" ", " after") if caption else ("", "")
            caption += Markup('{}<span class="credit{}">{}</span>').format(gap, after, credit)
        if caption:
            caption = Markup("\n<figcaption>{}</figcaption>").format(caption)
        if not (picture or caption):
            return _NOTHING
        kind = _attributes(("class", shape_of(asset) if asset and self.medium == "print" else ""))
        return Markup("<figure{}>\n{}{}\n</figure>").format(kind, picture, caption)

    def _picture(self, figure: Figure) -> Markup:
        asset = self.assets.get(figure.asset)
        alt = folded(_clean(figure.alt)) or folded(text_of_inlines(figure.caption))
        if asset is None:
            return Markup('<p class="absent">[{}]</p>').format(alt) if figure.alt else _NOTHING
        place = "asset:" if self.medium == "print" else "images/"
        return Markup('<img src="{}{}" alt="{}"/>').format(
            place, picture_name(asset), _clean(alt) or self.picture_word
        )

    def _small_picture(self, picture: Picture) -> Markup:
        """A picture in a sentence, or its words where there is none."""
        asset = self.assets.get(picture.asset)
        alt = folded(_clean(picture.alt))
        if asset is None:
            return self._text(alt)
        place = "asset:" if self.medium == "print" else "images/"
        return Markup('<img class="letter" src="{}{}" alt="{}"/>').format(
            place, picture_name(asset), alt or self.picture_word
        )

    def _formula(self, formula: Formula | FormulaBlock) -> Markup:
        block = isinstance(formula, FormulaBlock)
        if self.medium != "print" and formula.mathml is not None:
            return math_markup(formula.mathml, formula.text, block=block)
        return Markup('<span class="formula">{}</span>').format(self._broken(formula.text))

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
                return Markup("<code>{}</code>").format(self._broken(inline.text))
            case LineBreak():
                return Markup("<br/>")
            case Emphasis():
                return self._around("em", inline.inlines)
            case Strong():
                return self._around("strong", inline.inlines)
            case Superscript():
                return self._around("sup", inline.inlines)
            case Subscript():
                return self._around("sub", inline.inlines)
            case Deleted():
                return self._around("del", inline.inlines)
            case Inserted():
                return self._around("ins", inline.inlines)
            case Link():
                return self._link(inline)
            case Footnote():
                return self._footnote(inline)
            case Foreign():
                return self._foreign(inline)
            case Picture():
                return self._small_picture(inline)
            case Formula():
                return self._formula(inline)
            case Anchor():
                return _NOTHING
            case Checkbox():
                return self._text(sign_of(inline))
            case _:
                assert_never(inline)

    def _text(self, text: str) -> Markup:
        if self.medium != "print":
            return broken(text, GAP)
        said, self._said = self._said, text or self._said
        return set_words(text, self.language, self.names, said)

    def _broken(self, text: str) -> Markup:
        text = _clean(text)
        return broken(joined(text), PRINT_GAP) if self.medium == "print" else broken(text, GAP)

    def _around(self, tag: str, inlines: Inlines) -> Markup:
        inner = self._run(inlines)
        return Markup("<{0}>{1}</{0}>").format(tag, inner) if inner else inner

    def _link(self, link: Link) -> Markup:
        """A link, or plain words: unsafe addresses, no words, a link or a note's mark inside."""
        address = href(link.url)
        if "a" in self._inside or not address or not text_of_inlines(link.inlines).strip():
            return self._run(link.inlines)
        with self._within("a"):
            inner = self._run(link.inlines)
        marks = _NOTHING.join(self._waiting) + self._shown(address, link)
        self._waiting.clear()
        return Markup('<a href="{}">{}</a>{}').format(address, inner, marks)

    def _shown(self, address: str, link: Link) -> Markup:
        """Where the link leads, for a reader on paper."""
        words = text_of_inlines(link.inlines)
        if self.links == "none" or "title" in self._inside or self._addresses.told(address, words):
            return _NOTHING
        shown = self._addresses.printed(address)
        if self.links == "inline" or {"note", "box"} & {*self._inside}:
            return Markup(" ({})").format(shown)
        if self.links == "end":
            return self._addresses.mark(shown)
        return self._noted(shown)

    @contextmanager
    def _within(self, place: str) -> Iterator[None]:
        """While a link ("a"), a line without notes ("title"), a table or a caption is set."""
        self._inside.append(place)
        yield
        self._inside.remove(place)

    def _foreign(self, foreign: Foreign) -> Markup:
        tag = language_tag(foreign.language)
        attributes = self._language_of(tag)
        own, self.language = self.language, tag or self.language
        inner = self._run(foreign.inlines)
        self.language = own
        return Markup("<span{}>{}</span>").format(attributes, inner) if inner and tag else inner

    def _language_of(self, tag: str) -> Markup:
        """The attributes of an element in another language."""
        direction = direction_of(tag)
        other = direction != direction_of(self.language) and direction
        book = self.medium == "reflow"
        return _attributes(("lang", tag), ("xml:lang", book and tag), ("dir", other))

    # Notes

    def _footnote(self, note: Footnote) -> Markup:
        if "note" in self._inside:  # a note in a note: no page has room for a third level
            return Markup(" ({})").format(self._note_lines(note.blocks))
        inside, self._inside = self._inside, ["note"]
        mark = self._noted(self._note_lines(note.blocks))
        self._inside = inside
        if "a" in inside:  # a link may hold neither a note's mark nor its links
            self._waiting.append(mark)
            return _NOTHING
        return mark

    def _noted(self, lines: Markup) -> Markup:
        """What stands in the text for a note: its mark where notes go to the end."""
        if not self.notes_at_end:
            return Markup('<span class="footnote">{}</span>').format(lines)
        number = len(self._notes) + 1
        anchor, mark = f"{self.prefix}note-{number}", f"{self.prefix}noteref-{number}"
        label = f"{self.back_word} {number}"
        back = _attributes(*self._kind("backlink"), ("href", f"#{mark}"), ("aria-label", label))
        arrow = Markup(" <a{}>↑</a>").format(back) if self.medium != "print" else _NOTHING
        self._notes.append(Markup('<li id="{}">{}{}</li>').format(anchor, lines, arrow))
        there = _attributes(*self._kind("noteref"), ("id", mark), ("href", f"#{anchor}"))
        return Markup("<sup><a{}>{}</a></sup>").format(there, number)

    def _kind(self, kind: str) -> tuple[tuple[str, str], ...]:
        """What an element is to an e-book reader; `epub:type` goes nowhere without its role."""
        if self.medium != "reflow":
            return ()
        return ("epub:type", kind), ("role", f"doc-{kind}")

    def _note_lines(self, blocks: Blocks) -> Markup:
        """A note's words as one run: it stands inside a line, where no block may stand."""
        lines = [line for block in blocks for line in self._lines(block)]
        rest = _NOTHING.join(
            Markup('<span class="line">{}</span>').format(line) for line in lines[1:]
        )
        return lines[0] + rest if lines else _NOTHING

    def _lines(self, block: Block) -> list[Markup]:
        match block:
            case Paragraph() | Heading():
                return [self._inlines(block.inlines)]
            case FormulaBlock():
                return [self._formula(block)]
            case DefinitionList():
                return [line for entry in block.entries for line in self._entry_lines(entry)]
            case Quote() | Listing():
                return [line for inner in contents_of(block)[1] for line in self._lines(inner)]
            case CodeBlock():
                code = (self._broken(line) for line in block.text.splitlines())
                return [Markup("<code>{}</code>").format(line) for line in code]
            case Figure() | Table():
                return [escape(_clean(line)) for line in text_of(block).splitlines() if line]
            case SectionBreak():
                return []
            case _:
                assert_never(block)

    def _entry_lines(self, entry: Entry) -> list[Markup]:
        lines = [self._inlines(term) for term in entry.terms]
        held = chain.from_iterable(entry.definitions)
        return lines + [line for block in held for line in self._lines(block)]


def _clean(text: str) -> str:
    return clean_text(text)[0]
