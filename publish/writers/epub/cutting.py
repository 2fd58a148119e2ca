"""Faces cut to the characters of a book, by HarfBuzz where it is here, else by fontTools.

A cut face is a modified version, so that no name of its maker's may stand in it but where it says
whose it is and on what terms (OFL 1.1, conditions 2 and 3).
"""

from __future__ import annotations

import hashlib
import io
import struct
from dataclasses import replace
from functools import lru_cache
from typing import Any  # fontTools has no types

from fontTools.ttLib import TTFont, TTLibError, newTable  # type: ignore[import-untyped]

from publish.writers.epub import harfbuzz
from publish.writers.epub.characters import in_font
from publish.writers.xhtml.faces import MEDIA_TYPES, Face

_OURS = "Publish"
_TERMS = (0, 13, 14)  # name IDs: copyright, licence, its address
_VERSION = 5
_OF_FEATURES = 256  # the first name ID that a font's own tables refer to
_ENGLISH = (3, 1, 0x409)  # platform, encoding, language
_NO_CUTTING = 0x0100  # OS/2, fsType: "no subsetting"
_CODE = 6  # letters
_FRACTION_SLASH = 0x2044
_FRACTIONS = frozenset({"frac", "numr", "dnom"})
"""What a fraction slash turns on by itself: without one these forms are for nothing."""
_BROKEN = (TTLibError, KeyError, AttributeError, ValueError, AssertionError, struct.error)
"""What fontTools raises over a font that it does not understand."""


@lru_cache(maxsize=128)
def cut_face(face: Face, characters: frozenset[int], features: frozenset[str]) -> Face:
    """The face with these characters, and what they become by these features, under a name of ours.

    It is as it was where its maker allows no cutting, or where it cannot be cut.
    """
    known = in_font(characters, face.characters)
    unwanted = _FRACTIONS - features if _FRACTION_SLASH not in known else frozenset[str]()
    return _cut(face, known, features, unwanted)


@lru_cache(maxsize=256)
def _cut(
    face: Face, characters: frozenset[int], wanted: frozenset[str], unwanted: frozenset[str]
) -> Face:
    try:
        source = _renamed(face)
        data = harfbuzz.cut(source, characters, wanted, unwanted) if source else None
        if source and not data:
            data = cut_by_fonttools(source, characters, wanted, unwanted)
    except _BROKEN:
        return face
    if not data:
        return face
    suffix = "otf" if data.startswith(b"OTTO") else "ttf"
    return replace(
        face,
        path=f"fonts/{_name_of(face).lower()}.{suffix}",
        media_type=MEDIA_TYPES[suffix],
        family=family_for(face.family),
        stands_for=face.family,
        data=data,
    )


def family_for(family: str) -> str:
    """What we call a family of which a face was cut."""
    return f"{_OURS} {_code(family)}"


def cut_by_fonttools(
    data: bytes, characters: frozenset[int], wanted: frozenset[str], unwanted: frozenset[str]
) -> bytes:
    """What `harfbuzz.cut` makes, by fontTools. Raises one of its many errors."""
    from fontTools import subset  # type: ignore[import-untyped]  # here: as heavy as all the rest

    options = subset.Options(notdef_outline=True, desubroutinize=True, name_IDs=["*"])
    options.layout_features = sorted({*options.layout_features, *wanted} - unwanted)
    font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    try:
        cutter.subset(font)
    except subset.Subsetter.SubsettingError as error:
        raise TTLibError(str(error)) from error
    return _saved(font)


@lru_cache(maxsize=64)
def _renamed(face: Face) -> bytes:
    """The font file under names of ours, not in WOFF; b"" where its maker allows no cutting."""
    # as times are what the file says, the same file gives the same bytes
    font = TTFont(io.BytesIO(face.data), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    if font["OS/2"].fsType & _NO_CUTTING:
        return b""
    font.flavor = None
    _name(font, face)
    if "CFF " in font:
        _name_outlines(font["CFF "].cff, _name_of(face))
    return _saved(font)


def _name(font: Any, face: Face) -> None:
    """A name table with our names, the terms and what other tables refer to."""
    old, new = font["name"], newTable("name")
    new.names = [each for each in old.names if each.nameID >= _OF_FEATURES]
    family, style = family_for(face.family), "Italic" if face.italic else "Regular"
    said = {number: old.getDebugName(number) for number in (*_TERMS, _VERSION)}
    said |= {1: family, 2: style, 3: _name_of(face), 4: f"{family} {face.weight} {style}"}
    said[6] = _name_of(face)
    for number, text in said.items():
        if text:
            new.setName(text, number, *_ENGLISH)
    font["name"] = new


def _name_outlines(outlines: Any, name: str) -> None:
    """The names inside a table of PostScript outlines."""
    outlines.fontNames = [name for _ in outlines.fontNames]
    for top in outlines.topDictIndex:
        for key in ("FullName", "FamilyName"):
            if getattr(top, key, None):
                setattr(top, key, name)
        for part in getattr(top, "FDArray", ()):
            if getattr(part, "FontName", None):
                part.FontName = name


def _saved(font: Any) -> bytes:
    file = io.BytesIO()
    font.save(file, reorderTables=None)
    return file.getvalue()


def _name_of(face: Face) -> str:
    """A name for the file and for PostScript, one for each file of a layout."""
    return f"{_OURS}-{_code(face.path)}"


def _code(text: str) -> str:
    """Six capital letters that stand for a text."""
    number = int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big")
    letters = []
    for _ in range(_CODE):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)
