"""Marks as each language sets them. In what is shown, ~ is U+00A0, _ is U+202F and = is U+2011."""

from __future__ import annotations

import re
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Article, Decisions
from publish.model.tree import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    Foreign,
    Inlines,
    LineBreak,
    Link,
    Table,
    Text,
)
from publish.model.walk import text_of, text_of_inlines
from publish.normaliser import normalise
from publish.normaliser.typography import set_block, set_inlines, set_name, set_text
from publish.normaliser.typography.conventions import convention_of
from tests import udhr
from tests.build import cell, draft, figure, h, inlines, listing, p, quote
from tests.strategies import BLOCKS

_SHOWN = str.maketrans({"\u00a0": "~", "\u202f": "_", "\u2011": "="})


def shown(text: str, language: str = "en") -> str:
    return set_text(text, language).translate(_SHOWN)


def written(words: Inlines, language: str = "en") -> str:
    """A run of inlines after it was set, a bar between two leaves."""
    return "|".join(map(_leaf, set_inlines(words, language))).translate(_SHOWN)


def _leaf(inline: object) -> str:
    if isinstance(inline, Text | Code):
        return inline.text
    return text_of_inlines((inline,))  # type: ignore[arg-type]


ENGLISH = {
    "quotes": ("\"So,\" he said. 'So?'", "“So,” he said. ‘So?’"),
    "quotes in quotes": ("\"She said 'no.'\"", "“She said ‘no.’”"),
    "a quotation that another paragraph ends": ('"It goes on.', "“It goes on."),
    "quotes beside brackets and dashes": ('("a") ["b"] c--"d"', "(“a”) [“b”] c—“d”"),
    "apostrophes": (
        "It's O'Neill's, the dogs' and FDD's",
        "It’s O’Neill’s, the dogs’ and FDD’s",
    ),
    "decades": ("the '90s, a child of '68", "the ’90s, a child of ’68"),
    "a decade in quotes": ('"the \'90s"', "“the ’90s”"),
    "decades turned by machines": ("the ‘90s", "the ’90s"),
    "elisions": ("'tis rock 'n' roll, get 'em", "’tis rock ’n’ roll, get ’em"),
    "a quotation that begins like an elision": (
        "'Cause and effect' it is",
        "‘Cause and effect’ it is",
    ),
    "feet and inches": ('5\'10" tall, a 12" record', "5′10″ tall, a 12″ record"),
    "inches in a quotation": ('"He is 5\'10" tall."', "“He is 5′10″ tall.”"),
    "a quotation that ends with a figure": ('He said "route 12".', "He said “route 12”."),
    "degrees": ("40° 26' 46\" N", "40°~26′~46″ N"),
    "dashes": ("It was - they said -- so---or not", "It was~– they said~– so—or not"),
    "a dash begins no line": ("It was – they said — so", "It was~– they said~— so"),
    "years": ("1914-18 and 1914-1918", "1914–18 and 1914–1918"),
    "pages and amounts": ("pp. 12-15, 10-15% of 5-10 km", "pp.~12–15, 10–15% of 5–10~km"),
    "dates and numbers of machines stay": ("2024-01-20, 555-1234", "2024-01-20, 555-1234"),
    "minus": ("at -5 °C, (-3.4) or -$5", "at −5~°C, (−3.4) or −$5"),
    "raised figures are no range": ("x²-3, ²-³", "x²=3, ²=³"),
    "a flag is no minus": ("run -v or --verbose", "run -v or --verbose"),
    "ellipsis": ("and so... [...] on", "and so… [...] on".replace("[...]", "[…]")),
    "spaced dots stay on a line": ("and so . . . on", "and so .~.~. on"),
    "leaders stay": ("Rents ..... 12", "Rents ..... 12"),
    "abbreviations": (
        "Mr. Abernathy, Dr. Ode of U.S. forces",
        "Mr.~Abernathy, Dr.~Ode of U.S.~forces",
    ),
    "the end of a sentence with St": ("on Main St. he", "on Main St. he"),
    "initials": ("J. R. R. Tolkien", "J.~R.~R.~Tolkien"),
    "dates": (
        "Nov. 6, 6 November, November 6",
        "Nov.~6, 6~November, November~6",
    ),
    "a month and a year may part": ("in May 2024, in May", "in May 2024, in May"),
    "accents in an apostrophe's place": ("it´s, don`t", "it’s, don’t"),
    "figures": ("p. 12, No. 5, § 7, 5 million", "p.~12, No.~5, §~7, 5~million"),
    "units": ("10 km, 5 %, 7 p.m.", "10~km, 5~%, 7~p.m."),
    "short compounds": ("a 10-year e-mail, the Aqsa-1", "a 10=year e=mail, the Aqsa=1"),
    "names with an article": ("at Ain al-Assad", "at Ain~al=Assad"),
    "long compounds": (
        "well-known, re-elected, Iran-backed",
        "well-known, re-elected, Iran-backed",
    ),
    "addresses": (
        'see https://a.org/it\'s-a--"b" or x--y@a.org',
        'see https://a.org/it\'s-a--"b" or x--y@a.org',
    ),
    "paths": ("/home/it's--a/b and C:\\it's--b", "/home/it's--a/b and C:\\it's--b"),
    "code that nobody marked": ('open("a") - b', 'open("a") - b'),
    "typographic quotes of another language": ("„So“, «so»", "„So“, «so»"),
}


@pytest.mark.parametrize(("typed", "wanted"), ENGLISH.values(), ids=list(ENGLISH))
def test_english(typed: str, wanted: str) -> None:
    assert shown(typed) == wanted


LANGUAGES = [
    ("de", "\"Das ist 'gut'\" - so", "„Das ist ‚gut‘“~– so"),
    ("de", "Hans' Auto, z. B. am 6. November", "Hans’ Auto, z.~B. am 6.~November"),
    (
        "de",
        "10 000 Euro, Dr. Ode, S. 12, die 48-Jährige",
        "10_000~Euro, Dr.~Ode, S.~12, die 48=Jährige",
    ),
    ("de-CH", '"So" für 10\'000 Franken', "«So» für 10’000~Franken"),
    ("fr", 'Il dit: "oui"; quoi? non!', "Il dit~: «_oui_»_; quoi_? non_!"),
    ("fr", "« non » et «si»", "«_non_» et «_si_»"),
    ("fr", '"il dit "non" hier"', "«_il dit “non” hier_»"),
    ("fr", "l'homme d'hier, aujourd'hui", "l’homme d’hier, aujourd’hui"),
    (
        "fr",
        "le 1er mars à 10:30, M. Ode, 5 %, 10 000 km",
        "le 1er~mars à 10:30, M.~Ode, 5_%, 10_000~km",
    ),
    ("fr-CA", "Quoi? Oui!", "Quoi? Oui!"),
    ("es", "\"¿Qué 'es'?\" - dijo", "“¿Qué ‘es’?”~— dijo"),
    ("es", "el 6 de noviembre, Sr. Ruiz, pág. 3", "el 6~de~noviembre, Sr.~Ruiz, pág.~3"),
    ("pt", '"O que é?" em 6 de novembro', "“O que é?” em 6~de~novembro"),
    ("pt-PT", "\"O 'que' é?\"", "«O ‘que’ é?»"),
    ("it", "L'uomo dell'\"isola\" il 6 novembre", "L’uomo dell’“isola” il 6~novembre"),
    ("nl", "'s avonds zei hij 't: \"ja\"", "’s avonds zei hij ’t: “ja”"),
    ("pl", '"Pan" w domu - i już', "„Pan” w~domu~– i~już"),
    ("cs", '"Pán" v domě, 6. listopadu za 10 000 Kč', "„Pán“ v~domě, 6.~listopadu za 10~000~Kč"),
    ("ru", '"ООО "Ромашка" в доме" - да', "«ООО „Ромашка“ в~доме»~— да"),
    ("uk", '"Дім" на п\'ятій вулиці, 6 листопада', "«Дім» на п’ятій вулиці, 6~листопада"),
    ("el", '"Ναι" είπε, απ\' το σπίτι', "«Ναι» είπε, απ’ το σπίτι"),
    ("tr", '"Evet" dedi, Türkiye\'de 6 Kasım', "“Evet” dedi, Türkiye’de 6~Kasım"),
    ("vi", '"Vâng", ngày 6 tháng 11', "“Vâng”, ngày~6 tháng~11"),
    ("sv", '"Ja" - sa han', "”Ja”~– sa han"),
    ("ar", 'قال "نعم" أمس...', "قال «نعم» أمس…"),
    ("fa", 'گفت "بله" و رفت', "گفت «بله» و رفت"),
    ("he", 'ה"שלום" הזה', "ה”שלום” הזה"),
    ("he", 'צה"ל אמר "כן" וג\'ירפה', "צה״ל אמר ”כן” וג׳ירפה"),
    ("hi", 'उसने कहा "हाँ"', "उसने कहा “हाँ”"),
    ("hi", "देश-विदेश 10-20%", "देश-विदेश 10–20%"),
    ("th", 'เขาพูดว่า "ใช่"', "เขาพูดว่า “ใช่”"),
    ("zh", "他说：“好。”'A'", "他说：“好。”'A'"),
    ("ja", '彼は「はい」と言った。"A"', '彼は「はい」と言った。"A"'),
    ("ko", '그는 "네"라고 했다...', '그는 "네"라고 했다...'),
    ("eo", '"Jes" - diris li', '"Jes" - diris li'),
]


@pytest.mark.parametrize(("language", "typed", "wanted"), LANGUAGES)
def test_each_language_has_its_own_marks(language: str, typed: str, wanted: str) -> None:
    assert shown(typed, language) == wanted


def test_a_quotation_goes_on_through_emphasis_links_and_notes() -> None:
    words = inlines(
        'He said "',
        Emphasis(inlines("it's")),
        Footnote((p('a "note"'),)),
        Link("https://a.org/x", inlines('so"')),
        ", he said.",
    )

    assert written(words) == "He said “|it’s|\na “note”\n|so”|, he said."


def test_code_and_words_in_another_language_are_set_by_themselves() -> None:
    words = inlines('"', Code('x = "1"'), '" - "', Foreign("fr", inlines('"oui"?')), '"')

    assert written(words) == '“|x = "1"|”~– “|«_oui_»_?|”'


def test_nothing_is_set_over_the_border_of_two_texts() -> None:
    assert written(inlines("so.", Emphasis(inlines("..")), LineBreak(), "x")) == "so.|..|\n|x"


def test_every_part_of_a_tree_is_set_but_code() -> None:
    parts: list[Block] = [
        h("It's"),
        quote(p("It's")),
        listing("It's"),
        figure("a.png", alt="It's", caption="It's", credit="It's"),
        Table(((cell("It's"),),), inlines("It's")),
        CodeBlock("It's"),
    ]

    found = [text_of(set_block(part, "en")) for part in parts]

    assert found == ["It’s", "It’s", "It’s", "It's\nIt’s\nIt’s", "It’s\nIt’s", "It's"]


def test_what_needs_nothing_is_the_same_object() -> None:
    words = inlines("Rents rose again", Emphasis(inlines("and again")))

    assert set_inlines(words, "en") is words


def test_of_names_only_the_apostrophes_change() -> None:
    assert set_name("Ann O'Neill - 3-D") == "Ann O’Neill - 3-D"


def test_an_article_is_set_in_all_its_fields_and_so_is_what_the_editor_wrote() -> None:
    decided = Decisions(
        title="The city's river",
        standfirst='"So"',
        byline=("Ann O'Neill",),
        outlet="Wallow's Post",
        summary="It's so",
        key_points=("It's so",),
    )

    article: Article = normalise(draft("It's a river, the city said on Monday."), decided)

    said = (*map(text_of_inlines, (article.title, article.standfirst, article.summary)),)
    assert said == ("The city’s river", "“So”", "It’s so")
    assert (article.byline, article.outlet) == (("Ann O’Neill",), "Wallow’s Post")
    assert article.key_points == (inlines("It’s so"),)
    assert text_of(article.body[0]) == "It’s a river, the city said on Monday."


def test_a_picture_s_alternative_text_stays_as_it_was_written() -> None:
    block = set_block(figure("a.png", alt="It's"), "en")

    assert isinstance(block, Figure)
    assert block.alt == "It's"


_TAGS = [
    "en",
    "de",
    "de-CH",
    "fr",
    "fr-CA",
    "es",
    "pt-PT",
    "nl",
    "pl",
    "ru",
    "el",
    "he",
    "sv",
    "hu",
]
_PIECES = [
    *"\"'-. ,;:!?()/@_°%«»“”„‘’–—=\n\u00a0\u202f",
    *("a", "B", "1", "10", "1914", "18", "000", "Mr.", "U.S.", "Nov.", "al", "Assad", "km", "p."),
    *("²", "٣", "...", "--", "5'10\"", "'90s", "'n'", "http://a.b/", "x-1", "de ", "w ", "ם", "я"),
]
TYPED = st.lists(st.sampled_from(_PIECES), max_size=14).map("".join)


def kept(text: str) -> list[str]:
    return [char for char in text if char.isalnum()]


@given(TYPED, st.sampled_from(_TAGS))
def test_letters_and_digits_stay_in_their_order(text: str, language: str) -> None:
    assert kept(set_text(text, language)) == kept(text)


@given(TYPED, st.sampled_from(_TAGS))
def test_what_is_set_once_is_set(text: str, language: str) -> None:
    once = set_text(text, language)

    assert set_text(once, language) == once


@given(BLOCKS, st.sampled_from(_TAGS))
def test_no_block_loses_a_letter_or_its_shape(block: Block, language: str) -> None:
    done = set_block(block, language)

    assert kept(text_of(done)) == kept(text_of(block))
    assert set_block(done, language) == done


@pytest.mark.parametrize(
    "piece", ["'", '"', "-", "- ", ". ", "a-", "1 ", "«", "U.S. ", "'a", "/a'", " //a/'b'"]
)
def test_a_hundred_thousand_marks_are_set_in_one_pass(piece: str) -> None:
    """Each pass is over the text once; one that were not would not end here."""
    done = set_text(piece * 100_000, "fr")

    assert len(done) <= 2 * len(piece) * 100_000


def test_every_language_of_the_table_can_be_read() -> None:
    tags = ["en", "de", "fr", "es", "pt", "it", "nl", "pl", "cs", "ru", "uk", "el", "tr", "vi"]

    found = [convention_of(tag) for tag in chain(tags, ("ar", "fa", "he", "hi", "th"))]

    assert None not in found
    assert [convention_of(tag) for tag in ("zh-Hans", "ja", "ko", "units", "")] == [None] * 5


_ROW = re.compile(r"^\| ([^|`]+) \| `([^|]+)` \| `([^|]+)` \|$", re.MULTILINE)
_DOCUMENT = (Path(__file__).parents[3] / "docs" / "typography.md").read_text("utf-8")
_EXAMPLES = [row for row in _ROW.findall(_DOCUMENT) if row[0] != "what"]


@pytest.mark.parametrize(("what", "typed", "wanted"), _EXAMPLES)
def test_the_examples_of_the_documentation_are_true(what: str, typed: str, wanted: str) -> None:
    language = what if re.fullmatch("[a-z]{2}(-[A-Z]{2})?", what) else "en"

    assert shown(typed, language) == wanted


@pytest.mark.parametrize("language", udhr.LANGUAGES)
def test_a_true_text_keeps_its_letters_and_is_set_once(language: str) -> None:
    for typed in udhr.text(language).paragraphs:
        done = set_text(typed, language)

        assert kept(done) == kept(typed)
        assert set_text(done, language) == done


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "ja", "ko", "th", "hi", "ar", "he"])
def test_a_true_text_without_straight_marks_stays_as_it_is(language: str) -> None:
    paragraphs = [each for each in udhr.text(language).paragraphs if not set("\"'") & set(each)]

    assert [set_text(each, language) for each in paragraphs] == paragraphs
