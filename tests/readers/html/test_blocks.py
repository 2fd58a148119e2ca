"""A page's elements as blocks, inlines and trails."""

import pytest

from publish.model.tree import (
    Code,
    CodeBlock,
    DefinitionList,
    Deleted,
    Emphasis,
    Entry,
    Footnote,
    Foreign,
    Heading,
    Inline,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Origin,
    Paragraph,
    Quote,
    SectionBreak,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from publish.model.walk import blocks_inside, text_of
from tests.build import h, inlines, p, quote
from tests.readers.html.pages import blocks, page, said

CANONICAL = '<link rel="canonical" href="https://example.org/news/rents">'


def test_headings_keep_their_levels() -> None:
    assert blocks("<h1>One</h1><h3>Three</h3>") == (h("One", 1), h("Three", 3))


def test_inline_markup_becomes_the_trees_inlines() -> None:
    (block,) = blocks("<p>a <em>b</em> <b>c</b> d<sub>2</sub> e<sup>th</sup> <code>f(x)</code></p>")

    assert block == p(
        "a ",
        Emphasis(inlines("b")),
        " ",
        Strong(inlines("c")),
        " d",
        Subscript(inlines("2")),
        " e",
        Superscript(inlines("th")),
        " ",
        Code("f(x)"),
    )


def test_emphasis_that_spans_paragraphs_holds_in_each() -> None:
    assert blocks("<div><b><p>one</p><p>two</p></b></div>") == (
        p(Strong(inlines("one"))),
        p(Strong(inlines("two"))),
    )


def test_one_break_is_a_line_and_two_are_a_paragraph() -> None:
    assert blocks("<p>one<br>two<br> <br>three<br></p>") == (
        Paragraph((Text("one"), LineBreak(), Text("two"))),
        p("three"),
    )


def test_lists_nest_and_count_from_their_start() -> None:
    (outer,) = blocks("<ol start=3><li>a<ul><li>b</ul><li><p>c<p>d</ol>")

    inner = Listing(((p("b"),),))
    assert outer == Listing(((p("a"), inner), (p("c"), p("d"))), ordered=True, start=3)


def test_text_beside_the_items_of_a_list_is_not_lost() -> None:
    (listing,) = blocks("<ul>loose<li>a<ul><li>b</ul></ul>")

    assert text_of(listing).split() == ["loose", "a", "b"]


def test_quotes_programs_and_rules_are_blocks() -> None:
    assert blocks(
        "<blockquote><p>q</p></blockquote><hr>"
        '<pre><code class="language-python">if x:\n    y &lt; 1\n</code></pre>'
    ) == (quote(p("q")), SectionBreak(), CodeBlock("if x:\n    y < 1", "python"))


def test_a_trail_names_every_element_around_a_block() -> None:
    (block,) = blocks(
        '<div id=page class="wrap x"><main role=main><div class=share-bar><p>Share</p></div></main>'
    )

    assert block.origin == Origin(
        1,
        1,
        "block",
        ("body", "div#page.wrap.x", "main[role=main]", "div.share-bar", "p"),
    )


def test_a_trail_ends_where_the_words_of_a_paragraph_part_ways() -> None:
    one, two = blocks("<div><a class=teaser href=x>all</a></div><div><a href=x>a</a> b</div>")

    assert one.origin.trail == ("body", "div", "a.teaser")
    assert two.origin.trail == ("body", "div")


def test_origins_count_blocks_in_document_order_containers_included() -> None:
    draft = page("<p>a<ul><li>b<li>c</ul><p>d")

    numbers = [(block.origin.first, block.origin.last) for block in blocks_inside(draft.blocks)]
    assert numbers == [(1, 1), (2, 4), (3, 3), (4, 4), (5, 5)]


def test_hidden_elements_say_so_in_the_trail_and_keep_their_words() -> None:
    (block,) = blocks('<div style="display: none">More</div>')

    assert block.origin.trail == ("body", "div[hidden]")


@pytest.mark.parametrize(
    "unseen",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        "<template><p>no</p></template>",
        "<noscript><p>no</p></noscript>",
        '<input type=hidden value="no">',
        "<svg><title>no</title><text>no</text></svg>",
        "<iframe>no</iframe>",
        "<!-- no -->",
        "<p onclick='alert(1)'></p>",
        "<textarea>no</textarea>",
    ],
)
def test_what_no_reader_sees_is_not_in_the_draft(unseen: str) -> None:
    draft = page(f"<p>seen</p>{unseen}")

    assert draft.blocks == (p("seen"),)
    assert "alert" not in repr(draft)


def test_labels_of_buttons_are_words_of_the_page() -> None:
    assert said(
        "<form>Mail <input value=typed><input type=submit value=Go><button>Send</button>"
    ) == [
        "Mail",
        "Go",
        "Send",
    ]


def test_a_button_among_the_words_of_a_paragraph_does_not_part_it() -> None:
    assert said("<p>Press <button>OK</button> to go on.</p>") == ["Press OK to go on."]


def test_links_resolve_against_the_pages_address() -> None:
    (block,) = blocks('<p><a href="../b?x=1">b</a> <a href="mailto:a@b.org">m</a>', CANONICAL)

    assert block == p(
        Link("https://example.org/b?x=1", inlines("b")),
        " ",
        Link("mailto:a@b.org", inlines("m")),
    )


def test_links_that_lead_nowhere_keep_their_words_and_make_one_note() -> None:
    draft = page(
        '<p><a href="javascript:x()">a</a> <a href="/b">b</a> <a href="file:///c">c</a>'
        ' <a href="data:text/html,x">d</a> <a href="#e">e</a></p>'
    )

    assert draft.blocks == (p("a b c d ", Link("#e", inlines("e"))),)  # cleaning knows its place
    assert [note.code for note in draft.notes] == ["link.dropped"]


@pytest.mark.parametrize(
    "html",
    [
        '<h2>Limits<a href="#limits">¶</a></h2>',
        '<h2>Limits <a href="https://docs.example/a#limits">¶</a></h2>',
        "<h2>Limits ¶</h2>",
    ],
)
def test_the_sign_that_links_a_heading_to_itself_is_no_part_of_it(html: str) -> None:
    assert blocks(html) == (h("Limits", 2),)


def test_a_heading_that_ends_with_a_sharp_keeps_it() -> None:
    assert blocks("<h2>Notes on C#</h2>") == (h("Notes on C#", 2),)


def test_a_link_around_a_heading_holds_inside_it() -> None:
    assert blocks('<a href="/x"><h2>One</h2><p>two</p></a>', CANONICAL) == (
        Heading(2, (Link("https://example.org/x", inlines("One")),)),
        Paragraph((Link("https://example.org/x", inlines("two")),)),
    )


def test_words_in_another_language_are_marked() -> None:
    draft = page('<p>He said <i lang="fr">bonjour</i> <span lang="en-GB">to me</span>.</p>')

    assert draft.blocks == (
        p("He said ", Foreign("fr", (Emphasis(inlines("bonjour")),)), " to me."),
    ) or draft.blocks == (p("He said ", Emphasis((Foreign("fr", inlines("bonjour")),)), " to me."),)


def test_links_and_spans_that_touch_do_not_glue_their_words() -> None:
    assert said("<nav><a href=1>Home</a><a href=2>News</a></nav>") == ["Home News"]
    assert said("<div><span>Ann Miller</span><span>24.4.2024</span></div>") == [
        "Ann Miller 24.4.2024"
    ]
    assert said("<p><span>i</span><span>Phone</span> H<sub>2</sub>O</p>") == ["iPhone H2O"]


def test_no_break_spaces_that_links_left_are_spaces() -> None:
    assert said('<p>CENTCOM)&nbsp;<a href="x">stated</a>&nbsp; that 140&nbsp;km</p>') == [
        "CENTCOM) stated that 140\u00a0km"
    ]


def test_each_block_that_one_element_leaves_has_its_spaces_mended() -> None:
    cells = "<table><tr><td><p>Rents&nbsp;rose.<td><p>Ferries&nbsp;ran.</table>"
    lines = "<p>Rents&nbsp;rose.<br><br>Ferries&nbsp;ran.</p>"
    figure = "<figure><p>Rents&nbsp;rose.</p><figcaption>Ferries&nbsp;ran.</figcaption></figure>"

    for body in (cells, lines, figure):
        assert said(body) == ["Rents rose.", "Ferries ran."]


def test_a_note_and_a_program_beside_an_odd_space_keep_theirs() -> None:
    note = '<p>Rents&nbsp;rose.<a href="#fn1">1</a></p><p id="fn1">By&nbsp;a tenth.</p>'

    assert [" ".join(each.split()) for each in said(note)] == ["Rents rose. By a tenth."]
    assert said("<pre>a&nbsp;= 1</pre><p>Rents&nbsp;rose.</p>") == ["a\u00a0= 1", "Rents rose."]


def test_soft_hyphens_go_and_words_are_whole() -> None:
    assert said("<p>Pres&shy;se&shy;mit&shy;teilung</p>") == ["Pressemitteilung"]


def test_references_to_characters_no_page_can_hold_are_dropped() -> None:
    assert said("<p>a&#1;b&#x202e;c&#xfffe;d&#0;</p>")[0].startswith("abcd")


def test_ruby_readings_stand_in_brackets() -> None:
    assert said("<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>") == ["漢(かん)"]


def test_a_definition_list_keeps_terms_and_descriptions() -> None:
    assert blocks("<dl><dt>Rent<dt>Lease<dd>What one pays<dd><p>A<p>B<dt>Loan</dl>") == (
        DefinitionList(
            (
                Entry(
                    (inlines("Rent"), inlines("Lease")), ((p("What one pays"),), (p("A"), p("B")))
                ),
                Entry((inlines("Loan"),), ()),
            )
        ),
    )


@pytest.mark.parametrize(
    "furniture",
    [
        "<dl><dt><h3>Who pays?</h3><dd>All.</dl>",
        '<dl><dt><img src="a.jpg"><dd>All.</dl>',
        '<dl class="comments"><dt>Ann<dd>I pay.</dl>',
        "<nav><dl><dt>Towns<dd>All.</dl></nav>",
        '<dl><dt>Towns<dd><a href="https://example.org/a">Tollan, all of it</a></dl>',
        "<dl><dt>Towns<dd>Tollan<dd>Varn<dd>Saltmarsh<dd>Aland</dl>",
        "<dl><dd>All.</dl>",
        "<dl><dt>From:<dd>The harbour board<dt>Published<dd>3 April 2024</dl>",
    ],
)
def test_what_a_page_lays_out_as_a_definition_list_is_none(furniture: str) -> None:
    assert not any(isinstance(block, DefinitionList) for block in blocks(furniture))


def test_the_terms_of_what_is_no_definition_list_are_bold() -> None:
    assert blocks("<nav><dl><dt>Rent<dd>What one pays</dl></nav><dt>Loan</dt>") == (
        p(Strong(inlines("Rent"))),
        p("What one pays"),
        p(Strong(inlines("Loan"))),
    )


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<s>a</s>", Deleted(inlines("a"))),
        ("<strike>a</strike>", Deleted(inlines("a"))),
        ("<del>a</del>", Deleted(inlines("a"))),
        ("<ins>a</ins>", Inserted(inlines("a"))),
        ('<span style="text-decoration: line-through">a</span>', Deleted(inlines("a"))),
        ('<b style="TEXT-DECORATION-LINE:line-through">a</b>', Strong((Deleted(inlines("a")),))),
        ('<i style="text-decoration:underline line-through red">a</i>', None),
    ],
)
def test_struck_and_inserted_words_are_told_from_others(markup: str, found: Inline | None) -> None:
    expected = found or Emphasis((Deleted(inlines("a")),))
    assert blocks(f"<p>x {markup} y</p>") == (p("x ", expected, " y"),)


def test_what_strikes_whole_blocks_strikes_the_words_of_each() -> None:
    assert blocks("<del><p>a</p><ul><li>b</ul></del><p style='text-decoration:line-through'>c") == (
        p(Deleted(inlines("a"))),
        Listing(((p(Deleted(inlines("b"))),),)),
        p(Deleted(inlines("c"))),
    )


def test_a_ticked_box_that_is_no_part_of_a_list_is_noted() -> None:
    draft = page("<div><input type=checkbox checked>Paint</div><p><input type=checkbox>Mend")

    assert [(note.code, str(note.origin)) for note in draft.notes] == [
        ("control.ticked", "block 1"),
    ]


def test_underlined_words_and_struck_programs_are_noted() -> None:
    draft = page("<p><u>a</u> <span style='text-decoration:underline'>b</span></p><del><pre>c")

    assert [(note.code, note.message.rpartition(": ")[2]) for note in draft.notes] == [
        ("text.underlined", "underlined words stand as plain text"),
        ("code.marks", "“c”"),
    ]


@pytest.mark.parametrize(
    ("markup", "numbering"),
    [
        ('<ol type="a">', "lower-alpha"),
        ('<ol type="I">', "upper-roman"),
        ('<ol type="disc">', "decimal"),
        ('<ol style="list-style: inside UPPER-LATIN">', "upper-alpha"),
        ('<ol type="1" style="list-style-type:lower-roman">', "lower-roman"),
        ('<ol><li style="list-style-type:lower-alpha">a', "lower-alpha"),
        ('<ol style="list-style-type:none">', "decimal"),
        ('<ul style="list-style-type:upper-roman">', "upper-roman"),
    ],
)
def test_a_list_counts_as_its_page_says(markup: str, numbering: str) -> None:
    (listing,) = blocks(f"{markup}<li>b<li>c</ol>")

    assert isinstance(listing, Listing)
    assert listing.ordered
    assert listing.numbering == numbering


@pytest.mark.parametrize(
    ("box", "said"),
    [
        ("<input type=checkbox checked disabled> mend", "☑ mend"),
        ("<input type=checkbox disabled>mend", "☐ mend"),
        ("<label><input type=checkbox id=a disabled checked> mend</label>", "☑ mend"),
        ("<input class=task-list-item-checkbox id=a type=CHECKBOX> mend", "☐ mend"),
        ("<p><input type=checkbox> mend</p>", "☐ mend"),
        ("<span role=checkbox aria-checked=true></span> mend", "☑ mend"),
        ("<div class='checkbox checkbox-on'></div><span>mend</span>", "☑ mend"),
        ("<input type=checkbox disabled><p>mend</p>", "☐ mend"),
        ("mend <input type=checkbox disabled>", "mend ☐"),
        ("<input type=checkbox disabled checked>", "☑"),
        ("<input type=checkbox name=daily checked> mend", "mend"),
        ("<input type=checkbox id=menu> mend", "mend"),
        ("<input type=radio disabled> mend", "mend"),
    ],
)
def test_boxes_of_things_to_do_are_told_from_those_of_forms(box: str, said: str) -> None:
    assert [text_of(block) for block in blocks(f"<ul><li>{box}</ul>")] == [said]
    (table,) = blocks(f"<table><tr><th>a<th>b<tr><td>{box}<td>c</table>")
    assert text_of(table) == f"\na\tb\n{said}\tc"


def test_a_box_outside_of_lists_and_tables_is_no_word() -> None:
    assert blocks("<p><input type=checkbox checked> Send me all</p>") == (p("Send me all"),)


def test_a_list_counts_down_and_from_the_numbers_of_its_items() -> None:
    down, given = blocks("<ol reversed><li>a<li>b</ol><ol><li>a<li value=7>b<li value=x>c</ol>")

    assert down == Listing(((p("a"),), (p("b"),)), ordered=True, start=2, reversed=True)
    assert given == Listing(((p("a"),), (p("b"),), (p("c"),)), ordered=True, values=(None, 7, None))


def test_template_syntax_comes_out_as_it_went_in() -> None:
    assert said("<p>{{ 7*7 }} {% x %}</p>") == ["{{ 7*7 }} {% x %}"]


NOTE_FORMS = [
    (
        '<p>Word<sup><a href="#fn1" id="fnref1">1</a></sup> on</p>'
        '<ol><li id="fn1"><p>The note. <a href="#fnref1">↩</a></p></li></ol>'
    ),
    (
        '<p>Word<a role="doc-noteref" href="#n-a">*</a> on</p>'
        '<aside id="n-a" role="doc-footnote">The note.</aside>'
    ),
    (
        '<p>Word<sup>[<a href="#cite_note-1">1</a>]</sup> on</p>'
        '<ul><li id="cite_note-1"><a href="#cite_ref-1">^</a> The note.</li></ul>'
    ),
    (
        '<p>Word<a href="#_ftn1" name="_ftnref1">[1]</a> on</p>'
        '<p><a href="#_ftnref1" name="_ftn1">[1]</a> The note.</p>'
    ),
]


@pytest.mark.parametrize("body", NOTE_FORMS)
def test_a_footnote_stands_at_its_mark_and_nowhere_else(body: str) -> None:
    (block,) = blocks(body)

    assert block == p("Word", Footnote((p("The note."),)), " on")


def test_a_note_stands_at_each_of_its_marks() -> None:
    (block,) = blocks(
        '<p>a<sup><a href="#fn1">1</a></sup> b<sup><a href="#fn1">1</a></sup></p>'
        "<ol><li id=fn1>The note.</ol>"
    )

    note = Footnote((p("The note."),))
    assert block == p("a", note, " b", note)


def test_a_note_of_ten_pages_is_a_note_and_a_chapter_is_none() -> None:
    long = f"<p>{'Words of a page. ' * 2000}</p>"
    mark = '<p>Word<sup><a href="#fn1" id="fnref1">1</a></sup> on</p>'
    entry = '<p><a href="#fn1" id="fnref1">1</a> on</p>'
    held = f'<ol><li id="fn1">{long}<p><a href="#fnref1">↩</a></p></li></ol>'

    (noted,), (entered, *_) = blocks(mark + held), blocks(entry + held)

    assert text_of(noted).count("Words") == 2000
    assert text_of(entered) == "1 on"


def test_links_within_a_page_are_no_footnotes() -> None:
    assert said('<p><a href="#part-2">Part 2</a></p><div id="part-2"><p>Text</p></div>') == [
        "Part 2",
        "Text",
    ]


def test_a_quote_deeper_than_a_draft_goes_is_laid_flat() -> None:
    (block,) = blocks("<blockquote>" * 60 + "deep" + "</blockquote>" * 60)

    depth = 0
    while isinstance(block, Quote):
        depth, (block, *_) = depth + 1, block.blocks
    assert (depth, block) == (31, p("deep"))
