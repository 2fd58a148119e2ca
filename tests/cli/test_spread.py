"""A project whose results are spread, at the command line."""

from __future__ import annotations

from pathlib import Path

from tests.batch.kit import articles
from tests.cli.test_cli import run


def test_a_setting_spreads_a_folder_of_results_and_leaves_a_single_file_alone(
    tmp_path: Path,
) -> None:
    articles(tmp_path / "in", "a.txt")
    (tmp_path / "publish.toml").write_text("spread = true\n")

    whole = run(tmp_path, "build", "in", "--to", "json")
    one = run(tmp_path, "build", "in/a.txt", "-o", "a.json")
    asked = run(tmp_path, "build", "in/a.txt", "-o", "a.json", "--spread")

    assert (whole.returncode, one.returncode, asked.returncode) == (0, 0, 2)
    assert (tmp_path / "output/18/a.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    assert asked.stderr == (
        "publish: a.json: one file is not spread over folders  (settings)\n"
        "    hint: name a folder, or leave out --spread\n"
    )
