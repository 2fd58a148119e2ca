"""Sources in a store: what is made of them, and what speaks of them there."""

from __future__ import annotations

from pathlib import Path

from publish import stores
from publish.batch import build
from publish.settings import Options

PAGE = "<html><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
WORDS = "The council has voted to raise the rents in the harbour by a tenth from May. " * 4


def fill(top: str, **pages: str) -> None:
    for name, words in pages.items():
        stores.put(f"{top}/{name.replace('__', '/')}.html", PAGE.format(name, words).encode())


def outputs(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*.json"))
        if ".publish" not in path.parts
    }


def test_articles_of_a_store_are_printed_as_those_of_a_folder(s3: str, tmp_path: Path) -> None:
    fill(s3, rents=WORDS, city__fares=WORDS.replace("rents", "fares"))
    decisions = b'["rents.html"]\ntitle = "The rents"\n'
    rule = b'[[rule]]\nid = "gone"\nphrase = "voted"\n'
    stores.put(f"{s3}/decisions.toml", decisions)
    stores.put(f"{s3}/rules.toml", rule)
    for each in stores.walk(s3):
        path = tmp_path / "in" / each.address.removeprefix(f"{s3}/")
        stores.fetch(each.address, path, 10_000)
    options = Options(to=("json",), jobs=1)

    here = build(str(tmp_path / "in"), options.changed({"into": str(tmp_path / "here")}))
    there = build(s3, options.changed({"into": str(tmp_path / "there")}))
    again = build(s3, options.changed({"into": str(tmp_path / "there")}))

    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
    assert [each.status for each in here.outcomes] == ["built", "built"]
    assert [each.status for each in there.outcomes] == ["built", "built"]
    assert [each.status for each in again.outcomes] == ["skipped", "skipped"]


FEED = """<rss version="2.0"><channel><title>News</title>{}</channel></rss>"""
ITEM = "<item><title>{0}</title><guid>{0}</guid><description>{1}</description></item>"


def test_articles_in_a_file_of_a_store_are_sources(s3: str, tmp_path: Path) -> None:
    feed = FEED.format("".join(ITEM.format(name, WORDS) for name in ("Rents", "Fares"))).encode()
    for key in ("feed.xml", "feed.rss", "no-feed.xml"):
        stores.put(f"{s3}/{key}", feed if "no" not in key else PAGE.format("A", WORDS).encode())
    for each in stores.walk(s3):
        path = tmp_path / "in" / each.address.removeprefix(f"{s3}/")
        stores.fetch(each.address, path, 10_000)
    options = Options(to=("json",), jobs=1)

    here = build(str(tmp_path / "in"), options.changed({"into": str(tmp_path / "here")}))
    there = build(s3, options.changed({"into": str(tmp_path / "there")}))
    again = build(s3, options.changed({"into": str(tmp_path / "there")}))

    assert outputs(tmp_path / "there") == outputs(tmp_path / "here")
    assert len(outputs(tmp_path / "there")) == 5
    assert [each.name for each in there.outcomes] == [each.name for each in here.outcomes]
    assert {each.status for each in again.outcomes} == {"skipped"}
    (one,) = build(f"{s3}/feed.xml/*", options.changed({"into": str(tmp_path / "one")})).outcomes[
        :1
    ]
    assert one.status == "built"
