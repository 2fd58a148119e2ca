"""The faces that go with a text: which of the layout's fonts it needs, and the rules for them.

A font file that travels unmodified keeps its name. One that was cut (`writers.epub.cutting`) has a
name of ours, and so has its family in the style sheet (OFL 1.1, condition 3: reserved names).
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

from publish.errors import BrokenLayout

MEDIA_TYPES = {"otf": "font/otf", "ttf": "font/ttf", "woff": "font/woff", "woff2": "font/woff2"}
"""Core media types of EPUB 3.3, section 3.2."""

_COPYRIGHT, _LICENCE, _LICENCE_ADDRESS = 0, 13, 14  # OpenType, name table, name IDs
_ITALIC = 1  # OpenType, OS/2 table, fsSelection bit 0


@dataclass(frozen=True, slots=True)
class Face:
    """A font file and what it says of itself. `path` is its place in a package, in lower case.

    `stands_for` is the family that style sheets know it by, where it is not called so itself.
    """

    path: str
    media_type: str
    family: str
    weight: int
    italic: bool
    characters: frozenset[int]
    licence: str
    data: bytes = field(repr=False)
    stands_for: str = ""


def faces_for(fonts: Mapping[str, bytes], css: str, text: str) -> tuple[Face, ...]:
    """The faces whose family the style sheet names and that have a letter of the text.

    So a Latin text brings no Arabic face along, and an Arabic one does.
    """
    letters = {ord(char) for char in set(text) if unicodedata.category(char).startswith("L")}
    faces = (face_of(name, data) for name, data in fonts.items())
    return tuple(f for f in faces if f'"{f.family}"' in css and f.characters & letters)


@lru_cache(maxsize=64)
def styled(css: str, faces: tuple[Face, ...]) -> bytes:
    """The style sheet with an `@font-face` rule for each face, as it lies in styles/."""
    ours = {face.stands_for: face.family for face in faces if face.stands_for}
    for known, family in ours.items():
        css = _named(known).sub(f'"{family}"', css)
    rules = "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight};'
        f" font-style: {'italic' if face.italic else 'normal'};"
        f' src: url("../{face.path}") }}\n'
        for face in faces
    )
    return (rules + css).encode()


def _named(family: str) -> re.Pattern[str]:
    """A family in a style sheet, in quotes or bare, and none whose name only begins with it."""
    name = re.escape(family)
    return re.compile(rf'"{name}"|\'{name}\'|(?<=[:,\s]){name}(?=\s*[,;}}!])')


def licences(faces: tuple[Face, ...]) -> bytes:
    """Whose the fonts are and on what terms, in the files' own words: OFL 1.1, condition 2."""
    by_licence: dict[str, list[str]] = {}
    for face in faces:
        by_licence.setdefault(face.licence, []).append(face.path.removeprefix("fonts/"))
    parts = [f"{', '.join(names)}\n{licence}\n" for licence, names in by_licence.items()]
    if any(face.stands_for for face in faces):
        parts.insert(0, "Cut to the characters of this book, and named anew.\n")
    return "\n".join(parts).encode()


@lru_cache(maxsize=64)
def face_of(name: str, data: bytes) -> Face:
    """What a font file is. Raises BrokenLayout when it is none."""
    suffix = name.rsplit(".", 1)[-1].lower()
    if suffix not in MEDIA_TYPES:
        hint = f"use one of: {', '.join(MEDIA_TYPES)}"
        raise BrokenLayout("not a font that an e-book can hold", where=name, hint=hint)
    try:
        font = TTFont(io.BytesIO(data), lazy=True)
        names, metrics = font["name"], font["OS/2"]
        characters = frozenset(font.getBestCmap() or ())
    except (TTLibError, KeyError) as error:
        raise BrokenLayout("not a font", where=name, hint="replace the file") from error
    terms = (names.getDebugName(i) for i in (_COPYRIGHT, _LICENCE, _LICENCE_ADDRESS))
    return Face(
        path=f"fonts/{name.lower()}",
        media_type=MEDIA_TYPES[suffix],
        family=names.getBestFamilyName() or name,
        weight=metrics.usWeightClass,
        italic=bool(metrics.fsSelection & _ITALIC),
        characters=characters,
        licence="\n".join(dict.fromkeys(term for term in terms if term)),
        data=data,
    )
