"""What a request to a store takes, beside s3fs's own functions, and a listing that grows.

    python -m benchmarks stores [TIMES [OBJECTS]]

An S3 server on loopback (moto, of the tests), in a process of its own. Each kind of request is made
TIMES (200) times our way and s3fs's, in ten turns, one after the other; CPU is this process's own,
with that of connections, which moto closes after each. Listings of OBJECTS (100,000) come from a
server in another process that makes them up: CPU an object, and what the heap has grown by after a
tenth of them and at their end.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import fsspec

from publish import stores
from tests.servers.fixtures import ENVIRONMENT
from tests.servers.moto import BUCKET, served

_TURNS = 10
_LISTER = "lister"  # the word for the process that makes listings up
_WORDS = b"The council met on Monday to speak of the harbour. " * 60  # 3 kB, as an article


def main(words: list[str]) -> int:
    """Print a line for each kind of request."""
    if words[:1] == [_LISTER]:
        _serve_listings(int(words[1]))
        return 0
    times = int(words[0]) if words else 200
    objects = int(words[1]) if len(words) > 1 else 100_000
    os.environ.update(ENVIRONMENT)
    with served() as port:
        os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{port}"
        for line in requests(times):
            print(line, flush=True)
    for line in listings(objects):
        print(line, flush=True)
    return 0


def requests(times: int) -> Iterator[str]:
    """A line for each kind of request: CPU ours, CPU of s3fs, and their ratio."""
    theirs = fsspec.filesystem("s3", use_listings_cache=False)
    at = f"s3://{BUCKET}/a.txt"
    stores.put(at, _WORDS)
    kinds: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "GET": (lambda: stores.read(at, 10**6), lambda: theirs.cat_file(at)),
        "PUT": (lambda: stores.put(at, _WORDS), lambda: theirs.pipe_file(at, _WORDS)),
        "HEAD": (lambda: stores.state(at), lambda: theirs.info(at)),
    }
    for kind, ways in kinds.items():
        spent = [0.0, 0.0]
        for _ in range(_TURNS):
            for place, way in enumerate(ways):
                began = time.process_time()
                for _ in range(times // _TURNS):
                    way()
                spent[place] += time.process_time() - began
        ours, s3fs = (each / times * 1e3 for each in spent)
        yield f"{kind}: {ours:.2f} ms of CPU, s3fs {s3fs:.2f} ms: {ours / s3fs:.2f} ×"


def listings(objects: int) -> Iterator[str]:
    """What an object of a listing takes, and whether memory grows with it."""
    command = [sys.executable, "-m", "benchmarks", "stores", _LISTER, str(objects)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout
        os.environ["AWS_ENDPOINT_URL"] = f"http://127.0.0.1:{int(process.stdout.readline())}"
        stores.forget()
        began = time.process_time()
        count = sum(1 for _ in stores.walk("s3://many/articles"))
        spent = time.process_time() - began
        yield f"LIST: {spent / count * 1e6:.1f} µs of CPU an object, of {count:,}"
        tracemalloc.start()
        grown = []
        for number, _ in enumerate(stores.walk("s3://many/articles"), start=1):
            if number in (objects // 10, objects):
                grown.append(tracemalloc.get_traced_memory()[0] / 1e6)
        yield f"LIST: {grown[0]:.1f} MB held after {objects // 10:,}, {grown[1]:.1f} at the end"
        process.kill()


class _Lister(BaseHTTPRequestHandler):
    """Listings of a bucket that is not there, a thousand objects a page, as S3 writes them."""

    count = 0
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        first = int(asked.get("continuation-token", ["0"])[0])
        last = min(first + 1_000, self.count)
        more = last < self.count
        objects = "".join(
            f"<Contents><Key>articles/{number:09}.txt</Key>"
            "<LastModified>2026-11-30T02:00:00.000Z</LastModified>"
            f"<ETag>&quot;{number:032x}&quot;</ETag><Size>3000</Size>"
            "<StorageClass>STANDARD</StorageClass></Contents>"
            for number in range(first, last)
        )
        token = f"<NextContinuationToken>{last}</NextContinuationToken>" if more else ""
        body = (
            '<?xml version="1.0" encoding="UTF-8"?>'
            '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"<EncodingType>url</EncodingType><IsTruncated>{str(more).lower()}</IsTruncated>"
            f"{token}{objects}</ListBucketResult>"
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def _serve_listings(count: int) -> None:
    _Lister.count = count
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Lister)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
