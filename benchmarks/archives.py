"""Articles in files against the same articles as files: CPU an article, and memory as they grow.

    python -m benchmarks archives [ARTICLES [RECORDS]]

ARTICLES (1,000) pages of 350 words are written one to a file, and all into a feed, a WARC, a
mailbox and a file of JSON lines; each is built in this process into JSON, which costs the least to
make, and then found unchanged. CPU is that of a whole run, its listing too; of three turns, one
form after the other, the least counts. A feed's items are the article alone, without a page around
it. Of a WARC of RECORDS (5,000; 0 for none), built by workers, it prints what the parent and a
worker hold after a tenth, a half and nine tenths of them.
"""

import gzip
import html
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from email.message import EmailMessage
from itertools import islice, product
from pathlib import Path

from benchmarks.typesetting import prose
from publish.batch import Outcome, build
from publish.settings import Options

STATED = 1.1  # times what the same articles take as files
_WORDS = 350
_TURNS = 3
_RUN = "run"  # the word for a process that does one run and says what it took
_DAY = "Fri, 01 Mar 2024 09:30:00 +0000"
_AT = "https://courier.example/"

Pages = Iterable[tuple[int, str]]


def main(words: list[str]) -> int:
    """Print a line for each form, and the memory of one."""
    if words[:1] == [_RUN]:
        return _run(*words[1:])
    articles = int(words[0]) if words else 1_000
    records = int(words[1]) if len(words) > 1 else 5_000
    with tempfile.TemporaryDirectory() as scratch:
        for line in ratios(Path(scratch), articles):
            print(line, flush=True)
        if records:
            print(_memory(Path(scratch, "memory"), records))
    return 0


def ratios(scratch: Path, count: int) -> Iterator[str]:
    """A line for each form: what an article takes in it, first and unchanged, to that of a file."""
    for form, write in WRITERS.items():
        (scratch / form).mkdir()
        write(scratch / form, _pages(count))
    _build(scratch / "files", scratch / "warm", count)
    cold: dict[str, list[float]] = defaultdict(list)
    for turn, form in product(range(_TURNS), WRITERS):
        cold[form].append(_build(scratch / form, scratch / f"{form} {turn}", count))
    time.sleep(2.1)  # what is written counts as old after 2 s (publish.batch.signatures)
    still: dict[str, list[float]] = defaultdict(list)
    for turn, form in product(range(_TURNS), WRITERS):
        _build(scratch / form, scratch / f"{form} {turn}", count)  # which notes signatures
        still[form].append(_build(scratch / form, scratch / f"{form} {turn}", count))
    of_file, unchanged = min(cold["files"]), min(still["files"])
    yield f"files: {of_file * 1e3:.1f} ms an article, unchanged {unchanged * 1e6:.0f} µs"
    for form in islice(WRITERS, 1, None):
        yield (
            f"{form}: {min(cold[form]) / of_file:.2f} × files (at most {STATED}),"
            f" unchanged {min(still[form]) / unchanged:.2f} ×"
        )


def _build(source: Path, out: Path, count: int) -> float:
    """Seconds of CPU an article, of a run in this process: that of its listing is among it."""
    before = time.process_time()
    report = build(str(source), Options(into=str(out), to=("json",)), executor="serial")
    spent = time.process_time() - before
    assert report.built + report.skipped == count, (report.outcomes.counts, report.notes)
    return spent / count


def _memory(folder: Path, count: int) -> str:
    folder.mkdir()
    _write_warc(folder, _pages(count))
    places = count // 10, count // 2, count * 9 // 10
    held = _taken(folder, folder / "out", count, *places)
    said = [
        f"{at:,} of them: parent {held[f'parent {at}']:.0f}, worker {held[f'worker {at}']:.0f} MB"
        for at in places
    ]
    return f"WARC of {count:,} records, {'; '.join(said)}"


def _taken(source: Path, out: Path, count: int, *asked: int) -> dict[str, float]:
    """What a run over a folder takes, in a process of its own."""
    words = [_RUN, str(source), str(out), str(count), *map(str, asked)]
    command = [sys.executable, "-m", "benchmarks.archives", *words]
    made: dict[str, float] = json.loads(subprocess.check_output(command, text=True))
    return made


def _run(source: str, out: str, count: str, *asked: str) -> int:
    made: dict[str, float] = {}
    heard = 0

    def hear(_: Outcome) -> None:
        nonlocal heard
        heard += 1
        if str(heard) in asked:
            made[f"parent {heard}"] = _resident(os.getpid())
            made[f"worker {heard}"] = max(map(_resident, _children()), default=0)

    report = build(source, Options(into=out, to=("json",), jobs=1), on_result=hear)
    assert report.built + report.skipped == int(count), (report.outcomes.counts, report.notes)
    print(json.dumps(made))
    return 0


def _children() -> list[int]:
    tasks = Path("/proc/self/task").glob("*/children")
    return [int(word) for task in tasks for word in task.read_text("ascii").split()]


def _resident(process: int) -> float:
    """MB that a process holds."""
    pages = Path(f"/proc/{process}/statm").read_text("ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1e6


def _pages(count: int) -> Iterator[tuple[int, str]]:
    for number in range(count):
        paragraphs = prose.paragraphs("en", _WORDS, number)
        title = " ".join(paragraphs[0].split()[:8]).rstrip(".,;")
        body = "".join(f"<p>{html.escape(each)}</p>\n" for each in paragraphs)
        page = (
            f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
            f'</head>\n<body><article><h1>{title}</h1>\n<p class="byline">By Ann Reader</p>\n'
            f"{body}</article></body></html>\n"
        )
        yield number, page


def _write_files(folder: Path, pages: Pages) -> None:
    for number, page in pages:
        (folder / f"{number:05}.html").write_text(page, "utf-8")


def _write_feed(folder: Path, pages: Pages) -> None:
    with (folder / "feed.xml").open("w", encoding="utf-8") as file:
        file.write(
            '<?xml version="1.0"?>\n<rss version="2.0"'
            ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            f"<title>The Courier</title><link>{_AT}</link><language>en</language>\n"
        )
        for number, page in pages:
            title = page.partition("<title>")[2].partition("</title>")[0]
            body = page.partition("</h1>\n")[2].partition("</article>")[0]
            file.write(
                f"<item><title>{title}</title><link>{_AT}{number}</link><pubDate>{_DAY}</pubDate>"
                f"<guid>{_AT}{number}</guid><content:encoded><![CDATA[{body}]]>"
                "</content:encoded></item>\n"
            )
        file.write("</channel></rss>\n")


def _write_warc(folder: Path, pages: Pages) -> None:
    with (folder / "crawl.warc.gz").open("wb") as file:
        for number, page in pages:
            answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page.encode()
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response"
                f"\r\nWARC-Target-URI: {_AT}{number}\r\nWARC-Date: 2024-03-01T09:30:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:032x}>\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            file.write(gzip.compress(head.encode() + answer + b"\r\n\r\n", 6, mtime=0))


def _write_mailbox(folder: Path, pages: Pages) -> None:
    with (folder / "letters.mbox").open("wb") as file:
        for number, page in pages:
            mail = EmailMessage()
            mail["Subject"] = page.partition("<title>")[2].partition("</title>")[0]
            mail["From"] = "The Courier <letters@courier.example>"
            mail["Date"] = _DAY
            mail["Message-ID"] = f"<{number}@courier.example>"
            mail.set_content(page, subtype="html")
            file.write(b"From letters@courier.example Fri Mar  1 09:30:00 2024\n")
            file.write(mail.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n")


def _write_lines(folder: Path, pages: Pages) -> None:
    with (folder / "export.jsonl").open("w", encoding="utf-8") as file:
        for number, page in pages:
            file.write(json.dumps({"id": number, "url": f"{_AT}{number}", "html": page}) + "\n")


WRITERS: Mapping[str, Callable[[Path, Pages], None]] = {
    "files": _write_files,
    "feed": _write_feed,
    "WARC": _write_warc,
    "mailbox": _write_mailbox,
    "JSON lines": _write_lines,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
