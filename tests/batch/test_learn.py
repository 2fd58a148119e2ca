"""Learning what recurs, and building with it: by the file beside the sources, or in one go."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import publish
from publish.batch import Outcome, learn
from publish.errors import SettingsError
from publish.files import digest
from tests.batch.kit import code, contents, run, statuses

PAGE = """Home

Town Hall

Harbour News

Sport

Sailing

The {place} stays shut

The {place} has been shut since the flood, say people who live beside the {place}, and none of
them knows who will open its doors again before the winter comes to the {place}.

Whoever has the keys of the {place} has left the town, the mayor says, and the locks of the
{place} are too good for the smith, who has tried them all.

Imprint

House rules

Privacy

Accounts
"""
PLACES = ("mill", "ferry", "school", "market", "bakery")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    (folder / "more").mkdir(parents=True)
    for number, place in enumerate(PLACES):
        path = folder / ("more" if number % 2 else "") / f"{place}.txt"
        path.write_text(PAGE.format(place=place), "utf-8")
    return folder


def taken(into: Path, name: str) -> list[str]:
    record = json.loads((into / name).read_text("utf-8"))
    gone = [g["text"] for g in record.get("removals", ()) if g["rule"] == "site.furniture"]
    return [line for text in gone for line in text.split("\n")]


def test_what_is_learned_lies_in_the_folder_and_counts_below_it(
    source: Path, tmp_path: Path
) -> None:
    learned = learn(str(source), executor="serial")
    run(source, tmp_path / "out")

    assert (learned.articles, learned.lines, learned.failures) == (5, 9, ())
    assert learned.path == str(source / "site.toml")
    assert "Town Hall" in taken(tmp_path / "out", "mill.json")
    assert "House rules" in taken(tmp_path / "out", "more/ferry.json")


def test_the_same_articles_give_the_same_file(source: Path) -> None:
    learn(str(source), executor="serial")
    first = (source / "site.toml").read_bytes()

    learn(str(source), executor="processes")

    assert (source / "site.toml").read_bytes() == first
    assert b'\n["."]\narticles = 5\n' in first
    assert b'  { in = 5, where = "above", text = "Town Hall" },\n' in first


def test_a_changed_profile_builds_anew_what_it_concerns_and_a_comment_does_not(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(source, out)
    before = contents(out)
    learn(str(source / "more"), executor="serial", into=str(source / "more"))
    no_evidence = run(source, out)
    learn(str(source), executor="serial", into=str(source / "more"))
    learned = run(source, out)
    profile = source / "more" / "site.toml"
    profile.write_bytes(b"# ours\n" + profile.read_bytes())
    commented = run(source, out)
    profile.unlink()
    removed = run(source, out)

    assert set(statuses(no_evidence).values()) == {"skipped"}  # two articles are no evidence
    assert {name for name, status in statuses(learned).items() if status == "built"} == {
        "more/ferry.txt",
        "more/market.txt",
    }
    assert set(statuses(commented).values()) == {"skipped"}
    assert statuses(removed)["more/ferry.txt"] == "built"
    assert contents(out) == before


def test_learning_in_one_go_gives_what_the_file_gives_and_leaves_none(
    source: Path, tmp_path: Path
) -> None:
    run(source, tmp_path / "at once", learn=True)
    left = [path.name for path in tmp_path.rglob("site.toml")]
    learn(str(source), executor="serial")
    run(source, tmp_path / "by file")

    assert left == []
    assert contents(tmp_path / "at once") == contents(tmp_path / "by file")
    assert "Town Hall" in taken(tmp_path / "at once", "mill.json")


def test_a_second_run_that_learns_builds_only_what_the_new_articles_change(
    source: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    run(source, out, learn=True)
    again = run(source, out, learn=True)
    without = run(source, out)

    assert set(statuses(again).values()) == {"skipped"}
    assert set(statuses(without).values()) == {"built"}


def test_workers_learn_and_build_as_this_process_does(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "serial", learn=True)
    run(source, tmp_path / "workers", learn=True, executor="processes", jobs=2)

    assert contents(tmp_path / "workers") == contents(tmp_path / "serial")


def test_an_edition_in_one_file_learns_too(source: Path, tmp_path: Path) -> None:
    heard: list[Outcome] = []
    run(
        source,
        tmp_path / "week.json",
        "json",
        learn=True,
        bundle="The week",
        on_result=heard.append,
    )

    (made,) = heard
    assert made.status == "built"
    assert "Town Hall" in "".join(gone.text for gone in made.removals)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "week.json"]


def test_a_source_that_cannot_be_read_teaches_nothing_and_is_named(
    source: Path, tmp_path: Path
) -> None:
    (source / "broken.bin").write_bytes(bytes(range(256)) * 10)

    learned = learn(str(source), executor="serial")
    built = run(source, tmp_path / "out", learn=True)

    assert [(name, failure.code) for name, failure in learned.failures] == [
        ("broken.bin", "source.unknown-format")
    ]
    assert learned.articles == 5
    assert statuses(built)["broken.bin"] == "failed"
    assert statuses(built)["mill.txt"] == "built"


def test_a_broken_profile_fails_the_sources_it_stands_beside_and_no_other(
    source: Path, tmp_path: Path
) -> None:
    (source / "more" / "site.toml").write_text('["."]\nliness = []\n', "utf-8")

    outcomes = {each.name: each for each in run(source, tmp_path / "out").outcomes}

    assert code(outcomes["more/ferry.txt"]) == "settings.profile"
    failure = outcomes["more/ferry.txt"].failure
    assert failure is not None
    assert failure.hint == "did you mean 'lines'?"
    assert outcomes["mill.txt"].status == "built"


def test_a_profile_stands_beside_one_folder_or_where_it_is_told(
    source: Path, tmp_path: Path
) -> None:
    names = [str(source / "mill.txt"), str(source / "more")]
    empty = tmp_path / "empty"
    empty.mkdir()

    with pytest.raises(SettingsError, match="one folder is needed"):
        learn(names, executor="serial")
    learned = learn(names, str(tmp_path / "ours.toml"), executor="serial")

    assert learned.path == str(tmp_path / "ours.toml")
    assert learned.articles == 3
    with pytest.raises(SettingsError, match="no sources"):
        learn(str(empty), executor="serial")


def test_the_public_call_learns_and_normalise_takes_what_it_wrote(source: Path) -> None:
    publish.learn(source, jobs=1)

    draft = publish.read(publish.load(source / "mill.txt"))
    profile = publish.load_profile(source / "mill.txt", draft)

    rules = {gone.rule for gone in publish.normalise(draft, profile=profile).removals}
    assert "site.furniture" in rules
    assert digest((source / "site.toml").read_bytes())


SITE = """<html lang="en"><head><title>{title}</title>
<link rel="canonical" href="https://courier.example/{title}"></head><body>
<div>Harbour Courier</div><div>Subscribe to our newsletter</div>
<article><h1>{title}</h1><p>By Ann Reader</p>
<p>The {title} has been shut since the flood, say people who live beside the {title}, and none of
them knows who will open its doors again before the winter comes to the {title}.</p>
<p>Whoever has the keys of the {title} has left the town, the mayor says, and the locks of the
{title} are too good for the smith, who has tried them all.</p>
<p>Share this article on Facebook</p><p>The Courier tells the news of the coast.</p></article>
<div>© 2024 Harbour Courier. All rights reserved.</div></body></html>"""
TOWN = (*PLACES, "harbour", "tower", "theatre", "quarry", "dairy", "chapel", "brewery")


def test_what_a_profile_lists_is_taken_or_says_why_it_stays(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for place in TOWN:
        (source / f"{place}.html").write_text(SITE.format(title=place), "utf-8")

    (profile,) = learn(str(source), executor="serial").profiles.sites.values()
    run(source, tmp_path / "out")

    kept = {line.text: line.kept for line in profile.lines if line.kept}
    assert kept == {
        "The Courier tells the news of the coast.": "no menu, box, link or wording of a site"
        " tells it from the article's own"
    }
    assert len(profile.lines) == 6
    for place in TOWN:
        record = json.loads((tmp_path / "out" / f"{place}.json").read_text("utf-8"))
        gone = "\n".join(each["text"] for each in record["removals"])
        body = json.dumps(record["body"], ensure_ascii=False)
        for line in profile.lines:
            assert (line.text in body, line.text in gone) == (bool(line.kept), not line.kept)


def test_the_reason_in_a_profile_is_no_order_and_builds_nothing_anew(
    source: Path, tmp_path: Path
) -> None:
    learn(str(source), executor="serial")
    profile = source / "site.toml"
    run(source, tmp_path / "out")
    said = profile.read_text("utf-8")
    profile.write_text(said.replace(' text = "Sport"', ' kept = "so", text = "Sport"'), "utf-8")

    again = run(source, tmp_path / "out")

    assert 'kept = "so"' in profile.read_text("utf-8")
    assert set(statuses(again).values()) == {"skipped"}
