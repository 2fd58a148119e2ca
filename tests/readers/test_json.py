"""Objects in JSON: fields by the names that programs give them, texts in three kinds of marks."""

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.errors import BrokenSource, EmptySource, OverLimit, SourceError
from publish.model.article import Draft, Source
from publish.model.json_fields import FIELDS
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.tree import Heading
from publish.model.walk import pictures_in, text_of
from publish.readers import read
from tests.build import PNG_1PX

ONE = "Rents rose by a tenth in May, and so did prices in the harbour."
TWO = "The mayor said that nothing could be done about it before the end of the year."
OTHER = (
    "Quite another text stands here, of a match that was played on Sunday in the rain. It went on"
    " for three hours and nobody won, said all who had stayed to the end of it."
)


def draft(said: Mapping[str, Any] | str, limits: Limits = DEFAULT_LIMITS, **fields: str) -> Draft:
    data = said if isinstance(said, str) else json.dumps(said)
    source = Source("a.jsonl/1", data.encode(), {"yard.png": PNG_1PX}, form="json", fields=fields)
    return read(source, limits)


def words(found: Draft) -> list[str]:
    return [text_of(block) for block in found.blocks]


def hints(found: Draft, field: str) -> list[str]:
    return [each.value for each in getattr(found.hints, field)]


def codes(found: Draft) -> list[str]:
    return [note.code for note in found.notes]


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Rents", "text": ONE, "author": "Ann Ode", "date": "2024-03-01"},
        {"headline": "Rents", "body": ONE, "byline": "By Ann Ode", "published": "2024-03-01"},
        # JSON-LD, alone and in a graph
        {
            "@type": "NewsArticle",
            "headline": "Rents",
            "articleBody": ONE,
            "author": [{"@type": "Person", "name": "Ann Ode"}],
            "datePublished": "2024-03-01",
        },
        {
            "@graph": [
                {"@type": "WebSite", "name": "Courier"},
                {
                    "headline": "Rents",
                    "articleBody": ONE,
                    "author": {"name": "Ann Ode"},
                    "datePublished": "2024-03-01",
                },
            ]
        },
        # an item of JSON Feed
        {
            "title": "Rents",
            "content_html": f"<p>{ONE}</p>",
            "content_text": ONE,
            "authors": [{"name": "Ann Ode"}],
            "date_published": "2024-03-01",
        },
        # WordPress
        {
            "title": {"rendered": "Rents"},
            "content": {"rendered": f"<p>{ONE}</p>\n", "protected": False},
            "author": 5,
            "date": "2024-03-01",
            "author_name": "Ann Ode",
            "categories": [3, 4],
        },
        # trafilatura, newspaper, news-please, Readability
        {
            "title": "Rents",
            "raw_text": ONE,
            "text": ONE,
            "author": "Ann Ode",
            "date": "2024-03-01",
            "comments": "",
            "source-hostname": "Courier",
            "fingerprint": "a1",
        },
        {
            "title": "Rents",
            "text": ONE,
            "authors": ["Ann Ode"],
            "publish_date": "2024-03-01 00:00:00",
            "summary": "",
            "html": f"<html><body><p>{ONE}</p></body></html>",
        },
        {
            "title": "Rents",
            "maintext": ONE,
            "authors": ["Ann Ode"],
            "date_publish": "2024-03-01 00:00:00",
            "source_domain": "courier.example",
        },
        {
            "title": "Rents",
            "content": f'<div id="readability-page-1"><p>{ONE}</p></div>',
            "textContent": ONE,
            "byline": "Ann Ode",
            "publishedTime": "2024-03-01",
        },
        # Firecrawl, a dump of Elasticsearch
        {
            "markdown": ONE,
            "metadata": {"title": "Rents", "author": "Ann Ode", "publishedTime": "2024-03-01"},
        },
        {
            "_index": "news",
            "_source": {
                "title": "Rents",
                "paragraphs": [ONE],
                "author": "Ann Ode",
                "date": "2024-03-01",
            },
        },
    ],
)
def test_what_programs_write_is_read_without_saying_names(said: Mapping[str, Any]) -> None:
    found = draft(said)

    assert words(found) == [ONE]
    assert hints(found, "title") == ["Rents"]
    assert hints(found, "authors") == ["Ann Ode"]
    assert hints(found, "published") == ["2024-03-01"]
    assert codes(found) == []


def test_the_other_fields_are_hints() -> None:
    found = draft(
        {
            "text": ONE,
            "updated_at": "2024-03-02T10:00:00Z",
            "site_name": "The Courier",
            "publisher": {"name": "The Courier Ltd"},
            "link": "https://courier.example/a",
            "lang": "en_gb",
            "tags": ["rents", {"name": "harbour"}, 12],
            "keywords": "city, yard",
            "description": "<p>A tenth more.</p>",
            "tldr": "Dearer.",
            "key_points": ["One", "Two"],
        }
    )

    assert hints(found, "updated") == ["2024-03-02T10:00:00+00:00"]
    assert hints(found, "outlet") == ["The Courier Ltd", "The Courier"]
    assert hints(found, "url") == ["https://courier.example/a"]
    assert hints(found, "language") == ["en-GB"]
    assert hints(found, "tags") == ["rents", "harbour", "city", "yard"]
    assert hints(found, "standfirst") == ["A tenth more."]
    assert hints(found, "summary") == ["Dearer."]
    assert hints(found, "key_points") == ["One", "Two"]


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (1709285400, "2024-03-01T09:30:00+00:00"),
        (1709285400000, "2024-03-01T09:30:00+00:00"),
        ("1709285400", "2024-03-01T09:30:00+00:00"),
        ("1709285400123", "2024-03-01T09:30:00+00:00"),
        (1709285400.5, "2024-03-01T09:30:00+00:00"),
        ("20240301", "2024-03-01"),
        ("Fri, 01 Mar 2024 09:30:00 GMT", "2024-03-01T09:30:00+00:00"),
        ("2024-03-01T09:30:00.000Z", "2024-03-01T09:30:00+00:00"),
        ({"@value": "2024-03-01"}, "2024-03-01"),
        (10**17, None),
        (float("inf"), None),
        ("yesterday", None),
        (True, None),
        ("9" * 10_000, None),
    ],
)
def test_a_date_is_a_text_or_seconds_or_thousandths(said: object, day: str | None) -> None:
    found = draft({"text": ONE, "date": said})

    assert hints(found, "published") == ([day] if day else [])


def test_a_text_is_read_by_what_it_is_written_in() -> None:
    html = draft({"content": f"<p>{ONE}</p><p><b>{TWO}</b></p>"})
    plain = draft({"content": f"{ONE}\n\nA < B, **not bold**."})
    marked = draft({"markdown": f"## Rents\n\n**{ONE}**"})

    assert "Strong(" in repr(html.blocks)
    assert words(plain) == [ONE, "A < B, **not bold**."]
    assert isinstance(marked.blocks[0], Heading)
    assert words(marked) == ["Rents", ONE]


def test_a_list_of_paragraphs_is_a_text() -> None:
    assert words(draft({"articleBody": [ONE, {"type": "p", "text": TWO}]})) == [ONE, TWO]


def test_links_stand_against_the_address_and_pictures_lie_beside_the_file() -> None:
    found = draft(
        {
            "url": "https://courier.example/2024/a",
            "html": f'<p>{ONE} <a href="b">Before</a></p><p><img src="yard.png" width="300"></p>',
        }
    )

    assert "https://courier.example/2024/b" in repr(found.blocks)
    assert list(pictures_in(found.blocks)) == list(found.assets) != []


def test_names_that_are_given_are_the_only_ones() -> None:
    said = {
        "title": "No",
        "heading": {"main": "Rents"},
        "people": [{"name": "Ann Ode"}, {"name": "Bo Li"}],
        "content.plain": ONE,
        "text": OTHER,
        "when": {"first": "2024-03-01"},
    }

    found = draft(
        said,
        title="heading.main",
        byline="people.name",
        body="content.plain",
        published="when.first",
        outlet="no.such",
    )
    second = draft(said, byline="people.1.name", body="content.plain")

    assert words(found) == [ONE]
    assert hints(found, "title") == ["Rents"]
    assert hints(found, "authors") == ["Ann Ode", "Bo Li"]
    assert hints(found, "published") == ["2024-03-01"]
    assert hints(second, "authors") == ["Bo Li"]


def test_a_description_that_is_the_text_is_not_printed_above_it() -> None:
    found = draft({"description": f"{ONE}\n\n{TWO}"}, body="description")

    assert words(found) == [ONE, TWO]
    assert hints(found, "standfirst") == []


def test_a_text_in_markdown_can_be_named() -> None:
    found = draft({"content": f"**{ONE}**"}, markdown="content")

    assert words(found) == [ONE]


def test_of_two_texts_the_one_with_marks_is_printed_and_the_others_words_are_told() -> None:
    same = draft({"content_html": f"<p>{ONE}</p><p>{TWO}</p>", "content_text": f"{ONE} {TWO}"})
    other = draft({"content_html": f"<p>{OTHER}</p>", "text": f"{ONE} {TWO}"})

    assert codes(same) == []
    assert [(n.code, n.message, n.weight) for n in other.notes] == [
        ("json.texts", "content_html is printed; other words stand in text", "doubt")
    ]


def test_the_beginning_of_a_text_does_not_stand_for_it() -> None:
    found = draft({"html": f"<p>{ONE[:30]}…</p>", "text": f"{ONE}\n\n{TWO}"})

    assert words(found) == [ONE, TWO]


def test_sentences_in_other_fields_are_told() -> None:
    found = draft(
        {
            "text": ONE,
            "summary": f"{ONE}",
            "comments": [{"by": "Bo", "text": OTHER}],
            "fingerprint": "0f" * 400,
            "image_url": "https://courier.example/" + "a" * 300,
        }
    )

    assert [(n.code, n.message, n.weight) for n in found.notes] == [
        ("json.left-out", "sentences in fields that are not printed: comments", "info")
    ]


@pytest.mark.parametrize(
    "said",
    ["no", "[1]", '{"text": "A', "null", "", '{"text": ' + "[" * 100_000 + "]" * 100_000 + "}"],
)
def test_what_is_no_object_fails_in_one_line(said: str) -> None:
    with pytest.raises((BrokenSource, EmptySource)) as caught:
        draft(said)

    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("said", [{}, {"title": "Rents", "text": " "}, {"text": None}, {"text": 0}])
def test_an_object_without_text_fails(said: Mapping[str, Any]) -> None:
    with pytest.raises(EmptySource) as caught:
        draft(said)

    assert caught.value.hint == "say which field it is: --fields body=NAME"


def test_a_flood_of_values_is_counted_before_it_is_read() -> None:
    with pytest.raises(OverLimit) as caught:
        draft('{"text": [' + "[]," * 2_000 + "[]]}", Limits(elements=1_000))

    assert caught.value.code == "limit.elements"


def test_odd_values_cost_nothing_but_themselves() -> None:
    found = draft(
        f'{{"text": "{ONE} \\ud800 \\u0000", "a": NaN, "b": -Infinity, "c": {"9" * 10_000},'
        ' "date": 1e999, "title": "Rents", "title": "Fares", "n": 1, "n": 1}'
    )

    assert words(found) == [f"{ONE} \ufffd"]
    assert hints(found, "title") == ["Fares"]
    assert [(n.code, n.message) for n in found.notes if n.code.startswith("json")] == [
        ("json.twice", "it has two of title: the last counts")
    ]
    assert {"source.unread", "text.cleaned"} <= set(codes(found))


def test_halves_of_characters_cost_nothing_in_fields() -> None:
    found = draft(f'{{"text": "{ONE}", "title": "Rents \\ud800", "authors": ["Ann \\udfff Ode"]}}')

    assert not any("\ud800" <= letter <= "\udfff" for letter in repr(found))


def test_lists_as_deep_as_they_may_be_are_no_text() -> None:
    deep = "[" * 900 + "]" * 900

    found = draft(
        f'{{"text": "{ONE}", "authors": {deep}, "title": {deep}, "a": {deep}}}', byline="a.b"
    )

    assert words(found) == [ONE]


def test_an_object_in_another_encoding_is_read_and_told() -> None:
    data = json.dumps({"title": "Müßig", "text": f"{ONE} Größe."}, ensure_ascii=False)

    found = read(Source("a.jsonl/1", data.encode("latin-1"), form="json"))

    assert hints(found, "title") == ["Müßig"]
    assert "source.charset" in codes(found)


VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=30) | st.just(ONE),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(("name", "rendered", "text", "0", "x")), inner, max_size=3
        )
    ),
    max_leaves=6,
)
NAMES = st.sampled_from([name for names in FIELDS.values() for name in names] + ["@graph", "meta"])


@given(st.dictionaries(NAMES, VALUES, max_size=6), st.sampled_from(("x", "text.0", "meta.name")))
def test_whatever_fields_hold_is_read_or_fails_as_a_source(said: dict[str, Any], path: str) -> None:
    with suppress(SourceError):
        draft({**said, "body": ONE})
    with suppress(SourceError):
        draft({**said, "body": ONE}, title=path, byline=path, published=path)


@given(st.integers(0, 200), st.binary(max_size=6))
def test_a_damaged_line_is_read_or_fails_as_a_source(at: int, damage: bytes) -> None:
    whole = json.dumps({"title": "Rents", "text": ONE, "authors": [{"name": "Ann Ode"}]}).encode()

    with suppress(SourceError):
        read(Source("a.jsonl/1", whole[:at] + damage + whole[at + 3 :], form="json"))
