"""The law of conservation over whole pages, and what cleaning leaves and records."""

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
from publish.normaliser.cleaning.rule import Rule
from publish.normaliser.structure.breaks import with_breaks_between
from publish.normaliser.structure.foreign import with_foreign
from publish.normaliser.structure.places import placed
from tests.build import draft, h, p, unbound
from tests.normaliser.cleaning.kit import pointing
from tests.strategies import DRAFTS


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
        printed = tuple(edited(block, lambda text, _: unbound(text)) for block in body)
        said = Article(page.name, (), with_foreign(page.blocks, "en"))
        assert printed == with_breaks_between(placed(page, said)[0].body)


def test_a_removal_says_which_rule_where_what_and_why() -> None:
    page = draft("Rents rose.", "Share this")

    article = normalise(page, rules=(pointing(Finding(1, 1, "a share bar"), id="chrome.share"),))

    assert article.removals == (
        Removal("chrome.share", Origin(3, 3), None, "Share this", "a share bar"),
    )


def test_a_field_the_editor_sets_wins_over_what_was_found() -> None:
    page = draft(h("Found title"), "Rents rose.")
    lifting = pointing(
        Finding(0, 0, "the headline", lifts=Lifts(title=h("Found title").inlines), moved_to="title")
    )

    article = normalise(
        page, Decisions(title="My title", outlet="", byline=("Bo Li",)), rules=(lifting,)
    )

    assert (text_of(p(*article.title)), article.byline) == ("My title", ("Bo Li",))
    assert [(gone.moved_to, gone.why) for gone in article.removals] == [
        ("", "the headline; the editor's title stands in its place")
    ]


def test_cleaning_that_leaves_nothing_is_an_error_that_shows_what_went() -> None:
    with pytest.raises(EmptyArticle) as caught:
        normalise(draft("Share this"), rules=(pointing(Finding(0, 0, "a share bar")),))

    assert caught.value.removed == (("test.rule", "Share this"),)
