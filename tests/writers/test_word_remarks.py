"""People's comments go out with the Word file, on their words and in their threads."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from publish.model.article import Remark, Removal
from publish.model.tree import (
    Anchor,
    Block,
    Checkbox,
    Code,
    CodeBlock,
    Emphasis,
    Footnote,
    Link,
    Listing,
    Origin,
    SectionBreak,
    Strong,
    Table,
    Text,
)
from publish.model.walk import digest_of, text_of
from publish.writers.docx.spans import marked
from tests.build import article, cell, figure, h, inlines, listing, p, quote
from tests.strategies import BLOCKS
from tests.validators import libreoffice, ooxml
from tests.writers.docx_samples import LAYOUT, W, everything, names, part, picture, word

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


def on(block: int, start: int, end: int, text: str = "Is it so?", **more: Any) -> Remark:
    return Remark(
        "Ann Ode", text, "AO", "2026-03-01T10:00:00Z", "body", block, (start, end), **more
    )


def commented(data: bytes) -> dict[int, str]:
    """The words that each comment stands on, by its number."""
    said: dict[int, str] = {}
    open_now: set[int] = set()
    for element in part(data, "word/document.xml").iter():
        if element.tag == f"{W}commentRangeStart":
            open_now.add(int(element.get(f"{W}id")))
            said[int(element.get(f"{W}id"))] = ""
        elif element.tag == f"{W}commentRangeEnd":
            open_now.remove(int(element.get(f"{W}id")))
        elif element.tag in {f"{W}t", f"{W}p"}:
            for number in open_now:
                said[number] += element.text or "" if element.tag == f"{W}t" else "\n"
    assert not open_now
    return said


def test_a_remark_stands_on_its_words() -> None:
    body = (p("Rents ", Strong(inlines("rose a")), "gain in May."), p("Wages did not."))
    data = word(article(*body, remarks=(on(0, 6, 16), on(1, 0, 5, "Whose?"))))

    assert commented(data) == {0: "rose again", 1: "Wages"}
    (first, second) = docx.Document(io.BytesIO(data)).comments
    assert (first.author, first.initials, first.text) == ("Ann Ode", "AO", "Is it so?")
    assert first.timestamp is not None
    assert second.text == "Whose?"


def test_a_remark_stands_on_words_of_any_place() -> None:
    made = article(
        p("Body."),
        title="Rents rise again",
        standfirst=inlines("Wages do not."),
        summary=inlines("Ask for more."),
        key_points=(inlines("One point."), inlines("Two points.")),
        author_note=(p("Ann Ode writes."),),
        remarks=tuple(
            replace(on(0, 0, 3), field=field, block=block)
            for field, block in (
                ("title", 0),
                ("standfirst", 0),
                ("summary", 0),
                ("key_points", 1),
                ("author_note", 0),
            )
        ),
    )

    assert list(commented(word(made)).values()) == ["Ren", "Wag", "Ask", "Two", "Ann"]


def test_a_remark_on_a_cell_an_item_and_a_link_stands_there_and_the_table_stays_as_it_was() -> None:
    table = Table(
        ((cell("City", header=True), cell("Rent", header=True)), (cell("Bonn"), cell("1,200"))),
        head_rows=1,
    )
    body = (
        table,
        listing("One item", "Another"),
        p(Link("https://example.org", inlines("a link"))),
    )
    text = [text_of(each) for each in body]
    remarks = (
        on(0, text[0].index("1,200"), text[0].index("1,200") + 5),
        on(1, text[1].index("Another"), len(text[1])),
        on(2, 2, 6),
    )

    data = word(article(*body, remarks=remarks))

    assert commented(data) == {0: "1,200", 1: "Another", 2: "link"}
    styles = [each.get(f"{W}val") for each in part(data, "word/document.xml").iter(f"{W}pStyle")]
    assert "TableNumber" in styles


def test_a_box_stays_a_box_under_a_remark() -> None:
    item = (p(Checkbox(), Text("Milk")),)
    data = word(article(Listing((item,)), remarks=(on(0, 0, 5),)))

    assert commented(data) == {0: "Milk"}
    assert "ListTask" in {
        each.get(f"{W}val") for each in part(data, "word/document.xml").iter(f"{W}pStyle")
    }


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (CodeBlock("x = 1"), "x = 1"),
        (p("A paragraph."), "A paragraph."),
        (quote(p("One."), p("Two.")), "One.\nTwo."),
        (figure("a.png", "A field", "The caption."), "\nThe caption."),
        (SectionBreak(), "* * *"),
    ],
)
def test_a_remark_on_a_whole_block_spans_it(block: Block, words: str) -> None:
    remark = replace(on(0, 0, 0), span=None)
    data = word(article(block, p("After."), remarks=(remark,), assets={"a.png": picture()}))

    assert commented(data) == {0: words}


def test_a_remark_in_a_note_stands_on_the_notes_sign() -> None:
    body = p("Words", Footnote((p("A long note."),)), " go on.")
    start = text_of(body).index("long")

    data = word(article(body, remarks=(on(0, start, start + 4),)))

    assert commented(data) == {0: ""}
    document = etree.tostring(part(data, "word/document.xml")).decode()
    assert re.search(r"commentRangeStart[^>]*>.*footnoteReference.*commentRangeEnd", document)


@pytest.mark.parametrize(
    "remark",
    [
        replace(on(0, 0, 0), field="", span=None),
        replace(on(9, 0, 4)),
        replace(on(0, 0, 4), field="summary"),
        replace(on(0, 0, 4), field="cover"),
        replace(on(-1, 0, 4)),
    ],
)
def test_a_remark_on_words_that_are_not_there_is_one_on_the_article(remark: Remark) -> None:
    data = word(article(p("Words."), title="Rents", remarks=(remark,)))

    (mark,) = part(data, "word/document.xml").iter(f"{W}commentReference")
    paragraph = mark.getparent().getparent()
    assert paragraph.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Title"
    assert commented(data) == {0: ""}


def test_an_answer_stands_in_its_thread_and_what_is_resolved_stays_so() -> None:
    remarks = (
        on(0, 0, 5, "Is it so?", resolved=True),
        Remark("Bo Li", "It is.\nI asked.", "", "", "body", 0, (0, 5), parent=0),
        Remark("Ann Ode", "Good.", "AO", "yesterday", "body", 0, (0, 5), parent=1),
    )
    data = word(article(p("Rents rose."), remarks=remarks))

    assert commented(data) == {0: "Rents", 1: "Rents", 2: "Rents"}
    comments = list(part(data, "word/comments.xml"))
    ids = [each[-1].get(f"{W14}paraId") for each in comments]
    threads = list(part(data, "word/commentsExtended.xml"))
    assert [each.get(f"{W15}paraId") for each in threads] == ids
    assert [each.get(f"{W15}paraIdParent") for each in threads] == [None, ids[0], ids[0]]
    assert [each.get(f"{W15}done") for each in threads] == ["1", "0", "0"]
    assert [each.get(f"{W}date") for each in comments] == ["2026-03-01T10:00:00Z", None, None]
    people = [each.get(f"{W15}author") for each in part(data, "word/people.xml")]
    assert people == ["Ann Ode", "Bo Li"]


def test_remarks_stay_in_the_house_when_comments_do() -> None:
    quiet = replace(LAYOUT, options={"comments": "false"})
    data = word(article(p("Rents rose."), remarks=(on(0, 0, 5),)), layout=quiet)

    assert not commented(data)
    assert not [name for name in names(data) if "comments" in name or "people" in name]


def told(*settled: str) -> list[str]:
    gone = Removal("tail.share", Origin(9, 9), None, "Share this", "asks to share")
    data = word(article(p("Words.", line=3), removals=(gone,), settled=settled))
    if "word/comments.xml" not in names(data):
        return []
    return [
        "\n".join("".join(each.itertext()) for each in c) for c in part(data, "word/comments.xml")
    ]


def test_a_comment_of_ours_that_was_settled_is_not_made_again() -> None:
    (said,) = told()

    assert told(digest_of(said)) == []
    assert told(digest_of("another")) == [said]


def test_the_file_with_threads_is_valid_and_libreoffice_reads_it() -> None:
    remarks = (
        on(0, 0, 5, resolved=True),
        Remark("Bo Li", "It is & it <was>.", "", "", "body", 0, (0, 5), parent=0),
        replace(on(9, 0, 2), span=None),
        replace(on(0, 0, 0), field="", span=None),
        replace(on(0, 0, 5), field="title"),
    )
    data = word(replace(everything(), remarks=remarks))

    assert ooxml.check(data) == []
    assert libreoffice.to_pdf(data).startswith(b"%PDF")


def spans_of(block: Block) -> st.SearchStrategy[tuple[int, int]]:
    most = len(text_of(block))
    ends = st.tuples(st.integers(0, most), st.integers(0, most))
    return ends.map(lambda pair: (min(pair), max(pair)))


def between(block: Block) -> str:
    """The text of a block between the anchors "<" and ">"; each is there once."""
    found: list[str] = []

    def walk(node: Any) -> None:
        if isinstance(node, Anchor):
            found.append({"<": "\0", ">": "\1"}.get(node.name, ""))
        elif isinstance(node, tuple):
            for each in node:
                walk(each)
        elif hasattr(node, "text"):
            found.append(node.text)
        elif hasattr(node, "__dataclass_fields__"):
            for name in node.__dataclass_fields__:
                if name not in ("origin", "url", "language", "asset", "name"):
                    walk(getattr(node, name))
        elif isinstance(node, str):
            found.append(node)

    walk(block)
    text = "".join(found)
    assert text.count("\0") == text.count("\1") == 1
    return text[text.index("\0") + 1 : text.index("\1")]


@settings(deadline=None)
@given(st.data())
def test_marks_stand_around_the_words_of_any_span_of_any_block(data: Any) -> None:
    block = data.draw(BLOCKS)
    start, end = data.draw(spans_of(block))

    made, left = marked(block, [((start, end), "<", ">")])

    assert text_of(made) == text_of(block)
    if left:
        assert made == block
    elif not re.search("Footnote|Checkbox|Formula|Picture", repr(block)):  # marks stand beside them
        assert "".join(between(made).split()) == "".join(text_of(block)[start:end].split())


def test_many_remarks_on_a_long_block_take_no_long_time() -> None:
    items = tuple((p(f"Item number {number}."),) for number in range(3000))
    block = Listing(items)
    size = len(text_of(block))
    remarks = tuple(on(0, at, at + 4) for at in range(0, size - 10, 20))

    data = word(article(block, h("End"), remarks=remarks))

    assert len(commented(data)) == len(remarks)


def test_marks_do_not_part_styles() -> None:
    line = p(Emphasis(inlines("one two")), Code("x = 1"), " end")

    made, left = marked(line, [((4, 12), "<", ">")])

    assert not left
    assert between(made) == "twox = 1"


def test_threads_and_what_they_stand_on_survive_libreoffice() -> None:
    remarks = (on(0, 6, 16, "Is it so?"), replace(on(0, 6, 16, "It is."), parent=0, author="Bo Li"))
    data = libreoffice.saved(word(article(p("Rents rose again."), remarks=remarks)), "docx")

    assert set(commented(data).values()) == {"rose again"}
    authors = [each.get(f"{W}author") for each in part(data, "word/comments.xml")]
    assert authors == ["Ann Ode", "Bo Li"]
