"""Pictures in Word: their runs, and how large they are."""

from __future__ import annotations

from publish.model.article import Asset
from publish.writers.docx.characters import attribute
from publish.writers.docx.numbering import STEP
from publish.writers.docx.parts import Book, Relations

_EMU_PER_TWIP = 635
_EMU_PER_PIXEL = 914_400 // 150  # never larger than at 150 dots an inch (docs/print.md)
_HIGHEST = 2 / 3  # of the page (docs/print.md)


def drawing(
    book: Book,
    relations: Relations,
    asset: Asset,
    size: tuple[int, int],
    words: str,
    word: str = "Picture",
) -> str:
    """The run of a picture, `size` in English Metric Units; `words` stand for it."""
    id = book.picture(asset, relations)
    book.drawings += 1
    number = book.drawings
    name = f'id="{number}" name="{attribute(word)} {number}"'
    return _DRAWING.format(id=id, cx=size[0], cy=size[1], name=name, alt=attribute(words))


def sized(asset: Asset, width: int, page_height: int) -> tuple[int, int]:
    """Width and height in EMU: as wide as there is room, never larger than the pixels allow."""
    across, down = asset.width_px * _EMU_PER_PIXEL, asset.height_px * _EMU_PER_PIXEL
    room = max(width, STEP) * _EMU_PER_TWIP
    high = int(page_height * _HIGHEST) * _EMU_PER_TWIP
    share = min(1.0, room / across, high / down if high else 1.0)
    return max(1, round(across * share)), max(1, round(down * share))


_DRAWING = (
    '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr {name} descr="{alt}"/>'
    '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    "<pic:pic><pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
    '<pic:blipFill><a:blip r:embed="{id}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
)
