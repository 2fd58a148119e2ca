"""Whether an output is whole: before it gets its final name, and in a later run."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

from publish.batch.names import FOLDER_FORMATS
from publish.errors import RenderError
from publish.files import digest
from publish.pipeline import Output, digest_of_files

__all__ = ["digest_of_output", "judge"]

_END_OF_PDF_BYTES = 32  # "%%EOF" stands in the last of them, with line ends after it


def judge(output: Output) -> None:
    """Look at a part file as a stranger's: all there, and of the kind it says.

    Raises RenderError. The worker that made it may have been killed, or be another machine.
    """
    target = output.target
    part = Path(target.part)
    if digest_of_output(part) != output.digest:
        raise RenderError("the result is not what the worker wrote", where=target.final)
    if not _sound(part, target.format):
        raise RenderError(f"the result is no whole {target.format}", where=target.final)


def digest_of_output(path: Path) -> str | None:
    """The SHA-256 that `pipeline.perform` says of an output; None when nothing stands there.

    Nothing but regular files and folders of them is looked at: a pipe would wait for ever.
    """
    try:
        if not path.is_dir():
            return digest(_bytes(path))
        inside = (p for p in path.rglob("*") if not p.is_dir())
        return digest_of_files({p.relative_to(path).as_posix(): _bytes(p) for p in inside})
    except OSError:
        return None


def _bytes(path: Path) -> bytes:
    """OSError for what is no regular file."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return path.read_bytes()


def _sound(part: Path, format: str) -> bool:
    if part.is_dir() != (format in FOLDER_FORMATS):
        return False
    if format == "pdf":
        data = part.read_bytes()
        return data.startswith(b"%PDF-") and b"%%EOF" in data[-_END_OF_PDF_BYTES:]
    if format in ("docx", "epub"):
        return _sound_zip(part)
    if format == "json":
        return _sound_json(part)
    return True


def _sound_zip(part: Path) -> bool:
    try:
        with zipfile.ZipFile(part) as package:
            return package.testzip() is None
    except (zipfile.BadZipFile, zipfile.LargeZipFile):
        return False


def _sound_json(part: Path) -> bool:
    try:
        json.loads(part.read_bytes())
    except ValueError:
        return False
    return True
