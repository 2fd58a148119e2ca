"""What a reader copies, searches and hears: the words of the article, whatever glyphs show them.

A PDF says of each glyph one text (ToUnicode, ISO 32000-1, 9.10.3), and WeasyPrint that of the
glyph's first use. Inside a cluster of several glyphs this is all of the cluster's text or none, so
that one Ọ̀ took the text of every O. Here each piece of text is compared with what its glyphs say
once all are drawn: glyphs that are a character's own say that character, and where a piece says
something else still, it says its words itself (ActualText, 14.9.4).

Right-to-left pieces say none: PDFium and Poppler take an ActualText for its letters from left to
right, and turn it. Their vowel signs become glyphs of their own (`placed_marks`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any  # WeasyPrint and pydyf have no types

import pydyf
from weasyprint.formatting_structure.boxes import TextBox

from publish.compose.languages import has_rtl
from publish.writers.pdf.glyph_letters import letters_of
from publish.writers.pdf.guard import Hold, compared, installed
from publish.writers.pdf.placed_marks import HOLDS as MARKS
from publish.writers.pdf.placed_marks import PlacedMarks
from publish.writers.pdf.typesetter.strings import readable

_MARKED = "weasyprint.pdf.stream:Stream.marked"
_BUILD = "weasyprint.pdf.fonts:build_fonts_dictionary"
_CLEAN = "weasyprint.pdf.fonts:Font.clean"
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")
# Marks, and scripts whose letters join, change places or stand on each other.
_JOINING = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0590-\u109f\u1780-\u18af\u1a00-\u1cff\u1dc0-\u1dff\u20d0-\u20ff"
    "\ua800-\uabff\ufb1d-\ufdff\ufe20-\ufe2f\ufe70-\ufefe\U00010a00-\U00011fff]"
)
_FORMS = (range(0xFB50, 0xFDF0), range(0xFEF5, 0xFEFD))  # of Arabic, the latter those of lam-alef
_GAP = "\u200b"
_DIGITS = 4  # of a glyph's number

Marked = Callable[[Any, Any, str], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of text that was drawn: its words, and where its stream tells its glyphs."""

    text: str
    stream: Any
    begin: int
    end: int

    @property
    def properties(self) -> Any:
        """The properties of its marked content, which stand behind its tag."""
        return self.stream.stream[self.begin + 1]

    @property
    def is_raised(self) -> bool:
        """Whether marks stand above or below their letters, which PDFium takes for other lines."""
        parts = self.stream.stream[self.begin + 3 : self.end]
        return any(isinstance(part, bytes) and part.endswith(b" Ts") for part in parts)

    def glyphs(self) -> Iterator[tuple[str, int]]:
        """The font's name in the file and the number, glyph by glyph."""
        font = ""
        for part in self.stream.stream[self.begin + 3 : self.end]:
            if not isinstance(part, bytes):
                continue
            if part.endswith(b" Tf"):
                font = part[1 : part.index(b" ")].decode()
            elif part.endswith(b"TJ"):
                digits = b"".join(_GLYPHS.findall(part))
                for at in range(0, len(digits), _DIGITS):
                    yield font, int(digits[at : at + _DIGITS], 16)


@dataclass(slots=True)
class _TextLayer:
    """The pieces of a document while it is drawn."""

    pieces: list[_Piece] = field(default_factory=list)
    marks: PlacedMarks = field(default_factory=PlacedMarks)

    def marking(self, before: Marked) -> Marked:
        """Notes each piece of text that is drawn into a tag."""

        @contextmanager
        def marked(stream: Any, box: Any, tag: str) -> Iterator[None]:
            begin = len(stream.stream)
            with before(stream, box, tag):
                yield
            if stream._tags is not None and isinstance(box, TextBox):
                self.pieces.append(_Piece(box.text, stream, begin, len(stream.stream)))

        return marked

    def building(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """Corrects what glyphs say, and has pieces say the rest, right before fonts are written."""

        def build(pdf: Any, fonts: Mapping[Any, Any], *more: Any) -> Any:
            self.settle({font.hash: font for font in fonts.values() if not font.bitmap})
            return before(pdf, fonts, *more)

        return build

    def cleaning(self, before: Callable[..., Any]) -> Callable[..., Any]:
        """Adds the glyphs of placed marks to a font that has been cut down to what is used."""

        def clean(font: Any, to_unicode: Mapping[int, str], *more: Any) -> None:
            added = set(self.marks.places.get(font.hash, {}).values())
            before(font, {k: v for k, v in to_unicode.items() if k not in added}, *more)
            self.marks.with_glyphs(font)

        return clean

    def settle(self, fonts: Mapping[str, Any]) -> None:
        """Every piece says its words."""
        pieces = self.pieces
        if not any(map(_is_odd, fonts.values())):  # as in most files: each glyph is a character's
            pieces = [piece for piece in pieces if _JOINING.search(piece.text)]
        odd = [piece for piece in pieces if not _is_said(piece, fonts)]
        names = {name for piece in odd for name, _ in piece.glyphs() if name in fonts}
        for name in names:
            _correct(fonts[name])
        for piece in self.pieces if names else pieces:
            if _is_turned(piece.text) or "ActualText" in piece.properties:
                continue
            if piece.is_raised or not _is_said(piece, fonts):
                piece.properties["ActualText"] = pydyf.String(_words(piece.text))
        for piece in pieces:
            if _is_turned(piece.text) and "ActualText" not in piece.properties:
                parts = piece.stream.stream[piece.begin + 3 : piece.end]
                self.marks.place(parts, fonts)
                piece.stream.stream[piece.begin + 3 : piece.end] = parts
        for font in fonts.values():
            _join(font)


def with_text_layer(wanted: bool) -> AbstractContextManager[None]:
    """While a file is written: its text layer says what its pages show."""
    layer = _TextLayer()
    holds = (
        Hold(_MARKED, layer.marking),
        Hold(_BUILD, layer.building),
        Hold(_CLEAN, layer.cleaning),
    )
    return installed(holds if wanted else ())


def _is_odd(font: Any) -> bool:
    """Whether a glyph of a font was first seen among several that show one character."""
    return any(
        not text or not (len(text) == 1 or text.isascii()) for text in font.to_unicode.values()
    )


def _words(text: str) -> str:
    """What a piece says: places where a line may break are no signs."""
    return readable(text).replace(_GAP, "").strip(" ")


def _is_said(piece: _Piece, fonts: Mapping[str, Any]) -> bool:
    """Whether the glyphs of a piece say its words, or the piece itself does."""
    if "ActualText" in piece.properties:
        return True
    said: list[str] = []
    for name, glyph in piece.glyphs():
        if name not in fonts:
            return True  # a font of pictures has glyphs of its own
        said.append(fonts[name].to_unicode.get(glyph, ""))
    if "" in said:
        return False  # PDFium then gives the glyph's number
    wanted = _words(piece.text)
    got = _words("".join(said))
    return got == wanted or (_is_turned(wanted) and sorted(got) == sorted(wanted))


def _is_turned(text: str) -> bool:
    """Whether a piece holds letters that run from right to left."""
    if not has_rtl(text):  # nearly always
        return False
    return any(unicodedata.bidirectional(char) in ("R", "AL") for char in text)


def _join(font: Any) -> None:
    """Ligatures from right to left say one character: readers turn the letters of several."""
    for glyph, text in font.to_unicode.items():
        if len(text) > 1 and _is_turned(text):
            font.to_unicode[glyph] = _ligatures().get(text, text)


@cache
def _ligatures() -> Mapping[str, str]:
    """The ligatures that are characters, by their letters: لا is U+FEFB, which readers resolve."""
    forms = (chr(code) for block in _FORMS for code in block)
    plain = ((unicodedata.normalize("NFKC", form), form) for form in forms)
    return {letters: form for letters, form in plain if len(letters) > 1 and letters.isalpha()}


def _correct(font: Any) -> None:
    """Glyphs that are a character's own say it, and clusters not what their marks say."""
    texts = font.to_unicode
    own, made_of = letters_of(font, texts)
    marks = {char for char in own.values() if len(char) == 1 and unicodedata.combining(char)}
    for glyph, text in texts.items():
        if glyph in own:
            texts[glyph] = own[glyph]
        elif not text or (len(text) > 1 and any(map(unicodedata.combining, text))):
            bare = "".join(char for char in text if char not in marks)
            texts[glyph] = made_of.get(glyph) or bare or text


HOLDS = (
    *MARKS,
    *compared("weasyprint.pdf.stream", "Stream.marked", "Stream.add_font"),
    *compared("weasyprint.pdf.fonts", "build_fonts_dictionary", "Font.__init__", "Font.clean"),
    *compared("weasyprint.draw.text", "draw_first_line"),
    *compared("weasyprint.formatting_structure.boxes", "TextBox"),
    *compared("pydyf", "Stream.begin_marked_content", "Stream.show_text", "String.data"),
)
"""How text is marked, what a font knows of its glyphs, and when fonts are written."""
