"""Where results go, and what a run never writes over."""

from __future__ import annotations

from pathlib import Path

import pytest

from publish.batch import single_format
from publish.batch.destination import opened
from publish.batch.names import edition_name
from publish.errors import FolderLocked, SettingsError, Unwritable
from publish.finding import find
from tests.batch.kit import articles, code, contents, leftovers, one, run, statuses


def test_a_folder_keeps_its_shape_and_sources_that_clash_keep_their_suffix(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "a.md", "sub/b.txt")

    run(source, tmp_path / "out")

    assert list(contents(tmp_path / "out")) == ["a.md.json", "a.txt.json", "sub/b.json"]
    assert leftovers(tmp_path / "out") == []


def test_an_edition_is_one_output_with_all_its_articles(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "b.txt", "a.txt")

    first = run(source, tmp_path / "out", bundle="The Week, 32/2026")
    second = run(source, tmp_path / "out", bundle="The Week, 32/2026")
    articles(source, "c.txt")
    third = run(source, tmp_path / "out", bundle="The Week, 32/2026")

    assert [statuses(each) for each in (first, second, third)] == [
        {"the-week-32-2026": status} for status in ("built", "skipped", "built")
    ]
    text = (tmp_path / "out/the-week-32-2026.json").read_text("utf-8")
    assert text.index("in a in May") < text.index("in b in May") < text.index("in c in May")


def test_an_edition_with_a_broken_article_says_which(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (source / "b.txt").write_bytes(b"")

    outcome = one(run(source, tmp_path / "out", bundle="The Week"))

    assert code(outcome) == "source.empty"
    assert outcome.failure
    assert "b.txt" in outcome.failure.message
    assert contents(tmp_path / "out") == {}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Week, 32/2026", "the-week-32-2026"),
        ("", "edition"),
        ("../../../..", "edition"),
        ("CON", "con-edition"),
        ("com1", "com1-edition"),
        ("-o x", "o-x"),
        (".hidden", "hidden"),
        ("Übergröße ﬁne", "übergröße-fine"),
        ("a\x00\n\u202egnp.exe", "a-gnp-exe"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_becomes_a_name_that_every_disk_takes(title: str, name: str) -> None:
    assert edition_name(title) == name


def test_a_long_title_in_another_script_is_cut_at_a_letter() -> None:
    name = edition_name("日本語のタイトル" * 20)

    assert len(name.encode()) <= 120
    assert name.startswith("日本語")


def test_a_single_file_stands_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt") / "a.txt"

    outcome = one(run(source, tmp_path / "out/brief.json"))

    assert outcome.status == "built"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["brief.json"]


def test_standard_input_goes_into_a_single_file(tmp_path: Path) -> None:
    words = b"Rents rise\n\nRents rose by a tenth in May.\n"

    outcome = one(run("-", tmp_path / "brief.json", stdin=words))

    assert (outcome.name, outcome.status) == ("stdin", "built")
    assert "Rents rose" in (tmp_path / "brief.json").read_text("utf-8")


def test_a_single_files_suffix_is_its_format_unless_to_disagrees(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    made = one(run(source, tmp_path / "a.json", "pdf")).outputs

    assert [each.format for each in made] == ["json"]
    with pytest.raises(SettingsError, match="json by its name and docx by --to"):
        run(source, tmp_path / "a.json", "docx")


def test_what_is_a_single_file() -> None:
    names = ("brief.pdf", "B.DOCX", "x.xhtml", "out", "out.v2", "folder.pdf/")

    assert [single_format(name) for name in names] == ["pdf", "docx", "", "", "", ""]


def test_many_sources_do_not_share_one_file_unless_they_are_an_edition(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")

    with pytest.raises(SettingsError, match="2 sources"):
        run(source, tmp_path / "all.json")
    assert one(run(source, tmp_path / "all.json", bundle="All")).status == "built"


def test_a_single_result_among_the_sources_is_not_a_source_next_time(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    reports = [run(source, source / "a.json") for _ in range(2)]

    assert [statuses(report) for report in reports] == [{"a.txt": "built"}] * 2


def test_a_source_is_never_written_over(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.json", "b.txt")
    (tmp_path / "link.json").symlink_to(source / "a.json")
    before = contents(source)

    inside = one(run([str(source / "a.json")], source))
    with pytest.raises(SettingsError, match="replace the source"):
        run([str(source / "a.json")], tmp_path / "in/a.json")
    with pytest.raises(SettingsError, match="replace the source"):
        run([str(tmp_path / "link.json")], source / "a.json")

    assert inside.failure
    assert (inside.failure.code, "replace the source" in inside.failure.message) == (
        "save.unwritable",
        True,
    )
    assert contents(source) == before


def test_a_folder_of_sources_is_not_replaced_by_an_xhtml_folder(tmp_path: Path) -> None:
    articles(tmp_path / "in", "a.txt")
    articles(tmp_path / "out", "a/work.txt")
    sources = [str(tmp_path / "in/a.txt"), str(tmp_path / "out/a/work.txt")]

    report = run(sources, tmp_path / "out", "xhtml")

    assert code(report.outcomes[0]) == "save.unwritable"
    assert (tmp_path / "out/a/work.txt").exists()


def test_a_folder_that_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    articles(tmp_path / "out", "a/work.txt")

    outcome = one(run(source, tmp_path / "out", "xhtml"))

    assert code(outcome) == "save.unwritable"
    assert list(contents(tmp_path / "out")) == ["a/work.txt"]


def test_two_runs_do_not_share_a_folder(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with opened(str(tmp_path / "out"), file=False), pytest.raises(FolderLocked) as caught:
        run(source, tmp_path / "out")

    assert caught.value.code == "batch.locked"
    assert one(run(source, tmp_path / "out")).status == "built"


def test_a_place_that_cannot_be_written_is_told_before_any_work(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (tmp_path / "file").write_text("in the way")

    for into in (tmp_path / "file", tmp_path / "file/out", tmp_path / "file/a.json"):
        with pytest.raises(Unwritable):
            run(source, into)


def test_what_a_killed_run_left_is_removed_by_the_next(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    left = tmp_path / "out/.publish/tmp"
    articles(left, "abc.part", "worker-0/fonts/x.ttf")

    run(source, tmp_path / "out")

    assert leftovers(tmp_path / "out") == []


def test_no_sources_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    for sources in ([], [str(tmp_path / "in")]):
        with pytest.raises(SettingsError, match="no sources"):
            run(sources, tmp_path / "out")


def test_a_format_that_there_is_not_is_a_mistake(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with pytest.raises(SettingsError, match="no such format"):
        run(source, tmp_path / "out", "odt")
    assert not (tmp_path / "out").exists()


def test_only_the_first_articles_are_built_when_asked(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt", "c.txt")

    report = run(source, tmp_path / "out", max_articles=2)

    assert statuses(report) == {"a.txt": "built", "b.txt": "built"}


def test_earlier_results_in_a_folder_of_sources_are_no_sources(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    run(source, source / "out")

    assert [found.name for found in find([str(source)], str(source / "out")).found] == ["a.txt"]
    assert statuses(run(source, source / "out")) == {"a.txt": "skipped"}
