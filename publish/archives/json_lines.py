"""JSON lines: one article a line, its fields by name."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from publish import files
from publish.archives.forms import Entry, Listed, Settings
from publish.errors import BrokenSource, Failure
from publish.files import Slice


def entries(path: Path, _settings: Settings) -> Iterator[Listed]:
    """The articles of a file, a line each; a line that is no object is one that cannot be read."""
    at = 0
    with os.fdopen(files.opened(path)[0], "rb") as file:
        for count, line in enumerate(file, 1):
            if line.strip():
                yield _entry(line, Slice(at, len(line)), count)
            at += len(line)


def _entry(line: bytes, where: Slice, count: int) -> Entry:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        message = f"line {count:,} is no JSON object"
        return Entry("", line, where, failure=Failure(BrokenSource.code, message))
    identity = next((str(said[key]) for key in ("id", "url") if said.get(key)), "")
    return Entry(identity, line, where, str(said.get("title") or ""))
