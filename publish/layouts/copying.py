"""A layout of one's own, started from another."""

from __future__ import annotations

import re
from pathlib import Path

from publish import files
from publish.errors import LayoutError
from publish.layouts import describe, folder_of

__all__ = ["copy_layout"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_TITLE = re.compile(r'^title\s*=\s*".*"$', re.M)


def copy_layout(start: str, name: str, project: Path | None = None) -> Path:
    """The new folder `layouts/<name>` of the project, a copy of the layout `start`.

    Raises UnknownLayout, LayoutError when the name is none or is taken, SaveError.
    """
    if not _NAME.fullmatch(name):
        raise LayoutError("not a name for a layout", where=name, hint="letters, digits, - and _")
    folder = (project or Path()) / "layouts" / name
    if folder.exists():
        raise LayoutError("stands already", where=str(folder), hint="choose another name")
    describe(start, project)
    source = folder_of(start, project)
    made = {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in sorted(source.rglob("*"))
        if path.is_file()
    }
    settings = made["layout.toml"].decode("utf-8")
    made["layout.toml"] = _TITLE.sub(f'title = "{name}"', settings, count=1).encode()
    files.save(made, folder)
    return folder
