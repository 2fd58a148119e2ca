"""Word files as packages: those that are unusual and valid, those that are hostile or broken."""

from __future__ import annotations

import contextlib
import io
import time
import zipfile

import pytest

from publish.errors import (
    BrokenSource,
    EmptySource,
    EncryptedSource,
    OverLimit,
    SourceError,
    UnknownFormat,
)
from publish.model.article import Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers import read
from tests.build import p
from tests.readers.docx.reading import blocks, codes, drafted
from tests.word_files import cell, line, relation, row, table, word_file, zipped

_DOCUMENT = "word/document.xml"


def document(data: bytes, change: tuple[bytes, bytes]) -> bytes:
    """The file with its document changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files[_DOCUMENT] = files[_DOCUMENT].replace(*change)
    return zipped(files)


def said(data: bytes, limits: Limits = DEFAULT_LIMITS, name: str = "a.docx") -> object:
    return read(Source(name, data), limits).blocks


# Unusual and valid


def test_the_document_is_found_by_its_relation_whatever_it_is_called() -> None:
    assert blocks(line("Rents rose."), main="texte/été.xml") == (p("Rents rose."),)


@pytest.mark.parametrize("suffix", ["docm", "dotx", "dotm", "txt", "zip"])
def test_the_bytes_tell_and_not_the_name(suffix: str) -> None:
    assert said(word_file(line("Rents rose.")), name=f"a.{suffix}") == (p("Rents rose."),)


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_a_part_may_be_in_any_encoding_that_xml_has(codec: str) -> None:
    text = word_file(line("Für Ännchen."))
    with zipfile.ZipFile(io.BytesIO(text)) as package:
        document = package.read(_DOCUMENT).decode()  # whose declaration says UTF-8

    data = word_file(files={_DOCUMENT: document.encode(codec)})

    assert said(data) == (p("Für Ännchen."),)


def test_the_strict_dialect_is_read_as_the_other() -> None:
    data = word_file(line("Rents rose.", style="Heading1"), table(row("a", "b")))
    strict = document(
        data,
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    )

    assert said(strict) == said(data)


def test_of_branches_for_programs_of_different_age_one_is_read() -> None:
    box = f"<w:txbxContent>{line('In a box.')}</w:txbxContent>"
    both = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><wps:wsp>'
        f"<wps:txbx>{box}</wps:txbx></wps:wsp></wp:anchor></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )

    assert blocks(line("Rents rose.", both)) == (p("Rents rose."), p("In a box."))


def test_text_in_shapes_of_older_programs_is_read_where_it_is_anchored() -> None:
    held = f"<v:textbox><w:txbxContent>{line('In a box.')}</w:txbxContent></v:textbox>"
    box = f"<w:r><w:pict><v:shape>{held}</v:shape></w:pict></w:r>"

    assert blocks(line(box, "Rents rose."), line("Again.")) == (
        p("Rents rose."),
        p("In a box."),
        p("Again."),
    )


def test_a_file_without_any_part_beside_its_document_is_read() -> None:
    assert blocks(line("Rents rose.")) == (p("Rents rose."),)


def test_a_file_whose_own_relations_are_lost_is_read_all_the_same() -> None:
    lost = word_file(line("Rents rose."), files={"_rels/.rels": b"<Relationships/>"})

    assert said(lost) == (p("Rents rose."),)


def test_macros_are_left_out_with_a_note() -> None:
    draft = drafted(line("Rents rose."), relations=relation("vbaProject", "vbaProject.bin"))

    assert codes(draft) == {"word.macros": "its macros were left out"}


# What lies elsewhere


@pytest.mark.parametrize(
    ("inside", "more", "code"),
    [
        ('<w:altChunk r:id="r1"/>', relation("aFChunk", "page.html", "r1"), "word.chunk"),
        (
            '<w:subDoc r:id="r1"/>',
            relation("subDocument", "file:///etc/passwd", "r1", outside=True),
            "word.outside",
        ),
        (
            "",
            relation("attachedTemplate", "http://a.example/t.dotm", "r1", outside=True),
            "word.outside",
        ),
    ],
)
def test_what_lies_elsewhere_is_not_fetched_and_told(inside: str, more: str, code: str) -> None:
    draft = drafted(line("Rents rose."), inside, relations=more)

    assert draft.blocks == (p("Rents rose."),)
    assert code in codes(draft)


def test_a_relation_that_points_out_of_the_package_is_no_part() -> None:
    notes = '<Relationship Id="n" Type="x/footnotes" Target="../../../../etc/passwd"/>'

    assert blocks(line("Rents rose."), relations=notes) == (p("Rents rose."),)


# Broken and hostile


def test_a_doctype_is_refused() -> None:
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><w:document'
    data = document(word_file(line("Rents.")), (b"<w:document", bomb))

    with pytest.raises(BrokenSource, match="declares a DOCTYPE"):
        said(data)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 word/document.xml and no more", "its list of parts cannot be read"),
        (word_file(line("Rents."))[:-60], "its list of parts cannot be read"),
        (document(word_file(line("Rents.")), (b"</w:body>", b"")), "is damaged"),
        (zipped({"word/document.xml": b"<w/>"}), "no document in it"),
        (zipped({"word/styles.xml": b"<w/>"}), "no document in it"),
    ],
)
def test_a_damaged_file_fails_in_one_line(data: bytes, message: str) -> None:
    with pytest.raises(BrokenSource, match=message) as caught:
        said(data)

    assert caught.value.where == "a.docx"
    assert caught.value.hint == "open it in Word and save it again"
    assert "\n" not in caught.value.message


def test_a_damaged_part_beside_the_document_is_done_without() -> None:
    draft = drafted(line("Rents rose."), parts={"styles": "<w:style"})

    assert draft.blocks == (p("Rents rose."),)
    assert codes(draft) == {"word.damaged": "damaged parts were left out: word/styles.xml"}


def test_a_member_that_is_locked_says_so() -> None:
    data = word_file(line("Rents."))
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/document.xml"))
    locked = data[: entry + 8] + b"\x01" + data[entry + 9 :]

    with pytest.raises(EncryptedSource):
        said(locked)


def test_a_spreadsheet_is_no_word_file() -> None:
    sheet = document(word_file(line("x")), (b"w:document", b"w:workbook"))

    with pytest.raises(UnknownFormat, match="another office program"):
        said(sheet)


def test_nothing_to_read_is_an_empty_source() -> None:
    with pytest.raises(EmptySource):
        said(word_file(line()))


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (zipped({f"word/{n}": b"" for n in range(30)}), Limits(members=20), "limit.members"),
        (word_file(line("a" * 3_000_000)), DEFAULT_LIMITS, "limit.unpacking"),
        (word_file(line("Rents rose.")), Limits(unpacked_bytes=500), "limit.unpacked-bytes"),
        (word_file(*[line("a")] * 400), Limits(elements=900), "limit.elements"),
        (word_file(*[line("a")] * 400), Limits(blocks=300), "limit.blocks"),
        (word_file(line("a" * 400)), Limits(characters=300), "limit.characters"),
        (word_file("<w:x>" * 300 + "</w:x>" * 300), DEFAULT_LIMITS, "limit.nesting"),
        (word_file(table(row(*["a"] * 30))), Limits(table_cells=20), "limit.table-cells"),
    ],
)  # fmt: skip
def test_what_is_too_much_is_a_limit_with_a_name(data: bytes, limits: Limits, code: str) -> None:
    with pytest.raises(OverLimit) as caught:
        said(data, limits)

    assert caught.value.code == code
    assert caught.value.where == "a.docx"


def test_a_note_that_is_marked_again_and_again_counts_each_time() -> None:
    mark = '<w:r><w:footnoteReference w:id="1"/></w:r>'
    note = f'<w:footnote w:id="1">{line("a" * 900)}</w:footnote>'

    with pytest.raises(OverLimit):
        drafted(line(mark * 2_000), parts={"footnotes": note})


def test_a_span_of_a_thousand_million_columns_is_one_of_a_table() -> None:
    wide = cell("a", look='<w:gridSpan w:val="1000000000"/>')
    start = time.process_time()

    (made,) = blocks(table(row(wide), row("b", "c")))

    assert made.rows[0][0].columns <= 63  # type: ignore[union-attr]
    assert time.process_time() - start < 2


@pytest.mark.parametrize("at", range(0, 1000, 97))
def test_no_damage_is_a_traceback(at: int) -> None:
    data = bytearray(word_file(line("Rents rose."), table(row("a", "b"))))
    for offset in range(at, len(data), 1009):
        data[offset] ^= 0xFF

    with contextlib.suppress(SourceError):
        said(bytes(data))
