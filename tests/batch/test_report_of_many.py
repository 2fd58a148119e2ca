"""The report of a large folder after a small change: the same as from nothing, and cheap."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import pytest

from publish.batch.manifest import Built, Manifest
from publish.batch.outcome import Failing
from publish.batch.pages import articles
from publish.batch.pages.articles import ends_of
from publish.batch.pages.report import write_report
from publish.batch.removals import Removals, lines_of
from publish.errors import Failure
from publish.model.article import Note

GONE = '[{"rule": "tail.x", "origin": {"first": 1, "last": 1}, "text": "%s"}]'
EMPTY = Failure("source.empty", "holds no text")


class Folder:
    """A folder of results, as runs leave it, without the results."""

    def __init__(self, ours: Path) -> None:
        self.ours = ours
        ours.mkdir(parents=True)
        self.manifest = Manifest(ours / "manifest.jsonl")

    def make(self, source: str, title: str = "", *, doubt: str = "", gone: str = "") -> None:
        """What a run that builds a source in two formats writes down."""
        notes = (Note("body.missing-picture", doubt),) if doubt else ()
        self.manifest.add(
            *(
                Built(f"{source}.{suffix}", "k", "d", source=source, title=title, notes=notes)
                for suffix in ("json", "pdf")
            )
        )
        removals = Removals.packing(GONE % gone if gone else "[]", bool(gone))
        with (self.ours / "removals.jsonl").open("ab") as file:
            file.writelines(lines_of([(source, "k", removals)]))

    def report(self, *failed: str) -> dict[str, bytes]:
        """The pages, after a run in which these failed."""
        write_report(self.ours, self.manifest, [Failing(each, EMPTY) for each in failed])
        return self.pages()

    def pages(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.ours.rglob("*.html")}

    def forget_pages(self) -> None:
        shutil.rmtree(self.ours / "report")
        for path in self.ours.glob("report.*"):
            path.unlink()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages of eight rows, so that there are many of a few articles."""
    monkeypatch.setattr(articles, "ROWS", 8)


NAMES = [f"{letter}{n}.txt" for letter in ("a", "B", "é", "7", "„x", "\udce9") for n in range(12)]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("seed", range(3))
def test_a_report_that_was_brought_up_to_date_is_the_one_from_nothing(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    folder = Folder(tmp_path / ".publish")
    for name in NAMES[::2]:
        folder.make(name, "Rents", gone="Share")

    for _ in range(12):
        for name in chance.sample(NAMES, chance.randint(0, 3)):
            if chance.random() < 0.3:
                folder.manifest.forget(f"{name}.json", f"{name}.pdf")
            else:
                words = chance.choices(["", "yard.jpg", "Share this"], k=2)
                folder.make(name, chance.choice(["", "Rise"]), doubt=words[0], gone=words[1])
        failed = chance.sample(NAMES, chance.randint(0, 2))
        if chance.random() < 0.3:
            folder.manifest = Manifest(folder.ours / "manifest.jsonl")
        brought = folder.report(*failed)
        folder.forget_pages()

        assert brought == folder.report(*failed)


@pytest.mark.usefixtures("small")
def test_one_article_more_leaves_the_pages_of_others_alone(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".publish")
    for n in range(200):
        folder.make(f"{n:03}.txt", gone="Share")
    folder.report()
    pages = sorted((folder.ours / "report").glob("articles-*.html"))
    for path in pages:  # whoever reads or renders one again would see it
        path.write_bytes(b"!" * path.stat().st_size)

    folder.make("100a.txt")
    after = folder.report()

    left = [name for name, data in after.items() if set(data) == set(b"!")]
    assert len(left) >= len(pages) - 4 > 20


@pytest.mark.usefixtures("small")
def test_a_page_that_was_lost_or_torn_is_written_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".publish")
    for n in range(30):
        folder.make(f"{n:03}.txt", gone="Share")
    whole = folder.report()
    lost, torn = sorted((folder.ours / "report").glob("*.html"))[:2]
    lost.unlink()
    torn.write_bytes(b"")
    for path in (folder.ours / "report").glob("articles-*.json"):
        path.write_bytes(path.read_bytes()[:-9])

    assert folder.report() == whole


@pytest.mark.usefixtures("small")
def test_a_record_that_was_written_anew_is_looked_through_again(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".publish")
    for n in (*range(30), *range(30)):
        folder.make(f"{n:03}.txt", gone=f"Share {n}")
    whole = folder.report()
    record = folder.ours / "removals.jsonl"
    lines = record.read_bytes().splitlines(keepends=True)
    part = record.with_name("part")
    part.write_bytes(b'{"kind": "size", "bytes": 1}\n' + b"".join(lines[30:]))
    part.replace(record)

    folder.make("100.txt", gone="Elsewhere")
    found = folder.report()

    shown = b"".join(found.values())
    assert all(f"Share {n}<".encode() in shown for n in range(30))
    assert b"Elsewhere" in shown
    assert len(set(whole.items()) & set(found.items())) > 1


def test_only_what_is_new_of_the_record_is_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path / ".publish")
    folder.make("a.txt", gone="Share")
    folder.make("b.txt", gone="Share")
    folder.report()
    record = folder.ours / "removals.jsonl"
    old = record.read_bytes()
    with record.open("r+b") as file:  # in place: whoever looks again would find nothing
        file.seek(len(old.splitlines(keepends=True)[0]))
        file.write(b"?")

    folder.make("c.txt", gone="Share")
    folder.report()

    index = json.loads((folder.ours / "report" / "removals.json").read_text())
    assert sorted(index["lines"]) == ["a.txt", "b.txt", "c.txt"]


def test_pages_end_where_they_did_soon_after_a_row_that_came() -> None:
    chance = random.Random(1)
    marks = [chance.getrandbits(32) for _ in range(50_000)]
    ends = {marks[end - 1] for _, end in ends_of([300] * len(marks), marks)}

    for _ in range(20):
        more = list(marks)
        more.insert(chance.randrange(len(marks)), chance.getrandbits(32))
        pages = ends_of([300] * len(more), more)

        assert len(ends - {more[end - 1] for _, end in pages}) <= 6
        assert all(400 < end - first <= 1_000 for first, end in pages[:-1])
