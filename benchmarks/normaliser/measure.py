"""All sites judged in two processes, and what is written about them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from time import monotonic

from benchmarks.normaliser.cross import PROCESSES, Folds, fold_models, sampled
from benchmarks.normaliser.judge import Judged, Task, judge_site, prepare
from benchmarks.normaliser.labels import (
    Record,
    fold_of,
    html_records,
    set_aside,
    text_records,
)
from benchmarks.normaliser.report import absolute_costs, tables, written_between
from benchmarks.normaliser.worst import Worst

__all__ = ["measure"]

_ROOT = Path(__file__).parents[2]
_DOCUMENT = _ROOT / "docs" / "normaliser.md"
_WORST = _ROOT / "output" / "normaliser-worst.md"
_EVERY_SECONDS = 20
_BEGUN = monotonic()


def measure(data: Path, every: int) -> int:
    """Judge every Nth site and write it down; 1 when the words of a page did not add up."""
    html, text = html_records(data), text_records(data)
    sites = sampled([*html, *text], every)
    folds = fold_models(data, sites, _say)
    tasks = [task for task in _tasks(html, text) if task.site in sites]
    worst = Worst()
    found = []
    for each in _judged(data, folds, tasks):
        worst.add(each)
        found.append(replace(each, passages=()))  # so that memory holds figures only
    found.sort(key=lambda each: (each.form, each.id))
    _WORST.write_text(worst.text(), "utf-8")
    figures = tables(found)
    print(f"{figures}\n\n{absolute_costs(found)}")
    _say(f"the worst pages: {_WORST.relative_to(_ROOT)}")
    for each in found:
        if each.refused:
            _say(f"refused, counted as empty: {each.id} ({each.refused})")
    failures = [each for each in found if each.failure]
    for each in failures:
        _say(f"FAILED {each.id}: {each.failure}")
    if not failures and every == 1:
        written_between(_DOCUMENT, figures)
    return 1 if failures else 0


def _tasks(html: list[Record], text: list[Record]) -> list[Task]:
    """The sites, the largest first, so that no process works alone at the end."""
    aside = set_aside(html)
    of_site: dict[tuple[str, str], list[Record]] = {}
    for form, records in (("html", html), ("text", text)):
        for record in records:
            of_site.setdefault((form, record["site"]), []).append(record)
    pages = {text["id"].partition("@")[0]: text for text in text if text["level"] == "page"}
    tasks = []
    for (form, site), records in of_site.items():
        ids = [record["id"] for record in records]
        lines = (
            {id: pages[id] for id in ids if id in pages}
            if form == "html"
            else {record["id"]: record for record in records}
        )
        fold = None if site in aside else fold_of(site)
        tasks.append(Task(form, site, fold, tuple(records), lines))
    return sorted(tasks, key=lambda task: (-len(task.records), task.form, task.site))


def _judged(data: Path, folds: Folds, tasks: list[Task]) -> Iterator[Judged]:
    total = sum(len(task.records) for task in tasks)
    done, said = 0, monotonic()
    start = get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, start, prepare, (data, folds)) as pool:
        for future in as_completed([pool.submit(judge_site, task) for task in tasks]):
            found = future.result()
            yield from found
            done += len(found)
            if monotonic() - said > _EVERY_SECONDS or done == total:
                said = monotonic()
                _say(f"{done} of {total} pages and texts")


def _say(message: str) -> None:
    print(f"{monotonic() - _BEGUN:5.0f} s  {message}", file=sys.stderr, flush=True)
