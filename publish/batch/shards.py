"""A share of a run: what one of many processes builds into a folder that all of them share.

Which sources are its own depends on their names alone, so that no shard has to ask another. Each
keeps what it knows in a folder of its own, and writes nothing that another reads, until all of it
is joined (`joining`).

OUT/.publish/shards/3-of-16/lock            held while that shard is at work
OUT/.publish/shards/3-of-16/manifest.jsonl  what it made; OUT/.publish/manifest.jsonl it only reads
OUT/.publish/shards/3-of-16/removals.jsonl
OUT/.publish/shards/3-of-16/tmp/
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from publish import files
from publish.batch.locks import MOST_SHARDS, locked
from publish.errors import FolderLocked, SettingsError, listed, shown
from publish.settings import Options

MANIFEST_FILE = "manifest.jsonl"
"""What a manifest is called, in the folder of what a run or a shard knows."""
_SHARDS = "shards"
_SAID = re.compile(r"(\d{1,9})/(\d{1,9})", re.ASCII)
_FOLDER = re.compile(r"(\d{1,9})-of-(\d{1,9})", re.ASCII)
_NAMED = 3  # shards that a line names


@dataclass(frozen=True, slots=True, order=True)
class Shard:
    """One of `count` shards, by its number from 1."""

    count: int
    number: int

    def __str__(self) -> str:
        return f"shard {self.number:,} of {self.count:,}"

    def holds(self, name: str) -> bool:
        """Whether a source of this name is this shard's: the name's SHA-256 modulo their count."""
        return shard_of(name, self.count) == self.number

    def home(self, ours: Path) -> Path:
        """The folder of what it knows, below the folder `.publish`."""
        return ours / _SHARDS / f"{self.number}-of-{self.count}"


def shard_of(name: str, count: int) -> int:
    """The number of the shard, from 1, that builds a source of this name."""
    return int.from_bytes(sha256(os.fsencode(name)).digest()[:8]) % count + 1


def asked_shard(options: Options) -> Shard | None:
    """The shard that a run is asked to be. Raises SettingsError, also for what no shard can do."""
    if options.join:
        _refuse(options, "--join", _NO_JOIN, "it builds nothing: leave that to a run, or to shards")
    if not options.shard:
        return None
    said = _SAID.fullmatch(options.shard)
    number, count = map(int, said.groups()) if said else (0, 0)
    if not 1 <= number <= count <= MOST_SHARDS:
        hint = f"3/16 is the third of 16, of {MOST_SHARDS:,} at most"
        raise SettingsError(f"{options.shard!r} is no shard", where="--shard", hint=hint)
    _refuse(options, "--shard", _NO_SHARD, "leave it to a run when the shards are joined")
    _refuse(options, "--shard", _LATER, "give it to --join, when all shards are done")
    return Shard(count, number)


# The options that do not go with others, as they are spelt and as they are called.
_NO_SHARD = (
    ("--join", "join"),
    ("--bundle", "bundle"),
    ("editions in the settings", "editions"),
)
_LATER = (("--prune", "prune"), ("--index", "index"), ("--unique", "unique"))
_NO_JOIN = (
    ("--bundle", "bundle"),
    ("editions in the settings", "editions"),
    ("--dry-run", "dry_run"),
    ("--force", "force"),
)


def _refuse(options: Options, word: str, others: Sequence[tuple[str, str]], hint: str) -> None:
    for other, name in others:
        if getattr(options, name):
            raise SettingsError(f"{other} does not go with {word}", hint=hint)


def standing_shards(ours: Path) -> tuple[Shard, ...]:
    """The shards that have worked below this folder `.publish` and are not joined, in order."""
    try:
        names = os.listdir(ours / _SHARDS)  # noqa: PTH208  # names are all that counts
    except OSError:
        return ()
    said = filter(None, map(_FOLDER.fullmatch, names))
    return tuple(sorted(Shard(int(each[2]), int(each[1])) for each in said))


def remove_all(ours: Path, scratch: Path) -> None:
    """Take away the folders of all shards, in one step; `scratch` keeps them until it goes."""
    files.move_into_place(ours / _SHARDS, scratch / _SHARDS)
    files.sync_folder(ours)


@contextmanager
def held(ours: Path, into: str, shard: Shard | None, *, joins: bool) -> Iterator[None]:
    """The folder of results, alone or together with other shards, for as long as the block runs.

    Raises FolderLocked while others work there, and for one that does not join them where shards
    wait to be joined; Unwritable, DiskFailed.
    """
    with locked(ours / "lock", shard=shard.number if shard else 0) as free:
        if not free:
            raise _taken(_at_work(ours), into)
        if not joins:
            refuse_waiting(ours, into, shard)
        if shard is None:
            yield
            return
        _make(shard.home(ours))
        with locked(shard.home(ours) / "lock") as is_only:
            if not is_only:
                raise _taken(f"{shard} works", into)
            yield


def _make(home: Path) -> None:
    try:
        files.make_folders(home)
    except OSError as error:
        raise files.save_error(error, home) from error


def refuse_waiting(ours: Path, into: str, shard: Shard | None = None) -> None:
    """FolderLocked where shards wait to be joined, but for those that this one is one of."""
    counts = sorted({each.count for each in standing_shards(ours)} - {shard.count if shard else 0})
    if counts:
        of = listed([f"{count:,}" for count in counts], "and")
        hint = "publish build SOURCES --join, with the options of the shards"
        raise FolderLocked(f"shards of {of} wait to be joined", where=shown(into), hint=hint)


def other_manifests(ours: Path, shard: Shard | None) -> tuple[list[Path], list[Path]]:
    """What else is known of a folder: all manifests but this shard's, and those of shards at work.

    `shard` is None for a run that works there alone.
    """
    others = [each for each in standing_shards(ours) if each != shard]
    homes = [each.home(ours) for each in others]
    known = [home / MANIFEST_FILE for home in (*homes, *([ours] if shard else []))]
    busy = [home / MANIFEST_FILE for home in homes if shard and _is_busy(home / "lock")]
    return known, busy


def _taken(who: str, into: str) -> FolderLocked:
    hint = "wait for it to end, or use another --into"
    return FolderLocked(f"{who} in this folder", where=shown(into), hint=hint)


def _at_work(ours: Path) -> str:
    """That the shards work which hold their locks, else another run."""
    busy = [each for each in standing_shards(ours) if _is_busy(each.home(ours) / "lock")]
    if not busy:
        return "another run works"
    first = [str(each) for each in busy[:_NAMED]]
    more = [f"{len(busy) - _NAMED:,} more"] if len(busy) > _NAMED else []
    return f"{listed([*first, *more], 'and')} {'work' if busy[1:] else 'works'}"


def _is_busy(path: Path) -> bool:
    if not path.is_file():
        return False
    with locked(path) as free:
        return not free
