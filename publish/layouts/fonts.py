"""The fonts that print may use: folders, and a fontconfig in which nothing else exists.

Fonts come from a private fontconfig, never from `@font-face`: that copies each file to a temporary
folder, which a killed worker leaves behind and a forked child deletes under its parent's feet.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

from publish.errors import LayoutError
from publish.files import shipped
from publish.model.edition import Layout

__all__ = ["SYSTEM_FONTS", "font_files", "font_folders", "use_fonts"]

SYSTEM_FONTS = "(system)"
"""Stands in Layout.font_folders for the machine's own fonts, which no digest covers."""

_SUFFIXES = frozenset({".otf", ".ttf", ".ttc", ".otc"})
_SYSTEM_FILE = "/etc/fonts/fonts.conf"
_in_use: list[tuple[str, ...]] = []  # the set this process has, once it has one


def font_files(folder: Path) -> Iterator[Path]:
    """Every font in a folder and below, in the order of their paths."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)


def font_folders(project: Path | None = None) -> tuple[Path, ...]:
    """The project's own `fonts/` where it holds any, then the shipped fonts."""
    ours = shipped("fonts")
    own = (project or Path()).resolve() / "fonts"
    return (ours,) if own == ours or not any(font_files(own)) else (own, ours)


def use_fonts(layout: Layout) -> None:
    """Make the layout's fonts the only ones of this process; call it before anything is rendered.

    fontconfig reads its file once, so a second, different set in one process is a LayoutError.
    """
    folders = layout.font_folders
    if _in_use == [folders]:
        return
    if _in_use:
        raise LayoutError(
            "this process already prints with other fonts",
            where=layout.name,
            hint="print layouts with different fonts in runs of their own",
        )
    os.environ["FONTCONFIG_FILE"] = str(_configuration(folders))
    _in_use.append(folders)


def _configuration(folders: tuple[str, ...]) -> Path:
    """The shipped fonts.conf if it is enough, else one in a temporary folder of the process."""
    committed = shipped("fonts") / "fonts.conf"
    caches = _can_cache()
    if folders == (str(committed.parent),) and caches:
        return committed
    scratch = Path(tempfile.mkdtemp(prefix="publish-fonts-"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    lines = [
        f'<include ignore_missing="yes">{_SYSTEM_FILE}</include>'
        if folder == SYSTEM_FONTS
        else f"<dir>{escape(folder)}</dir>"
        for folder in folders
    ]
    if not caches:  # or fontconfig complains on stderr, once a folder
        lines.append(f"<cachedir>{escape(str(scratch / 'cache'))}</cachedir>")
    path = scratch / "fonts.conf"
    body = "\n".join(f"  {line}" for line in lines)
    path.write_text(f'<?xml version="1.0"?>\n<fontconfig>\n{body}\n</fontconfig>\n', "utf-8")
    return path


def _can_cache() -> bool:
    """Whether fontconfig's default place for its cache can be written, or made."""
    if os.name != "posix":
        return True
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    place = Path(home) / "fontconfig"
    existing = next(path for path in (place, *place.parents) if path.exists())
    return existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
