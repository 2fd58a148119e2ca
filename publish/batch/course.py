"""The course of a run at one place: tasks as workers ask for them, results as they come.

Little is held at a time: jobs are planned a few ahead of the workers, and an outcome that was told
is kept without what only who heard it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from functools import partial

from publish.batch.destination import Destination
from publish.batch.duplicates import Duplicates, Standing
from publish.batch.executors import Executor, started, window
from publish.batch.manifest import Built, built_of
from publish.batch.outcome import Made, Outcome, Outcomes, Status
from publish.batch.placing import Article, DiskPlacer, Placer, bug
from publish.batch.plan import Planner
from publish.batch.putting import StorePlacer
from publish.batch.tasks import Task
from publish.errors import DiskFailed, Failure, MissingSource, SaveError, shown
from publish.files import Found
from publish.model.article import Note
from publish.model.formats import Format
from publish.pipeline import CHANGED, Formats, Job, Result
from publish.pipeline.bundle import said_of_copy
from publish.settings import Options

_BUGS_IN_A_ROW = 20
_PLANNED_AGAIN = 3  # times that a source may change under the run before it fails
_NAMES = 3  # sources that a note names


@dataclass(frozen=True, slots=True)
class Means:
    """What a run works with, whatever it builds."""

    executor: Executor
    formats: Formats
    on_result: Callable[[Outcome], None] | None


@dataclass(slots=True)
class _Open:
    """A task that a worker has, or will have."""

    index: int
    planner: Planner
    task: Task
    times: int = 1


_Current = tuple[str | bytes, ...]  # a source that is up to date: its name, then formats and lines
_VANISHED = None


class Course:
    """All tasks of the planners at one destination; outcomes are put behind `outcomes`."""

    def __init__(
        self,
        planners: Sequence[Planner],
        formats: Sequence[Format],
        destination: Destination,
        means: Means,
        outcomes: Outcomes,
        options: Options,
    ) -> None:
        self._planners = planners
        self._formats: Mapping[str, Format] = {format.name: format for format in formats}
        self._destination = destination
        self._means = means
        self._outcomes = outcomes
        self._options = options
        self._only_looks = options.dry_run or options.join
        placer = StorePlacer if destination.is_stored else DiskPlacer
        self._placer: Placer = placer(destination, self._formats, replace=options.replace)
        self._open: dict[int, _Open] = {}
        self._again: list[_Open] = []
        self._asked = 0
        self._waiting: dict[int, Outcome | _Current | None] = {}
        self._next = 0
        self._is_telling = False
        self._bugs = 0
        self._vanished: list[str] = []
        self._duplicates: Duplicates | None = None
        alone = not options.shard  # a shard does not know what comes before its sources
        if destination.manifest and alone and not planners[0].names:  # editions are one task
            self._duplicates = Duplicates(destination, planners[0], formats)
            if options.join:  # what shards have made since is not in what was found before
                self._duplicates.change()
        self._make_current = partial(_current, destination.into)

    def go(self) -> str:
        """Perform what is to be done; why it ended early, or "". Raises DiskFailed."""
        stopped = ""
        try:
            if self._only_looks:
                for _ in self._jobs():
                    pass
            else:
                stopped = self._perform()
        except BaseException:
            # Interrupted, or the disk is full: what is finished counts, and is told.
            with suppress(SaveError):
                self._place()
            self._tell(rest=True)
            raise
        self._tell(rest=True)
        if self._duplicates:
            self._duplicates.finish()
        return stopped

    def notes(self) -> Iterator[Note]:
        """What concerns no source that is there."""
        if self._vanished:
            first = ", ".join(map(shown, self._vanished[:_NAMES]))
            more = len(self._vanished) - _NAMES
            names = f"{first} and {more:,} more" if more > 0 else first
            yield Note("source.vanished", f"gone since the run began: {names}")

    def _perform(self) -> str:
        means, scratch = self._means, self._destination.scratch
        jobs, workers = self._jobs(), self._options.jobs
        performed = started(means.executor, jobs, workers, scratch, means.formats)
        with closing(performed) as results:
            for done in results:
                if done:
                    self._take(*done)
                if self._placer.is_due():
                    self._place()
                if self._bugs >= _BUGS_IN_A_ROW:
                    self._place()
                    return f"{_BUGS_IN_A_ROW} bugs in a row"
        self._place()
        self._placer.finish()
        return ""

    def _jobs(self) -> Iterator[Job | None]:
        """The jobs of the run, each planned when it is asked for; outcomes that need none."""
        index = 0
        for planner in self._planners:
            for stem, group in planner.groups:
                known = self._left_out(planner, group) or planner.untouched(stem, group)
                if known:
                    self._settle(index, known)
                    index += 1
                    continue
                opened = self._planned(_Open(index, planner, Task(stem, stem, group)))
                index += 1
                if opened.task.job is None or self._only_looks:
                    self._settle(opened.index, self._without_work(opened.task))
                    continue
                while len(self._waiting) >= window(self._means.executor) and self._open:
                    yield None
                yield self._given(opened)
        while self._open or self._again:
            if not self._again:
                yield None
                continue
            opened = self._planned(self._again.pop(0))
            if opened.task.job is None:
                self._settle(opened.index, self._without_work(opened.task))
            else:
                yield self._given(opened)

    def _left_out(self, planner: Planner, group: tuple[Found, ...]) -> Outcome | None:
        """What becomes of a source that is not printed, because another is the same article."""
        if original := planner.original_of(group):
            return Outcome(group[0].name, "copy", notes=(said_of_copy(original, unique=True),))
        return None

    def _planned(self, opened: _Open) -> _Open:
        """Plan a task by its sources as they are now; a mistake of ours costs it and no other."""
        task = opened.task
        try:
            group = opened.planner.inputs.now(task.group) if opened.times > 1 else task.group
            opened.task = opened.planner.task(task.stem, group)
        except Exception as error:
            name = next(iter(opened.planner.names), task.group[0].name)
            opened.task = Task(name, task.stem, task.group, failure=bug(error))
        return opened

    def _given(self, opened: _Open) -> Job:
        assert opened.task.job
        if self._duplicates:
            self._duplicates.change()
        self._open[self._asked] = opened
        self._asked += 1
        return opened.task.job

    def _take(self, number: int, result: Result) -> None:
        """Take in a result: it is placed, or its source planned again. Raises DiskFailed."""
        opened = self._open.pop(number)
        failure = result.failure
        opened.task, result = opened.planner.completed(opened.task, result)
        if failure and failure.code == DiskFailed.code:
            where = shown(self._destination.into)
            raise DiskFailed(failure.message, where=where, hint=failure.hint)
        # Where an article stands in its file only another listing tells: the next run's.
        again = opened.times < _PLANNED_AGAIN and not any(each.member for each in opened.task.group)
        if failure and failure.message.endswith(CHANGED) and again:
            opened.times += 1
            self._again.append(opened)
        elif failure and failure.code == MissingSource.code and _was_found(opened.task.group):
            self._settle(opened.index, self._without_work(_gone(opened.task)))
        elif not (failure or result.outputs or opened.task.planned):  # it was up to date after all
            self._settle(opened.index, self._without_work(opened.task))
        else:
            self._count_bug(self._placer.take(opened.index, opened.task, result).failure)

    def _place(self) -> None:
        for article in self._placer.place():
            self._waiting[article.index] = self._finished(article)
        self._tell()

    def _count_bug(self, failure: Failure | None) -> None:
        self._bugs = self._bugs + 1 if failure and failure.code == "bug" else 0

    def _settle(self, index: int, outcome: Outcome | _Current | None) -> None:
        if index != self._next:
            self._waiting[index] = outcome
            return
        self._hear(index, outcome)
        self._next += 1
        if self._waiting:
            self._tell()

    def _tell(self, *, rest: bool = False) -> None:
        """Report what is done, in order; the `rest` of a run that ends early has gaps."""
        if self._is_telling:  # what hears of it has raised something
            return
        self._is_telling = True
        while self._next in self._waiting:
            self._hear(self._next, self._waiting.pop(self._next))
            self._next += 1
        if rest:
            for index in sorted(self._waiting):
                self._hear(index, self._waiting.pop(index))
        self._is_telling = False

    def _hear(self, index: int, said: Outcome | _Current | None) -> None:
        on_result = self._means.on_result
        said = self._with_original(index, said)
        if isinstance(said, Outcome):
            self._outcomes.add(said)
            if on_result:
                on_result(said)
        elif said is not _VANISHED:
            self._outcomes.add_current(self._make_current, said)
            if on_result:
                on_result(self._make_current(said))

    def _with_original(
        self, index: int, said: Outcome | _Current | None
    ) -> Outcome | _Current | None:
        """The outcome with a note where its source is the same article as one before it."""
        if not self._duplicates:
            return said
        standing: Standing = "as it was"
        if said is _VANISHED or (isinstance(said, Outcome) and not said.outputs):
            standing = "nothing"
        elif isinstance(said, Outcome) and said.status != "skipped":
            standing = "new"
        copy = self._duplicates.copy_at(index, standing)
        if said is _VANISHED or not copy or not copy.is_printed:
            return said
        made = said if isinstance(said, Outcome) else self._make_current(said)
        return replace(made, notes=(*made.notes, copy.note))

    def _without_work(self, task: Task) -> Outcome | _Current | None:
        """What becomes of a task that no worker gets: little, for most are up to date."""
        if task.has_vanished:
            self._vanished.append(task.name)
            return _VANISHED
        manifest = self._destination.manifest
        if manifest and not (task.failure or task.kept or task.planned):
            lines = ((format, manifest.line(built.output)) for format, built in task.current)
            return (task.name, *(each for pair in lines for each in pair))
        current = [built for _, built in task.current]
        said = (note for built in current for note in built.notes)
        status: Status = "failed" if task.failure else "planned" if task.planned else "skipped"
        return Outcome(
            task.name,
            status,
            self._made(task, {}),
            max((built.removed for built in current), default=0),
            (),
            tuple(dict.fromkeys((*said, *task.kept))),
            task.failure,
            {each.target.format: each.why for each in task.planned},
            next((built.title for built in current if built.title), _listed_title(task)),
        )

    def _finished(self, article: Article) -> Outcome:
        task, result = article.task, article.result
        failure: Failure | None = article.failure or task.refused
        return Outcome(
            task.name,
            "failed" if failure else "built",
            self._made(task, article.built),
            len(result.removals),
            result.removals,
            (*result.notes, *task.kept),
            failure,
            {} if failure else {each.target.format: each.why for each in task.planned},
            result.about.title or _listed_title(task),
        )

    def _made(self, task: Task, new: Mapping[str, Built]) -> tuple[Made, ...]:
        """The outputs that are right as they stand, in the order of the formats asked for."""
        built = {**dict(task.current), **new}
        return tuple(
            _made(self._destination.place(built[name].output), name, built[name])
            for name in self._formats
            if name in built
        )


def _made(path: str, format: str, built: Built) -> Made:
    return Made(path, format, built.digest, built.pages, built.lines)


def _current(folder: str, said: _Current) -> Outcome:
    """The outcome of a source that is up to date, of its name and the lines of its outputs."""
    name, *formats_and_lines = said
    assert isinstance(name, str)
    made: list[Made] = []
    notes: dict[Note, None] = {}
    removed, title = 0, ""
    for format, line in zip(formats_and_lines[::2], formats_and_lines[1::2], strict=True):
        assert isinstance(format, str)
        assert isinstance(line, bytes)
        if built := built_of(line):
            made.append(_made(f"{folder}/{built.output}", format, built))
            notes |= dict.fromkeys(built.notes)
            removed, title = max(removed, built.removed), title or built.title
    return Outcome(name, "skipped", tuple(made), removed, (), tuple(notes), title=title)


def _listed_title(task: Task) -> str:
    """What the file that holds an article calls it."""
    return next(
        (each.member.title for each in task.group if each.member and len(task.group) == 1), ""
    )


def _was_found(group: Sequence[Found]) -> bool:
    return len(group) == 1 and not group[0].named


def _gone(task: Task) -> Task:
    return Task(task.name, task.stem, task.group, has_vanished=True)
