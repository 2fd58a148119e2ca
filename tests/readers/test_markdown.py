"""Markdown: blocks with their lines, inlines, notes, what is dropped and what never is."""

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from publish.errors import OverLimit, PublishError
from publish.model.article import Draft, Source
from publish.model.tree import (
    Anchor,
    Block,
    Checkbox,
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Figure,
    Footnote,
    Formula,
    FormulaBlock,
    Heading,
    LineBreak,
    Link,
    Listing,
    Origin,
    Paragraph,
    Picture,
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


def picture(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("L", (width, height)).save(written, "PNG")
    return written.getvalue()


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


def test_words_between_two_tildes_are_struck_out() -> None:
    struck = Deleted((Text("100 "), Strong(inlines("or more"))))

    assert blocks("~~100 **or more**~~ 80, ~5 or ~6, `a~~b~~`") == (
        p(struck, " 80, ~5 or ~6, ", Code("a~~b~~")),
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


def test_a_note_below_the_quote_of_another_is_a_note() -> None:
    (block,) = blocks("A[^1] b[^2].\n\n[^1]: > The sea is wide.\n[^2]: Two.")

    assert block == p(
        "A", Footnote((quote(p("The sea is wide.")),)), " b", Footnote((p("Two."),)), "."
    )


def test_a_footnote_stands_at_each_of_its_marks() -> None:
    note = Footnote((p("The note."), p("More.")))

    assert blocks("Word[^1] on[^1].\n\n[^1]: The note.\n\n    More.\n") == (
        p("Word", note, " on", note, "."),
    )


def test_notes_in_notes_without_end_follow_the_text() -> None:
    chain = "\n\n".join(f"[^{at}]: Note {at}.[^{at + 1}]" for at in range(2_000))

    words = said(f"Text.[^0]\n\n{chain}\n\n[^2000]: The last.")

    assert all(f"Note {at}." in words for at in range(2_000))
    assert "The last." in words


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


def test_html_says_what_it_says_in_a_page() -> None:
    read_draft = draft(
        "H<sup>2</sup> <span onclick=x>kept</span><br>*x* <b>y[^1]</b>\n\n"
        "<div><p>raw <b>words</b></p><script>alert(1)</script></div>\n\n[^1]: Note *one*.\n"
    )

    note = Footnote((p("Note ", Emphasis(inlines("one")), "."),))
    assert read_draft.blocks == (
        p(
            *("H", Superscript(inlines("2")), " kept", LineBreak()),
            *(Emphasis(inlines("x")), " ", Strong((Text("y"), note))),
        ),
        p("raw ", Strong(inlines("words"))),
    )
    assert read_draft.notes == ()


def test_a_table_of_html_that_blank_lines_part_is_one_with_markdown_in_it() -> None:
    text = (
        "<table>\n<tr><th>A</th><th>B</th></tr>\n<tr>\n<td>\n\n**b**[^1]\n\n</td>\n<td>\n\n- c\n\n"
        "</td>\n</tr>\n</table>\n\nEnd.\n\n[^1]: n\n"
    )

    table, end = blocks(text)

    head = (cell("A", header=True), cell("B", header=True))
    row = (cell(p(Strong(inlines("b")), Footnote((p("n"),)))), cell(Listing(((p("c"),),))))
    assert table == Table((head, row), head_rows=1)
    assert (table.origin, end.origin) == (Origin(1, 15), Origin(17, 17))


def test_a_table_of_html_that_never_closes_takes_nothing_along() -> None:
    assert said("<table><tr><td>a\n\nb\n\n- c\n").split() == ["a", "b", "c"]
    assert blocks("<ul><li>a\n\n# b")[-1] == h("b")


def test_html_in_a_cell_is_read_and_its_lines_are_kept() -> None:
    (table,) = blocks("| A |\n|---|\n| a<br>b |\n| <ul><li>c</li></ul> |")

    assert isinstance(table, Table)
    assert table.rows[1:] == (
        (cell(p("a", LineBreak(), "b")),),
        (cell(Listing(((p("c"),),))),),
    )


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("List<String> of <name>", "List<String> of <name>"),
        ("a <Note x='1'>b</Note> <T>c</T>", "a b c"),
        ("a <my-tag>b</my-tag>", "a b"),
    ],
)
def test_words_in_angle_brackets_stay_and_tags_of_unknown_names_go(text: str, kept: str) -> None:
    assert said(text) == kept


def test_a_picture_of_html_is_looked_for_beside_the_file() -> None:
    read_draft = draft('<p align=center><img src="a.png" alt="A"></p>', **{"a.png": PNG_1PX})

    assert read_draft.blocks == (figure("a.png", "A"),)
    assert list(read_draft.assets) == ["a.png"]


def test_links_of_vaults_print_their_words() -> None:
    assert said("[[A b|c]] [[A]] [[A#B]] [[A#^x]] `[[D]]`") == "c A A > B A [[D]]"
    assert said("[[1]](https://x.example/) and [[2]]") == "[1] and [[2]]"


def test_what_a_vault_embeds_is_a_picture_or_a_name_with_a_note() -> None:
    read_draft = draft("![[a b.png|300]]\n\n![[c.jpg|Words]]\n\n![[Fees#Boats]]\n\n![[d.mp3]]")

    assert read_draft.blocks == (
        figure("a b.png", ""),
        figure("c.jpg", "Words"),
        p("Fees > Boats"),
        p("d.mp3"),
    )
    assert [note.code for note in read_draft.notes] == ["markdown.embedded"] * 2
    assert "Fees#Boats" in read_draft.notes[0].message


@pytest.mark.parametrize(
    ("text", "strong"),
    [
        ("==a *b*==", "a b"),
        ("これは==重要==です", "重要"),
        ("x==y and y==z", ""),
        ("a == b == c", ""),
        ("==a", ""),
        ("====", ""),
        ("===a===", ""),
    ],
)
def test_a_highlight_is_strong_and_a_comparison_is_not(text: str, strong: str) -> None:
    (block,) = blocks(text)

    assert isinstance(block, Paragraph)
    found = [each for each in block.inlines if isinstance(each, Strong)]
    assert "".join(map(text_of, ((each,) for each in found))) == strong
    assert strong or text_of(block) == text


def test_comments_of_vaults_are_for_their_authors() -> None:
    assert said("a %%b%% c\n\n%%\nd\n\ne\n%%\n\nf 100%% g 50%% h") == "a c\nf 100%% g 50%% h"
    assert said("%% never closed\n\na") == "%% never closed\na"


def test_a_callout_is_a_quote_with_its_title_or_kind_as_first_line() -> None:
    text = "> [!tip]- *Go* early\n> a\n>\n> - b\n\n> [!NOTE]\n> c\n\n> [!not one\n\n> d [!x] e"

    assert blocks(text) == (
        quote(p(Strong((Emphasis(inlines("Go")), Text(" early")))), p("a"), Listing(((p("b"),),))),
        quote(p(Strong(inlines("Note"))), p("c")),
        quote(p("[!not one")),
        quote(p("d [!x] e")),
    )


def test_a_fenced_div_is_a_callout_or_what_it_holds() -> None:
    text = (
        '::: {.callout-tip title="Go early"}\na\n:::\n\n::: warning\nb\n:::\n\n'
        "::: note Mind *it*\nc\n:::\n\n:::: {.column}\n\n- d\n\n::::\n"
    )

    assert blocks(text) == (
        quote(p(Strong(inlines("Go early"))), p("a")),
        quote(p(Strong(inlines("Warning"))), p("b")),
        quote(p(Strong((Text("Mind "), Emphasis(inlines("it"))))), p("c")),
        Listing(((p("d"),),)),
    )


def test_marks_of_contents_and_pages_go() -> None:
    assert said("[TOC]\n\n[[_TOC_]]\n\na\n\n\\newpage\n\n{:toc}\n\n[Toc](#a) b") == "a\nToc b"


def test_lines_of_templates_go_with_a_note_but_for_programs_and_pictures() -> None:
    read_draft = draft(
        "{% include share.html %}\n\n{% highlight ruby %}\nx = 1\n{% endhighlight %}\n\n"
        '{{< figure src="a.png" caption="A & b" >}}\n\n{{< tweet 1 >}}\n\na\n{: .notice}\n'
    )

    assert read_draft.blocks == (
        CodeBlock("x = 1", "ruby"),
        Figure("a.png", "", inlines("A & b")),
        p("a"),
    )
    assert [(note.code, note.origin.first) for note in read_draft.notes] == [
        ("markdown.template", 1),
        ("markdown.template", 9),
    ]


def test_lines_behind_bars_are_verse_with_its_indents() -> None:
    text = "| One,\n|     two,\n|\n| three\n| four\n\n| no verse\n\n| A |\n|---|\n| b |\n"

    *verse, alone, table = blocks(text)

    assert verse == [
        p("One,", LineBreak(), "\u00a0\u00a0\u00a0\u00a0two,"),
        p("three", LineBreak(), "four"),
    ]
    assert text_of(alone) == "| no verse"
    assert isinstance(table, Table)


def test_a_sentence_that_begins_with_a_year_is_no_list() -> None:
    assert blocks("1968. That was it.") == (p("1968. That was it."),)
    assert blocks("7. One") == (Listing(((p("One"),),), ordered=True, start=7),)
    assert said("1968. a\n1969. b") == "a\nb"


def test_boxes_begin_items_and_cells() -> None:
    done, todo = Checkbox(checked=True), Checkbox()

    assert blocks("- [x] a\n- [ ] *b*\n- [x](https://x.example/)\n- the [x]\n\n1. [X] c") == (
        Listing(
            (
                (p(done, " a"),),
                (p(todo, " ", Emphasis(inlines("b"))),),
                (p(Link("https://x.example/", inlines("x"))),),
                (p("the [x]"),),
            )
        ),
        Listing(((p(done, " c"),),), ordered=True),
    )
    (table,) = blocks("| A |\n|---|\n| [x] |\n| [ ] no<br>way |")
    assert isinstance(table, Table)
    assert table.rows[1:] == ((cell(p(done)),), (cell(p(todo, " no", LineBreak(), "way")),))


def test_terms_have_their_definitions_and_a_lone_colon_has_none() -> None:
    text = "Mole\n: a *wall*\n: an animal\n\n  - small\n\nQuay\n: a wall\n"

    wall = (p("a ", Emphasis(inlines("wall"))),)
    animal = (p("an animal"), Listing(((p("small"),),)))
    mole = Entry((inlines("Mole"),), (wall, animal))
    quay = Entry((inlines("Quay"),), ((p("a wall"),),))
    assert blocks(text) == (DefinitionList((mole, quay)),)
    assert blocks("It said\n\n: no\n\nIn\n~ 5 hours") == (
        *(p("It said"), p(": no"), p("In ~ 5 hours")),
    )


def test_formulas_are_read_and_prices_are_not() -> None:
    text = (
        "So $v = \\frac{s}{t}$ and \\(a_1\\), $100 and $80, US$7, 5$ or 6$, \\[1\\].\n\n"
        "$$\n\\sqrt{gh}\n$$\n\n\\[ x^2 \\]\n\n```math\n10^6\n```\n\n$$$ dear\n\na\n\n$$ cheap"
    )

    found = blocks(text)

    said = [each for each in blocks_inside(found[1:]) if isinstance(each, FormulaBlock)]
    assert [each.text for each in said] == ["√(gh)", "x²", "10⁶"]
    assert isinstance(found[0], Paragraph)
    inside = [each.text for each in found[0].inlines if isinstance(each, Formula)]
    assert inside == ["v = s/t", "a₁"]
    assert text_of(found[0]).endswith("$100 and $80, US$7, 5$ or 6$, [1].")
    assert [text_of(each) for each in found[4:]] == ["$$$ dear", "a", "$$ cheap"]


def test_a_formula_that_is_not_understood_stays_tex_with_a_note() -> None:
    read_draft = draft("a\n\n$\\unheard{x}$ b")

    assert said("$\\unheard{x}$ b") == "\\unheard{x} b"
    assert [(note.code, note.origin.first) for note in read_draft.notes] == [("formula.tex", 3)]


def test_links_within_the_file_lead_to_headings_and_ids() -> None:
    found = draft(
        "[a](#the-quay) [b](#Own) [c](#夜) [d](#x) [[#The quay]] <a href='#own'>e</a> "
        "[f](#nowhere)\n\n"
        '# The quay!\n\n# B {#own}\n\n# 夜\n\n# Unlinked\n\n<a id="x"></a>\n\n- c\n'
    )

    first, *rest = found.blocks
    assert isinstance(first, Paragraph)
    links = [(each.url, text_of(each.inlines)) for each in first.inlines if isinstance(each, Link)]
    assert links == [
        *(("#the-quay", "a"), ("#own", "b"), ("#夜", "c"), ("#x", "d")),
        *(("#the-quay", "The quay"), ("#own", "e")),
    ]
    assert rest == [
        Heading(1, (Anchor("the-quay"), Text("The quay!"))),
        Heading(1, (Anchor("own"), Text("B"))),
        Heading(1, (Anchor("夜"), Text("夜"))),
        h("Unlinked"),
        Listing(((p(Anchor("x"), "c"),),)),
    ]
    assert [note.code for note in found.notes] == ["link.nowhere"]
    assert "#nowhere" in found.notes[0].message


SMALL = Picture("small.png", "B")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a ![B](small.png) c", (p("a ", SMALL, " c"),)),
        ("a ![B](large.png) c", (p("a"), figure("large.png", "B"), p("c"))),
        ("a ![B](none.png) c", (p("a B c"),)),
        ("a ![](none.png) c", (p("a c"),)),
        ("a ![B](https://x.example/b.png) c", (p("a B c"),)),
        ("![B](small.png)\nc", (figure("small.png", "B"), p("c"))),
        ("a <b>b</b> ![B](small.png)", (p("a ", Strong(inlines("b")), " ", SMALL),)),
        ("# a ![B](small.png)", (Heading(1, (Text("a "), SMALL)),)),
    ],
)
def test_a_picture_in_a_sentence_is_a_part_of_it(text: str, wanted: tuple[Block, ...]) -> None:
    found = draft(text, **{"small.png": picture(16, 11), "large.png": picture(400, 300)})

    assert found.blocks == wanted
    missing = "none.png" in text or "https" in text
    assert [note.code for note in found.notes] == ["image.missing"] * missing


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
     "```", "~~s~~", "\\", "&amp;", "\t", "==", "$", "$$", "\n: ", "- [x]", "<table>",
     "</table>", "<td>",
     "<ul><li>", "</ul>", "<a id=q>", "[q](#q)", "[!note]", "> [!tip]", "{#q}", "![k](l.png)"]
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
    marks = text.count("[^1]") - text.count("[^1]:")
    for word in ("alpha", "beta", "gamma", "delta"):
        count = " ".join(read).count(word)
        assert count == text.count(word) or (marks > 1 and count > text.count(word))


def test_words_behind_a_fence_are_its_language_or_its_first_line() -> None:
    assert blocks("```python\nx = 1\n```") == (CodeBlock("x = 1", "python"),)
    assert blocks("```rust no_run\nx\n```") == (CodeBlock("rust no_run\nx"),)
    assert blocks("``` alpha") == (CodeBlock("alpha"),)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_as_markdown_is_read_or_refused(text: str) -> None:
    with suppress(PublishError):
        read(Source("a.md", text.encode("utf-8", "surrogatepass")))
