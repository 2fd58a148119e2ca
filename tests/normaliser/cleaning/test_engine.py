"""The law of conservation, and the editor's word over every rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import EmptyArticle
from publish.model.article import Article, Decisions, Draft, Finding, Lifts, Passage, Removal
from publish.model.tree import Origin
from publish.model.walk import digest_of, edited, text_of
from publish.normaliser import normalise
from publish.normaliser.cleaning.rule import Rule, rule
from publish.normaliser.page.page import Left, Page
from tests.build import draft, h, p, unbound
from tests.strategies import DRAFTS

PROSE = (
    "Rents rose for the ninth month in a row while wages stood still, the city said on Monday, "
    "and landlords expect no change before the winter."
)


def words_of_draft(page: Draft, removals: Iterable[Removal]) -> Counter[str]:
    """The draft's words, a block that lost a part being two texts at the edges of that part."""
    edges: dict[int, set[int]] = {}
    for gone in removals:
        if gone.span is not None:
            edges.setdefault(gone.origin.first, set()).update(gone.span)
    counted: Counter[str] = Counter()
    for block in page.blocks:
        text = text_of(block)
        cuts = [0, *sorted(edges.get(block.origin.first, ())), len(text)]
        for first, end in pairwise(cuts):
            counted.update(text[first:end].split())
    return counted


def words_of_article(article: Article) -> Counter[str]:
    counted: Counter[str] = Counter()
    for text in (*map(text_of, article.body), *(gone.text for gone in article.removals)):
        counted.update(text.split())
    return counted


def pointing(*findings: Finding, id: str = "test.rule") -> Rule:
    return rule(id, "A rule of this test.")(lambda page, left: findings)


@st.composite
def random_rules(draw: st.DrawFn, page: Draft) -> tuple[Rule, ...]:
    rules = []
    for number in range(draw(st.integers(0, 4))):
        findings = []
        for _ in range(draw(st.integers(0, 4))):
            first = draw(st.integers(0, len(page.blocks) - 1))
            if draw(st.booleans()):
                length = len(text_of(page.blocks[first]))
                begin = draw(st.integers(0, length))
                span = (begin, draw(st.integers(begin, length)))
                findings.append(Finding(first, first, "by chance", span))
            else:
                last = draw(st.integers(first, len(page.blocks) - 1))
                moved = draw(st.sampled_from(["", "tags"]))
                findings.append(Finding(first, last, "by chance", moved_to=moved))
        rules.append(pointing(*findings, id=f"test.rule-{number}"))
    return tuple(rules)


@st.composite
def pages_and_rules(draw: st.DrawFn) -> tuple[Draft, tuple[Rule, ...], Decisions]:
    page = draw(DRAFTS)
    held = draw(st.lists(st.sampled_from(page.blocks), max_size=2))
    restore = tuple(Passage(digest_of(text_of(each))) for each in held)
    return page, draw(random_rules(page)), Decisions(restore=restore)


@given(pages_and_rules())
def test_no_word_is_lost_or_made_whatever_rules_point_at(
    drawn: tuple[Draft, tuple[Rule, ...], Decisions],
) -> None:
    page, rules, decisions = drawn

    try:
        article = normalise(page, decisions, rules=rules)
    except EmptyArticle as error:
        went = Counter(word for _, text in error.removed for word in text.split())
        assert "".join(sorted("".join(went.elements()))) == "".join(
            sorted("".join(words_of_draft(page, ()).elements()))
        )
        return

    partly = words_of_draft(page, article.removals)
    assert sum(partly.values()) == sum(words_of_article(article).values())
    assert partly == words_of_article(article)


@given(DRAFTS)
def test_without_rules_every_block_is_printed_as_it_came(page: Draft) -> None:
    try:
        body = normalise(page, rules=()).body
    except EmptyArticle:
        assert not any(text_of(block).strip() for block in page.blocks)
    else:
        assert tuple(edited(block, lambda text, _: unbound(text)) for block in body) == page.blocks


def test_a_removal_says_which_rule_where_what_and_why() -> None:
    page = draft("Rents rose.", "Share this")

    article = normalise(page, rules=(pointing(Finding(1, 1, "a share bar"), id="chrome.share"),))

    assert article.removals == (
        Removal("chrome.share", Origin(3, 3), None, "Share this", "a share bar"),
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


def test_a_field_the_editor_sets_wins_over_what_was_found() -> None:
    page = draft(h("Found title"), "Rents rose.")
    lifting = pointing(
        Finding(0, 0, "the headline", lifts=Lifts(title=h("Found title").inlines), moved_to="title")
    )

    article = normalise(
        page, Decisions(title="My title", outlet="", byline=("Bo Li",)), rules=(lifting,)
    )

    assert (text_of(p(*article.title)), article.byline) == ("My title", ("Bo Li",))
    assert article.removals[0].moved_to == "title"


def test_a_rule_that_would_take_half_the_article_is_overruled_and_says_so() -> None:
    page = draft(PROSE, PROSE, "Share this")

    article = normalise(page, rules=(pointing(Finding(0, 0, "greedy"), Finding(2, 2, "share")),))

    assert article.body == page.blocks
    assert "rule.overruled" in [note.code for note in article.notes]


def test_cleaning_that_leaves_nothing_is_an_error_that_shows_what_went() -> None:
    with pytest.raises(EmptyArticle) as caught:
        normalise(draft("Share this"), rules=(pointing(Finding(0, 0, "a share bar")),))

    assert caught.value.removed == (("test.rule", "Share this"),)


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
