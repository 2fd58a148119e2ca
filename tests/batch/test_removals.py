"""What was taken out of the articles of a run: on record, and not in the way."""

from __future__ import annotations

import json
from pathlib import Path

from publish.batch import Outcome
from publish.batch.removals import Removals, compact, lines_of
from publish.model.article import Removal
from publish.model.tree import Origin
from tests.batch.kit import run

GONE = Removal("tail.tag-list", Origin(6, 6, "line"), None, "Tags: housing", "labelled", "tags")
TEXT = (
    "Rents rise\n\nRents rose for the ninth month in a row, and so did prices, the city said.\n\n"
    "Tags: housing, rents\n"
)


def test_who_hears_of_an_article_gets_what_was_removed_and_the_report_counts_it(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(TEXT)
    heard: list[Outcome] = []

    report = run(tmp_path / "in", tmp_path / "out", on_result=heard.append)

    (line,) = (tmp_path / "out/.publish/removals.jsonl").read_text("ascii").splitlines()
    texts = [gone.text for gone in heard[0].removals]
    assert any("Tags: housing, rents" in text for text in texts)
    assert [gone["text"] for gone in json.loads(line)["removals"]] == texts
    assert (report.outcomes[0].removed, report.outcomes[0].removals) == (len(texts), ())


def test_removals_are_the_same_before_and_after_they_are_sealed() -> None:
    sealed = Removals.of((GONE, GONE))

    assert (len(sealed), sealed[1], sealed == (GONE, GONE)) == (2, GONE, True)


def test_a_record_that_has_grown_keeps_the_last_line_of_each_source(tmp_path: Path) -> None:
    path = tmp_path / "removals.jsonl"
    large = Removals.packing(json.dumps([{"text": "x" * 1_000_000}]), 1)
    told = [(f"{name}.txt", "0" * 64, large) for name in "ab" * 6]
    last = ('c", "key.txt', "1" * 64, Removals.packing("[]", 0))
    path.write_bytes(b"".join(lines_of([*told, last])))

    compact(path)
    head, *lines = path.read_bytes().splitlines(keepends=True)
    compact(path)

    assert [json.loads(line)["source"] for line in lines] == ["a.txt", "b.txt", 'c", "key.txt']
    assert json.loads(head)["bytes"] == path.stat().st_size


def test_a_record_of_ten_rounds_is_no_ten_times_as_large(tmp_path: Path) -> None:
    path = tmp_path / "removals.jsonl"
    large = Removals.packing(json.dumps([{"text": "x" * 1_000_000}]), 1)
    one_round = b"".join(lines_of([(f"{number}.txt", "0" * 64, large) for number in range(11)]))

    for _ in range(10):
        with path.open("ab") as file:
            file.write(one_round)
        compact(path)

    assert path.stat().st_size <= 2.1 * len(one_round)
