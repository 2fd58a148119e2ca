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

__all__ = ["versions"]

_ALWAYS = (
    "charset-normalizer",
    "jinja2",
    "lxml",
    "markdown-it-py",
    "mdit-py-plugins",
    "pillow",
    "py3langid",
    "selectolax",
)
_ONLY: Mapping[str, tuple[str, ...]] = {
    "pdf": ("weasyprint", "pydyf", "pyphen", "fonttools"),
    "docx": ("python-docx",),
}


@cache
def versions(format: str) -> Mapping[str, str]:
    """The versions of all that can change a byte of this format. Raises MissingLibrary for PDF."""
    found = {
        "publish": f"{_version('publish')}+{_program()}",
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
    }
    for name in (*_ALWAYS, *_ONLY.get(format, ())):
        found[name] = _version(name)
    if format == "pdf":
        found.update(native.versions())
    return found


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""  # run from a checkout that is not installed


@cache
def _program() -> str:
    """A digest of our own files: in a checkout they change and the version stays."""
    package = Path(native.__file__).parent
    whole = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        # __pycache__; and _layouts and _fonts of a wheel, which a layout's digest covers
        if path.is_file() and not any(folder.startswith("_") for folder in inside.parts[:-1]):
            whole.update(inside.as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:12]
