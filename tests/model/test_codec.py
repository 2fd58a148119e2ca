"""Articles as JSON and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.model.article import Article, Note, Removal
from publish.model.codec import from_json, to_json
from publish.model.tree import Blocks, Origin, Text
from tests.build import article, asset, figure, p
from tests.strategies import BLOCKS


@given(st.lists(BLOCKS, max_size=5).map(tuple))
def test_an_article_read_back_from_json_is_the_same(body: Blocks) -> None:
    before = Article(
        "a/b.html",
        (Text("Title"),),
        body,
        byline=("Ann Ode", "Bo Li"),
        published="2024-01-21",
        removals=(Removal("tail.tag-list", Origin(3, 4), None, "Tags: x", "labelled", "tags"),),
        notes=(Note("glyph.missing", "no glyph", Origin(1, 1, "block", ("main",))),),
    )

    assert from_json(to_json(before)) == before


def test_origins_survive_though_they_do_not_count_in_comparison() -> None:
    back = from_json(to_json(article(p("Body.", line=7))))

    assert back.body[0].origin == Origin(7, 7)


def test_a_picture_survives_byte_for_byte() -> None:
    before = article(figure("a.png"), assets={"a.png": asset()})

    assert from_json(to_json(before)).assets["a.png"] == asset()


def test_a_record_without_pictures_still_names_them() -> None:
    record = json.loads(
        to_json(article(figure("a.png"), assets={"a.png": asset()}), pictures=False)
    )

    assert record["assets"]["a.png"] == {
        "name": "a.png",
        "media_type": "image/png",
        "width_px": 1,
        "height_px": 1,
    }


def test_words_that_went_stand_under_removals_only() -> None:
    gone = Removal("tail.tag-list", Origin(3, 3), None, "Boko Haram", "unlabelled")
    record = json.loads(to_json(article("Body.", removals=(gone,))))

    record.pop("removals")

    assert "Boko Haram" not in json.dumps(record)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{}",
        '{"schema": "publish/article/9"}',
        '{"schema": "publish/article/1", "name": "x"}',
        '{"schema": "publish/article/1", "name": "x", "title": [], "body": [{"type": "Div"}]}',
        '{"schema": "publish/article/1", "name": 1, "title": [], "body": []}',
    ],
)
def test_a_document_of_another_shape_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"schema|needs|node|expected"):
        from_json(text.encode())


@pytest.mark.parametrize(
    ("version", "weight"), [(1, "doubt"), (2, "doubt"), (3, "wrong"), (4, "wrong")]
)
def test_a_document_of_every_version_is_read_for_good(version: int, weight: str) -> None:
    document = (Path(__file__).parent / "documents" / f"article-{version}.json").read_bytes()

    back = from_json(document)

    assert [type(block).__name__ for block in back.body][:4] == (
        ["Paragraph", "Heading", "Quote", "Listing"]
    )
    assert back.removals[0].rule == "tail.tag-list"
    assert [note.weight for note in back.notes] == [weight]  # none was written before version 3
    assert [remark.parent for remark in back.remarks] == ([None, 0] if version > 3 else [])
    assert from_json(to_json(back)) == back


def test_a_document_of_a_version_to_come_is_one_line() -> None:
    with pytest.raises(ValueError, match=r"^not a document of the schema [^\n]*article/4$"):
        from_json(b'{"schema": "publish/article/9"}')


def test_a_name_that_is_not_allowed_is_refused() -> None:
    node = {"type": "Formula", "text": "x", "mathml": {"name": "script", "text": "alert(1)"}}
    document = {"schema": "publish/article/2", "name": "x", "title": [node], "body": []}

    with pytest.raises(ValueError, match="script"):
        from_json(json.dumps(document).encode())
