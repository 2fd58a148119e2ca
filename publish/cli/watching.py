"""publish build --watch: a round for what has changed, again and again, by warm workers."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NoReturn

from publish.cli import report
from publish.cli.telling import Heard, Manner, told
from publish.errors import FolderLocked, PublishError, SettingsError
from publish.files import is_stored

if TYPE_CHECKING:
    from publish.batch import Outcome, Report
    from publish.batch.executors import Executor
    from publish.batch.watching import Watch
    from publish.settings import Options

_LOCKED_SECONDS = 1  # between two tries at a folder in which another run works

Said = tuple[list[str], "Options", tuple[str, ...]]
"""What is to be built, how, and which other files the options were read from."""
Asked = Callable[[], Said]


def watch(said: Said, asked: Asked, manner: Manner) -> NoReturn:
    """Build, and build again what changes, until it is interrupted. Raises SettingsError first."""
    from publish.batch.watching import Watch

    if said[1].dry_run:
        raise SettingsError("--watch builds, and --dry-run does not", hint="leave out one of them")
    if stored := next(filter(is_stored, said[0]), ""):
        raise SettingsError(
            "--watch sees changes on this machine alone",
            where=report.shown(stored),
            hint="run the build again: what has not changed costs a listing",
        )
    if said[1].shard or said[1].join:
        hint = "build in shards and join them, or watch with one run"
        raise SettingsError("--watch goes with neither --shard nor --join", hint=hint)
    heard: Heard = {}
    problem = ""
    while True:
        with Watch(*said) as watched:
            # Read again: what changed before the watch began would never be told.
            now, mistake = _read(asked, said)
            if mistake and str(mistake) != problem:
                report.error(mistake)  # as before, until it is mended
            problem = str(mistake) if mistake else ""
            if now == said:
                _rounds(said[0], said[1], watched, manner, heard)
            said = now


def _read(asked: Asked, before: Said) -> tuple[Said, PublishError | None]:
    try:
        return asked(), None
    except PublishError as error:
        return before, error


def _rounds(
    names: list[str], options: Options, watched: Watch, manner: Manner, heard: Heard
) -> None:
    """Rounds by the same options and workers, until something changes that all of them are of."""
    from publish.batch.executors import warm
    from publish.pipeline import SHIPPED

    if not manner.quiet:
        report.talk(f"watching {', '.join(map(report.shown, watched.folders))}; Ctrl-C ends it")
    with (
        TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as home,
        warm(
            f"cluster:{options.cluster}" if options.cluster else "processes",
            *(options.jobs, Path(home), SHIPPED),
        ) as pool,
    ):
        changed = "sources"
        while changed == "sources" and not (isinstance(pool, str) or pool.is_closed):
            watched.ours.clear()
            _until_free(lambda: _make(names, options, pool, watched.ours, manner, heard))
            changed = watched.wait()


def _until_free(make: Callable[[], None]) -> None:
    """Make a round as soon as no other run holds the folder of results."""
    is_told = False
    while True:
        try:
            return make()
        except FolderLocked as error:
            if not is_told:
                report.error(error)
            is_told = True
            time.sleep(_LOCKED_SECONDS)
        except PublishError as error:  # told, and the next change may mend it
            return report.error(error)


def _make(
    names: list[str],
    options: Options,
    pool: Executor,
    ours: set[str],
    manner: Manner,
    heard: Heard,
) -> None:
    from publish import batch

    def run(expect: Callable[[int], None], tell: Callable[[Outcome], None]) -> Report:
        def hear(outcome: Outcome) -> None:
            if outcome.status != "skipped":
                ours.update(os.path.realpath(made.path) for made in outcome.outputs)
            tell(outcome)

        return batch.build(names, options, on_start=expect, on_result=hear, executor=pool)

    told(run, manner, heard)
