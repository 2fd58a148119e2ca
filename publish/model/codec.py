"""Model ⇄ JSON: golden files, the JSON output, the record inside a PDF, jobs for other machines.

Tree nodes carry their type: `{"type": "Paragraph", …}`. Fields that hold their default are left
out. Keys that say where something came from are `origin, removals, notes, name, source, generator,
digest, key` and no others; every other key says what the article says.
"""

from __future__ import annotations

import base64
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from json.encoder import encode_basestring as _quoted
from typing import Literal, Union, get_args, get_origin, get_type_hints

from publish.model import tree
from publish.model.article import Article, Note
from publish.model.tree import Block, Inline

SCHEMA_ID = "publish/article/4"
READ_IDS = ("publish/article/1", "publish/article/2", "publish/article/3", SCHEMA_ID)
"""Schemas of which a document can be read: all there ever were. Each only adds to the last."""

_NODES = {kind.__name__: kind for kind in (*get_args(Block), *get_args(Inline))}

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


def to_json(article: Article, *, generator: str = "", pictures: bool = True) -> bytes:
    """The article and its removal record as one JSON document, UTF-8, keys in fixed order.

    Without `pictures` the bytes of its assets are left out, names and sizes stay.
    """
    document = {"schema": SCHEMA_ID, "generator": generator, **_object(encode(article))}
    if not pictures:
        for asset in _object(document.get("assets", {})).values():
            _object(asset).pop("data", None)
    return (_indented(document, "\n") + "\n").encode()


def _indented(value: Json, line: str) -> str:
    """What `json.dumps` with `indent=1` makes, in a third of its time: that has no C for it.

    `line` ends a line and begins the next as deep as the value stands.
    """
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, dict) and value:
        inner = line + " "
        pairs = [f"{_quoted(key)}: {_indented(held, inner)}" for key, held in value.items()]
        return f"{{{inner}{f',{inner}'.join(pairs)}{line}}}"
    if isinstance(value, list) and value:
        inner = line + " "
        return f"[{inner}{f',{inner}'.join([_indented(held, inner) for held in value])}{line}]"
    return json.dumps(value)


def from_json(data: bytes) -> Article:
    """The article that `to_json` wrote, in this version or an earlier one.

    ValueError when the document is of another schema.
    """
    document = json.loads(data)
    if not isinstance(document, dict) or document.get("schema") not in READ_IDS:
        raise ValueError(f"not a document of the schema {' or '.join(READ_IDS)}")
    document = {k: v for k, v in document.items() if k not in ("schema", "generator")}
    article = decode(document, Article)
    assert isinstance(article, Article)
    return article


def encode(value: object) -> Json:
    """Any value of the model as JSON's own types."""
    kind = type(value)
    if kind is str or kind is int or value is None:  # most of what a tree holds
        return value  # type: ignore[return-value]  # one of these, which are JSON's
    if kind is tuple:
        return [encode(held) for held in value]  # type: ignore[attr-defined]  # a tuple
    if is_dataclass(kind):
        head, held_by = _shape(kind)
        made: dict[str, Json] = dict(head)
        for name, default in held_by:
            held = getattr(value, name)
            if held is not default and not (held == default and type(held) is type(default)):
                made[name] = encode(held)
        return made
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, Mapping):
        return {str(key): encode(held) for key, held in value.items()}
    if isinstance(value, tuple | list):
        return [encode(held) for held in value]
    assert value is None or isinstance(value, bool | int | float | str), type(value)
    return value


def decode(value: Json, kind: object) -> object:
    """A value of the model from JSON; `kind` is its type. ValueError when it does not fit."""
    if kind in (Block, Inline):
        name = _object(value).get("type")
        if name not in _NODES:
            raise ValueError(f"no such node: {name!r}")
        return decode({k: v for k, v in _object(value).items() if k != "type"}, _NODES[str(name)])
    if isinstance(kind, type) and is_dataclass(kind):
        return _decoded_object(_object(value), kind)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Literal:
        if value not in arguments:
            raise ValueError(f"{value!r} where one of {arguments} was expected")
        return value
    if origin in (Union, types.UnionType):
        if value is None and type(None) in arguments:
            return None
        (only,) = (each for each in arguments if each is not type(None))
        return decode(value, only)
    if origin is tuple:
        return _decoded_tuple(value, arguments)
    if origin is not None and issubclass(origin, Mapping):
        return {key: decode(held, arguments[1]) for key, held in _object(value).items()}
    if kind is bytes and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    if kind is float and isinstance(value, int):
        return float(value)
    if isinstance(kind, type) and isinstance(value, kind):
        return value
    raise ValueError(f"{type(value).__name__} where {kind} was expected")


def _decoded_object(value: dict[str, Json], kind: type) -> object:
    hints = _hints(kind)
    unknown = value.keys() - hints.keys()
    if unknown:
        raise ValueError(f"{kind.__name__} has no {', '.join(sorted(unknown))}")
    if kind is Note:
        value = {"weight": "doubt", **value}  # before schema 3 notes had none
    made = {key: decode(held, hints[key]) for key, held in value.items()}
    missing = [f.name for f in fields(kind) if f.name not in made and _required(f)]
    if missing:
        raise ValueError(f"{kind.__name__} needs {', '.join(missing)}")
    return kind(**made)


def _decoded_tuple(value: Json, arguments: tuple[object, ...]) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{type(value).__name__} where a list was expected")
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(decode(held, arguments[0]) for held in value)
    if len(value) != len(arguments):
        raise ValueError(f"{len(value)} values where {len(arguments)} were expected")
    return tuple(decode(held, each) for held, each in zip(value, arguments, strict=True))


@cache
def _shape(kind: type) -> tuple[dict[str, Json], tuple[tuple[str, object], ...]]:
    """What an object begins with, and each field with what it holds where it is left out."""
    head: dict[str, Json] = {"type": kind.__name__} if kind.__name__ in _NODES else {}
    return head, tuple((each.name, _default_of(each)) for each in fields(kind))


def _default_of(each: Field[object]) -> object:
    if each.default_factory is not MISSING:
        return each.default_factory()
    return each.default  # MISSING, which nothing is, where there is none


@cache
def _hints(kind: type) -> dict[str, object]:
    return get_type_hints(kind, localns=vars(tree))


def _object(value: object) -> dict[str, Json]:
    if not isinstance(value, dict):
        raise ValueError(f"{type(value).__name__} where an object was expected")
    return value


def _required(each: Field[object]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING
