"""A run on the nodes of a cluster: the results of a run here, whatever dies meanwhile."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import psutil
import pytest

from publish.batch import Outcome, Report
from publish.batch.executors import connection
from publish.errors import ClusterError, SettingsError
from tests.batch.cluster_kit import Far, far, kill_worker_of, performing, stopped_worker_of, until
from tests.batch.kit import articles, code, contents, leftovers, lines, run, statuses
from tests.batch.shards_kit import assert_same_as_one_run
from tests.batch.store_kit import kept, manifest_of, objects, on_disk, put_tree
from tests.batch.store_kit import lines as lines_of
from tests.conftest import ROOT
from tests.servers.faults import Fault, Proxy
from tests.servers.fixtures import ENVIRONMENT

pytestmark = pytest.mark.xdist_group("cluster")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory, _proxy: Proxy) -> Iterator[Far]:
    store = {**ENVIRONMENT, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{_proxy.port}"}
    with far(tmp_path_factory.mktemp("far"), 2, store) as there:
        yield there


def some(folder: Path, count: int) -> Path:
    """A folder of articles, and one that fails."""
    articles(folder, *(f"{number:03}.txt" for number in range(count)))
    (folder / "empty.txt").write_bytes(b"")
    return folder


def notes(report: Report) -> list[str]:
    return [note.code for note in report.notes]


@pytest.mark.full
def test_a_cluster_leaves_what_a_run_on_this_machine_does(tmp_path: Path, cluster: Far) -> None:
    source = some(tmp_path / "in", 40)
    to = ("xhtml", "json")
    run(source, tmp_path / "here", *to, executor="serial")

    report = run(source, tmp_path / "far", *to, executor="processes", cluster=cluster.address)

    assert (report.built, report.failed, notes(report)) == (40, 1, [])
    assert_same_as_one_run(tmp_path / "far", tmp_path / "here")
    assert not any(map(performing, cluster.nodes))


def test_what_is_up_to_date_needs_no_cluster(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")
    run(source, tmp_path / "out")

    report = run(source, tmp_path / "out", executor="cluster:tcp://127.0.0.1:1")

    assert statuses(report) == {"a.txt": "skipped"}


@pytest.mark.full
def test_a_node_that_is_killed_costs_nothing(tmp_path: Path, cluster: Far) -> None:
    source = some(tmp_path / "in", 150)
    run(source, tmp_path / "here", executor="serial")
    heard: list[str] = []

    def kill(outcome: Outcome) -> None:
        if not heard:
            kill_worker_of(cluster.nodes[0])
        heard.append(outcome.name)

    report = run(
        source,
        tmp_path / "far",
        executor="processes",
        on_result=kill,
        cluster=cluster.address,
    )

    assert (report.built, report.failed) == (150, 1)
    assert len(heard) == len(set(heard)) == 151
    assert "cluster.lost" in notes(report)
    assert_same_as_one_run(tmp_path / "far", tmp_path / "here")


@pytest.mark.full
def test_a_node_that_stands_still_costs_nothing(
    tmp_path: Path, cluster: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_SILENT_SECONDS", 8.0)  # a minute takes long
    source = some(tmp_path / "in", 150)
    run(source, tmp_path / "here", executor="serial")
    with ExitStack() as stack:
        heard: list[str] = []

        def stop(outcome: Outcome) -> None:
            if not heard:
                stack.enter_context(stopped_worker_of(cluster.nodes[0]))
            heard.append(outcome.name)

        report = run(
            source,
            tmp_path / "far",
            executor="processes",
            on_result=stop,
            cluster=cluster.address,
        )
    assert (report.built, report.failed) == (150, 1)
    assert len(heard) == len(set(heard)) == 151
    assert "cluster.lost" in notes(report)
    # What that node may still write goes with the next run.
    assert contents(tmp_path / "far") == contents(tmp_path / "here")
    assert len(lines(tmp_path / "far")) == len(lines(tmp_path / "here"))


def test_an_article_that_kills_its_node_three_times_fails_and_is_not_tried_again(
    tmp_path: Path, cluster: Far
) -> None:
    source = articles(tmp_path / "in", "a.txt", "b.txt", "killer.txt", "z.txt")

    first = run(source, tmp_path / "out", executor="processes", cluster=cluster.address)
    again = run(source, tmp_path / "out", executor="processes", cluster=cluster.address)

    others = {"a.txt", "b.txt", "z.txt"}
    assert statuses(first) == {"killer.txt": "failed", **dict.fromkeys(others, "built")}
    assert statuses(again) == {"killer.txt": "failed", **dict.fromkeys(others, "skipped")}
    assert {code(each) for each in first.outcomes if each.failure} == {"worker.died"}
    assert leftovers(tmp_path / "out") == []


@pytest.mark.full
def test_a_node_with_another_program_is_refused_by_name(tmp_path: Path, cluster: Far) -> None:
    other = tmp_path / "other"
    shutil.copytree(ROOT / "publish", other / "publish", ignore=shutil.ignore_patterns("__py*"))
    for kind in ("layouts", "fonts"):
        (other / kind).symlink_to(ROOT / kind)
    with (other / "publish/version.py").open("a") as file:
        file.write("# of another day\n")
    node = cluster.add_node("--no-nanny", "--name=other", root=other)
    source = some(tmp_path / "in", 40)

    try:
        cluster.wait_for(node)
        report = run(source, tmp_path / "out", executor="processes", cluster=cluster.address)
    finally:
        node.kill()
        cluster.nodes.remove(node)
        node.wait()

    (note,) = report.notes
    assert report.built == 40
    assert note.code == "cluster.refused"
    assert "publish 0" in note.message


def test_what_is_no_address_is_refused(tmp_path: Path) -> None:
    source = articles(tmp_path / "in", "a.txt")

    with pytest.raises(SettingsError, match="no address of a Dask scheduler"):
        run(source, tmp_path / "out", executor="processes", cluster="somewhere")


def test_no_scheduler_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import dask
    import distributed  # or its settings would go with ours

    assert distributed
    source = articles(tmp_path / "in", "a.txt")

    with (
        dask.config.set({"distributed.comm.timeouts.connect": "1s"}),
        pytest.raises(ClusterError, match="no scheduler answers"),
    ):
        run(source, tmp_path / "out", executor="cluster:tcp://127.0.0.1:1")

    assert contents(tmp_path / "out") == {}
    assert leftovers(tmp_path / "out") == []


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(signal.SIGINT, id="Ctrl-C"),
        pytest.param(signal.SIGKILL, id="kill -9", marks=pytest.mark.full),
    ],
)
def test_a_cluster_on_this_machine_ends_with_its_run(tmp_path: Path, how: signal.Signals) -> None:
    source = some(tmp_path / "in", 100)
    words = [str(source), "--into", str(tmp_path / "out"), "--to", "json", "--json"]
    with subprocess.Popen(
        [sys.executable, "-m", "publish", "build", *words, "--cluster", "local", "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as run_there:
        assert run_there.stdout
        heard = run_there.stdout.readline()
        family = psutil.Process(run_there.pid).children(recursive=True)
        run_there.send_signal(how)
        _, said = run_there.communicate()

    assert heard, said
    assert len(family) > 2
    until(lambda: not any(each.is_running() for each in family))
    if how == signal.SIGINT:
        assert run_there.returncode == 130
        assert said.splitlines()[-1].startswith("interrupted; what was finished stays")
        assert leftovers(tmp_path / "out") == []
        assert lines(tmp_path / "out")
    again = run(source, tmp_path / "out")
    assert again.built == 100
    assert leftovers(tmp_path / "out") == []


def test_a_store_that_fails_and_a_node_that_dies_lose_nothing(
    tmp_path: Path,
    cluster: Far,
    faulty_s3: Callable[..., Proxy],
    s3: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)  # of which nothing is this run's
    here = some(tmp_path / "in", 40)
    source, into = put_tree(here, f"{s3}/in"), f"{s3}/out"
    run(here, tmp_path / "out", executor="serial")
    faulty_s3(Fault("503", every=10), Fault("reset", every=31), Fault("truncate", every=29))
    heard: list[str] = []

    def kill(outcome: Outcome) -> None:
        if not heard:
            kill_worker_of(cluster.nodes[0])
        heard.append(outcome.name)

    report = run([source], into, executor="processes", on_result=kill, cluster=cluster.address)
    faulty_s3()

    assert (report.built, report.failed) == (40, 1)
    assert len(heard) == len(set(heard)) == 41
    assert objects(into) == on_disk(tmp_path / "out")
    manifest = (tmp_path / "out/.publish/manifest.jsonl").read_bytes()
    keys = {name: built.key for name, built in lines_of(manifest).items()}
    assert {name: built.key for name, built in lines_of(manifest_of(into)).items()} == keys
    assert not [name for name in kept(into) if name.startswith(("segments", "lock", "tmp"))]


# The last of those that share a cluster: it ends it.
def test_a_scheduler_that_dies_ends_the_run_and_the_next_goes_on(
    tmp_path: Path, cluster: Far
) -> None:
    source = some(tmp_path / "in", 150)
    heard: list[str] = []

    def kill(outcome: Outcome) -> None:
        heard.append(outcome.name)
        cluster.scheduler.kill()

    with pytest.raises(ClusterError, match="the scheduler is gone"):
        run(source, tmp_path / "out", executor="processes", on_result=kill, cluster=cluster.address)
    report = run(source, tmp_path / "out")

    assert len(heard) == len(set(heard))
    assert 0 < report.skipped < 150
    assert report.built + report.skipped == 150
    assert leftovers(tmp_path / "out") == []
