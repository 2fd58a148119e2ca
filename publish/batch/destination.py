"""Where results go: a folder with a lock and a manifest, or one file that is all there is.

OUT/rents.pdf
OUT/.publish/lock             held while a run works here; the kernel frees it, whatever happens
OUT/.publish/manifest.jsonl
OUT/.publish/duplicates.json  which articles are the same one (`batch.duplicates`)
OUT/.publish/sketches.jsonl   what is known of those that are not printed (`batch.unique`)
OUT/.publish/listings/        which articles files hold (`batch.opening`)
OUT/.publish/removals.jsonl   what was taken out of each article (`batch.removals`)
OUT/.publish/shards/          what shards know that are not joined yet (`batch.shards`)
OUT/.publish/tmp/             part files and the workers' own folders; emptied by every run
"""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from publish import files, stores
from publish.batch import lease
from publish.batch.joining import join
from publish.batch.manifest import Built, Failed, Manifest, Record, Run
from publish.batch.removals import REMOVALS_FILE
from publish.batch.results import InStore, OnDisk, Results
from publish.batch.shards import (
    MANIFEST_FILE,
    Shard,
    held,
    other_manifests,
    refuse_waiting,
    standing_shards,
)
from publish.batch.signatures import Clock
from publish.batch.spread import begin, refuse_other
from publish.batch.stored import SEGMENTS, Shadowed, StoredManifest
from publish.errors import PublishError, SettingsError, SourceError, Unwritable, listed, shown
from publish.files import is_stored
from publish.model.formats import FORMATS, Format
from publish.stores.address import READ_ONLY

OURS = ".publish"
"""The folder below a folder of results that is the runs' own."""

MANIFEST = f"{OURS}/{MANIFEST_FILE}"
"""Where the manifest stands below a folder of results."""


_NO_CLOCK = Clock(0, 0)
_NOWHERE = OnDisk(Path())


@dataclass(frozen=True, slots=True)
class Destination:
    """Where the outputs of a run stand. `file` is set when there is only one, and then no manifest.

    `scratch` is for what must not outlive the run. `clock` is the time at which it began, by the
    folder's file system. `removals` is the record of what was taken out, of a folder's articles.
    `results` are what stands there. Of a folder in a store `folder` is where this run works on what
    it keeps there, and `shadowed` how that gets there.
    One that `is_frozen` is only looked at. `shard` says which one works there, of several; `joined`
    are those that this run has joined.
    """

    folder: Path
    scratch: Path
    manifest: Manifest | None = None
    file: Path | None = None
    clock: Clock = _NO_CLOCK
    removals: Path | None = None
    is_frozen: bool = False
    shard: Shard | None = None
    joined: tuple[Shard, ...] = ()
    results: Results = _NOWHERE
    shadowed: Shadowed | None = None

    def __post_init__(self) -> None:
        if self.results is _NOWHERE:
            object.__setattr__(self, "results", OnDisk(self.folder, self.file))

    @property
    def into(self) -> str:
        """The folder as people name it: a path, or an address."""
        return self.results.into

    @property
    def is_stored(self) -> bool:
        """Whether it is in a store."""
        return is_stored(self.into)

    @property
    def claims(self) -> str:
        """Where results are claimed before they are put into a store; "" where they are not."""
        return f"{self.into}/{SEGMENTS}" if self.shadowed else ""

    @property
    def listings(self) -> Path:
        """Where listings of files with articles are kept (`opening`)."""
        return (self.folder / OURS if self.manifest else self.scratch) / "listings"

    @property
    def new_listings(self) -> Path:
        """Where this run puts those that it makes."""
        return self.scratch / "listings" if self.is_frozen else self.listings

    def know_of(self, names: Collection[str]) -> None:
        """Let a shard know what runs before it have made of its own outputs and sources."""
        if self.manifest and self.shard:
            self.manifest.lie_over(self.folder / MANIFEST, names)
            self.manifest.add(*_placed_by_a_killed_run(self, self.manifest))

    def place(self, output: str) -> str:
        """The path or address of an output that is called so below the folder."""
        return self.results.place(output)

    def part(self, output: str) -> str:
        """Where it is made, on the same disk as its final name; "" where that is on none."""
        if self.is_stored:
            return ""
        if self.file:
            return str(files.part_of(self.file))
        name = hashlib.sha256(os.fsencode(output)).hexdigest()
        return f"{self.scratch}{os.sep}{name}.part"

    def built(self, output: str) -> Built | None:
        """What is known of an output from earlier runs."""
        return self.manifest.built(output) if self.manifest else None

    def failed(self, source: str) -> Failed | None:
        """What is known of a source that failed in earlier runs."""
        return self.manifest.failed(source) if self.manifest else None

    def run(self, key: str) -> Run | None:
        """How outputs were made of which the line names this run."""
        return self.manifest.run(key) if self.manifest else None

    def add(self, *records: Record) -> None:
        """Keep them for later runs."""
        if self.manifest:
            self.manifest.add(*records)

    def saw(self, output: str, seen: tuple[str, ...]) -> None:
        """Keep signatures for later runs."""
        if self.manifest:
            self.manifest.saw(output, seen)


def place_for_results(into: str) -> str:
    """A path or an address that results can be written to, as we keep it; else SettingsError."""
    if into.lower().startswith(tuple(f"{scheme}://" for scheme in READ_ONLY)):
        hint = "name a folder, or one in a store, such as s3://bucket/out"
        raise SettingsError("nothing is written to the web", where=shown(into), hint=hint)
    return stores.named(into)


def single_format(into: str, formats: tuple[Format, ...] = FORMATS) -> str:
    """The format of a single output file such as brief.pdf; "" for what is called as a folder is.

    What stands there now changes nothing: a folder called so is in the way (`batch.standing`).
    Raises SettingsError for - and for a name that is plainly that of another file.
    """
    if into == "-":
        hint = "name a folder, or one file such as brief.pdf"
        raise SettingsError("results are not written to standard output", where="-o -", hint=hint)
    if into.endswith(("/", os.sep)):
        return ""
    suffix = Path(into).suffix.lower()
    files = {each.suffix: each.name for each in formats if each.suffix and not each.folder}
    if suffix in files:
        return files[suffix]
    near = next((each for each in files if _is_slip(suffix, each)), "")
    if (near or suffix in _OF_FILES) and not _is_folder(into):
        known = listed(tuple(files), "or")
        one = f"did you mean {Path(into).stem}{near}?" if near else f"a file ends in {known};"
        hint = f"{shown(one)} a folder of that name is {shown(into)}/"
        raise SettingsError(f"no {shown(suffix)} is written", where=shown(into), hint=hint)
    return ""


def _is_folder(path: str) -> bool:
    """Whether a folder stands there, as far as one may see."""
    with suppress(OSError):
        return Path(path).is_dir()
    return False


def _is_slip(suffix: str, right: str) -> bool:
    """Whether two letters changed places, or it is the older .doc."""
    return sorted(suffix) == sorted(right) or (suffix, right) == (".doc", ".docx")


# What people ask for that is no name of a folder; a folder may well be called v1.2.
_OF_FILES = frozenset(
    f".{ending}"
    for ending in (
        *("doc", "docm", "dot", "dotx", "odt", "rtf", "txt", "md", "htm", "html", "mhtml"),
        *("xml", "mobi", "azw", "azw3", "fb2", "ps", "tex", "typ", "pages", "zip", "csv", "xlsx"),
    )
)


@contextmanager
def opened(
    into: str,
    *,
    file: bool,
    frozen: bool = False,
    shard: Shard | None = None,
    joins: bool = False,
    spread: bool | None = None,
) -> Iterator[Destination]:
    """The destination at `into`, ready to be written to, for as long as the block runs.

    A `shard` shares the folder with others, and knows of nothing yet but what it has written itself
    (`Destination.know_of`); with `joins` what they have written becomes the folder's. With `spread`
    results are to lie in folders, or not to; None is for who makes none. Raises FolderLocked while
    another run works there, or where shards wait to be joined, SettingsError where results lie
    otherwise, Unwritable where nothing can be written. With `frozen` it is only looked at: nothing
    is made, written or locked.
    """
    if is_stored(into):
        if shard or joins:
            what = "--shard" if shard else "--join"
            hint = "give each its own folder of sources and of results"
            raise SettingsError(f"{what} needs a folder on a disk", where=shown(into), hint=hint)
        of = into.rstrip("/")
        with _opened_in_store(of, file=file, frozen=frozen, spread=spread) as stored:
            yield stored
        return
    if frozen:
        with TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as scratch:
            yield _looked_at(into, Path(scratch), file=file, shard=shard, spread=spread)
        return
    if file:
        path = Path(into)
        with TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as scratch:
            _make(path.parent)
            try:
                yield Destination(path.parent, Path(scratch), file=path)
            finally:
                with suppress(OSError):
                    files.remove(files.part_of(path))
        return
    ours = Path(into) / OURS
    _make(ours)
    with held(ours, into, shard, joins=joins):
        home = shard.home(ours) if shard else ours
        if spread is not None:
            refuse_other([home / MANIFEST_FILE], into, spread=spread)
            begin(home / MANIFEST_FILE, spread=spread)
            others, busy = other_manifests(ours, shard)
            refuse_other(others, into, spread=spread, at_work=busy)
        scratch_folder = home / "tmp"
        _empty(scratch_folder)
        try:
            joined = standing_shards(ours) if joins else ()
            join(ours, joined, scratch_folder)
            if shard:  # even before it is joined the folder is one of results
                (ours / MANIFEST_FILE).touch()
            manifest = Manifest(home / MANIFEST_FILE)
            destination = Destination(
                Path(into),
                scratch_folder.absolute(),
                manifest,
                clock=Clock(manifest.clock(), ours.stat().st_dev),
                removals=home / REMOVALS_FILE,
                shard=shard,
                joined=joined,
            )
            if not shard:
                manifest.add(*_placed_by_a_killed_run(destination, manifest))
            yield destination
            manifest.compact()
        finally:
            with suppress(OSError):
                files.remove(scratch_folder)


@contextmanager
def _opened_in_store(
    into: str, *, file: bool, frozen: bool, spread: bool | None
) -> Iterator[Destination]:
    with TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as home:
        scratch, folder = Path(home, "tmp"), Path(home, "into")
        scratch.mkdir()
        folder.mkdir()
        if file:
            results = InStore(into.rpartition("/")[0], into)
            format = next(f for f in FORMATS if f.name == single_format(into))
            results.look_again([("", format)])
            single = Path(home, into.rpartition("/")[2])
            yield Destination(folder, scratch, file=single, results=results, is_frozen=frozen)
            return
        with nullcontext() if frozen else lease.held(into) as held_there:
            shadowed = Shadowed(into, folder, held_there)
            try:
                shadowed.read(stores.walk(into))
            except SourceError as error:
                raise Unwritable(error.message, where=error.where, hint=error.hint) from error
            path = folder / OURS / MANIFEST_FILE
            if spread is not None:
                refuse_other([path], into, spread=spread)
            segments = None if frozen else shadowed.begin(spread=spread)
            manifest = StoredManifest(path, segments)
            destination = Destination(
                folder,
                scratch,
                manifest,
                clock=Clock(time.time_ns(), _NO_DEVICE),
                removals=folder / OURS / REMOVALS_FILE,
                is_frozen=frozen,
                results=shadowed.results,
                shadowed=shadowed,
            )
            manifest.add(*shadowed.claimed(manifest))
            try:
                yield destination
            except BaseException:
                # What is finished counts, where that can still be said; what ended it is told.
                with suppress(PublishError):
                    if segments:
                        shadowed.write(manifest)
                raise
            if segments:
                shadowed.write(manifest)


_NO_DEVICE = -1  # of no disk: clocks of others may be off


def _looked_at(
    into: str, scratch: Path, *, file: bool, shard: Shard | None, spread: bool | None
) -> Destination:
    """The destination of a run that writes nothing."""
    folder = Path(into)
    if file:
        return Destination(folder.parent, scratch, file=folder)
    ours = folder / OURS
    refuse_waiting(ours, into, shard)
    home = shard.home(ours) if shard else ours
    if spread is not None:
        others, busy = other_manifests(ours, shard)
        refuse_other([home / MANIFEST_FILE, *others], into, spread=spread, at_work=busy)
    manifest = Manifest(home / MANIFEST_FILE, frozen=True)
    destination = Destination(folder, scratch, manifest, is_frozen=True, shard=shard)
    if not shard:
        manifest.add(*_placed_by_a_killed_run(destination, manifest))
    return destination


def _placed_by_a_killed_run(destination: Destination, manifest: Manifest) -> list[Built]:
    """Outputs that have their names, though the run died before it could write so."""
    placed = {
        built.output: built
        for built in manifest.intents()
        if destination.results.digest(built.output) == built.digest
    }
    return list(placed.values())


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise files.save_error(error, folder) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        hint = "check the folder's permissions, or use --into"
        raise Unwritable("permission denied", where=shown(str(folder)), hint=hint)


def _empty(folder: Path) -> None:
    """Remove what a killed run left; the lock says that none is at work."""
    try:
        files.remove(folder)
        folder.mkdir()
    except OSError as error:
        raise files.save_error(error, folder) from error
