"""One run: plan, perform, judge, rename, record; each source on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from publish import files
from publish.batch.destination import Destination, opened, single_format
from publish.batch.editions import editions_of
from publish.batch.executors import EXECUTORS
from publish.batch.judge import judge
from publish.batch.learn import learned_from
from publish.batch.manifest import Built, Failed
from publish.batch.outcome import Made, Outcome, Report, Status
from publish.batch.plan import Assignment, Planner, Task
from publish.batch.sources import found_sources
from publish.batch.word_files import without_copies
from publish.decisions import DECISIONS_FILE
from publish.errors import (
    BrokenDecisions,
    DiskFailed,
    Failure,
    PublishError,
    SettingsError,
    nearest,
    shown,
)
from publish.files import move_into_place
from publish.model.article import Note
from publish.model.formats import Format
from publish.model.own_rules import OWN
from publish.pipeline import SHIPPED, Formats, Output, Result, forget_layouts, layout_of
from publish.profiles import PROFILE_FILE, written
from publish.settings import EditionSettings, Options, check_changes
from publish.writers import writer_for

_BUGS_IN_A_ROW = 20
# Failures that take a limit's time to come, or a traceback of ours: not tried again by themselves.
_REMEMBERED = frozenset(
    {"bug", "worker.died", "limit.cpu-seconds", "limit.wall-seconds", "limit.memory-mib"}
)


def build(
    sources: Sequence[str] | str,
    options: Options | None = None,
    *,
    stdin: bytes = b"",
    on_result: Callable[[Outcome], None] | None = None,
    on_start: Callable[[int], None] | None = None,
    executor: str = "processes",
    formats: Formats = SHIPPED,
) -> Report:
    """Publish sources into `options.into`; what is up to date stays as it is.

    A source is a file, a folder or "-", which takes `stdin`. `on_result` hears of every source
    once, in their order, as soon as the ones before it are done. Even a single article is performed
    by a worker process, because only there does its time and memory have a limit;
    executor="serial" performs all in this process, without limits, and it alone takes `formats`
    that are not the shipped ones. With `options.learn` a first pass over all sources counts what
    recurs. `on_start` hears how many sources there are, once for each folder of results.

    One source's failure is an Outcome and the others go on. Raises SettingsError, LayoutError,
    MissingLibrary, Unwritable and FolderLocked before any work, DiskFailed when nothing more can be
    written; what is done by then stays done, and the next run goes on from there.
    """
    options = options or Options()
    names = [sources] if isinstance(sources, str) else list(sources)
    _check_rules(options.recipe.rules_off)
    check_changes(options.recipe.changes, "changes")
    forget_layouts()
    by_destination: dict[str, list[Assignment]] = {}
    for edition, own in editions_of(options):
        assignment = _assignment(names, own, edition, formats)
        by_destination.setdefault(own.into, []).append(assignment)
    means = _Means(stdin, executor, formats, on_result, on_start)
    report = Report(())
    for assignments in by_destination.values():
        made = _at_one_place(assignments, means)
        notes = tuple(dict.fromkeys((*report.notes, *made.notes)))
        report = Report((*report.outcomes, *made.outcomes), made.stopped, notes)
        if report.stopped:
            break
    return report


@dataclass(frozen=True, slots=True)
class _Means:
    """What a run works with, whatever it builds."""

    stdin: bytes
    executor: str
    formats: Formats
    on_result: Callable[[Outcome], None] | None
    on_start: Callable[[int], None] | None = None


def _assignment(
    names: list[str], options: Options, edition: EditionSettings | None, known: Formats
) -> Assignment:
    """What is to be built in one way, checked."""
    names = list(edition.sources) if edition and edition.sources else names
    if not names:
        raise SettingsError("no sources", hint="name a folder or files")
    single = single_format(options.into, known.out)
    formats = _formats(options, single, known)
    there = found_sources(names, options, known, single=bool(single), edition=edition)
    found, left_out = without_copies(there, options.recipe.limits)
    layout = layout_of(options.recipe)
    return Assignment(found, options, formats, known.readers, layout.digest, edition, left_out)


def _at_one_place(assignments: list[Assignment], means: _Means) -> Report:
    options = assignments[0].options
    formats = tuple(dict.fromkeys(format for each in assignments for format in each.formats))
    single = single_format(options.into, means.formats.out)
    with opened(options.into, file=bool(single)) as destination:
        tasks: list[Task] = []
        notes: list[Note] = []
        for each in assignments:
            profile = _learned(each, destination, means) if each.options.learn else ""
            planner = Planner(each, destination, means.stdin, profile)
            tasks += planner.tasks()
            notes += (*planner.notes(), *each.left_out)
        _refuse_twice(tasks)
        if means.on_start:
            means.on_start(len(tasks))
        made = _Outcomes(tasks, formats, destination, means).go(options.jobs)
        return _with_notes(made, tuple(dict.fromkeys(notes)), options, means)


def _with_notes(report: Report, notes: tuple[Note, ...], options: Options, means: _Means) -> Report:
    """The report with what concerns no source; with --strict each is a failure of its own."""
    if not options.strict:
        return replace(report, notes=notes)
    failed = tuple(
        Outcome(DECISIONS_FILE, "failed", failure=Failure(BrokenDecisions.code, note.message))
        for note in notes
        if note.weight != "info"
    )
    for outcome in failed:
        if means.on_result:
            means.on_result(outcome)
    return replace(report, outcomes=(*report.outcomes, *failed))


def _refuse_twice(tasks: list[Task]) -> None:
    """SettingsError when two editions would have the same outputs."""
    names = Counter(task.name for task in tasks)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise SettingsError(f"two editions are called {twice[0]}", hint="give one of them a name")


def _learned(assignment: Assignment, destination: Destination, means: _Means) -> str:
    """The path of a site.toml that was made from these sources, for as long as the run lasts.

    A source that cannot be read teaches nothing; that it failed is told when it is built.
    """
    learned = learned_from(
        assignment.found,
        assignment.options,
        destination.scratch,
        means.executor,
        formats=means.formats,
        stdin=means.stdin,
    )
    path = destination.scratch / PROFILE_FILE
    files.save({"": written(learned.profiles.sites)}, path)
    return str(path)


class _Outcomes:
    """The tasks of a run and what has become of them."""

    def __init__(
        self,
        tasks: list[Task],
        formats: tuple[Format, ...],
        destination: Destination,
        means: _Means,
    ) -> None:
        self._tasks = tasks
        self._formats = {format.name: format for format in formats}
        self._destination = destination
        self._means = means
        self._outcomes: list[Outcome | None] = [None] * len(tasks)
        self._told = 0
        self._bugs = 0

    def go(self, workers: int) -> Report:
        """Perform what is to be done; the report over all tasks."""
        to_do: list[int] = []
        for index, task in enumerate(self._tasks):
            if task.job:
                to_do.append(index)
            else:
                self._outcomes[index] = self._without_job(task)
        self._tell()
        jobs = [task.job for task in self._tasks if task.job]
        stopped = ""
        execute = EXECUTORS[self._means.executor]
        scratch = self._destination.scratch
        with closing(execute(jobs, workers, scratch, self._means.formats)) as results:
            for number, result in results:
                self._outcomes[to_do[number]] = self._finished(self._tasks[to_do[number]], result)
                self._tell()
                if self._bugs == _BUGS_IN_A_ROW:
                    stopped = f"{_BUGS_IN_A_ROW} bugs in a row"
                    break
        self._tell(rest=True)
        return Report(tuple(each for each in self._outcomes if each), stopped)

    def _tell(self, *, rest: bool = False) -> None:
        """Report what is done, in order; the `rest` of a run that ends early has gaps."""
        for outcome in self._outcomes[self._told :]:
            if outcome is None and not rest:
                return
            self._told += 1
            if outcome and self._means.on_result:
                self._means.on_result(outcome)

    def _without_job(self, task: Task) -> Outcome:
        current = [built for _, built in task.current]
        said = (note for built in current for note in built.notes)
        notes = tuple(dict.fromkeys((*said, *task.kept)))
        removed = max((built.removed for built in current), default=0)
        status: Status = "failed" if task.failure else "skipped"
        return Outcome(task.name, status, self._made(task, {}), removed, (), notes, task.failure)

    def _finished(self, task: Task, result: Result) -> Outcome:
        """Judge, rename and record what a worker left; raises DiskFailed to stop the run."""
        failure = result.failure
        if failure and failure.code == DiskFailed.code:
            self._tell(rest=True)
            where = shown(str(self._destination.folder))
            raise DiskFailed(failure.message, where=where, hint=failure.hint)
        built: dict[str, Built] = {}
        for output in result.outputs:
            try:
                built[output.target.format] = self._placed(task, output, result)
            except DiskFailed:
                raise
            except PublishError as error:
                failure = failure or Failure.of(error)
        self._remember(task, failure)
        self._bugs = self._bugs + 1 if failure and failure.code == "bug" else 0
        return Outcome(
            task.name,
            "failed" if failure else "built",
            self._made(task, built),
            len(result.removals),
            result.removals,
            (*result.notes, *task.kept),
            failure,
        )

    def _placed(self, task: Task, output: Output, result: Result) -> Built:
        """Move an output to its final name and record it, in this order."""
        assert task.job
        name = task.outputs[task.job.targets.index(output.target)]
        format = self._formats[output.target.format]
        judge(output, format)
        self._destination.refuse_strangers(name, format)
        move_into_place(Path(output.target.part), self._destination.final(name))
        built = Built(
            name,
            output.target.key,
            output.digest,
            output.pages,
            output.lines,
            result.pictures,
            output.notes,
            len(result.removals),
            source=task.name,
            title=result.about.title,
            published=result.about.published,
            outlet=result.about.outlet,
            language=result.about.language,
        )
        self._destination.add(built)
        return built

    def _remember(self, task: Task, failure: Failure | None) -> None:
        if failure and failure.code in _REMEMBERED:
            self._destination.add(Failed(task.name, task.failure_key, failure))
        elif self._destination.failed(task.name):
            self._destination.add(Failed(task.name, task.failure_key))

    def _made(self, task: Task, new: dict[str, Built]) -> tuple[Made, ...]:
        """The outputs that are right as they stand, in the order of the formats asked for."""
        built = {**dict(task.current), **new}
        return tuple(
            Made(
                str(self._destination.final(built[format].output)),
                format,
                built[format].digest,
                built[format].pages,
                built[format].lines,
            )
            for format in self._formats
            if format in built
        )


def _check_rules(off: tuple[str, ...]) -> None:
    """SettingsError for a rule that is turned off and does not exist."""
    if not off:
        return
    from publish.normaliser import RULES

    known = {rule.id for rule in RULES}
    for name in off:
        if name not in known and not name.startswith(OWN):
            raise SettingsError(f"no rule {name!r}", where="rules.off", hint=nearest(name, known))


def _formats(options: Options, single: str, known: Formats) -> tuple[Format, ...]:
    """The formats asked for, each once; for a single file the one that its suffix says."""
    asked = {name: writer_for(name, known.writers).format for name in options.to}
    if not asked:
        raise SettingsError("no format is asked for", hint="--to pdf")
    if not single:
        return tuple(asked.values())
    if single not in asked and tuple(asked) != Options().to:
        raise SettingsError(
            f"the file is to be {single} by its name and {', '.join(asked)} by --to",
            where=shown(options.into),
            hint="leave out --to, or name a folder",
        )
    return (writer_for(single, known.writers).format,)
