"""Web archives, made by hand as crawlers write them."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Iterable
from functools import cache
from hashlib import sha1
from pathlib import Path

from PIL import Image

from publish.archives import form_at
from publish.archives.forms import Entry, LeftOut, Listed, Picture, Settings
from publish.archives.slices import read_slice
from publish.model.article import Draft, Source
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.readers import read

SITE = "https://mill.example"
PARAGRAPH = "The old mill on the river ground its first flour in forty years, its owners said."


def page_of(title: str, body: str = "") -> bytes:
    """A page of a newspaper, short."""
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{title}</title></head><body><article>"
        f"<h1>{title}</h1>{body}<p>{PARAGRAPH}</p><p>{title}, and so it went on.</p>"
        "</article></body></html>"
    ).encode()


@cache
def picture(colour: str = "navy") -> bytes:
    """A picture large enough to be printed."""
    written = io.BytesIO()
    Image.new("RGB", (320, 200), colour).save(written, "PNG")
    return written.getvalue()


def answer(
    body: bytes, kind: str = "text/html", *headers: str, status: str = "200 OK", end: str = "\r\n"
) -> bytes:
    """What a server sends: its header and a body."""
    lines = [f"HTTP/1.1 {status}", *([f"Content-Type: {kind}"] if kind else []), *headers, "", ""]
    return end.join(lines).encode() + body


def record(
    address: str,
    block: bytes,
    kind: str = "response",
    *headers: str,
    id: str = "",
    length: int | str | None = None,
    version: str = "1.0",
) -> bytes:
    """A record; without an `id` it is told from others by its address and its bytes."""
    made = id or f"<urn:uuid:{sha1(address.encode() + block).hexdigest()}>"
    media = {"response": "application/http; msgtype=response"}.get(kind, "text/html")
    lines = [
        f"WARC/{version}",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: {made}",
        "WARC-Date: 2024-03-01T10:11:12Z",
        *([f"WARC-Target-URI: {address}"] if address else []),
        *(
            []
            if any(line.startswith("Content-Type") for line in headers)
            else [f"Content-Type: {media}"]
        ),
        *headers,
        f"Content-Length: {len(block) if length is None else length}",
        "",
        "",
    ]
    return "\r\n".join(lines).encode() + block + b"\r\n\r\n"


def page(path: str, title: str, body: str = "") -> bytes:
    """A record of a page of the site."""
    return record(SITE + path, answer(page_of(title, body)))


def zipped(*records: bytes) -> bytes:
    """Each record a member of its own, as the standard wants them."""
    return b"".join(gzip.compress(each, 6, mtime=0) for each in records)


def wacz(
    archives: dict[str, bytes],
    pages: Iterable[dict[str, str]] = (),
    compression: int = zipfile.ZIP_STORED,
) -> bytes:
    """A WACZ of these archives, with a list of pages where there are any."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as opened:
        for name, data in archives.items():
            opened.writestr(f"archive/{name}", data)
        lines = [json.dumps(each) for each in pages]
        if lines:
            head = json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})
            opened.writestr("pages/pages.jsonl", "\n".join([head, *lines]))
        opened.writestr("datapackage.json", '{"profile": "data-package"}')
    return written.getvalue()


def listed(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Listed]:
    """All that a file's form lists."""
    form = form_at(str(path), named=True)
    assert form
    return list(form.entries(path, Settings(limits)))


def articles(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[Entry]:
    """The articles that can be read; each slice gives the article's bytes."""
    found = [each for each in listed(path, limits) if isinstance(each, Entry) and not each.failure]
    for each in found:
        if each.slice:
            assert read_slice(path, each.slice, limits.file_bytes) == each.data
    return found


def failures(path: Path, limits: Limits = DEFAULT_LIMITS) -> list[tuple[str, str]]:
    """Title and message of each article that cannot be read."""
    return [
        (each.title, each.failure.message)
        for each in listed(path, limits)
        if isinstance(each, Entry) and each.failure
    ]


def pictures(path: Path) -> dict[str, bytes]:
    """The pictures by the key of their address."""
    return {each.address: each.data for each in listed(path) if isinstance(each, Picture)}


def left_out(path: Path) -> list[str]:
    """What is neither, in order."""
    return [each.one for each in listed(path) if isinstance(each, LeftOut)]


def draft(data: bytes, companions: dict[str, bytes] | None = None) -> Draft:
    """The draft of a record."""
    return read(
        Source(
            "crawl.warc/0123456789ab", data, {} if companions is None else companions, form="warc"
        )
    )
