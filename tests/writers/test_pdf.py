"""The PDF: conformance, words, fonts, attachments and sameness, as readers and archives need it."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageFile

from publish.errors import RenderError
from publish.files import shipped
from publish.layouts import load_layout, use_fonts
from publish.model.article import Article, Asset
from publish.model.codec import from_json, to_json
from publish.model.edition import Edition, Layout, Rendition
from publish.model.tree import (
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    Foreign,
    Link,
    Listing,
    Origin,
    Paragraph,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.writers.pdf import write
from publish.writers.pdf.glyphs import missing_notes
from tests.build import article, cell, figure, h, inlines, listing, p, quote
from tests.conftest import SEED
from tests.validators import verapdf

BRIEFING = load_layout("briefing")
LETTER = load_layout("briefing", options={"page.size": "letter"})
SENTENCE = "The city counted rents in all of its districts and found that they rose again. "
TABLE = Table(
    (
        (cell("Month", rows=2), cell("Rents", columns=2), cell("Remark", rows=2)),
        (cell("Old"), cell("New")),
        (cell("Winter", header=True, rows=2), cell("1"), cell("2")),
        (cell("3"), cell("4"), cell("A remark")),
        *((cell(f"Month {n}", header=True), cell(f"{n}"), cell(f"{n}.5")) for n in range(45)),
        (cell("Total"), cell("1,234", columns=2), cell(quote(p("A quote in a cell")))),
    ),
    caption=inlines("Rents by month"),
    head_rows=2,
)


@pytest.fixture(autouse=True, scope="module")
def _fonts() -> None:
    use_fonts(BRIEFING)


def picture(name: str, media_type: str = "image/png", mode: str = "RGB") -> Asset:
    data = io.BytesIO()
    Image.new(mode, (600, 400), 90).save(data, media_type.removeprefix("image/"))
    return Asset(name, media_type, data.getvalue(), 600, 400)


def seed_article() -> Article:
    """The seed as the normaliser should leave it, without depending on the normaliser."""
    blocks = SEED.read_text("utf-8").replace("\u00a0", " ").split("\n\n")
    body = [block for block in blocks[1:10] if "missile, from" not in block]
    return article(
        *body,
        title=blocks[0],
        name="seed.txt",
        byline=("Joe Truzman", "Bill Roggio"),
        outlet="FDD’s Long War Journal",
        author_note=(p(blocks[10]),),
    )


def rich_article(**fields: object) -> Article:
    """Everything that the tree can say, and everything that the title block can hold."""
    values: dict[str, object] = {
        "name": "feed/rich.html",
        "title": "Rents rise again",
        "standfirst": inlines("Nine months in a row, says the city."),
        "byline": ("Ann Ode", "Bo Li"),
        "dateline": "Springfield",
        "published": "2024-01-21",
        "outlet": "The Paper",
        "url": "https://www.example.org/2024/01/rents-rise-again.html",
        "tags": ("rents", "housing"),
        "summary": inlines("Rents rose for the ninth month."),
        "key_points": (inlines("Nine months"), inlines("Wages did not follow")),
        "author_note": (p("Ann Ode writes about housing."),),
        "assets": {"map.png": picture("map.png"), "photo.jpg": picture("photo.jpg", "image/jpeg")},
        **fields,
    }
    note = Footnote((p("A note with a ", Link("https://example.org/n", inlines("link")), "."),))
    foreign = Foreign("ar", inlines("المقاومة الإسلامية")), Foreign("hi", inlines("नमस्ते"))
    return article(
        p("First, ", Emphasis(inlines("stress")), note, " and ", Strong(inlines("weight")), "."),
        h("A heading", 2),
        p("H", Subscript(inlines("2")), "O, mc", Superscript(inlines("2")), ". ", Code("x = 1")),
        h("Far below", 5),
        Listing(((p("one"), listing("nested", "lists")), (p("two"), p("more"))), ordered=True),
        listing("a", "b", ordered=True),
        quote(p("A quote."), quote(p("Inside it another."))),
        p("Arabic ", foreign[0], ", Hindi ", foreign[1], ", Greek λόγος, Hebrew שלום, Москва."),
        figure("map.png", "A map of the city", "The city", "Agency"),
        figure("photo.jpg"),
        figure("gone.png", "A picture that is not there"),
        CodeBlock("def rents():\n    return " + "x" * 120),
        SectionBreak(),
        p(Link("https://example.org/" + "a" * 300, inlines("https://example.org/" + "a" * 300))),
        TABLE,
        p(SENTENCE * 12, Footnote((p("Another note."), p("In two paragraphs.")))),
        **values,  # type: ignore[arg-type]
    )


GERMAN = article(
    "Die Bundesregierung hat am 31. Dezember ein Maßnahmenpaket zur Wohnungsbauförderung "
    "beschlossen. „Das ist ein Meilenstein“, sagte Dr. Müller-Lüdenscheidt in Berlin.",
    title="Regierung beschließt Wohnungsbauförderung",
    language="de",
    published="2024-01-21",
    outlet="Die Zeitung",
    summary=inlines("Es wird gebaut."),
)
FRENCH = article(
    "« Nous n’avons plus le temps d’attendre », a déclaré la ministre ; qui paiera\u202f?",
    title="Rénovation\u00a0: l’État promet d’accélérer",
    language="fr",
    published="2024-03-01",
    byline=("Élodie Lefèvre",),
    author_note=(p("Élodie Lefèvre est journaliste."),),
)
CASES: dict[str, tuple[tuple[Article, ...], Layout]] = {
    "seed on A4": ((seed_article(),), BRIEFING),
    "seed on Letter": ((seed_article(),), LETTER),
    "everything": ((rich_article(),), BRIEFING),
    "everything on Letter": ((rich_article(),), LETTER),
    "one paragraph": ((article("One paragraph."),), BRIEFING),
    "a title of 200 characters": ((article("x", title="Rents " * 33),), BRIEFING),
    "twelve authors": ((rich_article(byline=tuple(f"Name {n}" for n in range(12))),), BRIEFING),
    "German": ((GERMAN,), BRIEFING),
    "French": ((FRENCH,), BRIEFING),
    "right to left": ((article("سلام " * 40, title="سلام", language="ar"),), BRIEFING),
    "an edition of three": ((seed_article(), rich_article(), GERMAN), BRIEFING),
    "symbols and controls": ((article("a\x01b ☃ → 😀 中文 \ue000 e\u0301 👨‍👩‍👧"),), BRIEFING),
    "neither title nor language": ((article("x", title="", language=""),), BRIEFING),
    "notes at the end": (
        (rich_article(),),
        load_layout("briefing", options={"notes": "end", "number": "17", "justify": "true"}),
    ),
}


# Tables as they are found: no heads, some heads, an empty corner.
HEADLESS = Table(((cell("a"), cell("b")), (cell("c"), cell("d"))))
HALF_HEADED = Table(((cell("a", header=True), cell("b")), (cell("c"), cell("d"))))
CORNER = Table(((cell(), cell("b", columns=2)), (cell("c"), cell("d"), cell("e"))), head_rows=1)
ALL_HEAD = Table(((cell("a"), cell("b")),), head_rows=1)
STRESSED = Link("https://example.org/", (Emphasis(inlines("Mujahideen of ")), Code("NATO")))
CASES["links that hold more than words"] = ((article(h("x"), p("a", STRESSED)),), BRIEFING)
CASES["tables as they are found"] = ((article(HEADLESS, HALF_HEADED, CORNER, ALL_HEAD),), BRIEFING)


def written(*articles: Article, layout: Layout = BRIEFING, **fields: object) -> Rendition:
    return write(Edition.of(*articles, **fields), layout)  # type: ignore[arg-type]


@cache
def rich() -> Rendition:
    """The rich article, written once for the tests that only look."""
    return written(rich_article())


def opened(rendition: Rendition) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(rendition.data))


def pages_of(rendition: Rendition) -> list[str]:
    document = pypdfium2.PdfDocument(rendition.data)
    pages = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return [" ".join(page.replace("\x02", "").split()) for page in pages]


def text_of(rendition: Rendition) -> str:
    return " ".join(pages_of(rendition))


def elements(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [
        each
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary) and each.get("/S") == pikepdf.Name(kind)
    ]


@pytest.mark.parametrize("case", CASES)
def test_the_file_is_pdf_ua_and_pdf_a(case: str) -> None:
    articles, layout = CASES[case]

    data = written(*articles, layout=layout).data

    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


# Words


def test_every_word_of_the_seed_is_on_the_page() -> None:
    made = seed_article()

    pages = pages_of(written(made))

    text = re.sub("- ?", "", " ".join(pages))
    for block in (*made.body, *made.author_note):
        assert isinstance(block, Paragraph)
        words = "".join(inline.text for inline in block.inlines if isinstance(inline, Text)).split()
        assert [word for word in words if word.replace("-", "") not in text] == []
    assert pages[0].startswith("FDD’S LONG WAR JOURNAL Iran-backed militias attack U.S. forces")
    assert "From Joe Truzman, Bill Roggio" in pages[0]


def test_furniture_repeats_nothing_on_the_first_page() -> None:
    first, second = pages_of(written(seed_article()))

    assert first.endswith("Page 1 of 2")
    assert second.endswith(
        " Iran-backed militias attack U.S. forces in western Iraq"
        " Page 2 of 2 · FDD’s Long War Journal"
    )
    assert first.count("Iran-backed militias attack") == 1


def test_furniture_is_that_of_each_article() -> None:
    pages = pages_of(written(seed_article(), rich_article()))

    edition = "Iran-backed militias attack…"  # its title, in the other corner
    assert pages[3].startswith("THE PAPER Rents rise again")
    assert pages[3].endswith(f" {edition} Page 4 of {len(pages)}")
    assert pages[4].endswith(f" {edition} Rents rise again Page 5 of {len(pages)} · The Paper")


def test_a_table_repeats_its_head_on_every_page() -> None:
    rendition = written(article(TABLE))

    pages = pages_of(rendition)
    assert rendition.pages == len(pages) >= 2
    assert all("Month" in page and "Old New" in page for page in pages)
    assert "Total 1,234" in pages[-1]


def test_no_page_ends_with_a_heading() -> None:
    body = [block for n in range(40) for block in (h(f"Heading {n}."), p(SENTENCE * (n % 5 + 1)))]

    pages = pages_of(written(article(*body)))

    assert len(pages) > 3
    assert [page for page in pages if re.search(r"Heading \d+\.( A title)? Page", page)] == []


def test_notes_stand_on_the_page_of_their_marks() -> None:
    body = [p(SENTENCE * 6, Footnote((p(f"Note number {n}."),))) for n in range(1, 13)]

    rendition = written(article(*body))

    pages = pages_of(rendition)
    assert rendition.notes == ()
    for number in range(1, 13):
        (page,) = [page for page in pages if f"Note number {number}." in page]
        assert f"again. {number}" in page or f"again.{number}" in page


def test_a_note_longer_than_a_page_loses_no_word() -> None:
    """Feet of pages hold one page: WeasyPrint 70 printed 900 words of 2,700 and said nothing."""
    words = [f"w{n}" for n in range(2000)]

    rendition = written(article(p("a", Footnote((p(" ".join(words)),)))))

    assert [note.code for note in rendition.notes] == ["footnote.moved"]
    assert set(words) <= set(text_of(rendition).split())


def test_a_name_is_searched_for_as_it_was_written() -> None:
    text = text_of(written(article("At Ain al-Assad on Nov. 6, the Aqsa-1 of CENTCOM.")))

    assert "At Ain al-Assad on Nov. 6, the Aqsa-1 of CENTCOM." in text


def test_addresses_are_printed_and_linked() -> None:
    rendition = rich()

    uris = {
        str(annotation.A.URI)
        for page in opened(rendition).pages
        for annotation in page.get("/Annots", [])
        if "/A" in annotation and "/URI" in annotation.A
    }
    assert "example.org/2024/01/rents-rise-again.html" in text_of(rendition)
    assert "https://www.example.org/2024/01/rents-rise-again.html" in uris
    assert "https://example.org/n" in uris


# Characters without a glyph


def test_a_character_without_a_glyph_is_named_and_noted_with_its_place() -> None:
    rendition = written(article(Paragraph(inlines("A 😀 and ሀ."), Origin(7, 7, "line"))))

    assert "A ⟨grinning face⟩ and ⟨U+1200⟩." in text_of(rendition)
    assert [(note.code, note.message, note.origin.first) for note in rendition.notes] == [
        ("glyph.missing", "no font has ሀ (U+1200 ETHIOPIC SYLLABLE HA); printed as ⟨U+1200⟩", 7),
        ("glyph.missing", "no font has 😀 (U+1F600 GRINNING FACE); printed as ⟨grinning face⟩", 7),
    ]


def test_a_script_without_a_font_makes_few_notes() -> None:
    ethiopic = "".join(chr(0x1200 + n) for n in range(0x40))

    notes = written(article(ethiopic)).notes

    assert len(notes) == 21
    assert notes[-1].message == "no font has 44 more characters"


def test_where_a_chinese_font_is_missing_a_note_says_how_to_get_one() -> None:
    notes = missing_notes("中", (article("A", name="a.txt"), article("中文", name="b.txt")))

    assert notes[0].message.startswith(
        "no font has 中 (U+4E2D CJK UNIFIED IDEOGRAPH-4E2D) in b.txt"
    )
    assert "apt-get install fonts-noto-cjk" in notes[-1].message


def test_chinese_japanese_and_korean_are_printed_in_the_machine_s_own_fonts() -> None:
    rendition = written(article("房租上涨 東京 서울", title="房租", language="zh-Hans"))

    assert "房租上涨 東京 서울" in text_of(rendition)
    assert rendition.notes == ()
    assert verapdf.check(rendition.data, "ua1") == []


@pytest.mark.parametrize("text", ["λόγος Москва Ő ș ẞ", "سلام שלום नमस्ते", "☃ ✓ ① → − × ′ ½ € ™"])
def test_the_shipped_fonts_have_it(text: str) -> None:
    rendition = written(article(text, title=text, outlet=text, standfirst=inlines(text)))

    assert rendition.notes == ()


# Fonts


def fonts_in(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for each in pdf.objects:
        if (
            isinstance(each, pikepdf.Dictionary)
            and each.get("/Type") == pikepdf.Name.FontDescriptor
        ):
            yield each


@pytest.mark.parametrize("case", ["seed on A4", "everything", "symbols and controls"])
def test_every_font_is_ours_embedded_and_subset(case: str) -> None:
    articles, layout = CASES[case]
    ours = {folder.name.replace("-", "") for folder in shipped("fonts").iterdir()}

    pdf = opened(written(*articles, layout=layout))

    descriptors = list(fonts_in(pdf))
    assert descriptors
    for descriptor in descriptors:
        tag, _, name = str(descriptor.FontName).removeprefix("/").partition("+")
        assert len(tag) == 6
        assert tag.isupper()
        family = str(descriptor.FontFamily).lower().replace(" ", "")
        family = family.removesuffix("display").removesuffix("caption")
        optional = family.startswith(("notoserifcjk", "notosanscjk"))
        assert family in ours or optional, name
        embedded = descriptor.get("/FontFile3") or descriptor.get("/FontFile2")
        # of 65,000 glyphs even the empty places take room
        assert 0 < len(embedded.read_bytes()) < (1_000_000 if optional else 150_000)


# What the file says of itself


def test_metadata_is_the_article_s() -> None:
    layout = load_layout("briefing", options={"subject": "Housing"})
    pdf = opened(written(rich_article(), layout=layout))

    info = {key: str(value) for key, value in pdf.docinfo.items()}

    assert info["/Title"] == "Rents rise again"
    assert info["/Author"] == "Ann Ode, Bo Li"
    assert info["/Keywords"] == "rents, housing"
    assert info["/Subject"] == "Housing"
    assert info["/Creator"] == "publish"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20240121000000Z"
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    with pdf.open_metadata() as xmp:
        assert xmp["pdfuaid:part"] == "1"
        assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("3", "A")
        assert xmp["dc:creator"] == ["Ann Ode", "Bo Li"]


def test_the_moment_is_the_edition_s() -> None:
    pdf = opened(written(rich_article(), moment="2026-05-04T03:02:01Z"))

    assert str(pdf.docinfo["/ModDate"]) == "D:20260504030201Z"
    assert b"20240121000000" not in pdf.attachments["rich.json"].obj.EF.F.Params.unparse()


def test_bookmarks_are_title_and_headings_as_written() -> None:
    pdf = opened(written(replace(rich_article(), title=inlines("Ain al-Assad, Nov. 6"))))

    with pdf.open_outline() as outline:
        (title,) = outline.root
        (heading,) = title.children

    assert title.title == "Ain al-Assad, Nov. 6"
    assert [heading.title, *(child.title for child in heading.children)] == [
        "A heading",
        "Far below",
    ]


def test_the_record_of_each_article_is_attached_as_its_data() -> None:
    first, second = rich_article(), rich_article(title="Another")

    pdf = opened(written(first, second))

    assert list(pdf.attachments) == ["rich-2.json", "rich.json"]
    for name, made in (("rich.json", first), ("rich-2.json", second)):
        attached = pdf.attachments[name]
        data = attached.get_file().read_bytes()
        assert data == to_json(made, generator="publish", pictures=False)
        assert str(attached.obj.AFRelationship) == "/Data"
        assert attached.get_file().mime_type == "application/json"
    assert len(pdf.Root.AF) == 2


def test_the_record_reads_back_as_the_article() -> None:
    made = replace(rich_article(), assets={})

    pdf = opened(written(made))

    assert from_json(pdf.attachments["rich.json"].get_file().read_bytes()) == made


def test_what_the_edition_carries_is_attached_as_its_source() -> None:
    source = b"<p>as found"

    pdf = opened(written(article("x"), attachments={"page.html": source}))

    attached = pdf.attachments["page.html"]
    assert attached.get_file().read_bytes() == source
    assert str(attached.obj.AFRelationship) == "/Source"
    assert set(pdf.attachments) == {"page.html", "test.json"}


def grid_of(table: pikepdf.Object) -> list[list[pikepdf.Object]]:
    """The cells of a tagged table, row by row."""
    rows = []
    for kid in table.K:
        if kid.S == pikepdf.Name.TR:
            rows.append([cell for cell in kid.K if cell.S in ("/TH", "/TD")])
        elif kid.S in ("/THead", "/TBody"):
            rows += grid_of(kid)
    return rows


def test_a_cell_names_the_heads_of_its_column_and_row() -> None:
    pdf = opened(written(article(TABLE)))

    above, below, *body = grid_of(elements(pdf, "/Table")[0])
    rents, remark = above[1].ID, above[2].ID
    old, new = (head.ID for head in below)
    winter = body[0][0].ID
    named = [[list(cell.A.Headers) for cell in row if cell.S == "/TD"] for row in body[:2]]
    assert named == [[[rents, old, winter], [rents, new, winter], [remark, winter]]] * 2


def test_pictures_and_items_are_tagged_for_readers_aloud() -> None:
    pdf = opened(rich())

    figures = elements(pdf, "/Figure")
    items = elements(pdf, "/LI")
    assert sorted(str(each.Alt) for each in figures) == [
        "A map of the city",
        "Picture",
        "QR code: https://www.example.org/2024/01/rents-rise-again.html",
    ]
    assert items
    for item in items:
        assert {str(kid.S) for kid in item.K} <= {"/Lbl", "/LBody"}


# Sameness


def test_the_same_article_gives_the_same_bytes() -> None:
    assert written(rich_article()).data == rich().data


def test_clock_zone_locale_and_hash_seed_leave_no_trace() -> None:
    code = (
        "import hashlib\n"
        "from tests.writers.test_pdf import BRIEFING, seed_article, use_fonts, written\n"
        "use_fonts(BRIEFING)\n"
        "print(hashlib.sha256(written(seed_article()).data).hexdigest())"
    )
    environment = {"TZ": "Pacific/Apia", "LC_ALL": "C", "LANG": "C", "PYTHONHASHSEED": "7"}

    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == hashlib.sha256(written(seed_article()).data).hexdigest()


def test_documents_before_leave_no_trace() -> None:
    alone = written(GERMAN).data
    written(rich_article(), layout=LETTER)
    written(article("A 😀."))

    assert written(GERMAN).data == alone


# Doors that stay shut


@pytest.mark.parametrize(
    "css",
    [
        "body { background: url(file:///etc/passwd) }",
        "body { background: url(http://127.0.0.1:9/x.png) }",
        "@font-face { font-family: x; src: url(file:///etc/passwd) } p { font-family: x }",
    ],
)
def test_a_style_sheet_opens_no_file_and_no_address(css: str) -> None:
    layout = load_layout("briefing", css=css)

    with pytest.raises(RenderError, match="nothing else is opened"):
        written(article("x"), layout=layout)


def test_a_mistake_in_a_style_sheet_is_noted_each_time() -> None:
    layout = load_layout("briefing", css="p { colour: red }")

    for _ in range(2):
        notes = written(article("x"), layout=layout).notes
        assert [note.code for note in notes] == ["print.engine"]
        assert "colour" in notes[0].message


def test_the_shipped_layout_gives_the_engine_nothing_to_say() -> None:
    assert rich().notes == ()


def test_a_broken_picture_leaves_its_words_and_a_note() -> None:
    broken = replace(picture("photo.jpg", "image/jpeg"), data=b"\xff\xd8\xff no picture")

    rendition = written(article(figure("a", "A river"), assets={"a": broken}))

    assert "A river" in text_of(rendition)
    assert [note.code for note in rendition.notes] == ["image.unreadable"]
    assert verapdf.check(rendition.data, "ua1") == []


def test_a_picture_for_the_press_is_printed_in_our_colours() -> None:
    """A JPEG in CMYK has no place in the file: its output intent is sRGB (PDF/A-3 6.2.4.3)."""
    press = picture("a.jpg", "image/jpeg", "CMYK")

    rendition = written(article(figure("a", "A river"), assets={"a": press}))

    assert verapdf.check(rendition.data, "3a") == []


def test_pillow_refuses_broken_pictures_again() -> None:
    written(article("x"))

    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


def edges(rendition: Rendition) -> tuple[float, float]:
    """How far text reaches to the left and to the right on any page, in millimetres."""
    boxes = [
        text.get_charbox(index)
        for page in pypdfium2.PdfDocument(rendition.data)
        for text in [page.get_textpage()]
        for index in range(text.count_chars())
    ]
    return min(box[0] for box in boxes) / 72 * 25.4, max(box[2] for box in boxes) / 72 * 25.4


def test_a_token_of_5_000_characters_stays_on_the_page() -> None:
    rendition = written(article("x" * 5_000))

    assert text_of(rendition).count("x") >= 5_000
    assert edges(rendition)[1] <= 185.5


@pytest.mark.parametrize("columns", [3, 6, 7, 30])
def test_a_wide_table_stays_on_the_page(columns: int) -> None:
    row = tuple(cell("internationalisation") for _ in range(columns))

    rendition = written(article(Table((row, row), head_rows=1)))

    turned = columns == 30
    left, right = edges(rendition)
    assert left >= 24.5
    assert right <= (297 - 24.5 if turned else 185.5)
    widths = [round(page.get_width()) for page in pypdfium2.PdfDocument(rendition.data)]
    assert (842 in widths) is turned


def dots_in(rendition: Rendition) -> set[tuple[int, int]]:
    pdf = opened(rendition)  # its objects live no longer than it does
    return {
        (int(each.Width), int(each.Height))
        for each in pdf.objects
        if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == pikepdf.Name.Image
    }


@pytest.mark.parametrize(("dpi", "widest"), [("300", 1464), ("150", 732)])
def test_a_large_picture_is_printed_with_the_dots_asked_for(dpi: str, widest: int) -> None:
    large = io.BytesIO()
    Image.new("RGB", (4000, 2000), 90).save(large, "PNG")
    assets = {"a.png": Asset("a.png", "image/png", large.getvalue(), 4000, 2000)}
    layout = load_layout("briefing", options={"picture_dpi": dpi})

    ((width, _),) = dots_in(written(article(figure("a.png", "A"), assets=assets), layout=layout))

    assert abs(width - widest) <= 2


def test_a_code_for_the_source_is_lines_not_dots() -> None:
    layout = load_layout("briefing", options={"qr": "true", "picture_dpi": "72"})

    rendition = written(article(url="https://www.example.org/a"), layout=layout)

    assert dots_in(rendition) == set()
    pdf = opened(rendition)
    assert [str(each.Alt) for each in elements(pdf, "/Figure")] == [
        "QR code: https://www.example.org/a"
    ]


@pytest.mark.parametrize("links", ["foot", "end", "inline"])
def test_the_addresses_of_links_are_printed_where_they_are_asked_for(links: str) -> None:
    layout = load_layout("briefing", options={"links": links})
    made = article(p("See ", Link("https://www.example.org/rents", (Text("the survey"),)), "."))

    made_pdf = write(Edition.of(made), layout)

    pages = pypdfium2.PdfDocument(made_pdf.data)
    text = " ".join(page.get_textpage().get_text_range() for page in pages)
    assert "example.org/rents" in text
    assert made_pdf.notes == ()


def test_the_folder_that_it_runs_in_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = Edition.of(article("One."), article("Two.", name="two.txt"), title="Both")
    here = write(edition, BRIEFING).data
    monkeypatch.chdir("/")

    assert write(edition, BRIEFING).data == here
