"""Whether an output is whole: before it gets its final name, and in a later run."""

from __future__ import annotations

from pathlib import Path

from publish.errors import RenderError
from publish.files import digest
from publish.model.formats import Format
from publish.pipeline import Output, digest_of_files

DROPPINGS = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What systems leave in a folder that somebody only looked at."""


def judge(output: Output, format: Format) -> None:
    """Look at a part file as a stranger's: all there, and of the format it says.

    Raises RenderError. The worker that made it may have been killed, or be another machine.
    """
    target = output.target
    part = Path(target.part)
    is_folder = part.is_dir()
    data = None if is_folder else _bytes_or_none(part)  # read once: it can be large
    found = digest_of_output(part) if is_folder else None if data is None else digest(data)
    if found != output.digest:
        raise RenderError("the result is not what the worker wrote", where=target.final)
    if is_folder != format.folder or not (data is None or format.is_whole(data)):
        raise RenderError(f"the result is no whole {format.name}", where=target.final)


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


def _bytes_or_none(path: Path) -> bytes | None:
    try:
        return _bytes(path)
    except OSError:
        return None


def _bytes(path: Path) -> bytes:
    """OSError for what is no regular file."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_bytes()
