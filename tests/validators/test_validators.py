"""Each validator passes a sound file and catches a broken one: none of them is always green."""

import pypdfium2
import pytest

from tests.validators import ace, axe, chromium, epubcheck, libreoffice, ooxml, samples, verapdf

SOUND = samples.epub()


def rules(complaints: list[str]) -> list[str]:
    return [complaint.split()[0] for complaint in complaints]


def test_epubcheck_passes_a_sound_book() -> None:
    assert epubcheck.check(SOUND) == []


def test_epubcheck_catches_a_paragraph_within_a_paragraph() -> None:
    broken = samples.epub("<main><h1>Rents</h1><p><p>Rents rose.</p></p></main>")

    complaints = epubcheck.check(broken)

    assert [c.split()[:3] for c in complaints] == [["ERROR", "RSC-005", "EPUB/page.xhtml:5"]]


def test_epubcheck_catches_what_is_no_book() -> None:
    assert [c.split()[:2] for c in epubcheck.check(b"no zip at all")] == [
        ["ERROR", "PKG-003"],
        ["FATAL", "PKG-008"],
    ]


@pytest.mark.parametrize("flavour", ["ua1", "3a"])
def test_verapdf_passes_a_sound_page(flavour: str) -> None:
    assert verapdf.check(samples.pdf(flavour), flavour) == []


def test_verapdf_catches_a_page_that_claims_nothing() -> None:
    assert rules(verapdf.check(samples.pdf("3a"), "ua1")) == ["5-1"]
    assert "6.6.4-1" in rules(verapdf.check(samples.pdf("ua1"), "3a"))


@pytest.mark.parametrize(("flavour", "rule"), [("ua1", "7.2-29"), ("3a", "6.7.4-1")])
def test_verapdf_catches_a_language_that_is_none(flavour: str, rule: str) -> None:
    broken = samples.pdf(flavour, language="x_not")

    assert rules(verapdf.check(broken, flavour)) == [rule]


def test_verapdf_catches_what_is_no_pdf() -> None:
    assert verapdf.check(b"no PDF at all", "ua1")[0].startswith("not readable: ")


def test_ooxml_passes_a_sound_word_file() -> None:
    assert ooxml.check(samples.word()) == []


def test_ooxml_catches_settings_in_disorder() -> None:
    complaints = ooxml.check(samples.word_with_settings_in_disorder())

    assert complaints[0].startswith("Schema /word/settings.xml ")


def test_ooxml_catches_what_is_no_word_file() -> None:
    assert ooxml.check(b"no zip at all") != []


def test_ace_passes_a_sound_book() -> None:
    assert ace.check(SOUND) == []


def test_ace_catches_a_heading_level_that_is_skipped() -> None:
    broken = samples.epub("<main><h1>Rents</h1><h3>May</h3><p>Rents rose.</p></main>")

    assert [c.split()[:3] for c in ace.check(broken)] == [
        ["moderate", "heading-order", "page.xhtml:"]
    ]


def test_ace_says_what_it_cannot_read() -> None:
    with pytest.raises(AssertionError, match="central directory"):
        ace.check(b"no zip at all")


def test_axe_passes_a_sound_page() -> None:
    assert axe.check({"page.xhtml": samples.page()}, "page.xhtml") == []


def test_axe_catches_pale_letters() -> None:
    pale = '<main><h1>Rents</h1><p style="color: #bbb">Rents rose.</p></main>'

    complaints = axe.check({"page.xhtml": samples.page(pale)}, "page.xhtml")

    assert [c.split()[:2] for c in complaints] == [["serious", "color-contrast"]]


def test_a_screenshot_shows_the_page() -> None:
    png = chromium.screenshot({"a.xhtml": samples.page()}, "a.xhtml", width=300, height=200)

    assert png.startswith(b"\x89PNG")
    assert (png[16:20], png[20:24]) == ((300).to_bytes(4), (200).to_bytes(4))


def test_libreoffice_prints_the_words() -> None:
    printed = pypdfium2.PdfDocument(libreoffice.to_pdf(samples.word("Rents rose in May.")))

    assert "Rents rose in May." in printed[0].get_textpage().get_text_bounded()


def test_libreoffice_says_when_it_prints_nothing() -> None:
    with pytest.raises(AssertionError, match="made nothing"):
        libreoffice.to_pdf(b"PK\x03\x04 but no Word file")
