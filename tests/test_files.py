"""How sources are read, and how results reach the disk."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from publish import files, loading
from publish.errors import OverLimit, UnreadableSource, Unwritable
from publish.model.limits import Limits

LIMITS = Limits(file_bytes=1_000)


def tree(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"words")


def test_no_path_is_no_folder_to_remove(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "work.txt").write_text("mine")
    with pytest.raises(ValueError, match="no path"):
        files.remove(Path())
    assert (tmp_path / "work.txt").exists()


def test_a_pipe_does_not_hang_and_a_folder_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    for name in ("pipe", "."):
        with pytest.raises(UnreadableSource):
            files.read(tmp_path / name, LIMITS.file_bytes)


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 1_001)

    with pytest.raises(OverLimit) as caught:
        files.read(tmp_path / "big.txt", LIMITS.file_bytes)

    assert caught.value.code == "limit.file-bytes"


def test_a_picture_is_read_only_from_below_the_article(tmp_path: Path) -> None:
    tree(tmp_path, "secret.png", "folder/pics/a.png")
    (tmp_path / "folder/link.png").symlink_to(tmp_path / "secret.png")
    home = tmp_path / "folder"

    assert loading.picture(home, "pics/a.png", LIMITS.file_bytes) == b"words"
    for name in (
        "../secret.png",
        "link.png",
        str(tmp_path / "secret.png"),
        "no.png",
        "a\0b",
        "pics",
    ):
        assert loading.picture(home, name, LIMITS.file_bytes) is None


def test_a_source_has_the_pictures_below_it_and_keeps_what_was_asked_for(tmp_path: Path) -> None:
    tree(tmp_path, "a.html", "pics/a.png")
    companions = loading.load(files.Found("a.html", str(tmp_path / "a.html"))).companions

    assert companions.get("pics/a.png") == b"words"
    assert companions.get("pics/no.png") is None
    assert isinstance(companions, loading.Companions)
    assert companions.seen == {"pics/a.png": files.digest(b"words"), "pics/no.png": ""}


def test_a_result_is_saved_whole_and_replaces_the_old_one(tmp_path: Path) -> None:
    files.save({"": b"one"}, tmp_path / "new/a.pdf")
    files.save({"": b"two"}, tmp_path / "new/a.pdf")

    assert (tmp_path / "new/a.pdf").read_bytes() == b"two"
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["a.pdf"]


def test_a_folder_of_results_replaces_the_old_folder_wholly(tmp_path: Path) -> None:
    files.save({"article.xhtml": b"1", "images/old.png": b"1"}, tmp_path / "a")
    files.save({"article.xhtml": b"2", "styles/x.css": b"2"}, tmp_path / "a")

    left = sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file())
    assert left == ["a/article.xhtml", "a/styles/x.css"]


def test_a_place_that_cannot_be_written_is_named_and_left_clean(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")

    with pytest.raises(Unwritable) as caught:
        files.save({"": b"one"}, tmp_path / "file/a.pdf")

    assert str(tmp_path / "file") in caught.value.where
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_name_with_control_characters_is_shown_escaped() -> None:
    assert files.shown("a\x1b[31m\u202eb.txt") == "a\\x1b[31m\\u202eb.txt"
    assert files.shown("Straße 日本.txt") == "Straße 日本.txt"


def test_layouts_and_fonts_are_found_beside_the_package() -> None:
    assert (files.shipped("fonts")).is_dir()
