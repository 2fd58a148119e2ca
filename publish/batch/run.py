"""One run: plan, perform, place and tell; each source on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from publish import files
from publish.batch.course import Course, Means
from publish.batch.destination import (
    Destination,
    opened,
    place_for_results,
    single_format,
)
from publish.batch.editions import editions_of
from publish.batch.executors import Executor, here, warm
from publish.batch.joining import left_undone
from publish.batch.learning import learned_from
from publish.batch.opening import opened_archives
from publish.batch.outcome import Outcome, Outcomes, Report
from publish.batch.pages import write_pages
from publish.batch.plan import Planner
from publish.batch.pruning import orphan_notes
from publish.batch.shards import asked_shard
from publish.batch.sources import check_count, found_sources, notes_of
from publish.batch.tasks import Assignment
from publish.batch.unique import FirstPass
from publish.batch.word_files import without_copies
from publish.decisions import DECISIONS_FILE
from publish.errors import BrokenDecisions, Failure, SettingsError, nearest, shown
from publish.finding import plain
from publish.model.article import Note
from publish.model.formats import Format
from publish.model.own_rules import OWN
from publish.pipeline import SHIPPED, Formats, forget_layouts, layout_of
from publish.profiles import PROFILE_FILE, written
from publish.settings import EditionSettings, Options, check_changes
from publish.writers import writer_for


def build(
    sources: Sequence[str] | str,
    options: Options | None = None,
    *,
    stdin: bytes = b"",
    on_start: Callable[[int], None] | None = None,
    on_result: Callable[[Outcome], None] | None = None,
    executor: Executor = "processes",
    formats: Formats = SHIPPED,
) -> Report:
    """Publish sources into `options.into`; what is up to date stays as it is.

    A source is a file, a folder or "-", which takes `stdin`. `on_start` hears how many sources and
    editions there are; `on_result` hears of every one of them once, in their order, as soon as the
    ones before it are done, and alone gets what was removed. Even a single article is performed by
    a worker process, because only there does its time and memory have a limit; executor="serial"
    performs all in this process, without limits, and it alone takes `formats` that are not the
    shipped ones; a Pool performs it in workers that live on; "cluster:ADDRESS" in the nodes of a
    Dask scheduler, as `options.cluster` does, "cluster" in some that are started here. With
    `options.learn` a first pass over all sources counts what recurs. With `options.shard` only a
    share of the sources is built, and many processes may share the folder; with `options.join`
    nothing is built, and what shards have built becomes the folder's: what is not built by then is
    "planned", with a failure a shard.

    One source's failure is an Outcome and the others go on. Raises SettingsError, LayoutError,
    MissingLibrary, Unwritable and FolderLocked before any work, DiskFailed when nothing more can be
    written, ClusterError when a cluster is away; what is done by then stays done, and the next run
    goes on from there.
    """
    options = options or Options()
    if options.cluster and executor == "processes":
        executor = f"cluster:{options.cluster}"
    names = [sources] if isinstance(sources, str) else list(sources)
    _check_rules(options.recipe.rules_off)
    check_changes(options.recipe.changes, "changes")
    shard = asked_shard(options)
    forget_layouts()
    by_destination: dict[str, list[Assignment]] = {}
    for edition, asked in editions_of(options):
        own = replace(asked, into=place_for_results(asked.into))
        assignment = replace(_assignment(names, own, edition, formats), shard=shard)
        by_destination.setdefault(own.into, []).append(assignment)
    means = Means(executor, formats, on_result)
    expected = _Expected(on_start, by_destination.values())
    report = Report()
    for assignments in by_destination.values():
        stopped, notes = _at_one_place(assignments, means, stdin, report.outcomes, expected)
        all_notes = tuple(dict.fromkeys((*report.notes, *notes)))
        report = replace(report, stopped=stopped, notes=all_notes)
        if stopped:
            break
    return report


def _assignment(
    names: list[str], options: Options, edition: EditionSettings | None, known: Formats
) -> Assignment:
    """What is to be built in one way, checked."""
    names = list(edition.sources) if edition and edition.sources else names
    if not names:
        raise SettingsError("no sources", hint="name a folder or files")
    single = single_format(options.into, known.out)
    if single and (options.shard or options.join):
        raise SettingsError("shards share a folder", where=shown(options.into), hint="name one")
    if single and options.spread and not (edition and edition.into):
        hint = "name a folder, or leave out --spread"
        raise SettingsError(
            "one file is not spread over folders", where=shown(options.into), hint=hint
        )
    formats = _formats(options, single, known)
    findings = found_sources(names, options, known, single=bool(single), edition=edition)
    found, left_out = tuple(findings.found), notes_of(findings)
    layout = layout_of(options.recipe)
    every = not (edition or options.max_articles)
    on_disk = (str(path) for path in map(Path, map(plain, names)) if path.is_dir())
    folders = (*on_disk, *findings.folders) if every else ()
    digest = layout.digest
    made = Assignment(found, options, formats, known.readers, digest, edition, left_out, folders)
    return replace(made, beside=findings.beside)


class _Expected:
    """How many outcomes a run will have: told at first, and again when files were opened."""

    def __init__(
        self, on_start: Callable[[int], None] | None, places: Iterable[list[Assignment]]
    ) -> None:
        self._tell = on_start
        self._count = sum(_outcomes_of(each) for assignments in places for each in assignments)
        self._said = 0

    def changed(self, before: Iterable[Assignment], now: Iterable[Assignment]) -> None:
        """Say that these assignments have become those."""
        self._count += sum(map(_outcomes_of, now)) - sum(map(_outcomes_of, before))
        if self._tell and self._said != self._count:
            self._tell(self._count)
            self._said = self._count


def _outcomes_of(assignment: Assignment) -> int:
    if assignment.edition:
        return 1
    if assignment.shard is None:
        return len(assignment.found)
    return sum(assignment.is_own(each.name) for each in assignment.found)


def _opened(each: Assignment, destination: Destination, means: Means, stdin: bytes) -> Assignment:
    """The assignment with the articles that its files hold. SettingsError for too many, or none."""
    executor, formats = means.executor, means.formats
    opened = opened_archives(each.found, each.options, destination, executor, formats, stdin)
    found, copies = without_copies(opened.found, each.options.recipe.limits, destination)
    found = found[: each.options.max_articles]
    if opened.states:
        check_count(found, each.options, single=bool(destination.file), edition=each.edition)
    left_out = (*each.left_out, *opened.notes, *copies)
    return replace(each, found=found, left_out=left_out, states=opened.states)


def _at_one_place(
    assignments: list[Assignment],
    means: Means,
    stdin: bytes,
    outcomes: Outcomes,
    expected: _Expected,
) -> tuple[str, tuple[Note, ...]]:
    """Build what shares a destination; why it stopped early, and what concerns no source."""
    options = assignments[0].options
    formats = tuple(dict.fromkeys(format for each in assignments for format in each.formats))
    single = single_format(options.into, means.formats.out)
    performing = here(means.executor) if options.dry_run else means.executor  # which writes nothing
    with (
        opened(
            options.into,
            file=bool(single),
            frozen=options.dry_run,
            shard=assignments[0].shard,
            joins=options.join,
            spread=options.spread,
        ) as destination,
        warm(performing, options.jobs, destination.scratch, means.formats) as executor,
    ):
        means = replace(means, executor=executor)
        planners = []
        opened_all = [_opened(each, destination, means, stdin) for each in assignments]
        expected.changed(assignments, opened_all)
        assignments = opened_all
        for each in assignments:
            profile = _learned(each, destination, means, stdin) if each.options.learn else ""
            planner = Planner(each, destination, stdin, profile)
            if options.unique and not each.edition:
                first_pass = FirstPass(each, destination, planner, profile)
                planner.leave_out(first_pass.copies(means.executor, means.formats))
            planners.append(planner)
        _refuse_twice(planners)
        _let_know(planners, destination)
        # Before a result is planned that would take the place of one of these.
        scope = planners[0].scope([name for planner in planners for name in planner.names])
        orphaned = orphan_notes(scope, destination, options)
        first = len(outcomes)
        course = Course(planners, formats, destination, means, outcomes, options)
        stopped = course.go()
        if options.join:
            for left in left_undone(outcomes.planned_from(first), destination.joined):
                _tell(left, means, outcomes)
        _write_pages(destination, options, outcomes, first, means)
        notes = [note for each in assignments for note in each.left_out]
        notes += [note for planner in planners for note in planner.notes()]
        notes += (*course.notes(), *orphaned)
        if not isinstance(executor, str):
            notes += executor.notes()
        if destination.shadowed:
            notes += destination.shadowed.notes()
        told = tuple(dict.fromkeys(notes))
        if options.strict:
            _fail_by(told, means, outcomes)
            told = ()
        return stopped, told


def _write_pages(
    destination: Destination, options: Options, outcomes: Outcomes, first: int, means: Means
) -> None:
    """Write the pages about a folder of results, by the outcomes from this one on."""
    if not destination.manifest or options.dry_run or destination.shard:
        return
    folder, manifest = destination.folder, destination.manifest
    failed = tuple(outcomes.failed_from(first))
    is_there, replacing = destination.results.is_there, options.replace
    pages = write_pages(folder, manifest, failed, is_there, index=options.index, replace=replacing)
    for name, failure in pages:
        _tell(Outcome(name, "failed", failure=failure), means, outcomes)


def _let_know(planners: Sequence[Planner], destination: Destination) -> None:
    """Tell a shard what runs before it have made of its own sources."""
    if destination.shard:
        destination.know_of({name for planner in planners for name in planner.own_names()})


def _fail_by(notes: Sequence[Note], means: Means, outcomes: Outcomes) -> None:
    """With --strict each note that concerns no source is a failure of its own."""
    for note in notes:
        if note.weight == "info":
            continue
        failure = Failure(BrokenDecisions.code, note.message)
        _tell(Outcome(DECISIONS_FILE, "failed", failure=failure), means, outcomes)


def _tell(outcome: Outcome, means: Means, outcomes: Outcomes) -> None:
    outcomes.add(outcome)
    if means.on_result:
        means.on_result(outcome)


def _refuse_twice(planners: Sequence[Planner]) -> None:
    """SettingsError when two editions would have the same outputs."""
    names = Counter(name for planner in planners for name in planner.names)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise SettingsError(f"two editions are called {twice[0]}", hint="give one of them a name")


def _learned(assignment: Assignment, destination: Destination, means: Means, stdin: bytes) -> str:
    """The path of a site.toml that was made from these sources, for as long as the run lasts.

    A source that cannot be read teaches nothing; that it failed is told when it is built.
    """
    learned = learned_from(
        assignment.found,
        assignment.options,
        destination.scratch,
        means.executor,
        formats=means.formats,
        stdin=stdin,
    )
    path = destination.scratch / PROFILE_FILE
    files.save({"": written(learned.profiles.sites)}, path)
    return str(path)


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
    names = [name.strip() for each in options.to for name in each.split(",") if name.strip()]
    asked = {name: writer_for(name, known.writers).format for name in names}
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
