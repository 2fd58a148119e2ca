"""What the elements around a block say, as numbers."""

from __future__ import annotations

import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser.learning.signals import NAMES, signals
from publish.normaliser.learning.trails import TRAIL_NAMES, ways_of
from publish.normaliser.page.page import Page

PROSE = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)


def seen(html: str) -> list[dict[str, float]]:
    """The signals of a page's trails, by their names."""
    page = Page.of(readers.read(Source("a.html", f"<body>{html}</body>".encode())), decided="en")
    rows = signals(page, ways_of(page))[:, len(NAMES) :]
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
