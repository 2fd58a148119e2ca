"""JSON lines: an article a line, each with a name of its own, whatever the lines beside it are."""

import json
import tracemalloc
from collections.abc import Mapping
from pathlib import Path

import pytest

import publish
from publish.archives.forms import Entry, Listed, Settings
from publish.archives.json_lines import entries
from publish.archives.naming import name_of
from publish.errors import BrokenSource, SettingsError, UnreadableSource
from publish.model.article import Note
from publish.model.limits import Limits
from publish.model.tree import Text
from publish.settings import settings_from
from tests.batch.kit import contents, run, statuses
from tests.cli.test_cli import run as run_verb

TEXT = "Rents rose by a tenth in May, and so did prices in the harbour, the city said on Friday."


def line(number: int | str, **more: object) -> str:
    said = {"id": f"rents-{number}", "title": f"Rents {number}", "text": TEXT} | more
    return json.dumps(said, ensure_ascii=False)


def listed(
    path: Path, data: bytes | str, fields: Mapping[str, str] | None = None, **limits: int
) -> list[Listed]:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(entries(path, Settings(Limits(**limits), fields or {})))


def articles(found: list[Listed]) -> list[Entry]:
    return [each for each in found if isinstance(each, Entry)]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_each_line_is_an_article_whose_bytes_lie_in_the_file(
    tmp_path: Path, end: str, mark: str
) -> None:
    lines = [line(1, title="Größe"), "", line(2), "  ", line(3)]
    whole = (mark + end.join(lines)).encode()

    found = articles(listed(tmp_path / "a.jsonl", whole))

    assert [each.identity for each in found] == ["rents-1", "rents-2", "rents-3"]
    assert [each.title for each in found] == ["Größe", "Rents 2", "Rents 3"]
    for each in found:
        assert each.slice is not None
        cut = whole[each.slice.at : each.slice.at + each.slice.size]
        assert cut == each.data == line(each.identity[-1], title=each.title).encode()


@pytest.mark.parametrize(
    ("said", "identity"),
    [
        ({"id": 0, "url": "https://a.example/1"}, "0"),
        ({"id": 12, "url": "https://a.example/1"}, "12"),
        ({"guid": {"rendered": "https://a.example/?p=1"}}, "https://a.example/?p=1"),
        ({"link": "https://a.example/1"}, "https://a.example/1"),
        ({"mainEntityOfPage": {"@id": "https://a.example/1"}}, "https://a.example/1"),
        ({"id": "", "url": None}, ""),
        ({}, ""),
    ],
)
def test_an_article_is_known_by_its_id_else_by_its_address(
    tmp_path: Path, said: Mapping[str, object], identity: str
) -> None:
    (found,) = articles(listed(tmp_path / "a.jsonl", json.dumps({"text": TEXT, **said})))

    assert found.identity == identity


@pytest.mark.parametrize(
    ("bad", "code", "message"),
    [
        (b"no object", "source.broken", "line 2: no JSON object"),
        (b'["a", "list"]', "source.broken", "line 2: no JSON object"),
        (b'{"text": "cut', "source.broken", "line 2: no JSON object"),
        (b'{"title": "Rents"}', "source.empty", "line 2: no text of an article in it"),
        (
            b'{"text": ' + b"[" * 2_000 + b"]" * 2_000 + b"}",
            "source.broken",
            "line 2: an object that nests too deep",
        ),
        (
            b'{"text": [' + b"[]," * 5_000 + b"[]]}",
            "limit.elements",
            "line 2: elements 10,003 is over the limit of 3,000",
        ),
        (
            b'{"text": "' + b"a" * 300_000 + b'"}',
            "limit.file-bytes",
            "line 2: file-bytes 300,013 is over the limit of 250,000",
        ),
    ],
)
def test_a_line_that_is_none_fails_alone_and_says_which_it_is(
    tmp_path: Path, bad: bytes, code: str, message: str
) -> None:
    whole = line(1).encode() + b"\n" + bad + b"\n" + line(3).encode()

    found = articles(listed(tmp_path / "a.jsonl", whole, elements=3_000, file_bytes=250_000))

    assert [each.failure is None for each in found] == [True, False, True]
    failure = found[1].failure
    assert failure is not None
    assert (failure.code, failure.message) == (code, message)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_file_in_two_bytes_a_character_is_refused_as_a_whole(tmp_path: Path, codec: str) -> None:
    with pytest.raises(BrokenSource) as caught:
        listed(tmp_path / "a.jsonl", line(1).encode(codec))

    assert caught.value.message.startswith("it is in utf-")
    assert caught.value.hint == "JSON lines are in UTF-8"


def test_a_name_that_no_line_has_is_told_once(tmp_path: Path) -> None:
    fields = {"title": "headlin", "body": "text", "byline": "who"}

    found = listed(tmp_path / "a.jsonl", f"{line(1)}\n{line(2, who=None)}\n", fields)

    told = [each.message for each in found if isinstance(each, Note)]
    assert told == ["no line has a field 'headlin': --fields title=headlin"]


def test_halves_of_characters_and_controls_are_listed(tmp_path: Path) -> None:
    odd = '{"id": "\\ud800", "title": "A \\udfff\\u0000", "text": "Rents."}'

    (tmp_path / "a.jsonl").write_text(odd)
    report = run(tmp_path / "a.jsonl", tmp_path / "out")

    assert [each.status for each in report.outcomes] == ["built"]


def test_many_lines_and_one_without_end_take_no_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("w") as file:
        file.writelines(f"{line(number)}\n" for number in range(500))
        file.write('{"text": "' + "a" * 1_000_000)
    list(entries(path, Settings(Limits(file_bytes=50_000))))  # what is loaded once

    tracemalloc.start()
    count = sum(1 for _ in entries(path, Settings(Limits(file_bytes=50_000))))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert count == 501
    assert peak < 400_000


def test_a_line_more_or_less_changes_no_name_and_builds_one(tmp_path: Path) -> None:
    path, into = tmp_path / "a.jsonl", tmp_path / "out"
    path.write_text("\n".join(line(each) for each in range(3)))
    first = run(path, into)

    path.write_text("\n".join(line(each) for each in ("new", 2, 0, 1)))
    second = run(path, into)

    assert set(statuses(first).values()) == {"built"}
    new = statuses(second).keys() - statuses(first).keys()
    assert {name for name, what in statuses(second).items() if what == "built"} == new
    assert len(new) == 1


def test_names_of_fields_build_anew_what_is_in_lines_and_nothing_else(tmp_path: Path) -> None:
    folder, into = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (folder / "a.jsonl").write_text(line(1, headline="Fares"))
    (folder / "b.txt").write_text(f"Trams\n\n{TEXT}\n")
    run(folder, into)

    before = contents(into)
    again = statuses(run(folder, into, fields={"title": "headline"}))
    third = statuses(run(folder, into, fields={"title": "headline"}))

    (name,) = again.keys() - {"b.txt"}
    assert again == {name: "built", "b.txt": "skipped"}
    assert set(third.values()) == {"skipped"}
    changed = [path for path, said in contents(into).items() if before[path] != said]
    assert changed == [f"{name}.json"]
    assert '"Fares"' in (into / f"{name}.json").read_text()


def test_an_article_is_loaded_by_names_of_fields(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"key": 1, "heading": "Rents", "prose": TEXT}))

    source = publish.load(tmp_path / "a.jsonl", {"title": "heading", "text": "prose", "id": "key"})
    article = publish.normalise(publish.read(source))

    assert source.name == f"a.jsonl/{name_of('1', b'')}"
    assert article.title == (Text("Rents"),)
    with pytest.raises(UnreadableSource, match="line 1: no text of an article in it"):
        publish.load(tmp_path / "a.jsonl")


def test_inspect_shows_an_article_by_names_of_fields(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"heading": "Rents", "prose": TEXT}))
    (tmp_path / "publish.toml").write_text('[fields]\nbody = "prose"\n')

    done = run_verb(tmp_path, "inspect", "a.jsonl", "--fields", "title=heading")

    assert done.stdout.startswith("Rents\n")
    assert "prices in the harbour" in done.stdout


def test_lines_in_a_file_that_is_called_json_are_read(tmp_path: Path) -> None:
    (tmp_path / "lines.json").write_text(f"{line(1)}\n{line(2)}\n")
    (tmp_path / "whole.json").write_text(json.dumps([{"title": "Rents"}], indent=1))

    report = run(tmp_path, tmp_path / "out")

    failed = {each.name: each.failure for each in report.outcomes if each.failure}
    assert sum(each.status == "built" for each in report.outcomes) == 2
    assert list(failed) == ["whole.json"]
    assert failed["whole.json"].hint.startswith("one object a line is read: jq")


def test_settings_name_fields_and_an_unknown_one_has_its_nearest() -> None:
    found = settings_from(b'[fields]\ntitle = "headline"\nauthor = "people.0"\n', "publish.toml")

    with pytest.raises(SettingsError) as caught:
        settings_from(b'[fields]\nbodi = "text"\n', "publish.toml")

    assert found.options.recipe.fields == {"title": "headline", "byline": "people.0"}
    assert str(caught.value) == "publish.toml: fields: an article has no field 'bodi'"
    assert caught.value.hint == "did you mean 'body'?"
