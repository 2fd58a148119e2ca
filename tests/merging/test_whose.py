"""Whose a Word file is: by name, by digest among namesakes, by words at last."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish.batch.destination import Destination
from publish.batch.opening import opened_archives
from publish.errors import SettingsError
from publish.files import Found, digest
from publish.finding import find
from publish.merging.whose import said, whose
from publish.model.shingles import shingles_of, words_of
from publish.settings import Options

RENTS = (
    "Rents rose by a tenth in the harbour quarter last spring, and tenants of the old "
    "warehouses say that nobody warned them. The council will vote on a cap in the autumn, "
    "after hearings that are open to everyone who lives between the bridges."
)
TREES = (
    "The city plants four thousand limes along the ring road before winter comes. Gardeners "
    "dig at night, when the trams have stopped, and water comes by barge from the upper canal "
    "until the roots have found their own way down."
)
FISH = (
    "Herring came back to the estuary for the first time since the mill was closed. Anglers "
    "count them at dawn from the pier, and the institute keeps a list that grows by a page "
    "every week while the water stays cold enough for spawning."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("rents.txt", RENTS), ("trees.txt", TREES), ("north/fish.txt", FISH)):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"A headline\n\n{text}\n", "utf-8")
    return tmp_path


def sources(folder: Path) -> list[Found]:
    return find([str(folder)]).found


def digest_of(path: Path) -> str:
    return digest(path.read_bytes())


def test_the_file_of_that_name_is_the_source(folder: Path) -> None:
    found = whose("rents.txt", digest_of(folder / "rents.txt"), "", sources(folder), where="a.docx")

    assert (found.found.name, found.changed, found.by_words) == ("rents.txt", False, False)


def test_a_source_that_is_no_longer_the_same_has_changed(folder: Path) -> None:
    before = digest_of(folder / "rents.txt")
    (folder / "rents.txt").write_text("Another text", "utf-8")

    assert whose("rents.txt", before, RENTS, sources(folder), where="a.docx").changed


def test_of_namesakes_the_digest_decides(folder: Path) -> None:
    (folder / "north/rents.txt").write_text("Another text", "utf-8")
    wanted = digest_of(folder / "rents.txt")

    assert whose("rents.txt", wanted, "", sources(folder), where="a.docx").found.name == "rents.txt"


def test_an_article_in_another_file_is_no_namesake(tmp_path: Path) -> None:
    line = json.dumps({"id": "1", "title": "Rents", "body": RENTS}) + "\n"
    for name in ("a.jsonl", "b.jsonl"):
        (tmp_path / name).write_text(line, "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    options = Options()
    (of_a, of_b) = opened_archives(
        find([str(tmp_path)]).found, options, Destination(out, out), "serial"
    ).found

    found = whose(of_b.name, "", "", [of_a, of_b], where="a.docx")

    number = of_b.name.rpartition("/")[2]
    assert of_a.name == f"a.jsonl/{number}"
    assert found.found == of_b
    with pytest.raises(SettingsError, match="is not there"):
        whose(f"gone.jsonl/{number}", "", "", [of_b], where="a.docx")


def test_of_changed_namesakes_the_one_at_the_same_path_is_the_source(folder: Path) -> None:
    (folder / "south").mkdir()
    (folder / "south/fish.txt").write_text("Another text", "utf-8")

    found = whose("north/fish.txt", "0" * 64, "", sources(folder), where="a.docx")

    assert (found.found.name, found.changed) == ("north/fish.txt", True)


def test_of_changed_namesakes_words_decide_when_no_path_does(folder: Path) -> None:
    (folder / "north/rents.txt").write_text(TREES, "utf-8")

    found = whose(
        "rents.txt", "0" * 64, RENTS, find([f"{folder}/north", f"{folder}"]).found, where="a"
    )

    assert found.found.path == folder / "rents.txt"


def test_without_a_name_the_words_tell(folder: Path) -> None:
    edited = RENTS.replace("a tenth", "an eighth").replace("the autumn", "October")

    found = whose("", "", edited, sources(folder), where="a.docx")

    assert (found.found.name, found.by_words) == ("rents.txt", True)


def test_a_source_that_was_renamed_is_found_by_its_bytes(folder: Path) -> None:
    wanted = digest_of(folder / "trees.txt")

    found = whose("limes.txt", wanted, RENTS, sources(folder), where="a.docx")

    assert (found.found.name, found.changed) == ("trees.txt", False)


def test_two_sources_that_say_the_same_are_not_guessed_between(folder: Path) -> None:
    (folder / "copy.txt").write_text(f"A headline\n\n{RENTS} And more.", "utf-8")

    with pytest.raises(SettingsError, match="none of 4 sources is clearly that") as refused:
        whose("", "", RENTS, sources(folder), where="a.docx")

    assert refused.value.hint == "say which: --of SOURCE"


def test_words_that_no_source_has_ask_for_one(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"gone\.txt is not there"):
        whose("gone.txt", "", "Nobody ever wrote any of this before", sources(folder), where="a")


def test_namesakes_that_nothing_tells_apart_are_named(folder: Path) -> None:
    (folder / "north/rents.txt").write_text("Another text", "utf-8")

    with pytest.raises(SettingsError, match=r"several have that name: .*north/rents\.txt"):
        whose("x/rents.txt", "", "words of neither", sources(folder), where="a.docx")


def test_words_in_a_script_without_spaces_tell_too(tmp_path: Path) -> None:
    harbour = "港口区的租金去年春天上涨了十分之一,旧仓库的租户说没有人提前通知过他们。"
    limes = "这座城市在冬天来临之前沿着环路种植了四千棵椴树,园丁在夜里挖坑。"
    (tmp_path / "a.txt").write_text(harbour, "utf-8")
    (tmp_path / "b.txt").write_text(limes, "utf-8")

    edited = harbour.replace("十分", "八分").replace("提前", "")
    found = whose("", "", edited, sources(tmp_path), where="a.docx")

    assert found.found.name == "a.txt"


def test_a_source_that_a_person_names_is_it(folder: Path) -> None:
    path = folder / "rents.txt"

    assert not said(Found("rents.txt", str(path)), digest_of(path)).changed
    assert said(Found("rents.txt", str(path)), "0" * 64).changed


def test_shingles_are_of_words_without_case_and_marks() -> None:
    assert words_of("“Don’t”, SAID\u00ad the ﬁrst—one") == words_of("don't said the first-one")
    assert shingles_of("one two") == {("one", "two")}
    assert shingles_of("") == frozenset()
