"""Which files are sources: those that are named, and those that a folder holds."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from publish.files import STDIN, Found

_NOT_SOURCES = frozenset({"decisions.toml", "site.toml", "rules.toml", "publish.toml"})
_BELONGS_TO_ARTICLES = frozenset(
    f".{ending}"
    for ending in (
        *("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico", "bmp", "tif", "tiff"),
        *("css", "js", "mjs", "map", "otf", "ttf", "woff", "woff2", "eot"),
    )
)


def find(paths: Iterable[str], into: str = "") -> list[Found]:
    """The sources at these paths, in order: files as they are, folders walked by name.

    In a folder everything counts but hidden files, settings files, the output folder, folders of
    saved pages (`*_files`), and pictures, styles, scripts and fonts, which belong to articles.
    A path where nothing stands is a source too: `load` says what is wrong with it.
    """
    output = Path(into).absolute() if into else None
    found: list[Found] = []
    for text in paths:
        path = Path(text)
        if text == "-":
            found.append(Found(STDIN, text, named=True))
        elif path.is_dir():
            found.extend(Found(p.relative_to(path).as_posix(), str(p)) for p in _walk(path, output))
        else:
            found.append(Found(path.name, text, named=True))
    return found


def _walk(folder: Path, output: Path | None) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        yield folder  # `load` says what is wrong with it, and the others are still published
        return
    for entry in entries:
        path = folder / entry.name
        is_folder = entry.is_dir(follow_symlinks=False)
        if not may_be_source(entry.name, is_folder=is_folder):
            continue
        if is_folder:
            if path.absolute() != output:
                yield from _walk(path, output)
        elif not entry.is_symlink() or _leads_inside(path, folder):
            yield path


def may_be_source(name: str, *, is_folder: bool) -> bool:
    """Whether what nobody named, but a folder holds or a pattern fits, may be or hold sources."""
    if name.startswith(".") or name in _NOT_SOURCES:
        return False
    if is_folder:
        return not name.endswith("_files")
    return Path(name).suffix.lower() not in _BELONGS_TO_ARTICLES


def _leads_inside(path: Path, folder: Path) -> bool:
    """Whether a link leads to a file that is there and below the folder it lies in."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return False
    return target.is_file() and target.is_relative_to(folder.resolve())
