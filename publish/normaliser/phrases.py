"""Boilerplate wording, from phrases.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

__all__ = ["bare", "phrases"]

_EDGES = " \t\n\u00a0:,.;…!|·•-–—›»>←→*_#\"'“”‘’()[]"


def phrases(kind: str, key: str) -> frozenset[str]:
    """The phrases of one kind, such as ("related", "label"), in lower case."""
    return _all()[kind][key]


def bare(text: str) -> str:
    """A line as phrases are compared: lower case, one space, no marks at the ends."""
    return " ".join(text.casefold().replace("’", "'").split()).strip(_EDGES)


@cache
def _all() -> Mapping[str, Mapping[str, frozenset[str]]]:
    document = tomllib.loads(
        files("publish.normaliser").joinpath("phrases.toml").read_text("utf-8")
    )
    return {
        kind: {key: frozenset(map(str.casefold, words)) for key, words in table.items()}
        for kind, table in document.items()
    }
