"""House fonts: a folder of font files and one line of layout.toml that names it.

`[fonts] serif = "house-serif"` sets the text in what lies in `fonts/house-serif/` of the layout, of
the project, or of what is shipped: in print, in e-books, by name in Word.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publish.errors import BrokenLayout, MissingFont, nearest
from publish.layouts.fonts import font_files

ROLES = {"serif": "text_font", "display": "", "sans": "sans_font", "mono": "mono_font"}
"""What a family is for, as style sheets call it (`--serif`), and its key of [docx]."""

_HEADS = (b"OTTO", b"\x00\x01\x00\x00", b"true", b"ttcf")
_ENTRY = 16  # bytes of a font's directory for each table
_WANTED = frozenset({b"cmap", b"head", b"hhea", b"hmtx", b"maxp", b"name"})
_REGULAR = 400


@dataclass(frozen=True, slots=True)
class Families:
    """The family of each role, and the files of all of them by name."""

    names: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def families_of(
    wanted: Mapping[str, str], folders: tuple[Path, ...], place_of: Callable[[str], str]
) -> Families:
    """The families in the folders called as `wanted` says, by role; nearer folders come first.

    Raises MissingFont for a folder there is not or that holds none, BrokenLayout for a broken file.
    """
    known = {path.name: path for root in folders[::-1] for path in root.glob("*/") if path.is_dir()}
    names: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for role, name in wanted.items():
        if name not in known:
            message = f"there is no folder fonts/{name}"
            raise MissingFont(message, where=place_of(role), hint=nearest(name, known))
        data = {path.name: path.read_bytes() for path in font_files(known[name])}
        if not data:
            hint = "put .otf or .ttf files into it"
            raise MissingFont(f"fonts/{name} holds no font", where=place_of(role), hint=hint)
        names[role] = _family({f"fonts/{name}/{file}": each for file, each in data.items()})
        files |= data
    return Families(names, files)


def check_font(data: bytes, where: str) -> None:
    """BrokenLayout for what is no font, or one that is cut off."""
    tables: set[bytes] = set()
    try:
        sound = data[:4] in _HEADS
        if sound and data[:4] != b"ttcf":
            (count,) = struct.unpack_from(">H", data, 4)
            for at in range(12, 12 + count * _ENTRY, _ENTRY):
                tag, _, start, length = struct.unpack_from(">4sIII", data, at)
                tables.add(tag)
                sound = sound and start + length <= len(data)
            sound = sound and tables >= _WANTED
    except struct.error:
        sound = False
    if not sound:
        raise BrokenLayout("not a sound font", where=where, hint="replace the file")


def _family(files: Mapping[str, bytes]) -> str:
    """What the files call their family: that of the upright one nearest to the regular weight."""
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]  # heavy

    best: tuple[int, int, str, str] | None = None
    for where, data in files.items():
        check_font(data, where)
        try:
            font = TTFont(io.BytesIO(data), lazy=True, fontNumber=0)
            names, metrics = font["name"], font["OS/2"]
            name = names.getBestFamilyName() or ""
            weight, italic = metrics.usWeightClass, metrics.fsSelection & 1
            font.getBestCmap()
        except (TTLibError, KeyError, struct.error, AssertionError, ValueError) as error:
            raise BrokenLayout("not a sound font", where=where, hint="replace the file") from error
        if not name or '"' in name or "\\" in name:
            raise BrokenLayout("the font has no name", where=where, hint="replace the file")
        found = (italic, abs(weight - _REGULAR), name, where)
        best = found if best is None else min(best, found)
    assert best, "families_of gives some"
    return best[2]
