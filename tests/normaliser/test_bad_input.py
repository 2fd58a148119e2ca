"""Pages of a size or a shape that no article has: cleaned in linear work, or refused in a line.

Work is counted, not timed: calls of functions on pages of the whole size, executed lines of
Python, which a loop within one function cannot hide from, on pages small enough to trace.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from publish import readers
from publish.errors import EmptyArticle, EmptySource
from publish.model.article import Article, Source
from publish.model.walk import text_of
from publish.normaliser import normalise

SENTENCE = (
    "The ferry to Saltmarsh was late for the ninth time in a row while the fares stood still, "
    "the harbour office said on Monday, and the captain of boat {n} expects no change till spring."
)
ITEM = '<li class="item i{n}"><a href="/{n}">Boat {n}</a> left the quay at {n} past nine</li>'
COMMENT = (
    '<li class="comment" id="c{n}"><cite>Keeper {n}</cite> <time>{n} May 2023</time>'
    f"<p>{SENTENCE}</p>" + '<a href="#">Reply</a></li>'
)
SCRIPT = "<script>window.boats=window.boats||[];boats.push({id:1,quay:'east'});</script>"
STYLE = (
    ' class="Text_body__Uu9 b{n}" style="color:#123456;margin:0 auto;padding:4px" data-t="{n}:{n}"'
)


def many(piece: str, count: int) -> str:
    return "".join(piece.replace("{n}", str(number)) for number in range(count))


def wrapped(body: str) -> str:
    head = "<title>Ferries - The Tollan Courier</title>"
    menu = "<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/port>Port</a></nav>"
    foot = "<footer><p>© 2023 The Tollan Courier. All rights reserved.</p></footer>"
    return f"<html lang=en><head>{head}</head><body>{menu}{body}{foot}</body></html>"


def paragraphs(count: int) -> str:
    article = many(f"<div{STYLE}><p{STYLE}>{SENTENCE}</p></div>", count)
    return wrapped(f"<article><h1>The ferries</h1>{article}</article>")


def regions(count: int) -> str:
    """Prose and links in ever other boxes, none of which is clearly the article."""
    box = (
        '<section class="box b{n}"><h2>Quay {n}</h2><p>' + SENTENCE + "</p><ul>"
        '<li><a href="/a{n}">Late again</a></li><li><a href="/b{n}">Later</a></li></ul></section>'
    )
    return wrapped(f"<div id=main><h1>The ferries</h1>{many(box, count)}</div>")


def elements(count: int) -> str:
    boxes = many("<div class=d{n}><span>Boat {n}</span></div>", count // 2)
    return wrapped(f"<h1>The ferries</h1>{boxes}")


def short_lines(count: int) -> str:
    lines = many("<h3>Is boat {n} in?</h3><p>No.</p>", count)
    return wrapped(f"<article><h1>The ferries</h1><p>{SENTENCE}</p>{lines}</article>")


def items(count: int) -> str:
    prose = many(f"<p>{SENTENCE}</p>", 3)
    return wrapped(f"<article><h1>Boats</h1>{prose}<ul>{many(ITEM, count)}</ul></article>")


def comments(count: int) -> str:
    prose = many(f"<p>{SENTENCE}</p>", 3)
    return wrapped(f"<article><h1>Boats</h1>{prose}</article><ol>{many(COMMENT, count)}</ol>")


def nested(count: int) -> str:
    lists = ("<ul><li>Boat</li><li>Crew" * 20 + "</li></ul>" * 20) * (count // 40)
    return wrapped(f"<article><h1>Boats</h1><p>{SENTENCE}</p>{lists}</article>")


def answers(count: int) -> str:
    """Comments with an answer each, in lists of lists that nothing names."""
    said = f"<p>Keeper {{n}}</p><p>{SENTENCE}</p>"
    thread = many(f"<li>{said}<ul><li>{said}</li></ul></li>", count)
    return wrapped(f"<article><h1>Boats</h1><p>{SENTENCE}</p></article><ul>{thread}</ul>")


def teasers(count: int) -> str:
    """Boxes of other stories between the paragraphs, each with its label."""
    box = "<h2>Related</h2><ul><li><a href=/{n}>Boat {n} leaves the port late again</a></li></ul>"
    return wrapped(f"<article><h1>Boats</h1>{many(f'<p>{SENTENCE}</p>{box}', count)}</article>")


def scripts(count: int) -> str:
    programs = many(f"{SCRIPT}<!-- boat {{n}} -->", count)
    return wrapped(f"<article><p>{SENTENCE}</p>{programs}</article>")


def pictures(count: int) -> str:
    slide = "<div class=slide><img src={n}.jpg><p class=caption>Boat {n}. Photo: Ann Ode</p></div>"
    return wrapped(f"<h1>Boats</h1><div class=gallery>{many(slide, count)}</div>")


def rows(count: int) -> str:
    row = "<tr><td>Boat {n}</td><td><p>late</p><p>again</p></td></tr>"
    table = f"<table>{many(row, count)}</table>"
    return wrapped(f"<article><h1>Boats</h1><p>{SENTENCE}</p>{table}</article>")


def one_element(count: int) -> str:
    return many(f"{SENTENCE} ", count)


def one_word(count: int) -> str:
    return f"<p>{'ferry' * count}</p>"


def no_prose(count: int) -> str:
    links = many("<li><a href=https://a.example/{n}>Boat {n} is late</a></li>", count)
    return wrapped(f"<ul>{links}</ul>")


def text(count: int) -> str:
    return many(f"Boat {{n}}\n\n{SENTENCE}\n\nShare\n\n", count)


def lines(count: int) -> str:
    return many("Quay {n}: closed\n", count)


Page = Callable[[int], str]
PAGES: tuple[tuple[Page, int, str], ...] = (  # how many pieces it has, and what it says that it is
    (paragraphs, 4_000, ""),  # 2 MB
    (scripts, 20_000, ""),  # 2 MB, one sentence of it
    (elements, 20_000, "page.empty"),
    (short_lines, 4_000, ""),
    (regions, 1_500, ""),
    (items, 5_000, ""),
    (comments, 4_000, ""),
    (nested, 5_000, ""),
    (answers, 2_000, ""),
    (teasers, 2_500, ""),
    (rows, 2_500, ""),
    (pictures, 500, "page.gallery"),
    (no_prose, 5_000, "page.index"),
    (one_element, 1_000, ""),
    (one_word, 20_000, "page.empty"),
    (text, 3_000, ""),
    (lines, 5_000, ""),
)
NAMES = [page.__name__ for page, _, _ in PAGES]


def cleaned(page: str) -> tuple[Article | None, str]:
    """The article, if any is left, and the kind of page that it is said to be."""
    name = "page.html" if page.startswith("<") else "page.txt"
    try:
        article = normalise(readers.read(Source(name, page.encode())))
    except EmptyArticle as error:
        return None, error.kind
    kinds = [note.code for note in article.notes if note.code.startswith("page.")]
    return article, kinds[0] if kinds else ""


@pytest.mark.parametrize(("page", "count", "kind"), PAGES, ids=NAMES)
def test_a_page_of_any_size_is_cleaned_or_says_that_it_is_no_article(
    page: Page, count: int, kind: str
) -> None:
    article, said = cleaned(page(count))

    assert said == kind
    assert article or said


def calls(page: str) -> int:
    """How many functions are called to clean a page, those written in C too."""
    count = 0

    def counting(frame: object, event: str, _: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counting)
    try:
        cleaned(page)
    finally:
        sys.setprofile(None)
    return count


def steps(page: str) -> int:
    """How many lines of Python are run to clean a page, every turn of a loop for itself."""
    count = 0

    def counting(frame: object, event: str, _: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return counting

    before = sys.gettrace()  # of whoever measures what these tests run through
    sys.settrace(counting)
    try:
        cleaned(page)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(("page", "count", "_"), PAGES, ids=NAMES)
def test_four_times_the_page_takes_four_times_the_steps(page: Page, count: int, _: str) -> None:
    cleaned(page(count // 40))  # what is read once is read
    few, many_more = (steps(page(count // part)) for part in (40, 10))

    assert many_more < 6 * few + 5_000


@pytest.mark.parametrize("page", [paragraphs, elements, items, no_prose])
def test_four_times_the_largest_page_takes_few_times_the_calls(page: Page) -> None:
    """Some of what is kept for the next block no longer fits on the largest: less than twice."""
    count = next(count for each, count, _ in PAGES if each is page)
    quarter, whole = (calls(page(count // part)) for part in (4, 1))

    assert whole < 8 * quarter


ALONE = ("p", "div", "li", "td", "a", "pre", "blockquote", "dd", "caption", "span", "nav")


@pytest.mark.parametrize("tag", ALONE)
def test_one_element_is_all_that_a_page_may_hold(tag: str) -> None:
    said = SENTENCE.replace("{n}", "9")

    article, kind = cleaned(f"<{tag}>{said}</{tag}>")

    assert article is not None, kind
    assert said in " ".join(" ".join(map(text_of, article.body)).split())


BARE = {
    "a menu": "<nav><ul><li><a href=/>Home</a></li><li><a href=/port>Port</a></li></ul></nav>",
    "a headline": f"<h1>{SENTENCE}</h1>",
    "headings": "<h1>Ferries</h1><h2>Late</h2><h2>Later</h2>",
    "a form": "<form><label>Name</label><input><button>Send</button></form>",
    "a footer": "<footer>© 2023 The Tollan Courier</footer>",
    "a picture": "<img src=ferry.png alt=Ferry>",
    "a table": "<table><tr><td>1</td><td>2</td></tr></table>",
    "a list": "<ul><li>Ferry</li></ul>",
    "a dialogue": "<div role=dialog class=modal><p>We value your privacy.</p></div>",
    "what is hidden": f"<div hidden><p>{SENTENCE}</p></div>",
    "a script": SCRIPT,
    "a comment of the page's maker": f"<!-- {SENTENCE} -->",
    "nothing": "<html><body></body></html>",
}


@pytest.mark.parametrize("page", BARE.values(), ids=BARE)
def test_a_page_without_prose_is_no_whole_article(page: str) -> None:
    """It says so, or it ends with an error of a line."""
    try:
        article, kind = cleaned(page)
    except EmptySource:
        return

    assert kind or article is None or any(n.code == "metadata.no-title" for n in article.notes)
