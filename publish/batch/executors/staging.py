"""Jobs whose sources or results lie in stores, performed on this machine's disk.

A source is fetched into a folder that mirrors its store, and a picture beside it when its reader
asks for one. A result is made in a part file here and judged; results are claimed, a group of them
in one object that says their names and digests, and then put in their places, each with one
conditional request: what is there is whole, and what a killed run has put there is known as ours.
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import count
from pathlib import Path

from publish import files, stores
from publish.batch.executors.mirror import Mirror
from publish.batch.judge import judge
from publish.batch.results import look_of_folder
from publish.batch.stored import claims_of
from publish.errors import (
    DiskFailed,
    Failure,
    MissingSource,
    OverLimit,
    PublishError,
    UnreadableSource,
)
from publish.files import Found, is_stored
from publish.finding.beside import address_of_picture
from publish.hands import Given, Hands
from publish.model.formats import FORMATS, Format
from publish.pipeline import Fetch, Job, Output, Result, Target, combined

_AHEAD = 32  # jobs of which the sources are fetched before a worker asks for them
_AT_ONCE = 32  # requests
_GROUP = 64  # results that are claimed together
_GROUP_SECONDS = 1.0  # that the first of a group waits for others
_GROUPS = 16  # that may be on their way, each with one request at a time
_MOMENT_SECONDS = 0.2

Perform = Callable[
    [Iterable[Job | None], Fetch | None], Generator[tuple[int, Result] | None, None, None]
]
"""Performs jobs on this machine, as `executors.Execute` says, and brings the pictures they ask
for."""


def staged(
    jobs: Iterable[Job | None], perform: Perform, home: Path
) -> Generator[tuple[int, Result] | None, None, None]:
    """The jobs performed, as `executors.Execute` says; what lies on a disk is left where it is.

    `home` is a folder of this machine. Files of articles stay there for who comes next.
    """
    with closing(_Staging(home)) as staging:
        with closing(perform(staging.given(jobs), staging.fetch)) as performed:
            for done in performed:
                if done:
                    staging.take(*done)
                ready = staging.done()
                yield from ready or (None,)
        yield from staging.rest()


@dataclass(slots=True)
class _Staged:
    """A job whose sources are here: `job` as it is performed, `asked` as it was given.

    `local` are the paths of its sources here with their addresses, `inputs` their digests,
    `pictures` the signatures of those that it asked for, by their paths; `trouble` is what became
    of one that may be there and could not be fetched.
    """

    number: int
    asked: Job
    job: Job
    local: dict[str, str] = field(default_factory=dict)
    inputs: tuple[str, ...] = ()
    pictures: dict[str, str] = field(default_factory=dict)
    trouble: PublishError | None = None


class _Staging:
    def __init__(self, home: Path) -> None:
        self._mirror = Mirror(home)
        self._shadow = self._mirror.shadow
        self._parts = home / "out"
        self._hands = Hands(_AT_ONCE, "publish-store")
        self._numbers = count()
        self._open: dict[int, _Staged] = {}  # by the number that whoever performs it knows
        self._performed = count()
        self._by_place: defaultdict[str, list[_Staged]] = defaultdict(list)
        self._group: list[tuple[_Staged, Result]] = []
        self._since = 0.0
        self._groups: deque[Given[list[tuple[int, Result]]]] = deque()
        self._done: list[tuple[int, Result]] = []
        self._is_closed = False

    def close(self) -> None:
        """Wait for the requests that are on their way, and no others."""
        self._is_closed = True
        self._hands.close()
        self._mirror.close()

    def given(self, jobs: Iterable[Job | None]) -> Iterator[Job | None]:
        """The jobs with their sources here, in order, as whoever performs them asks."""
        asked, more = iter(jobs), True
        waiting: deque[Given[_Staged | tuple[int, Result]]] = deque()
        while more or waiting:
            while more and len(waiting) < _AHEAD:
                try:
                    job = next(asked)
                except StopIteration:
                    more = False
                    break
                if job is None:
                    break
                number = next(self._numbers)
                if not (waiting or job.is_stored):
                    self._open[next(self._performed)] = _Staged(number, job, job)
                    yield job
                else:
                    waiting.append(self._hands.give(partial(self._staged, number, job)))
            if waiting and not waiting[0].is_done:
                self._hands.hear(0 if self._open else _MOMENT_SECONDS)
            if not (waiting and waiting[0].is_done):
                if more or waiting:
                    yield None
                continue
            ready = waiting.popleft().result()
            if isinstance(ready, _Staged):
                self._open[next(self._performed)] = ready
                for place in ready.local:
                    self._by_place[place].append(ready)
                yield ready.job
            else:
                self._done.append(ready)

    def fetch(self, place: str, name: str) -> None:
        """Bring the picture that a source names to where it would lie beside it."""
        asking = self._by_place.get(place, [])
        address = address_of_picture(asking[0].local[place], name) if asking else ""
        if not address:
            return
        local = str(Path(place).parent / name)
        for staged in asking:
            if local not in staged.pictures:
                staged.pictures[local] = ""
                self._mirror.use(local)
        if signature := self._mirror.brought.get(local):  # another article has asked for it
            for staged in asking:
                staged.pictures[local] = signature
            return
        try:
            there = stores.state(address)
            if there:
                limit = asking[0].asked.recipe.limits.image_bytes
                self._mirror.bring(address, local, limit, there.signature)
                for staged in asking:
                    staged.pictures[local] = there.signature
        except (MissingSource, OverLimit, stores.Forbidden, OSError):
            return  # as on a disk: it is not there, too large, or has no name here
        except PublishError as error:
            for staged in asking:
                staged.trouble = error

    def take(self, number: int, result: Result) -> None:
        """Take in what was performed."""
        staged = self._open.pop(number)
        for place in staged.local:
            self._by_place[place].remove(staged)
            if not self._by_place[place]:
                del self._by_place[place]
        self._leave(staged)
        if staged.trouble:  # without a picture that is there an article is another one
            for output in result.outputs:
                files.remove(Path(output.target.part))
            result = Result(result.name, failure=Failure.of(staged.trouble))
        if not staged.asked.is_stored:
            self._done.append((staged.number, result))
            return
        if not self._group:
            self._since = time.monotonic()
        self._group.append((staged, self._as_asked(staged, result)))

    def _leave(self, staged: _Staged) -> None:
        for path in (*staged.local, *staged.pictures):
            self._mirror.leave(path)

    def done(self) -> list[tuple[int, Result]]:
        """What is all done by now."""
        late = self._group and time.monotonic() - self._since > _GROUP_SECONDS
        if len(self._group) >= _GROUP or late or not self._open:
            self._send()
        while self._hands.hear():
            pass
        while len(self._groups) > _GROUPS and not self._groups[0].is_done:
            self._hands.hear(None)
        while self._groups and self._groups[0].is_done:
            self._done += self._groups.popleft().result()
        ready, self._done = self._done, []
        return ready

    def rest(self) -> list[tuple[int, Result]]:
        """Wait for all that is on its way."""
        self._send()
        while self._groups:
            if self._groups[0].is_done:
                self._done += self._groups.popleft().result()
            else:
                self._hands.hear(None)
        return self.done()

    def _staged(self, number: int, job: Job) -> _Staged | tuple[int, Result]:
        """The job with its sources here, or its result where there is nothing to perform."""
        staged = _Staged(number, job, job)
        if not job.is_stored:
            return staged
        try:
            for error in self._shadow.hold(job.beside, job.recipe.limits.file_bytes).values():
                raise error
            profile = self._mirror.kept(job.profile, "") if is_stored(job.profile) else job.profile
            sources = tuple(self._source(staged, found) for found in job.sources)
            deferred = any(each.is_stored and not each.member for each in job.sources)
            if deferred:
                limit = job.recipe.limits.file_bytes
                staged.inputs = tuple(
                    each.member.digest if each.member else files.digest_at(each.place, limit)
                    for each in sources
                )
        except (PublishError, OSError) as error:
            self._leave(staged)
            failure = Failure.of(error if isinstance(error, PublishError) else _unkept(error, job))
            return number, Result(job.name, failure=self._shadow.failure(failure))
        known = combined(staged.inputs)
        targets = [each for each in job.targets if not (each.known and each.known == known)]
        if job.targets and not targets:
            self._leave(staged)
            return number, Result(job.name, inputs=staged.inputs)
        asks = bool(staged.local)
        parts = tuple(self._part(number, *each) for each in enumerate(targets))
        staged.job = replace(
            job, sources=sources, targets=parts, profile=profile, asks=asks, beside=()
        )
        return staged

    def _source(self, staged: _Staged, found: Found) -> Found:
        """The source where it lies here."""
        limits = staged.asked.recipe.limits
        if member := found.member:
            if is_stored(member.listing):
                member = replace(member, listing=self._mirror.kept(member.listing, ""))
            if is_stored(member.file):
                member = replace(member, file=self._mirror.kept(member.file, ""))
            found = replace(found, member=member)
        if not found.is_stored:
            return found
        local = str(self._shadow.path_of(found.place))
        staged.local[local] = found.place
        self._mirror.use(local)
        if found.member:  # here, because what speaks of it lies beside it
            self._mirror.link(found.place, local, found.signature)
        else:
            self._mirror.bring(found.place, local, limits.file_bytes, found.signature)
        return replace(found, place=local)

    def _as_asked(self, staged: _Staged, result: Result) -> Result:
        """The result in the words of who asked: addresses in the place of paths of this machine."""
        failure = self._shadow.failure(result.failure) if result.failure else None
        places = [each.place for each in staged.job.sources]
        seen = [
            staged.pictures.get(str(Path(places[index]).parent / name), "")
            for index, name, _ in result.pictures
        ]
        seen = seen if any(seen) else []
        return replace(result, failure=failure, inputs=staged.inputs, seen=tuple(seen))

    def _part(self, number: int, index: int, target: Target) -> Target:
        if not is_stored(target.final):
            return target
        return replace(target, part=str(self._parts / f"{number}-{index}"))

    def _send(self) -> None:
        if self._group:
            group, self._group = self._group, []
            self._groups.append(self._hands.give(partial(self._put_group, group)))

    def _put_group(self, group: list[tuple[_Staged, Result]]) -> list[tuple[int, Result]]:
        """Claim the results of a group and put them in their places."""
        judged = [(staged, _judged(result)) for staged, result in group]
        claim = Failure("", "")
        address = ""
        try:
            address = _claimed(judged)
        except PublishError as error:
            claim = Failure.of(error)
        return [
            (staged.number, self._put(staged, result, address, claim))
            for staged, result in judged
            if not self._is_closed  # then nobody waits for the rest
        ]

    def _put(self, staged: _Staged, result: Result, claim: str, refused: Failure) -> Result:
        outputs: list[Output] = []
        failure = result.failure
        for output in result.outputs:
            if not is_stored(output.target.final):
                outputs.append(output)
                continue
            part = Path(output.target.part)
            try:
                if refused.code:
                    failure = failure or refused
                    continue
                outputs.append(replace(output, look=_stored(output, part), claim=claim))
            except stores.Taken:
                outputs.append(
                    replace(output, claim=claim)
                )  # whoever planned it looks again at what stands there
            except PublishError as error:
                failure = failure or Failure.of(error)
            finally:
                files.remove(part)
        given = {each.format: each for each in staged.asked.targets}
        as_given = (
            replace(each, target=replace(given[each.target.format], line="", run_key=""))
            for each in outputs
        )
        return replace(result, outputs=tuple(as_given), failure=failure)


def _unkept(error: OSError, job: Job) -> PublishError:
    """What the system has against a file of ours: a disk that is full, a name for two objects."""
    said = files.save_error(error, Path(job.name))
    if isinstance(said, DiskFailed):
        return said
    return UnreadableSource(f"cannot be kept on this machine: {said.message}")


def _judged(result: Result) -> Result:
    """The result without outputs that are not whole."""
    formats = {each.name: each for each in FORMATS}
    whole: list[Output] = []
    failure = result.failure
    for output in result.outputs:
        try:
            if is_stored(output.target.final):
                judge(output, formats[output.target.format])
            whole.append(output)
        except PublishError as error:
            failure = failure or Failure.of(error)
    return replace(result, outputs=tuple(whole), failure=failure)


def _claimed(group: Sequence[tuple[_Staged, Result]]) -> str:
    """Say in the store what is about to be put there; the address of the object that says it."""
    said = b"".join(
        line for staged, result in group if staged.asked.claims for line in claims_of(result)
    )
    if not said:
        return ""
    address = f"{group[0][0].asked.claims}/claim-{files.digest(said)[:32]}.jsonl"
    stores.put(address, said)
    return address


def _stored(output: Output, part: Path) -> str:
    """Put a result in its place; what it looks like there. Raises Taken, Unwritable."""
    target = output.target
    format = next(each for each in FORMATS if each.name == target.format)
    if not format.folder:
        return stores.put(target.final, part, target.over).look
    return look_of_folder(_stored_folder(target, format, part))


def _stored_folder(target: Target, format: Format, part: Path) -> Mapping[str, str]:
    """Put a folder in its place: its mark, by which it is known as whole, last."""
    inside = sorted(p for p in part.rglob("*") if p.is_file())
    names = [p.relative_to(part).as_posix() for p in inside]
    names.sort(key=lambda name: (name == format.mark, name))
    over = "" if target.over == "" else None
    made = {name: stores.put(f"{target.final}/{name}", part / name, over).look for name in names}
    if over is None:
        others = (each.address for each in stores.walk(f"{target.final}/"))
        stores.remove([each for each in others if each[len(target.final) + 1 :] not in made])
    return made
