"""Mailboxes: each message is a source, as if it had been saved alone."""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.archives import form_at
from publish.archives.beginnings import looks_like_mbox
from publish.archives.forms import Entry, LeftOut, Settings
from publish.archives.mbox import entries
from publish.errors import BrokenSource, SourceError
from publish.model.article import Source
from publish.model.limits import DEFAULT_LIMITS
from publish.readers import read
from tests.batch.kit import code, lines, run, statuses

DAY = "Fri Mar 01 10:11:12 2024"


def mail(number: int, body: str = "Rents rose by a tenth in May.\n", more: str = "") -> str:
    return (
        f"Message-ID: <{number}@post.example>\nSubject: Letter {number}\n"
        f"Date: Fri, 01 Mar 2024 10:11:12 +0100\n{more}\n{body}"
    )


def mbox(*messages: str, line: str = f"From - {DAY}") -> bytes:
    return "".join(f"{line}\n{each}\n" for each in messages).encode()


def listed(folder: Path, data: bytes, limit: int = DEFAULT_LIMITS.file_bytes) -> list[Entry]:
    path = folder / "box.mbox"
    path.write_bytes(data)
    found = entries(path, Settings(DEFAULT_LIMITS.moved({"file-bytes": limit}, "test")))
    return [each for each in found if isinstance(each, Entry)]


def cut(folder: Path, entry: Entry) -> bytes:
    """The bytes of a message: those at its place of the file, or those the listing keeps."""
    if entry.slice is None:
        return entry.data
    whole = (folder / "box.mbox").read_bytes()
    return whole[entry.slice.at : entry.slice.at + entry.slice.size]


@pytest.mark.parametrize(
    "line",
    [
        f"From - {DAY}",
        "From ann@post.example  Fri Mar  1 10:11:12 2024",
        "From 1792@xxx Fri Mar 01 10:11:12 +0000 2024",
        "From ann at post.example  Fri Mar  1 10:11:12 2024",
        'From "ann ode"@post.example Fri, 1 Mar 2024 10:11:12 GMT',
        "From MAILER-DAEMON Fri Mar  1 10:11 CET 2024",
        "From ???@??? Fri Mar 01 10:11:12 2024",
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_message_begins_behind_the_line_that_programs_write(
    tmp_path: Path, line: str, end: str
) -> None:
    data = mbox(mail(1), mail(2), line=line).replace(b"\n", end.encode())

    found = listed(tmp_path, data)

    assert [(each.identity, each.title) for each in found] == [
        ("1@post.example", "Letter 1"),
        ("2@post.example", "Letter 2"),
    ]
    expected = [mail(number).replace("\n", end).encode() for number in (1, 2)]
    assert [cut(tmp_path, each) for each in found] == expected
    assert looks_like_mbox(data)


@pytest.mark.parametrize(
    "body",
    [
        "They met.\n\nFrom here on, Fri Mar 01 10:11:12 2024\nwords go on.\n",
        "They met.\n\nFrom Friday on rents rise.\n",
        f"They met.\nFrom - {DAY}\n",
    ],
)
def test_a_body_that_speaks_of_from_is_one_message(tmp_path: Path, body: str) -> None:
    (found,) = listed(tmp_path, mbox(mail(1, body)))

    assert cut(tmp_path, found).decode() == mail(1, body)


def test_what_a_program_quoted_is_unquoted(tmp_path: Path) -> None:
    (found,) = listed(tmp_path, mbox(mail(1, "They met.\n\n>From here on.\n>>From there.\n")))

    assert cut(tmp_path, found).decode() == mail(1, "They met.\n\nFrom here on.\n>From there.\n")


def test_a_message_that_says_how_long_it_is_may_hold_another(tmp_path: Path) -> None:
    body = f"They met.\n\nFrom - {DAY}\nSubject: inner\n\nwords\n"
    told = mail(1, body, f"Content-Length: {len(body)}\n")
    lying = mail(3, more="Content-Length: 99999\n")

    found = listed(tmp_path, mbox(told, mail(2), lying, mail(4)))

    assert [each.title for each in found] == ["Letter 1", "Letter 2", "Letter 3", "Letter 4"]


def test_a_message_without_an_identity_is_known_by_its_day_sender_and_subject(
    tmp_path: Path,
) -> None:
    subject = "Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\n an alle\n"
    draft = f"{subject}From: Ann\nDate: Fri, 1 Mar 2024\n{{}}\nHi.\n"

    before, after = (
        listed(tmp_path, mbox(draft.format(more)))[0] for more in ("", "X-Mozilla-Status: 0001\n")
    )

    assert before.title == "Grüße an alle"
    assert before.identity == after.identity == "Fri, 1 Mar 2024\nAnn\nGrüße an alle"


def test_a_mailbox_is_built_and_a_new_message_builds_one(tmp_path: Path) -> None:
    box = tmp_path / "Inbox"
    box.write_bytes(mbox(mail(1), mail(2)))
    run(box, tmp_path / "out")
    box.write_bytes(mbox(mail(1), mail(2), mail(3)))

    report = run(box, tmp_path / "out")

    assert sorted(statuses(report).values()) == ["built", "skipped", "skipped"]
    assert all(name.startswith("Inbox/") for name in statuses(report))


def test_the_index_beside_a_mailbox_is_no_article(tmp_path: Path) -> None:
    (tmp_path / "Inbox").write_bytes(mbox(mail(1)))
    (tmp_path / "Inbox.msf").write_text('// <!-- <mdb:mork:z v="1.4"/> -->\n< <(a=c)>\n')

    report = run(tmp_path, tmp_path / "out")

    assert [code(each) for each in report.outcomes] == ["", "source.unknown-format"]


def test_a_folder_of_mails_without_suffix_is_one_of_articles(tmp_path: Path) -> None:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / "mail" / folder).mkdir(parents=True)
    html = "Content-Type: text/html\n"
    name = "1709284272.M1P2.host:2,S"
    (tmp_path / "mail" / "cur" / name).write_text(mail(1, "<p>Rents rose.</p>", html))
    (tmp_path / "mail" / "new" / "1709284273.M1P2.host").write_text(mail(2))

    report = run(tmp_path / "mail", tmp_path / "out")

    assert sorted(statuses(report).items()) == [
        (f"cur/{name}", "built"),
        ("new/1709284273.M1P2.host", "built"),
    ]
    assert {line["title"] for line in lines(tmp_path / "out")} == {"Letter 1", "Letter 2"}


@pytest.mark.parametrize("sign", ["X-Mozilla-Status: 0009", "X-Status: DA"])
def test_a_message_that_was_deleted_is_left_out_and_counted(tmp_path: Path, sign: str) -> None:
    kept = mail(1, more="X-Mozilla-Status: 0001\nX-Status: A\n")
    (tmp_path / "box.mbox").write_bytes(mbox(kept, mail(2, more=f"{sign}\n")))

    first, second = entries(tmp_path / "box.mbox", Settings())

    assert isinstance(first, Entry)
    assert second == LeftOut("deleted message", "deleted messages")


def test_a_mail_that_begins_as_a_mailbox_does_is_a_mail(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mbox(mail(1)))

    assert form_at(str(tmp_path / "a.eml"), named=True) is None


def test_what_is_no_mailbox_is_one_line(tmp_path: Path) -> None:
    for data in (b"", b"Subject: x\n\nwords\n", b"x" * 300_000):
        with pytest.raises(BrokenSource, match="no message in it"):
            listed(tmp_path, data)


def test_lines_before_the_first_message_are_told(tmp_path: Path) -> None:
    (tmp_path / "box.mbox").write_bytes(b"a stray line\n\n" + mbox(mail(1)))

    first, second = entries(tmp_path / "box.mbox", Settings())

    assert isinstance(first, LeftOut)
    assert isinstance(second, Entry)


def test_a_message_over_the_limit_is_skipped_unheld_and_still_known(tmp_path: Path) -> None:
    long = mail(2, "x" * 400_000 + "\n" + "words\n" * 50_000)

    first, second, third = listed(tmp_path, mbox(mail(1), long, mail(3)), limit=150_000)

    assert second.failure
    assert (second.failure.code, second.title) == ("limit.file-bytes", "Letter 2")
    assert len(second.data) <= 150_000
    assert (first.failure, third.failure) == (None, None)


@settings(max_examples=50)
@given(st.integers(0, 2**32), st.integers(1, 12))
def test_a_damaged_mailbox_gives_articles_or_one_line(
    tmp_path_factory: pytest.TempPathFactory, seed: int, count: int
) -> None:
    chance = random.Random(seed)
    html = 'Content-Type: multipart/mixed; boundary="b"\n'
    parts = "--b\nContent-Type: text/html\n\n<p>Rents</p>\n--b\n\nwords\n--b--\n"
    data = bytearray(mbox(mail(1), mail(2, parts, html), mail(3)))
    for _ in range(count):
        at = chance.randrange(len(data))
        put = chance.choice((b"", b"\n", b"\n\n", b"From ", b"=?", b"--b", b"\xff", b"\0", b":"))
        data[at : at + chance.randrange(9)] = put
    folder = tmp_path_factory.getbasetemp()

    with suppress(SourceError):
        for each in listed(folder, bytes(data)):
            with suppress(SourceError):
                read(Source("box.mbox/1", cut(folder, each), form="mhtml"))
