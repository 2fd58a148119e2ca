"""Broken and hostile pages: no word lost, no exception but ours, no long wait."""

import re
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.errors import OverLimit, PublishError
from publish.model.article import Source
from publish.model.limits import Limits
from publish.model.walk import text_of
from publish.readers import read
from tests.readers.html.pages import said

AWKWARD = [
    "<p>one <b>two <p>three",
    "<div><svg><article>one <section>two</section> three",
    "<svg><path>one <p>two</p> three",
    "<form>one<form>two</form>three</form>",
    "<table><tr><td>one<div>two</table>three",
    "<table>one<tr>two<td>three</table>",
    "<table><table><td>one</table>two</table>three",
    "<a href=x>one<a href=y>two</a>three",
    "<b><i>one</b>two</i>three",
    "<ul><li>one<ul>two</ul></ul>three</ul>",
    "<li>one<li>two</ul>three",
    "<select><option>one<option>two</select>three",
    "<object>one<p>two</p>three",
    "<video>one<p>two</p>three",
    "<h1>one<h2>two</h1>three",
    "<h1><div>one</div><p>two</p></h1>three",
    "<figure><figcaption>one</figcaption><p>two</p>three",
    "<dl>one<dd>two<dt>three",
    "<pre>one\n<p>two</p>\nthree",
    "<caption>one<td>two<tr>three",
    "<button>one<button>two</button>three</button>",
    "<noscript><div></noscript>one two three<noscript></div></noscript>",
    "<font color=1>one<p><font color=2>two<p>three",
    "<math><mi>one</mi><mtext>two<p>three",
    "<x-a>one<x-b>two</x-b></x-a>three",
    "<p>one</body></html>two<p>three",
    "<frameset>one</frameset> two three<p>four</p>",
    '<p>one<a href="http://[^1]#x">two</a><a href="//[#fn1">three</a>',
    '<p title="<script>">one</p><!-->two<!-- x --!>three',
]


@pytest.mark.parametrize("body", [each for each in AWKWARD if "two" in each and "four" not in each])
def test_awkward_markup_keeps_every_word(body: str) -> None:
    words = re.findall("one|two|three", " ".join(said(body)))

    assert sorted(words) == ["one", "three", "two"]


@pytest.mark.parametrize("body", AWKWARD)
def test_awkward_markup_is_read_without_a_traceback(body: str) -> None:
    with suppress(PublishError):
        read(Source("a.html", body.encode()))


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 3_000 + "x",
        "<b>" * 3_000 + "x",
        "<blockquote>" * 251 + "x",
        "<ul><li>" * 100_000,
        "<svg>" + "<path>" * 100_000 + "</svg>x",
        "<table><tr><td>" * 1_000 + "x",
    ],
)
def test_deep_nesting_is_refused_before_any_parser_sees_it(html: str) -> None:
    with pytest.raises(OverLimit) as caught:
        read(Source("a.html", html.encode()))

    assert caught.value.code == "limit.nesting"


def test_many_unclosed_paragraphs_and_items_are_not_deep() -> None:
    assert len(said("<p>x" * 3_000)) == 3_000
    assert len(said("<ul>" + "<li>x" * 3_000)) == 1


def test_a_page_with_too_many_blocks_is_refused() -> None:
    with pytest.raises(OverLimit) as caught:
        read(Source("a.html", b"<html>" + b"<p>x" * 30), Limits(blocks=20))

    assert caught.value.code == "limit.blocks"


def test_a_paragraph_over_the_limit_is_refused_and_a_long_list_is_not() -> None:
    limits = Limits(paragraph_characters=50)

    assert read(Source("a.html", b"<html><ul>" + b"<li>word" * 40), limits).blocks
    with pytest.raises(OverLimit) as caught:
        read(Source("a.html", b"<html><p>" + b"word " * 40), limits)

    assert caught.value.code == "limit.paragraph-characters"


WORDS = st.integers(0, 999).map(lambda number: f"w{number}w")
INLINE = ("b", "i", "span", "a href=x", "code", "sup", "small")
BLOCK = (
    "p", "div", "section", "article", "ul", "li", "ol", "blockquote", "h2", "figure", "figcaption",
    "table", "tr", "td", "th", "caption", "pre", "dl", "dd", "button", "details", "x-y", "aside",
)  # fmt: skip


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    content = st.lists(inner, min_size=1, max_size=4).map(" ".join)
    return st.builds(
        lambda tag, text, end: f"<{tag}>{text}" + (f"</{tag.split()[0]}>" if end else ""),
        st.sampled_from(INLINE + BLOCK),
        content,
        st.booleans(),
    )


@settings(max_examples=150, deadline=None)
@given(st.lists(st.recursive(WORDS, _element, max_leaves=12), min_size=1, max_size=4).map(" ".join))
def test_random_markup_keeps_all_its_words(body: str) -> None:
    blocks = read(Source("a.html", f"<!doctype html><body>{body}".encode())).blocks

    kept = " ".join(text_of(block) for block in blocks)
    assert sorted(re.findall(r"w\d+w", kept)) == sorted(re.findall(r"w\d+w", body))


@settings(max_examples=100, deadline=None)
@given(st.text(st.sampled_from("<>/=\"'!-&;# abdpulitrv\n{}[]"), max_size=200))
def test_any_characters_as_a_page_are_read_or_refused(text: str) -> None:
    with suppress(PublishError):
        read(Source("a.html", text.encode()))
