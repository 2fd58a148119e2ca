"""What each layout is shown with: the seed, an article with everything, Arabic, Chinese, a digest.

All of it is invented, but for the seed.
"""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from publish.model.article import Article, Asset, Source
from publish.model.tree import (
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    Foreign,
    Link,
    Listing,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from publish.normaliser import normalise
from publish.readers import read
from tests.build import article, cell, figure, h, inlines, listing, p, quote
from tests.conftest import SEED

_SENTENCES = (
    "The harbour office counted the boats again on Tuesday and came to a smaller number.",
    "Nobody on the quay was surprised, because the winter had been long and the catch poor.",
    "“We mend what we can and sell what we cannot,” said Marta Holm, of the yard, in 1998.",
    "Her neighbours say the same, though few of them want to be named.",
    "A report from the ministry puts the loss at 14 percent, or roughly 320 jobs.",
    "That figure leaves out the people who packed, drove and cooked for the crews.",
    "In the council chamber the argument went on past midnight.",
    "Some wanted a loan, some a museum, and one member wanted to fill in the basin altogether.",
    "The mayor, Piet Anders, asked for a week to think and was given three days.",
    "Meanwhile the price of diesel has fallen, which helps everybody but the sailmakers.",
    "At the school above the town the pupils have drawn the harbour as it was and as it may be.",
    "Their pictures hang in the post office, where people wait anyway.",
    "An engineer from the capital measured the wall and found it sound for another decade.",
    "The wall is the one thing on which all parties agree.",
    "What happens inside it is another matter, and it will be settled in spring.",
)
_ARABIC = (
    "عاد سكان البلدة القديمة إلى الميناء في الصباح الباكر ليعدّوا القوارب الباقية بعد شتاء طويل.",
    "قالت مديرة الورشة إن العمل لم يتوقف يومًا واحدًا، لكن الأجور لم ترتفع منذ عام 2019.",
    "ويرى المجلس المحلي أن إصلاح الرصيف يحتاج إلى ثلاثة أعوام وإلى قرض من العاصمة.",
    "أما التجار فيفضّلون سوقًا مفتوحة، لأن الزبائن لا يأتون إلا في أيام الصحو.",
    "وسيُتخذ القرار في الربيع، حين تعود السفن الكبيرة إلى الخليج.",
)
_CHINESE = (
    "清晨，老城的居民回到港口，清点漫长冬天之后剩下的船只。",
    "船厂的负责人说，工作一天也没有停过，但是自2019年以来工资没有上涨。",
    "市议会认为，修理码头需要三年时间，还需要首都的一笔贷款。",
    "“我们能修的就修，不能修的就卖，”她说，“大家都是这样过来的。”",
    "商人们希望有一个露天市场，因为客人只在晴天才来；决定将在春天作出。",
)


def paragraph(start: int, count: int = 5, of: tuple[str, ...] = _SENTENCES, gap: str = " ") -> str:
    """A few invented sentences; another start gives another paragraph."""
    return gap.join(of[(start * 7 + n) % len(of)] for n in range(count))


def picture(name: str, width: int, height: int) -> Asset:
    """A drawing with lines and shades, so that it can be seen to be sharp and whole."""
    image = Image.new("RGB", (width, height), "#d9dee3")
    draw = ImageDraw.Draw(image)
    for n in range(12):
        x = n * width // 12
        draw.rectangle((x, height - (n * 37 % height), x + width // 16, height), fill="#16324a")
    draw.line((0, 0, width, height), fill="#7a1f1f", width=max(2, width // 200))
    draw.rectangle((0, 0, width - 1, height - 1), outline="#111111", width=3)
    file = io.BytesIO()
    image.save(file, "PNG")
    return Asset(name, "image/png", file.getvalue(), width, height)


@cache
def seed() -> tuple[Article, ...]:
    """The user's own article, cleaned as `publish build` cleans it."""
    return (normalise(read(Source(SEED.name, SEED.read_bytes()))),)


@cache
def everything() -> tuple[Article, ...]:
    """A long article with all that the tree can say, with pictures wide, tall and small."""
    table = Table(
        (
            (cell("Harbour", rows=2), cell("Boats", columns=2), cell("Remark", rows=2)),
            (cell("2022"), cell("2023")),
            *(
                (cell(f"Quay {n}", header=True), cell(f"{n * 13:,}"), cell(f"{n * 11:,}"), cell(""))
                for n in range(1, 9)
            ),
            (cell("All", header=True), cell("1,404"), cell("1,188"), cell("counted twice")),
        ),
        caption=inlines("Boats by quay, at the end of the year"),
        head_rows=2,
    )
    wide = Table(
        (
            tuple(cell(f"Month {n}") for n in range(1, 11)),
            *(tuple(cell(f"{n * m * 1237:,}") for n in range(1, 11)) for m in range(1, 5)),
        ),
        head_rows=1,
    )
    note = Footnote(
        (
            p(
                "Counted by the harbour office; see ",
                Link("https://example.org/count", inlines("the tables")),
                ".",
            ),
        )
    )
    body = (
        p(
            paragraph(0),
            note,
            " The council of ",
            Foreign("ar", inlines("المدينة القديمة")),
            " met twice.",
        ),
        p(paragraph(1)),
        h("What the wall holds", 2),
        p(
            paragraph(2),
            " ",
            Emphasis(inlines("Not one stone")),
            " has moved, ",
            Strong(inlines("the engineer wrote")),
            "; H",
            Subscript(inlines("2")),
            "O rose to 10",
            Superscript(inlines("3")),
            " units.",
        ),
        figure(
            "map.png",
            "A map of the harbour",
            "The harbour from the east, with the wall and both basins",
            "Harbour office",
        ),
        p(paragraph(3, 6)),
        listing(
            "The loan, which the capital would give",
            "The museum, for which there is no money at all and no house either, but love",
            "The basin",
        ),
        quote(p(paragraph(4, 3)), p("Marta Holm, in a letter")),
        p(paragraph(5)),
        h("What it costs", 2),
        p(paragraph(6, 3)),
        table,
        p(paragraph(7, 6)),
        h("A smaller matter", 3),
        p(paragraph(8), Footnote((p("A second note, of one line."),))),
        Listing(
            (
                (p("First count the boats"), listing("large ones", "small ones")),
                (p("Then count again"),),
            ),
            ordered=True,
        ),
        figure("tall.png", "A tall drawing", "The mast of the last sailing boat", "M. Holm"),
        p(paragraph(9, 6)),
        CodeBlock(
            "def boats(quay: int) -> int:\n    return sum(count(each) for each in quays[quay]) "
            + "# counted by hand " * 4
        ),
        p(
            "It runs as ",
            Code("boats(4)"),
            " and is explained at ",
            Link(
                "https://example.org/" + "harbour/" * 20, inlines("example.org/" + "harbour/" * 20)
            ),
            ".",
        ),
        SectionBreak(),
        p(paragraph(10)),
        wide,
        p(paragraph(11, 7)),
        figure("small.png", "The seal of the harbour"),
        p(paragraph(12, 7)),
        p(paragraph(13, 4)),
    )
    return (
        article(
            *body,
            title="The harbour wall will stand another decade; what it shelters is for the council",
            name="harbour.html",
            standfirst=inlines(
                "A town counts its boats, its jobs and its years; the numbers do not agree."
            ),
            byline=("Ann Ode", "Bo Li", "Carl Meyer-Vogt"),
            dateline="Westhaven",
            published="2024-01-21",
            outlet="The Harbour Courier",
            url="https://www.example.org/2024/01/harbour-wall.html",
            tags=("harbours", "councils"),
            summary=inlines("The wall is sound; the money for what lies behind it is not there."),
            key_points=(
                inlines("320 jobs are gone"),
                inlines("The wall holds until 2034"),
                inlines("A vote in spring decides"),
            ),
            author_note=(
                p("Ann Ode writes about the sea. Bo Li and Carl Meyer-Vogt report from Westhaven."),
            ),
            assets={
                a.name: a
                for a in (
                    picture("map.png", 1600, 900),
                    picture("tall.png", 700, 1500),
                    picture("small.png", 180, 180),
                )
            },
        ),
    )


@cache
def arabic() -> tuple[Article, ...]:
    """An article that reads from right to left, with a foreign name, a list, a note, a table."""
    table = Table(
        (
            (cell("الرصيف"), cell("القوارب")),
            (cell("الأول"), cell("12")),
            (cell("الثاني"), cell("31")),
        ),
        head_rows=1,
    )
    body = (
        p(paragraph(0, of=_ARABIC), Footnote((p("أحصاها مكتب الميناء."),))),
        p(
            "كتب عن ذلك ",
            Foreign("en", inlines("The Harbour Courier")),
            " في عدده الأخير. ",
            paragraph(1, of=_ARABIC),
        ),
        h("ما يحميه الجدار", 2),
        listing("القرض", "المتحف", "السوق"),
        table,
        *(p(paragraph(n, of=_ARABIC)) for n in range(2, 9)),
    )
    return (
        article(
            *body,
            title="جدار الميناء يصمد عقدًا آخر",
            name="mina.html",
            language="ar",
            standfirst=inlines("بلدة تعدّ قواربها ووظائفها وسنواتها."),
            byline=("سلمى حداد",),
            published="2024-01-21",
            outlet="بريد الميناء",
            url="https://www.example.org/ar/mina.html",
            author_note=(p("سلمى حداد تكتب عن البحر."),),
        ),
    )


@cache
def chinese() -> tuple[Article, ...]:
    """An article in simplified Chinese."""
    body = (
        p(paragraph(0, of=_CHINESE, gap="")),
        p(paragraph(1, of=_CHINESE, gap=""), Footnote((p("由港务局统计。"),))),
        h("堤坝保护着什么", 2),
        listing("贷款", "博物馆", "市场"),
        *(p(paragraph(n, 7, of=_CHINESE, gap="")) for n in range(2, 12)),
    )
    return (
        article(
            *body,
            title="港口的堤坝还能坚持十年",
            name="gangkou.html",
            language="zh-Hans",
            standfirst=inlines("一座小城清点它的船只、工作和岁月。"),
            byline=("李博",),
            published="2024-01-21",
            outlet="港口邮报",
            url="https://www.example.org/zh/gangkou.html",
        ),
    )


@cache
def digest() -> tuple[Article, ...]:
    """Forty short articles of several outlets, some without author, date or outlet."""
    outlets = ("The Harbour Courier", "Westhaven Post", "The Basin", "", "Sea and Shore")
    names = ("Ann Ode", "Bo Li", "Carl Meyer-Vogt", "Dina Sørensen", "Émile Roux")
    return tuple(
        article(
            *(p(paragraph(n * 3 + k, 3 + (n + k) % 4)) for k in range(2 + n % 4)),
            title=_TITLES[n % len(_TITLES)] + (f", part {n // 8 + 1}" if n >= 8 else ""),
            name=f"{n:02}.txt",
            standfirst=inlines(_SENTENCES[n % len(_SENTENCES)]) if n % 3 == 0 else (),
            byline=()
            if n % 7 == 3
            else (names[n % 5],)
            if n % 2
            else (names[n % 5], names[(n + 1) % 5]),
            published="" if n % 11 == 5 else f"2024-01-{n % 28 + 1:02}",
            outlet=outlets[n % 5],
            url=f"https://www.example.org/2024/{n}.html" if n % 4 else "",
            author_note=(p(f"{names[n % 5]} writes about the sea."),) if n % 5 == 1 else (),
        )
        for n in range(40)
    )


_TITLES = (
    "Boats counted again",
    "The wall is sound, says the engineer from the capital",
    "A museum without a house",
    "Diesel falls, sails do not",
    "What the pupils drew",
    "Three days for the mayor",
    "The catch of the year",
    "Who packed, drove and cooked",
)

CONTENTS = {
    "seed": seed,
    "everything": everything,
    "arabic": arabic,
    "chinese": chinese,
    "digest": digest,
}
