"""Whole paragraphs and half the cost, from outside WeasyPrint: one engine, or the untouched one.

    with typesetting(Choices(lines="optimal"), running().values()) as counts:
        document = html.render(...)
        data = document.write_pdf(...)
    counts.optimal, counts.greedy

Layout and writing both belong in the block. docs/typesetting.md has the algorithm and the figures.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext

from publish.collector import patient
from publish.writers.pdf.guard import EnginePart, installed
from publish.writers.pdf.typesetter.setting import Choices, Counts, setting

__all__ = ["Choices", "Counts", "typesetting"]


@contextmanager
def typesetting(choices: Choices, parts: Iterable[EnginePart]) -> Iterator[Counts]:
    """Documents made in the block are set by `choices`; the counts are complete at its end.

    `parts` are those that run with the engine installed here (`engine_parts.running`). One block at
    a time in a process.
    """
    with installed(()):  # nobody else's document is in the making
        holds = [hold for part in parts for hold in part.holds if choices.engine == "fast"]
        counts = setting.begin(choices)
        try:
            with installed(holds), patient() if holds else nullcontext():
                yield counts
        finally:
            setting.end()
