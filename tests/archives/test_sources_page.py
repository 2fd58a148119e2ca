"""docs/sources.md says what is read, and its recipes do what they say."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from publish.archives import FORMS
from publish.cli.field_names import named_fields
from publish.model.json_fields import FIELDS
from publish.model.notes import CODES
from publish.readers import READERS
from tests.batch.kit import run
from tests.conftest import ROOT

PAGE = (ROOT / "docs/sources.md").read_text("utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.S) for line in block.split("\n")]
TEXT = "<p>Rents rose by a tenth in May, and so did prices in the harbour, the city said.</p>"


def test_the_page_names_every_suffix_that_is_read() -> None:
    known = {suffix for reader in READERS for suffix in reader.suffixes}
    known |= {suffix for form in FORMS for suffix in form.suffixes}

    assert {suffix for suffix in known if f"`{suffix}`" not in PAGE} == set()


def test_the_page_has_the_table_of_fields() -> None:
    rows = [f"| `{ours}` | {' '.join(f'`{each}`' for each in FIELDS[ours])} |" for ours in FIELDS]

    assert [row for row in PAGE.split("\n") if row in rows] == rows


def test_the_notes_that_the_page_names_are_there() -> None:
    rooms = "|".join({code.partition(".")[0] for code in CODES} - {"decision"})  # decisions.toml

    named = set(re.findall(rf"`((?:{rooms})\.[a-z-]+)`", PAGE))

    assert {"source.left-out", "json.texts"} < named <= set(CODES)


@pytest.mark.parametrize("tool", ["jq", "python3"])
def test_a_list_in_json_becomes_lines(tmp_path: Path, tool: str) -> None:
    saved = {"title": "Rents", "content": TEXT, "published_by": ["Ann Ode"], "tags": ["city"]}
    exported = [saved | {"id": 1, "url": "https://courier.example/1"}, saved | {"id": 2}]
    (tmp_path / "wallabag.json").write_text(json.dumps(exported, indent=1))

    _shell(next(line for line in LINES if line.startswith(tool)), tmp_path)
    report = run(tmp_path / "wallabag.jsonl", tmp_path / "out")

    assert [each.status for each in report.outcomes] == ["built", "built"]


def test_posts_of_wordpress_have_their_author_by_name(tmp_path: Path) -> None:
    post = {
        "id": 7,
        "date": "2024-03-01T10:00:00",
        "link": "https://courier.example/rents",
        "title": {"rendered": "Rents &amp; fares"},
        "content": {"rendered": TEXT},
        "excerpt": {"rendered": f"{TEXT[:60]} [&hellip;]</p>"},
        "author": 3,
        "categories": [1],
        "_embedded": {"author": [{"id": 3, "name": "Ann Ode"}]},
    }
    (tmp_path / "posts.jsonl").write_text(json.dumps(post))
    (command,) = (line for line in LINES if line.endswith("--fields author=_embedded.author.name"))

    fields = named_fields([command.rpartition(" ")[2]], {})
    report = run(tmp_path / "posts.jsonl", tmp_path / "out", fields=fields)

    (outcome,) = report.outcomes
    made = json.loads((tmp_path / "out" / f"{outcome.name}.json").read_bytes())
    assert made["byline"] == ["Ann Ode"]
    assert made["title"] == [{"type": "Text", "text": "Rents & fares"}]
    assert made["published"] == "2024-03-01T10:00:00"
    assert "standfirst" not in made


def _shell(line: str, folder: Path) -> None:
    line = line.replace("python3 ", f"{shlex.quote(sys.executable)} ")
    subprocess.run(["sh", "-c", line], cwd=folder, check=True)
