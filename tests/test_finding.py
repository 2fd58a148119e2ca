"""Which files are sources, and what they are called."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from publish import files, loading
from publish.errors import MissingSource, UnreadableSource
from publish.finding import Findings, find, fitting, shared_folder
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

    assert (found.name, loading.load(found, LIMITS).data) == ("pic.png", b"words")


def test_a_path_where_nothing_stands_is_told_when_it_is_loaded(tmp_path: Path) -> None:
    (found,) = find([str(tmp_path / "no.txt")]).found

    with pytest.raises(MissingSource):
        loading.load(found, LIMITS)


def test_a_link_in_a_folder_is_followed_only_inside_it(tmp_path: Path) -> None:
    tree(tmp_path, "secret.txt", "folder/a.txt")
    (tmp_path / "folder/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "folder/in.txt").symlink_to("a.txt")
    (tmp_path / "folder/loop.txt").symlink_to("loop.txt")
    (tmp_path / "folder/up").symlink_to("..")

    found = find([str(tmp_path / "folder")])

    assert names(found) == ["a.txt", "in.txt"]


def test_a_link_that_leads_out_is_counted_and_followed_only_on_request(tmp_path: Path) -> None:
    tree(tmp_path, "secret.txt", "far/deep/b.txt", "folder/a.txt", "folder/sub/c.txt")
    (tmp_path / "folder/out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "folder/far").symlink_to(tmp_path / "far")
    (tmp_path / "folder/again").symlink_to("sub")
    (tmp_path / "folder/sub/up").symlink_to("..")
    (tmp_path / "folder/dead.txt").symlink_to("nothing")

    found = find([str(tmp_path / "folder")])
    followed = find([str(tmp_path / "folder")], follow_links=True)

    assert (names(found), found.links, found.dead) == (["a.txt", "sub/c.txt"], 3, 1)
    assert names(followed) == ["a.txt", "out.txt", "sub/c.txt", "far/deep/b.txt"]
    assert (followed.links, followed.dead) == (0, 1)


def test_a_link_that_leads_out_is_refused_when_it_is_named_too(tmp_path: Path) -> None:
    tree(tmp_path, "secret.txt", "folder/a.txt")
    link = tmp_path / "folder/out.txt"
    link.symlink_to(tmp_path / "secret.txt")
    (tmp_path / "folder/near.txt").symlink_to("a.txt")
    (tmp_path / "folder/all").symlink_to(tmp_path)

    for name in ("out.txt", "all", "all/"):
        (found,) = find([f"{tmp_path}/folder/{name}"]).found
        with pytest.raises(UnreadableSource, match="leads out"):
            loading.load(found)
    (near,) = find([str(tmp_path / "folder/near.txt")]).found
    (followed,) = find([str(link)], follow_links=True).found

    assert loading.load(near).data == loading.load(followed).data == b"words"


def test_files_of_one_name_keep_what_tells_them_apart(tmp_path: Path) -> None:
    tree(tmp_path, "a/n/x.txt", "b/n/x.txt", "b/y.txt", "c/x.txt")
    one, two, three, four = (str(tmp_path / n) for n in ("a/n/x.txt", "b/n/x.txt", "b/y.txt", "c"))

    assert names(find([one])) == ["x.txt"]
    assert names(find([one, two, three])) == ["a/n/x.txt", "b/n/x.txt", "y.txt"]
    assert names(find([one, four])) == ["n/x.txt", "c/x.txt"]
    assert names(find([two, str(tmp_path / "b"), f"{tmp_path}/b/./n/x.txt"])) == ["x.txt", "y.txt"]


def test_a_name_is_the_end_of_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree(tmp_path, "a/x.txt", "b/x.txt")
    monkeypatch.chdir(tmp_path / "a")

    found = find(["x.txt", "../b/x.txt"]).found

    assert [each.name for each in found] == ["x.txt", "b/x.txt"]
    assert names(find(["x.txt", "../a/../b/x.txt", str(tmp_path / "a/x.txt")])) == [
        "x.txt",
        "b/x.txt",
    ]


def test_names_are_below_the_folder_that_is_said(tmp_path: Path) -> None:
    tree(tmp_path, "a/n/x.txt", "b/x.txt")
    paths = [str(tmp_path / "a/n/x.txt"), str(tmp_path / "b")]

    assert names(find(paths, base=str(tmp_path))) == ["a/n/x.txt", "b/x.txt"]
    inside, outside = find(paths, base=str(tmp_path / "a")).found
    assert (inside.name, inside.refused) == ("n/x.txt", None)
    with pytest.raises(UnreadableSource, match="does not lie below"):
        loading.load(outside)
    assert shared_folder(paths) == str(tmp_path)


def test_an_address_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    (found,) = find(["https://site.example/rents"]).found

    assert found.name == "https://site.example/rents"
    for read in (lambda: loading.load(found), lambda: files.read(Path(found.name), 9)):
        with pytest.raises(MissingSource, match="no addresses") as caught:
            read()
        assert "curl -s https://site.example/rents | publish build -" in caught.value.hint


def test_results_are_no_sources(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "a.docx", "new.docx", "x/article.xhtml", "sub/c.txt", "sub/c.docx")
    tree(tmp_path, "old/a.txt", "old/more/b.txt", "gone.docx")
    line = '{{"kind": "{}", "output": "{}"}}\n'.format
    for folder, outputs in ((tmp_path, ("a.docx", "x", "sub/c.docx", "gone.docx")), ("old", ())):
        manifest = tmp_path / folder / ".publish/manifest.jsonl"
        manifest.parent.mkdir()
        manifest.write_text("".join(line("built", each) for each in outputs), "ascii")
    with (tmp_path / ".publish/manifest.jsonl").open("a", encoding="ascii") as lines:
        lines.write(line("gone", "gone.docx"))

    found = find([str(tmp_path)], into=str(tmp_path))
    by_shell = find([str(each) for each in sorted(tmp_path.glob("[!.]*"))], into=str(tmp_path))
    below = find([str(tmp_path / "sub")], into=str(tmp_path))

    assert names(found) == ["a.txt", "gone.docx", "new.docx", "sub/c.txt"]
    assert found.results == 4
    assert names(by_shell) == [
        *(f"{tmp_path.name}/a.txt", "gone.docx", "new.docx"),
        *("old/a.txt", "more/b.txt", "c.txt"),
    ]
    assert names(below) == ["c.txt"]
    assert names(find([str(tmp_path / "old")])) == ["a.txt", "more/b.txt"]


def test_a_folder_deeper_than_any_path_costs_itself_alone(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "z.txt")
    folder = os.open(tmp_path, os.O_RDONLY)
    for part in (*["d"] * 1_100, *["d" * 200] * 12):
        os.mkdir(part, dir_fd=folder)
        below = os.open(part, os.O_RDONLY, dir_fd=folder)
        os.close(folder)
        folder = below
    os.close(folder)

    first, deep, last = find([str(tmp_path)]).found

    assert (first.name, last.name) == ("a.txt", "z.txt")
    assert set(deep.name) == {"d", "/"}
    with pytest.raises(UnreadableSource, match="too long"):
        loading.load(deep)
    # not by shutil.rmtree, which recurses, nor by pytest, which calls it
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)


def test_a_pattern_fits_what_a_folder_would_give(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "b.md", ".hidden.txt", "n/c.txt", "n/m/d.txt", ".git/e.txt", "p.png")

    def fits(pattern: str) -> list[str]:
        return [str(Path(each).relative_to(tmp_path)) for each in fitting(f"{tmp_path}/{pattern}")]

    assert fits("*") == ["a.txt", "b.md", "n"]
    assert fits("*.txt") == ["a.txt"]
    assert fits("**/*.txt") == ["a.txt", "n/c.txt", "n/m/d.txt"]
    assert fits("n/*/d.tx?") == ["n/m/d.txt"]
    assert fits("*.pdf") == []
