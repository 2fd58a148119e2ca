"""Notes are about the article's own blocks; furniture has none."""

from __future__ import annotations

import pytest

from publish.model.article import Note, Source
from publish.model.limits import Limits
from publish.normaliser import normalise
from publish.readers import html, markdown
from tests.build import PNG_1PX

SAID = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.",
    "Landlords expect rents to rise again before the winter, a survey of four hundred says.",
    "The council wants to build six hundred flats on the yard, of which a third are to be cheap.",
)
ONE, TWO, THREE = (f"<p>{words}</p>" for words in SAID)
HEAD = "<title>Rents rise again</title><h1>Rents rise again</h1>"
RELATED = (
    '<aside class="related"><h3>Related articles</h3><ul><li><a href="/1">Trams run again</a></li>'
    '<li><a href="/2">Ferries too</a></li></ul>{}</aside>'
)


def notes(body: str, **companions: bytes) -> list[Note]:
    named = {name.replace("_", "."): data for name, data in companions.items()}
    source = Source("a.html", f'<html lang="en">{body}'.encode(), named)
    return list(normalise(html.read(source, Limits())).notes)


def told(body: str, **companions: bytes) -> list[tuple[str, str]]:
    return [(note.weight, note.code) for note in notes(body, **companions)]


PICTURE = '<img src="yard.jpg" alt="The yard">'


@pytest.mark.parametrize(
    "body",
    [
        f"<main>{HEAD}{ONE}<figure>{PICTURE}</figure>{TWO}{THREE}</main>",
        f"<main>{HEAD}{ONE}{TWO}{THREE}<figure>{PICTURE}</figure></main>",
        f"<main><article><figure>{PICTURE}</figure>{HEAD}{ONE}{TWO}{THREE}</article></main>",
        (
            f'<main><article>{HEAD}<div class="share-bar">Share Tweet Email</div>'
            f"<div class=hero>{PICTURE}</div>{ONE}{TWO}{THREE}</article></main>"
        ),
        f"<div>{HEAD}{ONE}<p>{PICTURE}</p><p>Photo: Ann Ode</p>{TWO}{THREE}</div>",
        f"<ul><li>Home<li>News</ul><div>{HEAD}{ONE}{TWO}<p>{PICTURE}</p>{THREE}</div>",
        f"{HEAD}{ONE}{TWO}{THREE}<p>{PICTURE}</p>",
    ],
    ids=["between", "last", "above", "below a share bar", "with a credit", "no names", "bare"],
)
def test_a_picture_of_the_article_is_missed(body: str) -> None:
    assert told(body) == [("doubt", "body.missing-picture")]


@pytest.mark.parametrize(
    "body",
    [
        f'<header><a href="/">{PICTURE}</a></header><main>{HEAD}{ONE}{TWO}{THREE}</main>',
        f'<div class="logo">{PICTURE}</div><main>{HEAD}{ONE}{TWO}{THREE}</main>',
        f"<main>{HEAD}{ONE}{TWO}{THREE}{RELATED.format(PICTURE)}</main>",
        f"<main>{HEAD}{ONE}{RELATED.format(PICTURE)}{TWO}{THREE}</main>",
        f"<main>{HEAD}{ONE}{TWO}{THREE}</main><footer>{PICTURE}<p>Imprint</p></footer>",
        f'<main>{HEAD}<div class="byline">{PICTURE} By Ann Ode</div>{ONE}{TWO}{THREE}</main>',
        f"<main>{HEAD}{ONE}{TWO}{THREE}<div class=comments><h3>Comments</h3>{PICTURE}</div></main>",
    ],
    ids=["head", "logo", "teaser", "teaser between", "foot", "author", "comments"],
)
def test_a_picture_of_furniture_is_not(body: str) -> None:
    assert told(body) == []


def test_several_pictures_are_one_doubt_at_the_first_of_the_article() -> None:
    body = f"<div class=logo>{PICTURE}</div><main>{HEAD}{ONE}{PICTURE}{TWO}<p>{PICTURE}</p>{THREE}"

    (note,) = notes(body)

    assert note.message == "picture not found: yard.jpg and 1 more"
    assert note.origin.trail[-1] == "main"


def test_every_picture_of_a_markdown_file_is_its_own() -> None:
    text = f"![The yard](yard.jpg)\n\n# Rents rise again\n\n{SAID[0]}\n\n{SAID[1]}\n"

    article = normalise(markdown.read(Source("a.md", text.encode()), Limits()))

    assert [note.code for note in article.notes] == ["body.missing-picture"]


def test_a_broken_picture_is_told_once_and_a_broken_logo_never() -> None:
    logo = '<header><a href="/"><img src="logo.png" alt="Courier"></a></header>'
    body = f'{logo}<main>{HEAD}{ONE}<figure><img src="a.png"></figure>{TWO}{THREE}</main>'

    (note,) = notes(body, logo_png=b"\x89PNG", a_png=b"\x89PNG")

    assert (note.code, note.message[-5:]) == ("image.unreadable", "a.png")
    assert told(body, logo_png=PNG_1PX, a_png=PNG_1PX) == []


MENU = (
    "<nav><ul><li>{}</li><li><a href='/2'>News</a></li><li><a href='/3'>Sport</a></li></ul></nav>"
)
DROPPED = '<a href="javascript:plan()">the plan</a>'
LONG = f"The council has put {DROPPED} online, for all to read who want to, it said on Monday."


@pytest.mark.parametrize(
    "inside",
    [
        DROPPED,
        "<u>Home</u>",
        '<iframe src="https://weather.example.net/w" title="Weather"></iframe>',
    ],
)
def test_what_is_said_of_words_on_record_is_not_told_of_a_menu(inside: str) -> None:
    assert told(f"{MENU.format(inside)}<main>{HEAD}{ONE}{TWO}{THREE}</main>") == []
    assert [weight for weight, _ in told(f"<main>{HEAD}{ONE}{TWO}<p>{LONG} {inside}</p>{THREE}")]


def test_words_that_stand_nowhere_else_are_told_of_furniture_too() -> None:
    drawing = "<svg><text>9 knots</text></svg>"
    logo = '<header><a href="/"><svg><text>Harbour Courier</text></svg></a><p>Menu</p></header>'

    menu = told(f"{MENU.format(drawing)}<main>{HEAD}{ONE}{TWO}{THREE}</main>")
    body = told(f"<main>{HEAD}{ONE}<p>{drawing} {SAID[1]}</p>{THREE}</main>")

    assert told(f"{logo}<main>{HEAD}{ONE}{TWO}{THREE}</main>") == []
    assert menu == [("info", "drawing.left-out")]
    assert body == [("doubt", "drawing.left-out")]


def test_information_of_several_places_is_one_note_and_doubts_keep_theirs() -> None:
    lists = "".join(f'<ol style="list-style: thai"><li>{words}</ol>' for words in SAID[:2])

    found = notes(f"<main>{HEAD}<p>{LONG}</p>{ONE}<p>{LONG} And more.</p>{lists}{TWO}</main>")

    assert [(note.code, note.message[-13:]) for note in found if note.weight == "info"] == [
        ("link.dropped", "(in 2 places)")
    ]
    assert len({str(note.origin) for note in found if note.weight == "doubt"}) == 2
