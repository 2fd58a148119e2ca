"""A rule sees a page and what is left of it, and can change neither."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publish.model.article import NO_DECISIONS, Finding
from publish.normaliser.cleaning.engine import clean
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from tests.build import draft

SEEN = draft("Rents rose.", "Share this")


def take(page: Page, left: Left) -> None:
    page.blocks = ()


def reword(page: Page, left: Left) -> None:
    page.bares = ()


def close(page: Page, left: Left) -> None:
    left.indices = ()


def add(page: Page, left: Left) -> None:
    left.indices.append(7)


def widen(page: Page, left: Left) -> None:
    left._all.add(7)


def link(page: Page, left: Left) -> None:
    page.links[0].clear()


@pytest.mark.parametrize("meddle", [take, reword, close, add, widen, link])
def test_a_rule_that_tries_to_change_what_it_sees_fails(
    meddle: Callable[[Page, Left], None],
) -> None:
    page = Page.of(SEEN)

    def find(page: Page, left: Left) -> tuple[Finding, ...]:
        assert len(page.bares) == len(page.links) == len(left.indices)
        meddle(page, left)
        return ()

    with pytest.raises(AttributeError):
        clean(page, NO_DECISIONS, (rule("test.rule", "Meddles.")(find),))

    assert page.blocks == SEEN.blocks


def test_a_rule_is_what_it_says_and_what_it_points_at() -> None:
    finding = Finding(1, 1, "a share bar")

    made = rule("chrome.share", "Share bars.", example="Share")(lambda page, left: (finding,))

    assert (made.id, made.summary, made.example, made.more) == (
        "chrome.share",
        "Share bars.",
        "Share",
        "",
    )
    assert made.find(Page.of(SEEN), Left((0, 1))) == (finding,)
