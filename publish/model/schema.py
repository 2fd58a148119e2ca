"""The JSON Schema of what `codec.to_json` writes, drawn from the dataclasses themselves.

docs/article.schema.json is this, kept true by a test. Source: JSON Schema 2020-12.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Literal, Union, get_args, get_origin, get_type_hints

from publish.model import tree
from publish.model.article import Article
from publish.model.codec import SCHEMA_ID
from publish.model.tree import Block, Inline

_UNIONS: tuple[tuple[object, str], ...] = ((Block, "Block"), (Inline, "Inline"))
_PLAIN: Mapping[object, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}

_MAY_BE_LEFT_OUT = frozenset({("Asset", "data")})  # by to_json(pictures=False)

Schema = dict[str, object]


def article_schema() -> Schema:
    """The schema of one article's document; `$defs` has a type for each class of the model."""
    definitions: dict[str, Schema] = {name: _one_of(get_args(union)) for union, name in _UNIONS}
    for union, _ in _UNIONS:
        for node in get_args(union):
            _define(node, definitions)
    article = _object(Article, definitions)
    head: Schema = {"schema": {"const": SCHEMA_ID}, "generator": {"type": "string"}}
    properties, required = article["properties"], article["required"]
    assert isinstance(properties, dict)
    assert isinstance(required, list)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA_ID,
        "description": _summary(Article),
        "type": "object",
        "properties": head | properties,
        "required": ["schema", *required],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _one_of(nodes: tuple[type, ...]) -> Schema:
    """A node that is one of these, by its `type`.

    Not by `oneOf`: a validator that tries each of ten nodes at each level of a tree never ends.
    """
    return {
        "type": "object",
        "properties": {"type": {"enum": [node.__name__ for node in nodes]}},
        "required": ["type"],
        "allOf": [
            {
                "if": {"properties": {"type": {"const": node.__name__}}},
                "then": _named(node),
            }
            for node in nodes
        ],
    }


def _named(kind: type) -> Schema:
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _define(kind: type, definitions: dict[str, Schema]) -> None:
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # its place, as it may hold itself
        definitions[kind.__name__] = _object(kind, definitions)


def _object(kind: type, definitions: dict[str, Schema]) -> Schema:
    hints = get_type_hints(kind, localns=vars(tree))
    is_node = any(kind in get_args(union) for union, _ in _UNIONS)
    properties: Schema = {"type": {"const": kind.__name__}} if is_node else {}
    required = ["type"] if is_node else []
    for each in fields(kind):
        properties[each.name] = _schema(hints[each.name], definitions)
        if _required(each) and (kind.__name__, each.name) not in _MAY_BE_LEFT_OUT:
            required.append(each.name)
    return {
        "description": _summary(kind),
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(hint: object, definitions: dict[str, Schema]) -> Schema:
    for union, name in _UNIONS:
        if hint == union:
            return {"$ref": f"#/$defs/{name}"}
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint is bytes:
        return {"type": "string", "contentEncoding": "base64"}
    if isinstance(hint, type) and is_dataclass(hint):
        _define(hint, definitions)
        return _named(hint)
    return _composed(hint, definitions)


def _composed(hint: object, definitions: dict[str, Schema]) -> Schema:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        (only,) = (each for each in arguments if each is not type(None))
        return {"oneOf": [_schema(only, definitions), {"type": "null"}]}
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is tuple:
        each = [_schema(argument, definitions) for argument in arguments]
        return {"type": "array", "prefixItems": each, "items": False, "minItems": len(each)}
    assert isinstance(origin, type), hint
    assert issubclass(origin, Mapping), hint
    values = _schema(arguments[1], definitions)
    return {"type": "object", "additionalProperties": values}


def _summary(kind: type) -> str:
    """The first sentence of a class's docstring."""
    return " ".join((kind.__doc__ or "").split("\n\n")[0].split())


def _required(each: Field[object]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING
