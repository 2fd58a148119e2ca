"""Articles that the writers' tests print: the plain, the full, the odd."""

from __future__ import annotations

import io
from dataclasses import replace

from PIL import Image

from publish.layouts import load_layout
from publish.model.article import Article, Asset
from publish.model.edition import Edition, Layout
from publish.model.tree import (
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
from publish.writers import epub
from tests.build import article, cell, figure, h, inlines, listing, p, quote


def picture(name: str = "Maps/Käse map.PNG", colour: str = "#8a3b2f") -> Asset:
    file = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(file, "PNG")
    return Asset(name, "image/png", file.getvalue(), 320, 200)


def plain_article() -> Article:
    return article(
        "Rents rose for the ninth month in a row, the city said on Monday.",
        "Wages did not follow.",
        title="Rents rise again",
        name="rents.txt",
        byline=("Ann Ode", "Bo Li"),
        outlet="The City Paper",
        published="2026-02-03",
    )


def full_article() -> Article:
    """Every block and every inline, every field, and a picture with words."""
    table = Table(
        (
            (cell("Month", rows=2), cell("Rents", columns=2)),
            (cell("Old"), cell("New")),
            (cell("May", header=True), cell("1,012"), cell("1,340")),
            (cell("June", header=True), cell("none yet", columns=2)),
        ),
        inlines("Rents by month"),
        head_rows=2,
    )
    body = (
        p(
            "A note",
            Footnote((p("See the ", Emphasis(inlines("report")), "."), p("Page 2."))),
            ", a ",
            Link("https://example.org/a b?c=d&e=ü", inlines("link")),
            ", ",
            Strong(inlines("bold")),
            ", H",
            Subscript(inlines("2")),
            "O, m",
            Superscript(inlines("2")),
            ", ",
            Code("a < b && c"),
            ",",
            LineBreak(),
            "a new line and ",
            Foreign("ar", inlines("المقاومة")),
            " and ",
            Foreign("no such language", inlines("nothing")),
            ".",
        ),
        h("First part", 2),
        p("Under it."),
        h("Deep part", 5),
        Listing(((p("One"), listing("inner one", "inner two", ordered=True)), (p("Two"),))),
        h("Second part", 2),
        quote(p("Quoted."), quote(p("Quoted again."))),
        table,
        figure("Maps/Käse map.PNG", alt="A brown field", caption="The field", credit="A. Photo"),
        SectionBreak(),
        CodeBlock("def f(x):\n    return x < 1 & 2", "python"),
        p("After a second note", Footnote((p("Second."),)), "."),
    )
    return article(
        *body,
        title="Everything at once",
        name="full.html",
        standfirst=inlines("What the paper says below the title."),
        byline=("Ann Ode",),
        dateline="Baghdad",
        published="2026-02-03T10:00:00Z",
        outlet="The City Paper",
        url="https://example.org/full?x=1&y=2",
        tags=("housing", "rents & wages"),
        summary=inlines("The bottom line."),
        key_points=(inlines("Point one"), inlines("Point two")),
        author_note=(p("Ann Ode writes about rents."),),
        assets={"Maps/Käse map.PNG": picture()},
    )


def arabic_article() -> Article:
    return article(
        "تعرضت قاعدة عين الأسد لهجوم مساء السبت في غرب العراق.",
        title="هجمات على القوات الأمريكية في غرب العراق",
        name="arabic.txt",
        byline=("أحمد علي",),
        outlet="صحيفة",
        published="2026-02-03",
        language="ar",
    )


def bare_article() -> Article:
    """Nothing known but a body; even the title is empty and the language is none."""
    return article("Only a body.", title=" ", name="notes/bare.txt", language="C.UTF-8")


def odd_article() -> Article:
    """Characters that mark-up or XML would trip over, in every field that a package repeats."""
    odd = "“So” & <so> it’s 🚀 \x01]]>"
    return article(
        odd,
        p(*(Foreign(code, inlines("words ")) for code in ("eng", "jp", "xx", "", "x-none"))),
        title=odd,
        name="odd & <odd>.txt",
        byline=(odd, odd),
        outlet=odd,
        url="https://exämple.org/ä ö?q=<>",
        tags=(odd, ""),
        published="yesterday",
        summary=inlines(odd),
        language="en_US",
    )


def book_in_one_face(name: str) -> bytes:
    """An e-book of the plain article for which the layout has one font file."""
    layout = load_layout("briefing")
    fonts = {name: layout.fonts[name]}
    return epub.write(edition(plain_article()), replace(layout, fonts=fonts)).data


def edition(*articles: Article, title: str = "") -> Edition:
    return Edition.of(*articles, title=title)


def the_week() -> Edition:
    return edition(
        plain_article(), full_article(), arabic_article(), odd_article(), title="The week"
    )


def bare_layout(template: str) -> Layout:
    """A layout with nothing but this template."""
    return Layout("own", "Own", {"own/edition.html.j2": template}, {"own/reflow.css": ""})
