"""The fonts of e-books: cut to what the pages show, under names of ours, and nobody sees it."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any  # fontTools has no types

import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]
from hypothesis import given, settings
from hypothesis import strategies as st

import publish
from publish.batch.versions import versions
from publish.layouts import load_layout
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.formats import EPUB, PDF
from publish.model.tree import Emphasis, Foreign
from publish.pipeline import render
from publish.writers.epub import write
from publish.writers.epub.characters import characters_of, in_font
from publish.writers.epub.cutting import cut_by_fonttools, cut_face, family_for
from publish.writers.epub.features import features_of
from publish.writers.epub.slant import slants
from publish.writers.xhtml.faces import face_of
from tests import udhr
from tests.build import article, h, inlines, p
from tests.conftest import ROOT, SEED
from tests.validators import chromium
from tests.writers.samples import (
    arabic_article,
    book_in_one_face,
    full_article,
    plain_article,
)

LAYOUT = load_layout("briefing")
REGULAR = "SourceSerif4-Regular.otf"
ARABIC = "NotoNaskhArabic-Regular.ttf"
FACE, ARABIC_FACE = (face_of(name, LAYOUT.fonts[name]) for name in (REGULAR, ARABIC))
USUAL = frozenset(map(ord, "Office 1/2, “fijord”"))
NONE: frozenset[str] = frozenset()
TERMS = (0, 13, 14)  # name IDs: copyright, licence, its address


def with_fonts(choice: str) -> Layout:
    return load_layout("briefing", options={"fonts": choice})


def files(made: Edition | Article, choice: str = "subset") -> dict[str, bytes]:
    """What lies in EPUB/, by path."""
    edition = made if isinstance(made, Edition) else Edition.of(made)
    book = zipfile.ZipFile(io.BytesIO(write(edition, with_fonts(choice)).data))
    return {name.removeprefix("EPUB/"): book.read(name) for name in book.namelist()}


def fonts(made: Edition | Article, choice: str = "subset") -> dict[str, Any]:
    return {
        path: TTFont(io.BytesIO(data))
        for path, data in files(made, choice).items()
        if path.endswith((".otf", ".ttf"))
    }


def many_scripts() -> Article:
    """Figures, fractions, ligatures, marks that stand apart, and six scripts."""
    greek = unicodedata.normalize("NFD", "Ἡ Ἑλλάς, ἄλφα, Ωμέγα")
    return article(
        h("Offices & fjords", 1),
        p("The difficult office affair: 1,234.50 €, 3⁄4, 2026. “AV To” – e\u0301lan, mañana…"),
        p(Emphasis(inlines("fluffy difficult italics, 1990")), " Łódź, Čapek, ẞ, Größe, ﬁn"),
        p("Ελλάδα, Москва́, ", Foreign("el", inlines(greek))),
        p(Foreign("ar", inlines("هجمات على القوات في ١٢ مارس، لا إله"))),
        p(Foreign("he", inlines("בְּרֵאשִׁית בָּרָא אֱלֹהִים"))),
        p(Foreign("hi", inlines("नमस्ते, क्षत्रिय विद्यार्थी १२३"))),
        p(Foreign("vi", inlines("Tiếng Việt: Đường phố, nghiễn"))),
        title="Fjords of the 21st century",
        outlet="Größe & Söhne",
        byline=("Ann Ode",),
        published="2026-02-03",
    )


# What a reader sees


@pytest.mark.parametrize("page", ["article.xhtml", "cover.xhtml"])
def test_a_page_looks_the_same_with_cut_fonts_as_with_whole_ones(page: str) -> None:
    made = many_scripts()

    cut, whole, none = (
        chromium.screenshot(files(made, choice), page, width=700, height=1100)
        for choice in ("subset", "whole", "none")
    )

    assert cut == whole
    assert cut != none, "fonts of the book are not shown at all"


@pytest.mark.full
@pytest.mark.parametrize("language", sorted({*udhr.LANGUAGES, *udhr.MORE}))
def test_a_page_in_any_language_looks_the_same_with_cut_fonts(language: str) -> None:
    prose = udhr.text(language)
    made = article(*prose.paragraphs[:25], title=prose.title, language=language)

    cut, whole = (
        chromium.screenshot(files(made, choice), "article.xhtml", width=700, height=1500)
        for choice in ("subset", "whole")
    )

    assert cut == whole


def test_every_character_that_a_page_can_show_is_in_the_cut_font() -> None:
    text = "Straße, naïve café, İstanbul"
    shown = "STRASSE NAÏVE CAFÉ -‐–—…0123456789 ss abcxyz QXZ"

    cut = cut_face(FACE, characters_of(text, "", ("tr",)), NONE)

    known = TTFont(io.BytesIO(cut.data)).getBestCmap().keys()
    assert {ord(char) for char in text + shown} <= known
    assert len(known) < 130


@settings(max_examples=15)  # each cuts two fonts
@given(st.text(max_size=40))
def test_no_character_that_the_whole_font_has_is_lost(text: str) -> None:
    for face in (FACE, ARABIC_FACE):
        cut = cut_face(face, characters_of(text, "", ("en",)), NONE)

        known = TTFont(io.BytesIO(cut.data)).getBestCmap().keys()
        assert {ord(char) for char in text} & face.characters <= known


def test_signs_that_the_style_sheet_makes_are_in_the_cut_font() -> None:
    css = 'li::marker { content: "\\2020 " } ol { list-style-type: lower-greek } q::before '
    css += "{ content: open-quote } ul { list-style: square }"

    shown = characters_of("", css, ("en",))

    assert {ord(char) for char in "†αω«“▪"} <= shown
    assert ord("§") not in shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("e\u0301", "é"),  # put together, where the font has it so
        ("ß", "S"),
        ("ά", "ΆΑ"),  # capitals of Greek may lose their accents
        ("@", "#{}~"),  # signs of programs: all or none
        ("كِ", "\u25cc"),  # a mark that stands alone is carried
    ],
)
def test_what_a_program_makes_of_letters_is_shown(text: str, shown: str) -> None:
    assert {ord(char) for char in shown} <= characters_of(text, "", ("en",))


def test_a_letter_that_a_font_lacks_is_shown_by_its_parts() -> None:
    assert in_font(frozenset({0x1ED7}), frozenset({0x6F, 0x302, 0x303})) == {0x6F, 0x302, 0x303}
    assert in_font(frozenset({0x1ED7}), frozenset({0xF4, 0x303})) == {0xF4, 0x303}


# What a font is called


@pytest.mark.parametrize("made", [full_article(), arabic_article()])
def test_a_cut_font_bears_no_name_of_its_maker_s_but_where_it_says_whose_it_is(
    made: Article,
) -> None:
    parts = files(made)
    sheet = parts["styles/article.css"].decode()
    whole = fonts(made, "whole").values()

    found = fonts(made)

    assert found
    for path, font in found.items():
        names = {each.nameID: each.toUnicode() for each in font["name"].names}
        terms = {names.pop(number) for number in TERMS}
        assert terms <= set(parts["fonts/licences.txt"].decode().splitlines())
        inside = font["CFF "].cff if "CFF " in font else None
        called = " ".join((path, *names.values(), *_inside(inside)))
        assert not re.search("source|noto|adobe|google", called, re.IGNORECASE)
        assert f'"{names[1]}"' in sheet
    families = {font["name"].getBestFamilyName() for font in whole}
    assert not [family for family in families if f'"{family}"' in sheet]


def _inside(outlines: Any) -> list[str]:
    """The names in a table of PostScript outlines."""
    if outlines is None:
        return []
    top = outlines[0].rawDict
    return [*outlines.fontNames, *(top[key] for key in ("FullName", "FamilyName") if key in top)]


def test_the_terms_of_a_cut_font_are_those_of_the_whole_one() -> None:
    whole, cut = (
        {number: font["name"].getDebugName(number) for number in TERMS}
        for font in (
            TTFont(io.BytesIO(FACE.data)),
            TTFont(io.BytesIO(cut_face(FACE, USUAL, NONE).data)),
        )
    )

    assert cut == whole
    assert "Reserved Font Name" in str(whole[0])


def test_families_in_the_user_s_own_sheet_are_ours_too() -> None:
    own = "h2 { font-family: 'Source Sans 3', serif } h3 { font: 1em Source Serif 4 }"
    layout = load_layout("briefing", css=own)

    book = zipfile.ZipFile(io.BytesIO(write(Edition.of(plain_article()), layout).data))

    sheet = book.read("EPUB/styles/article.css").decode()
    assert sheet.endswith(
        f'h2 {{ font-family: "{family_for("Source Sans 3")}", serif }}'
        f' h3 {{ font: 1em "{family_for("Source Serif 4")}" }}'
    )


# What goes along


def test_whole_fonts_are_the_layout_s_files() -> None:
    parts = files(plain_article(), "whole")

    made = {data for path, data in parts.items() if path.endswith(".otf")}
    assert made
    assert made <= set(LAYOUT.fonts.values())
    assert '"Source Serif 4"' in parts["styles/article.css"].decode()


def test_a_book_without_fonts_leaves_the_choice_to_the_reader() -> None:
    parts = files(plain_article(), "none")

    assert not [path for path in parts if path.startswith("fonts/")]
    assert b"@font-face" not in parts["styles/article.css"]
    assert b"specified-fonts" not in parts["package.opf"]
    assert b"specified-fonts" in files(plain_article())["package.opf"]


@pytest.mark.parametrize("choice", ["subset", "none"])
def test_xhtml_has_its_fonts_whole(choice: str) -> None:
    made = render(Edition.of(plain_article()), with_fonts(choice), "xhtml").files

    assert made == render(Edition.of(plain_article()), with_fonts("whole"), "xhtml").files
    assert [path for path in made if path.endswith(".otf")]


def test_an_article_of_440_words_is_120_kilobytes() -> None:
    made = publish.normalise(publish.read(publish.load(SEED)))

    assert len(write(Edition.of(made), LAYOUT).data) <= 120_000


def test_italics_go_along_where_something_slants() -> None:
    upright, slanted = article(p("Rents rose.")), article(p(Emphasis(inlines("Rents")), " rose."))

    assert not [font for font in fonts(upright).values() if font["OS/2"].fsSelection & 1]
    assert [font for font in fonts(slanted).values() if font["OS/2"].fsSelection & 1]


@pytest.mark.parametrize(
    ("css", "page", "slanted"),
    [
        ("", "<p>x</p>", False),
        ("", "<p><em>x</em></p>", True),
        ("h4, .absent { font-style: italic }", "<p>x</p>", False),
        ("h4, .absent { font-style: italic }", '<p class="late absent">x</p>', True),
        ("@media all { .body h4 { font-style: oblique 4deg } }", "<h4>x</h4>", False),
        ("@media all { .body h4 { font-style: oblique 4deg } }", '<h4 class="body">x</h4>', True),
        ("p:not(.x) { font: italic 1em serif }", "<p>x</p>", True),
        ('[dir="rtl"] p::first-line { font-style:italic }', "<p>x</p>", True),
        ('@charset "UTF-8"; p#x { font-style: italic }', '<p id="x">x</p>', True),
        (r".a\:b { font-style: italic }", "<p>x</p>", True),
        ("", '<p style="font-style: italic">x</p>', True),
    ],
)
def test_whether_a_page_slants(css: str, page: str, slanted: bool) -> None:
    assert slants(css, page) is slanted


def test_features_that_a_style_sheet_turns_on_stay_in_the_cut_font() -> None:
    css = """
        h1 { font-variant: all-small-caps; font-feature-settings: "ss01" 1, 'case' on }
        p { font-variant-numeric: oldstyle-nums diagonal-fractions }
        .x { font-variant-position: super } .y { vertical-align: sub }
    """

    features = features_of(css)
    cut = cut_face(FACE, USUAL, features)

    assert features == {"c2sc", "smcp", "ss01", "case", "onum", "frac", "numr", "dnom", "sups"}
    records = TTFont(io.BytesIO(cut.data))["GSUB"].table.FeatureList.FeatureRecord
    kept = {record.FeatureTag for record in records}
    assert {"onum", "frac", "sups", "case", "liga"} <= kept
    assert not kept & {"subs", "tnum"}


def test_a_font_that_may_not_be_cut_stays_whole_and_a_note_says_so() -> None:
    font = TTFont(io.BytesIO(FACE.data))
    font["OS/2"].fsType = 0x0100
    file = io.BytesIO()
    font.save(file)
    layout = replace(LAYOUT, fonts={REGULAR: file.getvalue()})

    made = write(Edition.of(plain_article()), layout)

    book = zipfile.ZipFile(io.BytesIO(made.data))
    assert book.read(f"EPUB/fonts/{REGULAR.lower()}") == file.getvalue()
    assert [note.code for note in made.notes] == ["epub.font"]


def test_a_font_in_woff_is_cut_too() -> None:
    font = TTFont(io.BytesIO(FACE.data))
    font.flavor = "woff"
    file = io.BytesIO()
    font.save(file)

    cut = cut_face(face_of("house.woff", file.getvalue()), USUAL, NONE)

    assert cut.data[:4] == b"OTTO"
    assert cut.media_type == "font/otf"
    assert len(cut.data) < 20_000


# By HarfBuzz and by fontTools


def test_fonttools_cuts_the_same_characters_and_gives_the_same_bytes_each_time() -> None:
    by_harfbuzz = cut_face(FACE, USUAL, NONE).data

    first, second = (cut_by_fonttools(FACE.data, USUAL, NONE, NONE) for _ in range(2))

    assert first == second != by_harfbuzz
    one, other = (TTFont(io.BytesIO(data)).getBestCmap() for data in (first, by_harfbuzz))
    assert one.keys() == other.keys()


def test_a_machine_without_harfbuzz_makes_a_book_with_fonts_just_as_small(tmp_path: Path) -> None:
    (tmp_path / "libharfbuzz-subset.so.0").touch()  # the loader gives up at an empty file
    program = (
        "import sys; from publish.batch.versions import versions;"
        "from publish.model.formats import EPUB;"
        "assert 'harfbuzz' not in versions(EPUB, ());"
        "from tests.writers.samples import book_in_one_face;"
        f"sys.stdout.buffer.write(book_in_one_face({REGULAR!r}))"
    )

    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env=os.environ | {"LD_LIBRARY_PATH": str(tmp_path)},
        capture_output=True,
        check=False,
    )

    assert run.returncode == 0, run.stderr
    ours, theirs = book_in_one_face(REGULAR), run.stdout
    assert theirs != ours
    assert len(theirs) < 1.1 * len(ours)
    (name,) = (n for n in zipfile.ZipFile(io.BytesIO(ours)).namelist() if n.endswith(".otf"))
    one, other = (
        TTFont(io.BytesIO(zipfile.ZipFile(io.BytesIO(data)).read(name))) for data in (ours, theirs)
    )
    assert one.getBestCmap().keys() == other.getBestCmap().keys()
    assert one["name"].getDebugName(1) == other["name"].getDebugName(1)


def test_the_key_of_an_e_book_says_which_harfbuzz_cut_its_fonts() -> None:
    assert versions(EPUB, ())["harfbuzz"] == versions(PDF, ())["harfbuzz"]
