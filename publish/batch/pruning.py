"""Results that belong to no source any more: told at the end of a run, removed when asked.

A source is gone only if nothing stands at its path, and a result is removed only if it is as it was
made: what people have changed stays, and is told of.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from publish.batch.destination import Destination
from publish.batch.manifest import Built, Manifest
from publish.batch.provenance import is_file, is_there, path_of, real, relative
from publish.errors import shown
from publish.files import Found
from publish.model.article import Note
from publish.model.formats import Format
from publish.settings import Options

_NAMED = 3  # results that a line names


@dataclass(frozen=True)  # no slots: what is known of articles is gathered once
class Scope:
    """What a run knows all about: the sources below `folders`, or the editions of its settings.

    `into` is the output folder without links in its path. `groups` are what the results of each
    source are called, without the suffix of a format, and that source; `formats` are those asked
    for. `editions` are all that the settings of the current folder put there; None for a run over
    articles. `opened` are the paths of files of which it knows all articles. `copies` are sources
    that are not printed, each by the folder that it is named below, as lines say it, and its name.
    """

    into: str
    folders: tuple[str, ...] = ()
    groups: Sequence[tuple[str, tuple[Found, ...]]] = ()
    formats: tuple[Format, ...] = ()
    editions: Collection[str] | None = None
    opened: Collection[str] = ()
    copies: Collection[tuple[str, str]] = ()

    def orphans(self, manifest: Manifest, *, every: bool) -> Iterator[Built]:
        """The results of which the source is gone, renamed, a copy, or called otherwise.

        What other runs have made of other folders or settings is theirs to judge, and what names no
        source is nobody's. Without `every` no result is looked at that has a name this run uses: it
        is made anew, or a failure says whose it is.
        """
        if not (self.folders or self.copies) and self.editions is None:
            return
        outputs = self._unused(manifest) if self.folders and not every else [*manifest.outputs()]
        if not outputs:
            return
        bases = [relative(folder, self.into) for folder in self.folders]
        above = tuple(os.path.join(real(folder), "") for folder in self.folders)  # noqa: PTH118
        project = relative("", self.into)
        stems = {group[0].name: stem for stem, group in self.groups}
        suffixes = {format.name: format.suffix for format in self.formats}
        for output in outputs:
            built = manifest.built(output)
            if built is None or not built.below:
                continue
            path = path_of(built, self.into)
            if built.edition:
                known = self.editions is not None and built.below == project
                orphaned = known and built.source not in (self.editions or ())
            elif (built.below, built.source) in self.copies:
                orphaned = True
            elif built.below in bases and built.source in stems:
                run = manifest.run(built.run)
                suffix = suffixes.get(run.format) if run else None
                orphaned = suffix is not None and output != stems[built.source] + suffix
            else:
                orphaned = path.startswith(above) and self._is_gone(path)
            if orphaned:
                yield built

    def _is_gone(self, path: str) -> bool:
        """Whether no source stands at a path: no file, and no article of one that was opened."""
        above, _, name = path.replace(os.sep, "/").rpartition("/")
        if is_file(above):
            articles = self._articles.get(real(above))
            return articles is not None and name not in articles
        return not is_there(path)

    @cached_property
    def _articles(self) -> Mapping[str, Collection[str]]:
        """The names of the articles in each file that was opened, by its path without links."""
        made = {real(place): set[str]() for place in self.opened}
        for _, group in self.groups:
            for each in group:
                if each.member and each.place in self.opened:
                    made[real(each.place)].add(each.article)
        return made

    def _unused(self, manifest: Manifest) -> list[str]:
        """The outputs that are called as none of this run's, in any format."""
        stems = {stem for stem, _ in self.groups}
        return [
            output
            for output in manifest.outputs()
            if output not in stems and output.rpartition(".")[0] not in stems
        ]


def orphan_notes(scope: Scope, destination: Destination, options: Options) -> tuple[Note, ...]:
    """What the run says of results without a source; with `options.prune` they are removed.

    A run that joins shards removes those of copies that are not printed.

    Raises DiskFailed, Unwritable where the manifest cannot be written.
    """
    if not destination.manifest or destination.shard:  # which does not know all results
        return ()
    orphans = list(scope.orphans(destination.manifest, every=options.prune))
    if options.prune:
        return pruned(orphans, destination, dry_run=options.dry_run)
    if options.join:  # shards print copies, since each knows its own sources alone
        parted: tuple[list[Built], list[Built]] = [], []
        for each in orphans:
            parted[(each.below, each.source) in scope.copies].append(each)
        others, copies = parted
        return (*pruned(copies, destination, dry_run=False), *told(others, destination))
    return told(orphans, destination)


def told(orphans: Sequence[Built], destination: Destination) -> tuple[Note, ...]:
    """One line about all of these, for the end of a run."""
    there = [built for built in orphans if destination.results.is_there(built.output)]
    if not there:
        return ()
    counted = _counted(there, "belongs", "belong")
    return (Note("output.orphaned", f"{counted} to no source any more{_named(there)}: {_ASK}"),)


_ASK = "--prune removes what nobody has changed"


def pruned(
    orphans: Sequence[Built], destination: Destination, *, dry_run: bool
) -> tuple[Note, ...]:
    """Remove those of them that are as they were made; what became of them, in words.

    With `dry_run` each is told of, and nothing is removed. What cannot be removed stays.
    """
    removed: list[Built] = []
    gone: list[str] = []
    notes: list[Note] = []
    results = destination.results
    for built in orphans:
        final = destination.place(built.output)
        if not results.is_there(built.output):
            gone.append(built.output)
        elif results.digest(built.output) != built.digest:
            notes.append(_single(built, final, "and stays: it was changed since it was made"))
        elif dry_run:
            notes.append(_single(built, final, "and is as it was made: --prune removes it"))
        elif reason := results.remove(built.output):
            notes.append(_single(built, final, f"and cannot be removed: {reason}"))
        else:
            removed.append(built)
            gone.append(built.output)
    if destination.manifest and not dry_run:
        destination.manifest.forget(*gone)
    if not removed:
        return tuple(notes)
    why = f"no source makes {'it' if len(removed) == 1 else 'them'}"
    said = f"{_counted(removed, 'was', 'were')} removed{_named(removed)}: {why}"
    return (Note("output.pruned", said), *notes)


def _single(built: Built, final: str, what: str) -> Note:
    path, source = shown(final), shown(built.source)
    return Note("output.orphaned", f"{path} belongs to no source any more ({source}) {what}")


def _counted(several: Sequence[Built], one: str, many: str) -> str:
    return f"1 result {one}" if len(several) == 1 else f"{len(several):,} results {many}"


def _named(several: Sequence[Built]) -> str:
    names = ", ".join(shown(built.output) for built in several[:_NAMED])
    more = f" and {len(several) - _NAMED:,} more" if len(several) > _NAMED else ""
    return f" ({names}{more})"
