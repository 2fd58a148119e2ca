"""A record of a web archive: the page in it is read as the same page is from a file."""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import replace

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter

from publish.errors import BrokenSource, EmptySource, OverLimit, SourceError
from publish.model.article import Draft, Source
from publish.model.limits import DEFAULT_LIMITS
from publish.model.walk import text_of
from publish.readers import read
from publish.readers.warc_record import record_in
from tests.archives.making_warc import SITE, answer, draft, page_of, picture, record

PAGE = page_of("The mill turns again", '<img src="img/mill.png" alt="The mill">')
SHOWN = {"//mill.example/img/mill.png": picture()}


def fetched(body: bytes, kind: str = "text/html", *headers: str, status: str = "200 OK") -> Draft:
    return draft(record(f"{SITE}/mill", answer(body, kind, *headers, status=status)), SHOWN)


def words(made: Draft) -> list[str]:
    return [text_of(block) for block in made.blocks]


def zstandard(body: bytes) -> bytes:
    written = io.BytesIO()
    with ZstdWriter(written) as packed:
        packed.write(body)
    return written.getvalue()


def chunked(body: bytes, size: int = 1_000) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%X\r\n%s\r\n" % (len(piece), piece) for piece in (*pieces, b""))


def test_a_page_comes_with_its_address_its_pictures_and_the_day_it_was_fetched() -> None:
    made = fetched(PAGE)

    assert [each.value for each in made.hints.url] == [f"{SITE}/mill"]
    assert [asset.data for asset in made.assets.values()] == [picture()]
    assert [(n.code, n.message) for n in made.notes] == [
        ("source.saved", "a copy saved on 2024-03-01")
    ]


def test_a_page_is_read_as_its_file_is() -> None:
    alone = read(Source("a.html", PAGE))

    made = fetched(page_of("The mill turns again", '<img src="img/none.png" alt="The mill">'))

    assert words(made) == words(alone)
    assert (made.hints.title, made.hints.language) == (alone.hints.title, alone.hints.language)


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("gzip", gzip.compress(PAGE, mtime=0)),
        ("x-gzip", gzip.compress(PAGE, mtime=0)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", zlib.compress(PAGE)[2:-4]),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstandard(PAGE)),
        ("gzip, br", brotli.compress(gzip.compress(PAGE, mtime=0))),
        ("gzip", PAGE),  # unpacked by the crawler, which kept the header
        ("br", PAGE),
        ("zstd", PAGE),
        ("deflate", PAGE),
        ("identity", PAGE),
        ("a-packing-of-tomorrow", PAGE),
    ],
)
def test_a_page_is_unpacked_as_its_server_packed_it(name: str, packed: bytes) -> None:
    alone = fetched(packed, "text/html", f"Content-Encoding: {name}")
    in_chunks = fetched(
        chunked(packed), "text/html", f"Content-Encoding: {name}", "Transfer-Encoding: chunked"
    )

    assert words(alone) == words(in_chunks) == words(fetched(PAGE))


def test_chunks_that_were_joined_by_the_crawler_are_read_as_they_are() -> None:
    made = fetched(PAGE, "text/html", "Transfer-Encoding: chunked")

    assert words(made) == words(fetched(PAGE))


def test_of_a_body_that_was_cut_off_what_came_is_read() -> None:
    for packed in (gzip.compress(PAGE, mtime=0)[:-20], brotli.compress(PAGE * 20)[:-4]):
        name = "gzip" if packed.startswith(b"\x1f\x8b") else "br"

        made = fetched(packed, "text/html", f"Content-Encoding: {name}")

        assert "The mill turns again" in words(made)


def test_the_server_says_the_alphabet() -> None:
    made = fetched("<p>Zażółć gęślą jaźń.".encode("iso-8859-2"), "text/html; charset=ISO-8859-2")

    assert words(made) == ["Zażółć gęślą jaźń."]


@pytest.mark.parametrize(
    ("src", "base"),
    [
        ("img/mill.png", ""),
        ("/img/mill.png", ""),
        ("//mill.example/img/mill.png", ""),
        ("http://mill.example/img/mill.png#top", ""),
        ("mill.png", '<base href="https://mill.example/img/">'),
        ("../img/mill.png", '<base href="/news/">'),
    ],
)
def test_pictures_are_found_by_any_address_the_page_has_for_them(src: str, base: str) -> None:
    made = fetched(f"{base}<p>Words of an article.</p><img src='{src}' alt='The mill'>".encode())

    assert [asset.data for asset in made.assets.values()] == [picture()]


def test_of_a_set_of_pictures_the_one_that_was_fetched_is_shown() -> None:
    made = fetched(
        b"<p>Words.</p><img src='small.png' srcset='huge.png 4000w, img/mill.png 800w' alt='Mill'>"
        b"<picture><source srcset='/img/mill.png 2x'><img src='y.png' alt='Mill'></picture>"
    )

    assert [asset.data for asset in made.assets.values()] == [picture()]


def test_no_picture_of_another_file_is_asked_for() -> None:
    asked: list[str] = []

    class Watched(dict[str, bytes]):
        def __missing__(self, name: str) -> bytes:
            asked.append(name)
            raise KeyError(name)

    page = b"<p>Words.</p><img src='file:///etc/passwd' alt=a><img src='../../x.png' alt=b>"
    draft(record(f"{SITE}/mill", answer(page)), Watched())

    assert asked == ["//mill.example/x.png"]


def test_texts_and_markdown_keep_their_address() -> None:
    text = fetched(b"Rents rise\n\nRents rose by a tenth in May.", "text/plain")
    markdown = fetched(b"# Rents rise\n\nRents *rose* in May.", "text/markdown")

    assert words(text) == ["Rents rise", "Rents rose by a tenth in May."]
    assert words(markdown) == ["Rents rise", "Rents rose in May."]
    for made in (text, markdown):
        assert [each.value for each in made.hints.url] == [f"{SITE}/mill"]
        assert "source.saved" in [note.code for note in made.notes]


def test_a_page_that_calls_itself_text_is_read_as_a_page() -> None:
    assert words(fetched(PAGE, "text/plain")) == words(fetched(PAGE))


def test_lines_may_end_without_a_carriage_return() -> None:
    block = answer(PAGE, "text/html", status="200", end="\n").replace(b"1.1", b"2")

    assert words(draft(record(f"{SITE}/mill", block))) == words(fetched(PAGE))


@pytest.mark.parametrize(
    ("header", "why"),
    [("WARC-Truncated: length", "length"), ("WARC-Segment-Number: 1", "it is in other records")],
)
def test_a_page_that_the_crawler_cut_off_says_so(header: str, why: str) -> None:
    made = draft(record(f"{SITE}/mill", answer(PAGE), "response", header))

    assert ("warc.cut", f"the crawler left out the rest of the page: {why}") in [
        (note.code, note.message) for note in made.notes
    ]


@pytest.mark.parametrize(
    ("digest", "expected"),
    [
        ("sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ", True),
        ("sha256:" + "0" * 64, True),
        ("md6:AAAA", False),
    ],
)
def test_bytes_that_are_not_those_of_the_crawl_are_a_doubt(digest: str, expected: bool) -> None:
    made = draft(record(f"{SITE}/mill", answer(PAGE), "response", f"WARC-Block-Digest: {digest}"))

    assert ("warc.digest" in [note.code for note in made.notes]) is expected


def test_a_right_digest_is_no_doubt() -> None:
    import base64
    import hashlib

    block = answer(PAGE)
    digest = hashlib.sha1(block)
    for told in (digest.hexdigest(), base64.b32encode(digest.digest()).decode()):
        data = record(f"{SITE}/mill", block, "response", f"WARC-Block-Digest: sha1:{told}")

        assert [note.code for note in draft(data).notes if note.code == "warc.digest"] == []


def bomb(name: str) -> bytes:
    nothing = bytes(1_000_000)
    if name == "br":
        packer = brotli.Compressor(quality=1)
        return bytes(b"".join(packer.process(nothing) for _ in range(30)) + packer.finish())
    packed = zlib.compressobj(1, wbits=31 if name == "gzip" else 15)
    return b"".join(packed.compress(nothing) for _ in range(30)) + packed.flush()


@pytest.mark.parametrize("name", ["gzip", "deflate", "br"])
def test_a_body_that_unpacks_without_end_is_over_the_limit(name: str) -> None:
    with pytest.raises(OverLimit, match="file-bytes"):
        fetched(bomb(name), "text/html", f"Content-Encoding: {name}")


def test_packings_in_packings_without_end_are_over_the_limit() -> None:
    body = PAGE
    for _ in range(30):
        body = gzip.compress(body, mtime=0)

    with pytest.raises(SourceError, match="packed"):
        fetched(body, "text/html", "Content-Encoding: " + ", ".join(["gzip"] * 30))


def test_a_header_without_end_is_one_line() -> None:
    with pytest.raises(BrokenSource, match="without end"):
        fetched(PAGE, "text/html", "X: " + "y" * 1_000_000)


@pytest.mark.parametrize("size", [b"ffffffffffffffff", b"-5", b"zz", b"", b"f" * 100_000])
def test_chunks_that_lie_cost_no_more_than_their_page(size: bytes) -> None:
    body = b"%x\r\n%s\r\n%s\r\nmore" % (len(PAGE), PAGE, size)

    made = fetched(body, "text/html", "Transfer-Encoding: chunked")

    assert "The mill turns again" in words(made)


def test_a_record_without_words_is_empty() -> None:
    with pytest.raises(EmptySource):
        fetched(b"")


def test_bytes_that_are_no_record_are_broken() -> None:
    for data in (b"", b"words", PAGE):
        with pytest.raises(BrokenSource):
            record_in(data)


def test_a_limit_on_bytes_counts_what_was_unpacked() -> None:
    limits = replace(DEFAULT_LIMITS, file_bytes=500)
    data = record(
        f"{SITE}/mill",
        answer(gzip.compress(PAGE * 50, mtime=0), "text/html", "Content-Encoding: gzip"),
    )

    with pytest.raises(OverLimit, match="file-bytes"):
        read(Source("a", data, form="warc"), limits)
