"""One name costs one article at most: any bytes that a file may be called, in every format."""

from __future__ import annotations

import json
import os
import sys
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.model.clean import clean_name
from tests.batch.kit import ARTICLE, articles, code, one, run, statuses

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux alone")

ALL = ("pdf", "docx", "epub", "xhtml", "json")
ODD = (
    *(b"caf\xe9.txt", b"\xff\xfe", b"\xed\xa0\x80.txt", "é.txt".encode(), "e\u0301.txt".encode()),
    *(b"a\nb.txt", b"\x01\x1b[31m.txt", b"\x7f", "\u202etxt.exe".encode(), "\ufffe".encode()),
    *(b"...", b"...txt", b"..x", b". .txt", b"a.", b" ", b".publish", b"-", b"-o.txt", b"~"),
    *(b"x.pdf", b"x.pdf.txt", b"x.txt", b"X.txt", b"x.html", b"con.txt", b"aux", b"nul.tar.gz"),
    *(b"*.txt", b"[a].txt", b"?", b"data:,x.txt", b"<&>'\"{{ x }}%s.txt", b"\\", b"index.html"),
    *(b"n" * 255, "ü".encode() * 127, b"n" * 245 + b".docx.txt", b"article.xhtml", b"stdin"),
)


def built(folder: Path, names: tuple[bytes, ...], *to: str) -> None:
    """Build files of these names, all at once, and look at what came out."""
    for name in names:
        with open(os.path.join(os.fsencode(folder), name), "wb") as file:  # noqa: PTH118, PTH123
            file.write(ARTICLE.format(title="Rents rise").encode())
    paths = [str(folder / os.fsdecode(name)) for name in names]

    report = run(paths, folder / "the results", *to)

    assert [(each.name, code(each)) for each in report.outcomes] == [
        (os.fsdecode(name), "") for name in names
    ]
    made = [output.path for outcome in report.outcomes for output in outcome.outputs]
    assert all(map(os.path.exists, made))
    assert len({path.casefold() for path in made}) == len(names) * len(to)
    assert set(statuses(run(paths, folder / "the results", *to)).values()) == {"skipped"}
    for outcome in report.outcomes:
        (record,) = (output.path for output in outcome.outputs if output.format == "json")
        said = json.loads(Path(record).read_bytes().decode("utf-8"))
        assert said["name"] == clean_name(outcome.name)


NAMES = st.lists(
    st.binary(min_size=1, max_size=255)
    .map(lambda name: name.replace(b"\0", b"0").replace(b"/", b"|"))
    .filter(lambda name: name not in (b".", b"..", b"the results")),
    min_size=1,
    max_size=5,
    unique=True,
).map(tuple)


@settings(max_examples=8, deadline=None)
@given(NAMES)
def test_a_file_may_be_called_by_any_bytes(names: tuple[bytes, ...]) -> None:
    with TemporaryDirectory() as folder:
        built(Path(folder), names, "json")


def test_odd_names_of_all_kinds_live_in_one_folder(tmp_path: Path) -> None:
    built(tmp_path, ODD, "json")


@pytest.mark.full
@settings(max_examples=20, deadline=None)
@given(NAMES)
def test_a_file_may_be_called_by_any_bytes_in_every_format(names: tuple[bytes, ...]) -> None:
    with TemporaryDirectory() as folder:
        built(Path(folder), names, *ALL)


@pytest.mark.full
def test_odd_names_of_all_kinds_live_in_one_folder_in_every_format(tmp_path: Path) -> None:
    built(tmp_path, ODD, *ALL)


def test_a_name_of_no_utf_8_is_spelt_out_in_every_format(tmp_path: Path) -> None:
    name = b"data:text,caf\xe9\x01.txt"
    built(tmp_path, (name,), *ALL)

    report = run([str(tmp_path / os.fsdecode(name))], tmp_path / "more", "pdf", attach_source=True)

    with pikepdf.open(BytesIO(Path(one(report).outputs[0].path).read_bytes())) as pdf:
        carried = {key: each.get_file().mime_type for key, each in pdf.attachments.items()}
    assert carried == {
        r"data:text,caf\xe9\x01.json": "application/json",
        r"data:text,caf\xe9\x01.txt": "text/plain",
    }


def test_decisions_name_a_file_as_it_is_shown(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    (source / "a.txt").rename(source / os.fsdecode(b"caf\xe9.txt"))
    (source / "decisions.toml").write_text("['caf\\xe9.txt']\ntitle = \"Coffee\"\n", "utf-8")

    report = run(source, tmp_path / "out")

    assert json.loads(Path(one(report).outputs[0].path).read_bytes())["title"] == [
        {"type": "Text", "text": "Coffee"}
    ]
    assert report.notes == ()


def test_results_of_another_source_of_the_same_name_are_never_replaced(tmp_path: Path) -> None:
    articles(tmp_path, "a/x.txt", "b/x.txt")
    first = run([str(tmp_path / "a/x.txt")], tmp_path / "out")
    before = Path(one(first).outputs[0].path).read_bytes()

    second = one(run([str(tmp_path / "b/x.txt")], tmp_path / "out", force=True, replace=True))

    assert code(second) == "save.unwritable"
    assert second.failure
    assert str(Path("a/x.txt")) in second.failure.message
    assert Path(one(first).outputs[0].path).read_bytes() == before


def test_a_folder_is_built_into_itself_again_and_again(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt", "n/b.txt")
    formats = ("docx", "xhtml")

    first = run(source, source, *formats)
    again = run(source, source, *formats)
    by_shell = run([str(each) for each in sorted(source.glob("*"))], source, *formats)

    assert statuses(first) == {"a.txt": "built", "n/b.txt": "built"}
    assert statuses(again) == {"a.txt": "skipped", "n/b.txt": "skipped"}
    assert [note.code for note in again.notes] == ["source.result"]
    assert statuses(by_shell)["a.txt"] == "skipped"


def test_a_named_link_that_leads_out_fails_alone(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    articles(tmp_path, "secret.txt")
    (source / "out.txt").symlink_to(tmp_path / "secret.txt")
    paths = [str(source / "a.txt"), str(source / "out.txt")]

    refused = run(paths, tmp_path / "out")
    followed = run(paths, tmp_path / "out", follow_links=True)
    counted = run(source, tmp_path / "other")

    assert statuses(refused) == {"a.txt": "built", "out.txt": "failed"}
    assert refused.outcomes[1].failure
    assert "--follow-links" in refused.outcomes[1].failure.hint
    assert statuses(followed) == {"a.txt": "skipped", "out.txt": "built"}
    assert [note.message for note in counted.notes] == [
        "1 link leads out of their folder: --follow-links"
    ]
