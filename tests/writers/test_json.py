"""The JSON output: by its schema, the same when read back, the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.article import Article, Note, Removal
from publish.model.codec import from_json
from publish.model.edition import DocxStyles, Edition, Layout
from publish.model.schema import article_schema
from publish.model.tree import Block, Blocks, Emphasis, Origin, Text
from publish.writers.json import EDITION_SCHEMA_ID, write
from tests.build import article, asset, figure, inlines, listing, p, quote
from tests.strategies import BLOCKS

LAYOUT = Layout("any", "Any", "", {}, DocxStyles())
VALIDATOR = jsonschema.Draft202012Validator(article_schema())


def written(*articles: Article, title: str = "") -> bytes:
    return write(Edition.of(*articles, title=title), LAYOUT).data


def full(body: Blocks) -> Article:
    return Article(
        "a/b.html",
        (Text("Title"),),
        body,
        byline=("Ann Ode",),
        assets={"a.png": asset()},
        removals=(Removal("tail.tag-list", Origin(3, 4), (0, 4), "Tags", "labelled", "tags"),),
        notes=(Note("glyph.missing", "no glyph", Origin(1, 1, "block", ("main",))),),
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(BLOCKS, max_size=4).map(tuple))
def test_any_article_keeps_to_the_schema_and_reads_back_the_same(body: Blocks) -> None:
    data = written(full(body))

    VALIDATOR.validate(json.loads(data))
    assert from_json(data) == full(body)


def test_a_tree_of_many_levels_is_checked_in_no_time() -> None:
    deep: Block = p(Emphasis(inlines("x")))
    for _ in range(12):
        deep = quote(deep, listing("a"))

    VALIDATOR.validate(json.loads(written(full((deep,)))))


def test_a_document_with_an_unknown_key_breaks_the_schema() -> None:
    document = json.loads(written(article("Body.")))
    document["colour"] = "red"

    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_a_document_without_a_body_breaks_the_schema() -> None:
    document = json.loads(written(article("Body.")))
    del document["body"]

    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_a_node_that_the_tree_does_not_know_breaks_the_schema() -> None:
    document = json.loads(written(article("Body.")))
    document["body"] = [{"type": "Div", "inlines": []}]

    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(document)


def test_an_edition_of_several_holds_each_as_it_would_be_alone() -> None:
    one, two = article("One.", published="2026-01-02"), article(figure("a.png"), title="Two")

    document = json.loads(written(one, two, title="The week"))

    assert list(document) == ["schema", "generator", "title", "language", "date", "articles"]
    assert document["schema"] == EDITION_SCHEMA_ID
    assert document["title"] == [{"type": "Text", "text": "The week"}]
    assert document["date"] == "2026-01-02"
    assert document["articles"] == [json.loads(written(one)), json.loads(written(two))]


def test_the_format_is_one_file_of_json() -> None:
    made = write(Edition.of(article("x")), LAYOUT)

    assert (made.format, list(made.files), made.media_type) == ("json", [""], "application/json")


def test_the_layout_does_not_change_a_byte() -> None:
    edition = Edition.of(article("x"))

    assert write(edition, LAYOUT) == write(edition, replace(LAYOUT, name="other"))
