"""What a block is to those who only ask."""

from __future__ import annotations

from publish.model.forms import is_line, is_worded
from publish.model.tree import CodeBlock, SectionBreak, Table
from tests.build import cell, figure, h, listing, p, quote

TABLE = Table(((cell("Tags"),),))


def test_a_line_is_a_block_that_may_be_a_headline() -> None:
    blocks = (h("Rents"), p("Rents"), quote(p("Rents")), listing("Rents"), figure("a.png"), TABLE)

    assert [is_line(block) for block in blocks] == [True, True, False, False, False, False]


def test_the_words_of_a_program_a_table_or_a_caption_are_no_phrase() -> None:
    worded = (h("Tags"), p("Tags"), quote(p("Tags")), listing("Tags"))
    others = (CodeBlock("Tags"), TABLE, figure("a.png", "", "Tags"), SectionBreak())

    assert all(map(is_worded, worded))
    assert not any(map(is_worded, others))
