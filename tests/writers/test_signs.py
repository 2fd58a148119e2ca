"""Signs and letters that no font has: what print says instead, and where it keeps them."""

from __future__ import annotations

import pypdfium2
import pytest

from publish.layouts import load_layout
from publish.model.clean import clean_text
from publish.model.edition import Edition
from publish.model.tree import Emphasis, Formula
from publish.pipeline import render
from publish.writers.pdf.emoji import name_of
from publish.writers.pdf.glyphs import missing_notes, replaced
from tests.build import article, h, inlines, p

ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.parametrize(
    ("sign", "name"),
    [
        ("🚀", "rocket"),
        ("👩‍💻", "woman technologist"),
        ("👨🏽‍🚒", "man firefighter: medium skin tone"),
        ("👨‍👩‍👧", "family: man, woman, girl"),
        ("👩‍❤️‍💋‍👨", "kiss"),
        ("🏃‍♀️", "woman runner"),
        ("👋🏿", "waving hand: dark skin tone"),
        ("1️⃣", "keycap 1"),
        ("🇩🇪", "flag: Germany"),
        ("🇨🇮", "flag: Côte d’Ivoire"),
        ("🇪🇺", "flag: European Union"),
        ("🇽🇽", "flag: XX"),
        (ENGLAND, "flag: England"),
        ("🏳️‍🌈", "rainbow flag"),
        ("❤️‍🔥", "heart on fire"),
        ("🐕‍🦺", "service dog"),
    ],
)
def test_a_sequence_has_one_name(sign: str, name: str) -> None:
    assert name_of(sign) == name


@pytest.mark.parametrize(
    ("html", "made"),
    [
        ("<p>a 👩‍💻 b</p>", "<p>a ⟨woman technologist⟩ b</p>"),
        ("<p>🇩🇪🇫🇷</p>", "<p>⟨flag: Germany⟩⟨flag: France⟩</p>"),
        ("<p>an 𝐛𝐨𝐥𝐝 𝘪𝘵 word</p>", "<p>an <strong>bold</strong> <em>it</em> word</p>"),
        ("<p>𝙗𝙤𝙩𝙝 𝕕𝕓𝕝</p>", "<p><strong><em>both</em></strong> dbl</p>"),
        ("<p>x ∈ ℝ</p>", "<p>x ∈ R</p>"),
        ("<p>中</p>", "<p>⟨U+4E2D⟩</p>"),
        ("<h1>Launch 🚀 day</h1>", "<h1>Launch day</h1>"),
        ("<h1>🚀 Launch</h1>", "<h1>Launch</h1>"),
        ("<h2>🚀</h2>", "<h2>Rocket</h2>"),
        ("<h2>In 𝐛𝐨𝐥𝐝</h2>", "<h2>In bold</h2>"),
        ("<h2>中</h2>", "<h2>⟨U+4E2D⟩</h2>"),
        ("<cite>Go 🚀 up</cite> 🚀", "<cite>Go up</cite> ⟨rocket⟩"),
        (
            '<p class="entry"><a href="#">Go 🚀 up</a></p>',
            '<p class="entry"><a href="#">Go up</a></p>',
        ),
        ("<title>Go 🚀</title>", "<title>Go 🚀</title>"),
        ('<h2 data-bookmark="Go 🚀">Go 🚀</h2>', '<h2 data-bookmark="Go 🚀">Go</h2>'),
        ('<header data-running="Go 🚀 up"></header>', '<header data-running="Go up"></header>'),
        ('<img alt="a 🚀"/>', '<img alt="a 🚀"/>'),
        ("<math><mi>𝐱</mi></math>", "<math><mi>x</mi></math>"),
        ("<code>𝐱</code>", "<code>x</code>"),
        ("<p>a ✓ b</p>", "<p>a ✓ b</p>"),
    ],
)
def test_text_names_signs_and_titles_leave_them_out(html: str, made: str) -> None:
    missing = "🚀👩💻🇩🇪🇫🇷中𝐛𝐨𝐥𝐝𝘪𝘵𝙗𝙤𝙩𝙝𝕕𝕓𝕝ℝ𝐱"

    assert replaced(html, missing) == made


def test_a_note_is_told_of_each_sign_and_each_kind_of_letters() -> None:
    source = article(p("𝐛𝐨𝐥𝐝 and 𝐦𝐨𝐫𝐞"), h("Go 👩‍💻"), p("👩‍💻"))

    notes = missing_notes("👩💻𝐛𝐨𝐥𝐝𝐦𝐫𝐞", [source])

    assert [note.message for note in notes] == [
        "no font has 𝐛𝐨𝐥𝐝 (letters in another style); printed as bold",
        (
            "no font has 👩‍💻 (woman technologist); printed as ⟨woman technologist⟩;"
            " left out of titles"
        ),
    ]


def test_a_page_keeps_its_signs_where_viewers_show_them() -> None:
    title = f"Launch 🚀 of {ENGLAND} 𝐧𝐨𝐰"
    source = article(p("So 𝐛𝐨𝐥𝐝 👩‍💻, ", Emphasis(inlines("🇩🇪")), " ", Formula("𝐱")), title=title)
    rendition = render(Edition.of(source), load_layout("briefing"), "pdf")
    document = pypdfium2.PdfDocument(rendition.data)
    page = document[0].get_textpage().get_text_bounded()

    assert "Launch of now" in page
    assert "So bold ⟨woman technologist⟩, ⟨flag: Germany⟩ x" in page
    assert [each.get_title() for each in document.get_toc()] == [title]
    assert document.get_metadata_dict()["Title"] == title
    assert "⟨rocket⟩; left out of titles" in " ".join(note.message for note in rendition.notes)


def test_nations_keep_their_flags_and_hidden_tags_go() -> None:
    assert clean_text(f"a {ENGLAND} b") == (f"a {ENGLAND} b", 0)
    assert clean_text(f"{ENGLAND}\U000e0041")[0] == ENGLAND
    assert clean_text("a\U000e0067\U000e0062b")[0] == "ab"
