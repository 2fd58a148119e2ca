"""What runs do with Word files that people edit: among the results, and among the sources."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from publish.batch.settling import settle
from publish.batch.word_files import sources_said
from publish.files import digest
from tests.batch.kit import articles, one, run, statuses


def edited(data: bytes, month: str = "June") -> bytes:
    """The file as a program saves it after an editor's change of a word."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            if name == "word/document.xml":
                part = part.replace(b"in May", b"in " + month.encode())
            after.writestr(name, part)
    return made.getvalue()


def codes(report_notes: tuple[object, ...]) -> list[str]:
    return [note.code for note in report_notes]  # type: ignore[attr-defined]


def change(source: Path) -> None:
    source.write_text(source.read_text("utf-8") + "\nOne sentence more.\n", "utf-8")


def test_an_edited_word_file_stops_its_own_format_alone_and_the_way_home_is_named(
    tmp_path: Path,
) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt")
    run(source, tmp_path / "out", "docx", "json")
    result = tmp_path / "out/a.docx"
    mine = edited(result.read_bytes())
    result.write_bytes(mine)
    change(source / "a.txt")

    report = run(source, tmp_path / "out", "docx", "json", force=True)

    assert result.read_bytes() == mine
    assert statuses(report) == {"a.txt": "failed", "b.txt": "built"}
    failure = report.outcomes[0].failure
    assert failure
    assert (failure.code, failure.hint) == ("save.edited", f"publish merge {result}; or --replace")
    assert [made.format for made in report.outcomes[0].outputs] == ["json"]
    assert "One sentence more" in (tmp_path / "out/a.json").read_text("utf-8")


def test_a_word_file_that_its_editor_locked_with_a_password_is_an_editors_work(
    tmp_path: Path,
) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "docx")
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    (tmp_path / "out/a.docx").write_bytes(locked)

    outcome = one(run(source, tmp_path / "out", "docx"))

    assert (outcome.status, codes(outcome.notes)[-1:]) == ("skipped", ["output.edited"])
    assert (tmp_path / "out/a.docx").read_bytes() == locked


def test_what_was_merged_is_replaced_and_what_changed_since_is_not(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "docx")
    result = tmp_path / "out/a.docx"
    pristine = result.read_bytes()
    mine = edited(pristine)
    result.write_bytes(mine)

    assert settle(result, digest(mine))

    later = edited(pristine, month="July")
    result.write_bytes(later)
    run(source, tmp_path / "out", "docx")
    assert result.read_bytes() == later
    result.write_bytes(mine)
    assert one(run(source, tmp_path / "out", "docx")).status == "built"
    assert result.read_bytes() == pristine


def test_only_what_stands_in_a_folder_of_results_is_settled(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "docx")
    (tmp_path / "out/sent.docx").write_bytes(b"a copy")

    assert not settle(tmp_path / "out/sent.docx", "0" * 64)
    assert not settle(tmp_path / "elsewhere.docx", "0" * 64)


def test_an_edited_copy_among_the_sources_is_left_out(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "north/a.txt", "b.txt")
    run(source, tmp_path / "out", "docx")
    copy = source / "a edited.docx"
    copy.write_bytes(edited((tmp_path / "out/north/a.docx").read_bytes()))

    report = run(source, tmp_path / "out", "json", strict=True)

    assert statuses(report) == {"b.txt": "built", "north/a.txt": "built"}
    assert report.exit_code == 0
    (note,) = run(source, tmp_path / "out", "json").notes
    assert note.code == "source.edited-copy"
    assert (
        note.message
        == f"a edited.docx is a copy of north/a.txt for an editor: publish merge {copy}"
    )


def test_a_copy_of_a_source_that_was_renamed_is_left_out_too(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "docx")
    (source / "a edited.docx").write_bytes(edited((tmp_path / "out/a.docx").read_bytes()))
    (source / "a.txt").rename(source / "rents.txt")

    assert statuses(run(source, tmp_path / "out", "json")) == {"rents.txt": "built"}


def test_a_word_file_says_its_sources_and_another_says_none(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out", "docx")
    data = (tmp_path / "out/a.docx").read_bytes()

    assert sources_said(data) == (("a.txt", digest((source / "a.txt").read_bytes())),)
    assert sources_said(b"PK\x03\x04 and no more") == ()


def test_properties_with_a_document_type_say_nothing() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("docProps/custom.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    assert sources_said(made.getvalue()) == ()
