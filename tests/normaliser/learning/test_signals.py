"""What is seen of a block, as numbers."""

from __future__ import annotations

from typing import get_args

import pytest

from publish.model.tree import (
    Block,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    FormulaBlock,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.normaliser.learning.signals import FORMS, NAMES, Amounts, signals
from publish.normaliser.learning.trails import ways_of
from publish.normaliser.page.page import Page
from tests.build import cell, draft, figure, h, inlines, listing, p, quote

KINDS: dict[type, tuple[Block, dict[str, float]]] = {
    Paragraph: (p("Rents rose."), {"paragraph": 1}),
    Heading: (h("Rents", level=3), {"heading": 1, "heading level": 3}),
    Quote: (quote(p("So be it.")), {"quote": 1}),
    Listing: (listing("one two", "three four"), {"list": 1, "items": 2, "words an item": 2}),
    Figure: (figure("a.png", alt="A pier"), {"figure": 1}),
    DefinitionList: (
        DefinitionList((Entry((inlines("Mole"),), ((p("a wall"),),)),)),
        {"list": 1, "items": 1, "words an item": 3},
    ),
    CodeBlock: (CodeBlock("open(1)"), {"code": 1}),
    FormulaBlock: (FormulaBlock("v = s/t"), {"code": 1}),
    Table: (Table(((cell("May"), cell("12")),)), {"table": 1}),
    SectionBreak: (SectionBreak(), {}),
}


def seen(*blocks: Block) -> list[dict[str, float]]:
    """The signals of blocks by their names."""
    page = Page.of(draft(*blocks), decided="en")
    rows = signals(page, ways_of(page), Amounts.of(page))
    return [dict(zip(NAMES, row.tolist(), strict=True)) for row in rows]


def test_every_type_of_block_is_judged_by_its_kind() -> None:
    assert set(KINDS) == set(get_args(Block))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_what_kind_of_block_it_is(kind: type) -> None:
    block, wanted = KINDS[kind]

    (row,) = seen(block)

    counted = {
        name: 2.718281828 ** row[name] - 1 if name == "items" else row[name] for name in FORMS
    }
    told = {name: value for name, value in counted.items() if value and name != "lines"}
    assert told == pytest.approx(wanted, abs=1e-4)


def test_no_two_signals_have_one_name() -> None:
    assert len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("At 12:30 the gates open.", "clock"),
        ("Founded in 1987", "year"),
        ("Only $12 a month", "money"),
        ("Write to ann@example.org", "address"),
        ("See https://example.org", "address"),
        ("ShareTweet", "glued"),
        ("small beginnings", "small start"),
        ("(see below)", "in brackets"),
        ("And what now?", "asks"),
        ("Read on …", "ends cut off"),
        ("The following:", "ends with a colon"),
        ("SALE SALE", "shouted words"),
        ("Home | News", "marks"),
        ("Share this", "cue share"),
    ],
)
def test_what_a_line_says_is_seen_and_not_of_its_neighbours(text: str, signal: str) -> None:
    (above, row, below) = seen(p("Rents rose"), p(text), p("Wages fell"))

    assert row[signal] > 0
    assert (above[signal], below[signal]) == (0, 0)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("A number such as 21987", "year"),
        ("Room 92011", "year"),
        ("A ratio of 3:4", "clock"),
        ("Rents rose on Monday.", "shouted words"),
        ("", "small start"),
        ("", "in brackets"),
    ],
)
def test_what_only_looks_like_it_is_not_seen(text: str, signal: str) -> None:
    assert seen(p(text), p("Rents rose"))[0][signal] == 0


def test_a_mark_at_the_last_characters_of_a_page_is_seen() -> None:
    assert seen(p("Rents rose"), p("in 1987"))[-1]["year"] == 1
    assert seen(p("Rents rose"), p("at 9:30"))[-1]["clock"] == 1
    assert seen(p("Rents rose"), p("9:30"), p(""))[1]["clock"] == 1
