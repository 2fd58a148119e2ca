"""The fonts of a template: their table, and those that the template holds itself."""

from __future__ import annotations

import copy

from lxml import etree

from publish.readers.docx.names import Element, R, W
from publish.readers.docx.package import Package
from publish.writers.docx.characters import attribute
from publish.writers.docx.house.xml import written

_FONT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/font"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_EMBEDDED = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
_SUFFIX = ".odttf"  # a font that is mixed with a key (ECMA-376 part 4, 17.8.1)
_MOST = 24


def fonts_in(package: Package, part: str) -> tuple[Element | None, dict[str, bytes]]:
    """The root of the table of fonts, and the fonts in the template by their names in our file.

    A font that lies elsewhere, or is of another kind, is not embedded.
    """
    root = package.optional(part)
    files: dict[str, bytes] = {}
    if root is None:
        return None, files
    known = package.relations(part)
    for each in list(root.iter(*(f"{W}{name}" for name in _EMBEDDED))):
        found = known.get(each.get(f"{R}id", ""))
        fits = found is not None and found.kind == "font" and not found.outside
        if found and fits and found.target.endswith(_SUFFIX) and package.has(found.target):
            id = f"rId{len(files) + 1}"
            if len(files) < _MOST:
                files[f"word/fonts/house-{len(files) + 1}{_SUFFIX}"] = package.data(found.target)
                each.set(f"{R}id", id)
                continue
        each.getparent().remove(each)
    return root, files


def relations_of(files: dict[str, bytes]) -> bytes:
    """What the table of fonts refers to."""
    names = [name for name in files if name.endswith(_SUFFIX)]
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{_FONT}" Target="{name.removeprefix("word/")}"/>'
        for number, name in enumerate(names, 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_RELATIONS}">{said}</Relationships>'.encode()


def font_table(theirs: Element, ours: str) -> str:
    """The template's fonts, then those of our table that it does not have."""
    known = {each.get(f"{W}name") for each in theirs}
    more = [each for each in etree.fromstring(ours.encode()) if each.get(f"{W}name") not in known]
    made = [*map(_font, theirs.findall(f"{W}font")), *map(written, more)]
    names = f'xmlns:w="{W[1:-1]}" xmlns:r="{R[1:-1]}"'
    return f"{_DECLARATION}<w:fonts {names}>{''.join(made)}</w:fonts>"


def _font(font: Element) -> str:
    """A font as the template has it, with what it embeds: `written` takes away its ids."""
    embedded = [
        f'<w:{etree.QName(each).localname} r:id="{each.get(f"{R}id")}"'
        f' w:fontKey="{attribute(each.get(f"{W}fontKey", ""))}"/>'
        for each in font.iter(*(f"{W}{name}" for name in _EMBEDDED))
    ]
    bare = copy.deepcopy(font)
    for each in list(bare.iter(*(f"{W}{name}" for name in _EMBEDDED))):
        each.getparent().remove(each)
    etree.SubElement(bare, f"{W}notTrueType")  # holds the place, so that the element has an end
    held = "".join(embedded)
    return written(bare).replace("<w:notTrueType/></w:font>", f"{held}</w:font>")
