"""What a template sees of an article."""

from __future__ import annotations

import pytest

from publish.compose.views import labels_for, shortened, view_of
from publish.model.tree import Footnote
from tests.build import article, h, inlines, p

LABELS = {"en": {"from": "From", "others": "and {n} others"}, "de": {"from": "Von"}}


def test_labels_are_the_language_s_own_over_english() -> None:
    assert labels_for(LABELS, "de-AT") == {"from": "Von", "others": "and {n} others"}
    assert labels_for(LABELS, "ja") == LABELS["en"]


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("a title", "a title"),
        ("one two three", "one two…"),
        ("one two, three", "one two…"),
        ("onetwothreefour", "onetwothr…"),
    ],
)
def test_a_long_running_title_is_cut_at_a_word(text: str, short: str) -> None:
    assert shortened(text, 10) == short


def test_four_authors_are_named_and_of_more_the_first_three() -> None:
    four = view_of(article(byline=("A", "B", "C", "D")), LABELS["en"], "print")
    twelve = view_of(article(byline=tuple("ABCDEFGHIJKL")), LABELS["en"], "print")

    assert (four.first_authors, four.others) == (("A", "B", "C", "D"), "")
    assert (twelve.first_authors, twelve.others) == (("A", "B", "C"), "and 9 others")
    assert len(twelve.authors) == 12


@pytest.mark.parametrize(("length", "size"), [(90, ""), (91, "long"), (151, "longest")])
def test_a_long_title_steps_down(length: int, size: str) -> None:
    assert view_of(article(title="x" * length), {}, "print").title_size == size


def test_missing_pieces_are_false() -> None:
    view = view_of(article("Body."), {}, "print")

    lines = (view.outlet, view.authors, view.dateline, view.url)
    fragments = (view.standfirst, view.published, view.summary, view.author_note, view.notes)
    assert not any((*lines, *fragments, view.key_points))


def test_notes_are_counted_from_the_title_to_the_author_s_note() -> None:
    def noted(word: str) -> Footnote:
        return Footnote((p(word),))

    made = article(
        p("x", noted("two")),
        standfirst=inlines("x", noted("one")),
        author_note=(p("x", noted("three")),),
    )

    notes = str(view_of(made, {}, "reflow").notes.html)

    assert [notes.index(word) for word in ("one", "two", "three")] == sorted(
        notes.index(word) for word in ("one", "two", "three")
    )


def test_the_running_head_is_title_and_date() -> None:
    view = view_of(article(title="Rents", published="2024-01-21"), {}, "print")

    assert view.running == "Rents · 21 January 2024"


def test_headings_are_there_for_a_table_of_contents() -> None:
    view = view_of(article(h("One"), p("x")), {}, "reflow", prefix="article-1-")

    assert [line.anchor for line in view.headings] == ["article-1-section-1"]


@pytest.mark.parametrize("tag", ["zh-Hant", "zh-Hant-TW", "zh-TW", "zh-HK"])
def test_traditional_chinese_has_its_words_by_script_or_place(tag: str) -> None:
    labels = {"en": {"page": "Page"}, "zh": {"page": "页"}, "zh-Hant": {"page": "頁"}}

    assert labels_for(labels, tag)["page"] == "頁"
    assert labels_for(labels, "zh-Hans-CN")["page"] == "页"
