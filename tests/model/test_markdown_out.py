"""Trees as Markdown that our own reader reads back."""

from __future__ import annotations

from itertools import cycle

from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.markdown import line_of, markdown_of
from publish.model.tree import Block, Inline
from publish.model.walk import edited
from publish.readers.markdown_lines import blocks_of, inlines_of
from tests.model.canonical import canonical, words
from tests.strategies import BLOCKS, INLINES

SIGNS = st.text(
    alphabet="*_`[]<>&~^=%$|\\#-+1.:;()!\"'/{}xй語 \n\t\u00a0\u2003“”", min_size=1, max_size=8
) | st.sampled_from(
    [
        *("- so", "1. May", "# one", "> said", "+ more", "* stars", "--- ", "===", "::: note"),
        *("| a | b |", "&amp; &#32; &copy;", "<b>x</b>", "<!-- x -->", "</td>", "[x] ", "[^1]"),
        *("^[a]", "[a](b)", "![a](b)", "https://x.example/_a_", "a_b_c", "*a*", "**", "~~a~~"),
        *("10^6^", "H~2~O", "==so==", "$x^2$ or $y$", "\\(x = 1\\)", "Table: so", ": so", "1) x"),
        *("[a]: b", "    four", "`a", "``", "a\\", "\\", "~~~", "***", "#", "a #", "<script>"),
    ]
)


@given(st.lists(BLOCKS, min_size=1, max_size=3))
@settings(max_examples=150)
def test_blocks_are_read_back_from_their_markdown(blocks: list[Block]) -> None:
    wanted = canonical(tuple(blocks))

    assert blocks_of(markdown_of(wanted)) == wanted


@given(st.lists(BLOCKS, min_size=1, max_size=3), st.lists(SIGNS, min_size=1, max_size=5))
@settings(max_examples=150)
def test_words_that_look_like_signs_stay_words(blocks: list[Block], said: list[str]) -> None:
    signs = cycle(said)
    spelt = (edited(each, lambda leaf, _: leaf if leaf in "☑☐" else next(signs)) for each in blocks)
    wanted = canonical(tuple(spelt))

    assert blocks_of(markdown_of(wanted)) == wanted


@given(INLINES)
@settings(max_examples=150)
def test_a_line_is_read_back_from_its_markdown(inlines: tuple[Inline, ...]) -> None:
    wanted = words(inlines)

    assert inlines_of(line_of(wanted)) == wanted
