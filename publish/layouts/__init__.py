"""Layouts: what `layouts/` and `fonts/` hold, as a Layout.

A user's own `layouts/<name>/` in the project folder comes before the shipped one of its name; a
layout takes from the one it extends what it does not have. A user's `fonts/` comes beside the
shipped fonts. Every mistake names its file and line.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publish.errors import BrokenLayout, MissingFont, nearest
from publish.files import read, shipped
from publish.layouts.chain import Level, chain_of, known_layouts
from publish.layouts.description import HOUSE, LayoutFile
from publish.layouts.families import Families, families_of
from publish.layouts.fonts import (
    SYSTEM_FONTS,
    font_digest,
    font_files,
    font_folders,
    optional_fonts,
    use_fonts,
)
from publish.layouts.options import Option, chosen
from publish.layouts.pictures import pictures_of
from publish.model.edition import DocxStyles, Layout
from publish.model.formats import FORMATS, Format
from publish.model.limits import DEFAULT_LIMITS

__all__ = [
    "SYSTEM_FONTS",
    "Description",
    "Option",
    "checked_options",
    "describe",
    "known_layouts",
    "list_layouts",
    "load_layout",
    "use_fonts",
]

_TEMPLATES = ".html.j2"
_PAGE = "edition.html.j2"
_REFERENCE = "reference.docx"
_SHEETS = ("common.css", "print.css", "reflow.css", "screen.css")
_USER_SHEET = "--css"


@dataclass(frozen=True, slots=True)
class Description:
    """A layout as `publish layouts` shows it.

    `own` says that it is the project's. `extends` are the layouts it is built on, nearest first.
    `template` is the Word template of the house that it has, as LAYOUT/FILE.
    """

    name: str
    title: str
    summary: str
    formats: tuple[str, ...]
    options: tuple[Option, ...]
    own: bool
    extends: tuple[str, ...] = ()
    template: str = ""


def list_layouts(project: Path | None = None) -> tuple[Description, ...]:
    """Every layout there is, by name; the project's own stand for shipped ones of their name."""
    return tuple(describe(name, project) for name in known_layouts(project))


def describe(
    name: str, project: Path | None = None, formats: tuple[Format, ...] = FORMATS
) -> Description:
    """What a layout is and what can be set. UnknownLayout, BrokenLayout."""
    chain = chain_of(name, project)
    settings = _settings(chain)
    return Description(
        name,
        settings.title,
        settings.summary,
        settings.formats(tuple(format.name for format in formats)),
        settings.options(),
        own=chain[0].folder.parent != shipped("layouts"),
        extends=tuple(level.name for level in chain[1:]),
        template=next(
            (f"{each.name}/{_REFERENCE}" for each in chain if each.holds(_REFERENCE)), ""
        ),
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
    chain = chain_of(name, project)
    settings = _settings(chain)
    known = settings.options()
    values = chosen(known, options or {}, name)
    folders = font_folders(project)
    styles = _styles(chain)
    if css:
        styles[_USER_SHEET] = _decoded(css) if isinstance(css, bytes) else css
    page = settings.page(values)
    changed = tuple(option.key for option in known if values[option.key] != option.default)
    docx = settings.docx(page, values, changed)
    templates = _templates(chain)
    families = families_of(
        settings.house_fonts,
        (*(level.folder / "fonts" for level in chain), *folders),
        settings.place_of,
    )
    docx = _in_house(docx, families)
    where = settings.place_of("logo") if docx.logo else ""
    if docx.logo.endswith(".svg"):
        hint = "save it as PNG beside the SVG, and name that"
        raise BrokenLayout("Word shows no SVG of its own", where=where, hint=hint)
    reference = _reference(chain)
    layout = Layout(
        name=name,
        title=settings.title,
        templates=templates,
        styles=styles,
        docx=docx,
        reference=reference[0] if reference else None,
        reference_name=reference[1] if reference else "",
        fonts={**families.files, **_reflow_fonts(settings, folders)},
        families=families.names,
        font_folders=(*map(str, folders), *_more_fonts(system=system_fonts)),
        options={key: value for key, value in values.items() if "." not in key},
        kinds={option.key: option.kind for option in known if "." not in option.key},
        changed=changed,
        page=page,
        labels=settings.labels(),
        pictures=pictures_of(chain, {**templates, **styles}, docx.logo, where),
    )
    return _with_digest(layout, folders)


def _in_house(docx: DocxStyles, families: Families) -> DocxStyles:
    """Word's looks with the names of the house's families in them."""

    def named(face: str) -> str:
        return families.names[face.removeprefix(HOUSE)] if face.startswith(HOUSE) else face

    return replace(
        docx,
        text_font=named(docx.text_font),
        sans_font=named(docx.sans_font),
        mono_font=named(docx.mono_font),
    )


def _more_fonts(*, system: bool) -> tuple[str, ...]:
    """Folders of fonts that print may use besides: all of the system's, or its large ones."""
    return (SYSTEM_FONTS,) if system else tuple(map(str, optional_fonts()))


def checked_options(name: str, asked: Mapping[str, str], project: Path | None = None) -> None:
    """SettingsError for an option that a layout does not have, or a value that it does not take."""
    chosen(describe(name, project).options, asked, name)


# The files of a layout and of those it extends


def _settings(chain: tuple[Level, ...]) -> LayoutFile:
    settings = chain[-1].file
    for level in chain[-2::-1]:
        settings = level.file.over(settings)
    return settings


def _templates(chain: tuple[Level, ...]) -> dict[str, str]:
    """Every template as LAYOUT/FILE, the layout's own first. Raises BrokenLayout without a page."""
    made = {
        f"{level.name}/{name}": level.text(name)
        for level in chain
        for path in sorted(level.folder.rglob(f"*{_TEMPLATES}"))
        for name in [path.relative_to(level.folder).as_posix()]
    }
    if not any(name.partition("/")[2] == _PAGE for name in made):
        raise BrokenLayout(
            "this file is missing",
            where=f"{chain[0].name}/{_PAGE}",
            hint='add it, or extend a layout that has one: extends = "plain"',
        )
    return made


def _styles(chain: tuple[Level, ...]) -> dict[str, str]:
    """Style sheets as LAYOUT/FILE in the order they apply: what is extended comes first."""
    return {
        f"{level.name}/{sheet}": level.text(sheet)
        for sheet in _SHEETS
        for level in chain[::-1]
        if level.holds(sheet)
    }


def _reference(chain: tuple[Level, ...]) -> tuple[bytes, str] | None:
    """The nearest Word template of the house, and its name for messages."""
    for level in chain:
        if level.holds(_REFERENCE):
            path = level.folder / _REFERENCE
            return read(path, DEFAULT_LIMITS.file_bytes), f"{level.name}/{_REFERENCE}"
    return None


def _decoded(css: bytes) -> str:
    try:
        return css.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenLayout("not UTF-8", where=_USER_SHEET, hint="save as UTF-8") from error


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
            where, hint = settings.place_of(name), nearest(name, known)
            raise MissingFont(f"no font {name}", where=where, hint=hint)
        made[known[name].name] = known[name].read_bytes()
    return made


def _with_digest(layout: Layout, folders: tuple[Path, ...]) -> Layout:
    """The layout with a digest over all that can change a page."""
    whole = hashlib.sha256()

    def take(*parts: str | bytes) -> None:
        for part in parts:
            data = part if isinstance(part, bytes) else part.encode()
            whole.update(len(data).to_bytes(8, "big") + data)

    take(layout.name, layout.title, layout.reference or b"", repr(layout.docx))
    for mapping in (layout.templates, layout.styles, layout.options, layout.kinds, layout.page):
        for key in sorted(mapping):
            take(key, mapping[key])
    take(*layout.templates, *layout.styles)
    take(repr(sorted(layout.families.items())))
    take(repr(sorted((tag, sorted(w.items())) for tag, w in layout.labels.items())))
    for name in sorted(layout.pictures):
        take(name, layout.pictures[name].data)
    for folder in folders:
        for path in font_files(folder):
            take(path.relative_to(folder).as_posix(), path.read_bytes())
    take(*map(font_digest, () if SYSTEM_FONTS in layout.font_folders else optional_fonts()))
    take(*sorted(layout.fonts), "system" if SYSTEM_FONTS in layout.font_folders else "")
    return replace(layout, digest=whole.hexdigest())
