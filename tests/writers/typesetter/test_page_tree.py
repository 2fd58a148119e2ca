"""The quick parser makes the tree that WeasyPrint's own makes, whatever a page holds."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from publish.compose import compose
from publish.layouts import load_layout
from publish.model.edition import Edition
from publish.writers.pdf.typesetter.speed.page_tree import tree_of
from tests.build import article, h, p
from tests.every_place import beside, with_every_place
from tests.writers.typesetter.random_documents import document

ODD = {
    "nothing": "",
    "text alone": "a < b & c &amp; d &nbsp;&copy &#x2014; \r\n\x00\x0c",
    "paragraphs that nobody closes": "<p>One<p>Two<div>Three<p>Four</div>Five",
    "tables without bodies": "<table><tr><td>1<td>2<tr><td><table><td>3</table></table>",
    "text in a table": "<table> a <tr> b <td>c</td> d </tr> e </table>",
    "marks that overlap": "<p><b>One<i>Two</b>Three</i>Four<a href=x>Five<a href=y>Six</a>",
    "items that nobody closes": "<ul><li>One<li>Two<ul><li>Three</ul><dl><dt>A<dd>B<dt>C</dl>",
    "void elements": "<p>One<br>Two<br/>Three</br><img src=x alt><hr><input disabled value>",
    "lines of code": "<pre>\n\n  One\n</pre><textarea>\nTwo</textarea><listing>\nThree</listing>",
    "attributes": """<p CLASS="a  b" class=c data-x='"' hidden title="&lt;" xml:lang=de>One""",
    "what stands behind the end": "<body><p>One</body> Two </html> Three",
    "white space around": " \n <html> \n <head> \n <title> One </title> \n </head> \n <body> ",
    "scripts and styles": "<style>p > a { }</style><script>if (a < b && c) {}</script><p>One",
    "many levels": "<div>" * 400 + "One",
    "unknown names": "<data-box value=1><name.of>One</name.of></data-box><image src=x>",
}


def described(element: Element) -> list[object]:
    """An element with all below it; no text and an empty one are the same to every reader."""
    return [
        (each.tag, dict(each.attrib), each.text or "", each.tail or "", len(each))
        for each in element.iter()
    ]


def upstream(page: str) -> list[object]:
    return described(weasyprint.HTML(string=page).etree_element)


@pytest.mark.parametrize("page", ODD.values(), ids=ODD)
@pytest.mark.parametrize("start", ["", "<!DOCTYPE html>\n<html lang=en><title>t</title><body>"])
def test_an_odd_page_has_the_same_tree(start: str, page: str) -> None:
    tree = tree_of(start + page)

    assert tree is not None
    assert described(tree) == upstream(start + page)


@given(
    st.lists(
        st.sampled_from(
            [
                *("<p>", "</p>", "<div class=a>", "</div>", "<b>", "</b>", "<i>", "</i>", "<br>"),
                *("<ul>", "</ul>", "<li>", "<table>", "</table>", "<tr>", "<td>", "<tbody>"),
                *(
                    "<h2>",
                    "</h2>",
                    "<a href=x>",
                    "</a>",
                    "word",
                    " ",
                    "\n",
                    "&amp;",
                    "<pre>",
                    "</pre>",
                ),
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_any_row_of_tags_has_the_same_tree(page: str) -> None:
    tree = tree_of("<!doctype html>" + page)

    assert tree is not None
    assert described(tree) == upstream("<!doctype html>" + page)


@pytest.mark.parametrize("seed", range(0, 40, 4))
def test_varied_documents_have_the_same_tree(seed: int) -> None:
    page = document(seed).html

    tree = tree_of(page)

    assert tree is not None
    assert described(tree) == upstream(page)


@pytest.mark.parametrize("layout", ["briefing", "magazine", "digest", "manuscript", "plain"])
def test_a_page_of_each_layout_has_the_same_tree(layout: str) -> None:
    for each in (with_every_place(), beside(), article(h("Rents"), p("They rose."))):
        page = compose(Edition.of(each), load_layout(layout), "print").html

        tree = tree_of(page)

        if tree is None:  # formulas are foreign elements
            assert "<math" in page
        else:
            assert described(tree) == upstream(page)


@pytest.mark.parametrize("inside", ["<svg><p>One</svg>", "<math><mi>x</mi></math>", "<!-- x -->"])
def test_what_is_named_otherwise_is_left_to_the_engine(inside: str) -> None:
    assert tree_of(f"<!doctype html><p>{inside}") is None


def test_half_a_pair_of_characters_is_left_to_the_engine() -> None:
    assert tree_of("<p>\ud800") is None
