"""What the tests of runs share: folders of articles, runs over them, a look at what came out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from publish.batch import Outcome, Report, build
from publish.batch.executors import EXECUTORS
from publish.files import digest
from publish.model.article import Decisions
from publish.pipeline import SHIPPED, Formats, Job, Result
from publish.settings import Options

ENGLISH = Decisions(language="en")
"""Said for every run: to recognise the language takes a new worker most of a second."""

ARTICLE = "{title}\n\nBy Ann Reader\n\n{title} in May. Rents rose by a tenth, and so did prices.\n"


def articles(folder: Path, *names: str) -> Path:
    """A folder in which each of these files is a short article of its own."""
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE.format(title=f"Rents rise in {Path(name).stem}"), "utf-8")
    return folder


def run(
    source: Path | str | list[str],
    into: Path,
    *to: str,
    executor: str = "serial",
    stdin: bytes = b"",
    formats: Formats = SHIPPED,
    on_result: Callable[[Outcome], None] | None = None,
    **options: object,
) -> Report:
    """A run in this process, which is the quick way when no worker is to die."""
    names = source if isinstance(source, list) else [str(source)]
    options.setdefault("decisions", ENGLISH)
    asked = Options(into=str(into), to=to or ("json",)).changed(options)
    return build(names, asked, stdin=stdin, executor=executor, formats=formats, on_result=on_result)


def executed_by(monkeypatch: pytest.MonkeyPatch, answer: Callable[[Job], Result]) -> str:
    """An executor more in the table, such as other machines would be; what it is called."""

    def execute(
        jobs: Iterable[Job | None], workers: int, scratch: Path, formats: Formats, fetch: object
    ) -> Iterator[tuple[int, Result]]:
        yield from ((index, answer(job)) for index, job in enumerate(filter(None, jobs)))

    monkeypatch.setitem(EXECUTORS, "afar", execute)
    return "afar"


def statuses(report: Report) -> dict[str, str]:
    return {outcome.name: outcome.status for outcome in report.outcomes}


def one(report: Report) -> Outcome:
    (outcome,) = report.outcomes
    return outcome


def code(outcome: Outcome) -> str:
    return outcome.failure.code if outcome.failure else ""


def contents(folder: Path) -> dict[str, str]:
    """The digest of every file under a final name; .publish is the run's own business."""
    return {
        name: digest(path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not (name := path.relative_to(folder).as_posix()).startswith(".")
    }


def dates(folder: Path) -> dict[str, int]:
    """When each output was written last."""
    return {name: (folder / name).stat().st_mtime_ns for name in contents(folder)}


def lines(out: Path, kind: str = "built") -> list[dict[str, Any]]:
    """The lines of a folder's manifest of one kind, in their order."""
    text = (out / ".publish/manifest.jsonl").read_text("ascii")
    return [line for line in map(json.loads, text.splitlines()) if line.get("kind") == kind]


def write_lines(out: Path, *lines: Mapping[str, Any]) -> None:
    """A manifest of these lines alone."""
    text = "".join(json.dumps(line) + "\n" for line in lines)
    (out / ".publish/manifest.jsonl").write_text(text, "ascii")


def leftovers(folder: Path) -> list[str]:
    """Part files and workers' folders that a run left behind."""
    return sorted(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.suffix in (".part", ".old") or "tmp" in path.relative_to(folder).parts
    )
