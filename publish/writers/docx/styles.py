"""The table of looks → the styles of a Word file."""

from __future__ import annotations

from collections.abc import Iterable

from publish.model.edition import DocxStyles
from publish.model.word_roles import PROGRAM
from publish.writers.docx.characters import attribute, word_language
from publish.writers.docx.gallery import LATENT, standing
from publish.writers.docx.look import DIM, GREY, INK, RULE, Look, style_id
from publish.writers.docx.looks import looks
from publish.writers.docx.parts import Inset
from publish.writers.docx.runs import FONT_STYLES
from publish.writers.docx.theme import colour, fonts, rule_colour, shading

BUILT_IN = frozenset({
    "Normal", "Title", "Subtitle", "Body Text", "Quote", "Caption", "footnote text",
    "endnote text", "annotation text", "header", "footer", "List Bullet", "List Bullet 2",
    "List Bullet 3", "List Number", "List Number 2", "List Number 3", "List Continue",
    "List Continue 2", "List Continue 3", "Heading 1", "Heading 2", "Heading 3", "Heading 4",
    "Heading 5", "Heading 6", "toc 2", "toc 3", "toc 4", "toc 5", "Strong", "Emphasis", "Hyperlink",
    "footnote reference", "endnote reference", "annotation reference",
})  # fmt: skip
"""Styles that Word knows by their names; the others are marked as the file's own."""

_PARTS = {"Edition Title": 0, "Front Title": 0, "Section Title": 1}
_DEEPEST = 5  # HTML, and so the PDF, has six levels
_HYPHENATED = frozenset({"Body Text", "Quote", "Definition", "Author Note", "footnote text"})
_JUSTIFIED = frozenset({"Body Text", "Quote"})  # and what rests on them, as in print
_AROUND = (("top", 4), ("left", 4), ("bottom", 4), ("right", 4))


def styles(
    docx: DocxStyles,
    language: str,
    title_step: int,
    edition_step: int,
    depth: int,
    *,
    rtl: bool,
) -> tuple[str, tuple[str, ...]]:
    """What styles.xml begins with, up to its styles; and each style by itself.

    `depth` is 0 for one article. Of several it is how deep in Word's outline their titles stand, as
    in the bookmarks of the PDF: below the edition's, and below those of sections.
    """
    made = looks(docx, title_step, edition_step)
    marks = (_character(name, built, style_id(name)) for name, built in _marks(docx))
    return _defaults(docx, language, rtl=rtl) + LATENT, (
        _normal(docx, rtl=rtl),
        *_KEPT,
        *(_paragraph_style(look, docx, rtl=rtl, depth=depth) for look in made),
        *(_font_style((font,), docx) for font in FONT_STYLES),
        *marks,
        _table(docx),
    )


def outlined(docx: DocxStyles, depth: int) -> dict[str, str]:
    """The levels in Word's outline of the styles that have one, from "0"."""
    made = {look.id: _level(look, depth) for look in looks(docx, 0)}
    return {id: str(level) for id, level in made.items() if level is not None}


def combined_style(styles: tuple[str, ...], docx: DocxStyles) -> str:
    """The XML of a character style that is several of FONT_STYLES at once."""
    return _font_style(styles, docx)


def program_style(language: str) -> str:
    """The XML of the character style of programs in a language."""
    return _character(f"{PROGRAM}{language}", "", f"Language-{language}")


def inset_style(name: str, inset: Inset) -> str:
    """The XML of a paragraph style of this name for other surroundings than its base's."""
    id, indent = inset
    lines = ""
    if indent is not None:
        begins = "" if id.startswith(("ListBullet", "ListNumber")) else f' w:left="{indent[0]}"'
        lines = f'<w:pPr><w:ind{begins} w:right="{indent[1]}"/></w:pPr>'
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="{id}"/>{standing(name)}{lines}</w:style>'
    )


# Where all styles begin


def _defaults(docx: DocxStyles, language: str, *, rtl: bool) -> str:
    """The file's language and faces."""
    tag = attribute(word_language(language))
    latin, complex_script = ("en-US", tag) if rtl else (tag, "ar-SA")
    primary = language.split("-", maxsplit=1)[0].lower()
    east_asian = tag if primary in {"zh", "ja", "ko"} else "zh-CN"
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts('text', docx)}"
        f'<w:lang w:val="{latin}" w:eastAsia="{east_asian}" w:bidi="{complex_script}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )


_HIDDEN = "<w:semiHidden/><w:unhideWhenUsed/>"
_KEPT = (
    (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        f'<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/>{_HIDDEN}</w:style>'
    ),
    (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        f'<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>{_HIDDEN}<w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    ),
    (
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        f'<w:uiPriority w:val="99"/>{_HIDDEN}</w:style>'
    ),
)
"""The four that every file has, with Normal."""


def _normal(docx: DocxStyles, *, rtl: bool) -> str:
    """Normal, which all others rest on."""
    look = Look("Normal", "", "", "text", docx.text_size_pt, docx.leading_pt, 0, 0, colour=INK)
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        f'<w:uiPriority w:val="0"/>{_dress(look, docx, rtl=rtl, bidi=rtl)}</w:style>'
    )


# Paragraph styles


def _paragraph_style(look: Look, docx: DocxStyles, *, rtl: bool, depth: int) -> str:
    own = "" if look.name in BUILT_IN else ' w:customStyle="1"'
    follows = f'<w:next w:val="{look.next}"/>' if look.next else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{look.id}"><w:name w:val="{_name(look)}"/>'
        f'<w:basedOn w:val="{style_id(look.base)}"/>{follows}{standing(look.name)}'
        f"{_dress(look, docx, rtl=rtl, outline=_outline(look, depth))}</w:style>"
    )


def _name(look: Look) -> str:
    """The name as Word writes it: those that it knows have small letters in the file."""
    return look.name.lower() if look.name.startswith(("Heading ", "Caption")) else look.name


def _dress(
    look: Look, docx: DocxStyles, *, rtl: bool, bidi: bool = False, outline: str = ""
) -> str:
    """The w:pPr and w:rPr of a look."""
    paragraph = "".join(_of_paragraph(look, docx, rtl=rtl, bidi=bidi)) + outline
    run = "".join(_of_run(look, docx))
    return (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "") + (
        f"<w:rPr>{run}</w:rPr>" if run else ""
    )


def _of_paragraph(look: Look, docx: DocxStyles, *, rtl: bool, bidi: bool) -> Iterable[str]:
    """The children of w:pPr, in the order of the schema (ECMA-376 part 1, 17.3.1.26)."""
    if look.keep_next:
        yield "<w:keepNext/>"
    if look.keep_lines:
        yield "<w:keepLines/>"
    if look.numbered:
        number, level = look.numbered
        yield f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    yield from _ground(look, docx)
    if look.leader or look.stop:
        leader = ' w:leader="dot"' if look.leader else ""
        at = round((look.leader or look.stop) * 20)
        yield f'<w:tabs><w:tab w:val="right"{leader} w:pos="{at}"/></w:tabs>'
    if docx.hyphenate:
        if look.name == "Normal":
            yield "<w:suppressAutoHyphens/>"
        elif look.name in _HYPHENATED or look.name.startswith("List "):
            yield '<w:suppressAutoHyphens w:val="0"/>'
    if bidi:
        yield "<w:bidi/>"
    yield _spacing(look, rtl=rtl)
    yield _indents(look)
    if look.tight:
        yield "<w:contextualSpacing/>"
    if look.centred or look.opposite or (docx.justify and look.name in _JUSTIFIED):
        # "right" is the end of the line, in either direction.
        where = "center" if look.centred else "right" if look.opposite else "both"
        yield f'<w:jc w:val="{where}"/>'


def _ground(look: Look, docx: DocxStyles) -> Iterable[str]:
    rules, value, space = look.rules, RULE, 6
    if look.shade:  # rules of its own colour: some air inside the shade
        rules, value, space = _AROUND, look.shade, look.air
    if rules:
        sides = "".join(
            f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}"'
            f" {rule_colour(value, docx)}/>"
            for side, eighths in rules
        )
        yield f"<w:pBdr>{sides}</w:pBdr>"
    if look.shade:
        yield shading(look.shade, docx)


def _spacing(look: Look, *, rtl: bool) -> str:
    said = ""
    if look.before is not None:
        said += f' w:before="{round(look.before * 20)}"'
    if look.after is not None:
        said += f' w:after="{round(look.after * 20)}"'
    if look.lead:
        # At least, not exactly: exact lines cut pictures and tall scripts. Arabic wants more air.
        lead = look.lead * (1.25 if rtl else 1.0)
        said += f' w:line="{round(lead * 20)}" w:lineRule="{"exact" if look.exact else "atLeast"}"'
    return f"<w:spacing{said}/>" if said else ""


def _indents(look: Look) -> str:
    said = ""
    left = look.left - look.out + look.hanging
    if left or look.out or look.hanging:
        said += f' w:left="{round(left * 20)}"'
    if look.right:
        said += f' w:right="{round(look.right * 20)}"'
    if look.hanging:
        said += f' w:hanging="{round(look.hanging * 20)}"'
    if look.first is not None:
        said += f' w:firstLine="{round(look.first * 20)}"'
    return f"<w:ind{said}/>" if said else ""


def _outline(look: Look, depth: int) -> str:
    level = _level(look, depth)
    return "" if level is None else f'<w:outlineLvl w:val="{level}"/>'


def _level(look: Look, depth: int) -> int | None:
    """The level in Word's outline, from 0."""
    if look.name.startswith("Heading "):
        return min(int(look.name[-1]) + (depth or -1), _DEEPEST)
    if not depth:
        return None
    return depth if look.name == "Title" else _PARTS.get(look.name)


def _of_run(look: Look, docx: DocxStyles) -> Iterable[str]:
    """The children of w:rPr, in the order of the schema (ECMA-376 part 1, 17.3.2.28)."""
    if look.face:
        yield fonts(look.face, docx)
    if look.bold is not None:
        yield "<w:b/><w:bCs/>" if look.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    if look.italic is not None:
        yield "<w:i/>" if look.italic else '<w:i w:val="0"/>'
    if look.caps:
        yield "<w:caps/>"
    if look.verbatim:
        yield "<w:noProof/>"
    if look.colour:
        yield colour(look.colour, docx)
    if look.size:
        half_points = round(look.size * 2)
        yield f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


# Character and table styles


def _character(name: str, look: str, id: str) -> str:
    own = "" if name in BUILT_IN else ' w:customStyle="1"'
    look = f"<w:rPr>{look}</w:rPr>" if look else ""
    return (
        f'<w:style w:type="character"{own} w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="DefaultParagraphFont"/>{standing(name)}{look}</w:style>'
    )


def _marks(docx: DocxStyles) -> Iterable[tuple[str, str]]:
    """The character styles of what is no word of the text."""
    raised = '<w:vertAlign w:val="superscript"/>'
    yield "footnote reference", raised
    yield "endnote reference", raised
    yield "annotation reference", '<w:sz w:val="16"/><w:szCs w:val="16"/>'
    # Of a line of the title block: its name, and what it says.
    yield "Fact Name", "" if docx.typescript else colour(DIM, docx)
    yield from ((name, "") for name in ("Byline", "Dateline", "Fact", "WordCount"))


def _table(docx: DocxStyles) -> str:
    def rule(side: str, eighths: int) -> str:
        ink = rule_colour(INK, docx)
        return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" {ink}/>'

    return (
        '<w:style w:type="table" w:customStyle="1" w:styleId="ArticleTable">'
        f'<w:name w:val="Article Table"/><w:basedOn w:val="TableNormal"/>{standing("")}'
        f"<w:tblPr><w:tblBorders>{rule('top', 6)}{rule('bottom', 6)}</w:tblBorders>"
        '<w:tblCellMar><w:top w:w="45" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="170" w:type="dxa"/></w:tblCellMar>'
        '</w:tblPr><w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>'
        f"{rule('bottom', 4)}</w:tcBorders></w:tcPr></w:tblStylePr></w:style>"
    )


def _font_style(styles: tuple[str, ...], docx: DocxStyles) -> str:
    """A character style that is all of these, in the order of w:rPr."""
    has = set(styles)
    share = 0.86 if "Code" in has else 0.71 if "Credit" in has else 0
    if docx.typescript and "Code" not in has:
        share = 0
    size = round(docx.text_size_pt * share) * 2  # half points
    # No italics in Arabic and Hebrew: there emphasis is bold (docs/print.md).
    link = "Hyperlink" in has
    value = docx.accent if link else GREY if has & {"Credit", "LinkAddress"} else ""
    parts = (
        fonts("mono", docx) if "Code" in has else fonts("sans", docx) if "Credit" in has else "",
        "<w:b/>" if "Strong" in has else "",
        "<w:bCs/>" if has & {"Strong", "Emphasis"} else "",
        "<w:i/>" if "Emphasis" in has else "",
        "<w:strike/>" if "Deleted" in has else "",
        "<w:noProof/>" if has & {"Code", "Verbatim", "LinkAddress"} else "",
        colour(value, docx, link=link) if value else "",
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>' if size else "",
        '<w:u w:val="single"/>' if has & {"Hyperlink", "Inserted"} else "",
        '<w:vertAlign w:val="superscript"/>' if "Superscript" in has else "",
        '<w:vertAlign w:val="subscript"/>' if "Subscript" in has else "",
    )
    return _character(" ".join(styles), "".join(parts), "".join(styles))
