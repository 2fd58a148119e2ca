"""What the ledger takes, what it refuses, and what it says is left."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Decisions, Finding, Lifts, Passage
from publish.model.tree import Text
from publish.model.walk import digest_of
from publish.normaliser import normalise
from publish.normaliser.cleaning.ledger import Ledger
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from tests.build import draft, p
from tests.normaliser.cleaning.kit import pointing

PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, "
    "and landlords expect no change before the winter."
)


def test_a_part_of_a_block_is_removed_with_its_characters_named() -> None:
    page = draft("ShareTweet Rents rose.")

    article = normalise(page, rules=(pointing(Finding(0, 0, "glued on", span=(0, 10))),))

    assert article.body == (p("Rents rose."),)
    assert article.removals[0].span == (0, 10)
    assert article.removals[0].text == "ShareTweet"


def test_what_is_left_of_a_block_can_go_by_a_later_rule() -> None:
    page = draft("Rents rose.", "By Ann Ode Share")
    rules = (
        pointing(Finding(1, 1, "glued on", span=(11, 16))),
        pointing(Finding(1, 1, "a byline", lifts=Lifts(byline=("Ann Ode",)), moved_to="byline")),
    )

    article = normalise(page, rules=rules)

    assert article.body == (p("Rents rose."),)
    assert [(gone.text, gone.moved_to) for gone in article.removals] == [
        ("By Ann Ode ", "byline"),
        ("Share", ""),
    ]
    assert article.byline == ("Ann Ode",)


def test_two_rules_that_point_at_the_same_block_take_it_once() -> None:
    finding = Finding(1, 1, "a share bar")

    article = normalise(draft("Rents rose.", "Share"), rules=(pointing(finding), pointing(finding)))

    assert len(article.removals) == 1


def test_what_the_editor_restores_stays_and_lifts_nothing() -> None:
    page = draft("Rents rose.", "Tags: housing")
    taking = pointing(Finding(1, 1, "tags", lifts=Lifts(tags=("housing",)), moved_to="tags"))
    restoring = Decisions(restore=(Passage(digest_of("Tags: housing")),))

    article = normalise(page, restoring, rules=(taking,))

    assert (article.body, article.tags, article.removals) == (page.blocks, (), ())


def test_one_line_of_a_removed_run_can_be_restored_alone() -> None:
    page = draft("Rents rose.", "Tags:", "housing", "rents")
    restoring = Decisions(restore=(Passage(digest_of("housing")),))

    article = normalise(page, restoring, rules=(pointing(Finding(1, 3, "tags")),))

    assert article.body == (p("Rents rose."), p("housing"))
    assert [gone.text for gone in article.removals] == ["Tags:", "rents"]


def test_what_the_editor_strips_goes_wherever_it_occurs() -> None:
    page = draft("Rents rose. Photo by the author", "Wages fell.", "Photo by the author")
    text = "Photo by the author"
    stripping = Decisions(strip=(Passage(digest_of(text), text),))

    article = normalise(page, stripping, rules=())

    assert article.body == (p("Rents rose."), p("Wages fell."))
    assert {gone.rule for gone in article.removals} == {"editor.strip"}


def test_a_decision_whose_words_no_longer_occur_is_a_note() -> None:
    gone = Passage(digest_of("Old words"), "Old words")

    article = normalise(draft("Rents rose."), Decisions(strip=(gone,), restore=(gone,)), rules=())

    assert [note.code for note in article.notes if "decision" in note.code] == [
        "decision.unmatched",
        "decision.unmatched",
    ]


def test_a_rule_that_would_take_half_the_article_takes_none_of_it_and_says_so() -> None:
    page = draft(PROSE, PROSE, "Share this")

    article = normalise(page, rules=(pointing(Finding(0, 0, "greedy"), Finding(2, 2, "share")),))

    assert article.body == page.blocks[:2]
    assert [gone.text for gone in article.removals] == ["Share this"]
    assert [note.code for note in article.notes if note.weight == "wrong"] == ["rule.overruled"]


def test_of_a_rule_that_takes_too_much_the_smaller_findings_in_the_article_stay_as_well() -> None:
    page = draft(PROSE, "Rents rose.", PROSE, PROSE)
    findings = (Finding(0, 0, "greedy"), Finding(1, 1, "greedy"), Finding(3, 3, "greedy"))

    article = normalise(page, rules=(pointing(*findings),))

    assert article.body == page.blocks


def test_findings_are_overruled_in_whatever_order_a_rule_points_at_them() -> None:
    page = draft("Rents rose.", PROSE, PROSE, PROSE, "Share this")
    findings = (Finding(3, 3, "greedy"), Finding(1, 2, "greedy"))

    article = normalise(page, rules=(pointing(*findings),))

    (note,) = [note for note in article.notes if note.code == "rule.overruled"]
    assert article.body == page.blocks
    assert (note.origin.first, note.origin.last) == (
        page.blocks[1].origin.first,
        page.blocks[3].origin.last,
    )


def test_a_paragraph_far_from_what_seems_the_article_stays_when_a_rule_is_overruled() -> None:
    page = draft(PROSE, PROSE, "Share", "Tweet", "Pin it", "Send", "Mail", "Home", "Story", PROSE)
    taking = pointing(Finding(0, 1, "not it"), Finding(2, 6, "share"), Finding(9, 9, "a footer"))

    article = normalise(page, rules=(taking,))

    assert article.body == (*page.blocks[:2], *page.blocks[7:])


def test_a_rule_that_takes_less_than_four_tenths_is_carried_out() -> None:
    page = draft(PROSE, PROSE, PROSE)

    article = normalise(page, rules=(pointing(Finding(1, 1, "said again")),))

    assert article.body == (page.blocks[0], page.blocks[2])
    assert "rule.overruled" not in [note.code for note in article.notes]


def test_the_short_lines_of_an_article_count_when_a_rule_takes_too_much() -> None:
    turns = [f"{who}: We asked them twice in {month}." for month in ("May", "June") for who in "AB"]
    page = draft(PROSE, *turns, *turns)

    article = normalise(page, rules=(pointing(Finding(1, 8, "short lines")),))

    assert article.body == page.blocks
    assert "rule.overruled" in [note.code for note in article.notes]


def test_parts_of_blocks_count_when_a_rule_takes_too_much() -> None:
    page = draft(PROSE, PROSE)
    parts = [Finding(index, index, "glued on", span=(0, 80)) for index in (0, 1)]

    article = normalise(page, rules=(pointing(*parts),))

    assert article.body == page.blocks


def test_what_moves_to_a_field_is_not_taken_from_the_article() -> None:
    page = draft(PROSE, PROSE)
    lead = Finding(0, 0, "the lead", lifts=Lifts(standfirst=(Text(PROSE),)), moved_to="standfirst")

    article = normalise(page, rules=(pointing(lead),))

    assert article.body == page.blocks[1:]


def test_a_rule_cannot_point_outside_the_page() -> None:
    with pytest.raises(AssertionError):
        normalise(draft("Rents rose."), rules=(pointing(Finding(0, 7, "wrong")),))


def test_rules_are_told_which_blocks_are_still_open() -> None:
    seen: list[tuple[int, ...]] = []

    def look(page: Page, left: Left) -> tuple[Finding, ...]:
        seen.append(left.indices)
        return ()

    taking = pointing(Finding(1, 1, "share"))
    normalise(draft("Rents rose.", "Share", "More."), rules=(taking, rule("a.b", "Looks.")(look)))

    assert seen == [(0, 2)]


class Naive:
    """What may be taken, character by character: what the ledger must come to."""

    def __init__(self, raws: Sequence[str], restored: set[str]) -> None:
        self.raws = raws
        self.restored = restored
        self.left = [set(range(len(raw))) for raw in raws]
        self.held = {at for at, raw in enumerate(raws) if self.is_restored(raw)}

    def is_restored(self, text: str) -> bool:
        return " ".join(text.split()) in self.restored

    def pieces(self, index: int) -> str:
        """What is left of a block, a line for each piece."""
        shown = [
            char if at in self.left[index] else None for at, char in enumerate(self.raws[index])
        ]
        pieces: list[str] = [""]
        for one in shown:
            if one is not None:
                pieces[-1] += one
            elif pieces[-1]:
                pieces.append("")
        return "\n".join(pieces)

    def take(self, finding: Finding) -> None:
        blocks = range(finding.first, finding.last + 1)
        text = "\n".join(map(self.pieces, blocks))
        if finding.span is not None:
            text = self.raws[finding.first][slice(*finding.span)]
        if self.is_restored(text):
            if finding.span is not None:
                self.left[finding.first] -= set(range(*finding.span))
            else:
                self.held.update(blocks)
            return
        for index in blocks:
            if index not in self.held:
                whole = range(len(self.raws[index]))
                self.left[index] -= set(range(*finding.span) if finding.span else whole)

    def indices(self) -> tuple[int, ...]:
        return tuple(i for i, left in enumerate(self.left) if left and i not in self.held)


TEXTS = st.lists(st.text("ab \n", max_size=6), min_size=1, max_size=6)


@st.composite
def findings_in(draw: st.DrawFn, texts: list[str]) -> Finding:
    first = draw(st.integers(0, len(texts) - 1))
    if draw(st.booleans()):
        begin = draw(st.integers(0, len(texts[first])))
        span = (begin, draw(st.integers(begin, len(texts[first]))))
        return Finding(first, first, "by chance", span)
    return Finding(first, draw(st.integers(first, len(texts) - 1)), "by chance")


def said_by(finding: Finding, texts: list[str]) -> str:
    whole = "\n".join(texts[finding.first : finding.last + 1])
    return whole[slice(*finding.span)] if finding.span else whole


@given(TEXTS, st.data())
def test_what_is_left_is_what_was_neither_taken_nor_held(
    texts: list[str], data: st.DataObject
) -> None:
    findings = data.draw(st.lists(findings_in(texts), min_size=1, max_size=6))
    said = [*texts, *(said_by(finding, texts) for finding in findings)]
    restored = data.draw(st.lists(st.sampled_from(said), max_size=2))
    page = Page.of(draft(*map(p, texts)))
    ledger = Ledger(page, frozenset(map(digest_of, restored)))
    naive = Naive(texts, {" ".join(text.split()) for text in restored})

    assert ledger.left.indices == naive.indices()
    for finding in findings:
        ledger.apply(pointing(finding))
        naive.take(finding)

        assert ledger.left.indices == naive.indices()
