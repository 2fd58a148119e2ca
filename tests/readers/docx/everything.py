"""A Word file, as Word writes it, with each type of block and inline that the tree has."""

from __future__ import annotations

from tests.build import PNG_1PX
from tests.word_files import field, line, relation, row, run, style, table, word_file

_EMU = 914_400


def picture(
    alt: str = "", high: int = 2 * _EMU, id: str = "r-picture", place: str = "inline"
) -> str:
    """A run with a picture, so many EMU high."""
    return (
        f'<w:r><w:drawing><wp:{place}><wp:extent cx="{_EMU}" cy="{high}"/>'
        f'<wp:docPr id="1" name="Picture 1" descr="{alt}"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="1" name="quay.png"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{id}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic>'
        f"</wp:{place}></w:drawing></w:r>"
    )


PICTURE = relation("image", "media/quay.png", "r-picture")
FORMULA = "<m:oMath><m:r><m:t>v=2</m:t></m:r></m:oMath>"
NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
BULLET = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
TICKED = (
    '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
)
EVERYTHING = word_file(
    line("Rents rise", style="Heading1"),
    line(
        run("They rose "),
        run("again", "<w:b/>"),
        run(" and ", "<w:i/>"),
        run("2", '<w:vertAlign w:val="superscript"/>'),
        run("2", '<w:vertAlign w:val="subscript"/>'),
        run("last", "<w:strike/>"),
        run("this", '<w:u w:val="single"/>'),
        run("rent()", '<w:rStyle w:val="HTMLCode"/>'),
        "<w:r><w:br/></w:r>",
        run("encore une fois", '<w:lang w:val="fr-FR"/>'),
        FORMULA,
        picture("a key", high=150_000),
        TICKED,
        '<w:r><w:footnoteReference w:id="1"/></w:r>',
        field("HYPERLINK \\l quay", "the quay"),
    ),
    line(
        '<w:bookmarkStart w:id="1" w:name="quay"/><w:bookmarkEnd w:id="1"/>',
        "They say so every year and no end is in sight.",
        style="Quote",
    ),
    line("One", look=BULLET),
    line("Rent", style="Term"),
    line("What a home costs.", style="Definition"),
    line(picture("the quay at night")),
    line("pay(80)", style="HTMLPreformatted"),
    line(f"<m:oMathPara>{FORMULA}</m:oMathPara>"),
    table(row("a", "b")),
    line("* * *"),
    parts={
        "styles": style("HTML Code", "HTMLCode", kind="character"),
        "numbering": NUMBERING,
        "footnotes": f'<w:footnote w:id="1">{line("A note.")}</w:footnote>',
    },
    relations=PICTURE,
    files={"word/media/quay.png": PNG_1PX},
)
