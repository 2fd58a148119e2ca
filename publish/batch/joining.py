"""Shards become one run: one manifest, one record of removals, and what none of them has built.

What shards have written is put behind what the folder knows, as if one run had written it all; then
their folders go. A kill at any moment loses nothing: each file is whole under its name or not there
yet, and lines that are put there twice say the same twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from publish import files
from publish.batch.outcome import Outcome
from publish.batch.removals import REMOVALS_FILE
from publish.batch.shards import MANIFEST_FILE, Shard, remove_all, shard_of
from publish.batch.whole_lines import whole_lines
from publish.errors import Failure, Unfinished, shown

_NAMED = 3  # sources that a line names


def join(ours: Path, shards: Sequence[Shard], scratch: Path) -> None:
    """Take what these shards know into the folder `.publish`; none of them may be at work.

    `scratch` is an empty folder beside. Raises DiskFailed, Unwritable.
    """
    if not shards:
        return
    homes = [ours, *(each.home(ours) for each in shards)]
    for name in (REMOVALS_FILE, MANIFEST_FILE):
        _put_together([home / name for home in homes], ours / name, scratch)
    remove_all(ours, scratch)


def _put_together(parts: Iterable[Path], final: Path, scratch: Path) -> None:
    """The whole lines of these files in their order, as a file that is there whole or not at all.

    What a kill left of a last line is left out.
    """
    part = scratch / final.name
    try:
        with part.open("wb") as file:
            for each in parts:
                file.writelines(whole_lines(each, cut=False))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise files.save_error(error, part) from error
    files.move_into_place(part, final)


def left_undone(names: Iterable[str], shards: Sequence[Shard]) -> Iterator[Outcome]:
    """A failure of each shard of which these sources are, that are not built.

    `shards` are those that have worked. Where they say no common count, one failure is of all.
    """
    counts = {each.count for each in shards}
    count = counts.pop() if len(counts) == 1 else 0
    left: dict[int, list[str]] = {}
    for name in names:
        left.setdefault(shard_of(name, count) if count else 0, []).append(name)
    for number, several in sorted(left.items()):
        shard = Shard(count, number) if count else None
        yield _left(several, shard, has_run=shard in shards)


def _left(names: Sequence[str], shard: Shard | None, *, has_run: bool) -> Outcome:
    first = ", ".join(map(shown, names[:_NAMED]))
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    are = "1 source is" if len(names) == 1 else f"{len(names):,} sources are"
    message = f"{are} not built: {first}{more}"
    if shard is None:
        failure = Failure(Unfinished.code, message, "run it without --join")
        return Outcome("--join", "failed", failure=failure)
    why = "it was ended, or they changed since" if has_run else "it has not run"
    hint = f"run it with --shard {shard.number}/{shard.count}, then --join again"
    failure = Failure(Unfinished.code, f"{message} ({why})", hint)
    return Outcome(str(shard), "failed", failure=failure)
