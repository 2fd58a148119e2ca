"""The fonts that print may use: folders, and a fontconfig in which nothing else exists.

Fonts come from a private fontconfig, never from `@font-face`: that copies each file to a temporary
folder, which a killed worker leaves behind and a forked child deletes under its parent's feet.

Chinese, Japanese and Korean need 90 MB of fonts, too much to bring along: they are taken from the
machine where it has them, and those files alone (`optional_fonts`).
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from xml.sax.saxutils import escape

from publish.errors import LayoutError
from publish.files import shipped
from publish.model.edition import Layout

SYSTEM_FONTS = "(system)"
"""Stands in Layout.font_folders for the machine's own fonts, which no digest covers."""

_SUFFIXES = frozenset({".otf", ".ttf", ".ttc", ".otc"})
_SYSTEM_FILE = "/etc/fonts/fonts.conf"

# The static files: of variable CFF2 fonts WeasyPrint loses the regular text without a word.
_OPTIONAL = tuple(
    f"Noto{kind}CJK-{weight}.ttc" for kind in ("Serif", "Sans") for weight in ("Regular", "Bold")
)
_PLACES: tuple[str, ...] = {
    "darwin": ("/Library/Fonts", "~/Library/Fonts"),
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
}.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts"))
_DIRECTORY_BYTES = 65_536  # of a font file: they hold the checksums of all its tables
_in_use: list[tuple[str, ...]] = []  # the set this process has, once it has one


def font_files(folder: Path) -> Iterator[Path]:
    """Every font in a folder and below, in the order of their paths."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix.lower() in _SUFFIXES)


def font_folders(project: Path | None = None) -> tuple[Path, ...]:
    """The project's own `fonts/` and those of its layouts where they hold any, then the shipped.

    Of all its layouts: a process has one set of fonts, whatever it prints (`use_fonts`).
    """
    ours = shipped("fonts")
    root = (project or Path()).resolve()
    own = (root / "fonts", *sorted(root.glob("layouts/*/fonts")))
    return (*(folder for folder in own if folder != ours and any(font_files(folder))), ours)


@lru_cache(maxsize=1)
def optional_fonts() -> tuple[Path, ...]:
    """The machine's Noto Serif and Sans CJK, those of the four files that it has."""
    roots = [Path(place).expanduser() for place in _PLACES]
    found = {
        path.name: path
        for root in roots[::-1]
        if root.is_dir()
        for path in sorted(root.rglob("Noto*CJK-*.ttc"), reverse=True)
    }
    return tuple(found[name] for name in _OPTIONAL if name in found)


def font_digest(path: Path) -> str:
    """What tells one version of a large font file from another, without reading all of it."""
    with path.open("rb") as file:
        head = hashlib.sha256(file.read(_DIRECTORY_BYTES))
    return f"{path.name} {path.stat().st_size} {head.hexdigest()}"


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
    """The shipped fonts.conf if it is enough, else one that names these folders.

    It stands in the cache, under a name made of what it says, so that a killed worker leaves
    nothing behind that the next one would not use; in a temporary folder where nothing can be kept.
    """
    committed = shipped("fonts") / "fonts.conf"
    cache = _cache()
    if folders == (str(committed.parent),) and cache:
        return committed
    lines = [line for folder in folders for line in _seen(folder)]
    if cache:
        text = _document(lines)
        path = cache / "publish" / f"fonts-{hashlib.sha256(text.encode()).hexdigest()[:16]}.conf"
        if not path.is_file():
            _keep(path, text)
        return path
    scratch = Path(tempfile.mkdtemp(prefix="publish-fonts-"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    # or fontconfig complains on stderr, once a folder
    lines.append(f"<cachedir>{escape(str(scratch / 'cache'))}</cachedir>")
    path = scratch / "fonts.conf"
    path.write_text(_document(lines), "utf-8")
    return path


def _keep(path: Path, text: str) -> None:
    """Write a file that several workers may want at once: the last wins, and all are right."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, "utf-8")
    part.replace(path)


def _document(lines: list[str]) -> str:
    body = "\n".join(f"  {line}" for line in lines)
    return f'<?xml version="1.0"?>\n<fontconfig>\n{body}\n</fontconfig>\n'


def _seen(place: str) -> tuple[str, ...]:
    """What makes fontconfig see a folder, or of a folder one file; accepting outdoes rejecting."""
    if place == SYSTEM_FONTS:
        return (f'<include ignore_missing="yes">{_SYSTEM_FILE}</include>',)
    path = Path(place)
    if path.suffix.lower() not in _SUFFIXES:
        return (f"<dir>{escape(place)}</dir>",)
    parent = escape(str(path.parent))
    return (
        f"<dir>{parent}</dir>",
        f"<selectfont><rejectfont><glob>{parent}/*</glob></rejectfont></selectfont>",
        f"<selectfont><acceptfont><glob>{escape(place)}</glob></acceptfont></selectfont>",
    )


def _cache() -> Path | None:
    """The folder of caches, when fontconfig can keep its own there and so can we."""
    if os.name != "posix":
        return Path(tempfile.gettempdir())
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    for place in (home / "fontconfig", home / "publish"):
        existing = next(path for path in (place, *place.parents) if path.exists())
        if not (existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)):
            return None
    return home
