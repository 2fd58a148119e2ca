"""A first pass over the sources of a run: which of them are the same article as one before them.

What is up to date has its sketch in its line. That of the others a worker finds out, by cleaning
them as it will to print them. Those that are not printed have no line: what was found out of them
stays, so that the next run need not read them again.

OUT/.publish/sketches.jsonl   ["name", "what cleans it", "signature", "bytes", "sketch"]
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from publish import files
from publish.batch.destination import OURS, Destination
from publish.batch.duplicates import sketch_in
from publish.batch.executors import Executor, started
from publish.batch.plan import Planner
from publish.batch.tasks import Assignment
from publish.batch.versions import reading_versions
from publish.errors import PublishError
from publish.files import Found, digest
from publish.model.codec import encode
from publish.model.sketch import Originals
from publish.pipeline import Formats, Job

_FILE = "sketches.jsonl"


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sketch, and what it is of; the sketch is "" of what could not be read, or is no article.

    `by` is a digest of all that cleans it, `bytes` of the source's bytes; the signature is that of
    its file, "" where that does not count.
    """

    by: str
    signature: str
    bytes: str
    sketch: str


class FirstPass:
    """Finds the copies among the sources of a planner; `profile` is one learned for the run."""

    def __init__(
        self,
        assignment: Assignment,
        destination: Destination,
        planner: Planner,
        profile: str = "",
    ) -> None:
        self._options = assignment.options
        self._destination = destination
        self._planner = planner
        self._profile = profile
        self._inputs = planner.inputs
        recipe = encode(assignment.options.recipe.of_cleaning)
        self._by = json.dumps([dict(reading_versions(assignment.readers)), recipe], sort_keys=True)
        self._before = dict(_known_in(destination))

    def copies(self, executor: Executor, formats: Formats) -> Mapping[str, str]:
        """Each source that is the same as one before it, with that one, by their names."""
        sketches: dict[str, str] = {}
        asked: list[Found] = []
        for stem, (found, *_) in self._planner.groups:
            known = "" if found.refused else self._known(stem, found)
            sketches[found.name] = known or ""
            if known is None:
                asked.append(found)
        jobs = map(self._job, asked)
        scratch, workers = self._destination.scratch, self._options.jobs
        with closing(started(executor, jobs, workers, scratch, formats)) as results:
            for _, result in filter(None, results):
                sketches[result.name] = result.sketch
        originals = Originals(sketches.__getitem__)
        found_out = ((name, originals.of(name)) for name in sketches)
        copies = {name: original for name, original in found_out if original}
        unknown = {found.name for found in asked if not sketches[found.name]}
        self._keep(sketches, copies.keys() | unknown)
        return copies

    def _known(self, stem: str, found: Found) -> str | None:
        """The sketch of a source, if that can be told without cleaning it."""
        if line := self._planner.untouched(stem, (found,)):
            assert isinstance(line[2], bytes)
            return sketch_in(line[2])
        task = self._planner.task(stem, (found,))
        if task.current:
            return task.current[0][1].sketch
        if task.failure and not task.failure_key:  # what is wrong is told when it is planned
            return ""
        try:
            before = self._before.get(found.name)
            return before.sketch if before and self._holds(before, found) else None
        except PublishError:
            return ""

    def _holds(self, before: _Seen, found: Found) -> bool:
        """Whether a sketch is that of a source as it is. Raises PublishError."""
        if before.by != self._cleaned_by(found):
            return False
        state = self._inputs.state_of(found)
        if before.signature and before.signature == state.signature:
            return True
        return self._inputs.knows(found) and before.bytes == self._inputs.digest_of(found)

    def _cleaned_by(self, found: Found) -> str:
        return digest(f"{self._by}{self._inputs.said_of(found).digest}".encode())

    def _job(self, found: Found) -> Job:
        return Job(
            found.name,
            (found,),
            (),
            recipe=self._options.recipe,
            stdin=self._inputs.stdin_of((found,)),
            profile=self._profile,
            sketches=True,
            beside=tuple(self._inputs.beside(found)),
        )

    def _keep(self, sketches: Mapping[str, str], names: Collection[str]) -> None:
        """Keep what was found out of these, and of those that are none of this run's."""
        destination = self._destination
        if destination.is_frozen or not destination.manifest:
            return
        kept = {name: seen for name, seen in self._before.items() if name not in sketches}
        for _, (found, *_) in self._planner.groups:
            if found.name in names:
                with suppress(PublishError):
                    kept |= self._seen(found, sketches[found.name])
        if kept != self._before:
            lines = (
                json.dumps([name, seen.by, seen.signature, seen.bytes, seen.sketch])
                for name, seen in kept.items()
            )
            text = "".join(f"{line}\n" for line in lines)
            files.save({"": text.encode("ascii")}, _path(destination))

    def _seen(self, found: Found, sketch: str) -> Mapping[str, _Seen]:
        """The line of a source by its name; none of one that has changed since the run began."""
        state = self._inputs.state_of(found)
        clock = self._destination.clock
        if state.changed > clock.now:
            return {}
        signature = clock.counted(state)
        before = self._before.get(found.name)
        of = self._cleaned_by(found), signature, sketch
        if before and signature and of == (before.by, before.signature, before.sketch):
            return {found.name: before}
        of_bytes = self._inputs.digest_of(found) if self._inputs.knows(found) else ""
        return {found.name: _Seen(of[0], signature, of_bytes, sketch)}


def _path(destination: Destination) -> Path:
    return destination.folder / OURS / _FILE


def _known_in(destination: Destination) -> Iterator[tuple[str, _Seen]]:
    if not destination.manifest:
        return
    try:
        lines = _path(destination).read_bytes().splitlines()
        for line in lines:
            name, *seen = json.loads(line)
            yield str(name), _Seen(*map(str, seen))
    except (OSError, ValueError, TypeError):
        return
