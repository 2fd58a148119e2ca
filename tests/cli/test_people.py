"""What a person reads when work of people, or results without a source, stand in the folder."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_cli import TEXT, run


def test_an_edit_a_source_that_is_gone_and_what_to_do_about_them(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    build = ("build", ".", "-t", "json", "--title")  # of one source
    run(tmp_path, *build[:-1])
    result = tmp_path / "output/a.json"
    mine = result.read_text("utf-8") + "\n"
    result.write_text(mine, "utf-8")
    (tmp_path / "b.txt").unlink()

    done = run(tmp_path, *build, "Another")
    listed = run(tmp_path, *build, "Another", "--prune", "--dry-run")
    pruned = run(tmp_path, *build, "Another", "--prune", "--replace")

    assert (done.returncode, pruned.returncode) == (1, 0)
    edited = "a.txt  output/a.json was edited, and what it is made of has changed since"
    gone = "belongs to no source any more"
    assert f"failed   {edited}  (save.edited)\n         hint: --replace\n" in done.stderr
    assert f"1 result {gone} (b.json): --prune removes what nobody has changed" in done.stderr
    assert f"output/b.json {gone} (b.txt) and is as it was made: --prune removes" in listed.stderr
    assert "1 result was removed (b.json): no source makes it  (output.pruned)" in pruned.stderr
    assert result.read_text("utf-8") != mine
    assert not (tmp_path / "output/b.json").exists()
