"""Text for a page: what the print engine must read in other characters, names, and capitals.

Which pieces stay on one line is said by characters (U+00A0, U+2011) that typography has set. In
print each becomes its common cousin and a word joiner (U+2060): Source Serif has one glyph for the
hyphen and the no-break hyphen, and a PDF can say of a glyph only one character, so that a single
"al‑Assad" would make every hyphen of the page one that no search finds. Joined spaces also stretch
with the others of a justified line. Three classes are for style sheets: `name` and `verbatim` (an
address and its like: neither is hyphenated) and `caps` (small capitals).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

from publish.compose.languages import direction_of
from publish.compose.verbatim import Span, is_verbatim, parted, verbatim

LONG_TOKEN = 200  # characters; the longest in real articles: 485, nearly all addresses
GAP = Markup("<wbr/>")
"""A place to break, on screens."""

PRINT_GAP = Markup("\u200b")
"""A place to break, in print: WeasyPrint 70 makes `wbr` in a link an annotation without a tag."""

_PIECE = 20  # characters between breaks, a third of a line; see tests/compose for the cost
_JOINED = {"\u00a0": " \u2060", "\u2011": "-\u2060"}
_DASHED = re.compile(r"[−–-](?=\d)|(?<=\d)[/\u2009](?=\d)")
_NAME = 7  # letters: shorter words are never hyphenated (docs/print.md)
NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})

_SENTENCE_END = re.compile(r"(?:^|[.!?…:](?:\s?[\"”’»)\]])*\s+)[\"“‘„«¿¡(\[\u202f]*$")
_BEFORE = 8  # characters that tell whether a sentence begins
_WORD = re.compile(r"(?<![\w\u2011-])\w{4,}(?:[\u2011-]\w+)*(?![\w\u2011-])")
_RUN_OF_NAMES = re.compile(  # no name has more letters
    r"[^\W\d_a-zß-ÿ][\w’\u2011-]{1,60}+(?:[ \u00a0][^\W\d_a-zß-ÿ][\w’\u2011-]{1,60}+)++"
)
# Thai to Khmer, Chinese, Japanese, Korean: lines break without spaces, and not just anywhere.
_NO_SPACES = (
    r"\u0e00-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
)
_TOKEN = re.compile(rf"[^\s{_NO_SPACES}]{{{LONG_TOKEN + 1},}}")


def broken(text: str, gap: Markup) -> Markup:
    """The text escaped, with `gap` now and then in tokens that no line could hold."""
    if len(text) <= LONG_TOKEN or not _TOKEN.search(text):
        return escape(text)
    made = Markup("")
    at = 0
    for match in _TOKEN.finditer(text):
        token = match.group()
        pieces = [token[i : i + _PIECE] for i in range(0, len(token), _PIECE)]
        made += escape(text[at : match.start()]) + gap.join(pieces)
        at = match.end()
    return made + escape(text[at:])


def joined(text: str) -> str:
    """The text with joiners for no-break spaces and hyphens, as print wants it."""
    for binding, pair in _JOINED.items():
        if binding in text:
            text = text.replace(binding, pair)
    return text


def with_whole_numbers(text: str) -> str:
    """The text with joiners behind the dashes of ranges and dates, for a narrow column in print."""
    return _DASHED.sub("\\g<0>\u2060", text) if _DASHED.search(text) else text


def together(text: str) -> Markup:
    """A short text escaped, bound into one piece, for print."""
    return escape(joined(text.replace(" ", "\u00a0").replace("-", "\u2011")))


def set_words(
    text: str, language: str, names: frozenset[str] = frozenset(), before: str = ""
) -> Markup:
    """The text escaped, with joiners and spans of the three classes, for print.

    `before` is the end of what stands before it in its paragraph. `names` are words that are names
    wherever they stand; beside them each capitalised word that begins no sentence is one, but not
    where nouns have capitals. Lines that read from right to left have no class: WeasyPrint 70 sets
    the the pieces on both sides of a span in that order, foreign words too.
    """
    spans = verbatim(text)
    if direction_of(language) == "rtl":
        marked = [(start, end, "") for start, end in spans]
    else:
        marked = _marked(text, language, names, before, spans)
    made: list[str] = []
    at = 0
    for start, end, kind in marked:
        made.append(broken(joined(text[at:start]), PRINT_GAP))
        word = text[start:end]
        whole = parted(word, PRINT_GAP) if kind in {"", "verbatim"} else escape(joined(word))
        made.append(f'<span class="{kind}">{whole}</span>' if kind else whole)
        at = end
    made.append(broken(joined(text[at:]), PRINT_GAP))
    # Each piece is escaped; Markup would ask each again.
    return Markup("".join(made))  # noqa: S704


def code_words(text: str, *, on_paper: bool, parts: bool) -> Markup:
    """A program's words escaped; with `parts` a long name or path on paper has places to break."""
    if not on_paper:
        return broken(text, GAP)
    if parts and is_verbatim(text):
        return parted(text, PRINT_GAP)
    return broken(joined(text), PRINT_GAP)


def screen_words(text: str) -> Markup:
    """The text escaped, with `verbatim` spans, for screens."""
    made = Markup("")
    at = 0
    for start, end in verbatim(text):
        word = broken(text[start:end], GAP)
        made += broken(text[at:start], GAP)
        made += Markup('<span class="verbatim">{}</span>').format(word)
        at = end
    rest = broken(text[at:], GAP)
    return made + rest if made else rest


def _marked(
    text: str, language: str, names: frozenset[str], before: str, spans: Sequence[Span]
) -> list[tuple[int, int, str]]:
    """The words that get a class, in order: where each begins and ends, and the class."""
    nouns = language.partition("-")[0].lower() in NOUNS_HAVE_CAPITALS
    made = [(start, end, "verbatim") for start, end in spans]
    for match in _WORD.finditer(text):
        word, at = match[0], match.start()
        if spans and any(start <= at < end for start, end in spans):
            continue
        if word.isupper():
            if word.isalpha():
                made.append((at, match.end(), "caps"))
        elif len(word) < _NAME or not word[0].isupper():
            continue
        elif word in names or not (nouns or _begins(text, at, before)):
            made.append((at, match.end(), "name"))
    return sorted(made) if spans else made


def names_in(byline: Iterable[str], lines: Iterable[str], language: str) -> frozenset[str]:
    """The long words of people's names, and those of names in other lines of an article.

    In those a name is a capitalised word inside a sentence; where nouns have capitals, only one of
    two or more in a row.
    """
    found = {word for name in byline for word in _WORD.findall(name)}
    nouns = language.partition("-")[0].lower() in NOUNS_HAVE_CAPITALS
    for line in lines:
        if nouns:
            for run in _RUN_OF_NAMES.findall(line):
                found.update(_WORD.findall(run))
        else:
            found.update(
                match[0]
                for match in _WORD.finditer(line)
                if match[0][0].isupper() and not _begins(line, match.start(), "")
            )
    return frozenset(word for word in found if len(word) >= _NAME)


def _begins(text: str, at: int, before: str) -> bool:
    """Whether a sentence begins at a place of the text."""
    head = text[max(0, at - _BEFORE) : at]
    if at < _BEFORE:
        head = before[-_BEFORE:] + head
    return _SENTENCE_END.search(head) is not None
