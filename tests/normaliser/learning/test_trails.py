"""What the elements around a block say, as numbers."""

from __future__ import annotations

import numpy as np
import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser.learning.signals import NAMES, Amounts, signals
from publish.normaliser.learning.trails import TRAIL_NAMES, Places, ways_of
from publish.normaliser.page.page import Page

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


def seen(html: str) -> list[dict[str, float]]:
    """The signals of a page's trails, by their names."""
    page = Page.of(readers.read(Source("a.html", f"<body>{html}</body>".encode())), decided="en")
    rows = signals(page, ways_of(page), Amounts.of(page))[:, len(NAMES) :]
    return [dict(zip(TRAIL_NAMES, row.tolist(), strict=True)) for row in rows]


def test_a_name_counts_less_the_farther_up_it_stands() -> None:
    (own, near, far) = seen(
        "<p class=share>a</p><div class=share><p>b</p></div>"
        "<div class=share><div><p>c</p></div></div>"
    )

    assert own["in share"] == 1
    assert near["in share"] == pytest.approx(1 / 2)
    assert far["in share"] == pytest.approx(1 / 3)


def test_an_element_speaks_by_its_tag_too() -> None:
    (menu, text) = seen(f"<nav><p>Home</p></nav><div><p>{PROSE}</p></div>")

    assert (menu["<nav>"], text["<nav>"]) == (0.5, 0)


def test_the_column_is_the_element_that_holds_most_of_the_prose() -> None:
    (menu, one, two, below) = seen(
        f"<div><p>Home</p></div><main><div><p>{PROSE}</p><p>{PROSE}</p></div></main>"
        "<div><div><p>More</p></div></div>"
    )

    assert [row["steps to the column"] for row in (menu, one, two, below)] == [2, 0, 0, 2]
    assert one["prose 1 up"] == two["prose 1 up"] == 1
    assert menu["branch prose"] == below["branch prose"] == 0
    assert menu["share of the column"] == 1


def test_what_stands_in_an_element_stands_in_all_around_it() -> None:
    places = Places.on([("main", "div", "p"), ("main", "div", "h2"), ("aside", "p")])

    assert places.steps == ["", "main", "div", "p", "h2", "aside", "p"]
    assert places.summed(np.array([1.0, 10.0, 100.0])).tolist() == [111, 11, 11, 1, 10, 100, 100]
    assert places.first_and_last(np.array([0, 1, 2, 0]))[:2].tolist() == [[0, 3], [0, 3]]
    assert places.inside(2).tolist() == [False, False, True, True, True, False, False]


def test_a_page_without_blocks_has_one_place() -> None:
    assert len(Places.on([])) == 1
