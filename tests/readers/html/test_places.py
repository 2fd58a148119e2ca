"""Places of a page that its own links lead to."""

import pytest

from publish.model.tree import (
    Anchor,
    CodeBlock,
    Figure,
    Footnote,
    Formula,
    FormulaBlock,
    Heading,
    Link,
    Listing,
    Paragraph,
    Text,
)
from tests.build import inlines, p
from tests.readers.html.pages import blocks, page

CANONICAL = '<link rel="canonical" href="https://example.org/news/rents">'
LINK = Link("#x", inlines("below"))


@pytest.mark.parametrize(
    "words",
    [
        "<p id=x>words</p>",
        '<p><a name="x"></a>words</p>',
        "<p><span id=x></span>words</p>",
        "<a id=x></a><p>words</p>",
        "<div id=x><div><p>words</p></div></div>",
        "<p><a id=x name=x>words</a></p>",
        "<p id=x>words</p><p id=x></p>",
    ],
)
def test_an_anchor_stands_before_the_next_word(words: str) -> None:
    assert blocks(f"<p><a href=#x>below</a></p>{words}") == (p(LINK), p(Anchor("x"), "words"))


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("#m%C3%BChle", "mühle"),
        ("#料金", "料金"),
        (" #a.b:c ", "a.b:c"),
        ("https://example.org/news/rents#x", "x"),
        ("rents#x", "x"),
        ("/news/rents#x", "x"),
    ],
)
def test_a_place_is_found_by_whatever_address_leads_to_it(href: str, name: str) -> None:
    draft = page(f'<p><a href="{href}">below</a></p><p id="{name}">words</p>', CANONICAL)

    assert draft.blocks[1] == p(Anchor(name), "words")


@pytest.mark.parametrize("href", ["#", "#top", "https://example.org/else#x", "else#x"])
def test_a_place_to_which_no_link_of_the_page_leads_is_none(href: str) -> None:
    draft = page(f'<p><a href="{href}">below</a></p><p id=x>words</p><p id=top>top</p>', CANONICAL)

    assert draft.blocks[1:] == (p("words"), p("top"))


def test_a_place_in_a_list_or_of_a_picture_is_at_its_next_words() -> None:
    found = blocks(
        "<p><a href=#x>below</a> <a href=#y>too</a></p><ul id=x><li>one</ul>"
        "<figure id=y><img src=a.jpg><figcaption>A house</figcaption></figure>"
    )

    assert found[1:] == (
        Listing(((p(Anchor("x"), "one"),),)),
        Figure("a.jpg", caption=(Anchor("y"), *inlines("A house"))),
    )


def test_a_heading_that_links_to_itself_has_no_link() -> None:
    assert blocks("<h2 id=x>Limits <a href=#x>¶</a></h2><p>words") == (
        Heading(2, (Anchor("x"), *inlines("Limits"))),
        p("words"),
    )


@pytest.mark.parametrize(
    "thing",
    [
        "<math display=block id=x><mi>c</mi></math>",
        "<a id=x></a><math display=block><mi>c</mi></math>",
        "<pre id=x>a = 1</pre>",
        "<img id=x src=a.jpg>",
        "<p><a id=x></a><img src=a.jpg></p>",
        "<figure id=x><img src=a.jpg></figure>",
    ],
)
def test_the_place_of_what_has_no_words_stands_before_it(thing: str) -> None:
    found = blocks(f"<p><a href=#x>below</a></p>{thing}<p>Words that come next.</p>")

    assert found[1] == p(Anchor("x"))
    assert isinstance(found[2], FormulaBlock | CodeBlock | Figure)
    assert found[3] == p("Words that come next.")


def test_a_place_before_a_formula_or_a_note_in_a_sentence_stands_there() -> None:
    found = blocks(
        "<p><a href=#x>below</a> <a href=#y>too</a></p><p>It is <a id=x></a><math><mi>c</mi></math>"
        " here<a id=y></a><sup><a href=#n id=r>1</a></sup> now.</p><p>More words.</p>"
        "<ol class=footnotes><li id=n>A note. <a href=#r>↩</a></li></ol>"
    )

    line = found[1]
    assert isinstance(line, Paragraph)
    kinds = [type(each) for each in line.inlines]
    assert kinds == [Text, Anchor, Formula, Text, Anchor, Footnote, Text]
