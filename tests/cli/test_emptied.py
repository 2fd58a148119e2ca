"""What a person hears, and can do, when cleaning leaves nothing of a source."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_cli import run

TEXT = "Advertisement\n\nShare on Facebook\n\n© 2024 The Paper. All rights reserved.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.txt").write_text(TEXT, "utf-8")
    return tmp_path


def test_the_failure_counts_what_went_by_rule_and_shows_it(folder: Path) -> None:
    done = run(folder, "build", "in", "-t", "json")

    assert done.returncode == 1
    assert "cleaning left no words; looks like an empty page: 11 words" in done.stderr
    assert (
        "removed: chrome.advert took 1, chrome.share-bar took 1, tail.legal took 1" in done.stderr
    )
    assert "2  chrome.share-bar: Share on Facebook" in done.stderr


def test_inspect_shows_the_same_and_lists_all_removals_on_demand(folder: Path) -> None:
    plain = run(folder, "inspect", "in/page.txt")
    listed = run(folder, "inspect", "in/page.txt", "--stage", "removals")

    assert "2  chrome.share-bar: Share on Facebook" in plain.stderr
    assert listed.stdout.splitlines()[1].split() == [
        *("2", "chrome.share-bar", "'Share", "on", "Facebook'")
    ]


def test_a_passage_of_an_emptied_page_can_be_brought_back(folder: Path) -> None:
    done = run(folder, "inspect", "in/page.txt", "--restore", "2")
    later = run(folder, "build", "in", "-t", "json")

    assert done.returncode == 0
    assert "Share on Facebook" in done.stdout
    assert later.returncode == 0
