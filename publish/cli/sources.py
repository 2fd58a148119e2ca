"""The sources that the words of `publish build` ask for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from publish.errors import SettingsError, shown

if TYPE_CHECKING:
    from publish.cli.build_line import CommandLine
    from publish.settings import Options, Settings

_PAGES = ("http://", "https://")  # which are no patterns
_LONGEST_LIST = 2_000_000_000  # bytes: as long as a folder may be large


def asked_for(line: CommandLine, options: Options, project: Settings) -> tuple[list[str], Options]:
    """What to build: what is named, else what the settings name.

    With a list all files are called after their path below the folder that they share. Raises
    SettingsError when there is nothing to build, SourceError for a list that cannot be read.
    """
    from publish.finding import shared_folder

    paths = list(line.sources or ())
    if line.from_file:
        if line.from_file == "-" and "-" in paths:
            raise SettingsError("standard input is a list or an article, not both")
        paths += _listed(line.from_file)
        if not paths:
            raise SettingsError("the list names no files", where=shown(line.from_file))
        base = options.base or shared_folder(path for path in paths if path != "-")
        return paths, options.changed({"base": base})
    paths = paths or list(project.sources)
    if not paths and not options.editions:
        raise SettingsError("nothing to build", hint="name a folder or a file, or - for stdin")
    return paths, options


def _listed(name: str) -> list[str]:
    """The paths in a list, one a line, or each up to a NUL where it has any; - is standard input.

    They are bytes, as names are. Empty lines are left out. No path is a pattern.
    """
    from glob import escape

    from publish import files

    data = sys.stdin.buffer.read() if name == "-" else files.read(Path(name), _LONGEST_LIST)
    if b"\0" in data:
        parts = data.split(b"\0")
    else:
        parts = [_without_return(each) for each in data.split(b"\n")]
    paths = [os.fsdecode(part) for part in parts if part.strip()]
    return [
        path if path.startswith(_PAGES) or os.path.lexists(path) else escape(path) for path in paths
    ]


def _without_return(line: bytes) -> bytes:
    """The line as systems write it that end lines in two signs, unless a file is called so."""
    is_theirs = line.endswith(b"\r") and not os.path.lexists(line)
    return line.removesuffix(b"\r") if is_theirs else line
