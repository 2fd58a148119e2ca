"""Passages that run against their article: which they are, and what HTML says of them."""

import re

import pytest

from publish.compose.html import Medium, Serialiser
from publish.compose.languages import direction_of
from publish.compose.passages import INSIDE, passage_language
from publish.model.tree import (
    Block,
    Cell,
    Code,
    DefinitionList,
    Entry,
    Footnote,
    Foreign,
    Link,
    Listing,
    Table,
)
from tests.build import figure, h, inlines, listing, p, quote

ARABIC = "ارتفعت الإيجارات في المدينة."
HEBREW = "שכר הדירה עלה שוב."
ENGLISH = "Rents rose again in the city."


@pytest.mark.parametrize(
    ("words", "around", "language"),
    [
        (inlines(ENGLISH), "en", "en"),
        (inlines(ARABIC), "en", "und-Arab"),
        (inlines(HEBREW), "en", "und-Hebr"),
        (inlines("ܐܪܡܝܐ"), "en", "und-Syrc"),
        (inlines("ދިވެހި"), "en", "und-Thaa"),
        (inlines("ߒߞߏ"), "en", "und-Nkoo"),
        (inlines("𞤊𞤵𞤤𞤬𞤵𞤤𞤣𞤫"), "en", "und-Adlm"),
        (inlines(ARABIC), "ar", "ar"),
        (inlines(ARABIC), "fa", "fa"),
        (inlines(ENGLISH), "ar", "und"),
        (inlines("2024 – 5 %"), "ar", "ar"),
        (inlines("كتاب means book in Arabic"), "en", "en"),
        (inlines("BBC و CNN قالت يوم الثلاثاء إن الأجور ارتفعت"), "ar", "ar"),
        (inlines("انظر https://example.org/a-long-address-in-latin-letters هنا"), "en", "und-Arab"),
        (inlines(Foreign("ur", inlines(ARABIC))), "en", "ur"),
        (inlines(Foreign("ar", inlines("as-salamu alaykum"))), "en", "ar"),
        (inlines(Foreign("fr", inlines("oui"))), "en", "en"),
        (
            inlines("The words ", Foreign("ar", inlines("سلام عليكم")), " are a greeting"),
            "en",
            "en",
        ),
        (inlines("قال ", Foreign("en", inlines("the man")), " كلمات أخرى كثيرة"), "en", "und-Arab"),
        (inlines(Code("print(1, 2, 3)"), " شرح"), "ar", "ar"),
        (inlines("word", Footnote((p(ARABIC),))), "en", "en"),
        (inlines(Link("https://a.example", inlines(HEBREW))), "en", "und-Hebr"),
        ((p(ENGLISH), p(ARABIC), p(ARABIC)), "en", "und-Arab"),
    ],
)
def test_a_passage_is_told_by_what_is_said_of_it_or_by_its_words(
    words: tuple[object, ...], around: str, language: str
) -> None:
    assert passage_language(words, around, around) == language  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "turns"), [("iPhone 15", False), ("Rents rose again", True)])
def test_a_name_among_hebrew_items_stands_as_they_do(name: str, turns: bool) -> None:
    assert (passage_language(inlines(name), "he", "he", INSIDE) != "he") is turns


@pytest.mark.parametrize(
    "language", ["nqo", "ff-Adlm", "syr", "pes", "ji", "ks", "und-Thaa", "ur-Aran", "pa-Arab"]
)
def test_every_language_that_runs_leftward_is_known_to(language: str) -> None:
    assert direction_of(language) == "rtl"


def html(
    *blocks: Block, medium: Medium = "reflow", language: str = "en", at_end: bool = True
) -> str:
    serialiser = Serialiser(medium, language, notes_at_end=at_end)
    return str(serialiser.blocks(blocks).html)


def _every(words: str) -> list[Block]:
    entry = Entry((inlines(words),), ((p(words),),))
    return [
        p(words),
        h(words),
        quote(p(words)),
        listing(words, words),
        listing(words, words, ordered=True),
        DefinitionList((entry,)),
        Table(((Cell((p(words),)),), (Cell((p(words),)),)), inlines(words), 1),
        figure("none.png", "", words),
    ]


@pytest.mark.parametrize(("around", "words"), [("en", ARABIC), ("ar", ENGLISH), ("he", ENGLISH)])
@pytest.mark.parametrize("medium", ["print", "reflow", "screen"])
def test_each_block_says_its_own_direction_once(around: str, words: str, medium: Medium) -> None:
    other = "rtl" if around == "en" else "ltr"

    for block in _every(words):
        made = html(block, language=around, medium=medium)
        first = re.match(r"(?:<(?:figure|div)[^>]*>\s*)?<[^>]*>", made)
        assert first, made
        assert f'dir="{other}"' in first[0]
        assert made.count("dir=") == 1


def test_an_item_and_a_cell_turn_alone_where_the_rest_does_not() -> None:
    items = html(listing(ENGLISH, ARABIC, ENGLISH))
    cells = html(Table(((Cell((p(ENGLISH),)), Cell((p(ARABIC),))), (Cell((p(ENGLISH),)),) * 2)))

    assert items.count("dir=") == 1
    assert '<li lang="und-Arab" xml:lang="und-Arab" dir="rtl">' in items
    assert '<td class="last"><p lang="und-Arab" xml:lang="und-Arab" dir="rtl">' in cells


@pytest.mark.parametrize("inner", [listing(HEBREW, HEBREW), quote(p(HEBREW), p(HEBREW))])
def test_a_short_english_item_stays_one_above_a_long_list_or_quote_in_hebrew(inner: Block) -> None:
    made = html(Listing(((p("Two words"), inner), (p("Two more"),))))

    assert made.startswith("<ul>\n<li><p>Two words")
    assert made.count('dir="rtl"') == 1


def test_a_quote_without_words_of_its_own_turns_with_the_list_in_it() -> None:
    assert html(quote(p("* * *"), listing(HEBREW))).startswith('<blockquote lang="und-Hebr"')


def test_a_picture_turns_with_its_caption() -> None:
    made = html(figure("none.png", "", ARABIC))

    assert made.startswith('<figure lang="und-Arab" xml:lang="und-Arab" dir="rtl">')


def test_english_in_an_arabic_quote_is_english_again() -> None:
    made = html(
        quote(p(Foreign("ar", inlines(ARABIC))), p(Foreign("ar", inlines(ARABIC))), p(ENGLISH))
    )

    assert '<blockquote lang="ar" xml:lang="ar" dir="rtl">' in made
    assert '<p lang="en" xml:lang="en" dir="ltr">Rents' in made


def test_a_note_speaks_for_itself() -> None:
    made = html(p(ENGLISH, Footnote((p(ARABIC),))), medium="print", at_end=False)

    assert re.search('<object class="footnote" [^>]* lang="und-Arab" dir="rtl">', made)


def test_a_program_in_an_arabic_passage_runs_from_left_to_right() -> None:
    made = html(p(ARABIC, " ", Code("x = 1")))

    assert '<code dir="ltr">' in made
