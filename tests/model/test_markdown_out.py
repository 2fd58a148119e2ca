"""Trees as Markdown that our own reader reads back."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from publish.model.markdown import line_of, markdown_of
from publish.model.tree import (
    Anchor,
    Block,
    Blocks,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Foreign,
    Formula,
    FormulaBlock,
    Heading,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Listing,
    MathNode,
    Picture,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
)
from publish.model.walk import edited
from publish.readers.markdown_lines import blocks_of, inlines_of
from tests.build import cell, inlines, listing, p
from tests.model.canonical import canonical, words
from tests.strategies import BLOCKS, INLINES

HERE = Path(__file__).parent
FRACTION = MathNode(
    "mrow",
    (
        MathNode("mi", text="v"),
        MathNode("mo", text="="),
        MathNode("mfrac", (MathNode("mi", text="s"), MathNode("mi", text="t"))),
    ),
)

EVERYTHING: Blocks = (
    Heading(2, inlines("The quay ", Emphasis(inlines("at night")), " #")),
    p("“So”, she said: ", Emphasis(inlines("“so”")), Strong(inlines("very")), " it is, [sic] 1*."),
    p("2024. A year\u00a0that was * no * list", LineBreak(), "and a line below."),
    p(
        *("See ", Link("https://example.org/a_(b)", inlines("the ", Strong(inlines("map"))))),
        *(", ", Link("#quay", inlines("below")), Anchor("here"), " or "),
        *(Foreign("eu", inlines("kaixo")), "; 10", Superscript(inlines("6")), ", H"),
        *(Subscript(inlines("2")), "O, ", Deleted(inlines("100")), " ", Inserted(inlines("80"))),
        *(", ", Code("a|b `c`"), ", ", Picture("flag.png", "Åland"), " and ", Checkbox(True), "."),
    ),
    p("A note", Footnote((p("of one line, ", Emphasis(inlines("so"))),)), " and one"),
    p("of several", Footnote((p("First."), listing("one", "two"), p("Last.")))),
    p(Formula("v = s/t", FRACTION), " costs $5 or $6, and C:\\so."),
    FormulaBlock("x", MathNode("mi", text="x")),
    Quote((p("Words."), Quote((p("Deeper."),)))),
    Listing(((p("one"), listing("in", "it")), (p("two"), p("more"))), ordered=True, start=3),
    listing("- no list", "x"),
    listing("another list"),
    Listing(
        ((p("four"),), (p("nine"),)),
        ordered=True,
        numbering="lower-roman",
        values=(4, 9),
    ),
    Listing(((p(Checkbox(), " to do"),), (p(Checkbox(True), " done"),))),
    DefinitionList((Entry((inlines("Quay"), inlines("Mole")), ((p("Of stone."),),)),)),
    Figure("a b.jpg", "The “mole”", inlines('As it "was"')),
    Figure("b.jpg", "", inlines("The ", Emphasis(inlines("mole"))), inlines("Photo: AP")),
    CodeBlock("select '``` ';\n    -- so\n", "sql"),
    CodeBlock("a\tb"),
    Table(
        (
            (cell("Year", header=True), cell("Rent | in €", header=True)),
            (cell("2023"), cell(p(Code("1|2"), " or ", Strong(inlines("3"))))),
        ),
        inlines("Rents, ", Emphasis(inlines("all"))),
        head_rows=1,
    ),
    Table(
        (
            (cell("a", columns=2),),
            (cell("b", rows=2, header=True), cell(listing("x", "y"))),
            (cell("c", "d"),),
        )
    ),
    SectionBreak(),
    p(" kept spaces  here "),
)

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


def test_all_that_a_tree_may_hold_is_written_so_that_a_person_can_read_it(
    golden: Callable[[str, Path], None],
) -> None:
    written = markdown_of(EVERYTHING)

    golden(f"{written}\n", HERE / "everything.md")
    assert blocks_of(written) == canonical(EVERYTHING)


@given(st.lists(BLOCKS, min_size=1, max_size=3))
def test_blocks_are_read_back_from_their_markdown(blocks: list[Block]) -> None:
    wanted = canonical(tuple(blocks))

    assert blocks_of(markdown_of(wanted)) == wanted


@given(st.lists(BLOCKS, min_size=1, max_size=3), st.lists(SIGNS, min_size=1, max_size=5))
def test_words_that_look_like_signs_stay_words(blocks: list[Block], said: list[str]) -> None:
    signs = cycle(said)
    spelt = (edited(each, lambda leaf, _: leaf if leaf in "☑☐" else next(signs)) for each in blocks)
    wanted = canonical(tuple(spelt))

    assert blocks_of(markdown_of(wanted)) == wanted


@given(INLINES)
def test_a_line_is_read_back_from_its_markdown(run: tuple[Inline, ...]) -> None:
    wanted = words(run)

    assert inlines_of(line_of(wanted)) == wanted
