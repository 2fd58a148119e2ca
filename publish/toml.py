"""TOML read so that a mistake names its line: TOML's own reader keeps no places."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

from publish.errors import SettingsError

_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)")
_HINT = "texts and dates stand in quotes"


def read_toml(
    text: str, where: str, first: int = 1, broken: type[SettingsError] = SettingsError
) -> dict[str, object]:
    """The values of a TOML text whose first line is this one of a file. Raises `broken`."""
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise broken("not valid TOML: too deeply nested", where=where) from error
    except ValueError as error:  # also a number of more digits than Python reads
        message = str(error).partition(";")[0]
        place = where
        if found := _LINE.search(message):
            line = int(found[1]) if found[1] else len(text.splitlines()) or 1
            place = f"{where}:{line + first - 1}"
            message = message.replace(found[0], "")
        raise broken(f"not valid TOML: {message}", where=place, hint=_HINT) from error


def header_of(line: str) -> list[str]:
    """The names in a table's header, [] for any other line."""
    line = line.strip()
    if not line.startswith("["):
        return []
    try:
        found: object = tomllib.loads(line)
    except (ValueError, RecursionError):
        return []
    names: list[str] = []
    while isinstance(found, Mapping | list) and found:
        if isinstance(found, list):
            found = found[0]
            continue
        ((name, found),) = found.items()
        names.append(name)
    return names


def says(line: str, key: str) -> bool:
    """Whether a line of a TOML file seems to set a key."""
    return re.search(rf"""(?<![\w.-])["']?{re.escape(key)}["']?\s*[=.\]]""", line) is not None
