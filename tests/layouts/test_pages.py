"""Every layout with every kind of content on both papers: valid, whole, and as it was looked at.

The pictures in `pages/` are the first pages at 36 dpi. `pytest --accept` makes them anew: look at
each before it is committed.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from publish.layouts import list_layouts, load_layout, use_fonts
from publish.model.edition import Edition, Rendition
from publish.writers.pdf import write
from tests.layouts.contents import CONTENTS
from tests.layouts.geometry import differing, off_the_page, overlapping, png, sheet
from tests.validators import verapdf

LAYOUTS = [layout.name for layout in list_layouts() if "pdf" in layout.formats]
PAGES = Path(__file__).parent / "pages"
MOST = 0.01  # of a picture may differ: another rasteriser, another version of an optional font

LONG = pytest.mark.full
PRINTED = [
    (name, content, paper) for name in LAYOUTS for content in CONTENTS for paper in ("a4", "letter")
]


def is_long(name: str, content: str, paper: str) -> bool:
    """On Letter the contents that differ most; the digest, the longest by far, in its layout."""
    if paper == "a4":
        return False
    return name != "digest" if content == "digest" else content not in ("everything", "seed")


def is_long_for_verapdf(name: str, content: str, paper: str) -> bool:
    """For veraPDF a page of another size is the same page, and a digest that of its articles.

    A script is the same in each layout, too.
    """
    by_one = {"digest": "digest", "chinese": "briefing", "arabic": "magazine"}
    return paper == "letter" or name != by_one.get(content, name)


each_page, each_page_long = (
    pytest.mark.parametrize(
        ("name", "content", "paper"),
        [pytest.param(*each, marks=LONG if is_put_off(*each) else ()) for each in PRINTED],
    )
    for is_put_off in (is_long, is_long_for_verapdf)
)


@cache
def printed(name: str, content: str, paper: str) -> Rendition:
    layout = load_layout(name, options={"page.size": paper})
    use_fonts(layout)
    title = "The week in print" if content == "digest" else ""
    return write(Edition.of(*CONTENTS[content](), title=title), layout)


@each_page_long
def test_the_file_is_pdf_ua_and_pdf_a(name: str, content: str, paper: str) -> None:
    data = printed(name, content, paper).data

    assert verapdf.check(data, "ua1") == []
    assert verapdf.check(data, "3a") == []


@each_page
def test_no_word_runs_off_its_page_or_over_another(name: str, content: str, paper: str) -> None:
    data = printed(name, content, paper).data

    assert off_the_page(data) == []
    assert overlapping(data) == []


@each_page
def test_every_font_is_embedded(name: str, content: str, paper: str) -> None:
    with pikepdf.open(io.BytesIO(printed(name, content, paper).data)) as pdf:
        fonts = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary)
            and each.get("/Type") == pikepdf.Name.FontDescriptor
        ]

        assert fonts
        assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


@each_page
def test_nothing_is_said_against_the_page(name: str, content: str, paper: str) -> None:
    assert printed(name, content, paper).notes == ()


@each_page
def test_the_pages_look_as_they_did(
    name: str, content: str, paper: str, request: pytest.FixtureRequest
) -> None:
    picture = sheet(printed(name, content, paper).data)
    path = PAGES / f"{name}-{content}-{paper}.png"
    if request.config.getoption("--accept"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(png(picture))

    with Image.open(path) as before:
        share = differing(before, picture)
    assert share <= MOST, f"{share:.1%} of {path.name} differs"
