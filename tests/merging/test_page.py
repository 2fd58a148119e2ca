"""The page that shows two articles side by side."""

from __future__ import annotations

import re
from dataclasses import replace

from publish.merging.page import Sides, page, texts, with_conflicts
from publish.merging.rows import rows_of
from publish.model.article import Article, Remark
from publish.model.tree import Link, Strong
from publish.model.walk import text_of
from publish.revision.three import Conflict
from tests.build import article, h, listing, p
from tests.validators import axe

BEFORE = article(
    p("Rents rose by a tenth in the harbour quarter last spring, the city says."),
    h("What tenants say", 2),
    listing("a new lock for every door", "heating that works in winter"),
    p("The council will vote on a cap in the autumn, after hearings that are open to everyone."),
    p("This paragraph about the weather of that day will go, and nobody will miss a word of it."),
)
AFTER = article(
    p("Rents rose by an eighth in the harbour quarter last spring, the city says."),
    h("What tenants say", 2),
    listing("a new lock for every door", "heating that works all winter"),
    p(
        "The council will ",
        Strong(p("vote").inlines),
        " on a cap in the autumn, after hearings",
        " that are open to everyone.",
    ),
    p("A new paragraph with a ", Link("https://example.org/", p("link").inlines), " stands here."),
)


def shown(before: Article, after: Article, *conflicts: Conflict) -> str:
    sides = Sides("Rents <rise>", "rents.html as it went out", "edited.docx", after.language)
    return page([(sides, with_conflicts(rows_of(before, after), conflicts))])


def test_words_that_went_are_struck_and_words_that_came_are_underlined() -> None:
    made = shown(BEFORE, AFTER)

    assert "by <del>a tenth</del> in the harbour" in made
    assert "by <ins>an eighth</ins> in the harbour" in made
    assert "5 lines of 9 changed" in made


def test_a_change_is_told_in_words_and_not_by_colour_alone() -> None:
    made = shown(BEFORE, AFTER)

    labels = re.findall(
        r'<th scope="row">(?:<span aria-hidden="true">.</span> )?([^<]*)</th>', made
    )
    assert labels == [
        "language",
        "title",
        "paragraph, changed",
        "heading",
        "item",
        "item, changed",
        "paragraph, set otherwise, changed",
        "paragraph, gone",
        "paragraph, new",
    ]


def test_the_page_needs_nothing_from_elsewhere_and_runs_nothing() -> None:
    made = shown(BEFORE, AFTER)

    assert not re.search(r"<script|<link|<img|@import|url\(|\bhref=|\bsrc=", made)
    assert "Rents &lt;rise&gt;" in made


def test_the_page_is_accessible_in_light_and_dark() -> None:
    conflict = Conflict("body", "Before.", "Edited.", "Now.")

    made = shown(BEFORE, AFTER, conflict)

    assert axe.check({"page.html": made.encode()}, "page.html") == []
    assert "prefers-color-scheme: dark" in made


def test_an_arabic_article_runs_from_right_to_left() -> None:
    before = Article("a", p("العنوان").inlines, (p("ارتفعت الإيجارات في الربيع"),), language="ar")

    assert '<p lang="ar" dir="rtl">' in shown(before, before)


def test_a_conflict_shows_what_the_source_says_now() -> None:
    before, after = (text_of(each.body[0]) for each in (BEFORE, AFTER))

    made = shown(BEFORE, AFTER, Conflict("body", before, after, "Rents fell, says the source."))

    assert "paragraph, conflict" in made
    assert "<b>The source says now</b><p" in made
    assert "Rents fell, says the source." in made


def test_remarks_stand_beside_the_words_they_are_about() -> None:
    remark = Remark("Eve", "Which council?", field="body", block=3)

    made = shown(BEFORE, replace(AFTER, remarks=(remark,)))

    assert '<b>Eve</b><p dir="auto">Which council?</p>' in made


def test_what_is_shown_on_a_terminal_is_only_what_changed() -> None:
    assert list(texts(rows_of(BEFORE, AFTER)))[:3] == [
        "~ paragraph, changed",
        "    Rents rose by [-a tenth-] in the harbour quarter last spring, the city says.",
        "    Rents rose by {+an eighth+} in the harbour quarter last spring, the city says.",
    ]
