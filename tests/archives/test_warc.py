"""Web archives: which records are articles, and that each is cut from its file alone."""

from __future__ import annotations

import gzip
import io
import random
from pathlib import Path

import pytest
from fastwarc.stream_io import Lz4Writer, ZstdWriter

from publish.archives import form_at
from publish.archives.forms import Entry
from publish.model.limits import DEFAULT_LIMITS
from tests.archives.making_warc import (
    SITE,
    answer,
    articles,
    failures,
    left_out,
    listed,
    page,
    page_of,
    picture,
    pictures,
    record,
    zipped,
)

MILL = page("/mill", "The mill turns again")
PIER = page("/pier", "The pier is open")
REQUEST = record(f"{SITE}/mill", b"GET /mill HTTP/1.1\r\n\r\n", "request")
INFO = record("", b"software: a crawler\r\n", "warcinfo", "Content-Type: application/warc-fields")
TITLES = ["The mill turns again", "The pier is open"]


def file(folder: Path, data: bytes, name: str = "crawl.warc") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def titles(path: Path) -> list[str]:
    return [each.title for each in articles(path)]


def stream(kind: type, *records: bytes) -> bytes:
    written = io.BytesIO()
    with kind(written) as packed:
        packed.write(b"".join(records))
    return written.getvalue()


@pytest.mark.parametrize("version", ["1.0", "1.1"])
def test_pages_of_an_archive_are_articles_cut_from_it(tmp_path: Path, version: str) -> None:
    records = [each.replace(b"WARC/1.0", f"WARC/{version}".encode()) for each in (MILL, PIER)]
    plain = file(tmp_path, INFO + REQUEST + b"".join(records))
    packed = file(tmp_path, zipped(INFO, REQUEST, *records), "crawl.warc.gz")

    found = [
        (titles(path), [e.slice is not None for e in articles(path)]) for path in (plain, packed)
    ]

    assert found == [(TITLES, [True, True])] * 2


def test_an_article_has_one_identity_however_its_file_is_packed(tmp_path: Path) -> None:
    ways = {
        "a.warc": MILL + PIER,
        "b.warc.gz": zipped(MILL, PIER),
        "c.warc.gz": gzip.compress(MILL + PIER, mtime=0),
        "d.warc.zst": stream(ZstdWriter, MILL, PIER),
        "e.warc.lz4": stream(Lz4Writer, MILL, PIER),
    }

    found = {
        tuple(each.identity for each in articles(file(tmp_path, data, name)))
        for name, data in ways.items()
    }

    assert len(found) == 1
    assert [each.rpartition(" ")[2] for each in found.pop()] == [f"{SITE}/mill", f"{SITE}/pier"]


def test_an_archive_that_was_packed_as_a_whole_is_kept_in_the_listing(tmp_path: Path) -> None:
    path = file(tmp_path, gzip.compress(INFO + MILL + PIER, mtime=0), "crawl.warc.gz")

    found = articles(path)

    assert [(each.title, each.slice) for each in found] == [(title, None) for title in TITLES]


def test_a_long_archive_that_was_packed_as_a_whole_is_read_to_its_end(tmp_path: Path) -> None:
    noise = random.Random(1)
    records = [
        record(f"{SITE}/{number}", answer(page_of(f"Page {number}") + noise.randbytes(50_000)))
        for number in range(10)
    ]

    for data in (
        gzip.compress(b"".join(records), mtime=0),
        zipped(*(a + b for a, b in batched(records))),
    ):
        path = file(tmp_path, data, "crawl.warc.gz")

        assert titles(path) == [f"Page {number}" for number in range(10)]
        assert failures(path) == []


def batched(records: list[bytes]) -> list[tuple[bytes, bytes]]:
    return list(zip(records[::2], records[1::2], strict=True))


def test_what_is_no_page_is_left_out_in_plain_words(tmp_path: Path) -> None:
    def fetched(kind: str, status: str = "200 OK", body: bytes = b"x") -> bytes:
        return record(f"{SITE}/x", answer(body, kind, status=status))

    others = {
        "record about the crawl": INFO,
        "request": REQUEST,
        "redirect": fetched("text/html", "301 Moved"),
        "answer that says what went wrong": fetched("text/html", "404 Not Found"),
        "answer without a page": fetched("text/html", body=b""),
        "style sheet": fetched("text/css"),
        "script": fetched("application/javascript; charset=utf-8"),
        "font": fetched("font/woff2"),
        "drawing": fetched("image/svg+xml"),
        "sound or film": fetched("video/mp4"),
        "PDF": fetched("application/pdf"),
        "file of data": fetched("application/json"),
        "file of another kind": fetched("application/octet-stream"),
        "file for machines": record(f"{SITE}/robots.txt", answer(b"User-agent: *", "text/plain")),
        "visit to a page that had not changed": record(f"{SITE}/mill", answer(b""), "revisit"),
    }

    path = file(tmp_path, b"".join(others.values()) + MILL)

    assert left_out(path) == list(others)
    assert titles(path) == TITLES[:1]


def test_an_address_that_is_none_of_the_web_is_about_the_crawl(tmp_path: Path) -> None:
    odd = (
        "dns:mill.example",
        "urn:pageinfo:x",
        "metadata://wget/log",
        "javascript:alert(1)",
        "x:\ud800",
    )
    records = [
        record("@", answer(page_of("No page"))).replace(b"@", each.encode(errors="surrogatepass"))
        for each in odd
    ]

    path = file(tmp_path, b"".join(records))

    assert left_out(path) == ["record about the crawl"] * len(odd)


def test_texts_and_resources_are_articles_too(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        record(f"{SITE}/a.txt", answer(b"Rents rise\n\nA text of words.", "text/plain"))
        + record(f"{SITE}/b", page_of("A resource"), "resource", "Content-Type: text/html")
        + record(f"<{SITE}/c>", b"Words alone.", "conversion", "Content-Type: text/plain")
        + record(f"{SITE}/d", answer(page_of("Of no kind"), "")),
    )

    assert titles(path) == [f"{SITE}/a.txt", "A resource", f"{SITE}/c", "Of no kind"]


def test_pictures_are_known_by_their_address_the_last_of_several(tmp_path: Path) -> None:
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(picture()), picture())
    records = (
        record(f"{SITE}/a.png", answer(picture("red"), "image/png")),
        record(
            "http://mill.example/b.png#x",
            answer(chunked, "image/png", "Transfer-Encoding: chunked"),
        ),
        record(f"{SITE}/gone.png", answer(b"gone", "image/png", status="404 Not Found")),
        record(f"{SITE}/a.png", answer(picture(), "image/png")),
    )

    for name, data in (("a.warc", b"".join(records)), ("b.warc.gz", zipped(*records))):
        assert pictures(file(tmp_path, data, name)) == {
            "//mill.example/a.png": picture(),
            "//mill.example/b.png": picture(),
        }


def test_one_title_is_found_in_any_packing_and_alphabet(tmp_path: Path) -> None:
    body = "<title>Żółć &amp;\n jaźń</title><p>Words.".encode("iso-8859-2")
    path = file(
        tmp_path,
        record(
            SITE + "/",
            answer(
                gzip.compress(body, mtime=0),
                "text/html; charset=ISO-8859-2",
                "Content-Encoding: gzip",
            ),
        ),
    )

    assert titles(path) == ["Żółć & jaźń"]


def test_a_file_is_known_by_its_first_bytes_where_its_name_does_not_tell(tmp_path: Path) -> None:
    known = [file(tmp_path, MILL, "crawl"), file(tmp_path, zipped(MILL), "crawl.gz")]
    unknown = [
        file(tmp_path, b"words", "words"),
        file(tmp_path, gzip.compress(b"words", mtime=0), "words.gz"),
    ]

    forms = [form_at(str(path)) for path in (*known, *unknown)]

    assert [form.name if form else "" for form in forms] == ["warc", "warc", "", ""]


def test_a_page_over_the_limit_fails_alone(tmp_path: Path) -> None:
    limits = DEFAULT_LIMITS.moved({"file-bytes": 2_000}, "test")
    large = page("/large", "A large page", "<p>word" * 1_000)

    for name, data in (("a.warc", large + MILL), ("b.warc.gz", zipped(large, MILL))):
        path = file(tmp_path, data, name)

        assert [each.title for each in articles(path, limits)] == TITLES[:1]
        assert [message[:10] for _, message in failures(path, limits)] == ["file-bytes"]


def test_a_picture_over_the_limit_is_left_out(tmp_path: Path) -> None:
    limits = DEFAULT_LIMITS.moved({"image-bytes": 100}, "test")
    path = file(tmp_path, record(f"{SITE}/a.png", answer(picture(), "image/png")))

    (found,) = listed(path, limits)

    assert found.one == "picture over the limit"  # type: ignore[union-attr]


def test_nothing_of_a_page_changes_when_another_is_put_before_it(tmp_path: Path) -> None:
    before = {
        each.identity: each.data for each in articles(file(tmp_path, zipped(MILL), "a.warc.gz"))
    }

    after = {
        each.identity: each.data
        for each in listed(file(tmp_path, zipped(PIER, MILL), "b.warc.gz"))
        if isinstance(each, Entry)
    }

    assert before.items() < after.items()
