"""The index of a folder of results, for its readers."""

from __future__ import annotations

from pathlib import Path

from publish.model.article import NO_DECISIONS
from tests.batch.kit import articles, code, run
from tests.batch.test_report_page import Page, targets

PAGE = """<html lang="{language}"><head><title>{title}</title>
<meta property="article:published_time" content="{date}"><meta property="og:site_name"
content="{outlet}"></head><body><article><h1>{title}</h1>
<p>{title}: rents rose for the ninth month in a row, and the city sees no end to it, it said.</p>
</article></body></html>"""


def paged(
    folder: Path, name: str, title: str, date: str, outlet: str, language: str = "en"
) -> Path:
    folder.mkdir(exist_ok=True)
    text = PAGE.format(title=title, date=date, outlet=outlet, language=language)
    (folder / name).write_text(text, "utf-8")
    return folder


def test_articles_stand_by_date_outlet_and_title(tmp_path: Path) -> None:
    source = tmp_path / "in"
    paged(source, "1.html", "Boats come home", "2023-05-01", "The Courier")
    paged(source, "2.html", "Rents rise", "2024-05-02", "The Courier")
    paged(source, "3.html", "Apples ripen", "2024-05-02", "The Courier")
    paged(source, "4.html", "Zebras leave", "2024-05-02", "Aurora")

    run(source, tmp_path / "out", "json", "xhtml", index=True)
    page = Page(tmp_path / "out" / "index.html")

    titles = ("Zebras leave", "Apples ripen", "Rents rise", "Boats come home")
    places = [page.text.index(title) for title in titles]
    assert places == sorted(places)
    assert page.text.index("2024") < places[0] < page.text.index("2023")
    assert "Aurora" in page.text
    made = {str(path).encode() for path in (tmp_path / "out").glob("*.json")}
    made |= {str(path).encode() for path in (tmp_path / "out").glob("*/article.xhtml")}
    assert len(made) == 8
    assert made <= set(targets(page, tmp_path / "out"))


def test_a_title_says_its_language_and_finds_its_direction(tmp_path: Path) -> None:
    source = paged(tmp_path / "in", "1.html", "الإيجارات ترتفع", "2024-05-02", "X", "ar")

    run(source, tmp_path / "out", index=True, decisions=NO_DECISIONS)

    said = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert ' lang="ar" dir="auto">الإيجارات ترتفع</a>' in said


def test_an_index_is_written_only_when_it_is_asked_for(tmp_path: Path) -> None:
    run(articles(tmp_path / "in", "a.txt"), tmp_path / "out")

    assert not (tmp_path / "out" / "index.html").exists()


def test_a_second_run_writes_it_again_only_if_it_says_something_new(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    out = tmp_path / "out"
    run(source, out, index=True)
    before = (out / "index.html").stat()

    run(source, out, index=True)
    after = (out / "index.html").stat()
    articles(source, "b.txt")
    run(source, out, index=True)

    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert "b.json" in (out / "index.html").read_text("utf-8")


def test_an_index_of_somebody_else_stays(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    out = tmp_path / "out"
    out.mkdir()
    (out / "index.html").write_text("mine")

    built, refused = run(source, out, index=True).outcomes
    kept = (out / "index.html").read_text()
    run(source, out, index=True, replace=True)

    assert built.status == "built"
    assert (refused.name, code(refused), kept) == ("index.html", "save.unwritable", "mine")
    assert "a.json" in (out / "index.html").read_text("utf-8")


def test_an_index_that_was_edited_stays(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    out = tmp_path / "out"
    run(source, out, index=True)
    edited = (out / "index.html").read_text("utf-8").replace("Articles", "Our articles")
    (out / "index.html").write_text(edited, "utf-8")

    *_, refused = run(articles(source, "b.txt"), out, index=True).outcomes

    assert code(refused) == "save.edited"
    assert "Our articles" in (out / "index.html").read_text("utf-8")


def test_what_is_no_longer_there_is_not_listed(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    out = tmp_path / "out"
    run(source, out)
    (source / "b.txt").unlink()
    (out / "b.json").unlink()

    run(source, out, index=True)

    assert "b.json" not in (out / "index.html").read_text("utf-8")
