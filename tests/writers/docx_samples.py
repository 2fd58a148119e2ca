"""Articles and editions for the tests of the Word file, and what a reader finds in one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from lxml import etree
from PIL import Image

from publish.model.article import Article, Asset
from publish.model.edition import DocxStyles, Edition, Layout
from publish.model.tree import (
    Blocks,
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    Foreign,
    LineBreak,
    Link,
    Listing,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from publish.writers.docx import write
from tests.build import article, cell, figure, h, inlines, listing, p, quote

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LAYOUT = Layout("briefing", "Briefing", "", {})
LETTER = Layout(
    "briefing",
    "Briefing",
    "",
    {},
    docx=DocxStyles(page_width_mm=215.9, page_height_mm=279.4),
    page={"size": "letter"},
)


def picture(name: str = "a.png", width: int = 900, height: int = 500) -> Asset:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#7a1f1f").save(stream, "PNG")
    return Asset(name, "image/png", stream.getvalue(), width, height)


def simple() -> Article:
    return article(
        "Rents rose for the ninth month in a row.",
        "Wages did not follow.",
        title="Rents rise again",
        byline=("Ann Ode", "Bo Li"),
        published="2026-02-03",
        outlet="The Daily",
        url="https://www.example.org/rents?a=1&b=2",
        tags=("housing", "rents"),
    )


RENTS = Table(
    (
        (cell("City", rows=2, header=True), cell("Rent", columns=2, header=True)),
        (cell("May"), cell("June")),
        (cell("Berlin"), cell("1,200"), cell("1,250")),
        (cell("Total", columns=2), cell("2,450")),
    ),
    caption=inlines("Rents by month"),
    head_rows=2,
)


def everything() -> Article:
    line = p(
        "Plain, ",
        Strong(inlines("strong")),
        Emphasis((Strong(inlines("both")),)),
        Code("x  =  1"),
        Subscript(inlines("2")),
        Superscript(inlines("3")),
        Link("https://example.org/a?b=1&c=2", inlines("a ", Emphasis(inlines("link")))),
        Footnote((p("A note, ", Link("https://example.org/n", inlines("linked"))), p("twice."))),
        Foreign("fr", inlines("mot")),
        Foreign("ar", inlines("«العراق»")),
        " and العراق 2024 here.",
        LineBreak(),
        "A new line.",
        line=3,
    )
    nested = Listing(((p("One"), listing("Inner", "Inner two", ordered=True)), (RENTS,)))
    body: Blocks = (
        line,
        *(h(f"Heading {level}", level) for level in range(1, 7)),
        quote(p("Quoted."), quote(p("Deeper."))),
        nested,
        Listing(((p("Seven"),), (p("Eight"),)), ordered=True, start=7),
        RENTS,
        Table(((cell(listing("in a cell"), RENTS), cell()),)),
        figure("a.png", "A red field", "The caption.", "Photo: AP"),
        CodeBlock("def f():\n\treturn 1", "python"),
        SectionBreak(),
        p("The end.", line=9),
    )
    return article(
        *body,
        title="Everything",
        standfirst=inlines("All there is."),
        summary=inlines("The bottom line."),
        key_points=(inlines("First."), inlines("Second.")),
        author_note=(p("Ann Ode writes."),),
        byline=("Ann Ode",),
        dateline="Berlin",
        published="2026-02-03",
        outlet="The Daily",
        assets={"a.png": picture()},
    )


def arabic() -> Article:
    return article(
        p("هاجمت القوات قاعدة Ain al-Assad يوم 20 يناير."),
        h("عنوان"),
        listing("واحد", "اثنان", ordered=True),
        Table(((cell("مدينة"), cell("إيجار")), (cell("برلين"), cell("1200"))), head_rows=1),
        title="خبر من العراق",
        language="ar",
        published="2024-01-21",
        outlet="الجريدة",
    )


def word(*articles: Article, layout: Layout = LAYOUT) -> bytes:
    return write(Edition.of(*articles), layout).data


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def names(data: bytes) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(data)).namelist()


def text_in(element: etree._Element) -> str:
    """The words of an element: runs' text, a tab and a break as they are."""
    signs = {f"{W}tab": "\t", f"{W}br": "\n"}
    return "".join(signs.get(each.tag, each.text or "") for each in element.iter("{*}t", *signs))


def lines(data: bytes) -> list[tuple[str, str]]:
    """Style and words of every paragraph of the body, those of tables too."""
    return [
        (style_of(paragraph), text_in(paragraph))
        for paragraph in part(data, "word/document.xml").iter(f"{W}p")
    ]


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else style.get(f"{W}val")


def stories(data: bytes) -> Iterator[etree._Element]:
    """Every part that holds paragraphs."""
    for name in names(data):
        if name.startswith("word/") and name.endswith(".xml") and "_rels" not in name:
            root = part(data, name)
            if root.tag not in {f"{W}styles", f"{W}numbering", f"{W}settings", f"{W}fonts"}:
                yield root
