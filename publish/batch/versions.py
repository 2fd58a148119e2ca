"""Which programs make an output: part of its key, and named in the manifest."""

from __future__ import annotations

import hashlib
import platform
import zlib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from pathlib import Path

from publish import native
from publish.model.formats import Format
from publish.readers import Reader

_ALWAYS = ("charset-normalizer", "jinja2", "lxml", "pillow", "py3langid")


@cache
def reading_versions(readers: tuple[Reader, ...]) -> Mapping[str, str]:
    """The versions of all that can change a word of an article, whichever reader it gets."""
    of_readers = (name for reader in readers for name in reader.libraries)
    return {
        "publish": f"{_version('publish')}+{program()}",
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        **{name: _version(name) for name in (*_ALWAYS, *of_readers)},
    }


@cache
def versions(format: Format, readers: tuple[Reader, ...]) -> Mapping[str, str]:
    """The versions of all that can change a byte of this format. Raises MissingLibrary for PDF.

    Those of all readers are among them: which one a source gets is known when it is read.
    """
    found = {**reading_versions(readers), **{name: _version(name) for name in format.libraries}}
    if format.pango:
        found.update(native.versions())
    if format.cuts_fonts:
        found.update(native.subset_versions())
    return found


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""  # run from a checkout that is not installed


@cache
def program() -> str:
    """A digest of our own files: in a checkout they change and the version stays."""
    package = Path(native.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        # __pycache__; and _layouts and _fonts of a wheel, which a layout's digest covers
        if path.is_file() and not any(folder.startswith("_") for folder in inside.parts[:-1]):
            whole.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]
