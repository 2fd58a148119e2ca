"""What the second look sees of the first."""

from __future__ import annotations

import numpy as np
import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser.learning.regions import chosen
from publish.normaliser.learning.second import SECOND_NAMES, second_signals
from publish.normaliser.learning.signals import Amounts
from publish.normaliser.learning.trails import ways_of
from publish.normaliser.page.page import Page

HTML = (
    "<body><nav><p>Home</p></nav><main><h2>Rents</h2><p>One paragraph of six words.</p>"
    "<p>Another of ten words, which is longer than the first.</p></main>"
    "<aside><h2>More</h2><p>Sign up</p></aside></body>"
)
LOOKS = (0.1, 0.8, 0.9, 0.7, 0.2, 0.1)


def seen() -> list[dict[str, float]]:
    """The rows of HTML's six blocks, whose region is <main>."""
    page = Page.of(readers.read(Source("a.html", HTML.encode())), decided="en")
    ways, words = ways_of(page), Amounts.of(page).words
    keep = np.array(LOOKS, np.float32)
    main = ways.places.steps.index("main")
    region = chosen(ways, np.array([0, main]), np.array([0.2, 0.9], np.float32), keep, words)
    rows = second_signals(page, ways, keep, region, words)
    return [dict(zip(SECOND_NAMES, row.tolist(), strict=True)) for row in rows]


def test_no_two_names_are_one() -> None:
    assert len(set(SECOND_NAMES)) == len(SECOND_NAMES)


def test_a_block_is_told_of_the_looks_at_its_neighbours() -> None:
    rows = seen()

    assert rows[2]["first look"] == pytest.approx(0.9)
    assert rows[2]["first look -1"] == pytest.approx(0.8)
    assert rows[2]["first look +3"] == pytest.approx(0.1)
    assert rows[0]["first look -1"] == -1
    assert rows[0]["first looks just above"] == -1


def test_a_block_is_told_of_its_like() -> None:
    rows = seen()

    assert rows[2]["first looks of its like"] == pytest.approx(0.7)  # the other paragraph of <main>
    assert rows[5]["first looks of its like"] == -1  # there is none


def test_a_heading_is_told_of_what_it_opens_and_the_others_of_it() -> None:
    rows = seen()

    assert 0.7 < rows[1]["first looks under it"] < 0.9
    assert rows[4]["first looks under it"] == pytest.approx(0.1)
    assert rows[5]["first look at its heading"] == pytest.approx(0.2)
    assert rows[0]["first look at its heading"] == -1


def test_a_block_is_told_how_it_lies_to_the_region() -> None:
    rows = seen()

    assert [row["in the region"] for row in rows] == [0, 1, 1, 1, 0, 0]
    assert [row["steps to the region"] for row in rows] == [1, 0, 0, 0, 1, 1]
    assert rows[0]["above the region"] > 0
    assert rows[5]["below the region"] > rows[4]["below the region"] > 0
    assert rows[2]["kept in the region"] == pytest.approx(1)
    assert rows[2]["votes for it"] == 1
    assert rows[5]["votes for it"] < 0.01


def test_the_run_of_what_reads_like_the_article_is_told() -> None:
    assert [row["in the run"] for row in seen()] == [0, 1, 1, 1, 0, 0]
