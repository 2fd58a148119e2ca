"""Paragraphs in another language than their article: marked, so that they are set as what they are.

Hyphens, quotes, fonts and direction follow the language. A paragraph that is marked wrongly looks
worse than one that is not marked, so the evidence must be plain.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import assert_never

from publish.model.titles import beside_notes
from publish.model.tree import (
    Block,
    Blocks,
    CodeBlock,
    DefinitionList,
    Figure,
    Foreign,
    FormulaBlock,
    Heading,
    Inlines,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import mapped, rebuilt, text_of
from publish.normaliser.page.language import KNOWN, recognised, script_of
from publish.normaliser.page.words import function_words

# “2 of 1,338”: so many development pages, every fourth of all, change without it; where no figure
# stands, none of those does.
_WORDS = 12  # 2 of 1,338
_LETTERS = 60  # of a script without spaces: a sentence of some length; 1 of 1,338
_OWN = 0.2  # share of the article's function words from which a paragraph is its own; 1 of 1,338
_LEAD = 1.4  # over the next language: Spanish and Portuguese share many; 2 of 1,338
_KINDS = 3  # different ones: “de la … de la … de la” is a list of names; 1 of 5,351
_PLAIN = 4  # words in small letters that are no function words: names have none
_WHOLE = 0.9  # of the letters are of one script
_LATIN = 0.8  # of a text's bytes, accents left out, from which its letters are Latin
_OF_SCRIPT = {"greek": "el", "hebrew": "he", "devanagari": "hi", "thai": "th"}
_NOT_LATIN = frozenset(
    (
        *(
            "am",
            "ar",
            "be",
            "bg",
            "bn",
            "ckb",
            "el",
            "fa",
            "gu",
            "he",
            "hi",
            "hy",
            "ja",
            "ka",
            "kk",
        ),
        *("kn", "km", "ko", "ky", "lo", "mk", "ml", "mn", "mr", "my", "ne", "pa", "ps", "ru", "sa"),
        *("si", "sr", "ta", "te", "tg", "th", "ti", "uk", "ur", "yi", "zh"),
    )
)


def with_foreign(blocks: Blocks, language: str) -> Blocks:
    """The blocks with each paragraph that is plainly in another language as one `Foreign`.

    One that is declared to be in another and plainly is not becomes an ordinary paragraph.
    """
    return tuple(_marked(block, language) for block in blocks)


def foreign_language(text: str, language: str) -> str:
    """The language of a paragraph that is plainly not its article's; "" of any other."""
    primary = language.partition("-")[0].lower()
    words = text.casefold().split()
    if len(words) < _WORDS and len(text) < _LETTERS:
        return ""
    if _known(language) and len(words) >= _WORDS:
        own = function_words(primary)
        if sum(map(own.__contains__, words)) >= _OWN * len(words):
            return ""
    elif _is_latin(text) != (primary in _NOT_LATIN):
        return ""
    found = _plainly(text, words)
    return "" if found == primary else found


def _plainly(text: str, words: list[str]) -> str:
    """The language of a text by its script, or by many function words of one language alone."""
    letters = [char for char in text if char.isalpha()]
    if len(letters) < _LETTERS // 2:
        return ""
    scripts = [script_of(char) for char in letters]
    script = max(set(scripts), key=scripts.count)
    if scripts.count(script) < _WHOLE * len(scripts) and script not in ("kana", "han", "hangul"):
        return ""
    if script in _OF_SCRIPT:
        return _OF_SCRIPT[script] if len(letters) >= _LETTERS else ""
    found = recognised(text, lead=_LEAD)
    if script in ("kana", "han", "hangul") or not found:
        return found if scripts.count("latin") < len(scripts) // 2 else ""
    theirs = function_words(found)
    hits = [word for word in words if word in theirs]
    enough = len(words) >= _WORDS and len(set(hits)) >= _KINDS
    return found if enough and _plain_words(text, theirs) >= _PLAIN else ""


def _plain_words(text: str, function: frozenset[str]) -> int:
    """Words that are no names: in small letters, or of a script that has none, and not function."""
    return sum(not word[:1].isupper() and word not in function for word in text.split())


def _known(language: str) -> bool:
    return language.partition("-")[0].lower() in KNOWN


def _is_latin(text: str) -> bool:
    """Whether most of a text is plain Latin letters."""
    return len(text.encode("ascii", "ignore")) > _LATIN * len(text)


def _unmarked(block: Paragraph, language: str) -> Paragraph:
    """The paragraph without a mark that is plainly wrong: templates call all they hold English."""
    only = block.inlines[0]
    if len(block.inlines) > 1 or not isinstance(only, Foreign) or not _known(language):
        return block
    words = text_of(block).casefold().split()
    own, theirs = (
        sum(map(function_words(each).__contains__, words)) for each in (language, only.language)
    )
    plain = len(words) >= _WORDS and own >= _OWN * len(words) and own >= 2 * theirs
    return replace(block, inlines=only.inlines) if plain else block


def _noted(inlines: Inlines, language: str) -> Inlines:
    """The inlines with the paragraphs of their notes marked: a note may be in another language."""
    blocks, inner = partial(with_foreign, language=language), partial(_noted, language=language)
    return mapped(inlines, lambda each: rebuilt(each, inlines=inner, blocks=blocks))


def _marked(block: Block, language: str) -> Block:
    match block:
        case Paragraph():
            if any(isinstance(inline, Foreign) for inline in block.inlines):
                return _unmarked(block, language)
            said = beside_notes(block)
            found = foreign_language(text_of(said), language)
            if said is not block:
                block = replace(block, inlines=_noted(block.inlines, found or language))
            return replace(block, inlines=(Foreign(found, block.inlines),)) if found else block
        case Quote() | Listing() | DefinitionList():
            return rebuilt(block, blocks=partial(with_foreign, language=language))
        case Heading() | Figure() | CodeBlock() | FormulaBlock() | Table() | SectionBreak():
            return block
        case _:
            assert_never(block)
