import io
import zipfile
from dataclasses import replace
from functools import lru_cache

import pikepdf
import pytest
from lxml import etree

from publish.layouts import Option, describe, known_layouts, load_layout
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.tree import CodeBlock, Footnote, Link, SectionBreak
from publish.readers.docx.file import opened
from publish.readers.docx.said import said_articles
from publish.writers.docx import write
from publish.writers.docx.gallery import GALLERY
from tests.build import article, inlines, p, quote
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import (
    W,
    arabic,
    everything,
    lines,
    part,
    simple,
    text_in,
    word,
)

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LAYOUTS = known_layouts()
_SEE = p("See ", Link("https://example.org/deep", inlines("this")), ".")


@lru_cache
def layout(name: str, *options: tuple[str, str]) -> Layout:
    return load_layout(name, options=dict(options))


def made(name: str, *articles: Article, **options: str) -> bytes:
    named = tuple((key.replace("page_", "page."), value) for key, value in options.items())
    return word(*(articles or (simple(),)), layout=layout(name, *named))


def style(data: bytes, name: str) -> etree._Element:
    styles = part(data, "word/styles.xml").iter(f"{W}style")
    (found,) = [each for each in styles if each.find(f"{W}name").get(f"{W}val") == name]
    return found


def said(data: bytes, name: str, path: str, key: str = "val") -> str:
    """What a style says: an attribute of the element at this path, "" where it says nothing."""
    found = style(data, name).find("/".join(f"{W}{step}" for step in path.split("/")))
    return "" if found is None else found.get(f"{W}{key}", "")


def sections(data: bytes) -> list[etree._Element]:
    return list(part(data, "word/document.xml").iter(f"{W}sectPr"))


# Options


def test_the_text_s_size_and_leading_are_the_option_s() -> None:
    data = made("briefing", text_size="12pt", leading="18pt")

    assert said(data, "Normal", "rPr/sz") == "24"
    assert said(data, "Normal", "pPr/spacing", "line") == "360"
    assert said(data, "heading 1", "rPr/sz") > said(made("briefing"), "heading 1", "rPr/sz")


def test_a_layout_s_own_looks_of_word_stand_before_what_print_has_by_default() -> None:
    assert said(made("magazine"), "Normal", "rPr/sz") == "21"
    assert said(made("magazine", text_size="9pt"), "Normal", "rPr/sz") == "18"


def test_the_accent_colours_labels_links_and_the_theme() -> None:
    data = made("briefing", accent="#abc")

    assert said(data, "Label", "rPr/color") == "AABBCC"
    assert said(data, "Label", "rPr/color", "themeColor") == "accent1"
    assert said(data, "Hyperlink", "rPr/color", "themeColor") == "hyperlink"
    assert [each.get("val") for each in theme(data).find(f"{A}accent1")] == ["AABBCC"]


@pytest.mark.parametrize(("value", "expected"), [("true", "both"), ("false", "")])
def test_text_is_justified_or_ragged_as_asked(value: str, expected: str) -> None:
    data = made("briefing", justify=value)

    assert said(data, "Body Text", "pPr/jc") == expected
    assert said(data, "Quote", "pPr/jc") == expected
    assert said(data, "Title", "pPr/jc") == ""


def test_a_line_of_verse_is_not_spread_over_the_measure() -> None:
    settings = part(made("briefing", justify="true"), "word/settings.xml")

    assert settings.find(f"{W}compat/{W}doNotExpandShiftReturn") is not None


def test_text_is_hyphenated_as_asked_and_titles_never() -> None:
    off, on = made("briefing", hyphenation="false"), made("briefing")

    assert part(off, "word/settings.xml").find(f"{W}autoHyphenation").get(f"{W}val") == "0"
    assert part(on, "word/settings.xml").find(f"{W}autoHyphenation").get(f"{W}val") is None
    assert style(on, "Normal").find(f"{W}pPr/{W}suppressAutoHyphens") is not None
    assert said(on, "Body Text", "pPr/suppressAutoHyphens") == "0"
    assert style(on, "heading 1").find(f"{W}pPr/{W}suppressAutoHyphens") is None


def test_margins_are_the_option_s_and_a_wide_left_one_holds_the_labels() -> None:
    (section,) = sections(made("briefing", page_margin="20 15 25 55"))
    margins = section.find(f"{W}pgMar")

    assert [
        round(int(margins.get(f"{W}{side}")) / 56.7) for side in ("top", "right", "bottom")
    ] == [
        20,
        15,
        25,
    ]
    assert round(int(margins.get(f"{W}left")) / 56.7) == 55
    title = said(made("briefing", page_margin="20 15 25 55"), "Title", "pPr/ind", "left")
    assert round(int(title) / 56.7) == -40


def test_even_margins_leave_no_column_for_labels() -> None:
    data = made("briefing", page_margin="20 20 20 20")

    assert said(data, "Title", "pPr/ind", "left") in {"", "0"}


def test_the_paper_is_the_option_s() -> None:
    (section,) = sections(made("plain", page_size="letter"))

    assert section.find(f"{W}pgSz").get(f"{W}w") == "12240"


def test_every_fifth_line_of_a_page_has_its_number() -> None:
    numbered = made("manuscript", line_numbers="true")
    (section,) = sections(numbered)

    assert section.find(f"{W}lnNumType").attrib == {f"{W}countBy": "5", f"{W}restart": "newPage"}
    assert sections(made("manuscript"))[0].find(f"{W}lnNumType") is None


_CHANGED = {"length": "17pt", "colour": "#123456", "text": "Words"}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_option_changes_the_file_or_a_note_names_it(name: str) -> None:
    edition = Edition.of(
        replace(simple(), body=(_SEE, p("And.", Footnote((p("A note."),))))), simple()
    )
    plain = shown(write(edition, layout(name)).data)

    for option in describe(name).options:
        changed = write(edition, layout(name, (option.key, another(option))))
        named = any(f"option {option.key} " in note.message for note in changed.notes)

        assert (shown(changed.data) != plain) != named, f"{name}: {option.key}"


def another(option: Option) -> str:
    """A value that is not the option's own."""
    if option.key == "page.margin":
        return "20 20 20 20"
    others = [each for each in option.choices if each != option.default]
    return others[-1] if others else _CHANGED.get(option.kind) or option.most


def shown(data: bytes) -> dict[str, bytes]:
    """The parts that a reader sees: what the file carries names every option."""
    package = zipfile.ZipFile(io.BytesIO(data))
    return {
        each: package.read(each)
        for each in package.namelist()
        if not each.startswith(("customXml/", "docProps/"))
    }


@pytest.mark.parametrize("links", ["inline", "foot", "end", "none"])
def test_the_address_of_a_link_is_shown_once_where_it_is_asked_for(links: str) -> None:
    twice = (_SEE, p("And ", Link("https://www.example.org/deep/", inlines("again")), "."))
    data = made("plain", replace(simple(), url="", body=twice), links=links)

    notes = [
        text_in(each).strip() for each in part(data, "word/footnotes.xml").iter(f"{W}footnote")
    ]
    body = [text for _, text in lines(data)]

    assert ("example.org/deep" in notes) == (links == "foot")
    assert ("1.\texample.org/deep" in body) == (links == "end")
    assert ("See this (example.org/deep)." in body) == (links == "inline")
    assert ("See this[1]." in body) == (links == "end")
    assert "And again." in body


def test_an_address_that_the_words_say_is_not_shown_again() -> None:
    said = p(Link("https://example.org/deep", inlines("https://www.example.org/deep")))

    data = made("plain", replace(simple(), url="", body=(said,)), links="inline")

    assert not any("(" in text for _, text in lines(data))


# Theme and gallery


def theme(data: bytes) -> etree._Element:
    return part(data, "word/theme/theme1.xml").find(f"{A}themeElements/{A}clrScheme")


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_theme_has_the_layout_s_faces(name: str) -> None:
    fonts = part(made(name), "word/theme/theme1.xml").find(f"{A}themeElements/{A}fontScheme")
    docx = layout(name).docx

    assert fonts.find(f"{A}minorFont/{A}latin").get("typeface") == docx.text_font
    assert fonts.find(f"{A}majorFont/{A}latin").get("typeface") == docx.sans_font


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_face_but_that_of_programs_comes_from_the_theme(name: str) -> None:
    data = made(name, everything())
    literal = {
        each.getparent().getparent().get(f"{W}styleId")
        for each in part(data, "word/styles.xml").iter(f"{W}rFonts")
        if each.get(f"{W}asciiTheme") is None
    }

    assert {id for id in literal if id} <= {id for id in literal if id and "Code" in id}
    assert all(each.get(f"{W}ascii") for each in part(data, "word/styles.xml").iter(f"{W}rFonts"))


def test_other_faces_in_the_theme_are_those_of_the_pages() -> None:
    data = made("briefing", replace(everything(), body=(p("Words."), CodeBlock("x = 1"))))

    faces = printed_faces(rethemed(data, {"Georgia": "DejaVu Sans Mono", "Arial": "DejaVu Serif"}))

    assert faces == {"DejaVuSansMono", "DejaVuSerif"}


def rethemed(data: bytes, faces: dict[str, str]) -> bytes:
    """The file after Design › Fonts."""
    package, stream = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(stream, "w") as changed:
        for name in package.namelist():
            text = package.read(name)
            if name == "word/theme/theme1.xml":
                for before, now in faces.items():
                    text = text.replace(f'"{before}"'.encode(), f'"{now}"'.encode())
            changed.writestr(name, text)
    return stream.getvalue()


def printed_faces(data: bytes) -> set[str]:
    """The families of the faces in which LibreOffice prints the file."""
    pages = pikepdf.open(io.BytesIO(libreoffice.to_pdf(data))).pages
    fonts = [font for page in pages for font in page.resources.get("/Font", {}).values()]
    return {str(font["/BaseFont"]).partition("+")[2].partition("-")[0] for font in fonts}


def test_the_gallery_shows_twenty_styles_in_the_order_of_reading() -> None:
    data = made("briefing", everything())
    shown_ones = {
        int(each.find(f"{W}uiPriority").get(f"{W}val")): each.find(f"{W}name").get(f"{W}val")
        for each in part(data, "word/styles.xml").iter(f"{W}style")
        if each.find(f"{W}qFormat") is not None
    }

    names = [shown_ones[rank] for rank in sorted(shown_ones)]

    assert [name.lower() for name in names] == [name.lower() for name in GALLERY]
    assert len(names) == 20


def test_furniture_and_combinations_are_hidden_until_used() -> None:
    data = made("briefing", replace(everything(), body=(quote(p("a"), quote(p("b"))), p("c"))))
    standing = {
        each.find(f"{W}name").get(f"{W}val"): each
        for each in part(data, "word/styles.xml").iter(f"{W}style")
    }

    for name, each in standing.items():
        if name == "Normal" or each.find(f"{W}qFormat") is not None:
            assert each.find(f"{W}semiHidden") is None, name
        else:
            assert each.find(f"{W}semiHidden") is not None, name
            assert each.find(f"{W}unhideWhenUsed") is not None, name


# Manuscript


def manuscript(**changes: object) -> bytes:
    body = (p("One two three."), SectionBreak(), p("Four five."))
    base = {"body": body, "outlet": "The Daily", "published": "2026-02-03"}
    made_of = {"byline": ("Ann Ode", "Bo Li"), "title": inlines("A modernised harbour"), **base}
    return word(replace(article("x"), **{**made_of, **changes}), layout=layout("manuscript"))  # type: ignore[arg-type]


def test_a_manuscript_begins_with_its_sender_and_how_long_it_is() -> None:
    assert lines(manuscript())[:4] == [
        ("Sender", "Ann Ode, Bo Li\tabout 5 words"),
        ("Outlet", "The Daily"),
        ("Sender", "3 February 2026"),
        ("Title", "A modernised harbour"),
    ]


def test_a_manuscript_without_a_name_still_says_how_long_it_is() -> None:
    assert lines(manuscript(byline=(), outlet="", published=""))[0] == (
        "Sender",
        "\tabout 5 words",
    )


def test_a_manuscript_is_indented_and_says_where_it_ends() -> None:
    data = manuscript()

    assert said(data, "Body Text", "pPr/ind", "firstLine") == "720"
    assert said(data, "First Paragraph", "pPr/ind", "firstLine") == "720"
    assert ("SectionBreak", "#") in lines(data)
    assert ("EndMark", "— end —") in lines(data)


def test_the_pages_of_a_manuscript_name_surname_keyword_and_number() -> None:
    data = manuscript()
    header = part(data, "word/header-1.xml")

    assert text_in(header) == "Ode / MODERNISED / 1"
    assert header.find(f".//{W}fldSimple").get(f"{W}instr").strip() == "PAGE"
    assert text_in(part(data, "word/header-1-first.xml")) == ""
    assert text_in(part(data, "word/footer-1.xml")) == ""


def test_an_article_s_keyword_stands_in_the_head_of_its_own_pages() -> None:
    edition = Edition.of(simple(), simple(), title="Two", own_options=({"keyword": "harbour"}, {}))

    data = write(edition, layout("manuscript")).data

    assert text_in(part(data, "word/header-1.xml")) == "Ode / HARBOUR / 1"
    assert text_in(part(data, "word/header-2.xml")) == "Ode / RENTS / 1"


def test_a_manuscript_comes_home_as_it_was() -> None:
    body = (_SEE, SectionBreak(), p("Four.", Footnote((p("A note."),))))
    first = replace(simple(), body=body, dateline="Berlin", author_note=(p("She writes."),))
    asked = load_layout("manuscript", options={"links": "end"})

    found = said_articles(opened(write(Edition.of(first, simple()), asked).data, "a.docx"))

    assert [each.byline for each in found] == [("Ann Ode", "Bo Li")] * 2
    assert (found[0].body, found[0].author_note) == (body, first.author_note)
    assert (found[0].outlet, found[0].dateline, found[0].published) == (
        "The Daily",
        "Berlin",
        "2026-02-03",
    )


@pytest.mark.parametrize("links", ["inline", "foot", "end"])
def test_addresses_that_the_file_shows_are_no_words_of_the_article(links: str) -> None:
    data = made("briefing", replace(simple(), body=(_SEE,)), links=links)

    (found,) = said_articles(opened(data, "a.docx"))

    assert found.body == (_SEE,)


def test_text_stands_in_columns_only_where_the_layout_s_word_side_asks() -> None:
    three = layout("magazine")
    columned = replace(three, docx=replace(three.docx, columns=2))

    found = [
        (each.find(f"{W}cols").get(f"{W}num"), each.find(f"{W}type") is not None)
        for each in sections(word(everything(), layout=columned))
    ]

    assert found == [(None, False), ("2", True), (None, True)]
    assert {each.find(f"{W}cols").get(f"{W}num") for each in sections(made("magazine"))} == {None}


@pytest.mark.parametrize("name", LAYOUTS)
def test_each_layout_s_file_is_what_microsofts_validator_wants(name: str) -> None:
    asked = {"justify": "true", "page.margin": "20 20 20 45"}
    known = {option.key for option in describe(name).options}
    asked |= {"line_numbers": "true"} if "line_numbers" in known else {}

    data = word(everything(), arabic(), layout=layout(name, *asked.items()))

    assert ooxml.check(data) == []
