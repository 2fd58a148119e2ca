"""Words and paths as HTML, a page around them, and files that change only when they must."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from publish.batch.pages.sheet import POLICY, SHEET
from publish.errors import shown
from publish.files import save_error

LARGEST_BYTES = 1_500_000
"""Of the rows of a page: a browser opens it without a wait."""
ROWS = 1_000
"""Rows of a page, where they are short enough."""

# What HTML forbids: controls, halves of characters, and what is no character at all.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def text(said: str) -> str:
    """An article's words as text of HTML, and of an attribute in double quotes."""
    return escape(_FORBIDDEN.sub("\ufffd", said))


def name(path: str) -> str:
    """A name of a file, in a direction of its own; what cannot be seen is escaped."""
    return f"<bdi>{escape(shown(path))}</bdi>"


def link(up: str, path: str) -> str:
    """A path below a folder as an address from a page that lies `up` from it ("../").

    Any name that a file may have will do: its bytes are percent-encoded, and what goes first is
    never a scheme.
    """
    return (up or "./") + quote(os.fsencode(path))


def table(caption: str, heads: Sequence[tuple[str, str]], rows: Iterable[str]) -> str:
    """A table that scrolls by itself where it is too wide; heads are (class, words)."""
    cells = "".join(
        f'<th scope="col" class="{each}">{words}</th>' if each else f'<th scope="col">{words}</th>'
        for each, words in heads
    )
    above = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<div class="scroll"><table>{above}<thead><tr>{cells}</tr></thead>'
        f"<tbody>\n{''.join(rows)}</tbody></table></div>\n"
    )


def page(title: str, body: str) -> bytes:
    """A whole page."""
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f'<meta name="generator" content="publish">\n<title>{title}</title>\n'
        f"<style>{SHEET}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    ).encode()


def split(sizes: Sequence[int], rows: int = ROWS) -> list[tuple[int, int]]:
    """Rows of these sizes, in bytes, parted into pages: the first of each and its end."""
    pages: list[tuple[int, int]] = []
    first = held = 0
    for index, size in enumerate(sizes):
        if index > first and (index - first == rows or held + size > LARGEST_BYTES):
            pages.append((first, index))
            first, held = index, 0
        held += size
    return [*pages, (first, len(sizes))] if sizes else []


def write(path: Path, data: bytes) -> None:
    """A page under its name, whole or not at all; one that says the same stays.

    It is not synced: whatever is lost is written again. Raises Unwritable, DiskFailed.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        if path.is_file() and path.read_bytes() == data:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(data)
        part.replace(path)
    except OSError as error:
        raise save_error(error, path) from error
