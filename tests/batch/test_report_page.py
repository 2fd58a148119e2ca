"""The report of a folder of results, as somebody reads it in a browser."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote_to_bytes

import pytest

from publish.batch.manifest import Built, Manifest, Run
from publish.batch.outcome import Failing
from publish.batch.pages.report import write_report
from publish.errors import Failure
from publish.model.article import Note
from tests.batch.kit import articles, code, run
from tests.validators import axe

SHARED = "Share this article on Facebook\n"
VOID = frozenset({"meta", "br", "link", "hr", "img", "input", "wbr"})


class Page(HTMLParser):
    """The words, links, anchors and tags of a page; AssertionError where tags do not close."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.text = ""
        self.links: list[str] = []
        self.anchors: list[str] = []
        self.tags: list[str] = []
        self._open: list[str] = []
        self.source = path.read_text("utf-8")
        self.feed(self.source)
        assert self._open == []
        assert len(set(self.anchors)) == len(self.anchors)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.append(tag)
        self.links += [said["href"] or ""] if tag == "a" else []
        self.anchors += [said["id"] or ""] if "id" in said else []
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def report(out: Path) -> Page:
    return Page(out / ".publish" / "report.html")


def targets(page: Page, folder: Path) -> list[bytes]:
    """The files that a page's links lead to."""
    links = [link.partition("#")[0] for link in page.links]
    paths = [os.fsencode(folder) + b"/" + unquote_to_bytes(link) for link in links if link]
    return [os.path.normpath(path) for path in paths]


def test_failures_stand_first_then_doubts_then_articles(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (source / "broken.bin").write_bytes(bytes(range(256)) * 4)
    (source / "picture.html").write_text(
        "<title>The yard</title><article><h1>The yard</h1><figure><img src=yard.jpg alt=Yard>"
        "</figure><p>Rents rose for the ninth month in a row, the city said on Monday.</p>"
    )

    run(source, tmp_path / "out")
    page = report(tmp_path / "out")

    places = [page.text.index(word) for word in ("broken.bin", "yard.jpg", "a.txt")]
    assert places == sorted(places)
    assert "source.unknown-format" in page.text
    assert "body.missing-picture" in page.text


def test_every_article_has_its_removals_and_links_to_its_outputs(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b/c.txt")
    for path in source.rglob("*.txt"):
        path.write_text(path.read_text("utf-8") + "\n" + SHARED, "utf-8")

    run(source, tmp_path / "out", "json", "xhtml")
    ours = tmp_path / "out" / ".publish"
    page = report(tmp_path / "out")
    removed = Page(ours / "report" / "removed-1.html")

    made = ("a.json", "a/article.xhtml", "b/c.json", "b/c/article.xhtml")
    assert {os.fsencode(tmp_path / "out" / each) for each in made} <= set(targets(page, ours))
    assert "report/removed-1.html#a2" in page.links
    assert "Share this article on Facebook" in removed.text
    assert "chrome.share-bar" in removed.text
    assert "line 7" in removed.text


@pytest.mark.skipif(sys.platform == "win32", reason="such names are not allowed there")
def test_links_lead_to_outputs_whatever_they_are_called(tmp_path: Path) -> None:
    names = ['a "b" <i>&\'.txt', "100%25#x?y=z.txt", "https:x.txt", "‮cod.txt", "ملف.txt", "\t.txt"]
    source = articles(tmp_path / "in", *names)

    run(source, tmp_path / "out")
    page = report(tmp_path / "out")

    made = {os.fsencode(path) for path in (tmp_path / "out").glob("*.json")}
    assert len(made) == len(names)
    assert made <= set(targets(page, tmp_path / "out" / ".publish"))
    assert "i" not in page.tags
    assert "‮" not in page.source


def test_a_page_runs_nothing_and_loads_nothing(tmp_path: Path) -> None:
    run(articles(tmp_path / "in", "a.txt"), tmp_path / "out")
    page = report(tmp_path / "out")

    sheet = re.search(r"<style>(.*)</style>", page.source, re.DOTALL)
    assert sheet
    digest = base64.b64encode(hashlib.sha256(sheet[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'" in page.source
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert " style=" not in page.source


def test_the_same_results_give_the_same_report(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")

    for name in ("one", "two"):
        run(source, tmp_path / name)

    one, two = (tmp_path / name / ".publish" / "report.html" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()


def test_a_run_that_changes_nothing_leaves_the_report_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    out = tmp_path / "out"
    run(source, out)
    page = out / ".publish" / "report.html"
    page.write_text("as it was")

    run(source, out)
    untouched = page.read_text()
    (source / "b.bin").write_bytes(bytes(range(256)) * 4)
    run(source, out)
    failed = report(out).text
    page.unlink()
    run(source, out)

    assert untouched == "as it was"
    assert "b.bin" in failed
    assert page.is_file()


def test_a_dry_run_and_a_single_file_leave_no_report(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    run(source, tmp_path / "out", dry_run=True)
    run(source, tmp_path / "a.json")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "in"]


def test_a_report_that_cannot_be_written_costs_no_article(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (tmp_path / "out" / ".publish" / "report.html" / "x").mkdir(parents=True)

    built, failed = run(source, tmp_path / "out").outcomes

    assert built.status == "built"
    assert (failed.name, code(failed)) == (".publish/report.html", "save.unwritable")


def filled(ours: Path, count: int) -> Manifest:
    """The manifest of a large folder: five formats, notes, removals, names in many letters."""
    ours.mkdir(parents=True)
    manifest = Manifest(ours / "manifest.jsonl")
    formats = {"pdf": ".pdf", "docx": ".docx", "epub": ".epub", "xhtml": "", "json": ".json"}
    manifest.add(*(Run(f"run {name}", name) for name in formats))
    doubt = (Note("body.missing-picture", "picture not found: yard.jpg"),)
    lines = []
    for number in range(count):
        stem = f"{chr(97 + number % 26)}{number:05}-{'rents-rise-again-in-the-harbour' * 2}"
        lines += [
            Built(
                stem + suffix,
                "k" * 64,
                "d" * 64,
                notes=doubt if number % 2 else (),
                removed=9,
                source=f"{stem}.html",
                run=f"run {name}",
                title="Rents rise again, and the city sees no end to it",
                language="en",
            )
            for name, suffix in formats.items()
        ]
    manifest.add(*lines)
    gone = f'{{"rule": "tail.x", "origin": {{"first": 1, "last": 1}}, "text": "{"word " * 40}"}}'
    text = "".join(
        f'{{"source": "{source}", "key": "", "removals": [{", ".join([gone] * 9)}]}}\n'
        for source in dict.fromkeys(line.source for line in lines)
    )
    (ours / "removals.jsonl").write_text(text)
    return manifest


def test_a_large_folder_has_a_page_of_first_letters_and_none_that_is_too_large(
    tmp_path: Path,
) -> None:
    ours = tmp_path / ".publish"
    why = Failure("source.empty", "holds no text")
    failures = [Failing(f"b{n}.txt", why) for n in range(1_060)]
    write_report(ours, filled(ours, 1_060), failures)

    first = Page(ours / "report.html")
    pages = {path.name: Page(path) for path in (ours / "report").glob("*.html")}
    articles = [name for name in pages if name.startswith("articles-")]

    (last,) = [link for link in first.links if link.endswith("#letter-5a")]
    assert last.removeprefix("report/").removesuffix("#letter-5a") in articles
    assert "1,060 source.empty" in first.text
    assert sum(pages[name].tags.count("tr") - 1 for name in articles) == 1_060
    assert {"failed-2.html", "doubts-1.html"} <= set(pages)
    assert len(articles) == 2
    for path in ours.rglob("*.html"):
        assert path.stat().st_size < 2_000_000
    for name, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            if target.endswith(".html") and not target.startswith("../../"):
                there = first if target.startswith("..") else pages[target]
                assert not anchor or anchor in there.anchors, (name, link)
    for link in first.links:
        target, _, anchor = link.partition("#")
        assert anchor in ("", *pages[target.removeprefix("report/")].anchors)


def test_a_report_that_has_become_short_leaves_no_pages_of_the_long_one(tmp_path: Path) -> None:
    ours = tmp_path / ".publish"
    write_report(ours, filled(ours, 1_001), [])
    manifest = Manifest(ours / "manifest.jsonl")
    manifest.forget(*[built.output for built in manifest.all_built()][5:])

    write_report(ours, manifest, [])

    pages = [path.name for path in (ours / "report").glob("*.html")]
    assert pages == ["removed-1.html"]


@pytest.mark.full
def test_the_pages_are_accessible(tmp_path: Path) -> None:
    ours = tmp_path / ".publish"
    write_report(ours, filled(ours, 1_001), [Failing("b.txt", Failure("source.empty", "no text"))])
    files = {path.relative_to(ours).as_posix(): path.read_bytes() for path in ours.rglob("*.html")}
    one = next(name for name in files if name.startswith("report/articles-"))

    found = [axe.check(files, name) for name in ("report.html", one)]

    assert found == [[], []]
