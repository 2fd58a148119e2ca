"""One article comes out the same, in whatever form it came."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from publish.model.article import NO_DECISIONS
from tests.archives import making
from tests.archives.making import ENGLISH, STORIES, Story
from tests.batch.kit import run

_OF_THE_SOURCE = frozenset({"name", "origin", "notes", "removals", "source", "key", "digest"})
"""Keys of an article's JSON that say where it came from (docs/architecture.md, 10)."""

FORMS: Mapping[str, Callable[[Sequence[Story]], bytes]] = {
    "pages.jsonl": lambda stories: "".join(map(making.json_line, stories)).encode(),
    "pages.mbox": making.mbox,
    "pages.warc": making.warc,
    "pages.warc.gz": lambda stories: making.warc(stories, packed=True),
    "pages.wacz": making.wacz,
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("pages")
    for number, story in enumerate(STORIES):
        (folder / f"{number}.html").write_text(making.page(story), "utf-8")
    return _articles(folder, folder / "out")


@pytest.mark.parametrize("name", FORMS)
def test_an_article_is_the_same_in_a_page_and_in(
    name: str, tmp_path: Path, pages: dict[str, Any]
) -> None:
    (tmp_path / name).write_bytes(FORMS[name](STORIES))

    found = _articles(tmp_path / name, tmp_path / "out")

    assert found == pages


@pytest.mark.parametrize("feed", [making.rss, making.atom])
def test_an_article_is_the_same_in_a_page_and_in_the_feed_of_its_site(
    feed: Callable[[Sequence[Story], str], bytes], tmp_path: Path, pages: dict[str, Any]
) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    for number, story in enumerate(STORIES):
        (folder / f"{number}.xml").write_bytes(feed([story], story.outlet))

    assert _articles(folder, tmp_path / "out") == pages


def test_an_article_is_the_same_in_a_page_and_in_one_file_of_it(
    tmp_path: Path, pages: dict[str, Any]
) -> None:
    for number, story in enumerate(STORIES):
        (tmp_path / f"{number}.mhtml").write_bytes(making.mhtml(story))
        (tmp_path / f"{number}.eml").write_bytes(making.mail(story))

    saved = _articles(tmp_path, tmp_path / "saved", ".mhtml")
    mailed = _articles(tmp_path, tmp_path / "mailed", ".eml")

    assert saved == pages
    assert mailed == pages


@pytest.mark.full
def test_an_article_prints_the_same_words_in_whatever_form_it_came(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, made in {
        "a.html": making.page(ENGLISH).encode(),
        "b.mhtml": making.mhtml(ENGLISH),
        "c.eml": making.mail(ENGLISH),
        "d.rss": making.rss([ENGLISH], ENGLISH.outlet),
        "e.warc.gz": making.warc([ENGLISH], packed=True),
        "f.jsonl": making.json_line(ENGLISH).encode(),
    }.items():
        (folder / name).write_bytes(made)

    run(folder, tmp_path / "out", "pdf", decisions=NO_DECISIONS)

    printed = [PdfDocument(path) for path in sorted((tmp_path / "out").rglob("*.pdf"))]
    texts = ["".join(page.get_textpage().get_text_range() for page in pdf) for pdf in printed]
    pictures = [
        [each for page in pdf for each in page.get_objects((FPDF_PAGEOBJ_IMAGE,))]
        for pdf in printed
    ]
    assert len(texts) == 6
    assert "What the figures say" in texts[0]
    assert set(texts) == {texts[0]}
    assert [len(each) for each in pictures] == [1] * 6


def _articles(source: Path, into: Path, suffix: str = "") -> dict[str, Any]:
    """What the articles of a file, or the files of a folder, say in JSON, by their titles."""
    sources = str(source) if not suffix else [str(each) for each in source.glob(f"*{suffix}")]
    report = run(sources, into, decisions=NO_DECISIONS)
    assert [(each.name, each.failure) for each in report.outcomes if each.failure] == []
    made = [path for path in into.rglob("*.json") if ".publish" not in path.parts]
    documents = [json.loads(path.read_bytes()) for path in made]
    return {each["url"]: _without_source(each) for each in documents}


def _without_source(value: Any) -> Any:  # a document in JSON
    if isinstance(value, list):
        return [_without_source(each) for each in value]
    if isinstance(value, dict):
        return {key: _without_source(v) for key, v in value.items() if key not in _OF_THE_SOURCE}
    return value
