"""One run at a time in a folder of a store: who holds it, who waits, and who has lost it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import pytest

from publish import stores
from publish.batch.lease import Lease, held
from publish.errors import FolderLocked, LeaseLost, Unwritable
from tests.servers.faults import Fault, Proxy

Faulty = Callable[..., Proxy]
SHORT = 3.0  # seconds; less would be lost on a busy machine

_HOLDER = f"""
import sys
from publish.batch.lease import held
from publish.errors import PublishError
with held(sys.argv[1], {SHORT}) as lease:
    print("held", flush=True)
    for _ in sys.stdin:
        try:
            lease.check()
            print("held", flush=True)
        except PublishError as error:
            print(error.code, error, flush=True)
print("gone", flush=True)
"""


@pytest.fixture(params=["s3", "memory"])
def folder(request: pytest.FixtureRequest) -> str:
    """A folder of results in a store of each kind."""
    if request.param == "memory":
        return f"memory://lease/{next(_NUMBERS)}"
    return str(request.getfixturevalue("s3"))


_NUMBERS = count(1)


@contextmanager
def _holder(folder: str) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds a folder, and says so for every line that it is given."""
    command = [sys.executable, "-c", _HOLDER, folder]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert _said(process) == "held"
        try:
            yield process
        finally:
            process.kill()


def _said(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def _asked(process: subprocess.Popen[str]) -> str:
    assert process.stdin
    process.stdin.write("\n")
    process.stdin.flush()
    return _said(process)


def _could_be_held(folder: str) -> bool:
    try:
        with held(folder, SHORT):
            return True
    except FolderLocked:
        return False


def _is_lost(lease: Lease) -> bool:
    try:
        lease.check()
    except LeaseLost:
        return True
    return False


def _until(done: Callable[[], bool]) -> None:
    """Wait for what comes with time: a lease ends by the store's clock, which nobody can turn."""
    for _ in range(200):
        if done():
            return
        time.sleep(0.2)
    raise AssertionError("it never comes")


def test_the_second_run_is_told_since_when_and_how_long(folder: str) -> None:
    with held(folder) as lease:
        with pytest.raises(FolderLocked, match=r"another run works in this folder, since .* UTC"):
            held(folder).__enter__()
        lease.check()
        with pytest.raises(FolderLocked) as told:
            held(folder).__enter__()

    assert told.value.hint.startswith("wait for it to end; if it has died, its place is free in ")


def test_when_the_first_has_ended_the_second_goes_on_and_nothing_stays(folder: str) -> None:
    for _ in range(2):
        with held(folder) as lease:
            lease.check()

    assert list(stores.walk(folder)) == []


def test_a_run_that_renews_goes_on_and_one_that_stood_still_has_lost_the_folder(s3: str) -> None:
    with _holder(s3) as process:
        first = [each.address for each in stores.walk(s3)]
        _until(lambda: [each.address for each in stores.walk(s3)] != first)
        assert _asked(process) == "held"

        os.kill(process.pid, signal.SIGSTOP)
        _until(lambda: _could_be_held(s3))
        with held(s3) as lease:
            os.kill(process.pid, signal.SIGCONT)

            told = _asked(process)
            assert process.stdin
            process.stdin.close()

            assert _said(process) == "gone"
            assert told.startswith(f"batch.lost {s3}: another run has taken this folder")
            lease.check()
            assert len(list(stores.walk(s3))) == 1  # what is not its own it does not remove


def test_a_run_that_was_killed_keeps_the_next_one_waiting_and_says_how_long(s3: str) -> None:
    with _holder(s3) as process:
        process.kill()

    with pytest.raises(FolderLocked, match="another run works") as told:
        held(s3).__enter__()

    seconds = re.fullmatch(r".*its place is free in (\d+) s", told.value.hint)
    assert seconds
    assert int(seconds[1]) <= 61


def test_a_store_that_cannot_be_reached_any_more_ends_the_lease(s3: str, faulty_s3: Faulty) -> None:
    with held(s3, SHORT) as lease:
        faulty_s3(Fault("503", kind="PUT"))
        _until(lambda: _is_lost(lease))

    with pytest.raises(LeaseLost):
        lease.check()


def test_a_store_that_takes_any_write_is_told_in_one_line(s3: str, faulty_s3: Faulty) -> None:
    faulty_s3(Fault("careless"))

    with held(s3) as lease:
        lease.check()

    assert lease.note
    assert lease.note.code == "output.unlocked"
    assert "\n" not in lease.note.message
    assert list(stores.walk(s3)) == []


def test_answers_that_are_lost_cost_no_lease(s3: str, faulty_s3: Faulty) -> None:
    faulty_s3(Fault("deaf", every=2))

    with held(s3) as lease:
        lease.check()
        assert lease.note is None

    assert list(stores.walk(s3)) == []


def test_a_folder_that_cannot_be_written_is_told_before_any_work(
    s3: str, faulty_s3: Faulty
) -> None:
    faulty_s3(Fault("403"))

    with pytest.raises(Unwritable, match=f"^{s3}: the store forbids it"):
        held(s3).__enter__()
    faulty_s3()
    with pytest.raises(Unwritable, match="there is no such bucket"):
        held("s3://no-such-bucket/out").__enter__()
