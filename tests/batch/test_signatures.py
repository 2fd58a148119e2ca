"""What is not read again, and what is, whatever its dates say."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from publish.batch.signatures import Clock, State, state_at
from tests.batch.kit import articles, contents, lines, run, statuses
from tests.build import PNG_1PX

NAMES = ("a.txt", "b.txt", "sub/c.txt")
FOLDERS = ("unread", "verified", "dates", "text", "damage", "picture", "link")
PAGE = (
    "<html><head><title>Rents</title></head><body><article><h1>Rents</h1>"
    f"<p>{'Rents rose by a tenth in May. ' * 20}</p><img src='pic.png' alt='A street'>"
    f"<p>{'Prices did not rise as fast. ' * 20}</p></article></body></html>"
)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folders that were built and looked at again when all in them was old enough to count."""
    root = tmp_path_factory.mktemp("old")
    for name in FOLDERS:
        articles(root / name / "in", *NAMES)
    (root / "picture/in/d.html").write_text(PAGE)
    (root / "picture/in/pic.png").write_bytes(PNG_1PX)
    for name in FOLDERS:
        run(root / name / "in", root / name / "out")
    time.sleep(2.1)  # once for all: signatures count 2 s after a change, and that cannot be faked
    for name in FOLDERS:
        run(root / name / "in", root / name / "out")
    return root


def built(folder: Path, **options: object) -> list[str]:
    """The sources that a run builds."""
    report = run(folder / "in", folder / "out", **options)
    return [name for name, status in statuses(report).items() if status == "built"]


@pytest.mark.parametrize("strict", [False, True])
def test_what_has_not_changed_is_not_read(
    old: Path, opened: Callable[[Path], list[str]], strict: bool
) -> None:
    assert built(old / "unread", strict=strict) == []
    read = opened(old / "unread")

    assert [name for name in read if not name.endswith(".toml")] == []


def test_verify_reads_everything(old: Path, opened: Callable[[Path], list[str]]) -> None:
    assert built(old / "verified", verify=True) == []
    read = opened(old / "verified")

    assert {"in/a.txt", "in/sub/c.txt", "out/a.json", "out/sub/c.json"} <= set(read)


def test_dates_of_any_kind_build_nothing(old: Path) -> None:
    folder = old / "dates"
    for name, seconds in zip(NAMES, (0, 4_102_444_800, time.time() + 86_400), strict=True):
        os.utime(folder / "in" / name, (seconds, seconds))
        result = (folder / "out" / name).with_suffix(".json")
        os.utime(result, (seconds, seconds))

    assert built(folder) == []
    assert built(folder) == []


def test_other_words_of_the_same_size_and_date_are_noticed(old: Path) -> None:
    folder = old / "text"
    path = folder / "in/a.txt"
    status = path.stat()
    path.write_bytes(path.read_bytes().replace(b"May", b"Jun"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size

    assert built(folder) == ["a.txt"]
    assert built(folder) == []


def test_a_result_that_is_damaged_with_its_size_and_date_kept_is_made_again(old: Path) -> None:
    folder = old / "damage"
    right = contents(folder / "out")
    path = folder / "out/b.json"
    status = path.stat()
    path.write_bytes(b"\0" * status.st_size)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    (folder / "out/a.json").unlink()

    assert built(folder) == ["a.txt", "b.txt"]
    assert contents(folder / "out") == right


def test_a_picture_that_changes_builds_its_article_whatever_its_date(old: Path) -> None:
    folder = old / "picture"
    path = folder / "in/pic.png"
    status = path.stat()
    path.write_bytes(PNG_1PX[:-1] + b"\0")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    assert built(folder) == ["d.html"]


def test_a_link_that_leads_to_another_file_is_another_source(old: Path) -> None:
    folder = old / "link"
    (folder / "in/link.txt").symlink_to("a.txt")
    assert built(folder) == ["link.txt"]
    (folder / "in/link.txt").unlink()
    (folder / "in/link.txt").symlink_to("b.txt")

    assert built(folder) == ["link.txt"]


def test_what_was_written_just_now_is_read_again_by_the_next_run(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")

    (line,) = lines(tmp_path / "out")

    assert line["seen"] == ["", ""]


@pytest.mark.parametrize(
    ("state", "counts"),
    [
        (State("x", 7_999_999_999, 1), True),
        (State("x", 8_000_000_000, 1), False),
        (State("x", 12_000_000_000, 1), False),  # from tomorrow
        (State("x", 7_999_999_999, 2), False),  # of another disk, whose clock may be off
    ],
)
def test_a_signature_counts_when_it_is_two_seconds_old(state: State, counts: bool) -> None:
    assert Clock(10_000_000_000, 1).counted(state) == ("x" if counts else "")


def test_the_signature_of_a_folder_is_that_of_all_in_it(tmp_path: Path) -> None:
    articles(tmp_path / "one", "a.txt", "sub/b.txt")
    before = state_at(str(tmp_path / "one"))
    (tmp_path / "one").rename(tmp_path / "two")
    renamed = state_at(str(tmp_path / "two"))
    (tmp_path / "two/sub/c.txt").touch()

    assert renamed == before
    assert state_at(str(tmp_path / "two")).signature != before.signature
