"""publish learn, build --learn and inspect with a profile, as a person meets them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.batch.test_learn import PAGE, PLACES
from tests.cli.test_cli import outputs, run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for place in PLACES:
        (tmp_path / "in" / f"{place}.txt").write_text(PAGE.format(place=place), "utf-8")
    return tmp_path


def test_learn_writes_a_file_to_read_and_says_so_in_one_line(folder: Path) -> None:
    done = run(folder, "learn", "in")

    assert (done.returncode, done.stderr) == (0, "")
    assert re.fullmatch(
        r"in/site\.toml: 9 recurring lines in 5 articles in [\d.]+ s\n", done.stdout
    )
    assert 'text = "House rules"' in (folder / "in" / "site.toml").read_text("utf-8")


def test_build_and_inspect_take_what_was_learned_and_say_why(folder: Path) -> None:
    run(folder, "learn", "in", "--quiet")

    built = run(folder, "build", "in", "-t", "json")
    shown = run(folder, "inspect", "in/mill.txt", "--stage", "removals")

    assert built.stdout.startswith("5 built")
    record = json.loads((folder / "output" / "mill.json").read_text("utf-8"))
    assert "Town Hall" in "".join(gone["text"] for gone in record["removals"])
    assert "site.furniture" in shown.stdout
    assert "lines that stand in 5 of 5 articles of this folder, above the text" in shown.stdout


def test_what_an_editor_takes_out_of_the_profile_is_no_furniture_any_more(folder: Path) -> None:
    run(folder, "learn", "in")
    profile = folder / "in" / "site.toml"
    lines = profile.read_text("utf-8").splitlines(keepends=True)
    profile.write_text("".join(line for line in lines if "House rules" not in line), "utf-8")

    shown = run(folder, "inspect", "in/mill.txt", "--stage", "removals")

    furniture = [line for line in shown.stdout.splitlines() if "site.furniture" in line]
    assert any("Town Hall" in line for line in furniture)
    assert not any("House rules" in line for line in furniture)


def test_build_learn_needs_no_file_and_leaves_none_beside_the_sources(folder: Path) -> None:
    first = run(folder, "build", "in", "-t", "json", "--learn")
    second = run(folder, "build", "in", "-t", "json", "--learn")

    assert (first.returncode, first.stderr) == (0, "")
    assert second.stdout.startswith("0 built, 5 up to date")
    assert outputs(folder) == sorted(f"{place}.json" for place in PLACES)
    assert not (folder / "in" / "site.toml").exists()
    assert "site.furniture" in (folder / "output" / "mill.json").read_text("utf-8")


def test_the_settings_may_ask_to_learn(folder: Path) -> None:
    (folder / "publish.toml").write_text('from = "in"\nto = "json"\nlearn = true\n', "utf-8")

    done = run(folder, "build")

    assert done.returncode == 0
    assert "site.furniture" in (folder / "output" / "mill.json").read_text("utf-8")


def test_a_broken_profile_is_said_with_its_place_and_the_right_word(folder: Path) -> None:
    (folder / "in" / "site.toml").write_text('["."]\nliness = []\n', "utf-8")

    inspected = run(folder, "inspect", "in/mill.txt")
    built = run(folder, "build", "in/mill.txt", "-t", "json")

    assert inspected.returncode == 2
    assert "in/site.toml" in inspected.stderr
    assert "did you mean 'lines'?" in inspected.stderr
    assert built.returncode == 1
    assert "(settings.profile)" in built.stderr


def test_results_and_what_the_settings_forbid_are_not_learned_from(folder: Path) -> None:
    (folder / "publish.toml").write_text('from = "in"\nto = "json"\n[limits]\nblocks = 9\n')
    run(folder, "build")

    done = run(folder, "learn", ".")

    assert done.returncode == 1
    assert done.stderr.count("(limit.blocks)") == len(PLACES)
    assert "in 0 articles" in done.stdout


def test_learn_prints_one_json_object_a_site_for_a_script(folder: Path) -> None:
    done = run(folder, "learn", "in", "--json", "--into", "ours.toml")

    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"site": ".", "articles": 5, "lines": 9, "kept": 0}
    ]
    assert (folder / "ours.toml").is_file()
    assert not (folder / "in" / "site.toml").exists()


def test_a_source_that_cannot_be_read_is_one_line_and_exit_code_1(folder: Path) -> None:
    (folder / "in" / "broken.bin").write_bytes(bytes(range(256)) * 10)

    done = run(folder, "learn", "in")

    assert done.returncode == 1
    assert "failed   broken.bin" in done.stderr
    assert "in 5 articles, 1 failed" in done.stdout


def test_folders_that_share_no_line_are_learned_from_in_vain(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for place in PLACES[:2]:
        (tmp_path / "in" / f"{place}.txt").write_text(PAGE.format(place=place), "utf-8")

    done = run(tmp_path, "learn", "in")

    assert done.returncode == 0
    assert "0 recurring lines in 2 articles" in done.stdout
    assert "# Nothing recurs here." in (tmp_path / "in" / "site.toml").read_text("utf-8")


@pytest.mark.parametrize("words", [("learn",), ("learn", "nothing-here"), ("learn", "in", "in")])
def test_wrong_use_is_exit_code_2_with_a_hint(folder: Path, words: tuple[str, ...]) -> None:
    done = run(folder, *words)

    assert done.returncode == 2
    assert "hint" in done.stderr
