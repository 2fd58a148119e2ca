"""Whole paragraphs and half the cost, from outside WeasyPrint: one engine, or the untouched one.

    with typesetting(Choices(lines="optimal")) as counts:
        document = html.render(...)
        data = document.write_pdf(...)
    counts.optimal, counts.greedy

Layout and writing both belong in the block. docs/typesetting.md has the algorithm and the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import lru_cache

from publish.writers.pdf.typesetter.setting import Choices, Counts, setting

__all__ = ["Choices", "Counts", "typesetting"]


@contextmanager
def typesetting(choices: Choices) -> Iterator[Counts]:
    """Documents made in the block are set by `choices`; the counts are complete at its end.

    Where the engine is not the one this was written for, it is left untouched, and
    `Counts.unknown` has the names that differ. One block at a time in a process.
    """
    # Here, not above: what the engine is must be looked at when fonts are known, and untouched.
    from publish.writers.pdf.typesetter.guard import installed
    from publish.writers.pdf.typesetter.holds import HOLDS
    from publish.writers.pdf.typesetter.speed.collector import patient

    with installed(()):  # nobody else's document is in the making
        differ = _unknown() if choices.engine == "fast" else ()
        holds = HOLDS if choices.engine == "fast" and not differ else ()
        counts = setting.begin(choices)
        counts.unknown = differ
        try:
            with installed(holds), patient() if holds else nullcontext():
                yield counts
        finally:
            setting.end()


@lru_cache(maxsize=1)
def _unknown() -> tuple[str, ...]:
    """Looked at once in a process: it reads the sources of some fifty functions."""
    from publish.writers.pdf.typesetter.guard import unknown
    from publish.writers.pdf.typesetter.holds import HOLDS

    return unknown(HOLDS)
