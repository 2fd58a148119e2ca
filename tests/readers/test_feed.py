"""An item of a feed: its words as an article, what it says of itself as hints, or in notes."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.archives.feed import entries
from publish.archives.forms import Settings
from publish.errors import BrokenSource, EmptySource, SourceError
from publish.model.article import Article, Draft, Source
from publish.model.walk import text_of
from publish.normaliser import normalise
from publish.readers import read

MODULES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
)
CHANNEL = (
    "<title>Harbour Post</title><link>https://harbour.example/</link><language>en-gb</language>"
)


def rss(item: str, channel: str = CHANNEL) -> bytes:
    return f"<rss {MODULES}><channel>{channel}<item>{item}</item></channel></rss>".encode()


def atom(entry: str, head: str = "<title>Harbour Post</title>", more: str = "") -> bytes:
    space = 'xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB"'
    return f"<feed {space} {more}>{head}<entry>{entry}</entry></feed>".encode()


def draft_of(feed: bytes) -> Draft:
    return read(Source("feed.xml/1", feed, form="feed"))


def said(feed: bytes) -> list[str]:
    return [text_of(block) for block in draft_of(feed).blocks]


def hints(feed: bytes, field: str) -> list[str]:
    return [each.value for each in getattr(draft_of(feed).hints, field)]


def notes(feed: bytes) -> list[tuple[str, str]]:
    return [(note.code, note.message) for note in draft_of(feed).notes]


WORDS = "<description>Rents rose by a tenth.</description>"
BODY = (
    "<p>Rents in the harbour rose by a tenth in May, and so did the prices of bread and milk.</p>"
    '<h2>What it means</h2><p>The <a href="/council">council</a> met on <em>Friday</em> and spoke'
    " of the houses that stand empty along the quay since the mill was closed.</p>"
    "<ul><li>One house in ten is empty.</li><li>Nobody counts the boats.</li></ul>"
    "<p>It will meet again in June, when the numbers of the spring are known to everyone.</p>"
)
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>Rents rise &amp; rise</title>
<meta property="og:title" content="Rents rise &amp; rise"><meta name="author" content="Ann Ode">
<meta property="og:site_name" content="Harbour Post">
<meta property="article:published_time" content="2024-03-01T10:11:12+01:00">
<meta property="article:tag" content="Housing"><meta property="article:tag" content="Money">
<link rel="canonical" href="https://harbour.example/rents"></head>
<body><article><h1>Rents rise &amp; rise</h1>{BODY}</article></body></html>"""
RSS = rss(
    "<title>Rents rise &amp; rise</title><link>https://harbour.example/rents</link>"
    "<dc:creator>Ann Ode</dc:creator><pubDate>Fri, 01 Mar 2024 10:11:12 +0100</pubDate>"
    "<category>Housing</category><category>Money</category>"
    f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"
)
ATOM = atom(
    '<title type="html">Rents rise &amp;amp; rise</title>'
    '<link rel="alternate" href="https://harbour.example/rents"/>'
    "<author><name>Ann Ode</name></author><published>2024-03-01T10:11:12+01:00</published>"
    '<category term="housing" label="Housing"/><category term="Money"/>'
    f'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY}</div></content>'
)


def article(data: bytes, form: str = "") -> Article:
    made = normalise(read(Source("feed.xml/1", data, form=form)))
    return replace(made, name="", removals=(), notes=())


@pytest.mark.parametrize("feed", [RSS, ATOM])
def test_the_article_of_a_page_and_of_its_feed_are_the_same(feed: bytes) -> None:
    page = PAGE if b"/council" in feed else ""

    assert article(feed, "feed") == article(page.encode())


def test_the_title_at_the_head_of_the_words_is_not_repeated() -> None:
    feed = RSS.replace(b"<![CDATA[", b"<![CDATA[<h1>Rents rise &amp; rise</h1>")

    assert article(feed, "feed") == article(RSS, "feed")


@pytest.mark.parametrize(
    ("item", "field", "expected"),
    [
        ("<title>a &amp;lt;b&amp;gt; c</title>", "title", ["a <b> c"]),
        ("<title><![CDATA[Rents <i>rise</i> &amp; rise]]></title>", "title", ["Rents rise & rise"]),
        ("<title>Caf&amp;amp;eacute;</title>", "title", ["Café"]),
        ("<author>ann@post.example (Ann Ode)</author>", "authors", ["Ann Ode"]),
        ("<dc:creator>Ann Ode and Bo Li</dc:creator>", "authors", ["Ann Ode", "Bo Li"]),
        ("<author>ann@post.example</author>", "authors", []),
        ("<pubDate>Fri, 1 Mar 2024</pubDate>", "published", ["2024-03-01"]),
        ("<dc:date>2024-03-01</dc:date>", "published", ["2024-03-01"]),
        ("<link>/rents</link>", "url", ["https://harbour.example/rents"]),
        ("<guid>https://harbour.example/r</guid>", "url", ["https://harbour.example/r"]),
        ('<guid isPermaLink="false">https://harbour.example/r</guid>', "url", []),
        ("<dc:language>de</dc:language>", "language", ["de"]),
        ("", "language", ["en-GB"]),
        ("<category>A</category><category>a</category>", "tags", ["A"]),
        ('<source url="u">The Mill</source>', "outlet", ["The Mill", "Harbour Post"]),
    ],
)  # fmt: skip
def test_a_field_is_what_an_item_says(item: str, field: str, expected: list[str]) -> None:
    assert hints(rss(f"{item}{WORDS}"), field) == expected


@pytest.mark.parametrize(
    ("entry", "field", "expected"),
    [
        ("<title>the &lt;b> mark</title>", "title", ["the <b> mark"]),
        ('<title type="html">the &lt;b>mark&lt;/b></title>', "title", ["the mark"]),
        ("", "authors", ["Bo Li"]),
        ("<author><name>Ann Ode</name></author>", "authors", ["Ann Ode"]),
        ("<updated>2024-03-01T00:00:00Z</updated>", "updated", ["2024-03-01"]),
        ("<updated>2024-03-01T09:00:00Z</updated>", "updated", ["2024-03-01T09:00:00+00:00"]),
        ("<updated>2024-03-01</updated><published>2024-03-01</published>", "updated", []),
        ('<link rel="self" href="/feed"/><link href="r"/>', "url", ["https://harbour.example/x/r"]),
        ("<source><title>The Mill</title></source>", "outlet", ["The Mill", "Harbour Post"]),
    ],
)
def test_a_field_is_what_an_entry_says(entry: str, field: str, expected: list[str]) -> None:
    head = "<title>Harbour Post</title><author><name>Bo Li</name></author>"
    base = 'xml:base="https://harbour.example/x/"'

    assert hints(atom(f"{entry}<content>Rents rose.</content>", head, base), field) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("<content>A &lt; B.\n\nSecond.</content>", ["A < B.", "Second."]),
        ('<content type="html">&lt;p>A&lt;/p>&lt;p>B&lt;/p></content>', ["A", "B"]),
        (
            '<content type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml">'  # noqa: ISC004
            "<h:p>A <h:b>b</h:b> c</h:p><h:p>D</h:p></h:div></content>",
            ["A b c", "D"],
        ),
        ("<summary>A.</summary>", ["A."]),
        ('<content mode="base64" type="text/html">PHA+QTwvcD4=</content>', ["A"]),
        ('<content type="image/png">iVBORw0KGgo=</content><summary>A.</summary>', ["A."]),
    ],
)
def test_the_words_of_an_entry_are_read_as_its_type_says(content: str, expected: list[str]) -> None:
    assert said(atom(content)) == expected


def test_links_lead_where_the_feed_says_that_they_start() -> None:
    entry = (
        '<link href="https://a.example/1"/><content type="html">&lt;a href="b">B&lt;/a></content>'
    )
    based = entry.replace("<content", '<content xml:base="https://b.example/c/"')

    assert "https://a.example/b" in str(draft_of(atom(entry)).blocks[0])
    assert "https://b.example/c/b" in str(draft_of(atom(based)).blocks[0])


def test_a_summary_beside_the_words_is_a_standfirst_as_a_page_declares_one() -> None:
    body = f"<content:encoded><![CDATA[{BODY}]]></content:encoded>"
    summary = (
        "<description>&lt;p&gt;Who pays, and who does not.&lt;/p&gt;&lt;p&gt;It will meet again in"
        " June, when the numbers of the spring are known to everyone.&lt;/p&gt;</description>"
    )

    assert hints(rss(summary + body), "standfirst") == ["Who pays, and who does not."]


def test_a_summary_that_is_another_text_is_on_record() -> None:
    other = "Somebody else says this of it. " * 70
    body = f"<content:encoded><![CDATA[{BODY * 6}]]></content:encoded>"
    feed = rss(f"<description>{other}</description>{body}")

    assert hints(feed, "standfirst") == []
    assert notes(feed) == [
        (
            "feed.left-out",
            "said of the item besides: a summary “Somebody else says this of it. Somebody …”",
        )
    ]


def test_a_summary_alone_is_the_article_and_says_so_where_it_stops() -> None:
    whole = rss("<title>A</title><description>Rents rose by a tenth.</description>")
    stops = rss("<title>A</title><description>Rents rose by […]</description>")
    linked = rss("<description>Rents rose. &lt;a href='/x'&gt;Read more&lt;/a&gt;</description>")
    summary = atom("<title>A</title><summary>Rents rose by a tenth.</summary>")

    codes = [[code for code, _ in notes(feed)] for feed in (whole, stops, linked, summary)]

    said = rss("<description>Rents rose. On the quay you see more than before.</description>")
    assert notes(said) == []
    assert codes == [[], ["feed.summary"], ["feed.summary"], ["feed.summary"]]


def test_what_an_item_says_besides_is_on_record() -> None:
    feed = rss(
        f"{WORDS}<enclosure url='https://a.example/a.mp3' type='audio/mpeg'/>"
        "<media:credit>Photo: Ann</media:credit><comments>https://a.example/c</comments>"
    )

    assert notes(feed) == [
        (
            "feed.left-out",
            "said of the item besides: enclosure https://a.example/a.mp3; media:credit Photo: Ann",
        )
    ]


def test_a_picture_beside_words_without_one_is_what_a_page_shows() -> None:
    feed = rss(
        f"{WORDS}<media:content url='https://a.example/a.png' medium='image'>"
        "<media:description>The quay</media:description></media:content>"
    )

    figure = draft_of(feed).blocks[0]

    assert "https://a.example/a.png" in str(figure)
    assert "The quay" in text_of(figure)


def test_an_item_of_a_title_alone_and_what_is_no_feed_are_one_line() -> None:
    with pytest.raises(EmptySource, match="no words in it but a title"):
        draft_of(rss("<title>Rents</title><description> &lt;br/&gt; </description>"))
    for data in (b"", b"<rss/>", b"<!DOCTYPE rss><rss><item/></rss>", b"\xff\xfe", b"words"):
        with pytest.raises(BrokenSource):
            draft_of(data)


def test_a_feed_of_one_is_what_its_listing_gives(tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(RSS)

    (entry,) = entries(tmp_path / "feed.xml", Settings())

    assert article(entry.data, "feed") == article(RSS, "feed")


@settings(max_examples=50)
@given(st.integers(0, 2**32), st.sampled_from([RSS, ATOM]))
def test_a_damaged_item_gives_an_article_or_one_line(seed: int, feed: bytes) -> None:
    chance = random.Random(seed)
    data = bytearray(feed)
    for _ in range(chance.randrange(1, 9)):
        at = chance.randrange(len(data))
        put = chance.choice(
            (b"", b"<", b"</", b"&", b"]]>", b"\xff", b"\0", b"xmlns='x'", b"http://[")
        )
        data[at : at + chance.randrange(9)] = put

    with suppress(SourceError):
        draft_of(bytes(data))
