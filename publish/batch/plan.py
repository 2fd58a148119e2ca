"""Files → Tasks: what each source is called, what of it is up to date, and the job for the rest.

Up to date means: made with the same key, and the bytes under the final name are those that were
made. Keys and outputs are compared by contents; no date of a file is looked at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from publish import files
from publish.batch.destination import Destination
from publish.batch.editions import arranged
from publish.batch.manifest import Built
from publish.batch.names import edition_name, stems
from publish.batch.provenance import Provenance, below, relative
from publish.batch.pruning import Scope
from publish.batch.standing import kept, standing_of, verdict
from publish.batch.versions import versions
from publish.decisions import DecisionsFile, decisions_in
from publish.errors import Failure, OverLimit, PublishError, SettingsError, shown
from publish.files import Found, digest
from publish.model.article import NO_DECISIONS, Decisions, Note
from publish.model.codec import encode
from publish.model.formats import DOCX, PDF, Format
from publish.model.own_rules import OwnRule
from publish.pipeline import (
    Binding,
    Job,
    Target,
    digest_of_input,
    doubtful,
    profiles_for,
    rules_for,
)
from publish.profiles import Profiles
from publish.readers import Reader
from publish.settings import EditionSettings, Options


@dataclass(frozen=True, slots=True)
class Task:
    """One source or edition: `current` outputs need nothing, `job` makes the others.

    `failure` is one that needs no trying; `failure_key` is what a new one is recorded under.
    `outputs` gives each target's path below the output folder. `kept` has a note for each current
    output that somebody has edited. `refused` says what stands in the place of outputs that are
    not made for it, though the others are. `why` says of each target what is new: one of WHY.
    """

    name: str
    current: tuple[tuple[str, Built], ...] = ()
    job: Job | None = None
    outputs: tuple[str, ...] = ()
    failure: Failure | None = None
    failure_key: str = ""
    kept: tuple[Note, ...] = ()
    refused: Failure | None = None
    made_from: Provenance | None = None
    why: tuple[str, ...] = ()


WHY = ("new", "source", "decisions", "layout", "options", "program", "output", "asked")
"""Why an output is built: there is none, or what it is made of is other than it was; or the output
itself is, or the run was asked to build all."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Sources that are built the same way: each on its own, or all together as an edition.

    `left_out` has a note for each file in their folders that is no source. `folders` are those of
    which the run has all sources.
    """

    found: tuple[Found, ...]
    options: Options
    formats: tuple[Format, ...]
    readers: tuple[Reader, ...]
    layout_digest: str
    edition: EditionSettings | None = None
    left_out: tuple[Note, ...] = ()
    folders: tuple[Path, ...] = ()


class Planner:
    """Makes the tasks of an assignment; `profile` is the path of a site.toml learned for this run.

    With an edition there is one task, for all sources together.
    """

    def __init__(
        self,
        assignment: Assignment,
        destination: Destination,
        stdin: bytes = b"",
        profile: str = "",
    ) -> None:
        self._options = assignment.options
        self._edition = assignment.edition
        self._found = assignment.found
        self._folders = assignment.folders
        self._formats = assignment.formats
        self._readers = assignment.readers
        self._limits = assignment.options.recipe.limits
        self._destination = destination
        self._into = Path(os.path.realpath(destination.folder))
        self._job = Job(
            "",
            (),
            (),
            recipe=assignment.options.recipe,
            layout_digest=assignment.layout_digest,
            strict=assignment.options.strict,
            profile=profile,
        )
        self._stdin = stdin
        self._in_the_way: list[Path] = []
        self._profiles: dict[Path, Profiles] = {}
        self._decisions: dict[Path, DecisionsFile] = {}
        self._rules: dict[Path, tuple[OwnRule, ...]] = {}

    def tasks(self) -> list[Task]:
        """One task a source, in their order; a single one for an edition.

        Raises SettingsError when two outputs would share a name, one would replace a source, or all
        sources would have one title or address.
        """
        _refuse_one_name(self._job.recipe.decisions, len(self._found))
        groups = self._bound(self._edition) if self._edition else self._single()
        keys = [(format, self._run_key(format)) for format in self._formats]
        tasks = [self._task(stem, group, keys) for stem, group in groups]
        _refuse_to_replace_sources(self._in_the_way, self._found)
        return tasks

    def scope(self, editions: Collection[str]) -> Scope:
        """What the run knows all about; `editions` are all that it makes for this place."""
        if self._edition:
            of_settings = not (self._options.bundle or self._options.max_articles)
            return Scope(self._into, editions=editions if of_settings else None)
        return Scope(self._into, self._folders, self._stems, self._formats)

    @cached_property
    def _stems(self) -> Mapping[str, str]:
        return stems((each.name for each in self._found), self._formats)

    def _single(self) -> Sequence[tuple[str, tuple[Found, ...]]]:
        """Each source alone, with what its outputs are called."""
        return [(self._stems[each.name], (each,)) for each in self._found]

    def _bound(self, edition: EditionSettings) -> Sequence[tuple[str, tuple[Found, ...]]]:
        """All sources together in their order; the job is told how they are bound."""
        arrangement = arranged(self._found, edition)
        binding = Binding(
            edition.title,
            edition.subtitle,
            edition.language,
            edition.cover,
            arrangement.sections,
            edition.order[0] if edition.order in (("date",), ("-date",)) else "",
        )
        limits = self._limits.for_articles(len(arrangement.found))
        recipe = replace(self._job.recipe, limits=limits)
        self._job = replace(self._job, binding=binding, recipe=recipe, paged=self._paged)
        return [(called(edition), arrangement.found)]

    def _task(
        self, stem: str, group: tuple[Found, ...], keys: Sequence[tuple[Format, str]]
    ) -> Task:
        name = stem if self._edition else group[0].name
        try:
            inputs = tuple(self._input(found) for found in group)
        except PublishError as error:
            failure = Failure.of(error)
            if self._edition or isinstance(error, SettingsError):  # which source or file it was
                failure = replace(failure, message=str(error))
            return Task(name, failure=failure)
        made_from = self._made_from(name, group)
        current: list[tuple[str, Built]] = []
        targets: list[Target] = []
        outputs: list[str] = []
        notes: list[Note] = []
        refused: list[PublishError] = []
        for format, run_key in keys:
            output = stem + format.suffix
            key = digest((run_key + "".join(inputs)).encode())
            final, built = self._destination.final(output), self._destination.built(output)
            single = self._destination.file is not None
            stands = standing_of(final, format, built, made_from=made_from, single=single)
            force, replacing = self._options.force, self._options.replace
            same = built is not None and self._has_key(built, key, group)
            said = verdict(stands, same_key=same, force=force, replace=replacing)
            if said not in ("current", "keep") and stands.kind != "nothing":
                self._in_the_way.append(final)
            if isinstance(said, PublishError):
                refused.append(said)
            elif said == "build" or built is None:
                targets.append(
                    Target(format.name, str(final), str(self._destination.part(output)), key)
                )
                outputs.append(output)
            else:
                if not made_from.is_said_by(built):  # a line of before, or a project that moved
                    self._destination.add(made_from.written_into(built))
                current.append((format.name, replace(built, digest=stands.digest or built.digest)))
                notes += [kept(stands)] if said == "keep" else []
        task = Task(
            name,
            tuple(current),
            outputs=tuple(outputs),
            kept=tuple(notes),
            refused=_of_all(refused),
            made_from=made_from,
        )
        before = (note for _, built in current for note in built.notes)
        doubt = doubtful((*before, *notes), name)
        if self._options.strict and doubt:  # known without building anything
            return replace(task, failure=Failure.of(doubt))
        if not targets:
            return replace(task, failure=task.refused)
        return self._with_job(task, group, tuple(targets), inputs)

    def _made_from(self, name: str, group: tuple[Found, ...]) -> Provenance:
        if not self._edition:
            return Provenance(self._into, name, below(group[0], self._into))
        # What is bundled on the command line belongs to no settings.
        bundled = bool(self._options.bundle)
        project = "" if bundled else relative(Path(), self._into)
        return Provenance(self._into, name, project, edition=True)

    def _with_job(
        self,
        task: Task,
        group: tuple[Found, ...],
        targets: tuple[Target, ...],
        inputs: tuple[str, ...],
    ) -> Task:
        """The task with the job for these targets, unless it has failed before and will again."""
        limits = self._job.recipe.limits.of_time_and_memory
        key = digest(json.dumps([[target.key for target in targets], limits]).encode())
        before = self._destination.failed(task.name)
        again = self._options.retry_failed or self._options.force
        if before and before.key == key and not again:
            return replace(task, failure=before.failure, failure_key=key)
        job = replace(
            self._job,
            name=task.name,
            sources=tuple((found.name, str(found.path)) for found in group),
            targets=targets,
            stdin=self._stdin if any(_is_stdin(found) for found in group) else b"",
            inputs=inputs,
        )
        return replace(task, job=job, failure_key=key)

    def _input(self, found: Found) -> str:
        limit = self._limits.file_bytes
        if not _is_stdin(found):
            data = files.read(found.path, limit)
        elif len(self._stdin) > limit:
            raise OverLimit("file-bytes", len(self._stdin), limit, where=found.name)
        else:
            data = self._stdin
        return digest_of_input(
            found.name,
            data,
            self._said_about(found),
            self._profiles_for(found),
            self._rules_for(found),
        )

    def _profiles_for(self, found: Found) -> Profiles:
        """The site profiles that count for a source; a folder's file is read once."""
        beside = found.path if _is_stdin(found) else found.path.parent
        if beside not in self._profiles:
            self._profiles[beside] = profiles_for(str(found.path), self._job.profile)
        return self._profiles[beside]

    def _rules_for(self, found: Found) -> tuple[OwnRule, ...]:
        """The own rules that lie beside a source; a folder's file is read once."""
        folder = found.path.parent
        if folder not in self._rules:
            self._rules[folder] = rules_for(str(found.path))
        return self._rules[folder]

    def notes(self) -> Iterator[Note]:
        """What is odd about the decisions that were read: tables that speak of no file."""
        for folder, said in self._decisions.items():
            yield from said.strangers(path.name for path in folder.iterdir())

    def _said_about(self, found: Found) -> Decisions:
        if _is_stdin(found):
            return NO_DECISIONS
        folder = found.path.parent
        if folder not in self._decisions:  # a folder's file is read once
            self._decisions[folder] = decisions_in(folder)
        return self._decisions[folder].about(found.path.name)

    def _has_key(self, built: Built, key: str, group: tuple[Found, ...]) -> bool:
        """Whether an output was made of what there is now, its pictures among it."""
        seen = (self._is_as_seen(group, *picture) for picture in built.pictures)
        return built.key == key and all(seen)

    def _is_as_seen(self, group: tuple[Found, ...], index: int, name: str, seen: str) -> bool:
        """Whether a picture is what it was, or still not there."""
        if index >= len(group):
            return False
        data = files.picture(group[index].path.parent, name, self._limits.image_bytes)
        return seen == ("" if data is None else digest(data))

    @property
    def _paged(self) -> bool:
        """Whether the run makes a PDF, whose pages a Word file tells."""
        return PDF.name in (format.name for format in self._formats)

    def _run_key(self, format: Format) -> str:
        """All that a key holds and that is the same for every source."""
        said = {
            "versions": dict(versions(format, self._readers)),
            "format": format.name,
            "layout": self._job.layout_digest,
            "recipe": encode(self._job.recipe.of_bytes),
            "binding": encode(self._job.binding),
        }
        if format.name == DOCX.name and self._job.paged:
            said["paged"] = dict(versions(PDF, self._readers))
        return digest(json.dumps(said, sort_keys=True).encode())


def called(edition: EditionSettings) -> str:
    """What an edition's outputs are called, without the format's suffix."""
    return edition.name or edition_name(edition.title)


def _of_all(errors: Sequence[PublishError]) -> Failure | None:
    """One failure for an article of which several outputs are refused."""
    if not errors:
        return None
    hints = dict.fromkeys(error.hint for error in errors)
    message = "; ".join(error.message for error in errors)
    return replace(Failure.of(errors[0]), message=message, hint="; ".join(hints))


def _is_stdin(found: Found) -> bool:
    return str(found.path) == "-"


def _refuse_one_name(decisions: Decisions, sources: int) -> None:
    for option in ("title", "url"):
        if getattr(decisions, option) is not None and sources > 1:
            edition = "; --bundle TITLE names an edition" if option == "title" else ""
            raise SettingsError(
                f"--{option} names one article, and there are {sources:,} sources",
                hint=f"decisions.toml beside them names each{edition}",
            )


def _refuse_to_replace_sources(finals: Sequence[Path], found: Sequence[Found]) -> None:
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
