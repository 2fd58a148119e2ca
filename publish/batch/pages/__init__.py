"""Pages of HTML about a folder of results: the report for who builds, the index for who reads.

No script, nothing from elsewhere: the only style sheet stands in the page, and its hash in the
page's policy. The same results give the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from publish.batch.manifest import Manifest
from publish.batch.pages.articles import REPORT
from publish.batch.pages.index import INDEX, is_written, write_index
from publish.batch.pages.report import Failures, is_current, write_report
from publish.errors import DiskFailed, Failure, SaveError
from publish.files import save_error

__all__ = ["write_pages"]

_OURS = ".publish"


def write_pages(
    folder: Path,
    manifest: Manifest,
    failures: Failures,
    is_there: Callable[[str], bool],
    *,
    index: bool,
    replace: bool,
) -> Iterator[tuple[str, Failure]]:
    """Write what a run changes of the pages about a folder; each that could not be, and why.

    `is_there` tells whether an output is. Nothing is read or written where nothing was built and
    the same sources failed. The index is written only when asked for. Raises DiskFailed.
    """
    ours = folder / _OURS
    current = is_current(ours, manifest, failures)
    if index and not (current and is_written(folder, manifest)):
        yield from _tried(
            folder, INDEX, partial(write_index, folder, manifest, is_there, replace=replace)
        )
    if not current:
        write = partial(write_report, ours, manifest, failures)
        yield from _tried(folder, f"{_OURS}/{REPORT}", write)


def _tried(folder: Path, name: str, write: Callable[[], None]) -> Iterator[tuple[str, Failure]]:
    try:
        write()
    except DiskFailed:
        raise
    except SaveError as error:
        yield name, Failure.of(error)
    except OSError as error:
        failure = save_error(error, folder / name)
        if isinstance(failure, DiskFailed):
            raise failure from error
        yield name, Failure.of(failure)
