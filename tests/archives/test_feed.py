"""Feeds: each item is a source with a name of its own, whatever the feed around it does."""

from __future__ import annotations

import random
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.archives import form_at
from publish.archives.beginnings import looks_like_feed
from publish.archives.feed import entries
from publish.archives.forms import Entry, Settings
from publish.errors import BrokenSource, SourceError
from publish.model.article import Source
from publish.model.limits import DEFAULT_LIMITS
from publish.model.walk import text_of
from publish.readers import read
from tests.batch.kit import code, one, run, statuses

ATOM = "http://www.w3.org/2005/Atom"


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Rents of street {number}</title><guid>g-{number}</guid>{more}"
        f"<description>Rents in street {number} rose by a tenth in May.</description></item>\n"
    )


def rss(*items: str, channel: str = "<title>Harbour Post</title>") -> str:
    return f'<rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'


def atom(*items: str, head: str = "<title>Harbour Post</title>") -> str:
    return f'<feed xmlns="{ATOM}">{head}{"".join(items)}</feed>'


def listed(folder: Path, feed: str | bytes, **limits: int) -> list[Entry]:
    path = folder / "feed.xml"
    path.write_bytes(feed if isinstance(feed, bytes) else feed.encode())
    moved = {name.replace("_", "-"): number for name, number in limits.items()}
    return list(entries(path, Settings(DEFAULT_LIMITS.moved(moved, "test"))))


def identities(found: Iterable[Entry]) -> list[str]:
    return [each.identity for each in found]


def words(entry: Entry) -> list[str]:
    draft = read(Source("feed.xml/1", entry.data, form="feed"))
    return [text_of(block) for block in draft.blocks]


RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>Post</title>
<items><rdf:Seq><rdf:li rdf:resource="u"/></rdf:Seq></items></channel>
<item rdf:about="https://p.example/1"><title>One</title><link>https://p.example/1</link>
<description>Rents rose.</description></item></rdf:RDF>"""
OLD_RSS = """<rss version="0.91"><channel><title>Post</title><item><title>One</title>
<link>https://p.example/1</link><description>Rents rose.</description></item></channel></rss>"""
OLD_ATOM = """<a:feed xmlns:a="http://purl.org/atom/ns#" version="0.3"><a:title>Post</a:title>
<a:entry><a:id>tag:1</a:id><a:content mode="escaped" type="text/html">
&lt;p>Rents rose.&lt;/p></a:content></a:entry></a:feed>"""


@pytest.mark.parametrize(
    ("feed", "identity"),
    [
        (rss(item(1)), "g-1"),
        (RDF, "https://p.example/1"),
        (OLD_RSS, "https://p.example/1"),
        (atom("<entry><id>tag:1</id><content>Rents rose.</content></entry>"), "tag:1"),
        (OLD_ATOM, "tag:1"),
    ],
)
def test_an_item_is_known_by_what_its_feed_calls_it(
    tmp_path: Path, feed: str, identity: str
) -> None:
    (found,) = listed(tmp_path, feed)

    assert (found.identity, looks_like_feed(feed.encode())) == (identity, True)
    assert "Rents" in words(found)[0]


def test_an_item_without_a_name_is_known_by_where_it_leads_or_by_its_words(tmp_path: Path) -> None:
    linked = "<item><title>A</title><link>https://p.example/a</link></item>"
    worded = "<item><title>B</title><description>Rents rose.</description></item>"

    assert identities(listed(tmp_path, rss(linked, worded))) == [
        "https://p.example/a",
        "B Rents rose.",
    ]


@pytest.mark.parametrize("count", [8, pytest.param(100, marks=pytest.mark.full)])
def test_a_new_item_in_a_feed_builds_one(tmp_path: Path, count: int) -> None:
    feed = tmp_path / "feed.xml"
    day = "<title>Harbour Post</title><lastBuildDate>{}</lastBuildDate><ttl>{}</ttl>"
    items = [item(number, f"<slash:comments>{number}</slash:comments>") for number in range(count)]
    feed.write_text(rss(*items, channel=day.format("Fri", 5)))
    run(feed, tmp_path / "out")
    again = [item(number, "<slash:comments>77</slash:comments>") for number in range(count + 1)]
    feed.write_text(rss(*reversed(again), channel=day.format("Sat", 6)))

    report = run(feed, tmp_path / "out")

    assert [each.status for each in report.outcomes].count("built") == 1
    assert len(report.outcomes) == count + 1


def test_of_items_that_all_have_one_guid_the_oldest_keeps_its_name(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    items = [item(number).replace(f"g-{number}", "same") for number in (1, 2, 3)]
    feed.write_text(rss(items[1], items[0]))
    before = statuses(run(feed, tmp_path / "out"))
    feed.write_text(rss(items[2], items[1], items[0]))

    report = run(feed, tmp_path / "out")

    (name,) = (each for each in before if not each.endswith("-2"))
    assert statuses(report) == {f"{name}-3": "built", f"{name}-2": "skipped", name: "skipped"}


def test_an_item_that_is_no_xml_costs_no_other(tmp_path: Path) -> None:
    broken = "<item><title>B</title><guid>b</guid><x></y></item>"

    first, second, third = listed(tmp_path, rss(item(1), broken, item(2)))

    assert (first.failure, third.failure) == (None, None)
    assert second.failure
    assert (second.identity, second.title, second.failure.code) == ("b", "B", "source.broken")


@pytest.mark.parametrize(
    ("said", "words_of_it"),
    [
        ("Caf&eacute;&nbsp;au lait & more", "Café au lait & more"),
        ("Rents<br>rose <b>by</i> a tenth", "Rents\nrose by a tenth"),
        ("Rents < wages &#0;and\x0b so on", "Rents < wages and so on"),
        ("a &amp;amp; b", "a & b"),
        ("&lt;p&gt;Rents &amp;lt; wages&lt;/p&gt;", "Rents < wages"),
        ("&amp;lt;p&amp;gt;Rents rose.&amp;lt;/p&amp;gt;", "Rents rose."),
        ("the vector&lt;T&gt; of C++", "the vector<T> of C++"),
        ("<![CDATA[<p>Rents <!-- <item> --> rose.</p>]]>", "Rents rose."),
        ("<![CDATA[Rents]]>, they say, <![CDATA[rose.]]>", "Rents, they say, rose."),
    ],
)  # fmt: skip
def test_what_programs_write_wrongly_is_read_as_it_was_meant(
    tmp_path: Path, said: str, words_of_it: str
) -> None:
    (found,) = listed(
        tmp_path, rss(f"<item><title>A</title><description>{said}</description></item>")
    )

    assert words(found)[0] == words_of_it


def test_a_feed_may_borrow_names_from_where_it_likes_and_declare_none(tmp_path: Path) -> None:
    own = item(1, "<my:x xmlns:my='my'>y</my:x><dc:creator>Ann</dc:creator>")

    (found,) = listed(tmp_path, rss(own).replace("<rss", "<rss xmlns:other='relative'"))

    assert found.failure is None
    assert b"other" not in found.data
    assert words(found) == ["Rents in street 1 rose by a tenth in May."]


@pytest.mark.parametrize(
    "feed",
    [
        f"<rss><channel><title>Harbour Post</title></channel>{item(1)}</rss>",
        f"<rss><title>Harbour Post</title>{item(1)}</rss>",
        f"<b>Warning</b>: line 3\n{rss(item(1))}\n<b>Warning</b>: line 9",
        rss(item(1)).removesuffix("</channel></rss>"),
        rss(f"<!-- {item(2)} -->{item(1)}"),
        rss(item(1), "<title>Harbour Post</title>", channel="<link>https://p.example</link>"),
    ],
)
def test_an_item_is_found_wherever_a_program_put_it(tmp_path: Path, feed: str) -> None:
    (found,) = listed(tmp_path, feed)

    assert words(found) == ["Rents in street 1 rose by a tenth in May."]
    draft = read(Source("feed.xml/1", found.data, form="feed"))
    assert [each.value for each in draft.hints.outlet] == ["Harbour Post"]


def test_an_item_without_an_end_ends_where_the_next_begins(tmp_path: Path) -> None:
    assert identities(listed(tmp_path, rss(item(1).replace("</item>", ""), item(2)))) == [
        "g-1",
        "g-2",
    ]


def test_a_feed_that_was_cut_off_in_an_item_says_so_of_this_alone(tmp_path: Path) -> None:
    report = run(_written(tmp_path, (rss(item(1), item(2))[:-70]).encode()), tmp_path / "out")

    assert sorted(statuses(report).values()) == ["built", "failed"]


def _written(folder: Path, data: bytes, name: str = "feed.xml") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


BOMB = '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


def test_an_entity_bomb_is_one_line_and_the_feed_beside_it_is_built(tmp_path: Path) -> None:
    feeds = tmp_path / "feeds"
    feeds.mkdir()
    _written(feeds, (BOMB + rss(item(1, "&b;"))).encode(), "bomb.xml")
    _written(feeds, rss(item(1)).encode(), "good.xml")

    report = run(feeds, tmp_path / "out")

    (failed,) = (each for each in report.outcomes if each.failure)
    assert (failed.name, code(failed)) == ("bomb.xml", "source.broken")
    assert failed.failure
    assert "DOCTYPE" in failed.failure.message
    assert sorted(each.status for each in report.outcomes) == ["built", "failed"]


UMLAUT = rss(item(1)).replace("May", "Mäy")


@pytest.mark.parametrize(
    "data",
    [
        UMLAUT.encode("utf-8-sig"),
        b"\n\n  " + UMLAUT.encode(),
        UMLAUT.encode("utf-16"),
        b'<?xml version="1.0" encoding="utf-16"?>' + UMLAUT.encode(),
        b'<?xml version="1.0" encoding="utf-8"?>' + UMLAUT.encode("cp1252"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + UMLAUT.encode(),
        b'<?xml version="1.0" encoding="windows-1252"?>'
        + UMLAUT.encode("cp1252"),
        '<?xml version="1.0" encoding="utf-16"?>'.encode("utf-16-be")
        + UMLAUT.encode("utf-16-be"),
    ],
)  # fmt: skip
def test_a_feed_is_read_in_the_encoding_that_it_is_in(tmp_path: Path, data: bytes) -> None:
    (found,) = listed(tmp_path, data)

    assert looks_like_feed(data)
    assert words(found) == ["Rents in street 1 rose by a tenth in Mäy."]


def test_feeds_are_known_by_how_they_begin(tmp_path: Path) -> None:
    feed = rss(item(1)).encode()
    sitemap = b'<?xml version="1.0"?><urlset><url/></urlset>'

    known = {
        name: bool(form_at(str(_written(tmp_path, data, name))))
        for name, data in (
            ("a.rss", feed),
            ("a.xml", feed),
            ("a", feed),
            ("sitemap.xml", sitemap),
            ("a.rdf", b'<rdf:RDF xmlns:rdf="x"><owl:Class/></rdf:RDF>'),
            ("products.xml", b"<feed><product/></feed>"),
        )
    }

    assert known == {
        "a.rss": True,
        "a.xml": True,
        "a": True,
        "sitemap.xml": False,
        "a.rdf": False,
        "products.xml": False,
    }


def test_a_packed_feed_and_one_that_is_none_are_one_line(tmp_path: Path) -> None:
    for data, said in ((b"\x1f\x8b\x08\x00", "gzip"), (b"<html>", "neither RSS nor Atom")):
        with pytest.raises(BrokenSource, match=said):
            listed(tmp_path, data)


def test_an_item_over_the_limit_is_skipped_unheld_and_still_known(tmp_path: Path) -> None:
    long = item(2, f"<x>{'<![CDATA[' + 'y' * 700_000 + ']]>'}</x>")

    first, second, third = listed(tmp_path, rss(item(1), long, item(3)), file_bytes=100_000)

    assert second.failure
    assert (second.failure.code, second.identity) == ("limit.file-bytes", "g-2")
    assert len(second.data) < 50_000
    assert (first.failure, third.failure) == (None, None)


@pytest.mark.parametrize(
    ("inside", "limit"),
    [
        ("<x>" * 3_000 + "</x>" * 3_000, "limit.nesting"),
        ("<x/>" * 30_000, "limit.elements"),
    ],
)
def test_marks_without_end_are_counted_before_they_are_parsed(
    tmp_path: Path, inside: str, limit: str
) -> None:
    first, second = listed(tmp_path, rss(item(1, inside), item(2)), elements=10_000)

    assert first.failure
    assert (first.failure.code, second.failure) == (limit, None)


def test_marks_that_nest_in_the_words_of_an_item_are_under_the_limits_of_a_page(
    tmp_path: Path,
) -> None:
    feed = rss(
        f"<item><guid>1</guid><description><![CDATA[{'<div>' * 5_000}x]]></description></item>"
    )

    report = run(_written(tmp_path, feed.encode()), tmp_path / "out")

    assert code(one(report)) == "limit.nesting"


DAMAGED = rss(*(item(number) for number in range(3))) + atom("<entry><id>1</id></entry>")


@settings(max_examples=50)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_damaged_feed_gives_articles_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int
) -> None:
    chance = random.Random(seed)
    data = bytearray(DAMAGED.encode())
    for _ in range(count):
        at = chance.randrange(len(data))
        cut = chance.choice((b"", b"<", b">", b"<item>", b"</", b"<![CDATA[", b"&", b"\xff", b"\0"))
        data[at : at + chance.randrange(9)] = cut
    folder = tmp_path_factory.getbasetemp()

    try:
        found = listed(folder, bytes(data))
    except SourceError:
        return

    for each in found:
        if each.failure is None:
            with suppress(SourceError):
                read(Source("feed.xml/1", each.data, form="feed"))
