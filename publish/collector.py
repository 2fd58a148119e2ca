"""Python's collector made patient while an article is made.

It walks all objects that are alive whenever enough new ones have come. A bundle of 350 pages has
millions of them, hardly any of which is garbage: a page of it took 1.11 times a page of 67, and
takes 0.98 with these figures; a page of 14,000 short lists takes 0.7 of what it took to JSON.
Nothing that is made depends on when garbage goes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_THRESHOLDS = (100_000, 50, 1_000)  # measured on bundles; more gains nothing


@contextmanager
def patient() -> Iterator[None]:
    """A patient collector in the block, the one of before afterwards."""
    before = gc.get_threshold()
    gc.set_threshold(*_THRESHOLDS)
    try:
        yield
    finally:
        gc.set_threshold(*before)
