"""Which files are sources, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import files
from publish.errors import MissingSource
from publish.finding import Findings, find
from publish.model.limits import Limits
from tests.test_files import tree

LIMITS = Limits(file_bytes=1_000)


def names(found: Findings) -> list[str]:
    return [each.name for each in found.found]


def test_a_folder_holds_articles_and_what_belongs_to_them(tmp_path: Path) -> None:
    tree(
        tmp_path,
        *("b.txt", "a.html", "sub/c.md", "odd.bin", "readme"),
        *(".hidden", ".git/x.txt", "decisions.toml", "sub/site.toml", "publish.toml"),
        *("out/old.txt", "a_files/x.html", "pic.PNG", "x.css", "x.js", "x.woff2", "x.svg"),
    )

    found = find([str(tmp_path)], into=str(tmp_path / "out"))

    assert names(found) == ["a.html", "b.txt", "odd.bin", "readme", "sub/c.md"]


def test_a_file_that_is_named_is_tried_whatever_it_is(tmp_path: Path) -> None:
    tree(tmp_path, "pic.png")

    (found,) = find([str(tmp_path / "pic.png")]).found

    assert (found.name, files.load(found, LIMITS).data) == ("pic.png", b"words")


def test_a_path_where_nothing_stands_is_told_when_it_is_loaded(tmp_path: Path) -> None:
    (found,) = find([str(tmp_path / "no.txt")]).found

    with pytest.raises(MissingSource):
        files.load(found, LIMITS)


def test_a_link_in_a_folder_is_followed_only_inside_it(tmp_path: Path) -> None:
    tree(tmp_path, "secret.txt", "folder/a.txt")
    (tmp_path / "folder/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "folder/in.txt").symlink_to("a.txt")
    (tmp_path / "folder/loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder/up").symlink_to("..")

    found = find([str(tmp_path / "folder")])

    assert names(found) == ["a.txt", "in.txt"]
