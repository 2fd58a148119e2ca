"""The letters of each glyph of a font, by the font's own tables: characters, forms, ligatures."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Collection, Iterator
from typing import Any  # fontTools has no types

from publish.writers.pdf.typesetter.strings import readable

_EXTENSION = 7  # OpenType, GSUB, type of lookups; 1 is a form, 3 are several, 4 a ligature
_ROUNDS = 4  # forms of ligatures of forms


def letters_of(font: Any, glyphs: Collection[int]) -> tuple[dict[int, str], dict[int, str]]:
    """The letters of the glyphs that are a character's own, and of those made of such glyphs.

    `font` is WeasyPrint's, with its whole file. Of several characters the lowest counts. What a
    glyph is made of is a guess where two may be: small capitals are made of both kinds of letters.
    """
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # for some files only

    face = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)
    found: dict[str, str] = {}
    for code, name in sorted(face.getBestCmap().items()):
        found.setdefault(name, _bare(chr(code)))
    names = {glyph: face.getGlyphName(glyph) for glyph in glyphs if glyph < font.glyph_count}
    own = {glyph: found[name] for glyph, name in names.items() if name in found}
    if "GSUB" in face and len(own) < len(names):
        made = list(_made_of(face["GSUB"].table))
        for _ in range(_ROUNDS):
            for name, parts in made:
                if name not in found and all(part in found for part in parts):
                    found[name] = "".join(map(found.__getitem__, parts))
    made_of = {glyph: found[name] for glyph, name in names.items() if name in found}
    return own, made_of


def _bare(char: str) -> str:
    """A character as texts have it: a letter without its form, a common space or hyphen."""
    plain = unicodedata.normalize("NFKC", char) if "\ufb50" <= char <= "\ufefc" else char
    return readable(plain if len(plain) == 1 else char) or char


def _made_of(table: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Glyphs that stand for others, and those, in the order of the font's lookups."""
    for lookup in table.LookupList.Lookup if table.LookupList else ():
        for sub in lookup.SubTable:
            inner = sub.ExtSubTable if sub.LookupType == _EXTENSION else sub
            match inner.LookupType:
                case 1:
                    yield from ((made, (name,)) for name, made in inner.mapping.items())
                case 3:
                    for name, others in inner.alternates.items():
                        yield from ((made, (name,)) for made in others)
                case 4:
                    for first, ligatures in inner.ligatures.items():
                        for each in ligatures:
                            yield each.LigGlyph, (first, *each.Component)
