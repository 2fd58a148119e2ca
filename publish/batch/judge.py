"""Whether an output is whole: before it gets its final name, and in a later run."""

from __future__ import annotations

import hashlib
import os
import stat
from contextlib import suppress
from pathlib import Path

from publish.errors import RenderError
from publish.files import digest
from publish.model.formats import END_BYTES, Format
from publish.pipeline import Output, digest_of_files

_AT_ONCE = 2**18  # bytes of a part that are held

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in a folder that somebody only looked at."""


def judge(output: Output, format: Format) -> None:
    """Look at a part file as a stranger's: all there, and of the format it says.

    Raises RenderError. The worker that made it may have been killed, or be another machine. It is
    never held whole, nor parsed: a large one would leave its mark on the parent's memory for good.
    """
    target = output.target
    found, first, last = None, b"", b""
    is_folder = False
    with suppress(OSError):
        is_folder = stat.S_ISDIR(os.stat(target.part).st_mode)  # noqa: PTH116  # a Path takes as long again
        found, first, last = (
            (digest_of_output(Path(target.part)), b"", b"") if is_folder else _ends_of(target.part)
        )
    if found != output.digest:
        raise RenderError("the result is not what the worker wrote", where=target.final)
    if is_folder != format.folder or not (is_folder or format.has_ends(first, last)):
        raise RenderError(f"the result is no whole {format.name}", where=target.final)


def _ends_of(path: str) -> tuple[str, bytes, bytes]:
    """The SHA-256 of a file's bytes, the first and the last of them (`END_BYTES`)."""
    whole = hashlib.sha256()
    first = last = b""
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a Path takes as long again
        while data := file.read(_AT_ONCE):
            whole.update(data)
            first = first or data[:END_BYTES]
            last = (last + data[-END_BYTES:])[-END_BYTES:]
    return whole.hexdigest(), first, last


def digest_of_output(path: Path) -> str | None:
    """The SHA-256 that `pipeline.perform` says of an output; None when nothing stands there.

    Nothing but regular files and folders of them is looked at: a pipe would wait for ever.
    """
    try:
        if not path.is_dir():
            return digest(_bytes(path))
        # A link to a folder is no folder: it counts, and nothing of it can be read.
        inside = (
            p
            for p in path.rglob("*")
            if (not p.is_dir() or p.is_symlink()) and p.name not in DROPPINGS
        )
        return digest_of_files({p.relative_to(path).as_posix(): _bytes(p) for p in inside})
    except OSError:
        return None


def _bytes(path: Path) -> bytes:
    """OSError for what is no regular file."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_bytes()
