"""Word templates of a house, for tests: made part by part, with what a template may not bring."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part as PartOfPackage
from lxml import etree

from tests.writers.docx_samples import picture

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_OUTSIDE = ' TargetMode="External"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLES = f"""<w:styles {_W}>
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>
<w:sz w:val="19"/><w:lang w:val="en-GB" w:eastAsia="ja-JP" w:bidi="he-IL"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Standard"><w:name w:val="Normal"/><w:qFormat/>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="Absatz">
<w:name w:val="Default Paragraph Font"/>
</w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/><w:basedOn w:val="Standard"/>
<w:next w:val="Standard"/><w:rPr><w:color w:val="AA0055"/><w:sz w:val="60"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr>
<w:outlineLvl w:val="0"/></w:pPr><w:rPr>
<w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Haustext"><w:name w:val="House Text"/>
<w:basedOn w:val="Standard"/><w:rPr><w:color w:val="224466"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Outlet"><w:name w:val="Shop"/>
<w:basedOn w:val="Standard"/></w:style>
<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/>
<w:basedOn w:val="Standard"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kopf"><w:name w:val="header"/><w:basedOn w:val="Standard"/>
</w:style></w:styles>"""

NUMBERING = f"""<w:numbering {_W}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="berschrift1"/>
<w:lvlText w:val="%1"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:pStyle w:val="Liste"/><w:lvlText w:val="■"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="500" w:hanging="500"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""

THEME = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="House">
<a:themeElements><a:clrScheme name="House"><a:dk1><a:srgbClr val="101010"/></a:dk1>
<a:lt1><a:srgbClr val="FFFFFF"/></a:lt1><a:dk2><a:srgbClr val="202020"/></a:dk2>
<a:lt2><a:srgbClr val="EEEEEE"/></a:lt2><a:accent1><a:srgbClr val="0a7a3c"/></a:accent1>
<a:accent2><a:srgbClr val="333399"/></a:accent2><a:accent3><a:srgbClr val="993333"/></a:accent3>
<a:accent4><a:srgbClr val="339933"/></a:accent4><a:accent5><a:srgbClr val="999933"/></a:accent5>
<a:accent6><a:srgbClr val="339999"/></a:accent6><a:hlink><a:srgbClr val="0000CC"/></a:hlink>
<a:folHlink><a:srgbClr val="660066"/></a:folHlink></a:clrScheme>
<a:fontScheme name="House"><a:majorFont><a:latin typeface="Gill Sans MT"/><a:ea typeface=""/>
<a:cs typeface=""/></a:majorFont><a:minorFont><a:latin typeface="Palatino Linotype"/>
<a:ea typeface=""/><a:cs typeface=""/></a:minorFont></a:fontScheme><a:fmtScheme name="House">
<a:fillStyleLst>{fill}{fill}{fill}</a:fillStyleLst><a:lnStyleLst>{line}{line}{line}</a:lnStyleLst>
<a:effectStyleLst>{effect}{effect}{effect}</a:effectStyleLst>
<a:bgFillStyleLst>{fill}{fill}{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements>
</a:theme>""".format(
    fill='<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>',
    line='<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>',
    effect="<a:effectStyle><a:effectLst/></a:effectStyle>",
)

HEADER = f"""<w:hdr {_W} {_R}><w:p><w:pPr><w:pStyle w:val="Kopf"/></w:pPr>
<w:r><w:t>WORDS &amp; Sons </w:t></w:r>
<w:hyperlink r:id="rId1"><w:r><w:t>our site </w:t></w:r></w:hyperlink>
<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a"
 w:storeItemID="{{11111111-1111-1111-1111-111111111111}}"/>
</w:sdtPr><w:sdtContent><w:r><w:t>Dept. Seven </w:t></w:r></w:sdtContent></w:sdt>
<w:r><w:fldChar w:fldCharType="begin"/></w:r>
<w:r><w:instrText xml:space="preserve"> INCLUDETEXT "/etc/passwd" </w:instrText></w:r>
<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>root</w:t></w:r>
<w:r><w:fldChar w:fldCharType="end"/></w:r>
<w:fldSimple w:instr=" STYLEREF Title "><w:r><w:t>Title</w:t></w:r></w:fldSimple>
</w:p></w:hdr>"""

FOOTER = f"""<w:ftr {_W}><w:p><w:r><w:t>p. </w:t></w:r>
<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"""

_RULE = 'w:val="single" w:sz="4" w:space="24" w:color="0A7A3C"'
PAGE = f"""<w:headerReference w:type="default" r:id="rId10"/>
<w:footerReference w:type="default" r:id="rId11"/><w:pgSz w:w="9978" w:h="14173"/>
<w:pgMar w:top="1300" w:right="1100" w:bottom="1200" w:left="1000" w:header="500" w:footer="450"
 w:gutter="100"/><w:pgBorders w:offsetFrom="page"><w:top {_RULE}/><w:bottom {_RULE}/></w:pgBorders>
<w:cols w:num="2" w:space="400"/>"""

SETTINGS = f"""<w:settings {_W} {_R}><w:mirrorMargins/><w:attachedTemplate r:id="rId1"/>
<w:documentProtection w:edit="readOnly" w:enforcement="1"/><w:autoHyphenation w:val="0"/>
</w:settings>"""


PARTS = {
    "word/document.xml": (
        f"<w:document {_W} {_R}><w:body><w:p><w:r><w:t>Type here.</w:t></w:r></w:p>"
        f"<w:sectPr>{PAGE}</w:sectPr></w:body></w:document>"
    ),
    "word/styles.xml": STYLES,
    "word/numbering.xml": NUMBERING,
    "word/theme/theme1.xml": THEME,
    "word/settings.xml": SETTINGS,
    "word/header1.xml": HEADER,
    "word/footer1.xml": FOOTER,
}


def house(changed: Mapping[str, str] | None = None, *, macros: bool = True) -> bytes:
    """A template with styles in German, lists, theme, columns, borders, and all that may not be."""
    parts = {
        **PARTS,
        "word/_rels/header1.xml.rels": _relations(("hyperlink", "https://example.org/", True)),
        "word/_rels/settings.xml.rels": _relations(
            ("attachedTemplate", "file:///C:/Users/secret/house.dotm", True)
        ),
        "customXml/item1.xml": "<a/>",
        **(changed or {}),
    }
    more = [("vbaProject", "vbaProject.bin", False)] if macros else []
    related = [
        ("styles", "styles.xml", False),
        ("numbering", "numbering.xml", False),
        ("theme", "theme/theme1.xml", False),
        ("settings", "settings.xml", False),
        *more,
        *[("image", "https://example.org/spy.png", True)] * (6 - 2 - len(more)),
        ("customXml", "../customXml/item1.xml", False),
        ("header", "header1.xml", False),
        ("footer", "footer1.xml", False),
    ]
    kind = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", types)
        package.writestr("_rels/.rels", _relations(("officeDocument", "word/document.xml", False)))
        package.writestr("word/_rels/document.xml.rels", _relations(*related))
        package.writestr("word/vbaProject.bin", b"macro")
        for name, xml in parts.items():
            package.writestr(name, xml if xml.startswith("<?xml") else _DECLARATION + xml)
    return stream.getvalue()


def with_font() -> bytes:
    """A template that holds a font, on coloured paper."""
    document = docx.Document()
    font = PartOfPackage(
        PackURI("/word/fonts/font1.odttf"),
        "application/vnd.openxmlformats-officedocument.obfuscatedFont",
        b"mixed",
    )
    table = document.part.part_related_by(f"{_OFFICE}/fontTable")
    id = table.relate_to(font, f"{_OFFICE}/font")
    key = "{01014A78-CABC-4EF0-12AC-5CD89AEFDE00}"
    table._blob = (
        f'{_DECLARATION}<w:fonts {_W} {_R}><w:font w:name="House Serif">'
        f'<w:embedRegular r:id="{id}" w:fontKey="{key}"/></w:font></w:fonts>'
    ).encode()
    paper = etree.fromstring(f'<w:background {_W} w:color="FFF8E7"/>')
    document.element.insert(0, paper)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _relations(*targets: tuple[str, str, bool]) -> str:
    said = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"'
        f"{_OUTSIDE if outside else ''}/>"
        for number, (kind, target, outside) in enumerate(targets, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_DECLARATION}<Relationships xmlns="{space}">{said}</Relationships>'


def plain_docx() -> bytes:
    """What python-docx makes of nothing."""
    stream = io.BytesIO()
    docx.Document().save(stream)
    return stream.getvalue()


def with_picture() -> bytes:
    """A template whose first page has a picture in its header, and whose others have words."""
    document = docx.Document()
    section = document.sections[0]
    section.different_first_page_header_footer = True
    run = section.first_page_header.paragraphs[0].add_run()
    run.add_picture(io.BytesIO(picture("logo.png", 60, 30).data))
    section.header.paragraphs[0].text = "The house"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
