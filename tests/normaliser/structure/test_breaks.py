"""A drawn line parts two passages, and nothing else."""

from __future__ import annotations

from hypothesis import given

from publish.model.article import Draft, Source
from publish.model.tree import Origin, Paragraph, SectionBreak
from publish.model.walk import text_of_blocks
from publish.normaliser import normalise
from publish.normaliser.structure.breaks import with_breaks_between, without_breaks_of_boxes
from publish.readers import read
from tests.build import inlines, p, quote
from tests.strategies import DRAFTS

BREAK = SectionBreak()


def test_lines_first_last_and_in_a_row_go_in_boxes_too() -> None:
    held = (BREAK, BREAK, p("a"), BREAK, BREAK, BREAK, quote(BREAK, p("b"), BREAK), BREAK)

    assert with_breaks_between(held) == (p("a"), BREAK, quote(p("b")))


def test_the_lines_around_a_box_that_was_cut_are_one() -> None:
    words = "The harbour board met on Monday and set what boats pay for a night at the quay. " * 3
    page = f"<h1>A fee</h1><hr><p>{words}</p><hr><p>Share Tweet Email</p><hr><p>{words}</p><hr>"

    article = normalise(read(Source("a.html", f"<article>{page}</article>".encode())))

    assert [type(block).__name__ for block in article.body] == [
        "Paragraph",
        "SectionBreak",
        "Paragraph",
    ]


@given(DRAFTS)
def test_no_word_goes_and_a_second_pass_changes_nothing(draft: Draft) -> None:
    once = with_breaks_between(draft.blocks)

    assert text_of_blocks(once).split() == text_of_blocks(draft.blocks).split()
    assert with_breaks_between(once) is once


def test_a_box_that_goes_takes_its_dividers_along() -> None:
    text, box = ("body", "article"), ("body", "article", "aside.promo")
    one, two, ours, three = (
        Paragraph(inlines(words), Origin(number, number, "block", (*trail, "p")))
        for words, number, trail in (
            *(("One.", 1, text), ("Two.", 3, text), ("Ours.", 5, box), ("Three.", 7, text)),
        )
    )
    own, first, last = (
        SectionBreak(Origin(number, number, "block", trail))
        for number, trail in ((2, text), (4, box), (6, box))
    )
    drafted = (one, own, two, first, ours, last, three)

    assert without_breaks_of_boxes(drafted, (one, own, two, first, last, three)) == (
        *(one, own, two, three),
    )
    assert without_breaks_of_boxes(drafted, drafted) == drafted
