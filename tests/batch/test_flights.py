"""Which node gets which jobs, and how many: known without a network."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publish.batch.executors.flights import LEAST, MOST, Batches, Node, Pace, Task
from publish.files import Found
from publish.model.recipe import Recipe
from publish.pipeline import Job, Target


def job(name: str, recipe: Recipe) -> Job:
    target = Target("json", f"/out/{name}.json", f"/tmp/{name}.part")
    return Job(name, (Found(name, f"/in/{name}"),), (target,), recipe=recipe)


def test_the_jobs_of_a_task_share_a_recipe() -> None:
    one, other = Recipe(), Recipe(layout="other")
    jobs = [job("a", one), job("b", one), job("c", other)]

    batches = Batches(jobs, "/here")

    tasks = [batches.next_task(16) for _ in range(3)]
    assert [task.names if task else [] for task in tasks] == [["a", "b"], ["c"], []]
    assert not batches.more


def test_jobs_that_are_not_there_yet_keep_no_other_waiting() -> None:
    jobs = [job("a", Recipe()), None, job("b", Recipe())]

    batches = Batches(jobs, "/here")

    first = batches.next_task(16)
    assert first
    assert first.names == ["a"]
    assert batches.more


@pytest.mark.parametrize(
    ("seconds", "size"), [(0.01, MOST), (1.0, 8), (100.0, LEAST)], ids=["quick", "usual", "slow"]
)
def test_a_task_takes_some_seconds(seconds: float, size: int) -> None:
    pace = Pace()

    for _ in range(10):
        pace.hear(pace.size, seconds * pace.size)

    assert pace.size == max(size, LEAST)


def test_a_task_of_which_the_node_died_is_tried_alone_on_a_node() -> None:
    suspects = list(replaced_deaths(Task({}, "", [1, 2], ["a", "b"], [b"", b""], [(), ()])))
    node = Node("tcp://n:1", threads=2, state="fit")

    assert [(each.names, each.deaths) for each in suspects] == [(["a"], 2), (["b"], 2)]
    assert node.takes(suspects[0])
    node.tasks.append(suspects[0])
    assert not node.takes(suspects[1])
    assert not node.takes(Task({}, ""))


def replaced_deaths(task: Task) -> tuple[Task, ...]:
    return tuple(replace(task, deaths=2).apart())


def test_of_a_node_that_is_used_in_part_no_task_waits_there() -> None:
    whole = Node("tcp://n:1", threads=2, state="fit")
    part = replace(whole, is_whole=False)

    assert (whole.room(), part.room()) == (4, 2)


def test_what_only_waited_on_a_dead_node_is_not_blamed() -> None:
    ran, waited = Task({}, "", key="1"), Task({}, "", key="2")
    node = Node("tcp://n:1", threads=1, state="fit", tasks=[ran, waited])

    assert node.at_work() == [ran]
