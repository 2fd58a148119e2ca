"""publish build --dry-run: what would be built and why, for a person and for a script."""

from __future__ import annotations

import json
from pathlib import Path

from tests.batch.kit import articles, contents
from tests.cli.test_cli import run


def test_a_dry_run_says_what_would_be_built_and_why_and_writes_nothing(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt")
    run(tmp_path, "build", "in", "-t", "json")
    articles(source, "d.txt")
    (source / "a.txt").write_text("Rents fall\n\nRents fell in June, the city said on Monday.\n")
    (source / "decisions.toml").write_text('["b.txt"]\ntitle = "Ours"\n')
    before = contents(tmp_path)

    done = run(tmp_path, "build", "in", "-t", "json", "--dry-run")

    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "build    a.txt  json (source)",
        "build    b.txt  json (decisions)",
        "build    d.txt  json (new)",
        "3 to build (1 decisions, 1 new, 1 source), 1 up to date; nothing was written",
    ]
    assert contents(tmp_path) == before


def test_a_script_gets_the_reasons_by_format(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")
    run(tmp_path, "build", "in", "-t", "json")

    done = run(tmp_path, "build", "in", "-t", "json", "-t", "xhtml", "--dry-run", "--json")

    (said,) = map(json.loads, done.stdout.splitlines())
    assert (said["status"], said["why"]) == ("planned", {"xhtml": "new"})


def test_a_dry_run_where_all_is_up_to_date_says_so(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")
    run(tmp_path, "build", "in", "-t", "json")

    done = run(tmp_path, "build", "in", "-t", "json", "--dry-run")

    assert done.stdout == "0 to build, 1 up to date; nothing was written\n"
