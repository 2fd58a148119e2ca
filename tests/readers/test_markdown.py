"""Markdown: blocks with their lines, inlines, notes, what is dropped and what never is."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.errors import OverLimit, PublishError
from publish.model.article import Draft, Source
from publish.model.tree import (
    Block,
    Code,
    CodeBlock,
    Emphasis,
    Figure,
    Footnote,
    LineBreak,
    Link,
    Listing,
    Origin,
    Paragraph,
    SectionBreak,
    Strong,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import blocks_inside, text_of
from publish.readers import read
from tests.build import PNG_1PX, cell, figure, h, inlines, p, quote


def draft(text: str, **companions: bytes) -> Draft:
    return read(Source("a.md", text.encode(), companions))


def blocks(text: str) -> tuple[Block, ...]:
    return draft(text).blocks


def said(text: str) -> str:
    return "\n".join(text_of(block) for block in blocks(text))


def test_headings_of_both_kinds_keep_their_levels() -> None:
    assert blocks("# One\n\nTwo\n---\n\n### Three ###") == (h("One", 1), h("Two", 2), h("Three", 3))


def test_inline_markup_becomes_the_trees_inlines() -> None:
    assert blocks("a *b* **c** `d *e*` [f](https://example.org/f)  \ng\nh") == (
        p(
            "a ",
            Emphasis(inlines("b")),
            " ",
            Strong(inlines("c")),
            " ",
            Code("d *e*"),
            " ",
            Link("https://example.org/f", inlines("f")),
            LineBreak(),
            "g h",
        ),
    )


def test_lists_quotes_programs_and_rules_are_blocks() -> None:
    text = "3. a\n4. b\n   - c\n\n> q\n> > r\n\n```python\nx = {{ 7*7 }}\n```\n\n***\n"

    inner = Listing(((p("c"),),))
    assert blocks(text) == (
        Listing(((p("a"),), (p("b"), inner)), ordered=True, start=3),
        quote(p("q"), quote(p("r"))),
        CodeBlock("x = {{ 7*7 }}", "python"),
        SectionBreak(),
    )


def test_tables_have_a_head() -> None:
    assert blocks("| A | B |\n|---|:-:|\n| 1 | *2* |") == (
        Table(
            (
                (cell("A", header=True), cell("B", header=True)),
                (cell("1"), cell(p(Emphasis(inlines("2"))))),
            ),
            head_rows=1,
        ),
    )


def test_origins_are_the_lines_of_the_file_front_matter_counted() -> None:
    text = "---\ntitle: T\n---\n# One\n\ntwo\nlines\n\n- a\n- b\n\nend\n"

    lines = [block.origin for block in blocks(text)]
    assert lines == [Origin(4, 4), Origin(6, 7), Origin(9, 10), Origin(12, 12)]


def test_a_footnote_stands_at_its_mark() -> None:
    assert blocks("Word[^1] on[^1].\n\n[^1]: The note.\n\n    More.\n") == (
        p("Word", Footnote((p("The note."), p("More."))), " on", Superscript(inlines("1")), "."),
    )


def test_no_note_is_lost_marked_or_not() -> None:
    text = "a[^1] b^[inside]\n\n[^2]: unmarked\n\n[^1]: first[^3]\n\n[^3]: third\n"

    words = said(text)

    assert all(words.count(word) == 1 for word in ("inside", "unmarked", "first", "third"))


def test_a_picture_stands_between_the_parts_of_its_paragraph() -> None:
    read_draft = draft('before ![A *house*](a%20b.png "Cap") behind', **{"a b.png": PNG_1PX})

    assert read_draft.blocks == (
        p("before"),
        Figure("a b.png", "A house", inlines("Cap")),
        p("behind"),
    )
    assert list(read_draft.assets) == ["a b.png"]


def test_a_picture_that_is_not_at_hand_keeps_its_name() -> None:
    read_draft = draft("![x](img/a.png)\n\n![y](https://x.org/b.png)")

    assert read_draft.blocks == (figure("img/a.png", "x"), figure("https://x.org/b.png", "y"))
    assert (read_draft.assets, read_draft.notes) == ({}, ())


def test_links_that_lead_nowhere_keep_their_words_and_make_one_note() -> None:
    read_draft = draft("[a](javascript:x) [b](/rel) [c](file:///x) <b@example.org>")

    assert text_of(read_draft.blocks[0]) == "a b c b@example.org"
    assert [note.code for note in read_draft.notes] == ["link.dropped"]


def test_html_gives_up_its_tags_and_keeps_its_words() -> None:
    read_draft = draft(
        "H<sup>2</sup> <span onclick=x>kept</span>\n\n<div><p>raw <b>words</b></p>"
        "<script>alert(1)</script></div>\n"
    )

    assert read_draft.blocks == (p("H", Superscript(inlines("2")), " kept"), p("raw words"))
    assert [note.code for note in read_draft.notes] == ["html.dropped"]


def test_template_syntax_comes_out_as_it_went_in() -> None:
    assert said("{{ 7*7 }} {% raw %}") == "{{ 7*7 }} {% raw %}"


def test_lists_and_quotes_are_read_to_the_limit_and_refused_beyond() -> None:
    assert said("> " * 240 + "deep") == "deep"
    assert said("- " * 240 + "deep") == "deep"
    with pytest.raises(OverLimit) as caught:
        blocks("> " * 251 + "deep")
    assert caught.value.code == "limit.nesting"


def test_a_table_too_wide_for_a_page_keeps_its_words() -> None:
    wide = "| w " * 70 + "|\n" + "|-" * 70 + "|\n"

    assert said(wide).split() == ["w"] * 70


@pytest.mark.parametrize("text", ["[" * 20_000, "![a" * 5_000, "*a_" * 5_000, "<a '" * 20_000])
def test_signs_that_nothing_closes_are_words(text: str) -> None:
    assert said(text).strip() == text.strip()


def test_a_first_heading_stays_a_heading_and_a_lone_picture_a_figure() -> None:
    assert blocks("# T\n\n![x](a.png)") == (h("T"), Figure("a.png", "x"))


def test_a_text_between_two_rules_is_no_front_matter() -> None:
    assert blocks("---\nJust words here\n---\n\nmore")[-1] == Paragraph((Text("more"),))
    assert "Just words here" in said("---\nJust words here\n---\n\nmore")


WORDS = st.sampled_from(
    ["alpha", "beta", "gamma", "delta", "*em*", "**b**", "`c`", "1.", "-", ">", "#", "|", "\n",
     "\n\n", "\n    ", "[x](y)", "![i](j.png)", "<b>", "</b>", "<p>", "[^1]", "\n[^1]: ", "---",
     "```", "~~s~~", "\\", "&amp;", "\t"]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_the_plain_words_of_a_markdown_file_stand_in_its_blocks(text: str) -> None:
    try:
        found = blocks(f"first {text}")
    except PublishError:
        return

    read = [text_of(block) for block in found]
    read += [block.language for block in blocks_inside(found) if isinstance(block, CodeBlock)]
    for word in ("alpha", "beta", "gamma", "delta"):
        assert " ".join(read).count(word) == text.count(word)


def test_words_behind_a_fence_are_its_language_or_its_first_line() -> None:
    assert blocks("```python\nx = 1\n```") == (CodeBlock("x = 1", "python"),)
    assert blocks("```rust no_run\nx\n```") == (CodeBlock("rust no_run\nx"),)
    assert blocks("``` alpha") == (CodeBlock("alpha"),)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_as_markdown_is_read_or_refused(text: str) -> None:
    with suppress(PublishError):
        read(Source("a.md", text.encode("utf-8", "surrogatepass")))
