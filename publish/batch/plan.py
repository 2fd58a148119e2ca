"""Files → Tasks: what each source is called, what of it is up to date, and the job for the rest.

Up to date means: made with the same key, and the bytes under the final name are those that were
made. Keys and outputs are compared by contents; no date of a file is looked at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publish import files
from publish.batch.editions import arranged
from publish.batch.judge import digest_of_output
from publish.batch.manifest import Entry
from publish.batch.names import edition_name, output_name, stems
from publish.batch.places import Place
from publish.batch.versions import versions
from publish.decisions import decision_about, decisions_in
from publish.errors import Failure, OverLimit, PublishError, SettingsError, shown
from publish.files import Found, digest
from publish.model.article import NO_DECISIONS, Decisions
from publish.model.codec import encode
from publish.pipeline import Binding, Job, Target, digest_of_input, profiles_for
from publish.profiles import Profiles
from publish.settings import EditionSettings, Options

__all__ = ["Planner", "Task"]


@dataclass(frozen=True, slots=True)
class Task:
    """One source or edition: `current` outputs need nothing, `job` makes the others.

    `failure` is one that needs no trying; `failure_key` is what a new one is recorded under.
    `outputs` gives each target's path below the output folder.
    """

    name: str
    current: tuple[tuple[str, Entry], ...] = ()
    job: Job | None = None
    outputs: tuple[str, ...] = ()
    failure: Failure | None = None
    failure_key: str = ""


class Planner:
    """Makes the tasks of one run, in these formats and with the layout of this digest.

    With an `edition` there is one task, for all sources together. `profile` is the path of a
    site.toml that was learned for this run.
    """

    def __init__(
        self,
        options: Options,
        formats: tuple[str, ...],
        layout_digest: str,
        place: Place,
        stdin: bytes = b"",
        moment: str = "",
        profile: str = "",
        edition: EditionSettings | None = None,
    ) -> None:
        self._options = options
        self._edition = edition
        self._place = place
        self._keys = {format: self._run_key(format, layout_digest, moment) for format in formats}
        self._job = Job(
            "",
            (),
            (),
            layout=options.layout,
            layout_digest=layout_digest,
            set=options.set,
            below=options.layouts.get(options.layout, {}),
            css=options.css,
            decisions=options.decisions,
            comments=options.comments,
            attach_source=options.attach_source,
            strict=options.strict,
            rules_off=options.rules_off,
            limits=options.limits,
            moment=moment,
            profile=profile,
        )
        self._stdin = stdin
        self._profiles: dict[Path, Profiles] = {}
        self._decisions: dict[Path, Mapping[str, Decisions]] = {}

    def tasks(self, found: Sequence[Found]) -> list[Task]:
        """One task a source, in their order; a single one for an edition.

        Raises SettingsError when two outputs would share a name or one would replace a source.
        """
        if self._edition:
            tasks = [self._bound_task(self._edition, found)]
        else:
            names = stems((each.name for each in found), self._keys)
            tasks = [self._task(names[each.name], (each,)) for each in found]
        _refuse_to_replace_sources(tasks, found)
        return tasks

    def _bound_task(self, edition: EditionSettings, found: Sequence[Found]) -> Task:
        arrangement = arranged(found, edition)
        binding = Binding(
            edition.title,
            edition.subtitle,
            edition.language,
            edition.cover,
            arrangement.sections,
            edition.order[0] if edition.order in (("date",), ("-date",)) else "",
        )
        self._job = replace(self._job, binding=binding)
        said = digest(json.dumps(encode(binding), sort_keys=True).encode())
        self._keys = {format: digest((key + said).encode()) for format, key in self._keys.items()}
        return self._task(edition.name or edition_name(edition.title), arrangement.found)

    def _task(self, stem: str, group: tuple[Found, ...]) -> Task:
        name = stem if self._edition else group[0].name
        try:
            inputs = tuple(self._input(found) for found in group)
        except PublishError as error:
            failure = Failure.of(error)
            if self._edition:  # which source it was
                failure = replace(failure, message=str(error))
            return Task(name, failure=failure)
        current: list[tuple[str, Entry]] = []
        targets: list[Target] = []
        outputs: list[str] = []
        for format, run_key in self._keys.items():
            output = output_name(stem, format)
            key = digest((run_key + "".join(inputs)).encode())
            entry = self._place.entry(output)
            if entry and self._is_current(entry, key, group):
                current.append((format, entry))
            else:
                final, part = self._place.final(output), self._place.part(output)
                targets.append(Target(format, str(final), str(part), key))
                outputs.append(output)
        task = Task(name, tuple(current), outputs=tuple(outputs))
        return self._with_job(task, group, tuple(targets), inputs) if targets else task

    def _with_job(
        self,
        task: Task,
        group: tuple[Found, ...],
        targets: tuple[Target, ...],
        inputs: tuple[str, ...],
    ) -> Task:
        """The task with the job for these targets, unless it has failed before and will again."""
        limits = self._options.limits
        if self._edition:
            limits = limits.for_articles(len(group))
        said = [[target.key for target in targets], limits.of_time_and_memory]
        key = digest(json.dumps(said).encode())
        before = self._place.failed(task.name)
        again = self._options.retry_failed or self._options.force
        if before and before.key == key and not again:
            return replace(task, failure=before.failure, failure_key=key)
        job = replace(
            self._job,
            name=task.name,
            sources=tuple((found.name, str(found.path)) for found in group),
            targets=targets,
            limits=limits,
            stdin=self._stdin if any(_is_stdin(found) for found in group) else b"",
            inputs=inputs,
        )
        return replace(task, job=job, failure_key=key)

    def _input(self, found: Found) -> str:
        limit = self._options.limits.file_bytes
        if not _is_stdin(found):
            data = files.read(found.path, limit)
        elif len(self._stdin) > limit:
            raise OverLimit("file-bytes", len(self._stdin), limit, where=found.name)
        else:
            data = self._stdin
        return digest_of_input(found.name, data, self._said_about(found), self._profiles_for(found))

    def _profiles_for(self, found: Found) -> Profiles:
        """The site profiles that count for a source; a folder's file is read once."""
        place = found.path if _is_stdin(found) else found.path.parent
        if place not in self._profiles:
            self._profiles[place] = profiles_for(str(found.path), self._job.profile)
        return self._profiles[place]

    def _said_about(self, found: Found) -> Decisions:
        ours = self._options.decisions
        if _is_stdin(found):
            return ours
        folder = found.path.parent
        if folder not in self._decisions:  # a folder's file is read once
            self._decisions[folder] = decisions_in(folder)
        below = decision_about(found.name, self._decisions[folder])
        return below if ours is NO_DECISIONS else ours.over(below)

    def _is_current(self, entry: Entry, key: str, group: tuple[Found, ...]) -> bool:
        if entry.key != key or self._options.force or (self._options.strict and entry.notes):
            return False
        if not all(self._is_as_seen(group, *picture) for picture in entry.pictures):
            return False
        return digest_of_output(self._place.final(entry.output)) == entry.digest

    def _is_as_seen(self, group: tuple[Found, ...], index: int, name: str, seen: str) -> bool:
        """Whether a picture is what it was, or still not there."""
        if index >= len(group):
            return False
        data = files.picture(group[index].path.parent, name, self._options.limits.image_bytes)
        return seen == ("" if data is None else digest(data))

    def _run_key(self, format: str, layout_digest: str, moment: str) -> str:
        """All that a key holds and that is the same for every source."""
        options = self._options
        said = {
            "versions": dict(versions(format)),
            "format": format,
            "layout": layout_digest,
            "set": dict(options.set),
            "below": dict(options.layouts.get(options.layout, {})),
            "comments": options.comments,
            "attach-source": options.attach_source,
            "rules-off": sorted(options.rules_off),
            "limits": encode(options.limits.of_bytes),
            "moment": moment,
        }
        return digest(json.dumps(said, sort_keys=True).encode())


def _is_stdin(found: Found) -> bool:
    return str(found.path) == "-"


def _refuse_to_replace_sources(tasks: Sequence[Task], found: Sequence[Found]) -> None:
    finals = [
        Path(target.final)
        for task in tasks
        if task.job
        for target in task.job.targets
        if os.path.lexists(target.final)
    ]
    if not finals:
        return
    sources = dict(_identities(found))
    above = {folder for path in sources.values() for folder in path.resolve().parents}
    for final in finals:
        identity = _identity(final)
        source = sources.get(identity) if identity else None
        if source or (final.is_dir() and final.resolve() in above):
            raise SettingsError(
                f"this result would replace the source {shown(str(source or final))}",
                where=shown(str(final)),
                hint="use another --into",
            )


def _identities(found: Sequence[Found]) -> Iterator[tuple[tuple[int, int], Path]]:
    for each in found:
        identity = _identity(each.path)
        if identity:
            yield identity, each.path


def _identity(path: Path) -> tuple[int, int] | None:
    """What a file is under any of its names; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
