"""What the Word file carries unseen, and what it says of itself."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
from lxml import etree

from publish.model.article import Note, Remark, Removal
from publish.model.edition import Edition
from publish.model.tree import Origin
from publish.model.word_part import sources_in, unpacked
from publish.writers.docx import write
from tests.build import inlines
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import LAYOUT, arabic, everything, names, part, simple

QUIET = replace(LAYOUT, options={"comments": "false"})
GONE = "Sign up for the letter & win"


def edition() -> Edition:
    told = replace(
        everything(),
        name="news/all of it.html",
        removals=(Removal("tail.newsletter", Origin(7, 7), None, GONE, "asks to sign up"),),
        notes=(Note("metadata.disagree", f"one date after {GONE}"),),
        remarks=(Remark("Ann Ode", f"Why is {GONE} gone?", block=0),),
    )
    two = (("Home", 1), ("Abroad", 2))
    digests = ("a" * 64, "b" * 64, "c" * 64)
    return Edition.of(simple(), told, arabic(), title="The week", sections=two, digests=digests)


def package(data: bytes) -> dict[str, bytes]:
    whole = zipfile.ZipFile(io.BytesIO(data))
    return {name: whole.read(name) for name in whole.namelist()}


def test_the_file_carries_the_edition_with_its_record() -> None:
    parts = package(write(edition(), LAYOUT).data)

    back = unpacked(parts["customXml/item1.xml"])

    pictures = [data for name, data in parts.items() if name.startswith("word/media/")]
    assert back.furnished(pictures) == edition()
    assert back.layout == "briefing"


def test_the_file_names_its_sources_in_custom_properties() -> None:
    root = etree.fromstring(package(write(edition(), LAYOUT).data)["docProps/custom.xml"])
    said = {each.get("name"): each[0].text for each in root}

    assert sources_in(said) == (
        (simple().name, "a" * 64),
        ("news/all of it.html", "b" * 64),
        (arabic().name, "c" * 64),
    )


def test_word_finds_the_part_by_its_relationships() -> None:
    data = write(edition(), LAYOUT).data
    (item,) = (
        each
        for each in part(data, "word/_rels/document.xml.rels")
        if each.get("Type").endswith("/customXml")
    )
    (properties,) = part(data, "customXml/_rels/item1.xml.rels")

    assert item.get("Target") == "../customXml/item1.xml"
    assert properties.get("Target") == "itemProps1.xml"
    assert part(data, "customXml/itemProps1.xml")[0][0].values() == ["urn:publish:word:1"]
    assert ooxml.check(data) == []


def test_python_docx_keeps_what_the_file_carries() -> None:
    data = write(edition(), LAYOUT).data
    stream = io.BytesIO()
    docx.Document(io.BytesIO(data)).save(stream)

    kept = package(stream.getvalue())

    carried = [name for name in kept if name.startswith("customXml/item")]
    assert len(carried) == 2
    assert unpacked(kept["customXml/item1.xml"]).edition.articles
    assert "docProps/custom.xml" in kept


def test_a_file_to_send_out_holds_no_removed_words_no_doubts_and_no_remarks_anywhere() -> None:
    data = write(edition(), QUIET).data

    holding = [
        name
        for name, content in package(data).items()
        if b"Sign up" in content or b"Why is" in content or b"metadata.disagree" in content
    ]

    assert holding == []
    assert not [name for name in names(data) if "comments" in name or "people" in name]
    back = unpacked(package(data)["customXml/item1.xml"])
    assert not back.whole
    assert [article.title for article in back.edition.articles] == [
        article.title for article in edition().articles
    ]


def test_the_same_edition_gives_the_same_bytes_and_another_another_id() -> None:
    other = replace(edition(), articles=(replace(simple(), title=inlines("Other")),))

    ids = [
        part(write(each, LAYOUT).data, "customXml/itemProps1.xml").values()[0]
        for each in (edition(), edition(), Edition.of(*other.articles))
    ]

    assert write(edition(), LAYOUT).data == write(edition(), LAYOUT).data
    assert ids[0] == ids[1] != ids[2]


def test_libreoffice_keeps_what_the_file_carries() -> None:
    kept = package(libreoffice.saved(write(edition(), LAYOUT).data, "docx"))

    (item,) = [
        data for data in kept.values() if b"urn:publish:word:1" in data and b"articles" in data
    ]
    pictures = [data for name, data in kept.items() if name.startswith("word/media/")]
    assert unpacked(item).furnished(pictures).articles == edition().articles
    said = {
        each.get("name"): each[0].text for each in etree.fromstring(kept["docProps/custom.xml"])
    }
    assert sources_in(said)[1] == ("news/all of it.html", "b" * 64)


def test_a_way_through_odt_keeps_the_sources() -> None:
    kept = package(libreoffice.saved(write(edition(), LAYOUT).data, "odt", "docx"))

    said = {
        each.get("name"): each[0].text for each in etree.fromstring(kept["docProps/custom.xml"])
    }
    assert [name for name, _ in sources_in(said)] == [each.name for each in edition().articles]
    assert [digest[:1] for _, digest in sources_in(said)] == ["a", "b", "c"]
