"""MHTML and mail: pages with their pictures, messages that are cut, wrong or made to harm."""

import base64
import random

import pytest

from publish.errors import BrokenSource, EmptySource, OverLimit, PublishError
from publish.model.article import Draft, Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.walk import text_of
from publish.readers import read
from tests.build import PNG_1PX

PAGE = (
    "<html><body><h1>The mill turns again</h1><p>The old mill ground its first flour.</p>"
    '<figure><img src="/img/mill.png" alt="The mill"></figure></body></html>'
)


def part(kind: str, data: bytes, *headers: str) -> str:
    body = base64.encodebytes(data).decode()
    head = "\n".join((f"Content-Type: {kind}", "Content-Transfer-Encoding: base64", *headers))
    return f"--=x\n{head}\n\n{body}"


def message(*parts: str, head: str = "", kind: str = 'multipart/related; boundary="=x"') -> bytes:
    return f"MIME-Version: 1.0\n{head}Content-Type: {kind}\n\n{''.join(parts)}--=x--\n".encode()


PICTURE = part("image/png", PNG_1PX, "Content-Location: https://mill.example/img/mill.png")
SAVED = message(
    part("text/html", PAGE.encode(), "Content-Location: https://mill.example/news"),
    PICTURE,
    head="Date: Fri, 1 Mar 2024 10:11:12 -0000\n",
)


def draft_of(data: bytes, limits: Limits = DEFAULT_LIMITS) -> Draft:
    return read(Source("a.mht", data), limits)


def said(data: bytes) -> list[str]:
    return [text_of(block) for block in draft_of(data).blocks]


WORDS = ["The mill turns again", "The old mill ground its first flour."]


def test_a_page_comes_with_its_address_its_pictures_and_the_day_of_saving_on_record() -> None:
    draft = draft_of(SAVED)

    assert [each.value for each in draft.hints.url] == ["https://mill.example/news"]
    assert [asset.data for asset in draft.assets.values()] == [PNG_1PX]
    assert draft.hints.published == ()
    assert [(n.code, n.message) for n in draft.notes] == [
        ("source.saved", "a copy saved on 2024-03-01")
    ]


@pytest.mark.parametrize(
    ("src", "header"),
    [
        ("/img/mill.png", "Content-Location: https://mill.example/img/mill.png"),
        ("img/mill.png", "Content-Location: https://mill.example/img/mill.png"),
        ("img/mill.png", "Content-Location: img/mill.png"),
        ("cid:mill@1", "Content-ID: <mill@1>"),
        ("https://cdn.example/m", "Content-Location: https://cdn.example/m"),
    ],
)
def test_a_picture_is_found_by_what_the_page_calls_it(src: str, header: str) -> None:
    page = PAGE.replace("/img/mill.png", src).encode()
    data = message(
        part("text/html", page, "Content-Location: https://mill.example/news"),
        part("image/png", PNG_1PX, header),
    )

    assert [asset.data for asset in draft_of(data).assets.values()] == [PNG_1PX]


def test_a_picture_of_a_page_that_word_saved_lies_beside_it() -> None:
    page = PAGE.replace("/img/mill.png", "mill_files/image001.png").encode()
    data = message(
        part("text/html", page, "Content-Location: file:///C:/AB/mill.htm"),
        part("image/png", PNG_1PX, "Content-Location: file:///C:/AB/mill_files/image001.png"),
    )

    draft = draft_of(data)

    assert [asset.data for asset in draft.assets.values()] == [PNG_1PX]
    assert draft.hints.url == ()


def test_a_picture_over_the_limit_is_left_out_with_a_note() -> None:
    draft = draft_of(SAVED, DEFAULT_LIMITS.moved({"image-bytes": 10}, ""))

    assert not draft.assets
    assert "image.unreadable" in {note.code for note in draft.notes}


def test_more_pictures_than_allowed_are_one_line() -> None:
    page = "".join(f'<img src="cid:{number}">' for number in range(3))
    parts = [part("image/png", PNG_1PX + bytes([n]), f"Content-ID: <{n}>") for n in range(3)]

    with pytest.raises(OverLimit):
        draft_of(
            message(part("text/html", page.encode()), *parts),
            DEFAULT_LIMITS.moved({"images": 2}, ""),
        )


@pytest.mark.parametrize(
    "kind",
    ["multipart/related", 'multipart/related; boundary="other"', "multipart/related; boundary="],
)
def test_a_message_that_does_not_say_what_divides_it_is_divided_by_sight(kind: str) -> None:
    assert said(message(part("text/html", PAGE.encode()), kind=kind))[:2] == WORDS


@pytest.mark.parametrize(
    "data",
    [
        SAVED.replace(b"Content-Type: multipart", b"Cont\nent-Type: multipart", 1),
        SAVED.replace(b"MIME-Version: 1.0\n", b"MIME-Version: 1.0\n\n", 1),
        SAVED[SAVED.index(b"--=x") :],
        SAVED[: SAVED.index(b"--=x", 300)],
        SAVED.replace(b"\n", b"\r\n"),
        b"From nobody\n" + SAVED,
    ],
)
@pytest.mark.parametrize("name", ["a.mht", "a.txt", "stdin"])
def test_a_message_with_a_damaged_header_is_known_by_its_first_part(data: bytes, name: str) -> None:
    assert [text_of(block) for block in read(Source(name, data)).blocks][:2] == WORDS


def test_a_file_that_is_called_a_message_and_is_a_page_is_a_page() -> None:
    assert said(b"<h1>The mill turns again</h1><p>The old mill ground its first flour.") == WORDS


def test_a_mail_gives_its_page_and_its_header_says_who_wrote_it_and_when() -> None:
    mail = message(
        part("text/plain", b"The mill"),
        part("text/html", PAGE.encode()),
        part("text/html", b"<p>Attached</p>", "Content-Disposition: attachment"),
        head=(
            "From: =?utf-8?Q?Ann_=C3=93de?= <ann@mill.example>\nTo: all@mill.example\n"
            "Subject: =?utf-8?B?"
            + base64.b64encode("Fwd: Die Mühle mahlt".encode()).decode()
            + "?=\nDate: Fri, 1 Mar 2024 10:11:12 +0100\n"
        ),
        kind='multipart/alternative; boundary="=x"',
    )

    draft = draft_of(mail)

    assert [text_of(block) for block in draft.blocks][:2] == WORDS
    assert [each.value for each in draft.hints.title] == ["Die Mühle mahlt"]
    assert [each.value for each in draft.hints.authors] == ["Ann Óde"]
    assert [each.value for each in draft.hints.published] == ["2024-03-01T10:11:12+01:00"]
    assert any("all@mill.example" in note.message for note in draft.notes)


def test_a_mail_of_packed_text_is_text() -> None:
    mail = (
        b"From: Ann Ode <ann@mill.example>\nSubject: The mill\nContent-Type: text/plain;"
        b' charset="iso-8859-1"\nContent-Transfer-Encoding: quoted-printable\n\n'
        b"Die M=FChle mahlt.\n\nUnd das Rad=\n dreht sich.\n"
    )

    assert said(mail) == ["Die Mühle mahlt.", "Und das Rad dreht sich."]


def test_parts_in_parts_without_end_are_one_line() -> None:
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="{number}"\n\n--{number}\n'
        for number in range(5_000)
    )

    with pytest.raises(OverLimit) as caught:
        draft_of(f"MIME-Version: 1.0\n{deep}".encode())

    assert caught.value.code == "limit.nesting"


def test_a_header_without_end_is_one_line() -> None:
    with pytest.raises(BrokenSource):
        draft_of(b"MIME-Version: 1.0\nContent-Type: text/html; " + b'a="b;' * 100_000 + b"\n\n<p>a")


def test_a_message_with_nothing_to_read_is_empty() -> None:
    with pytest.raises(EmptySource):
        draft_of(message(PICTURE))


@pytest.mark.parametrize("seed", range(40))
def test_a_message_that_was_cut_or_damaged_gives_words_or_one_line(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(SAVED[: chance.randrange(len(SAVED))] if seed % 2 else SAVED)
    for _ in range(chance.randrange(20)):
        data[chance.randrange(len(data))] = chance.randrange(256)

    try:
        words = said(bytes(data))
    except PublishError as error:
        words = [str(error)]

    assert not any("\n" in line and "Content-" in line for line in words)
