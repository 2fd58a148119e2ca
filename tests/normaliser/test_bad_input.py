"""Pages of a size or a shape that no article has: cleaned in linear work, or refused in a line.

Work is counted, not timed: calls of functions on the largest pages, and executed lines of Python,
which a loop within one function cannot hide from, on pages small enough to trace.
"""

from __future__ import annotations

import cProfile
import sys
from collections.abc import Callable

import pytest

from publish import readers
from publish.errors import EmptyArticle, EmptySource, OverLimit, PublishError
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
    f' data-tracking="{"body:p:" * 100}"'
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
    box = f"<div class=d{{n}}>{'<div>' * 6}<span>Boat {{n}}</span>{'</div>' * 7}"
    boxes = many(box, count // 8)
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


def labels(count: int) -> str:
    """Items that open as boxes of other stories do, each the same."""
    return wrapped(
        f"<h1>Boats</h1><ul>{f'<li><h3>Related</h3><p>{SENTENCE}</p></li>' * count}</ul>"
    )


def sections(count: int) -> str:
    part = "<h2>Oil</h2><p>All of it came by boat.</p><h3>Light</h3><p>Yes.</p>"
    return wrapped(f"<h1>Boats</h1><p>{SENTENCE}</p>{part * count}")


def headings(count: int) -> str:
    return wrapped(f"<h1>Boats</h1><p>{SENTENCE}</p>{'<h2>Oil</h2>' * count}")


def same_lines(count: int) -> str:
    links = "<li><a href=https://a.example>Oil</a></li>" * count
    return wrapped(f"<h1>Boats</h1><p>{SENTENCE}</p><ul>{links}</ul>")


def layout(count: int) -> str:
    cells = "<tr><td>Ann</td><td>12.4</td></tr>" * count
    return wrapped(f"<h1>Boats</h1><p>{SENTENCE}</p><table role=presentation>{cells}</table>")


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
LARGEST: tuple[tuple[Page, int, str], ...] = (  # how many pieces, and what it says that it is
    (paragraphs, 1_200, ""),  # 2 MB
    (scripts, 21_000, ""),  # 2 MB, one sentence of it
    (elements, 20_000, "page.empty"),
    (items, 5_000, ""),
    (no_prose, 2_500, "page.index"),
    (one_element, 1_000, ""),
    (one_word, 40_000, "page.empty"),  # 200 KB: more is no paragraph (limits)
)
TRACED: tuple[tuple[Page, int, str], ...] = (
    *((page, count // 20, kind) for page, count, kind in LARGEST),
    (short_lines, 160, ""),
    (regions, 64, ""),
    (comments, 160, ""),
    (nested, 240, ""),
    (answers, 80, ""),
    (teasers, 100, ""),
    (rows, 200, ""),
    (layout, 120, ""),
    (pictures, 50, "page.gallery"),
    (labels, 200, ""),
    (sections, 80, ""),
    (headings, 200, ""),
    (same_lines, 400, ""),
    (text, 120, ""),
    (lines, 240, ""),
)


def cleaned(page: str) -> tuple[Article | None, str]:
    """The article, if any is left, and the kind of page that it is said to be."""
    name = "page.html" if page.startswith("<") else "page.txt"
    try:
        article = normalise(readers.read(Source(name, page.encode())))
    except EmptyArticle as error:
        return None, error.kind
    kinds = [note.code for note in article.notes if note.code.startswith("page.")]
    return article, kinds[0] if kinds else ""


def calls(page: str) -> tuple[int, str]:
    """How many functions are called to clean a page, those written in C too, and its kind."""
    profile = cProfile.Profile()
    _, said = profile.runcall(cleaned, page)
    return sum(each.callcount for each in profile.getstats()), said


def steps(page: str) -> tuple[int, str]:
    """How many lines of Python are run to clean a page, every turn of a loop, and its kind."""
    count = 0

    def counting(frame: object, event: str, _: object) -> Callable[..., object]:
        nonlocal count
        count += event == "line"
        return counting

    before = sys.gettrace()  # of whoever measures what these tests run through
    sys.settrace(counting)
    try:
        _, said = cleaned(page)
    finally:
        sys.settrace(before)
    return count, said


@pytest.mark.parametrize(("page", "count", "kind"), LARGEST, ids=[p.__name__ for p, *_ in LARGEST])
def test_the_largest_pages_take_work_as_their_size_and_say_what_they_are(
    page: Page, count: int, kind: str
) -> None:
    """Some of what is kept for the next block no longer fits on the largest: less than twice."""
    (few, _), (many_more, said) = (calls(page(count // part)) for part in (10, 1))

    assert said == kind
    assert many_more < 20 * few


@pytest.mark.parametrize(("page", "count", "kind"), TRACED, ids=[p.__name__ for p, *_ in TRACED])
def test_four_times_the_page_takes_four_times_the_steps(page: Page, count: int, kind: str) -> None:
    cleaned(page(count // 4))  # what is read once is read
    (few, _), (many_more, said) = (steps(page(count // part)) for part in (4, 1))

    assert said == kind
    assert many_more < 4.5 * few + 5_000


def test_a_word_of_two_megabytes_ends_with_an_error_of_a_line() -> None:
    with pytest.raises(OverLimit, match="paragraph-characters"):
        cleaned(one_word(400_000))


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


@pytest.mark.parametrize(
    "body",
    [
        "<p>x</p>",
        "<ul><li><p>x</p><p>y</p></li></ul>",
        "<ul><li><ul><li><h2>x</h2></li></ul></li></ul>",
        "<ul><li></li></ul>",
        "<ol><li><img src=a.png></li></ol>",
        f"<ul><li><h2>Oil</h2><p>{SENTENCE}</p></li></ul>",
    ],
)
def test_a_page_of_one_list_is_an_article_or_ends_with_an_error_of_a_line(body: str) -> None:
    try:
        article, _ = cleaned(f"<html><body>{body}</body></html>")
    except PublishError:
        return

    assert article is None or article.body or article.title
