"""Which pictures a Word file shows, and what it says of them to those who do not see."""

from __future__ import annotations

from typing import Any

from lxml import etree

from publish.model.limits import DEFAULT_LIMITS
from publish.readers.docx.names import PIC, WP, A, O, R, V, W
from publish.readers.docx.pictures import Gallery, Shown, shown_in
from tests.writers.docx_samples import picture

_SPACES = " ".join(
    f'xmlns:{prefix}="{space[1:-1]}"'
    for prefix, space in (
        ("w", W), ("r", R), ("a", A), ("wp", WP), ("pic", PIC), ("v", V), ("o", O),
    )
)  # fmt: skip
_BLIP = "<pic:pic><pic:blipFill><a:blip {}/></pic:blipFill></pic:pic>"


def shown(inner: str, name: str = "drawing") -> list[Shown]:
    element: Any = etree.fromstring(f"<w:{name} {_SPACES}>{inner}</w:{name}>")
    return list(shown_in(element))


def drawing(said: str, blip: str = 'r:embed="rId4"', kind: str = "inline") -> str:
    picture = _BLIP.format(blip)
    return f'<wp:{kind}><wp:extent cx="9" cy="12700"/><wp:docPr {said}/>{picture}</wp:{kind}>'


def test_a_picture_says_its_description_else_its_title() -> None:
    (described,) = shown(drawing('id="1" name="Picture 1" descr="The quay"'))
    (titled,) = shown(drawing('id="1" name="Picture 1" title="The quay"'))

    assert (described.id, described.alt, described.height) == ("rId4", "The quay", 12700)
    assert titled.alt == "The quay"


def test_the_name_of_any_picture_says_nothing() -> None:
    assert shown(drawing('id="1" name="Picture 1" descr="Picture"'))[0].alt == ""


def test_a_decorative_picture_says_nothing() -> None:
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    mark = f'<a:extLst><a:ext><d:decorative xmlns:d="{space}" val="1"/></a:ext></a:extLst>'
    said = f'<wp:docPr id="1" name="P" descr="A line">{mark}</wp:docPr>'

    (found,) = shown(
        f"<wp:inline>{said}{_BLIP.format('r:embed=' + chr(34) + 'rId4' + chr(34))}</wp:inline>"
    )

    assert (found.decorative, found.alt) == (True, "")


def test_an_anchored_picture_stands_apart_and_a_linked_one_lies_elsewhere() -> None:
    (found,) = shown(drawing('id="1" name="P"', 'r:link="rId9"', "anchor"))

    assert (found.apart, found.linked, found.id) == (True, True, "rId9")


def test_an_old_picture_has_its_words_in_its_shape() -> None:
    inner = (
        '<v:shape alt="The quay" style="width:3in;height:10pt"><v:imagedata r:id="rId2"/></v:shape>'
    )

    assert shown(inner, "pict") == [Shown("rId2", "The quay", height=127_000)]


def test_pictures_in_a_text_box_are_those_of_the_box() -> None:
    inside = drawing('id="2" name="P"')
    box = f"<w:txbxContent><w:r><w:drawing>{inside}</w:drawing></w:r></w:txbxContent>"

    assert shown(f"<wp:inline>{box}</wp:inline>") == []


def test_pictures_that_no_page_can_show_are_told_from_broken_ones() -> None:
    parts = {
        "word/media/image1.png": picture().data,
        "word/media/image2.emf": b"\x01\x00\x00\x00" + bytes(36) + b" EMF",
        "word/media/image3.png": b"no picture",
        "word/media2/image1.png": picture().data,
    }
    gallery = Gallery(parts.__getitem__, DEFAULT_LIMITS)

    names = [gallery.name(part) for part in parts]

    assert names == ["image1.png", "image2.emf", "image3.png", "4-image1.png"]
    assert sorted(gallery.assets) == ["4-image1.png", "image1.png"]
    assert gallery.unread == {"kind": ["image2.emf"], "broken": ["image3.png"]}
