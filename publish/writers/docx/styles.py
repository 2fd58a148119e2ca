"""The table of looks → Word styles, by python-docx where it can and by its XML where it cannot."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from publish.model.edition import DocxStyles
from publish.writers.docx.characters import attribute
from publish.writers.docx.looks import GREY, INK, Look, looks
from publish.writers.docx.parts import inset_id
from publish.writers.docx.runs import FONT_STYLES

if TYPE_CHECKING:
    from docx.document import Document


# python-docx has no types: what it makes is Any, in this module and in fixed.py only.


def _names(text: str) -> list[str]:
    return text.split("|")


_KEPT = frozenset({"Normal", "DefaultParagraphFont", "TableNormal", "NoList"})
_BUILT_IN = frozenset(
    _names(
        "Title|Subtitle|Body Text|Quote|Caption|footnote text|endnote text|annotation text|header|"
        "footer|List Bullet|List Bullet 2|List Bullet 3|List Number|List Number 2|List Number 3|"
        "List Continue|List Continue 2|List Continue 3|"
        "Heading 1|Heading 2|Heading 3|Heading 4|Heading 5|Heading 6|toc 1|toc 2"
    )
)
_PARAGRAPH = _names(
    "pStyle|keepNext|keepLines|pageBreakBefore|framePr|widowControl|numPr|suppressLineNumbers|pBdr|"
    "shd|tabs|suppressAutoHyphens|kinsoku|wordWrap|overflowPunct|topLinePunct|autoSpaceDE|"
    "autoSpaceDN|bidi|adjustRightInd|snapToGrid|spacing|ind|contextualSpacing|mirrorIndents|"
    "suppressOverlap|jc|textDirection|textAlignment|textboxTightWrap|outlineLvl"
)
_RUN = _names(
    "rFonts|b|bCs|i|iCs|caps|smallCaps|strike|dstrike|outline|shadow|emboss|imprint|noProof|"
    "snapToGrid|vanish|webHidden|color|spacing|w|kern|position|sz|szCs|highlight|u|effect|bdr|shd|"
    "fitText|vertAlign|rtl|cs|em|lang"
)
"""Children in the order the schema wants (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28)."""


def style(
    document: Document, docx: DocxStyles, title_step: int, edition_step: int | None, *, rtl: bool
) -> None:
    """Put our styles, and no others, into a new document.

    `edition_step` is None for one article. Of several each title stands in Word's outline, and
    headings below it.
    """
    styles = document.styles
    for each in list(styles):
        if each.style_id not in _KEPT:
            each.element.getparent().remove(each.element)
    _normal(styles["Normal"], docx, rtl=rtl)
    made = looks(docx, title_step, edition_step or 0)
    for look in made:
        _paragraph_style(styles, look, docx, rtl=rtl)
        if (level := _outline(look, several=edition_step is not None)) is not None:
            element = styles[look.name].element
            element.get_or_add_pPr().append(_made(f'<w:outlineLvl w:val="{level}"/>'))
            _in_order(element)
    for look in made:
        if look.next:
            _by_id(styles, look.id).next_paragraph_style = _by_id(styles, look.next)
    for font in FONT_STYLES:
        styles.element.append(parse_xml(_font_style((font,), docx)))
    for name, looks_like in _MARKS.items():
        id = "".join(word[:1].upper() + word[1:] for word in name.split())
        own = "" if name.islower() else _OWN
        styles.element.append(parse_xml(_STYLE.format(own, id, name, _W, looks_like)))
    styles.element.append(parse_xml(_TABLE))


def combined_style(styles: tuple[str, ...], docx: DocxStyles) -> str:
    """The XML of a character style that is several of FONT_STYLES at once."""
    return _font_style(styles, docx).replace(f" {_W}", "")


def inset_style(id: str, indent: tuple[int, int]) -> str:
    """The XML of a paragraph style whose lines stand elsewhere than those of the style `id`."""
    left, right = indent
    name = f"{id} {left / 20:g} pt in" + (f" and {right / 20:g}" if right else "")
    begins = "" if id.startswith(("ListBullet", "ListNumber")) else f' w:left="{left}"'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{inset_id(id, indent)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{id}"/><w:uiPriority w:val="9"/><w:qFormat/>'
        f'<w:pPr><w:ind{begins} w:right="{right}"/></w:pPr></w:style>'
    )


# Paragraph styles


def _normal(normal: Any, docx: DocxStyles, *, rtl: bool) -> None:
    """Normal, which all others rest on."""
    for child in list(normal.element):
        if child.tag in {qn("w:rPr"), qn("w:pPr")}:
            normal.element.remove(child)
    look = Look("Normal", "", "", "text", docx.text_size_pt, docx.leading_pt, 0, 0, colour=INK)
    _dress(normal, look, docx, rtl=rtl)
    if rtl:
        normal.element.get_or_add_pPr().append(_made("<w:bidi/>"))
    _in_order(normal.element)


def _paragraph_style(styles: Any, look: Look, docx: DocxStyles, *, rtl: bool) -> None:
    built_in = look.name in _BUILT_IN
    made = styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=built_in)
    made.style_id = look.id
    made.base_style = styles[look.base]
    made.quick_style = True
    made.hidden = False
    made.priority = 9
    _dress(made, look, docx, rtl=rtl)
    _in_order(made.element)


def _by_id(styles: Any, id: str) -> Any:
    return next(each for each in styles if each.style_id == id)


def _dress(made: Any, look: Look, docx: DocxStyles, *, rtl: bool) -> None:
    """What python-docx can say; then what it cannot."""
    font, form = made.font, made.paragraph_format
    if look.size:
        font.size = Pt(round(look.size * 2) / 2)
    font.bold, font.italic, font.all_caps = look.bold, look.italic, look.caps or None
    if look.colour:
        font.color.rgb = RGBColor.from_string(look.colour)
    form.space_before = None if look.before is None else Pt(look.before)
    form.space_after = None if look.after is None else Pt(look.after)
    if look.lead:
        # At least, not exactly: exact lines cut pictures and tall scripts. Arabic wants more air.
        form.line_spacing = Pt(look.lead * (1.25 if rtl else 1.0))
        rule = WD_LINE_SPACING.EXACTLY if look.exact else WD_LINE_SPACING.AT_LEAST
        form.line_spacing_rule = rule
    left = look.left - look.out + look.hanging
    if left or look.out or look.hanging:
        form.left_indent = Pt(left)
        form.first_line_indent = Pt(-look.hanging) if look.hanging else None
    form.right_indent = Pt(look.right) if look.right else None
    form.keep_with_next = look.keep_next or None
    form.keep_together = look.keep_lines or None
    if look.centred:
        form.alignment = WD_ALIGN_PARAGRAPH.CENTER
    if look.opposite:
        form.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # the end of the line, in either direction
    for xml in _extra_paragraph(look):
        made.element.get_or_add_pPr().append(_made(xml))
    for xml in _extra_run(look, docx):
        made.element.get_or_add_rPr().append(_made(xml))


def _extra_paragraph(look: Look) -> Iterable[str]:
    rules, colour, space = look.rules, "999999", 6
    if look.shade:  # rules of its own colour: some air inside the shade
        rules, colour, space = _AROUND, look.shade, 4
    if rules:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{colour}"/>'
            for side, eighths in rules
        )
        yield f"<w:pBdr>{sides}</w:pBdr>"
    if look.shade:
        yield f'<w:shd w:val="clear" w:color="auto" w:fill="{look.shade}"/>'
    if look.numbered:
        number, level = look.numbered
        yield f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    if look.leader:
        at = round(look.leader * 20)
        yield f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{at}"/></w:tabs>'
    if look.stop:
        at = round(look.stop * 20)
        yield f'<w:tabs><w:tab w:val="right" w:pos="{at}"/></w:tabs>'
    if look.tight:
        yield "<w:contextualSpacing/>"


def _outline(look: Look, *, several: bool) -> int | None:
    """The level in Word's outline, from 0."""
    if look.name.startswith("Heading "):
        return int(look.name[-1]) - 1 + several
    return 0 if several and look.name in _PARTS else None


_PARTS = frozenset({"Title", "Section Title", "Edition Title", "Front Title"})
_AROUND = (("top", 4), ("left", 4), ("bottom", 4), ("right", 4))


def _extra_run(look: Look, docx: DocxStyles) -> Iterable[str]:
    if look.face:
        face = {"text": docx.text_font, "sans": docx.sans_font, "mono": docx.mono_font}[look.face]
        yield _fonts(face)
    if look.bold:
        yield "<w:bCs/>"
    if look.size:
        yield f'<w:szCs w:val="{round(look.size * 2)}"/>'
    if look.verbatim:
        yield "<w:noProof/>"


def _fonts(face: str) -> str:
    """The face for Latin and complex scripts; East Asian text keeps the reader's own face."""
    name, complex_script = attribute(face), attribute(_COMPLEX.get(face, face))
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{complex_script}"/>'


_COMPLEX = {"Georgia": "Times New Roman"}
"""Faces without Arabic and Hebrew, and what Word has for them."""


def _made(xml: str) -> Any:
    return parse_xml(
        xml.replace("/>", f" {_W}/>", 1)
        if xml.endswith("/>") and xml.count("<") == 1
        else xml.replace(">", f" {_W}>", 1)
    )


def _in_order(element: Any) -> None:
    """Children of w:pPr and w:rPr as the schema orders them."""
    for tag, order in (("w:pPr", _PARAGRAPH), ("w:rPr", _RUN)):
        properties = element.find(qn(tag))
        if properties is not None:
            rank = {qn(f"w:{name}"): index for index, name in enumerate(order)}
            properties[:] = sorted(properties, key=lambda child: rank[child.tag])


# Character and table styles

_W = nsdecls("w")
_STYLE = (
    '<w:style w:type="character"{0} w:styleId="{1}" {3}><w:name w:val="{2}"/>'
    '<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="22"/><w:qFormat/>'
    "<w:rPr>{4}</w:rPr></w:style>"
)
_OWN = ' w:customStyle="1"'
_MARKS = {
    "footnote reference": '<w:vertAlign w:val="superscript"/>',
    "endnote reference": '<w:vertAlign w:val="superscript"/>',
    "annotation reference": '<w:sz w:val="16"/><w:szCs w:val="16"/>',
    # Of a line of the title block: its name, and what it says.
    "Fact Name": '<w:color w:val="666666"/>',
    "Byline": "",
    "Dateline": "",
    "Fact": "",
}
_RULE = '<w:{0} w:val="single" w:sz="{1}" w:space="0" w:color="{2}"/>'
_TABLE = (
    f'<w:style w:type="table" w:customStyle="1" w:styleId="ArticleTable" {_W}>'
    '<w:name w:val="Article Table"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="59"/>'
    "<w:tblPr><w:tblBorders>"
    + _RULE.format("top", 6, INK)
    + _RULE.format("bottom", 6, INK)
    + '</w:tblBorders><w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
    + _RULE.format("bottom", 4, INK)
    + "</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
)


def _font_style(styles: tuple[str, ...], docx: DocxStyles) -> str:
    """A character style that is all of these, in the order of w:rPr."""
    has = set(styles)
    face = docx.mono_font if "Code" in has else docx.sans_font if "Credit" in has else ""
    share = 0.86 if "Code" in has else 0.71 if "Credit" in has else 0
    size = round(docx.text_size_pt * share) * 2  # half points
    colour = docx.accent if "Hyperlink" in has else GREY if "Credit" in has else ""
    parts = (
        _fonts(face) if face else "",
        "<w:b/>" if "Strong" in has else "",
        # No italics in Arabic and Hebrew: there emphasis is bold (docs/print.md).
        "<w:bCs/>" if has & {"Strong", "Emphasis"} else "",
        "<w:i/>" if "Emphasis" in has else "",
        "<w:strike/>" if "Deleted" in has else "",
        "<w:noProof/>" if has & {"Code", "Verbatim"} else "",
        f'<w:color w:val="{colour}"/>' if colour else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
        '<w:u w:val="single"/>' if has & {"Hyperlink", "Inserted"} else "",
        '<w:vertAlign w:val="superscript"/>' if "Superscript" in has else "",
        '<w:vertAlign w:val="subscript"/>' if "Subscript" in has else "",
    )
    built_in = len(styles) == 1 and styles[0] in {"Strong", "Emphasis", "Hyperlink"}
    own = "" if built_in else _OWN
    return _STYLE.format(own, "".join(styles), " ".join(styles), _W, "".join(parts))
