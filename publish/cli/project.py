"""The settings of the folder in which a verb is given, and a word on those above it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from publish.cli import report

if TYPE_CHECKING:
    from publish.settings import Settings


def project(*, quiet: bool = False) -> Settings:
    """The settings of this folder; it is told what lies above it and would count from there."""
    from publish.settings import load_settings

    found = load_settings(Path())
    if not quiet and (above := unused()):
        report.talk(above)
    return found


def unused() -> str:
    """What to say of settings, own rules and profiles in the folders above this one, or ""."""
    from publish.errors import listed
    from publish.profiles import PROFILE_FILE
    from publish.rules_file import RULES_FILE
    from publish.settings import has_settings

    here = Path.cwd()
    for folder in () if has_settings(here) else here.parents:
        there = ["settings"] if has_settings(folder) else []
        there += [name for name in (RULES_FILE, PROFILE_FILE) if (folder / name).is_file()]
        if there:
            are = "are" if len(there) > 1 or "settings" in there else "is"
            where = report.shown(str(folder))
            return f"{listed(there, 'and')} in {where} {are} not used from here: cd {where}"
    return ""
