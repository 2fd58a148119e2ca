"""Inlines → the runs of a paragraph. A run has a character style, a language, a direction."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never, get_args

from publish.compose.addresses import href
from publish.compose.languages import direction_of, has_rtl
from publish.compose.places import NOWHERE, Places
from publish.compose.verbatim import Span, verbatim
from publish.model.tree import (
    Anchor,
    Blocks,
    Checkbox,
    Code,
    Deleted,
    Emphasis,
    Footnote,
    Foreign,
    Formula,
    Inline,
    Inlines,
    Inserted,
    LineBreak,
    Link,
    Picture,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import folded, text_of_blocks, text_of_inlines
from publish.writers.docx.characters import (
    attribute,
    characters,
    clean,
    language_mark,
    pieces,
)
from publish.writers.docx.omml import mathematics
from publish.writers.docx.parts import Book, Relations
from publish.writers.docx.shown_links import ShownLink

FontStyle = Literal[
    "Strong", "Emphasis", "Deleted", "Inserted", "Code", "Superscript", "Subscript", "Credit",
    "Hyperlink", "Verbatim", "LinkAddress",
]  # fmt: skip
FONT_STYLES: tuple[FontStyle, ...] = get_args(FontStyle)
"""The character styles of inlines. A run can have one style, so of two there is a third."""

_OPPOSITE: Mapping[FontStyle, FontStyle] = {
    "Superscript": "Subscript",
    "Subscript": "Superscript",
}
_SPACES = re.compile("[ \t\n]+")


@dataclass(frozen=True, slots=True)
class Manner:
    """How characters stand: the styles laid over each other, in the order of FONT_STYLES."""

    language: str
    rtl: bool
    styles: tuple[str, ...] = ()
    noted: bool = False  # inside a note

    def styled(self, style: FontStyle) -> Manner:
        """The manner with one more style."""
        kept = {*self.styles, style} - {_OPPOSITE.get(style)}
        return replace(self, styles=tuple(each for each in FONT_STYLES if each in kept))

    def foreign(self, language: str) -> Manner:
        """The manner for words in another language."""
        return replace(self, language=language, rtl=direction_of(language) == "rtl")


@dataclass(slots=True)
class Runs:
    """Sets the inlines of one part of the file.

    `note` sets a footnote's blocks elsewhere; `picture` and `anchor` make a drawing and a bookmark,
    or nothing. Links within the edition lead to the bookmarks of `places`.
    """

    book: Book
    relations: Relations
    note: Callable[[Blocks], str] = field(repr=False)
    picture: Callable[[Picture], str] = field(default=lambda _: "", repr=False)
    places: Places = NOWHERE
    anchor: Callable[[str], str] = field(default=lambda _: "", repr=False)
    _gap: bool = True  # nothing but white space since the line began

    def line(self, inlines: Inlines, manner: Manner) -> str:
        """The runs of a whole paragraph."""
        self._gap = True
        return self._inlines(inlines, manner)

    def more(self, inlines: Inlines, manner: Manner) -> str:
        """Runs that go on in the paragraph of the last, after a space."""
        lead = "" if self._gap else self.words(" ", replace(manner, styles=()))
        self._gap = True
        made = self._inlines(inlines, manner)
        return lead + made if made else ""

    def words(self, text: str, manner: Manner) -> str:
        """Runs of this text, all of it, white space as it is."""
        if not manner.rtl and not has_rtl(text):  # nearly always
            return f"<w:r>{self._look(manner, False)}{characters(text)}</w:r>"
        return "".join(
            f"<w:r>{self._look(manner, rtl)}{characters(piece)}</w:r>"
            for piece, rtl in pieces(text, rtl=manner.rtl)
        )

    def code(self, text: str, manner: Manner) -> str:
        """Runs of a program, which goes from left to right whatever stands around it."""
        return self.words(clean(text), replace(manner, rtl=False))

    def link(self, url: str, inner: str) -> str:
        """Runs as a link, or as they are where the address may not be linked to."""
        address = href(url)
        if not address or not inner:
            return inner
        id = self.relations.add("hyperlink", address)
        return f'<w:hyperlink r:id="{id}" w:history="1">{inner}</w:hyperlink>'

    def _inlines(self, inlines: Inlines, manner: Manner) -> str:
        return "".join(self._inline(inline, manner) for inline in inlines)

    def _inline(self, inline: Inline, manner: Manner) -> str:
        match inline:
            case Text():
                return self._text(inline.text, manner)
            case Code():
                self._gap = False
                return self.code(inline.text, manner.styled("Code"))
            case LineBreak():
                self._gap = True
                return "<w:r><w:br/></w:r>"
            case Emphasis():
                return self._inlines(inline.inlines, manner.styled("Emphasis"))
            case Strong():
                return self._inlines(inline.inlines, manner.styled("Strong"))
            case Superscript():
                return self._inlines(inline.inlines, manner.styled("Superscript"))
            case Subscript():
                return self._inlines(inline.inlines, manner.styled("Subscript"))
            case Deleted():
                return self._inlines(inline.inlines, manner.styled("Deleted"))
            case Inserted():
                return self._inlines(inline.inlines, manner.styled("Inserted"))
            case Link():
                return self._link(inline, manner)
            case Footnote():
                return self._footnote(inline, manner)
            case Foreign():
                return self._inlines(inline.inlines, manner.foreign(inline.language))
            case Picture():
                return self._picture(inline, manner)
            case Formula():
                return self._formula(inline, manner)
            case Anchor():
                return self.anchor(inline.name)
            case Checkbox():
                return self._text(inline.sign, manner)
            case _:
                assert_never(inline)

    def _text(self, text: str, manner: Manner) -> str:
        """Text with its white space folded: Word prints every space."""
        shown = clean(text)
        if "  " in shown or "\n" in shown or "\t" in shown:
            shown = _SPACES.sub(" ", shown)
        if self._gap:
            shown = shown.removeprefix(" ")
        if not shown:
            return ""
        self._gap = shown[-1] == " "
        spans = verbatim(shown)
        return self._marked(shown, spans, manner) if spans else self.words(shown, manner)

    def _marked(self, text: str, spans: list[Span], manner: Manner) -> str:
        """Text with words that are copied letter by letter: without proofing, so no hyphens."""
        made, at = "", 0
        for start, end in spans:
            if start > at:
                made += self.words(text[at:start], manner)
            made += self.words(text[start:end], manner.styled("Verbatim"))
            at = end
        return made + (self.words(text[at:], manner) if at < len(text) else "")

    def _picture(self, picture: Picture, manner: Manner) -> str:
        """A picture as high as the letters, or its words where there is none."""
        drawing = self.picture(picture)
        if drawing:
            self._gap = False
        return drawing or self._text(picture.alt, manner)

    def _formula(self, formula: Formula, manner: Manner) -> str:
        if formula.mathml is None:
            return self._text(formula.text, replace(manner, rtl=False))
        self._gap = False
        return mathematics(formula.mathml, block=False)

    def _link(self, link: Link, manner: Manner) -> str:
        if isinstance(link, ShownLink):
            said = text_of_inlines(link.inlines)
            return self.words(said, replace(manner, rtl=False).styled("LinkAddress"))
        inside = self.places.target(link.url)
        linked = "Hyperlink" in manner.styles or not (inside or href(link.url))
        if linked or not text_of_inlines(link.inlines).strip():
            return self._inlines(link.inlines, manner)
        if inside:
            inner = self._inlines(link.inlines, manner.styled("Hyperlink"))
            return f'<w:hyperlink w:anchor="{inside}" w:history="1">{inner}</w:hyperlink>'
        return self.link(link.url, self._inlines(link.inlines, manner.styled("Hyperlink")))

    def _footnote(self, note: Footnote, manner: Manner) -> str:
        if manner.noted:  # Word has no notes to notes
            return self._text(f" ({folded(clean(text_of_blocks(note.blocks)))})", manner)
        gap = self._gap
        mark = self.note(note.blocks)
        self._gap = gap
        return mark

    def _look(self, manner: Manner, rtl: bool) -> str:
        """The properties of a run; none for plain words in the file's own language."""
        look = ""
        if manner.styles:
            if len(manner.styles) > 1:
                self.book.combined.add(manner.styles)
            look = f'<w:rStyle w:val="{"".join(manner.styles)}"/>'
        if rtl:
            look += "<w:rtl/>"
        if manner.language != self.book.language:
            look += language_mark(manner.language, rtl=rtl)
        return f"<w:rPr>{look}</w:rPr>" if look else ""


def plain_run(text: str, style: str = "") -> str:
    """A run of our own words, left to right."""
    look = f'<w:rPr><w:rStyle w:val="{attribute(style)}"/></w:rPr>' if style else ""
    return f"<w:r>{look}{characters(text)}</w:r>"
