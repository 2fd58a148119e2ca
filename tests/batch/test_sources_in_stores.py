"""Sources in a store: what is made of them, and what speaks of them there."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable
from functools import partial
from operator import itemgetter
from pathlib import Path

from PIL import Image

from publish import batch, stores
from publish.batch import Report, learn
from publish.cli.build_line import CommandLine
from publish.cli.sources import asked_for
from publish.settings import Options, Settings
from tests.servers.faults import Fault, Proxy

PAGE = "<html><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
WORDS = "The council has voted to raise the rents in the harbour by a tenth from May. " * 4


def fill(top: str, **pages: str) -> None:
    for name, words in pages.items():
        stores.put(f"{top}/{name.replace('__', '/')}.html", PAGE.format(name, words).encode())


def png(width: int, height: int) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(made, "png")
    return made.getvalue()


def build(sources: str | list[str], options: Options) -> Report:
    return batch.build(sources, options, executor="serial")


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


def test_a_profile_is_learned_of_a_folder_in_a_store_and_written_there(s3: str) -> None:
    menu = '<ul class="menu"><li><a href="/">Harbour News</a></li></ul>'
    for number in range(4):
        words = " ".join(f"{word}{'abcd'[number]}" for word in WORDS.split())
        text = f"{menu}<p>{words}</p>"
        stores.put(f"{s3}/{number}.html", PAGE.format(number, text).encode())

    learned = learn(s3, options=Options(jobs=1), executor="serial")

    assert learned.path == f"{s3}/site.toml"
    assert b"Harbour News" in stores.read(learned.path, 10_000)
    assert not learned.failures


def test_an_article_is_printed_once_that_a_store_holds_twice(s3: str, tmp_path: Path) -> None:
    fill(s3, a=WORDS, b=WORDS)
    options = Options(to=("json",), jobs=1, into=str(tmp_path), unique=True)

    first, second = build(s3, options), build(s3, options)

    assert [each.status for each in first.outcomes] == ["built", "copy"]
    assert [each.status for each in second.outcomes] == ["skipped", "copy"]


def test_a_word_file_of_ours_that_an_editor_has_left_in_a_store_is_no_source(
    s3: str, tmp_path: Path
) -> None:
    fill(s3, rents=WORDS)
    options = Options(to=("docx",), jobs=1, into=str(tmp_path))
    build(s3, options)
    stores.put(f"{s3}/rents-edited.docx", tmp_path / "rents.docx")

    made = build(s3, options)

    assert [each.name for each in made.outcomes] == ["rents.html"]
    assert f"publish merge {s3}/rents-edited.docx" in made.notes[0].message


def test_what_is_said_beside_sources_is_looked_for_up_to_the_bucket(
    s3: str, tmp_path: Path
) -> None:
    fill(s3, n__m__rents=f"{WORDS}</p><p>Members of the club read it first.")
    stores.put(f"{s3}/rules.toml", b'[[rule]]\nid = "gone"\nphrase = "of the club"\n')
    options = Options(to=("json",), jobs=1, into=str(tmp_path))

    build(f"{s3}/n/m", options)
    stores.put(f"{s3}/n/m/decisions.toml", b'["rents.html"]\ntitle = "Quays"\n["no.html"]\n')
    changed = build(f"{s3}/n/m", options)
    stores.put(f"{s3}/n/m/decisions.toml", b'["rents.html\n')
    broken = build(f"{s3}/n/m", options)

    made = json.loads((tmp_path / "rents.json").read_bytes())
    assert "of the club" not in json.dumps(made["body"])
    assert "Quays" in json.dumps(made["title"])
    assert [each.status for each in changed.outcomes] == ["built"]
    assert any("no.html" in note.message for note in changed.notes)
    assert broken.outcomes[0].failure
    assert f"{s3}/n/m/decisions.toml" in broken.outcomes[0].failure.message


def test_pictures_beside_a_source_in_a_store_are_printed(s3: str, tmp_path: Path) -> None:
    pictured = f'{WORDS}</p><img src="yard.png"><img src="gone.png"><p>{WORDS}'
    fill(s3, n__a=pictured, n__b=pictured.replace("rents", "fares"))
    stores.put(f"{s3}/n/yard.png", png(60, 40))
    options = Options(to=("docx",), into=str(tmp_path))

    made, again = build(s3, options), build(s3, options)
    stores.put(f"{s3}/n/yard.png", png(60, 41))
    third = build(s3, options)

    with zipfile.ZipFile(tmp_path / "n/b.docx") as package:
        assert [name for name in package.namelist() if name.endswith(".png")]
    codes = [note.code for note in made.outcomes[0].notes]
    assert codes.count("body.missing-picture") == 1
    assert {each.status for each in again.outcomes} == {"skipped"}
    assert {each.status for each in third.outcomes} == {"built"}


def test_what_speaks_of_articles_in_a_file_of_a_store_counts(s3: str, tmp_path: Path) -> None:
    words = f"{WORDS}</p><p>Members of the club read it first."
    item = ITEM.format("Rents", words.replace("<", "&lt;"))
    stores.put(f"{s3}/feed.xml", FEED.format(item).encode())
    stores.put(f"{s3}/rules.toml", b'[[rule]]\nid = "gone"\nphrase = "of the club"\n')

    build(s3, Options(to=("json",), into=str(tmp_path)))

    (made,) = outputs(tmp_path).values()
    assert "of the club" not in json.dumps(json.loads(made)["body"])


def test_a_picture_that_cannot_be_fetched_fails_its_article_and_no_other(
    faulty_s3: Callable[..., Proxy], s3: str, tmp_path: Path
) -> None:
    fill(s3, a=f'{WORDS}</p><img src="yard.png"><p>{WORDS}', b=WORDS.replace("rents", "fares"))
    stores.put(f"{s3}/yard.png", png(60, 40))
    options = Options(to=("json",), into=str(tmp_path))
    faulty_s3(Fault("503", path="yard"))

    broken = build(s3, options)
    faulty_s3()
    mended = build(s3, options)

    assert [each.status for each in broken.outcomes] == ["failed", "built"]
    assert [each.status for each in mended.outcomes] == ["built", "skipped"]


def test_results_of_objects_that_are_gone_are_told_of_and_removed(s3: str, tmp_path: Path) -> None:
    fill(s3, a=WORDS, n__b=WORDS.replace("rents", "fares"))
    options = Options(to=("json",), into=str(tmp_path))
    build(s3, options)
    stores.remove([f"{s3}/n/b.html"])

    told = build(s3, options)
    removed = build(s3, options.changed({"prune": True}))

    assert [note.code for note in told.notes] == ["output.orphaned"]
    assert [note.code for note in removed.notes] == ["output.pruned"]
    assert [*outputs(tmp_path)] == ["a.json"]


def test_results_in_the_bucket_of_their_sources_are_those_of_one_disk(
    s3: str, tmp_path: Path
) -> None:
    fill(f"{s3}/in", a=WORDS, n__b=WORDS.replace("rents", "fares"))
    for each in stores.walk(s3):
        path = tmp_path / each.address.removeprefix(f"{s3}/")
        stores.fetch(each.address, path, 10_000)
    options = Options(to=("json",))

    build(str(tmp_path / "in"), options.changed({"into": str(tmp_path / "in/out")}))
    build(f"{s3}/in", options.changed({"into": f"{s3}/in/out"}))
    again = build(f"{s3}/in", options.changed({"into": f"{s3}/in/out"}))

    for name in ("a.json", "n/b.json"):
        made = stores.read(f"{s3}/in/out/{name}", 100_000)
        assert made == (tmp_path / "in/out" / name).read_bytes()
    lines = stores.read(f"{s3}/in/out/.publish/manifest.jsonl", 100_000).splitlines()
    on_disk = (tmp_path / "in/out/.publish/manifest.jsonl").read_bytes().splitlines()
    assert _lasting(lines) == _lasting(on_disk)
    assert {each.status for each in again.outcomes} == {"skipped"}


def _lasting(lines: Iterable[bytes]) -> list[dict[str, object]]:
    """What a manifest says of results, without what things look like in one place."""
    said = [json.loads(line) for line in lines]
    built = sorted((each for each in said if each["kind"] == "built"), key=itemgetter("output"))
    return [{key: value for key, value in each.items() if key != "seen"} for each in built]


def test_a_list_of_addresses_is_named_below_the_folder_that_they_share(
    s3: str, tmp_path: Path
) -> None:
    fill(s3, a=WORDS, n__b=WORDS.replace("rents", "fares"))
    listed = tmp_path / "list.txt"
    listed.write_text(f"{s3}/a.html\n{s3}/n/b.html\nhttps://site.example/a?b=1\n")
    line = CommandLine(from_file=str(listed))

    names, options = asked_for(line, Options(), Settings())
    made = build(names[:2], options.changed({"into": str(tmp_path / "out")}))

    assert names[2] == "https://site.example/a?b=1"
    assert options.base == ""
    assert [each.name for each in made.outcomes] == ["a.html", "b.html"]


def test_an_edition_binds_articles_of_stores_and_of_the_disk(s3: str, tmp_path: Path) -> None:
    fill(s3, a=WORDS, b=WORDS.replace("rents", "fares"))
    (tmp_path / "c.txt").write_text(f"Quays\n\n{WORDS}")
    options = Options(to=("json",), into=str(tmp_path / "out"), bundle="The week")
    sources = [s3, str(tmp_path / "c.txt")]

    made, again = build(sources, options), build(sources, options)
    stores.put(f"{s3}/b.html", PAGE.format("New", WORDS).encode())
    changed = build(sources, options)

    states = [each.outcomes[0].status for each in (made, again, changed)]
    assert states == ["built", "skipped", "built"]


def test_what_is_up_to_date_costs_no_request_a_source(
    faulty_s3: Callable[..., Proxy], s3: str, tmp_path: Path
) -> None:
    asked = []
    for count in (2, 6):
        fill(f"{s3}/{count}", **{f"n__{'abcdef'[at]}": WORDS for at in range(count)})
        stores.put(f"{s3}/{count}/n/feed.rss", FEED.format(ITEM.format("Rents", WORDS)).encode())
        options = Options(to=("json",), into=str(tmp_path / str(count)))
        build(f"{s3}/{count}", options)
        proxy = faulty_s3()
        proxy.counts.clear()
        build(f"{s3}/{count}", options)
        asked.append(dict(proxy.counts))

    assert asked[0] == asked[1]
    assert asked[0]["LIST"] == 1
    assert "GET" not in asked[0]


def test_what_the_store_forbids_to_look_at_above_a_folder_is_told_of_and_costs_no_article(
    faulty_s3: Callable[..., Proxy], s3: str, tmp_path: Path
) -> None:
    fill(f"{s3}/n", a=WORDS)
    faulty_s3(Fault("403", path="rules.toml"), Fault("403", path="site.toml"))

    made = build(f"{s3}/n", Options(to=("json",), into=str(tmp_path)))

    assert [each.status for each in made.outcomes] == ["built"]
    (note,) = [each for each in made.notes if each.code == "source.forbidden"]
    assert "rules.toml" in note.message or "site.toml" in note.message


def test_an_object_that_changes_while_it_is_read_is_printed_as_it_is_then(
    faulty_s3: Callable[..., Proxy], s3: str, tmp_path: Path
) -> None:
    fill(s3, a=WORDS, b=WORDS.replace("rents", "fares"))
    options = Options(to=("json",), into=str(tmp_path))
    proxy = faulty_s3(Fault("503", kind="GET", path="a.html", times=1))
    proxy.between = partial(fill, s3, a=WORDS.replace("rents", "wages"))

    changed, again = build(s3, options), build(s3, options)

    assert [each.status for each in changed.outcomes] == ["built", "built"]
    assert [each.status for each in again.outcomes] == ["skipped", "skipped"]
    assert b"wages" in (tmp_path / "a.json").read_bytes()
