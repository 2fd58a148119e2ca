"""Files → Tasks: what each source is called, what of it is up to date, and the job for the rest.

Up to date means: made with the same key, and what stands under the final name is what was made.
Both are compared by contents. Where signatures hold (`signatures`) contents are not read: what was
compared once need not be again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from publish.archives import BY_NAME
from publish.batch.clashes import Clashes
from publish.batch.destination import Destination
from publish.batch.editions import arranged
from publish.batch.inputs import Inputs, Reading, Said
from publish.batch.lines import sent
from publish.batch.manifest import Run, made_of
from publish.batch.names import stems
from publish.batch.outputs import Draft, Outputs
from publish.batch.provenance import Bases, Provenance, relative
from publish.batch.pruning import Scope
from publish.batch.run_keys import runs_by
from publish.batch.spread import folder_of
from publish.batch.tasks import (
    Assignment,
    Planned,
    Task,
    failure_of_all,
    is_final,
    refuse_one_name,
)
from publish.batch.untouched import has_notes, line_if_untouched
from publish.errors import Failure, MissingSource, PublishError, SettingsError
from publish.files import Found, digest
from publish.model.article import Note
from publish.model.formats import PDF, Format
from publish.pipeline import Binding, Job, Result, doubtful
from publish.settings import EditionSettings


class Planner:
    """Makes the tasks of an assignment; `profile` is the path of a site.toml learned for this run.

    With an edition there is one task, for all sources together. Raises SettingsError when two
    outputs would share a name, the one file that is named as the result is a source, or all sources
    would have one title or address.
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
        self._opened = assignment.states.keys()
        self._is_own = assignment.is_own
        self._formats = assignment.formats
        self._readers = assignment.readers
        self._limits = assignment.options.recipe.limits
        self._destination = destination
        folder = destination.folder
        self._into = destination.into if destination.is_stored else os.path.realpath(folder)
        home = destination.scratch / "beside"
        of = assignment.states, assignment.beside, home
        self._inputs = Inputs(self._limits, stdin, profile, *of)
        self._clashes = Clashes(self._found)
        self._outputs = Outputs(destination, self._options, self._inputs, self._clashes)
        self._bases = Bases(self._into)
        self._job = Job(
            "",
            (),
            (),
            recipe=assignment.options.recipe,
            layout_digest=assignment.layout_digest,
            strict=assignment.options.strict,
            profile=profile,
        )
        refuse_one_name(self._job.recipe.decisions, len(self._found))
        if destination.file:
            self._clashes.refuse_file(destination.file)
        self._name = assignment.name
        self._folder_of = partial(folder_of, spread=assignment.options.spread)
        self._groups = self._bound(self._edition) if self._edition else self._single()
        named, recipe = self._job.recipe, replace(self._job.recipe, fields={})
        self._runs = runs_by(recipe, self._job, self._formats, self._readers)
        self._named_runs = runs_by(named, self._job, self._formats, self._readers)
        self._copies: Mapping[str, str] = {}

    @property
    def groups(self) -> Sequence[tuple[str, tuple[Found, ...]]]:
        """What the outputs of each task are called, and its sources: for `task`, one by one."""
        return self._groups

    @property
    def inputs(self) -> Inputs:
        """What the sources bring."""
        return self._inputs

    def own_names(self) -> Iterator[str]:
        """The names of all outputs, and of all that they are made of."""
        for stem, group in self._groups:
            yield from (stem + format.suffix for format in self._formats)
            yield from (found.name for found in group)

    @property
    def names(self) -> Sequence[str]:
        """The names of editions; none where there is a task a source."""
        return [self._name] if self._edition else []

    def leave_out(self, copies: Mapping[str, str]) -> None:
        """Print none of these sources, each of which is the same article as another, by name."""
        self._copies = copies

    def original_of(self, group: tuple[Found, ...]) -> str:
        """The source in the place of which this one is not printed; "" for one that is."""
        return self._copies.get(group[0].name, "") if self._copies else ""

    def untouched(self, stem: str, group: tuple[Found, ...]) -> tuple[str | bytes, ...] | None:
        """The name of a source and the format and line of each of its outputs, if all are current.

        None where that cannot be told without reading anything; then `task` tells. In a run over
        what has not changed this is all that is asked, so it does little.
        """
        manifest, asked = self._destination.manifest, self._options
        if self._edition or not manifest or asked.force or asked.verify:
            return None
        (found,) = group
        runs = self._runs_of(group)
        if not manifest.line(stem + runs[0][0].suffix):  # new: most of a first run are
            return None
        said, results = self._inputs.digest_said_of(found), self._destination.results
        if said is None:
            return None
        known: list[str | bytes] = [found.name]
        where = self._bases.below(found)
        try:
            source = self._inputs.signature_of(found)
            picture = partial(self._inputs.state_of_picture, found)
            for format, _, run in runs:
                output = stem + format.suffix
                seen = results.signature(output), source
                of = made_of(run.key, said, found.name, where)
                line = line_if_untouched(manifest, output, seen, of, picture)
                if line is None or (asked.strict and has_notes(line)):
                    return None
                known += (format.name, line)
        except (OSError, ValueError):
            return None
        return tuple(known)

    def scope(self, editions: Collection[str]) -> Scope:
        """What the run knows all about; `editions` are all that it makes for this place."""
        if self._edition:
            every = not (self._options.bundle or self._options.max_articles)
            return Scope(self._into, editions=editions if every else None)
        groups = [each for each in self._groups if not self.original_of(each[1])]
        copies = {
            (self._bases.below(group[0]), group[0].name)
            for _, group in self._groups
            if self.original_of(group)
        }
        return Scope(
            self._into, self._folders, groups, self._formats, opened=self._opened, copies=copies
        )

    def task(self, stem: str, group: tuple[Found, ...]) -> Task:
        """The task of these sources, as they are now."""
        name = self._name or group[0].name
        if unread := next((found for found in group if found.refused), None):
            return Task(name, stem, group, failure=unread.refused)
        states = tuple(map(self._inputs.state_of, group))
        try:
            several = tuple(map(self._inputs.said_of, group))
            said = self._said(group, several)
            made_from = self._made_from(name, group)
            reading = Reading(self._inputs, group, several)
            draft = Draft(name, stem, group, states, said, reading, made_from)
            for format, run_key, run in self._runs_of(group):
                self._outputs.plan(draft, format, run_key, run)
            return self._task_of(draft)
        except PublishError as error:
            gone = isinstance(error, MissingSource) and len(group) == 1 and not group[0].named
            failure = Failure.of(error)
            if self._edition or isinstance(error, SettingsError):  # which source or file it was
                failure = replace(failure, message=str(error))
            return Task(name, stem, group, failure=failure, has_vanished=gone)

    def notes(self) -> Iterator[Note]:
        """What is odd about the decisions that were read: tables that speak of no file."""
        yield from self._inputs.strangers(self._found)

    def _single(self) -> Sequence[tuple[str, tuple[Found, ...]]]:
        """Each source alone, with what its outputs are called among those of all sources."""
        names = stems((each.name for each in self._found), self._formats)
        own = [each for each in self._found if self._is_own(each.name)]
        return [(self._folder_of(each.name) + names[each.name], (each,)) for each in own]

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
            self._options.unique,
        )
        limits = self._limits.for_articles(len(arrangement.found))
        recipe = replace(self._job.recipe, limits=limits)
        paged = PDF in self._formats  # whose pages a Word file tells
        self._job = replace(self._job, binding=binding, recipe=recipe, paged=paged)
        return [(self._folder_of(self._name) + self._name, arrangement.found)]

    def _said(self, group: tuple[Found, ...], several: tuple[Said, ...]) -> str:
        """What people say of the sources; of those of an edition, of which in what order."""
        if not self._edition:
            return several[0].digest
        whole = [[found.name, said.digest] for found, said in zip(group, several, strict=True)]
        return digest(json.dumps(whole).encode())

    def _made_from(self, name: str, group: tuple[Found, ...]) -> Provenance:
        if not self._edition:
            return Provenance(self._into, name, self._bases.below(group[0]))
        # What is bundled on the command line belongs to no settings.
        bundled = bool(self._options.bundle)
        project = "" if bundled else relative("", self._into)
        return Provenance(self._into, name, project, edition=True)

    def _task_of(self, draft: Draft) -> Task:
        counted = self._destination.clock.counted
        task = Task(
            draft.name,
            draft.stem,
            draft.group,
            tuple(draft.current),
            planned=tuple(draft.planned),
            kept=tuple(draft.notes),
            refused=failure_of_all(draft.refused),
            made_from=draft.made_from,
            said=draft.said,
            signatures=tuple(map(counted, draft.states)) if draft.planned else (),
        )
        if self._options.strict:
            before = (note for _, built in draft.current for note in built.notes)
            doubt = doubtful((*before, *draft.notes), draft.name)
            if doubt:  # known without building anything
                return replace(task, planned=(), failure=Failure.of(doubt))
        if not draft.planned:
            return replace(task, failure=task.refused) if draft.refused else task
        return self._with_job(task, draft)

    def _with_job(self, task: Task, draft: Draft) -> Task:
        """The task with the job for its targets, unless it has failed before and will again."""
        key = self._failure_key(draft)
        before = self._destination.failed(task.name)
        if before and before.key == key and is_final(before, self._options):
            return replace(task, planned=(), failure=before.failure, failure_key=key)
        task = replace(task, failure_key=key, input=draft.reading.bytes)
        targets = tuple(each.target for each in draft.planned)
        if self._destination.claims:
            targets = tuple(sent(each.target, task, each) for each in draft.planned)
        job = replace(
            self._job,
            name=task.name,
            sources=draft.group,
            targets=targets,
            stdin=self._inputs.stdin_of(draft.group),
            inputs=draft.reading.whole,
            beside=tuple(each for found in draft.group for each in self._inputs.beside(found)),
            claims=self._destination.claims,
        )
        return replace(task, job=job)

    def _failure_key(self, draft: Draft) -> str:
        """What a failure is recorded under: by what sources hold, or, unread, look like."""
        limits = self._job.recipe.limits.of_time_and_memory
        of: list[object] = [[each.target.key for each in draft.planned], limits]
        if draft.reading.is_deferred:
            signatures = [state.signature for state in draft.states]
            if not all(signatures):  # nobody knows whether it is the same
                return ""
            of = [[each.run_key for each in draft.planned], draft.said, signatures, limits]
        return digest(json.dumps(of).encode())

    def completed(self, task: Task, result: Result) -> tuple[Task, Result]:
        """What was planned of bytes nobody had read, now that `result` says what they were.

        Results that were made of the same bytes are current.
        """
        job = task.job
        if job is None or job.inputs or not result.inputs:
            return task, result
        several = tuple(map(self._inputs.said_of, task.group))
        reading = Reading(self._inputs, task.group, several, result.inputs)
        planned = tuple(
            replace(each, target=replace(each.target, key=reading.key(each.run_key)))
            for each in task.planned
        )
        targets = {each.target.format: each.target for each in planned}
        outputs = tuple(
            replace(each, target=targets[each.target.format]) for each in result.outputs
        )
        result = replace(result, outputs=outputs)
        task = replace(task, planned=planned, input=reading.bytes)
        same = [each for each in planned if each.target.known and each.target.known == task.input]
        return (self._with_current(task, same, several), result) if same else (task, result)

    def _with_current(self, task: Task, same: Sequence[Planned], several: tuple[Said, ...]) -> Task:
        """The task with outputs that need not be made after all."""
        assert task.made_from
        reading = Reading(self._inputs, task.group, several)
        states = tuple(map(self._inputs.state_of, task.group))
        made_from = task.made_from
        draft = Draft(task.name, task.stem, task.group, states, task.said, reading, made_from)
        for each in same:
            format = next(
                f for f, _, _ in self._runs_of(task.group) if f.name == each.target.format
            )
            built = self._destination.built(each.output)
            assert built
            stands = self._destination.results.standing(each.output, format, built, made_from)
            self._outputs.keep(draft, format, built, stands)
        left = tuple(each for each in task.planned if each not in same)
        current = (*task.current, *draft.current)
        return replace(task, planned=left, current=current, kept=(*task.kept, *draft.notes))

    def _runs_of(self, group: tuple[Found, ...]) -> Sequence[tuple[Format, str, Run]]:
        """The formats; what names of fields are said changes only what has fields by names."""
        named = any(each.member and each.member.form in BY_NAME for each in group)
        return self._named_runs if named else self._runs
