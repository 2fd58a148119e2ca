"""What is copied out of a PDF, searched in it and read aloud from it: the article's words."""

from __future__ import annotations

import io
import re
import unicodedata
from collections import Counter

import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition
from publish.model.tree import Foreign, Strong
from publish.model.walk import text_of
from publish.pipeline import render
from publish.writers.pdf.placed_marks import PlacedMarks
from tests.build import article, inlines, p
from tests.udhr import LANGUAGES, MORE, text
from tests.validators import verapdf

LAYOUT = load_layout("briefing")
LEFT_TO_RIGHT = [each for each in LANGUAGES if text(each).dir == "ltr"]
_CLUSTERS = (
    *("Ọ̀", "ọ̀", "ė́", "Ė́", "n̄", "ḿ̩", "O", "o", "e", "n", "m", "fi", "ffl", "—", "…", "й̆"),
    *("कि", "क्ष", "स्त्र", "र्क", "क", "श", "น้ำ", "ที่", "น", "ế", "Ự"),
)


def said(source: Article) -> str:
    """The text of a PDF as a viewer gives it, line by line."""
    document = pypdfium2.PdfDocument(render(Edition.of(source), LAYOUT, "pdf").data)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def signs(words: str) -> str:
    """Letters, marks and signs without spaces and hyphens: PDFium tells none at a line's end."""
    return re.sub("[\\s\ufffe\x02\u00ad\u2010\u2011-]", "", unicodedata.normalize("NFC", words))


@pytest.mark.parametrize("language", LEFT_TO_RIGHT)
def test_each_letter_of_a_declaration_is_copied_out_as_it_stands(language: str) -> None:
    declaration = text(language)
    paragraphs = declaration.paragraphs[:7]
    source = article(*map(p, paragraphs), title=declaration.title, language=language)

    found = signs(said(source))

    assert [each for each in paragraphs if signs(each) not in found] == []


def test_more_languages_are_copied_out_in_the_order_of_their_words() -> None:
    paragraphs = [
        (language, paragraph)
        for language in MORE
        if text(language).dir == "ltr"
        for paragraph in text(language).paragraphs[:4]
    ]
    blocks = [p(Foreign(language, inlines(paragraph))) for language, paragraph in paragraphs]

    data = render(Edition.of(article(*blocks)), load_layout("plain"), "pdf").data
    pages = [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data)]
    found = signs("".join(re.sub("\\s*[0-9]+\\s*$", "", page) for page in pages))  # no folios
    places = [found.find(signs(paragraph)) for _, paragraph in paragraphs]

    assert [each for each, at in zip(paragraphs, places, strict=True) if at < 0] == []
    assert places == sorted(places)


def share(source: Article, found: str) -> float:
    """The share of the article's words that stand in a text, each as often."""
    words = [word for block in source.body for word in plain(text_of(block)).split()]
    there = Counter(plain(found).split())
    return sum(min(n, there[word]) for word, n in Counter(words).items()) / len(words)


def plain(words: str) -> str:
    """Letters with their marks, without signs of direction and how a font writes them."""
    bare = re.sub("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]", "", words)
    return unicodedata.normalize("NFKC", bare)


@pytest.mark.parametrize(
    ("language", "least"), [("ar", 0.98), ("fa", 0.99), ("he", 0.99), ("ur", 0.99), ("yi", 0.99)]
)
def test_words_that_run_from_right_to_left_are_copied_out(language: str, least: float) -> None:
    source = article(*map(p, text(language).paragraphs[:12]), language=language)

    assert share(source, said(source)) >= least


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ar", "قَالَ ٱلْمُعَلِّمُ إِنَّ ٱللُّغَةَ ٱلْعَرَبِيَّةَ جَمِيلَةٌ جِدًّا يَا شَبَابُ"),
        ("he", "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ"),
        ("yi", "געווען אַ מאָל אַ ייִד אין אַ שטעטל"),
    ],
)
def test_vowel_signs_stay_with_their_letters(language: str, words: str) -> None:
    source = article(p(words), language=language)
    data = render(Edition.of(source), LAYOUT, "pdf").data

    assert plain(words) in plain(said(source))
    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []
    assert render(Edition.of(source), LAYOUT, "pdf").data == data


def test_vowel_signs_are_drawn_where_the_engine_draws_them(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Edition.of(article(p("قَالَ ٱلْمُعَلِّمُ إِنَّ"), p("בְּרֵאשִׁית בָּרָא"), language="ar"))
    placed = picture(render(source, LAYOUT, "pdf").data)
    monkeypatch.setattr(PlacedMarks, "place", lambda *_: None)
    moved = picture(render(source, LAYOUT, "pdf").data)

    difference = ImageChops.difference(placed, moved).histogram()

    assert sum(difference[160:]) == 0
    assert sum(difference[96:]) < 40  # of 8 million points: edges, by a thousandth of the size


def picture(data: bytes) -> Image.Image:
    return pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("L")


def test_a_cluster_does_not_take_the_text_of_its_letters_elsewhere() -> None:
    source = article(p("Ọ̀pọ̀lọpọ̀ ìgbà ni Olú sọ OK. OOO"), language="yo")

    assert "Ọ̀pọ̀lọpọ̀ ìgbà ni Olú sọ OK. OOO" in said(source)


@given(st.lists(st.sampled_from(_CLUSTERS), min_size=1, max_size=12).map("".join))
def test_clusters_in_any_order_are_copied_out_whole(words: str) -> None:
    source = article(p("First ", Strong(inlines(words)), " last."))

    assert f"First{signs(words)}last." in signs(said(source))


def test_a_file_that_says_its_words_is_for_archives_and_for_all_readers() -> None:
    source = article(*map(p, text("hi").paragraphs[:3]), language="hi")
    data = render(Edition.of(source), LAYOUT, "pdf").data

    contents = b"".join(page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(data)).pages)
    assert b"/ActualText" in contents
    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


def test_plain_words_need_no_second_text() -> None:
    data = render(Edition.of(article(p("The office fits; an affable flow."))), LAYOUT, "pdf").data

    contents = b"".join(page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(data)).pages)
    assert b"/ActualText" not in contents


@pytest.mark.parametrize(
    ("language", "letters", "marks"),
    [
        ("en", "end", "\u0301\u0323"),
        ("ar", "كتب", "\u064e\u0651\u0650\u0670"),
        ("he", "שלום", "\u05b0\u05bc\u05c1\u0591"),
        ("th", "กนท", "\u0e49\u0e34"),
    ],
)
def test_a_tower_of_forty_marks_is_a_page_with_its_letters(
    language: str, letters: str, marks: str
) -> None:
    tower = "".join(letter + marks * (40 // len(marks)) for letter in letters)
    source = article(p("before ", tower, " behind"), p(tower * 25), language=language)
    document = pypdfium2.PdfDocument(render(Edition.of(source), LAYOUT, "pdf").data)
    found = document[0].get_textpage().get_text_bounded()
    bare = "".join(
        char for char in unicodedata.normalize("NFD", found) if not unicodedata.combining(char)
    )

    assert len(document) == 1
    assert letters in re.sub("[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]", "", bare)
    assert all(mark in unicodedata.normalize("NFD", found) for mark in marks)


def test_towers_do_not_push_lines_apart() -> None:
    def pages(letter: str) -> int | None:
        words = " ".join([letter * 5] * 300)
        return render(Edition.of(article(*[p(words)] * 5)), LAYOUT, "pdf").pages

    assert pages("e" + "\u0301\u0323" * 20) == pages("e")
