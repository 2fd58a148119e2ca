"""What a Word file carries of its edition comes back whole, and nothing else comes in."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article, Asset, Note, Remark, Removal
from publish.model.codec import SCHEMA_ID
from publish.model.edition import Edition
from publish.model.tree import Origin, Quote
from publish.model.word_part import (
    DIGESTS,
    NAMESPACE,
    SOURCES,
    payload,
    properties_of,
    sources_in,
    unpacked,
)
from tests.build import PNG_1PX, figure, inlines, p
from tests.strategies import BLOCKS, INLINES

PNG = Asset("a.png", "image/png", PNG_1PX, 1, 1)
RENTS = Article(
    name="rents.txt",
    title=inlines("Rents rise"),
    body=(p("Rents rose again.", line=3), figure("a.png", "A street")),
    assets={"a.png": PNG},
    url="https://example.org/rents",
    tags=("housing",),
    removals=(Removal("tail.tag-list", Origin(5, 5), None, "Tags: housing", "labelled", "tags"),),
    notes=(Note("body.missing-picture", "picture not found: yard.jpg"),),
    remarks=(Remark("Ann Ode", "Is it so?", "AO", "2026-03-01T10:00:00Z", "body", 0, (0, 5)),),
)


def carried(edition: Edition, *, comments: bool = True) -> Edition:
    made = unpacked(payload(edition, "briefing", {"hyphenate": "true"}, comments=comments))
    return made.furnished([PNG_1PX])


def test_an_edition_comes_back_whole() -> None:
    edition = Edition.of(
        RENTS,
        replace(RENTS, name="news/floods.html"),
        title="The week",
        sections=(("Housing", 1), ("Water", 1)),
        digests=("a" * 64, "b" * 64),
        attachments={"rents.txt": b"never in the part"},
    )

    part = payload(edition, "briefing", {"hyphenate": "true"}, comments=True)
    back = unpacked(part)

    assert back.furnished([PNG_1PX]) == replace(edition, attachments={})
    assert (back.layout, back.options, back.whole) == ("briefing", {"hyphenate": "true"}, True)
    assert back.furnished([PNG_1PX]).articles[0].body[0].origin == Origin(3, 3)


def test_a_picture_that_the_file_lost_is_missing_and_nothing_else() -> None:
    back = unpacked(payload(Edition.of(RENTS), "briefing", {}, comments=True)).furnished([b"other"])

    assert back.articles == (replace(RENTS, assets={}),)


def test_a_file_to_send_out_carries_no_removed_words_no_doubts_and_no_remarks() -> None:
    back = carried(Edition.of(RENTS), comments=False)

    assert back.articles == (replace(RENTS, removals=(), notes=(), remarks=()),)


@settings(max_examples=60, deadline=None)
@given(st.lists(BLOCKS, max_size=4).map(tuple), INLINES, st.text(st.characters(), max_size=8))
def test_every_tree_and_every_character_comes_back(body: Any, title: Any, text: str) -> None:
    article = Article(name=f"a{text}|b", title=title, body=body, standfirst=inlines(text))

    assert carried(Edition.of(article)).articles == (article,)


def test_the_part_is_one_text_that_xml_leaves_alone() -> None:
    article = replace(RENTS, title=inlines("]]> & <b> \x0b\r\n\ud800\uffff"))
    part = payload(Edition.of(article), "briefing", {}, comments=True)

    root = ElementTree.fromstring(part)
    again = ElementTree.tostring(root)

    assert root.tag == f"{{{NAMESPACE}}}publish"
    assert unpacked(again).edition.articles[0].title == article.title


def nested(depth: int) -> Edition:
    block: Any = p("deep")
    for _ in range(depth):
        block = Quote((block,))
    return Edition.of(replace(RENTS, body=(block,), assets={}))


def test_a_tree_as_deep_as_readers_make_comes_back() -> None:
    assert carried(nested(120)) == nested(120)


def part_of(**changes: Any) -> bytes:
    root = ElementTree.fromstring(payload(Edition.of(RENTS), "briefing", {}, comments=True))
    document = json.loads(root.text or "")
    document["articles"][0].update(changes.pop("article", {}))
    document.update(changes)
    root.text = json.dumps(document)
    return ElementTree.tostring(root)


BAD = {
    "nothing": b"",
    "no XML": b"rents",
    "not ours": b"<publish>{}</publish>",
    "elements inside": f'<publish xmlns="{NAMESPACE}">{{}}<a/></publish>'.encode(),
    "a document type": f'<!DOCTYPE publish [<!ENTITY a "b">]><publish xmlns="{NAMESPACE}">'
    "{}</publish>".encode(),
    "an encoding nobody knows": b'<?xml version="1.0" encoding="klingon"?><publish/>',
    "no JSON": f'<publish xmlns="{NAMESPACE}">{{</publish>'.encode(),
    "a list": f'<publish xmlns="{NAMESPACE}">[]</publish>'.encode(),
    "brackets": f'<publish xmlns="{NAMESPACE}">{"[" * 100_000}</publish>'.encode(),
    "a long number": f'<publish xmlns="{NAMESPACE}">{"9" * 5_000}</publish>'.encode(),
    "no number": f'<publish xmlns="{NAMESPACE}">{{"schema":NaN}}</publish>'.encode(),
    "another schema": part_of(schema="publish/article/99"),
    "a schema that is no word": part_of(schema=["publish/article/4"]),
    "no articles": part_of(articles=[]),
    "an edition that is none": part_of(edition=3),
    "options that are none": part_of(options={"a": 1}),
    "a node there is not": part_of(article={"body": [{"type": "Script"}]}),
    "a heading of level 7": part_of(
        article={"body": [{"type": "Heading", "level": 7, "inlines": []}]}
    ),
    "a cell over no column": part_of(
        article={"body": [{"type": "Table", "rows": [[{"blocks": [], "columns": 0}]]}]}
    ),
    "a list with a number too many": part_of(
        article={"body": [{"type": "Listing", "items": [], "values": [1]}]}
    ),
    "a remark that answers itself": part_of(
        article={"remarks": [{"author": "", "text": "", "parent": 0}]}
    ),
    "a picture without a size": part_of(
        article={"assets": {"a": {"name": "a", "media_type": "b", "width_px": 0, "height_px": 1}}}
    ),
    "a mapping for a list": part_of(article={"tags": {"a": "b"}}),
}


@pytest.mark.parametrize("what", BAD)
def test_a_part_that_is_wrong_says_so(what: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        unpacked(BAD[what])


def test_a_tree_deeper_than_readers_make_is_refused() -> None:
    deep: dict[str, Any] = {"type": "Paragraph", "inlines": []}
    for _ in range(260):
        deep = {"type": "Quote", "blocks": [deep]}

    with pytest.raises(ValueError, match="deep"):
        unpacked(part_of(article={"body": [deep]}))


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "blocks", "inlines", "rows", "a"]), inner)
    ),
    max_leaves=5,
)


@settings(deadline=None)
@given(
    st.sampled_from(
        ["schema", "layout", "options", "whole", "edition", "articles", "title", "body", "assets"]
    ),
    _JSON,
)
def test_what_stands_where_another_should_is_refused_or_read(key: str, value: Any) -> None:
    changed = {key: value} if key in ("title", "body", "assets") else {}
    try:
        back = unpacked(part_of(article=changed) if changed else part_of(**{key: value}))
    except ValueError:
        return

    assert back.edition.articles


def test_a_part_of_an_older_schema_is_read() -> None:
    assert unpacked(part_of(schema="publish/article/1")).edition.articles[0] == replace(
        RENTS, assets={"a.png": replace(PNG, data=b"")}
    )
    assert SCHEMA_ID != "publish/article/1"


def test_properties_name_sources_and_digests() -> None:
    edition = Edition.of(
        RENTS, replace(RENTS, name="50 % | Ärger\n.html"), digests=("a" * 64, "b" * 64)
    )

    properties = properties_of(edition)

    assert properties[SOURCES] == "rents.txt|50 %25 %7C Ärger%0A.html"
    assert properties[DIGESTS] == f"{'a' * 64} {'b' * 64}"
    assert sources_in(properties) == (
        ("rents.txt", "a" * 64),
        ("50 % | Ärger\n.html", "b" * 64),
    )


def test_properties_that_someone_changed_still_name_the_sources() -> None:
    assert sources_in({}) == ()
    assert sources_in({SOURCES: "a.txt|b.txt", DIGESTS: "aa"}) == (("a.txt", ""), ("b.txt", ""))
    assert sources_in({SOURCES: "%FF.txt"}) == (("%FF.txt", ""),)


@given(st.lists(st.text(st.characters(), min_size=1).map(lambda t: f"{t}.x"), min_size=1))
def test_every_name_comes_back_from_properties(names: list[str]) -> None:
    edition = Edition.of(*(replace(RENTS, name=name) for name in names))

    assert [name for name, _ in sources_in(properties_of(edition))] == names
