"""Stores of other kinds: memory, which has no ETags, and pages on the web, which are read only."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest

from publish import stores
from publish.errors import (
    CHANGED,
    MissingSource,
    OverLimit,
    UnreadableSource,
    Unwritable,
)
from publish.stores import trying
from tests.servers.fixtures import QUICK

ENOUGH = 10_000_000
_NUMBERS = count(1)


@pytest.fixture
def memory() -> str:
    """A folder in this process's memory that nobody else has."""
    return f"memory://bucket/{next(_NUMBERS)}"


def test_a_store_without_etags_tells_no_signature_and_keeps_what_it_has(memory: str) -> None:
    made = stores.put(f"{memory}/a.txt", b"words", "")

    assert (made.size, made.signature) == (5, "")
    assert made.changed > 0
    with pytest.raises(stores.Taken):
        stores.put(f"{memory}/a.txt", b"other words", "")
    assert stores.put(f"{memory}/a.txt", b"words", "").size == 5
    stores.put(f"{memory}/a.txt", b"newer words", None)
    assert stores.read(f"{memory}/a.txt", ENOUGH) == b"newer words"


def test_objects_in_memory_are_walked_in_order_and_removed(memory: str) -> None:
    for name in ("b.txt", "a/z.txt", "a.txt", "a/b/c.txt"):
        stores.put(f"{memory}/{name}", name.encode())

    walked = [each.address for each in stores.walk(memory)]

    assert walked == [f"{memory}/{name}" for name in ("a.txt", "a/b/c.txt", "a/z.txt", "b.txt")]
    assert [each.address for each in stores.walk(f"{memory}/a")] == walked[1:3]
    stores.remove([*walked, f"{memory}/never.txt"])
    assert list(stores.walk(memory)) == []
    assert stores.state(f"{memory}/a.txt") is None


def test_of_many_who_create_one_object_one_does(memory: str) -> None:
    def create(number: int) -> bool:
        try:
            stores.put(f"{memory}/lock", str(number).encode(), "")
        except stores.Taken:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(create, range(40))) == 1


@pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
def test_threads_and_forked_children_have_a_session_that_works(s3: str) -> None:
    address = f"{s3}/a.txt"
    stores.put(address, b"words")
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: stores.read(address, ENOUGH), range(24))) == {b"words"}

    forked = multiprocessing.get_context("fork").Process(
        target=lambda: stores.put(f"{s3}/child.txt", stores.read(address, ENOUGH))
    )
    forked.start()
    forked.join(30)

    assert forked.exitcode == 0
    assert stores.read(f"{s3}/child.txt", ENOUGH) == b"words"


class _Page(BaseHTTPRequestHandler):
    """A web server that says an ETag, takes ranges, and breaks off when asked to."""

    body = b"<p>Rents rise in the harbour.</p>" * 100
    etag = '"v1"'
    breaks = 0
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._say(b"")

    def do_GET(self) -> None:
        self._say(self.body)

    def _say(self, body: bytes) -> None:
        if "missing" in self.path:
            self.send_error(404)
            return
        at = int((self.headers.get("Range") or "bytes=0-").removeprefix("bytes=").rstrip("-"))
        if at and self.headers["If-Range"] != self.etag:
            at = 0
        self.send_response(206 if at else 200)
        self.send_header("Content-Length", str(len(self.body) - at))
        self.send_header("ETag", self.etag)
        self.send_header("Last-Modified", "Mon, 30 Nov 2026 02:00:00 GMT")
        self.end_headers()
        if body and type(self).breaks:
            type(self).breaks -= 1
            self.wfile.write(body[at : (at + len(body)) // 2])
            self.close_connection = True
            return
        self.wfile.write(body[at:])

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a web server on loopback."""
    monkeypatch.setattr(trying, "pace", QUICK)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Page)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_on_the_web_is_read_and_goes_on_where_it_broke_off(
    web: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Page, "breaks", 2)

    found = stores.state(f"{web}/a.html")
    assert found
    stores.fetch(f"{web}/a.html", tmp_path / "a.html", ENOUGH, found.signature)

    assert (tmp_path / "a.html").read_bytes() == _Page.body
    assert found.signature == "3300 v1"
    assert found.changed == 1_796_004_000_000_000_000


def test_a_page_that_is_another_by_now_missing_or_too_long_is_told(
    web: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Page, "etag", '"v2"')

    with pytest.raises(UnreadableSource, match=CHANGED):
        stores.read(f"{web}/a.html", ENOUGH, "3300 v1")
    with pytest.raises(OverLimit):
        stores.read(f"{web}/a.html", 100)
    with pytest.raises(MissingSource):
        stores.read(f"{web}/missing.html", ENOUGH)
    assert stores.state(f"{web}/missing.html") is None


def test_the_web_is_not_written_to_and_not_listed(web: str) -> None:
    with pytest.raises(Unwritable, match="the store cannot do that"):
        stores.put(f"{web}/a.html", b"")
    with pytest.raises(UnreadableSource, match="no listing"):
        list(stores.walk(web))
