"""The JSON Schema of an article: true to the model, and true JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import jsonschema

from publish.model.codec import to_json
from publish.model.schema import article_schema
from publish.model.tree import Block, Inline
from tests.build import article, asset, figure
from tests.conftest import ROOT


def test_the_documented_schema_is_that_of_the_model(
    golden: Callable[[str | bytes, Path], None],
) -> None:
    text = json.dumps(article_schema(), indent=1, ensure_ascii=False) + "\n"

    golden(text, ROOT / "docs" / "article.schema.json")


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(article_schema())


def test_every_node_of_the_tree_has_a_definition() -> None:
    definitions = article_schema()["$defs"]
    assert isinstance(definitions, dict)
    nodes = {node.__name__ for node in (*get_args(Block), *get_args(Inline))}

    assert nodes <= definitions.keys()


def test_a_record_without_its_pictures_keeps_to_the_schema() -> None:
    record = to_json(article(figure("a.png"), assets={"a.png": asset()}), pictures=False)

    jsonschema.Draft202012Validator(article_schema()).validate(json.loads(record))
