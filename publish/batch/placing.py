"""Results get their final names: in groups, so that the disk is waited for a few times in all.

A worker has synced the part of each. Then, for a group: all are judged; what stands in their places
is looked at; one line of intent for each is written and synced; they are renamed; their folders are
synced; the lines that say so are written, and synced with the next group's intents, or at the end.
A kill at any moment costs nothing: what has its name and no line yet is known by its intent.
"""

from __future__ import annotations

import os
import time
import traceback
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from publish import files
from publish.batch.destination import Destination
from publish.batch.judge import judge
from publish.batch.lines import begun, finished
from publish.batch.manifest import Built, Failed, Record, body_of
from publish.batch.removals import Removals, compact, lines_of
from publish.batch.signatures import NOWHERE, State, state_at, state_beside
from publish.batch.standing import may_place, standing_of
from publish.batch.tasks import Planned, Task
from publish.errors import DiskFailed, Failure, PublishError
from publish.model.formats import Format
from publish.pipeline import Output, Result

_GROUP = 64  # results
_GROUP_SECONDS = 0.2  # that the first of a group waits for others
_TICK = 2 * 10**9  # ns, as in `signatures`


@dataclass(slots=True)
class Article:
    """A source or edition that a worker is done with, and what became of its outputs."""

    index: int
    task: Task
    result: Result
    failure: Failure | None
    built: dict[str, Built] = field(default_factory=dict)


@dataclass(slots=True)
class _Move:
    """An output between its part and its final name; `state` is its part's.

    `before` is the state of what stood under the name when it was looked at.
    """

    article: Article
    planned: Planned
    output: Output
    state: State
    before: State = NOWHERE
    built: Built | None = None
    body: bytes = b""
    stands_there: bool = False


class Placer(ABC):
    """Takes results one by one and places them group by group; `formats` are those of the run."""

    group, group_seconds = _GROUP, _GROUP_SECONDS

    def __init__(
        self, destination: Destination, formats: Mapping[str, Format], *, replace: bool
    ) -> None:
        self._destination = destination
        self._formats = formats
        self._replace = replace
        self._articles: list[Article] = []
        self._since = 0.0

    @abstractmethod
    def take(self, index: int, task: Task, result: Result) -> Article:
        """Judge what a worker left; it is placed with its group. Raises DiskFailed."""

    @abstractmethod
    def place(self) -> list[Article]:
        """Give the group its names; its articles, with what was built. Raises DiskFailed."""

    @abstractmethod
    def finish(self) -> None:
        """Wait for the lines of the last group; write down signatures that have come to count."""

    def is_due(self) -> bool:
        """Whether a group is large or old enough to be placed."""
        if not self._articles:
            return False
        late = time.monotonic() - self._since > self.group_seconds
        return late or len(self._articles) >= self.group

    def _opened(self, index: int, task: Task, result: Result) -> Article:
        if not self._articles:
            self._since = time.monotonic()
        article = Article(index, task, result, result.failure)
        self._articles.append(article)
        return article

    def _remembered(self, article: Article) -> Iterator[Record]:
        task, failure = article.task, article.failure
        said = Failed(task.name, task.failure_key, failure)
        before = self._destination.failed(task.name)
        if before != said if failure else before:
            yield said

    def _told_removals(self, articles: list[Article]) -> list[tuple[str, str, Removals]]:
        return [
            (each.task.name, each.task.failure_key, Removals.of(each.result.removals))
            for each in articles
        ]


class DiskPlacer(Placer):
    """Gives part files their names."""

    def __init__(
        self, destination: Destination, formats: Mapping[str, Format], *, replace: bool
    ) -> None:
        super().__init__(destination, formats, replace=replace)
        self._moves: list[_Move] = []
        self._fresh: list[tuple[str, State, tuple[str, ...]]] = []
        self._synced: set[Path] = set()
        self._has_placed = False

    def take(self, index: int, task: Task, result: Result) -> Article:
        """Judge what a worker left; it is placed with its group. Raises DiskFailed."""
        article = self._opened(index, task, result)
        for output in result.outputs:
            planned = planned_as(task, output)
            state = state_at(output.target.part)
            with costing(article):
                judge(output, self._formats[output.target.format])
                self._moves.append(_Move(article, planned, output, state))
        return article

    def place(self) -> list[Article]:
        """Give the group its names; its articles, with what was built. Raises DiskFailed."""
        articles, self._articles = self._articles, []
        moves, self._moves = self._moves, []
        if not articles:
            return []
        for move in moves:
            with costing(move.article):
                self._look(move)
        ready = [move for move in moves if move.built]
        manifest = self._destination.manifest
        if manifest:
            manifest.intend(move.body for move in ready if not move.stands_there)
            # Before names are given: a kill then leaves no result without its record.
            self._keep_removals(list({id(move.article): move.article for move in ready}.values()))
        moved = [move for move in ready if self._has_moved(move)]
        self._sync({Path(folder) for folder in {_folder_of(move) for move in moved}})
        for move in moved:
            assert move.built
            move.article.built[move.output.target.format] = move.built
        self._has_placed = True
        if manifest:
            known = {move.planned.run.key: move.planned.run for move in moved}
            new = [run for key, run in known.items() if not manifest.run(key)]
            failed = [record for each in articles for record in self._remembered(each)]
            manifest.confirm(*new, *failed, bodies=[move.body for move in moved])
            self._note_signatures()
        return articles

    def finish(self) -> None:
        """Wait for the lines of the last group; write down signatures that have come to count."""
        manifest = self._destination.manifest
        if not manifest or not self._has_placed:
            return
        if self._fresh:
            manifest.clock()
            self._note_signatures()
        manifest.sync()
        if self._destination.removals:
            compact(self._destination.removals)

    def _look(self, move: _Move) -> None:
        """Make the line of an output, if what stands in its place may be replaced."""
        task, result, output = move.article.task, move.article.result, move.output
        move.before = state_at(move.planned.target.final)
        move.stands_there = not self._may_place(move)
        pictures = result.seen or [
            self._signature_of_picture(task, index, name) if digest else ""
            for index, name, digest in result.pictures
        ]
        move.built = finished(begun(task, move.planned), result, output, pictures)
        move.body = body_of(move.built)

    def _signature_of_picture(self, task: Task, index: int, name: str) -> str:
        found = task.group[index]
        if found.member and found.member.pictures:  # in the same file
            return task.signatures[index]
        return self._destination.clock.counted(state_beside(found.place, name))

    def _may_place(self, move: _Move) -> bool:
        """Whether an output has to be moved. Raises EditedOutput, Unwritable where it may not."""
        stands = standing_of(
            move.planned.target.final,
            self._formats[move.output.target.format],
            self._destination.built(move.planned.output),
            made_from=move.article.task.made_from,
            single=self._destination.file is not None,
        )
        return may_place(stands, move.output.digest, replace=self._replace)

    def _has_moved(self, move: _Move) -> bool:
        """Give an output its name; False where that failed, which is its article's failure."""
        part, final = move.output.target.part, move.planned.target.final
        with costing(move.article):
            if move.stands_there:
                files.remove(Path(part))
                return True
            # The disk was waited for since it was looked at: people may have worked meanwhile.
            if state_at(final) != move.before and not self._may_place(move):
                return True
            files.rename(part, final)
            assert move.built
            self._watch(move, final)
            return True
        return False

    def _watch(self, move: _Move, final: str) -> None:
        """Remember what an output looks like under its name, to write it down when that counts."""
        assert move.built
        state = state_at(final)
        if state.is_same_but_renamed(move.state) and not state.is_coarse:
            self._fresh.append((move.planned.output, state, move.built.seen[1:]))

    def _note_signatures(self) -> None:
        """Write down signatures that have come to count: nobody has touched the output since."""
        manifest = self._destination.manifest
        assert manifest
        old = [each for each in self._fresh if each[1].changed < manifest.now - _TICK]
        if not old:
            return
        self._fresh = [each for each in self._fresh if each[1].changed >= manifest.now - _TICK]
        for output, state, others in old:
            on_same_disk = state.device == self._destination.clock.device
            if on_same_disk and state_at(self._destination.place(output)) == state:
                manifest.saw(output, (state.signature, *others))

    def _sync(self, folders: set[Path]) -> None:
        """Make renames survive a power cut; a folder that is new, in those above it too."""
        fresh = folders - self._synced
        above = {up for folder in fresh for up in folder.parents}
        root = self._destination.folder
        new = {up for up in above - self._synced if up == root or root in up.parents}
        for folder in (*folders, *(new - folders)):
            files.sync_folder(folder)
        self._synced |= folders | new

    def _keep_removals(self, articles: list[Article]) -> None:
        told = self._told_removals(articles)
        if told and self._destination.removals:
            files.append(lines_of(told), self._destination.removals)


def planned_as(task: Task, output: Output) -> Planned:
    """What was planned of an output."""
    return next(each for each in task.planned if each.target.format == output.target.format)


def _folder_of(move: _Move) -> str:
    return os.path.dirname(move.planned.target.final)  # noqa: PTH120  # a Path takes ten times


@contextmanager
def costing(article: Article) -> Iterator[None]:
    """Let what goes wrong here cost one article, and no other; but a broken disk stops the run."""
    try:
        yield
    except DiskFailed:
        raise
    except PublishError as error:
        article.failure = article.failure or Failure.of(error)
    except Exception as error:
        article.failure = article.failure or bug(error)


def bug(error: Exception) -> Failure:
    """A mistake of ours as the failure of one article, with its traceback."""
    details = "".join(traceback.format_exception(error))
    hint = "this is a mistake in publish; --debug shows where"
    return Failure("bug", f"{type(error).__name__}: {error}", hint, details)
