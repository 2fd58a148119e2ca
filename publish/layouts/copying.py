"""A layout of one's own, started from another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from publish import files
from publish.errors import LayoutError
from publish.layouts import Description, Option, describe
from publish.layouts.chain import SETTINGS, Level, chain_of, is_name

_TITLE = re.compile(r'^title\s*=\s*".*"$', re.M)
_EXTENDS = re.compile(r'^extends\s*=\s*".*"$', re.M)
_PRINT_CSS = """\
/* Styles for print, on top of those of {start}: a rule here wins over one of the same selector
   there. `publish layouts show {name}` lists the options; var(--text-size) is the one called
   text_size. For e-books and browsers write reflow.css, for both common.css. */
"""


def start_layout(start: str, name: str, project: Path | None = None) -> Path:
    """The new folder `layouts/<name>` of the project, a small layout that extends `start`.

    Raises UnknownLayout, LayoutError when the name is none or is taken, SaveError.
    """
    folder = _new_folder(name, project)
    described = describe(start, project)
    made = {
        SETTINGS: "\n".join(_settings(described, name)) + "\n",
        "print.css": _PRINT_CSS.format(start=start, name=name),
    }
    files.save({path: text.encode() for path, text in made.items()}, folder)
    return folder


def copy_layout(start: str, name: str, project: Path | None = None) -> Path:
    """The same with all files of `start`; what it extends is copied too, as `<name>-base`.

    So nothing that is shipped later changes its pages. Raises as `start_layout` does.
    """
    chain = chain_of(start, project)
    names = [name, *(f"{name}-{level.name}" for level in chain[1:]), ""]
    folders = [_new_folder(each, project) for each in names[:-1]]
    for level, folder, parent in zip(chain, folders, names[1:], strict=True):
        files.save(_copied(level, folder.name, parent), folder)
    return folders[0]


def _new_folder(name: str, project: Path | None) -> Path:
    if not is_name(name):
        raise LayoutError("not a name for a layout", where=name, hint="letters, digits, - and _")
    folder = (project or Path()) / "layouts" / name
    if folder.exists():
        raise LayoutError("stands already", where=str(folder), hint="choose another name")
    return folder


def _settings(start: Description, name: str) -> Iterator[str]:
    """The lines of a layout.toml in which every option stands, with a # before it."""
    yield f'title = "{name}"'
    yield f'extends = "{start.name}"'
    yield f'summary = "Ours, on top of {start.name}."'
    yield ""
    yield "# Defaults of options: take away the # to change one."
    yield "[options]"
    for option in start.options:
        if "." not in option.key:
            yield f"# {option.key} = {{ default = {_toml(option)} }}  # {option.help}"
    yield ""
    yield "# [page.sizes.a4]  # millimetres: top, right, bottom, left"
    yield "# margins = [28, 44, 36, 44]"


def _toml(option: Option) -> str:
    if option.kind in ("flag", "number"):
        return option.default
    return json.dumps(option.default, ensure_ascii=False)  # a string of JSON is one of TOML


def _copied(level: Level, name: str, parent: str) -> dict[str, bytes]:
    """All files of a layout under another name."""
    made = {
        path.relative_to(level.folder).as_posix(): path.read_bytes()
        for path in sorted(level.folder.rglob("*"))
        if path.is_file()
    }
    settings = _TITLE.sub(f'title = "{name}"', level.text(SETTINGS), count=1)
    made[SETTINGS] = _EXTENDS.sub(f'extends = "{parent}"', settings, count=1).encode()
    return made
