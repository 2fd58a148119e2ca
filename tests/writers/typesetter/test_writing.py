"""A file that ours writes says what pydyf's says, object for object, in fewer bytes."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

import pikepdf
import pydyf
import pytest

from publish.layouts import load_layout, use_fonts
from publish.model.edition import Edition
from publish.writers import pdf
from publish.writers.pdf.guard import installed
from publish.writers.pdf.typesetter import writing
from tests.build import article, h, p, quote
from tests.writers.test_pdf import TABLE

NUMBERS = (0, -3, 10**9, 0.0, -0.0, 1.0, 0.5, -1.25, 1 / 3, 1e-9, 123456.789)


def file(version: str = "1.7", *, compress: bool = True, identifier: object = b"x" * 16) -> bytes:
    """A small file with an object of each kind, written by whoever is installed."""
    made = pydyf.PDF()
    made.info["Title"] = pydyf.String("A (title) \\ with “quotes”")
    for number in range(300):
        thing: Any = pydyf.Dictionary({"Type": "/Thing", "Numbers": pydyf.Array(NUMBERS)})
        thing["Next"] = made.pages.reference
        thing["Inside"] = pydyf.Dictionary({"Text": pydyf.String("öß" * number), "Is": "true"})
        made.add_object(thing)
    made.add_object(pydyf.Stream([b"q", "1 0 0 1 0 0 cm", 12.5, b"Q" * 900], compress=compress))
    made.add_object(pydyf.Stream([b"\x00\xff" * 50], {"Kind": "/Raw", "Size": 100}))
    page = {"Type": "/Page", "Parent": made.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])}
    page["Resources"] = pydyf.Dictionary()
    made.add_page(pydyf.Dictionary(page))
    output = io.BytesIO()
    made.write(output, version, identifier, compress)
    return output.getvalue()


def objects(data: bytes) -> list[object]:
    """What each object of a file says, by number; streams as they are unpacked."""
    with pikepdf.open(io.BytesIO(data)) as opened:
        said: list[object] = [str(opened.trailer.get("/Root")), opened.pdf_version]
        for thing in opened.objects:
            if not isinstance(thing, pikepdf.Stream):
                said.append(thing.unparse() if isinstance(thing, pikepdf.Object) else thing)
            elif thing.get("/Type") not in ("/ObjStm", "/XRef"):
                keys = {key: str(value) for key, value in thing.items() if key != "/Length"}
                said.append((keys, thing.read_bytes()))
    return said


@pytest.mark.parametrize("identifier", [b"x" * 16, True, False])
def test_a_file_of_ours_has_the_objects_of_pydyf_s(identifier: object) -> None:
    theirs = file(identifier=identifier)

    with installed(writing.HOLDS):
        ours = file(identifier=identifier)

    assert objects(ours) == objects(theirs)
    assert (b"/ID" in ours) == (b"/ID" in theirs)
    with pikepdf.open(io.BytesIO(ours)) as opened:
        assert opened.check_pdf_syntax() == []


@pytest.mark.parametrize(("version", "compress"), [("1.4", True), ("1.7", False)])
def test_a_file_without_streams_of_objects_is_pydyf_s_own(version: str, compress: bool) -> None:
    theirs = file(version, compress=compress)

    with installed(writing.HOLDS):
        ours = file(version, compress=compress)

    assert objects(ours) == objects(theirs)


def test_a_text_that_no_name_may_hold_is_refused_as_by_pydyf() -> None:
    with installed(writing.HOLDS), pytest.raises(UnicodeEncodeError):
        pydyf.Dictionary({"Name": "/ä"}).data  # noqa: B018 - a property


def test_an_article_is_hardly_larger_than_by_zlib_at_its_slowest() -> None:
    layout = load_layout("briefing")
    use_fonts(layout)
    body = [h("Rents"), p("The city counted rents. " * 200), quote(p("They rose.")), TABLE]

    data = pdf.write(Edition.of(article(*body)), layout).data

    ours = by_zlib = 0
    for match in re.finditer(rb"/FlateDecode/Length (\d+)>>\nstream\n", data):
        stream = data[match.end() : match.end() + int(match[1])]
        ours += len(stream)
        by_zlib += len(zlib.compress(zlib.decompress(stream), 9))
    assert 0 < ours <= 1.05 * by_zlib
