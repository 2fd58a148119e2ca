"""What stands together goes together: pages with figures that a model might give their blocks."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import pytest

from publish import readers
from publish.model.article import Decisions, Passage, Source
from publish.model.walk import digest_of, text_of
from publish.normaliser import normalise
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.siblings import Settled, settled

PROSE = "The keeper said that the lamp had burned all night without a fault, and would again."
LIMIT = 0.5


def page_of(body: str) -> Page:
    text = f"<html><body><main><h1>The keeper</h1><p>{PROSE}</p>{body}</main></body></html>"
    return Page.of(readers.read(Source("page.html", text.encode())))


def judged(body: str, figures: Sequence[float], taken: Sequence[int] = ()) -> Settled:
    """What is settled of a page by the figures of its blocks below headline and paragraph."""
    page = page_of(body)
    keep = [0.9, 0.9, *figures]
    assert len(keep) == len(page)
    left = Left(tuple(index for index in range(len(page)) if index not in taken))
    return settled(page, left, [i for i in left if keep[i] < LIMIT], keep)


def gone(body: str, figures: Sequence[float], taken: Sequence[int] = ()) -> list[int]:
    """Which blocks go, those below the headline and the first paragraph counted from 0."""
    found = judged(body, figures, taken)
    return [index - 2 for index in sorted((*found.going, *found.along))]


def items(*words: str) -> str:
    return "".join(f"<li><h3>{each} of the harbour</h3><p>{PROSE}</p></li>" for each in words)


THREAD = f"<ul>{items('Ann', 'Bo', 'Cy', 'Dee', 'Eli')}</ul>"


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ((0.9, 0.9, 0.3, 0.9, 0.9), []),  # the odd one in the middle stays
        ((0.9, 0.9, 0.05, 0.9, 0.9), [2]),  # it is surely none of the article's
        ((0.2, 0.2, 0.6, 0.2, 0.2), [0, 1, 2, 3, 4]),  # most comments go, and so do all
        ((0.2, 0.2, 0.9, 0.2, 0.2), [0, 1, 3, 4]),  # it is surely the article's
        ((0.2, 0.2, 0.6, 0.6, 0.6), []),
    ],
)
def test_items_of_a_list_are_judged_together(figures: Sequence[float], wanted: list[int]) -> None:
    assert gone(THREAD, figures) == wanted


def test_what_goes_with_others_says_with_how_many() -> None:
    found = judged(THREAD, (0.2, 0.2, 0.6, 0.2, 0.2))

    assert found.along == {4: "4 of the 5 items of this list go"}


def test_what_named_rules_took_counts_among_the_siblings() -> None:
    assert gone(THREAD, (0.6, 0.6, 0.6, 0.6, 0.2), taken=(2, 3)) == [2, 3, 4]


def test_an_item_that_is_nothing_but_a_link_goes_alone() -> None:
    advert = (
        f"<li><a href=https://lamps.example/shop><h3>A lamp of your own</h3><p>{PROSE}</p></a></li>"
    )
    body = f"<ul>{items('Ann', 'Bo')}{advert}{items('Cy')}</ul>"

    assert gone(body, (0.9, 0.9, 0.3, 0.9)) == [2]


def test_an_item_worded_as_furniture_goes_alone() -> None:
    box = "<li><p>Sign up for our newsletter</p><p>It comes each morning.</p></li>"
    body = f"<ul>{items('Ann', 'Bo')}{box}{items('Cy')}</ul>"

    assert gone(body, (0.9, 0.9, 0.3, 0.9)) == [2]


def test_one_answer_belongs_to_the_comments_around_it() -> None:
    answer = f"<ul>{items('Bo')}</ul>"
    thread = items("Ann").replace("</li>", f"{answer}</li>") + items("Cy", "Dee")

    assert gone(f"<ul>{thread}</ul>", (0.2, 0.6, 0.2, 0.2)) == [0, 1, 2, 3]


def test_of_two_items_neither_is_the_odd_one() -> None:
    assert gone(f"<ul>{items('Ann', 'Bo')}</ul>", (0.9, 0.3)) == [1]


def test_cells_of_a_page_laid_out_as_a_table_are_judged_together() -> None:
    row = "<tr><td>Ann Ode</td><td>12.4</td><td>Harbour</td></tr>"
    body = f"<table role=presentation>{row}{row}</table>"
    page = page_of(body)
    assert len(page) == 8

    assert gone(body, (0.9, 0.3, 0.9, 0.9, 0.3, 0.9)) == []
    assert gone(body, (0.2, 0.2, 0.6, 0.2, 0.2, 0.2)) == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("marks", ["•••••", "-----", "12345"])
@pytest.mark.parametrize(
    ("figures", "wanted"),
    [((0.9, 0.9, 0.3, 0.9, 0.9), []), ((0.2, 0.2, 0.6, 0.2, 0.2), [2, 3, 4, 5, 6])],
)
def test_marked_lines_of_a_text_are_judged_together(
    marks: str, figures: Sequence[float], wanted: list[int]
) -> None:
    lines = (f"{mark}{'.' * mark.isdigit()} The lamp of the harbour" for mark in marks)
    text = "\n\n".join(("The keeper", PROSE, *lines))
    page = Page.of(readers.read(Source("page.txt", text.encode())))
    keep = (0.9, 0.9, *figures)

    found = settled(page, Left(tuple(range(7))), [i for i in range(7) if keep[i] < LIMIT], keep)

    assert sorted((*found.going, *found.along)) == wanted


FAQ = "".join(
    f"<h2>Can I bring a {each}?</h2><p>{answer}</p>"
    for each, answer in (("dog", "Yes."), ("horse", "No."), ("cow", "Ask the keeper first."))
)


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        ((0.3, 0.9, 0.9, 0.9, 0.9, 0.9), []),  # its answer stays
        ((0.9, 0.9, 0.9, 0.3, 0.9, 0.9), []),  # the others have their answers
        ((0.9, 0.9, 0.05, 0.9, 0.9, 0.9), [2]),
        ((0.3, 0.3, 0.9, 0.9, 0.9, 0.9), [0, 1]),  # question and answer alike
        ((0.9, 0.3, 0.9, 0.3, 0.9, 0.9), [1, 3]),  # here most answers go: each for itself
    ],
)
def test_a_heading_and_its_section_are_judged_together(
    figures: Sequence[float], wanted: list[int]
) -> None:
    body = f"<p>{PROSE} {PROSE}</p>"

    assert [at - 1 for at in gone(body + FAQ, (0.9, *figures))] == wanted


def test_a_heading_of_another_box_has_nothing_of_this_one_under_it() -> None:
    box = "<div class=box><h3>From the shop of the tower</h3><p>A lamp of brass.</p></div>"
    body = f"<p>{PROSE} {PROSE}</p>{box}<p>{PROSE}</p>"

    assert gone(body, (0.9, 0.3, 0.3, 0.9)) == [1, 2]


def test_a_heading_stays_over_words_that_an_editor_brought_back() -> None:
    box = "<h2>Letters from the coast</h2><p>Sign up for our newsletter</p>"
    text = f"<article><h1>The keeper</h1><p>{PROSE} {PROSE}</p>{box}</article>"
    draft = readers.read(Source("page.html", text.encode()))
    words = "Sign up for our newsletter"

    back = normalise(draft, Decisions(restore=(Passage(digest_of(words), words),)))

    assert [text_of(block) for block in normalise(draft).body[1:]] == []
    assert [text_of(block) for block in back.body[1:]] == ["Letters from the coast", words]


def work(page: Page) -> int:
    calls = 0

    def counting(frame: object, event: str, arg: object) -> None:
        nonlocal calls
        calls += event == "call"

    left = Left(tuple(range(len(page))))
    keep = [0.3 + 0.6 * (index % 3 > 0) for index in range(len(page))]
    sys.setprofile(counting)
    try:
        settled(page, left, [index for index in left if keep[index] < LIMIT], keep)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "of",
    [
        lambda count: f"<ul>{items('Ann') * count}</ul>",
        lambda count: f"<h2>Who</h2><p>{PROSE}</p><h3>When</h3>" * count,
        lambda count: "<h2>Who</h2>" * count,
        lambda count: "<h2>Who</h2>" + f"<p>{PROSE}</p>" * count,
        lambda count: f"<table role=presentation>{'<tr><td>1</td><td>2</td></tr>' * count}</table>",
    ],
)
def test_thousands_of_siblings_take_linear_work(of: object) -> None:
    assert callable(of)
    few, many = (page_of(of(count)) for count in (500, 5_000))

    assert work(many) < 11 * work(few)
