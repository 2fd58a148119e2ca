"""The loop in docs/word.md, run as it stands."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

from tests.merging.kit import part
from tests.merging.test_merge import reworded
from tests.test_readme import BLOCK

ROOT = Path(__file__).parents[1]
WORD = (ROOT / "docs" / "word.md").read_text("utf-8")
PAGE = """<title>Rents rise again</title><h1>Rents rise again</h1><p>By Ann Ode</p>
<p>Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday.</p>
<p>Landlords expect rents to rise again before the winter, a survey of four hundred says.</p>
<p>The council will vote on a cap in the autumn, after hearings that are open to everyone.</p>
"""


def commands() -> list[str]:
    shown = "".join(text for language, text in BLOCK.findall(WORD) if language == "sh")
    return [line for line in shown.split("\n") if line]


def run(folder: Path, command: str) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command, comments=True)
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, capture_output=True, text=True
    )


def test_the_loop_of_the_page_goes_round(tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "rents.html").write_text(PAGE, "utf-8")
    build, look, merge, again, compare = commands()

    assert run(tmp_path, build).returncode == 0
    edit = reworded(("sees no end to it", "sees an end to it"))
    edited = edit((tmp_path / "output" / "rents.docx").read_bytes())
    (tmp_path / "edited.docx").write_bytes(edited)
    looked = run(tmp_path, look)
    assert looked.returncode == 0, looked.stderr
    assert {"changes.html", "redline.docx"} <= {path.name for path in tmp_path.iterdir()}
    assert run(tmp_path, compare).returncode == 1
    merged = run(tmp_path, merge)
    assert merged.stdout.endswith("1 line edited; written to articles/decisions.toml\n")
    assert run(tmp_path, again).returncode == 0
    made = part((tmp_path / "output" / "rents.docx").read_bytes(), "word/document.xml")
    assert b"sees an end to it" in made
