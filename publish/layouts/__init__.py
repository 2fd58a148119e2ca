"""Layouts: what `layouts/` and `fonts/` hold, as a Layout.

A user's own `layouts/<name>/` in the project folder comes before the shipped one, whole; a user's
`fonts/` comes beside the shipped fonts. Every mistake names its file and line.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publish.errors import BrokenLayout, MissingFont, UnknownLayout, nearest
from publish.files import shipped
from publish.layouts.description import FORMATS, LayoutFile, Option, chosen
from publish.layouts.fonts import SYSTEM_FONTS, font_files, font_folders, use_fonts
from publish.model.edition import Layout

__all__ = [
    "FORMATS",
    "SYSTEM_FONTS",
    "Description",
    "Option",
    "describe",
    "folder_of",
    "list_layouts",
    "load_layout",
    "use_fonts",
]

_SETTINGS = "layout.toml"
_TEMPLATE = "edition.html.j2"
_REFERENCE = "reference.docx"
_SHEETS = ("common.css", "print.css", "reflow.css", "screen.css")
_USER_SHEET = "--css"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


@dataclass(frozen=True, slots=True)
class Description:
    """A layout as `publish layouts` shows it. `own` says that it is the project's."""

    name: str
    title: str
    summary: str
    formats: tuple[str, ...]
    options: tuple[Option, ...]
    own: bool


def list_layouts(project: Path | None = None) -> tuple[Description, ...]:
    """Every layout there is, by name; the project's own stand for shipped ones of their name."""
    names = {
        folder.name
        for root in _roots(project)
        if root.is_dir()
        for folder in root.iterdir()
        if (folder / _SETTINGS).is_file()
    }
    return tuple(describe(name, project) for name in sorted(names))


def describe(name: str, project: Path | None = None) -> Description:
    """What a layout is and what can be set. UnknownLayout, BrokenLayout."""
    folder = folder_of(name, project)
    settings = _file(folder)
    own = folder.parent != shipped("layouts")
    return Description(
        name, settings.title, settings.summary, settings.formats, settings.options(), own
    )


def load_layout(
    name: str = "briefing",
    *,
    options: Mapping[str, str] | None = None,
    css: str | bytes = "",
    project: Path | None = None,
    system_fonts: bool = False,
) -> Layout:
    """The layout with this name, with `options` as `--set` has them and `css` after its own sheets.

    `project` is the folder that may hold layouts and fonts of the user's own (the current one).
    Raises UnknownLayout, BrokenLayout, MissingFont; SettingsError for an option it does not have.
    """
    folder = folder_of(name, project)
    settings = _file(folder)
    values = chosen(settings.options(), options or {}, name)
    folders = font_folders(project)
    styles = {sheet: _text(folder / sheet) for sheet in _SHEETS if (folder / sheet).is_file()}
    if css:
        styles[_USER_SHEET] = _decoded(css) if isinstance(css, bytes) else css
    page = settings.page(values)
    reference = folder / _REFERENCE
    layout = Layout(
        name=name,
        title=settings.title,
        template=_text(folder / _TEMPLATE),
        styles=styles,
        docx=settings.docx(page),
        reference=reference.read_bytes() if reference.is_file() else None,
        fonts=_reflow_fonts(settings, folders),
        font_folders=(*map(str, folders), *([SYSTEM_FONTS] if system_fonts else [])),
        options={key: value for key, value in values.items() if "." not in key},
        page=page,
        labels=settings.labels(),
    )
    return _with_digest(layout, folders)


# The files of a layout


def _roots(project: Path | None) -> tuple[Path, ...]:
    """Where layouts stand: the project's folder, then the shipped one."""
    own = (project or Path()).resolve() / "layouts"
    return tuple(dict.fromkeys((own, shipped("layouts"))))


def folder_of(name: str, project: Path | None = None) -> Path:
    """The folder in which a layout stands. Raises UnknownLayout."""
    for root in _roots(project):
        if _NAME.fullmatch(name) and (root / name / _SETTINGS).is_file():
            return root / name
    known = {path.parent.name for root in _roots(project) for path in root.glob(f"*/{_SETTINGS}")}
    raise UnknownLayout("no such layout", where=name, hint=nearest(name, known))


def _text(path: Path) -> str:
    where = f"{path.parent.name}/{path.name}"
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise BrokenLayout("this file is missing", where=where, hint="add it") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BrokenLayout("cannot be read as text", where=where, hint="save as UTF-8") from error


def _decoded(css: bytes) -> str:
    try:
        return css.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenLayout("not UTF-8", where=_USER_SHEET, hint="save as UTF-8") from error


def _file(folder: Path) -> LayoutFile:
    return LayoutFile.read(_text(folder / _SETTINGS), f"{folder.name}/{_SETTINGS}")


def _reflow_fonts(settings: LayoutFile, folders: tuple[Path, ...]) -> dict[str, bytes]:
    """The files that EPUB and XHTML embed, by file name."""
    known = {
        path.relative_to(root).as_posix(): path
        for root in folders[::-1]
        for path in font_files(root)
    }
    made = {}
    for name in settings.reflow_fonts:
        if name not in known:
            where = f"{settings.where}:{settings.line_of(name)}"
            raise MissingFont(f"no font {name}", where=where, hint=nearest(name, known))
        made[known[name].name] = known[name].read_bytes()
    return made


def _with_digest(layout: Layout, folders: tuple[Path, ...]) -> Layout:
    """The layout with a digest over all that can change a page."""
    whole = hashlib.sha256()

    def take(*parts: str | bytes) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode()
            whole.update(len(data).to_bytes(8, "big") + data)

    take(layout.name, layout.title, layout.template, layout.reference or b"", repr(layout.docx))
    for mapping in (layout.styles, layout.options, layout.page):
        for key in sorted(mapping):
            take(key, mapping[key])
    take(*layout.styles, repr(sorted((tag, sorted(w.items())) for tag, w in layout.labels.items())))
    for folder in folders:
        for path in font_files(folder):
            take(path.relative_to(folder).as_posix(), path.read_bytes())
    take(*sorted(layout.fonts), "system" if SYSTEM_FONTS in layout.font_folders else "")
    return replace(layout, digest=whole.hexdigest())
