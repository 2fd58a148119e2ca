"""Web archives from end to end: pages with their pictures, built once."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from publish.files import digest
from tests.archives.making_warc import SITE, answer, page, picture, record, wacz, zipped
from tests.batch.kit import run, statuses

FIGURE = '<figure><img src="a.png" alt="The mill"><figcaption>The mill in May</figcaption></figure>'
MILL = page("/mill", "The mill turns again", FIGURE)
PIER = page("/pier", "The pier is open")


def shown(colour: str = "navy") -> bytes:
    chunks = b"%x\r\n%s\r\n0\r\n\r\n" % (len(picture(colour)), picture(colour))
    return record(f"{SITE}/a.png", answer(chunks, "image/png", "Transfer-Encoding: chunked"))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.warc", shown() + MILL + PIER),
        ("a.warc.gz", zipped(MILL, shown(), PIER)),
        ("whole.warc.gz", gzip.compress(MILL + PIER + shown(), mtime=0)),
        ("a.wacz", wacz({"a.warc.gz": zipped(shown(), MILL, PIER)})),
        ("packed.wacz", wacz({"a.warc": MILL + PIER + shown()}, (), 8)),
    ],
)
def test_a_page_is_printed_with_its_picture_and_built_once(
    tmp_path: Path, name: str, data: bytes
) -> None:
    path, into = tmp_path / name, tmp_path / "out"
    path.write_bytes(data)

    first = run(path, into)
    os.utime(path, (1, 1))
    again = run(path, into)

    assert ([*statuses(first).values()], [*statuses(again).values()]) == (
        ["built"] * 2,
        ["skipped"] * 2,
    )
    lines = (into / ".publish" / "manifest.jsonl").read_text("utf-8")
    assert digest(picture()) in lines


@pytest.mark.parametrize(
    "elsewhere",
    [
        record(f"{SITE}/a.png", answer(b"", "image/png", "Location: /b.png", status="302 Found")),
        record(
            f"{SITE}/a.png",
            answer(b"", "image/png"),
            "revisit",
            f"WARC-Refers-To-Target-URI: {SITE}/b.png",
        ),
    ],
    ids=["redirect", "revisit"],
)
def test_a_picture_that_lies_at_another_address_is_printed(
    tmp_path: Path, elsewhere: bytes
) -> None:
    path, into = tmp_path / "a.warc.gz", tmp_path / "out"
    there = record(f"{SITE}/b.png", answer(picture(), "image/png"))
    path.write_bytes(zipped(elsewhere, MILL, there))

    run(path, into)

    assert digest(picture()) in (into / ".publish" / "manifest.jsonl").read_text("utf-8")


def test_addresses_that_lead_round_in_a_circle_lead_to_no_picture(tmp_path: Path) -> None:
    path, into = tmp_path / "a.warc", tmp_path / "out"
    moves = [("a", "b"), ("b", "c"), ("c", "a")]
    circle = [
        record(f"{SITE}/{a}.png", answer(b"", "", f"Location: {b}.png", status="302 Found"))
        for a, b in moves
    ]
    path.write_bytes(b"".join(circle) + MILL)

    report = run(path, into)

    assert [*statuses(report).values()] == ["built"]


def test_another_picture_at_the_same_address_builds_its_page_anew(tmp_path: Path) -> None:
    path, into = tmp_path / "a.warc.gz", tmp_path / "out"
    path.write_bytes(zipped(MILL, PIER, shown()))
    run(path, into)

    path.write_bytes(zipped(MILL, PIER, shown("red")))
    os.utime(path, (1, 1))
    again = run(path, into)

    assert sorted(statuses(again).values()) == ["built", "skipped"]


def test_a_new_page_in_an_archive_builds_one(tmp_path: Path) -> None:
    path, into = tmp_path / "a.warc.gz", tmp_path / "out"
    path.write_bytes(zipped(MILL, shown()))
    run(path, into)

    path.write_bytes(zipped(PIER, MILL, shown()))
    os.utime(path, (1, 1))
    again = run(path, into)

    assert sorted(statuses(again).values()) == ["built", "skipped"]
