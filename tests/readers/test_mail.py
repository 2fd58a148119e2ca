"""Mail: what of it is printed, and the note that names what is not."""

from __future__ import annotations

import base64
from contextlib import suppress

import pytest

from publish.errors import BrokenSource, EmptySource, EncryptedSource, OverLimit
from publish.model.article import Draft, Source
from publish.model.walk import text_of
from publish.readers import read
from tests.build import PNG_1PX

PICTURE = base64.encodebytes(PNG_1PX).decode()
HEAD = "MIME-Version: 1.0\nFrom: Ann Ode <ann@post.example>\nSubject: Rents\n"
PAGE = "<h1>Rents</h1><p>Rents rose by a tenth in May.</p>"


def part(kind: str, body: str, *headers: str) -> str:
    return "\n".join((f"Content-Type: {kind}", *headers, "", body))


def held(kind: str, *parts: str, boundary: str = "b") -> str:
    inside = "".join(f"--{boundary}\n{each}\n" for each in parts)
    return f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n{inside}--{boundary}--\n'


def image(*headers: str, kind: str = "image/png") -> str:
    return part(kind, PICTURE, "Content-Transfer-Encoding: base64", *headers)


def draft_of(*parts: str, kind: str = "mixed") -> Draft:
    body = parts[0] if not kind else held(kind, *parts)
    return read(Source("a.eml", f"{HEAD}{body}".encode()))


def said(draft: Draft) -> list[str]:
    return [text_of(block) for block in draft.blocks]


def left_out(draft: Draft) -> list[str]:
    start = "parts of the mail are not printed: "
    return [n.message.removeprefix(start) for n in draft.notes if n.code == "mail.left-out"]


TEXT = part("text/plain", "Rents rose by a tenth in May.")
HTML = part("text/html", PAGE)
WORDS = ["Rents", "Rents rose by a tenth in May."]


@pytest.mark.parametrize(
    ("src", "headers"),
    [
        ("cid:mill@post", ("Content-ID: <mill@post>",)),
        ("mill.png", ("Content-Location: mill.png",)),
        ("mill.png", ('Content-Disposition: attachment; filename="mill.png"',)),
        ("cid:mill@post", ("Content-ID: <mill@post>", "Content-Disposition: attachment")),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["related", "mixed"])
def test_a_picture_that_the_page_names_is_printed(src: str, headers: list[str], kind: str) -> None:
    page = part("text/html", f'{PAGE}<p><img src="{src}" alt="The mill"></p>')

    draft = draft_of(held("alternative", TEXT, page, boundary="c"), image(*headers), kind=kind)

    assert [asset.data for asset in draft.assets.values()] == [PNG_1PX]
    assert left_out(draft) == []


def test_a_picture_between_words_is_printed_where_it_stands() -> None:
    inline = 'Content-Disposition: inline; filename="IMG_1.png"'
    second = part("text/html", "<p>The mill is closed.</p>")

    draft = draft_of(HTML, image(inline), second)

    assert [type(block).__name__ for block in draft.blocks] == [
        "Heading",
        "Paragraph",
        "Figure",
        "Paragraph",
    ]
    assert [asset.data for asset in draft.assets.values()] == [PNG_1PX]


def test_texts_one_after_the_other_are_all_printed() -> None:
    footer = part("text/plain", "-- list@post.example")

    assert said(draft_of(TEXT, footer)) == [WORDS[1], "-- list@post.example"]
    assert said(draft_of(HTML, footer)) == [*WORDS, "-- list@post.example"]


def test_of_versions_the_page_is_printed_unless_it_says_nothing() -> None:
    empty = part("text/html", "<p> </p>")

    assert said(draft_of(TEXT, HTML, kind="alternative")) == WORDS
    assert said(draft_of(HTML, TEXT, kind="alternative")) == WORDS
    assert said(draft_of(TEXT, empty, kind="alternative")) == WORDS[1:]
    assert said(draft_of(TEXT, HTML)) == WORDS


def test_what_is_not_printed_is_named() -> None:
    pdf = part("application/pdf", "JVBERi0=", "Content-Disposition: attachment; filename=rents.pdf")
    notes = part("text/plain", "words", "Content-Disposition: attachment; filename=notes.txt")
    photo = image("Content-Disposition: attachment; filename=photo.png")
    inner = f"Content-Type: message/rfc822\n\nSubject: Before\n\n{TEXT}"
    signature = part("application/pgp-signature", "x", "Content-Disposition: attachment")
    day = part("text/calendar", "BEGIN:VCALENDAR")

    draft = draft_of(
        held("alternative", TEXT, day, boundary="c"), pdf, notes, photo, inner, signature
    )

    assert said(draft) == [WORDS[1]]
    assert left_out(draft) == [
        "a part of type text/calendar; rents.pdf; notes.txt; photo.png; the mail “Before”"
    ]


def test_a_mail_that_passes_another_one_on_is_that_one() -> None:
    inner = (
        f"Content-Type: message/rfc822\n\nSubject: Fwd: The mill\nFrom: Bo Li <b@c.example>\n{HTML}"
    )
    pdf = part("application/pdf", "JVBERi0=", "Content-Disposition: attachment; filename=rents.pdf")

    draft = draft_of(part("text/plain", "\n"), inner, pdf)

    assert said(draft) == WORDS
    assert [each.value for each in draft.hints.title][:1] == ["The mill"]
    assert [each.value for each in draft.hints.authors] == ["Bo Li"]
    assert left_out(draft) == ["rents.pdf"]


def test_of_a_digest_the_first_is_printed_and_the_others_are_named() -> None:
    digest = held("digest", *(f"\nSubject: Letter {n}\n\nRents rose {n}." for n in (1, 2, 3)))

    draft = draft_of(digest, kind="")

    assert said(draft) == ["Rents rose 1."]
    assert left_out(draft) == ["the mail “Letter 2”; the mail “Letter 3”"]


def test_lines_that_were_wrapped_for_mail_go_on() -> None:
    flowed = "Rents rose by \na tenth. \nAnd so.\n\n> They \n> said.\n-- \nAnn"

    draft = draft_of(part("text/plain; format=flowed", flowed), kind="")

    assert said(draft)[0] == "Rents rose by a tenth. And so."
    assert any("They said." in each for each in said(draft))


def test_a_digest_of_many_mails_is_not_too_deep_and_one_of_too_many_is_one_line() -> None:
    def digest(count: int) -> str:
        return held(
            "digest",
            *("Content-Type: message/rfc822\n\nSubject: A\n\nWords." for _ in range(count)),
        )

    assert said(draft_of(digest(40), kind="")) == ["Words."]
    for many in (digest(25_000), held("mixed", *["\nwords" for _ in range(25_000)])):
        with pytest.raises(OverLimit) as caught:
            draft_of(many, kind="")
        assert caught.value.code == "limit.blocks"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "deep",
    [
        "Content-Type: message/rfc822\n\n" * 3_000,
        "".join(f"Content-Type: multipart/mixed; boundary={n}\n\n--{n}\n" for n in range(3_000)),
        "".join(f"Content-Type: multipart/x;\n boundary='{n}'\n\n--'{n}'\n" for n in range(3_000)),
    ],
)  # fmt: skip
def test_parts_in_parts_are_counted_before_they_are_parsed(deep: str, end: str) -> None:
    with pytest.raises(OverLimit) as caught:
        read(Source("a.eml", f"{HEAD}{deep}".replace("\n", end).encode(), form="mhtml"))

    assert caught.value.code == "limit.nesting"


@pytest.mark.parametrize(
    "header",
    [
        f"From: {'(' * 4_000}",
        f"Content-Type: text/plain; name*{'9' * 4_500}=x",
        f"Content-Type: text/plain; {'a=b; ' * 2_000}",
    ],
)
def test_a_header_that_was_made_to_harm_costs_its_mail_alone(header: str) -> None:
    with suppress(BrokenSource):
        assert said(draft_of(f"{header}\n\nRents rose.\n", kind="")) == ["Rents rose."]


def test_a_mail_without_words_is_one_line() -> None:
    for body in (image(), held("mixed", image()), part("text/plain", ""), part("text/html", "")):
        with pytest.raises(EmptySource):
            draft_of(body, kind="")


def test_a_mail_that_a_key_opens_says_so() -> None:
    pgp = part("application/pgp-encrypted", "Version: 1"), part("application/octet-stream", "x")
    smime = part("application/pkcs7-mime; name=smime.p7m", "MIAG")

    for body in (held("encrypted", *pgp), smime):
        with pytest.raises(EncryptedSource):
            draft_of(body, kind="")
