"""Where an article stands: which element of a page, which run of a text."""

from __future__ import annotations

import numpy as np
import pytest

from publish import readers
from publish.model.article import Source
from publish.normaliser.learning.learned import Judgement, looked
from publish.normaliser.learning.regions import heaviest, run_of
from publish.normaliser.page.page import Page

STORY = tuple(
    f"{line}, the city said on Monday, and nobody who was asked sees any end to it at all."
    for line in (
        "Rents rose for the ninth month in a row while wages stood still",
        "Landlords expect rents to rise again before the winter comes",
        "Tenants in the east pay a third of what they earn for a flat",
        "Two thousand flats are to be built a year, and half are for rent",
    )
)
REMARK = (
    "I have lived here for forty years and I have never seen anything like it, and I told them so, "
    "and nobody in that town hall of yours ever listens to anybody who pays for it."
)


def judged(html: str) -> Judgement:
    source = Source("a.html", f"<title>Rents rise again</title><body>{html}</body>".encode())
    seen = looked(Page.of(readers.read(source), decided="en"))
    assert isinstance(seen, Judgement)
    return seen


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


@pytest.mark.parametrize(
    "around",
    [
        '<div class="site-nav"><ul><li><a href="/">Home</a></li></ul></div>{}',
        "{}<div class='comments'>"
        + "".join(f"<div class='comment'><b>A reader</b><p>{REMARK}</p></div>" for _ in range(9))
        + "</div>",
        "{}<div class='footer'><p>Contact us</p><p>Imprint</p><p>All rights reserved</p></div>",
    ],
    ids=["a menu", "more comments than article", "a footer"],
)
def test_the_articles_element_is_found(around: str) -> None:
    story = f"<div class='story-body'><h1>Rents rise again</h1>{paragraphs(*STORY)}</div>"

    found = judged(around.format(story))

    assert found.region.element == "div.story-body"
    assert found.region.holds > 0.5


def test_the_core_is_inside_the_region() -> None:
    story = f"<div class='story-body'><h1>Rents rise again</h1>{paragraphs(*STORY)}</div>"

    found = judged(f"{story}<div class='footer'>{paragraphs(REMARK)}</div>")

    assert found.core
    assert all(found.region.inside[index] for index in found.core)


def test_the_heaviest_run_goes_over_what_weighs_less_than_it_gains() -> None:
    assert heaviest(np.array([-5.0, 3, -1, 4, -9, 5])) == (1, 4)
    assert heaviest(np.array([-1.0, -2])) == (0, 0)
    assert heaviest(np.zeros(0)) == (0, 0)


def test_a_texts_region_is_a_run() -> None:
    keep = np.array([0.1, 0.9, 0.4, 0.9, 0.05, 0.05, 0.6], np.float32)
    words = np.array([3, 40, 5, 60, 30, 30, 9], np.float32)

    found = run_of(keep, words)

    assert found.inside.tolist() == [False, True, True, True, False, False, False]
    assert found.holds == pytest.approx((32 + 48) / (32 + 48 + 1.8))


@pytest.mark.parametrize("html", ["<p></p><div><p>Hi</p></div>", "<div><img src=a.png></div><p>a"])
def test_a_page_of_hardly_a_word_is_looked_at(html: str) -> None:
    seen = looked(Page.of(readers.read(Source("a.html", html.encode())), decided="en"))

    assert len(seen.core) == 0
