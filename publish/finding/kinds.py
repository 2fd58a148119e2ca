"""What lies in folders: what may be a source, what belongs to articles, what is a result."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from contextlib import suppress

OURS = ".publish"
MANIFEST = f"{OURS}/manifest.jsonl"
WILD = frozenset("*?[")
_NOT_SOURCES = frozenset({"decisions.toml", "site.toml", "rules.toml", "publish.toml"})
_BELONGS_TO_ARTICLES = frozenset(
    f".{ending}"
    for ending in (
        *("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff"),
        *("css", "js", "mjs", "map", "otf", "ttf", "woff", "woff2", "eot"),
    )
)
_OUTPUT = re.compile(rb'"output": ?("(?:[^"\\]|\\.)*")')
_GONE = re.compile(rb'\{"kind": ?"gone"')


def may_be_source(name: str, *, is_folder: bool) -> bool:
    """Whether what nobody named, but a folder holds or a pattern fits, may be or hold sources."""
    if name.startswith(".") or name in _NOT_SOURCES:
        return False
    if is_folder:
        return not name.endswith("_files")
    return f".{name.rpartition('.')[2].lower()}" not in _BELONGS_TO_ARTICLES


def outputs_in(lines: Iterable[bytes]) -> frozenset[str]:
    """The results that the lines of a manifest name, as paths below its folder."""
    made: set[str] = set()
    for line in lines:  # one regular expression: to parse 100,000 lines takes 2 s
        if found := _OUTPUT.search(line):
            with suppress(ValueError):  # a line that is not understood is as good as none
                change = made.discard if _GONE.match(line) else made.add
                change(str(json.loads(found[1])))
    return frozenset(made)
