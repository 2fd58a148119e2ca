"""The word store: each word of a face, size and set of features is shaped once per process.

A word is learnt in a row of others, between letters of its script. The kern against a space, which
a stretched line loses (its spaces are runs of their own), is measured once per glyph at the edge.
What is not one plain run is unknown here, and text that holds it is shaped as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple  # WeasyPrint has no types

from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, gobject, pango

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter.glyph_runs import GlyphRun, advances, runs_of

NO_BREAK_SPACE = "\u00a0"
_JOINER = "\u2060"  # takes no room and has no glyph

_MOST_WORDS = 12_000  # of a face and size; an article of 1,000 words has 450 different ones
_MOST_SHAPED = 2_000  # short pieces of a face that are no plain words
_MOST_ALONE = 11  # characters
_LETTER_WITHIN = 80  # characters: where no letter comes so long the text is no words
SEPARATORS = re.compile("[ \u00a0]")

ffi.cdef("void * g_object_ref (void *object);", override=True)


class Word(NamedTuple):
    """A shaped word in Pango units: `before`, `after` are what a space at that side changes."""

    width: int
    glyphs: tuple[int, ...]
    widths: tuple[int, ...]
    texts: Any  # of each glyph: a string where each has one character, else a tuple
    before: int
    after: int


class Shaped(NamedTuple):
    """A text shaped as a whole: x before each character and at the end, in CSS pixels."""

    at: tuple[float, ...]


class _Script(NamedTuple):
    """Text that may be cut into words: its letters, and one of them to shape words between."""

    letter: str
    is_all: Any
    has_letter: Any


_COMMON = "0-9!-/:;?@_«»‘’“”„–—…•€£§°·¡¿‐‑ \u00a0\u202f\u2060"


def _script(letter: str, letters: str) -> _Script:
    return _Script(
        letter,
        re.compile(f"[{letters}{_COMMON}]+").fullmatch,
        re.compile(f"[{letters}]").search,
    )


_IS_COMMON = re.compile(f"[{_COMMON}]+").fullmatch
_SCRIPTS = (
    _script("n", "A-Za-zÀ-ÖØ-öø-ɏḀ-ỿ"),
    _script("н", "Ѐ-ҁҊ-ӿ"),
    _script("ν", "ΆΈ-ΊΌΎ-ΡΣ-ώ"),
)
_SHAPING = (
    "font_family",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_size",
    "font_variant_caps",
    "font_variation_settings",
    "font_language_override",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "lang",
    "direction",
    "letter_spacing",
    "word_spacing",
    "word_break",
)
_PLAIN = {
    "direction": "ltr",
    "letter_spacing": "normal",
    "word_spacing": 0,
    "word_break": "normal",
}


class _Style(dict[str, Any]):
    """The properties that shaping reads. A style of the engine would keep its document alive."""

    def __init__(self, style: Any) -> None:
        super().__init__((name, style[name]) for name in _SHAPING)
        self["overflow_wrap"] = "normal"
        self["text_decoration_line"] = "none"
        self["white_space"] = "normal"
        self.font_config = style.font_config


class Face:
    """What text of one face, size, language and set of features is made from."""

    def __init__(self, style: Any) -> None:
        self.style = _Style(style)
        self.shaped: dict[str, Shaped] = {}
        self.is_plain = (
            style["font_size"] > 0
            and style["text_decoration_line"] == "none"  # what is under it asks Pango where
            and all(style[name] == value for name, value in _PLAIN.items())
        )
        self._stores: dict[str, WordStore] = {}

    def words(self, text: str) -> WordStore | None:
        """The store that `text` is set from, or None if it must be shaped as a whole."""
        if not self.is_plain:
            return None
        for script in _SCRIPTS:
            if script.is_all(text):
                words = self._store(script) if script.has_letter(text, 0, _LETTER_WITHIN) else None
                binds = words is None or words.binds or NO_BREAK_SPACE not in text
                return words if binds else None
        return None

    def _store(self, script: _Script) -> WordStore | None:
        words = self._stores.get(script.letter)
        if words is None:
            words = self._stores[script.letter] = WordStore(self.style, script)
        return words if words.is_usable else None

    def alone(self, text: str) -> tuple[WordStore, GlyphRun] | None:
        """A short text without letters, such as a page's number, on its own; None if not plain."""
        if not self.is_plain or len(text) > _MOST_ALONE or not _IS_COMMON(text):
            return None
        words = self._store(_SCRIPTS[0])
        if words is None or (run := words.alone(text)) is None:
            return None
        return words, run

    def shape(self, text: str) -> Shaped:
        """Shape `text` as a whole, on an endless line."""
        if (shaped := self.shaped.get(text)) is None:
            if len(self.shaped) >= _MOST_SHAPED:
                self.shaped.clear()
            layout = line_break.Layout(self.style)
            layout.set_text(text)
            line, _ = layout.get_first_line()
            shaped = self.shaped[text] = Shaped(advances(line, text))
        return shaped

    def width(self, text: str) -> float:
        """The width of a short text on its own, in CSS pixels."""
        return self.shape(text).at[-1] if text else 0.0

    def trim(self) -> None:
        """Forget words when they are many: only between documents, lines in the making use them."""
        for words in self._stores.values():
            words.pen = None
            if len(words) > _MOST_WORDS:
                words.forget()


class WordStore(dict[str, Word | None]):
    """The words of one face in one script, and what drawing keeps of them; None is unknown."""

    def __init__(self, style: Any, script: _Script) -> None:
        super().__init__()
        self.style, self.letter, self.has_letter = style, script.letter, script.has_letter
        self.profiles: dict[Any, dict[str, Any]] = {}  # what planning knows of words: pieces.py
        self.pen: Any = None  # draws words in the document in the making: strings.py
        self.binds = False
        self.space = self.space_width = self.letter_width = 0
        self.height = self.baseline = 0.0
        self._edges: dict[tuple[int, int], int | None] = {}
        self._alone: dict[str, GlyphRun | None] = {}
        self.pango_font: Any = None
        self.is_usable = self._measure()

    def _measure(self) -> bool:
        """Learn the font, the space and the height of lines; False if the face has no space."""
        text = f"{self.letter} {self.letter}"
        runs, layout = self._shape(text, split=True)
        if len(runs) != 3 or runs[1] is None or len(runs[1].glyphs) != 1:
            return False
        line, _ = layout.get_first_line()
        font = line.runs[0].data.item.analysis.font
        self.pango_font = ffi.gc(
            ffi.cast("PangoFont *", gobject.g_object_ref(font)), gobject.g_object_unref
        )
        plain = self._plain(text)
        if plain is None:
            return False
        _, self.height = line_break.line_size(line, self.style)
        self.baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        self.space, self.space_width, self.letter_width = (
            plain.glyphs[1],
            plain.widths[1],
            plain.widths[0],
        )
        unbroken = self._plain(f"{self.letter}{NO_BREAK_SPACE}{self.letter}")
        # One number stretches all spaces of a line: they must be one glyph.
        self.binds = unbroken is not None and unbroken.glyphs[1] == self.space
        return True

    def forget(self) -> None:
        """Drop all words."""
        for kept in (self, self.profiles, self._alone):
            kept.clear()

    @staticmethod
    def split(text: str) -> list[str]:
        """The words of `text`, split at spaces and no-break spaces."""
        return SEPARATORS.split(text) if NO_BREAK_SPACE in text else text.split(" ")

    def tokens(self, text: str) -> list[str]:
        """The words of `text`, all learnt."""
        tokens = self.split(text)
        for token in tokens:
            if token not in self and token:
                self.learn(tokens)
                break
        return tokens

    def width_of(self, tokens: list[str], *, apart: bool) -> int | None:
        """The width of words with spaces between, Pango units; None if one of them is unknown.

        Set `apart`, as in a stretched line, spaces are runs of their own: no word changes them.
        """
        known = [self[token] for token in tokens if token]
        if None in known:
            return None
        total = (len(tokens) - 1) * self.space_width
        if apart:
            return total + sum([word.width for word in known if word])
        total += sum([word.width + word.before + word.after for word in known if word])
        first, last = self.get(tokens[0]), self.get(tokens[-1])
        return total - (first.before if first else 0) - (last.after if last else 0)

    def speaks(self, text: str) -> bool:
        """Whether a part of a text of this store is one by itself: a letter tells the script."""
        return self.has_letter(text, 0, _LETTER_WITHIN) is not None

    def learn(self, words: Iterable[str]) -> None:
        """Shape words that are new, in one go."""
        new = [word for word in dict.fromkeys(words) if word and word not in self]
        if not new:
            return
        if joined := [word for word in new if _JOINER in word]:
            self.learn(word.replace(_JOINER, "") for word in new)
            self.update((word, self._joined(word)) for word in joined)
            return
        self.update(dict.fromkeys(new))
        run = self._plain(" ".join((self.letter, *new, self.letter)))
        spaces = [i for i, text in enumerate(run.texts) if text == " "] if run else []
        if run is None or len(spaces) != len(new) + 1:  # one of another font: one by one
            if len(new) > 1:
                for word in new:
                    del self[word]
                    self.learn((word,))
            return
        for word, start, end in zip(new, spaces, spaces[1:], strict=False):
            self[word] = self._word(word, run, start + 1, end)

    def _word(self, word: str, run: GlyphRun, start: int, end: int) -> Word | None:
        glyphs, texts, widths = run.glyphs[start:end], run.texts[start:end], run.widths[start:end]
        if not glyphs or "".join(texts) != word:
            return None
        before, after = self._edge(glyphs[0], word, 0), self._edge(glyphs[-1], word, -1)
        if before is None or after is None:
            return None
        if after:
            widths = (*widths[:-1], widths[-1] - after)
        text = word if isinstance(texts, str) else texts
        return Word(sum(widths), glyphs, widths, text, before, after)

    def _joined(self, word: str) -> Word | None:
        """A word with joiners in it: the glyphs of the word without them."""
        plain = self.get(word.replace(_JOINER, ""))
        if plain is None:
            return None
        texts: list[str] = []
        at = 0
        for text in plain.texts:
            start = at
            while word[at] == _JOINER:
                at += 1
            at += len(text)
            if word[start:at].replace(_JOINER, "") != text:
                return None  # a joiner inside a ligature
            texts.append(word[start:at])
        texts[-1] += word[at:]
        return plain._replace(texts=tuple(texts))

    def _edge(self, glyph: int, word: str, end: int) -> int | None:
        """What `glyph` at this end of a word changes in the width of a space, None if unclear."""
        key = glyph, end
        if key not in self._edges:
            self._edges[key] = self._kern(word, end)
        return self._edges[key]

    def _kern(self, word: str, end: int) -> int | None:
        text = f"{self.letter} {word} {self.letter}"
        runs, _ = self._shape(text, split=True)
        plain = self._plain(text)
        if plain is None or len(runs) != 5 or (own := runs[2]) is None:
            return None
        widths = plain.widths
        known = (
            own.glyphs == plain.glyphs[2:-2]
            and widths[0] == widths[-1] == self.letter_width
            and widths[-2] == self.space_width
            and widths[2:-3] == own.widths[:-1]
        )
        if not known:
            return None
        return widths[-3] - own.widths[-1] if end else widths[1] - self.space_width

    def alone(self, text: str) -> GlyphRun | None:
        """A short text without letters, shaped on its own."""
        if text not in self._alone:
            self._alone[text] = self._plain(text)
        return self._alone[text]

    def _plain(self, text: str) -> GlyphRun | None:
        runs, _ = self._shape(text, split=False)
        return runs[0] if len(runs) == 1 else None

    def _shape(self, text: str, *, split: bool) -> tuple[list[GlyphRun | None], Any]:
        """The runs of `text`; `split` makes each space a run of its own, as in stretched lines."""
        layout = line_break.Layout(self.style)
        layout.justification_spacing = 16 if split else 0
        layout.set_text(text, justify=True)
        line, _ = layout.get_first_line()
        return runs_of(line, text.encode(), self.pango_font), layout


def face_of(style: Any) -> Face:
    """The face of a style: one for the process, whatever document the style is of."""
    try:
        face: Face = style.publish_face
    except AttributeError:
        faces = style.font_config.__dict__.setdefault("publish_faces", {})
        is_bare = style["text_decoration_line"] == "none"
        key = is_bare, *[style[name] for name in _SHAPING]
        face = faces.get(key)
        if face is None:
            face = faces[key] = Face(style)
        style.publish_face = face
    return face


def store_for(box: Any) -> WordStore | None:
    """The store that the text of a box is set from, or None if it must be shaped as a whole."""
    kept = box.__dict__.get("publish_words")
    if kept is None or kept[0] is not box.text:
        kept = box.publish_words = box.text, face_of(box.style).words(box.text)
    words: WordStore | None = kept[1]
    return words


HOLDS = (
    *compared("weasyprint.text.ffi", "FROM_UNITS", "ffi", "gobject", "pango"),
    *compared(
        "weasyprint.text.line_break",
        "Layout.__init__",
        "Layout.get_first_line",
        "Layout.set_text",
        "Layout.setup",
        "line_size",
    ),
    # A style's face is kept on it: what is set otherwise is set in a copy, which has none.
    *compared("weasyprint.css", "ComputedStyle.copy"),
)
