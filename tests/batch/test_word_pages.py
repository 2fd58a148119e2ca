"""The contents of a Word file tell the pages of the PDF, whichever of the two was made before."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

import publish
from tests.batch.kit import articles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def built(folder: Path, *formats: str) -> publish.Report:
    out, source = folder / "out", str(folder / "in")
    layout = {"leads": "false"}
    return publish.build(source, into=out, to=formats, bundle="The week", set=layout)


def lines(folder: Path) -> list[str]:
    data = (folder / "out/the-week.docx").read_bytes()
    document = etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))
    return [
        "".join(each.itertext(f"{W}t", f"{W}tab"))
        for each in document.iter(f"{W}p")
        if any(style.get(f"{W}val") == "TOC2" for style in each.iter(f"{W}pStyle"))
    ]


def test_the_pages_of_the_pdf_stand_in_the_contents_of_the_word_file(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt", "b.txt")
    word = tmp_path / "out/the-week.docx"

    built(tmp_path, "docx", "pdf")
    both = word.read_bytes()
    with_pages = [line[-1] for line in lines(tmp_path)]
    again = built(tmp_path, "pdf", "docx")
    word.unlink()
    built(tmp_path, "pdf", "docx")  # the PDF is up to date, and its pages are told all the same
    one_gone = word.read_bytes()
    built(tmp_path, "docx")
    without = [line[-1] for line in lines(tmp_path)]

    assert with_pages == ["2", "3"]
    assert [each.status for each in again.outcomes] == ["skipped"]
    assert one_gone == both
    assert not any(end.isdigit() for end in without)
