import io
import shutil
import subprocess
import zipfile
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import publish
from publish.errors import BrokenLayout
from publish.layouts import describe, load_layout
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.pipeline.trial import try_layout
from publish.readers.docx.file import opened
from publish.readers.docx.said import said_articles
from publish.settings import settings_from
from publish.writers.docx import write
from tests.build import article, h, inlines, listing, p
from tests.validators import ooxml
from tests.writers.docx_samples import (
    W,
    arabic,
    everything,
    lines,
    names,
    part,
    simple,
    text_in,
)
from tests.writers.test_word_looks import said, sections, style
from tests.writers.word_templates import PARTS, STYLES, house, plain_docx, with_font, with_picture

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@lru_cache
def layout(
    template: bytes, name: str = "briefing", named: tuple[tuple[str, str], ...] = (), **_: str
) -> Layout:
    found = load_layout(name)
    docx = replace(found.docx, styles=named)
    return replace(found, docx=docx, reference=template, reference_name="house/reference.docx")


def dressed(
    template: bytes,
    *articles: Article,
    named: tuple[tuple[str, str], ...] = (),
    options: dict[str, str] | None = None,
) -> bytes:
    asked = layout(template, named=named)
    if options:
        loaded = load_layout("briefing", options=options)
        asked = replace(loaded, reference=template, reference_name="house/reference.docx")
    return write(Edition.of(*(articles or (simple(),))), asked).data


def notes(template: bytes) -> list[str]:
    made = write(Edition.of(simple()), layout(template)).notes
    return [each.message for each in made if each.code == "word.template"]


def furniture(data: bytes, kind: str) -> str:
    (name,) = [each for each in names(data) if each == f"word/{kind}-1.xml"]
    return text_in(part(data, name))


# What holds


def test_the_template_s_styles_hold_under_its_names_and_ours_fill_what_it_lacks() -> None:
    data = dressed(house())

    assert said(data, "Title", "rPr/color") == "AA0055"
    assert style(data, "Title").get(f"{W}styleId") == "Title"
    assert said(data, "Title", "basedOn") == "Normal"
    assert said(data, "heading 1", "rPr/rFonts", "asciiTheme") == "majorHAnsi"
    assert said(data, "Bottom Line", "rPr/b") == ""
    assert style(data, "Bottom Line").find(f"{W}rPr/{W}b") is not None
    assert not list(style(data, "Body Text").iter(f"{W}pPr"))


def test_a_name_of_the_template_is_no_obstacle_for_an_id_of_ours() -> None:
    data = dressed(house())

    assert style(data, "Outlet").get(f"{W}styleId") == "Outlet"
    assert style(data, "Shop").get(f"{W}styleId").startswith("House")


def test_the_layout_maps_our_names_to_the_template_s() -> None:
    data = dressed(house(), named=(("Body Text", "House Text"), ("Bottom Line", "house text")))

    assert style(data, "House Text").get(f"{W}styleId") == "BodyText"
    assert said(data, "Bottom Line", "basedOn") == "BodyText"
    assert said(data, "First Paragraph", "basedOn") == "BodyText"


def test_our_styles_stand_at_the_template_s_size_in_its_faces_and_accent() -> None:
    data = dressed(house())

    assert said(data, "Label", "rPr/color") == "0A7A3C"
    assert said(data, "Label", "rPr/rFonts", "ascii") == "Gill Sans MT"
    assert said(data, "Label", "rPr/rFonts", "asciiTheme") == "majorHAnsi"
    assert said(data, "Table Text", "rPr/sz") == "16"
    assert b"Palatino Linotype" in zipfile.ZipFile(io.BytesIO(data)).read("word/theme/theme1.xml")


def test_faces_that_the_template_s_theme_does_not_give_are_named() -> None:
    literal = STYLES.replace(
        'w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"', 'w:ascii="Verdana"'
    )

    data = dressed(house({"word/styles.xml": literal}))

    assert said(data, "Label", "rPr/rFonts", "ascii") == "Verdana"
    assert said(data, "Label", "rPr/rFonts", "asciiTheme") == ""


def test_the_template_s_paper_margins_borders_and_columns_hold() -> None:
    (section,) = sections(dressed(house()))

    assert section.find(f"{W}pgSz").attrib == {f"{W}w": "9978", f"{W}h": "14173"}
    margins = section.find(f"{W}pgMar")
    assert {key.removeprefix(W): value for key, value in margins.attrib.items()} == {
        "top": "1300", "right": "1100", "bottom": "1200", "left": "1000", "header": "500",
        "footer": "450", "gutter": "100",
    }  # fmt: skip
    assert section.find(f"{W}pgBorders/{W}top").get(f"{W}color") == "0A7A3C"
    assert section.find(f"{W}cols").get(f"{W}num") == "2"
    assert section.find(f"{W}titlePg") is None


def test_margins_and_paper_that_someone_sets_stand_above_the_template_s() -> None:
    options = {"page.size": "letter", "page.margin": "20 20 20 20"}

    (section,) = sections(dressed(house(), options=options))

    assert section.find(f"{W}pgSz").get(f"{W}w") == "12240"
    assert section.find(f"{W}pgMar").get(f"{W}left") == "1134"


def test_an_option_that_the_template_s_styles_overrule_is_a_note() -> None:
    asked = load_layout("briefing", options={"text_size": "14pt", "hyphenation": "false"})
    asked = replace(asked, reference=house(), reference_name="house/reference.docx")

    made = [each.message for each in write(Edition.of(simple()), asked).notes]

    assert "the option text_size takes no effect in Word: the template's styles hold" in made
    assert not any("hyphenation" in message for message in made)


def test_the_template_s_header_and_footer_hold_without_what_acts_in_them() -> None:
    data = dressed(house())
    whole = b"".join(zipfile.ZipFile(io.BytesIO(data)).read(each) for each in names(data))

    assert furniture(data, "header") == "WORDS & Sons our site Dept. Seven rootTitle"
    assert furniture(data, "footer") == "p. 1"
    fields = [
        each.get(f"{W}instr") for each in part(data, "word/header-1.xml").iter(f"{W}fldSimple")
    ]
    assert fields == [" STYLEREF Title "]
    for word in (b"/etc/passwd", b"dataBinding", b"spy.png", b"secret", b"Type here", b"macro"):
        assert word not in whole


def test_a_picture_in_the_template_s_header_comes_along() -> None:
    data = dressed(with_picture(), simple(), simple())

    assert "word/media/house-1.png" in names(data)
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/header-1-first.xml.rels")
    assert b"media/house-1.png" in relations
    assert furniture(data, "header") == "The house"


def test_a_banner_stands_at_the_head_of_the_template_s_pages_too() -> None:
    data = dressed(house(), options={"banner": "TLP:RED"})

    assert furniture(data, "header").startswith("TLP:REDWORDS")
    assert furniture(data, "footer").endswith("TLP:RED")


def test_the_variety_of_the_language_is_the_template_s_and_the_language_the_article_s() -> None:
    def spoken(language: str) -> str:
        data = dressed(house(), replace(simple(), language=language))
        path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
        return str(part(data, "word/styles.xml").find(path).get(f"{W}val"))

    assert spoken("en") == "en-GB"
    assert spoken("en-US") == "en-US"
    assert spoken("de") == "de-DE"


def test_lists_look_as_the_template_s_and_count_as_the_article_s() -> None:
    data = dressed(house(), article(h("One"), listing("a", "b"), listing("c", ordered=True)))
    numbering = part(data, "word/numbering.xml")
    kinds = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}

    def sign(style_name: str) -> str:
        number = said(data, style_name, "pPr/numPr/numId")
        (found,) = [each for each in numbering.iter(f"{W}num") if each.get(f"{W}numId") == number]
        kind = kinds[found.find(f"{W}abstractNumId").get(f"{W}val")]
        return str(kind.find(f"{W}lvl/{W}lvlText").get(f"{W}val"))

    assert sign("List Bullet") == "■"
    assert sign("List Number") == "%1."
    assert sign("heading 1") == "%1"


def test_titles_stand_in_the_outline_of_an_edition_above_the_template_s_headings() -> None:
    several = dressed(house(), simple(), simple())

    title, heading = (said(several, name, "pPr/outlineLvl") for name in ("Title", "heading 1"))
    assert int(heading) == int(title) + 1


def test_an_arabic_article_runs_from_right_to_left_in_the_template() -> None:
    data = dressed(house(), arabic())

    assert style(data, "Normal").find(f"{W}pPr/{W}bidi") is not None
    assert sections(data)[0].find(f"{W}bidi") is not None


def test_a_file_in_a_template_s_clothes_is_read_back_by_its_roles() -> None:
    named = (("Outlet", "House Text"), ("Title", "Shop"))
    data = dressed(house(), simple(), named=named)

    (found,) = said_articles(opened(data, "a.docx"))

    assert (found.outlet, found.title, found.byline) == (
        "The Daily",
        inlines("Rents rise again"),
        ("Ann Ode", "Bo Li"),
    )


def test_fonts_that_the_template_holds_and_its_paper_s_colour_come_along() -> None:
    data = dressed(with_font())
    package = zipfile.ZipFile(io.BytesIO(data))

    assert package.read("word/fonts/house-1.odttf") == b"mixed"
    assert b'Target="fonts/house-1.odttf"' in package.read("word/_rels/fontTable.xml.rels")
    fonts = {each.get(f"{W}name"): each for each in part(data, "word/fontTable.xml")}
    assert fonts["House Serif"].find(f"{W}embedRegular") is not None
    assert "Courier New" in fonts
    assert part(data, "word/document.xml").find(f"{W}background").get(f"{W}color") == "FFF8E7"
    assert ooxml.check(data) == []


# What is left out


def test_each_kind_of_what_is_left_out_is_a_note() -> None:
    assert [each.partition(": ")[2] for each in notes(house())] == [
        "macros",
        "links and fields that lead out of the file",
        "the link to a template of its own",
        "what lies outside the file",
        "custom XML",
        "protection",
        "text",
    ]


def test_a_template_that_is_all_looks_leaves_nothing_to_be_told() -> None:
    assert [each for each in notes(plain_docx()) if "custom XML" not in each] == []


# What cannot be used


def flawed(name: str, xml: str) -> bytes:
    return house({name: xml})


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "damaged"),
        (b"\xd0\xcf\x11\xe0 an old .doc", "damaged"),
        (house()[:400], "damaged"),
        (flawed("word/document.xml", "<w:document"), "damaged"),
        (flawed("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "DOCTYPE"),
        (flawed("word/document.xml", "<a/>"), "no document"),
    ],
    ids=["empty", "old", "cut off", "no XML", "doctype", "no document"],
)
def test_a_broken_template_is_one_line(data: bytes, words: str) -> None:
    with pytest.raises(BrokenLayout) as caught:
        dressed(data)

    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith("house/reference.docx: ")
    assert words in str(caught.value)


def test_a_style_that_the_template_has_not_is_told_with_the_nearest() -> None:
    with pytest.raises(BrokenLayout, match="no style 'House Txt'") as caught:
        dressed(house(), named=(("Body Text", "House Txt"),))

    assert "House Text" in caught.value.hint


def test_a_style_that_we_have_not_is_told_with_the_nearest() -> None:
    with pytest.raises(BrokenLayout, match="no style 'Body Txt'") as caught:
        dressed(house(), named=(("Body Txt", "House Text"),))

    assert "Body Text" in caught.value.hint


@given(st.integers(0, len(house()) - 1), st.integers(0, 255))
@settings(max_examples=25, deadline=None)
def test_a_template_with_a_wrong_byte_is_used_or_refused_in_one_line(at: int, byte: int) -> None:
    data = bytearray(house())
    data[at] = byte

    try:
        made = lines(dressed(bytes(data)))
    except BrokenLayout as error:
        made = [("Title", "Rents rise again")] * ("\n" not in str(error))

    assert ("Title", "Rents rise again") in made


@given(st.data())
@settings(max_examples=15, deadline=None)
def test_a_template_that_lacks_an_element_or_an_attribute_dresses_a_file_all_the_same(
    data: st.DataObject,
) -> None:
    name = data.draw(st.sampled_from(["word/styles.xml", "word/numbering.xml", "word/header1.xml"]))
    root = etree.fromstring(PARTS[name].encode())
    gone = data.draw(st.sampled_from(list(root.iter())[1:]))
    attribute = data.draw(st.sampled_from(["", *gone.attrib]))
    if attribute:
        del gone.attrib[attribute]
    else:
        gone.getparent().remove(gone)

    made = dressed(house({name: etree.tostring(root, encoding="unicode")}), everything())

    for each in names(made):
        if each.endswith((".xml", ".rels")):
            part(made, each)
    assert ("Title", "Everything") in lines(made)


def test_styles_that_rest_on_each_other_end_somewhere() -> None:
    circle = STYLES.replace(
        '<w:name w:val="Normal"/>', '<w:name w:val="Normal"/><w:basedOn w:val="Haustext"/>'
    )

    data = dressed(house({"word/styles.xml": circle}))

    assert {said(data, "Normal", "basedOn"), said(data, "House Text", "basedOn")} in (
        {"", "Normal"},
        {"", "Haustext"},
    )


# Where it comes from


def project(folder: Path) -> Path:
    (folder / "layouts" / "house").mkdir(parents=True)
    (folder / "layouts" / "house" / "layout.toml").write_text(
        'title = "House"\nextends = "briefing"\n[docx.styles]\n"Body Text" = "House Text"\n'
    )
    (folder / "layouts" / "house" / "reference.docx").write_bytes(house())
    return folder


def test_a_layout_s_template_is_named_and_loaded(tmp_path: Path) -> None:
    own = project(tmp_path)

    found = load_layout("house", project=own)

    assert describe("house", own).template == "house/reference.docx"
    assert (found.reference, found.reference_name) == (house(), "house/reference.docx")
    assert found.docx.styles == (("Body Text", "House Text"),)
    try_layout(found)


def test_a_trial_of_a_layout_finds_what_is_wrong_with_its_template(tmp_path: Path) -> None:
    own = project(tmp_path)
    (own / "layouts" / "house" / "reference.docx").write_bytes(plain_docx())

    with pytest.raises(BrokenLayout, match="has no style 'House Text'"):
        try_layout(load_layout("house", project=own))


def test_a_build_takes_a_template_before_the_layout_s_own(tmp_path: Path) -> None:
    (tmp_path / "rents.txt").write_text(
        "Rents rise again\n\nRents rose for the ninth month in a row. Wages did not follow.\n"
    )
    (tmp_path / "house.dotm").write_bytes(house())

    done = publish.build(
        *(tmp_path / "rents.txt",),
        into=tmp_path / "out",
        to=["docx"],
        reference=tmp_path / "house.dotm",
    )

    (made,) = (tmp_path / "out").rglob("*.docx")
    assert done.built == 1
    assert said(made.read_bytes(), "Title", "rPr/color") == "AA0055"


def test_the_settings_name_a_template_by_its_path() -> None:
    assert settings_from(b'reference = "house.dotx"', "publish.toml").reference == "house.dotx"


# Valid


def from_libreoffice(html: str, folder: Path) -> bytes:
    """What LibreOffice saves as a Word file."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    assert soffice, "LibreOffice is not installed: ./run test"
    page = folder / "page.html"
    page.write_text(html)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    to = ["--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder)]
    subprocess.run([soffice, profile, *to, str(page)], capture_output=True, check=False)
    return (folder / "page.docx").read_bytes()


@pytest.mark.parametrize(
    "template", [house(), plain_docx(), with_picture()], ids=["house", "python-docx", "picture"]
)
def test_a_file_in_a_template_s_clothes_is_what_microsofts_validator_wants(template: bytes) -> None:
    assert ooxml.check(dressed(template, everything(), arabic())) == []


def test_libreoffice_s_own_styles_dress_a_valid_file(tmp_path: Path) -> None:
    html = "<h1>One</h1><p>Words<ul><li>a</ul><ol><li>b</ol><blockquote>c</blockquote>"

    data = dressed(from_libreoffice(html, tmp_path), everything())

    assert ooxml.check(data) == []
    heads = [
        each for each in part(data, "word/styles.xml") if each.get(f"{W}styleId") == "Heading1"
    ]
    assert [each.find(f"{W}name").get(f"{W}val").lower() for each in heads] == ["heading 1"]
    assert heads[0].get(f"{W}customStyle") is None


def test_the_same_template_gives_the_same_bytes() -> None:
    assert dressed(house(), everything()) == dressed(house(), everything())


def test_every_reference_to_a_style_has_its_style() -> None:
    data = dressed(house(), everything())
    known = {each.get(f"{W}styleId") for each in part(data, "word/styles.xml").iter(f"{W}style")}

    for name in names(data):
        if name.endswith(".xml") and name.startswith("word/"):
            root: etree._Element = part(data, name)
            for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
                assert {each.get(f"{W}val") for each in root.iter(f"{W}{kind}")} <= known


def test_a_template_reads_no_more_of_a_table_than_it_needs() -> None:
    wide = (
        '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr></w:tc></w:tr></w:tbl>'
    )
    body = f'<w:document xmlns:w="{W[1:-1]}"><w:body>{wide}</w:body></w:document>'

    assert ("Title", "Rents rise again") in lines(dressed(flawed("word/document.xml", body)))


def test_words_of_an_article_are_the_same_in_any_clothes() -> None:
    body = replace(simple(), body=(p("One."), h("Two"), p("Three.")))

    bare = write(Edition.of(body), load_layout("briefing")).data

    assert lines(dressed(house(), body)) == lines(bare)
