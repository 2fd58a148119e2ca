"""Results that stand in a store already are recorded, a group at a time.

Who made them has claimed them and put each in its place (`executors.staging`). Here what the store
says of each is compared with what came back, and the lines of the group are put there in one
object; then its claims go. A kill before that costs the group its work and nothing else: claims say
whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from publish import files, stores
from publish.batch.destination import Destination
from publish.batch.lines import begun, finished
from publish.batch.manifest import Run, body_of
from publish.batch.placing import Article, Placer, costing, planned_as
from publish.batch.removals import lines_of
from publish.batch.results import InStore
from publish.batch.standing import may_place
from publish.batch.tasks import Task
from publish.errors import RenderError, Unwritable, shown
from publish.model.formats import Format
from publish.pipeline import Output, Result


@dataclass(slots=True)
class _Arrival:
    """An output that its maker says it has put, or has found taken."""

    article: Article
    output: Output


class StorePlacer(Placer):
    """Records what was put."""

    group, group_seconds = 256, 2.0

    def __init__(
        self, destination: Destination, formats: Mapping[str, Format], *, replace: bool
    ) -> None:
        super().__init__(destination, formats, replace=replace)
        assert isinstance(destination.results, InStore)
        self._results = destination.results
        self._arrivals: list[_Arrival] = []

    def take(self, index: int, task: Task, result: Result) -> Article:
        """Take in what came back."""
        article = self._opened(index, task, result)
        self._arrivals += (_Arrival(article, output) for output in result.outputs)
        return article

    def place(self) -> list[Article]:
        """Compare and record the group. Raises LeaseLost, Unwritable."""
        articles, self._articles = self._articles, []
        arrivals, self._arrivals = self._arrivals, []
        if not articles:
            return []
        shadowed = self._destination.shadowed
        if shadowed:
            shadowed.check()
        outputs = [planned_as(each.article.task, each.output).output for each in arrivals]
        formats = [self._formats[each.output.target.format] for each in arrivals]
        self._results.look_again(zip(outputs, formats, strict=True))
        runs: dict[str, Run] = {}
        bodies: list[bytes] = []
        for arrival, output in zip(arrivals, outputs, strict=True):
            with costing(arrival.article):
                article, of = arrival.article, arrival.output
                planned = planned_as(article.task, of)
                signature = self._signature(arrival, output)
                line, result = begun(article.task, planned), article.result
                built = finished(line, result, of, self._seen(result), signature)
                article.built[of.target.format] = built
                runs[planned.run.key] = planned.run
                bodies.append(body_of(built))
        manifest = self._destination.manifest
        if manifest:
            new = [run for key, run in runs.items() if not manifest.run(key)]
            failed = [record for each in articles for record in self._remembered(each)]
            manifest.confirm(*new, *failed, bodies=bodies)
            self._keep_removals([each for each in articles if each.built])
            manifest.sync()
        stores.remove({each.output.claim for each in arrivals} - {""})
        return articles

    def finish(self) -> None:
        """Nothing is left: each group is in the store when it is placed."""

    def _signature(self, arrival: _Arrival, output: str) -> str:
        """What stands there, if it is what was put. Raises RenderError, or what bars the way."""
        signature = self._results.state(output).signature
        of = arrival.output
        if of.look and of.look == self._results.look(output):
            return signature
        if of.look or not self._results.is_there(output):
            where = shown(self._results.place(output))
            raise RenderError("the store has not what was put there", where=where)
        task = arrival.article.task
        built, format = self._destination.built(output), self._formats[of.target.format]
        stands = self._results.standing(output, format, built, task.made_from)
        if may_place(stands, of.digest, replace=self._replace):
            hint = "run it again"
            raise Unwritable("it changed while the run went on", where=stands.final, hint=hint)
        return signature

    def _seen(self, result: Result) -> Sequence[str]:
        return result.seen or [""] * len(result.pictures)

    def _keep_removals(self, articles: list[Article]) -> None:
        lines = list(lines_of(self._told_removals(articles)))
        shadowed = self._destination.shadowed
        if lines and self._destination.removals and shadowed:
            files.append(lines, self._destination.removals)
            shadowed.segment.add(lines)
