"""The serialiser: semantic, safe and well-formed in every medium."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from lxml import etree

from publish.compose.html import Medium, Serialiser
from publish.compose.languages import direction_of
from publish.compose.picture_files import picture_name
from publish.model.tree import (
    Blocks,
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    Foreign,
    Heading,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from publish.model.walk import text_of_blocks
from tests.build import as_printed, asset, cell, figure, h, inlines, listing, p, quote
from tests.strategies import DRAFTS

NAMESPACES = (
    'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="en"'
)


def serialiser(medium: Medium = "reflow", **fields: object) -> Serialiser:
    return Serialiser(medium, "en", **fields)  # type: ignore[arg-type]


def html(*blocks: object, medium: Medium = "reflow", **fields: object) -> str:
    return str(serialiser(medium, **fields).blocks(blocks).html)  # type: ignore[arg-type]


def well_formed(markup: str) -> etree._Element:
    return etree.fromstring(f"<div {NAMESPACES}>{markup}</div>")


def test_every_inline_has_its_element() -> None:
    paragraph = p(
        "a",
        Emphasis(inlines("b")),
        Strong(inlines("c")),
        Superscript(inlines("d")),
        Subscript(inlines("e")),
        Code("f"),
        LineBreak(),
        Link("https://example.org/", inlines("g")),
    )

    assert html(paragraph) == (
        '<p class="lines">a<em>b</em><strong>c</strong><sup>d</sup><sub>e</sub><code>f</code><br/>'
        '<a href="https://example.org/">g</a></p>'
    )


def test_markup_in_words_stays_words() -> None:
    evil = '<script>alert(1)</script> & "q" {{ 7*7 }}'

    assert "<script" not in html(p(evil), h(evil), CodeBlock(evil), figure("x", evil, evil, evil))
    assert html(p(evil)) == (
        "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#34;q&#34; {{ 7*7 }}</p>"
    )


def test_characters_that_xml_forbids_are_left_out() -> None:
    assert html(p("a\x00b\x01c\ufffed\ud800e"), CodeBlock("f\x0bg")) == (
        "<p>abcde</p>\n<pre><code>f\ng</code></pre>"
    )


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//x.org",
        "x",
        "",
        "ftp://x",
    ],
)
def test_an_unsafe_or_relative_address_leaves_only_its_words(url: str) -> None:
    assert html(p(Link(url, inlines("words")))) == "<p>words</p>"


def test_a_link_without_words_is_no_link() -> None:
    assert html(p("a", Link("https://example.org/", inlines(" ")))) == "<p>a </p>"


def test_a_link_in_a_link_is_words() -> None:
    inner = Link("https://example.org/b", inlines("b"))

    assert html(p(Link("https://example.org/a", (Text("a"), inner)))) == (
        '<p><a href="https://example.org/a">ab</a></p>'
    )


def test_headings_never_skip_a_level_below_the_title() -> None:
    levels = re.findall(r"<h(\d)", html(h("a", 3), h("b", 6), h("c", 6), h("d", 2), h("e", 4)))

    assert levels == ["2", "3", "3", "2", "3"]


def test_headings_are_listed_with_their_anchors() -> None:
    made = serialiser(prefix="article-2-")

    markup = made.blocks((h("One"), p("x"), h("Two", 2))).html

    assert [(line.level, line.anchor, line.text) for line in made.headings] == [
        (2, "article-2-section-1", "One"),
        (3, "article-2-section-2", "Two"),
    ]
    assert all(f'id="{line.anchor}"' in markup for line in made.headings)


def test_an_empty_heading_is_not_printed() -> None:
    assert html(h(" "), h("a", 2)) == '<h2 id="section-1">a</h2>'


def test_a_list_of_single_paragraphs_is_tight_and_others_are_not() -> None:
    nested = Listing(((p("a"), listing("b", ordered=True)), (p("c"),)))

    assert html(listing("a")) == "<ul>\n<li>a</li>\n</ul>"
    assert html(nested) == (
        "<ul>\n<li><p>a</p>\n<ol>\n<li>b</li>\n</ol></li>\n<li><p>c</p></li>\n</ul>"
    )


def test_an_ordered_list_counts_from_its_start_in_every_medium() -> None:
    third = Listing(((p("a"),),), ordered=True, start=3)

    assert '<ol start="3">' in html(third)
    assert '<ol style="counter-reset: list-item 2">' in html(third, medium="print")


def test_quotes_code_and_breaks_have_their_elements() -> None:
    assert html(quote(p("a"), quote(p("b"))), CodeBlock("\nx < y\n"), SectionBreak()) == (
        "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>\n</blockquote>\n</blockquote>\n"
        "<pre><code>x &lt; y</code></pre>\n<hr/>"
    )


# Pictures


def test_a_picture_has_caption_credit_and_a_name_of_its_bytes() -> None:
    picture = asset("photos/Über Straße.PNG")

    markup = html(figure("a", "Alt", "Caption", "Agency"), assets={"a": picture})

    assert picture_name(picture).startswith("uber-strae-")
    assert markup == (
        f'<figure>\n<img src="images/{picture_name(picture)}" alt="Alt"/>\n'
        '<figcaption>Caption <span class="credit after">Agency</span></figcaption>\n</figure>'
    )


def test_pictures_of_one_name_in_two_articles_are_two_files() -> None:
    assert picture_name(asset("a.png", b"1")) != picture_name(asset("a.png", b"2"))


def test_in_print_no_picture_lacks_words() -> None:
    assets = {"a": asset()}

    assert 'alt="Cap"' in html(figure("a", "", "Cap"), medium="print", assets=assets)
    assert 'alt="Bild"' in html(figure("a"), medium="print", assets=assets, picture_word="Bild")
    assert 'src="asset:a-' in html(figure("a"), medium="print", assets=assets)


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    assert html(figure("gone", "A map", "Caption")) == (
        '<figure>\n<p class="absent">[A map]</p>\n<figcaption>Caption</figcaption>\n</figure>'
    )
    assert html(figure("gone")) == ""


# Languages


def test_foreign_words_carry_language_and_direction() -> None:
    arabic, french = Foreign("ar", inlines("سلام")), Foreign("fr", inlines("oui"))

    assert html(p("a ", arabic)) == '<p>a <span lang="ar" xml:lang="ar" dir="rtl">سلام</span></p>'
    assert html(p("a ", french), medium="screen") == '<p>a <span lang="fr">oui</span></p>'


def test_a_paragraph_in_another_language_is_one_and_not_only_its_words() -> None:
    arabic = Foreign("ar", inlines("سلام"))

    assert html(p(arabic)) == '<p lang="ar" xml:lang="ar" dir="rtl">سلام</p>'


def test_a_sentence_that_goes_on_in_italics_hides_no_name() -> None:
    words = (Emphasis(inlines("Hezbollah")), " and ", Foreign("de", inlines("Regierung")))

    print_of = html(p("They met ", *words), medium="print")

    assert '<em><span class="name">Hezbollah</span></em>' in print_of
    assert '<span lang="de">Regierung</span>' in print_of


@pytest.mark.parametrize(
    ("language", "direction"),
    [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("az-Arab", "rtl"), ("ar-Latn", "ltr")],
)
def test_the_script_decides_the_direction(language: str, direction: str) -> None:
    assert direction_of(language) == direction


# Notes


def test_a_printed_note_stands_where_its_mark_stands() -> None:
    note = Footnote((p("one"), p("two")))

    assert html(p("a", note, "b"), medium="print", notes_at_end=False) == (
        '<p>a<object class="footnote" id="note-1" data-note="Note" data-mark="noteref-1" '
        'data-back="Back to text" lang="en">one<p>two</p></object>b</p>'
    )


def test_an_end_note_leads_there_and_back() -> None:
    made = serialiser()

    markup = made.blocks((p("a", Footnote((p("one"),))),)).html

    assert markup == (
        '<p>a<sup><a epub:type="noteref" role="doc-noteref" id="noteref-1" href="#note-1">1</a>'
        "</sup></p>"
    )
    assert made.notes().html == (
        '<li id="note-1">one <a epub:type="backlink" role="doc-backlink" href="#noteref-1" '
        'aria-label="Back to text 1">↑</a></li>'
    )


def test_a_note_inside_a_link_stands_behind_it() -> None:
    link = Link("https://example.org/", (Text("a"), Footnote((p("n"),))))

    assert html(p(link), medium="print", notes_at_end=False) == (
        '<p><a href="https://example.org/">a</a><object class="footnote" id="note-1" '
        'data-note="Note" data-mark="noteref-1" data-back="Back to text" lang="en">n</object></p>'
    )


def test_the_mark_of_a_heading_that_has_no_words_is_printed_and_is_no_section() -> None:
    made = serialiser()

    markup = made.blocks((Heading(2, (Footnote((p("one"),)),)),)).html

    assert markup.startswith("<p><strong><sup>")
    assert made.headings == []
    assert "one" in made.notes().html


def test_the_hundredth_note_has_room_for_its_number() -> None:
    notes = [Footnote((p("n"),)) for _ in range(100)]

    markup = html(p(*notes), medium="print", notes_at_end=False)

    assert markup.count('class="footnote long" id="note-100"') == 1
    assert markup.count('class="footnote long"') == 1


def test_a_note_inside_a_note_stands_in_brackets() -> None:
    note = Footnote((p("outer", Footnote((p("inner"),))),))
    made = serialiser()

    made.blocks((p(note),))

    assert "outer (inner)" in made.notes().html
    assert made.notes().html.count("<li") == 1


def test_a_note_keeps_the_words_of_any_block() -> None:
    blocks: Blocks = (quote(p("a")), listing("b", "c"), CodeBlock("d\ne"), figure("x", "f", "g"))
    note = Footnote((*blocks, Table(((cell("i"), cell("j")),)), SectionBreak(), h("k")))
    made = serialiser()

    made.blocks((p(note),))

    text = "".join(well_formed(str(made.notes().html)).itertext())
    assert all(letter in text for letter in "abcdefgijk")


# Tables


def test_a_table_has_heads_scopes_and_spans() -> None:
    table = Table(
        (
            (cell("Month", rows=2), cell("Attacks", columns=2)),
            (cell("Iraq"), cell("Syria")),
            (cell("May", header=True), cell("7"), cell("1.5")),
        ),
        caption=inlines("Caption"),
        head_rows=2,
    )

    assert html(table) == (
        "<table>\n<caption>Caption</caption>\n<thead>\n"
        '<tr><th scope="col" rowspan="2">Month</th>'
        '<th scope="col" colspan="2" class="last">Attacks</th></tr>\n'
        '<tr><th scope="col" class="number">Iraq</th>'
        '<th scope="col" class="number last">Syria</th></tr>\n</thead>\n<tbody>\n'
        '<tr><th scope="row">May</th><td class="number">7</td>'
        '<td class="number last">1.5</td></tr>\n</tbody>\n</table>'
    )


def test_a_table_without_cells_is_not_printed() -> None:
    assert html(Table(())) == ""


# Laws


@settings(max_examples=60, deadline=None)
@given(DRAFTS)
def test_any_tree_is_well_formed_and_keeps_its_words(draft: object) -> None:
    blocks = as_printed(draft.blocks)  # type: ignore[attr-defined]
    made = serialiser("reflow", assets={"a.png": asset()})

    root = well_formed(str(made.blocks(blocks).html) + f"<ol>{made.notes().html}</ol>")

    printed = "".join(root.itertext())
    for word in text_of_blocks(blocks).split():
        assert word in printed


@settings(max_examples=40, deadline=None)
@given(DRAFTS)
def test_any_tree_for_print_says_nothing_twice(draft: object) -> None:
    blocks = as_printed(draft.blocks)  # type: ignore[attr-defined]
    paragraphs = tuple(block for block in blocks if isinstance(block, Paragraph))

    root = well_formed(html(*paragraphs, medium="print", notes_at_end=False))

    def squeezed(text: str) -> str:
        return "".join(sorted(re.sub(r"[\s\u2060\u200b()]", "", text)))

    assert squeezed("".join(root.itertext())) == squeezed(text_of_blocks(paragraphs))


def test_a_long_name_in_a_line_breaks_on_paper_where_addresses_do() -> None:
    made = html(p("Call ", Code("harbour.office.count_the_ships_again()")), medium="print")

    assert "<code>harbour\u200b.office\u200b.count_\u200bthe_\u200bships_again()</code>" in made
