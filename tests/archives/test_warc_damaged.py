"""Web archives that are cut, wrong or made to harm: what is sound in them is read all the same."""

from __future__ import annotations

import gzip
import re
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.archives.forms import Entry
from publish.errors import BrokenSource, EmptySource, SourceError
from tests.archives.making_warc import (
    SITE,
    answer,
    articles,
    draft,
    failures,
    listed,
    page,
    page_of,
    picture,
    record,
    wacz,
    zipped,
)

FIRST = page("/first", "The first")
SECOND = page("/second", "The second")
THIRD = page("/third", "The third")
BLOCK = answer(page_of("The second"))
CUT = "the file ends before the page does, or is damaged there"
LOST = "damaged, and records are lost"


def told(folder: Path, data: bytes, name: str = "crawl.warc") -> tuple[list[str], list[str]]:
    """The titles of what can be read, and the messages of what cannot."""
    path = folder / name
    path.write_bytes(data)
    return [each.title for each in articles(path)], without_places(path)


def without_places(path: Path) -> list[str]:
    return [re.sub(r" from byte [\d,]+ on", "", said) for _, said in failures(path)]


def test_a_failure_says_at_which_byte_the_damage_begins(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(FIRST * 3 + b"garbage\r\n" * 50 + SECOND)

    assert failures(path) == [
        ("", f"damaged from byte {3 * len(FIRST):,} on, and records are lost")
    ]


def test_a_file_that_is_cut_off_in_a_record_has_all_before_it(tmp_path: Path) -> None:
    plain, packed = FIRST + SECOND, zipped(FIRST, SECOND)

    for cut in (len(FIRST) + 450, len(plain) - 10):
        assert told(tmp_path, plain[:cut]) == (["The first"], [CUT])
    for cut in (len(zipped(FIRST)) + 300, len(packed) - 10):
        assert told(tmp_path, packed[:cut], "crawl.warc.gz") == (["The first"], [CUT])


def test_a_file_that_is_cut_off_in_a_header_says_that_records_are_lost(tmp_path: Path) -> None:
    plain, packed = FIRST + SECOND, zipped(FIRST, SECOND)

    assert told(tmp_path, plain[: len(FIRST) + 100]) == (["The first"], [LOST])
    assert told(tmp_path, packed[: len(zipped(FIRST)) + 40], "a.warc.gz") == (["The first"], [LOST])


def test_a_file_packed_as_a_whole_that_is_cut_off_has_all_before_it(tmp_path: Path) -> None:
    packed = gzip.compress(FIRST + SECOND, mtime=0)

    found, failed = told(tmp_path, packed[:-60], "crawl.warc.gz")

    assert (found, len(failed)) == (["The first"], 1)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (10**15, (["The first", "The third"], [CUT])),
        (10**30, (["The first", "The third"], None)),
        (-5, (["The first", "The third"], [LOST])),
        ("many", (["The first", "The third"], [LOST])),
        (len(BLOCK) - 100, (["The first", "The second", "The third"], [LOST])),
        (len(BLOCK) + 100, (["The first", "The second"], [LOST])),
    ],
)
def test_a_length_that_lies_costs_its_own_record(
    tmp_path: Path, length: int | str, expected: tuple[list[str], list[str] | None]
) -> None:
    liar = record(f"{SITE}/second", BLOCK, length=length)

    found, failed = told(tmp_path, FIRST + liar + THIRD)

    assert found == expected[0]
    assert expected[1] is None or failed == expected[1]


@pytest.mark.parametrize("length", [10**15, -5, "many", len(BLOCK) - 100, len(BLOCK) + 100])
def test_a_length_that_lies_in_a_member_of_its_own_costs_no_other(
    tmp_path: Path, length: int | str
) -> None:
    liar = record(f"{SITE}/second", BLOCK, length=length)

    found, _ = told(tmp_path, zipped(FIRST, liar, THIRD), "crawl.warc.gz")

    assert [title for title in found if title != "The second"] == ["The first", "The third"]


def test_bytes_between_records_are_lost_alone(tmp_path: Path) -> None:
    junk = b"garbage\r\n" * 50

    assert told(tmp_path, FIRST + junk + THIRD) == (["The first", "The third"], [LOST])
    assert told(tmp_path, zipped(FIRST) + junk + zipped(THIRD), "a.warc.gz") == (
        ["The first", "The third"],
        [LOST],
    )


def test_a_damaged_member_is_lost_alone(tmp_path: Path) -> None:
    member = zipped(SECOND)
    broken = member[:200] + b"\xff" * 20 + member[220:]

    found, failed = told(tmp_path, zipped(FIRST) + broken + zipped(THIRD), "crawl.warc.gz")

    assert (found, len(failed)) == (["The first", "The third"], 1)


def test_zeros_that_fill_up_a_block_are_no_damage(tmp_path: Path) -> None:
    assert told(tmp_path, FIRST + bytes(10_000)) == (["The first"], [])
    assert told(tmp_path, zipped(FIRST) + bytes(10_000), "a.warc.gz") == (["The first"], [])


def test_a_header_without_end_costs_its_own_record(tmp_path: Path) -> None:
    long = record(f"{SITE}/second", BLOCK, "response", "X: " + "y" * 1_000_000)
    many = record(f"{SITE}/second", BLOCK, "response", *["X: y"] * 20_000)

    for each in (long, many):
        assert told(tmp_path, FIRST + each + THIRD) == (["The first", "The third"], [LOST])
        found, _ = told(tmp_path, zipped(FIRST, each, THIRD), "crawl.warc.gz")
        assert found == ["The first", "The third"]


def test_an_http_header_without_end_fails_its_page_alone(tmp_path: Path) -> None:
    long = record(f"{SITE}/second", answer(page_of("x"), "text/html", "X: " + "y" * 1_000_000))

    found, failed = told(tmp_path, zipped(FIRST, long, THIRD), "crawl.warc.gz")

    assert (found, failed) == (["The first", "The third"], ["an HTTP header without end"])


def test_a_record_that_unpacks_without_end_costs_its_own_article(tmp_path: Path) -> None:
    size = 30_000_000
    head = record(f"{SITE}/second", answer(b"<p>words"), length=size)[: -len(b"\r\n\r\n")]
    packed = zlib.compressobj(1, wbits=31)
    nothing = bytes(10_000_000)
    bomb = packed.compress(head) + b"".join(packed.compress(nothing) for _ in range(size // 10**7))

    found, failed = told(
        tmp_path, zipped(FIRST) + bomb + packed.flush() + zipped(THIRD), "crawl.warc.gz"
    )

    assert found == ["The first", "The third"]
    assert any("file-bytes 30,000,000 is over the limit" in each for each in failed)


def test_thousands_of_records_of_nothing_are_listed(tmp_path: Path) -> None:
    tiny = b"WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 0\r\n\r\n\r\n\r\n"

    assert told(tmp_path, tiny * 5_000 + FIRST) == (["The first"], [])


def test_a_file_that_is_damaged_everywhere_is_given_up_in_a_line(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(FIRST + b"WARC/1.0\r\nno header\r\n\r\n" * 1_200)

    said = without_places(path)

    assert said == [LOST] * 1_000 + ["damaged in over 1,000 places: the rest is not read"]


def test_records_without_a_name_are_told_apart_by_their_address(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    path.write_bytes(b"".join(each.replace(b"WARC-Record-ID", b"X") for each in (FIRST, SECOND)))

    assert [each.identity for each in articles(path)] == [f"{SITE}/first", f"{SITE}/second"]


@pytest.mark.parametrize(
    "data",
    [
        b"words of no archive",
        b"\x1f\x8b\x08 no gzip",
        gzip.compress(b"words", mtime=0),
        b"\x28\xb5\x2f\xfd?",
    ],
)
def test_what_is_no_web_archive_fails_in_one_line(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(data)

    with pytest.raises(BrokenSource, match="no records of a web archive"):
        listed(tmp_path / "crawl.warc.gz")


def test_an_empty_file_is_empty(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_bytes(b"")

    with pytest.raises(EmptySource):
        listed(tmp_path / "crawl.warc")


ARCHIVES = {
    "a.warc": FIRST + record(f"{SITE}/a.png", answer(picture(), "image/png")) + SECOND + THIRD,
    "b.warc.gz": zipped(FIRST, record(f"{SITE}/a.png", answer(picture(), "image/png")), THIRD),
    "c.warc.gz": gzip.compress(FIRST + SECOND, mtime=0),
    "d.wacz": wacz({"x.warc.gz": zipped(FIRST, SECOND)}, [{"url": f"{SITE}/first"}]),
    "e.wacz": wacz({"x.warc": FIRST + SECOND}, (), 8),
}
DAMAGE = st.lists(
    st.tuples(st.integers(0, 10_000), st.binary(max_size=12), st.integers(0, 40)), max_size=5
)


@given(st.sampled_from(sorted(ARCHIVES)), DAMAGE)
@settings(max_examples=40, deadline=None)
def test_any_damage_costs_articles_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, name: str, damage: list[tuple[int, bytes, int]]
) -> None:
    data = bytearray(ARCHIVES[name])
    for at, put, taken in damage:
        at %= len(data) + 1
        data[at : at + taken] = put
    path = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    path.write_bytes(data)

    try:
        found = listed(path)
    except SourceError:
        return

    for each in found:
        if isinstance(each, Entry) and not each.failure:
            try:
                draft(each.data)
            except SourceError:
                continue


@given(st.integers(0, len(FIRST)), st.binary(max_size=20), st.integers(0, 20))
@settings(max_examples=40, deadline=None)
def test_any_damage_to_a_record_is_read_or_refused(at: int, put: bytes, taken: int) -> None:
    data = FIRST[:at] + put + FIRST[at + taken :]

    try:
        draft(data)
    except SourceError:
        return
