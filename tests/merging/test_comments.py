"""Comments that come back: people's are remarks, ours are settled when somebody saw to them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.decisions import load_decisions
from publish.merging import told
from tests.merging.kit import changed, part
from tests.merging.test_merge import Loop

OURS = "50000000"


@pytest.fixture
def loop(tmp_path: Path) -> Loop:
    return Loop(tmp_path)


def commented(data: bytes, words: str, text: str, answers: str = "") -> bytes:
    """The file with a comment of Eve's on these words, or as an answer to another."""

    def comments(xml: bytes) -> bytes:
        made = (
            '<w:comment w:id="7" w:author="Eve" w:initials="E" w:date="2024-05-01T10:00:00Z">'
            f'<w:p w14:paraId="60000007"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        )
        return xml.replace(b"</w:comments>", made.encode() + b"</w:comments>")

    def threads(xml: bytes) -> bytes:
        above = f' w15:paraIdParent="{answers}"' if answers else ""
        made = f'<w15:commentEx w15:paraId="60000007"{above} w15:done="0"/>'
        return xml.replace(b"</w15:commentsEx>", made.encode() + b"</w15:commentsEx>")

    def body(xml: bytes) -> bytes:
        text = xml.decode()
        at = text.index(words)
        start = text.rindex("<w:r>", 0, at)
        end = text.index("</w:r>", at) + len("</w:r>")
        mark = '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
        return (
            f'{text[:start]}<w:commentRangeStart w:id="7"/>{text[start:end]}{mark}{text[end:]}'
        ).encode()

    return changed(
        data,
        {
            "word/comments.xml": comments,
            "word/commentsExtended.xml": threads,
            "word/document.xml": body,
        },
    )


def test_a_persons_comment_is_a_remark_on_its_words(loop: Loop) -> None:
    made = loop.merge(commented(loop.pristine, "The council will vote", "Which council?"))

    (remark,) = load_decisions(loop.source).remark
    assert loop.says(made) == "1 comment"
    assert (remark.author, remark.text) == ("Eve", "Which council?")
    assert remark.date == "2024-05-01T10:00:00Z"
    assert remark.on
    assert remark.on.text.startswith("The council will vote on a cap")


def test_a_comment_goes_out_again_and_comes_back_as_nothing_new(loop: Loop) -> None:
    loop.merge(commented(loop.pristine, "The council will vote", "Which council?"))
    loop.build()
    again = loop.output.read_bytes()

    assert b"Which council?" in part(again, "word/comments.xml")
    assert loop.says(loop.merge(again)) == "nothing changed"


def test_an_answer_to_a_comment_of_ours_says_what_it_answers(loop: Loop) -> None:
    made = loop.merge(commented(loop.pristine, "Hearings begin", "Right so.", answers=OURS))

    (remark,) = load_decisions(loop.source).remark
    assert loop.says(made) == "1 comment"
    assert remark.re.startswith("Taken out here (line")


def deleted(data: bytes) -> bytes:
    def body(xml: bytes) -> bytes:
        return re.sub(rb'<w:comment(?:RangeStart|RangeEnd|Reference) w:id="0"/>', b"", xml)

    def none(xml: bytes) -> bytes:
        return re.sub(rb"<w:comment .*</w:comment>", b"", xml, flags=re.S)

    return changed(data, {"word/document.xml": body, "word/comments.xml": none})


def resolved(data: bytes) -> bytes:
    return changed(
        data,
        {"word/commentsExtended.xml": lambda xml: xml.replace(b'done="0"', b'done="1"')},
    )


@pytest.mark.parametrize("way", [deleted, resolved])
def test_a_comment_of_ours_that_was_seen_to_is_not_made_again(
    loop: Loop, way: Callable[[bytes], bytes]
) -> None:
    made = loop.merge(way(loop.pristine))

    assert loop.says(made) == "1 comment settled"
    assert len(load_decisions(loop.source).settled) == 1
    loop.build()
    assert b"Taken out here" not in loop.output.read_bytes()
    (article,) = loop.merge(loop.output.read_bytes()).articles
    assert told(article.written) == "nothing changed"


def test_words_of_the_record_that_stand_again_are_restored(loop: Loop) -> None:
    def body(xml: bytes) -> bytes:
        text = xml.decode()
        new = "<w:p><w:r><w:t>Share Tweet Email</w:t></w:r></w:p>"
        at = text.rindex("<w:sectPr")
        return (text[:at] + new + text[at:]).encode()

    made = loop.merge(changed(loop.pristine, {"word/document.xml": body}))

    assert loop.says(made) == "1 restored"
    assert [each.text for each in load_decisions(loop.source).restore] == ["Share Tweet Email"]
