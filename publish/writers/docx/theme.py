"""The theme: the layout's faces and colours where Design › Fonts and Design › Colors change them.

Two faces have a place in a theme: the text's is its body font, that of labels, tables and furniture
its heading font. Styles name them by their places, with the literal value beside it for programs
that know no themes. Source: ECMA-376 part 1, 17.3.2.6, 17.3.2.26 and 20.1.6.9.
"""

from __future__ import annotations

from functools import lru_cache

from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute
from publish.writers.docx.look import DIM, GREY, INK, PAPER, RULE, SHADE, SOFT, Face

_PLACES = {"text": "minor", "sans": "major"}
_COMPLEX = {"Georgia": "Times New Roman"}
"""Faces without Arabic and Hebrew, and what Word has for them."""

_OF_INK = {GREY: "B6", DIM: "A4", RULE: "6D"}
"""Greys as tints of the text's colour: how much of it is left, of FF (17.18.97)."""

_COLOURS = {INK: "text1", SOFT: "text2", SHADE: "background2", PAPER: "background1"}
_ACCENTS = ("1F4E5F", "6B705C", "B08D57", "4A4E69", "5F5F5F")
"""For charts and shapes that an editor adds: muted ones that stand beside any accent."""


def fonts(face: Face, docx: DocxStyles) -> str:
    """The w:rFonts of a face, for Latin and complex scripts; East Asian text keeps the reader's."""
    name = attribute(_face(face, docx))
    complex_script = attribute(_complex(face, docx))
    themed = ""
    if place := _PLACES.get(face):
        themed = f' w:asciiTheme="{place}HAnsi" w:hAnsiTheme="{place}HAnsi" w:cstheme="{place}Bidi"'
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{complex_script}"{themed}/>'


def colour(value: str, docx: DocxStyles, *, link: bool = False) -> str:
    """The w:color of this value, six digits, by its place in the theme where it has one."""
    place = ("hyperlink", "") if link else _place(value, docx)
    return f'<w:color w:val="{value}"{_themed("themeColor", "themeTint", *place)}/>'


def rule_colour(value: str, docx: DocxStyles) -> str:
    """The attributes of a border of this colour."""
    return f'w:color="{value}"{_themed("themeColor", "themeTint", *_place(value, docx))}'


def shading(value: str, docx: DocxStyles) -> str:
    """The w:shd of a ground of this colour."""
    themed = _themed("themeFill", "themeFillTint", *_place(value, docx))
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{value}"{themed}/>'


def _themed(name: str, tint: str, place: str, share: str) -> str:
    if not place:
        return ""
    return f' w:{name}="{place}"' + (f' w:{tint}="{share}"' if share else "")


def _place(value: str, docx: DocxStyles) -> tuple[str, str]:
    """The theme's colour that a value is, and how much of it where it is a tint."""
    if value in _OF_INK:
        return "text1", _OF_INK[value]
    if value == docx.cover_ground:
        return "accent2", ""
    return (_COLOURS.get(value) or ("accent1" if value == docx.accent else "")), ""


def _face(face: Face, docx: DocxStyles) -> str:
    return {"text": docx.text_font, "sans": docx.sans_font}.get(face, docx.mono_font)


def _complex(face: Face, docx: DocxStyles) -> str:
    name = _face(face, docx)
    return _COMPLEX.get(name, name)


@lru_cache(maxsize=16)
def theme(docx: DocxStyles) -> str:
    """The part theme1.xml."""
    scheme = (
        ("dk1", INK), ("lt1", PAPER), ("dk2", SOFT), ("lt2", SHADE), ("accent1", docx.accent),
        *((f"accent{number}", value) for number, value in enumerate(_accents(docx), 2)),
        ("hlink", docx.accent), ("folHlink", docx.accent),
    )  # fmt: skip
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in scheme)
    faces = "".join(
        f'<a:{place}Font><a:latin typeface="{attribute(_face(face, docx))}"/>'
        f'<a:ea typeface=""/><a:cs typeface="{attribute(_complex(face, docx))}"/></a:{place}Font>'
        for place, face in _FACES
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="publish">'
        f'<a:themeElements><a:clrScheme name="publish">{colours}</a:clrScheme>'
        f'<a:fontScheme name="publish">{faces}</a:fontScheme>{FORMATS}</a:themeElements></a:theme>'
    )


_FACES: tuple[tuple[str, Face], ...] = (("major", "sans"), ("minor", "text"))


def _accents(docx: DocxStyles) -> tuple[str, ...]:
    return (docx.cover_ground or _ACCENTS[0], *_ACCENTS[1:])


_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}<a:prstDash val="solid"/></a:ln>'
FORMATS = (
    f'<a:fmtScheme name="publish"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
"""How shapes look in a theme: plainly. A theme has to say it three times over."""
