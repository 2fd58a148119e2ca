"""Pieces of HTML in texts, escaped marks, and texts that only speak of them."""

import pytest

from publish.model.article import Source
from publish.model.tree import CodeBlock, Heading, Paragraph
from publish.model.walk import text_of
from publish.readers import read, reader_for

LONG = "The old mill at the brook ground its first flour in forty years, and half the village came"


def said(text: str, name: str = "a.txt") -> list[str]:
    return [text_of(block) for block in read(Source(name, text.encode())).blocks]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>{LONG}.</p>",
        f"<span>{LONG}</span><br/>more",
        f'<a name="top"></a><h2>The mill</h2>\n{LONG}',
        f"<section class='x'>\n  <p>\n    {LONG}\n  </p>\n</section>",
        f"{LONG}.<br />\n<br />\n{LONG}.",
        f'{LONG}, says <a href="https://mill.example">the miller</a>.\n\nAnd <em>again</em>.',
        f"&lt;p&gt;{LONG}.&lt;/p&gt;&lt;p&gt;{LONG}.&lt;/p&gt;",
        f"{LONG}.&lt;br /&gt;&lt;br /&gt;{LONG}.",
        f"&#60;p&#62;{LONG}.&lt;/p&gt;",
        f"<![CDATA[<p>{LONG}.</p>",
        f"\ufeff<UL><LI>{LONG}<LI>{LONG}</UL>",
    ],
)
def test_a_piece_of_a_page_is_read_as_one(text: str) -> None:
    words = " ".join(said(text))

    assert reader_for(Source("stdin", text.encode())).name == "html"
    assert LONG in words
    assert not any(sign in words for sign in ("<", "&lt;", "&#60;", "CDATA", "]]"))


@pytest.mark.parametrize(
    "text",
    [
        "A <p> begins a paragraph, a <br> breaks a line, and </p> ends it.",
        f"{LONG}.\n\nThis is how it looks:\n\n<div>\n  <p>Hello</p>\n</div>\n\n{LONG}.\n\n{LONG}.",
        "<Ann> Are you there?\n\n<Bo> I am.",
        "<b> is how bold words begin",
        "if a<b and b>c then a</b",
        f"{LONG} &lt;p&gt; is how it is written.",
        "I love you <3 and it is > 5 < 7",
    ],
)
def test_a_text_that_speaks_of_marks_stays_a_text(text: str) -> None:
    assert reader_for(Source("a.txt", text.encode())).name == "text"


def test_paragraphs_between_blank_lines_stay_apart_where_marks_are_few() -> None:
    text = f'{LONG}, <a href="https://a.example">he</a> said.\n\nThen <em>he</em> left.'

    assert said(text) == [f"{LONG}, he said.", "Then he left."]


def test_escaped_marks_in_a_container_are_marks_and_those_of_a_program_are_not() -> None:
    escaped = f"&lt;h2&gt;The mill&lt;/h2&gt;&lt;p&gt;{LONG}.&lt;/p&gt;"
    page = f"<body><div>{escaped}</div><pre><div>{escaped}</div></pre>"

    blocks = read(Source("a.html", page.encode())).blocks

    assert [type(block) for block in blocks] == [Heading, Paragraph, CodeBlock]
    assert text_of(blocks[2]) == f"<h2>The mill</h2><p>{LONG}.</p>"


def test_a_short_line_of_a_program_in_a_container_stays_words() -> None:
    assert said("<body><div>&lt;p&gt;The fee&lt;/p&gt;</div>", "a.html") == ["<p>The fee</p>"]


def test_what_was_escaped_twice_is_unescaped_once() -> None:
    text = f"&lt;p&gt;{LONG}, in a &amp;lt;p&amp;gt;.&lt;/p&gt;"

    assert said(text) == [f"{LONG}, in a <p>."]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("Ode &amp;amp; Sons at Caf&amp;eacute; Varn", "Ode & Sons at Café Varn"),
        ("the miller&amp;#8217;s wheel&amp;nbsp;turns", "the miller’s wheel turns"),
        ("write &amp;amp; in HTML", "write &amp; in HTML"),
        ("a &amp;lt; b &amp;amp; c", "a &lt; b &amp; c"),
        ("https://a.example/?b=1&amp;reg=2", "https://a.example/?b=1&reg=2"),
    ],
)
def test_a_page_that_escaped_its_words_twice_is_mended(written: str, read_as: str) -> None:
    assert said(f"<body><p>{written}</p>", "a.html") == [read_as]
