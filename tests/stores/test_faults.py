"""A store and a network that fail: tried again, then told in one line, of which nothing leaks."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable

import pytest

from publish import stores
from publish.errors import CHANGED, PublishError, SourceError, UnreadableSource, Unwritable
from publish.stores import trying
from tests.servers.faults import SENTINEL, Do, Fault, Proxy
from tests.servers.fixtures import ENVIRONMENT

Faulty = Callable[..., Proxy]
ENOUGH = 10_000_000
TRIALS = len(trying.Pace().pauses) + 1
PASSING: tuple[Do, ...] = ("503", "500", "reset", "deaf", "truncate", "damage")


@pytest.mark.parametrize("do", PASSING)
def test_what_fails_now_and_then_is_done_all_the_same(s3: str, faulty_s3: Faulty, do: Do) -> None:
    names = [f"{s3}/{number}.txt" for number in range(6)]
    faulty_s3(Fault(do, every=3))

    for name in names:
        made = stores.put(name, name.encode() * 9, "")
        assert stores.read(name, ENOUGH, made.signature) == name.encode() * 9
    assert [each.address for each in stores.walk(s3)] == sorted(names)


@pytest.mark.parametrize("do", ["503", "500", "reset", "truncate", "damage"])
def test_what_fails_always_is_tried_five_times_and_told(s3: str, faulty_s3: Faulty, do: Do) -> None:
    stores.put(f"{s3}/a.txt", b"some words")
    proxy = faulty_s3(Fault(do, kind="GET"))

    if do == "damage":  # the same damage twice is what the store holds: its ETag is no MD5
        assert stores.read(f"{s3}/a.txt", ENOUGH) != b"some words"
        return
    with pytest.raises(UnreadableSource) as told:
        stores.read(f"{s3}/a.txt", ENOUGH)

    at_once = 2 if do == "reset" else 1  # aiohttp asks again where a connection was lost
    assert proxy.counts["GET"] == TRIALS * at_once == 5 * at_once
    assert "\n" not in str(told.value)
    assert told.value.hint


def test_a_write_of_which_the_answer_was_lost_is_no_work_of_others(
    s3: str, faulty_s3: Faulty
) -> None:
    first = stores.put(f"{s3}/b.txt", b"before", "")
    faulty_s3(Fault("deaf", kind="PUT", every=1, times=2))

    made = stores.put(f"{s3}/a.txt", b"ours", "")
    faulty_s3(Fault("deaf", kind="PUT", times=1))
    replaced = stores.put(f"{s3}/b.txt", b"after", first.signature)

    assert stores.read(f"{s3}/a.txt", ENOUGH, made.signature) == b"ours"
    assert stores.read(f"{s3}/b.txt", ENOUGH, replaced.signature) == b"after"


def test_a_transfer_that_breaks_off_goes_on_where_it_was(s3: str, faulty_s3: Faulty) -> None:
    data = bytes(range(256)) * 40
    made = stores.put(f"{s3}/a.bin", data)
    proxy = faulty_s3(Fault("truncate", kind="GET", times=3))

    assert stores.read(f"{s3}/a.bin", ENOUGH, made.signature) == data

    asked = [each.named("range") for each in proxy.requests]
    assert asked == ["", "bytes=5120-", "bytes=7680-", "bytes=8960-"]


def test_an_object_that_changes_between_two_halves_is_not_mixed(s3: str, faulty_s3: Faulty) -> None:
    address = f"{s3}/a.bin"
    found = stores.put(address, b"a" * 1_000)

    proxy = faulty_s3(Fault("truncate", kind="GET", times=1))
    proxy.between = lambda: stores.put(address, b"b" * 1_000)
    assert stores.read(address, ENOUGH) == b"b" * 1_000

    now = stores.state(address)
    assert now
    proxy.plan(Fault("truncate", kind="GET", times=1))
    proxy.between = lambda: stores.put(address, b"c" * 1_000)
    with pytest.raises(UnreadableSource, match=CHANGED):
        stores.read(address, ENOUGH, now.signature)
    assert now.signature != found.signature


@pytest.mark.parametrize("do", ["drip", "hang"])
def test_a_network_that_drips_or_hangs_comes_to_an_end(
    s3: str, faulty_s3: Faulty, do: Do, monkeypatch: pytest.MonkeyPatch
) -> None:
    stores.put(f"{s3}/a.txt", b"x" * 100)
    monkeypatch.setattr(trying, "pace", trying.Pace(pauses=(0.0,), seconds=0.2))
    proxy = faulty_s3(Fault(do, kind="GET"))

    with pytest.raises(UnreadableSource, match="failed 2 times"):
        stores.read(f"{s3}/a.txt", ENOUGH)

    assert proxy.counts["GET"] == 2


def test_what_is_forbidden_is_not_tried_again(s3: str, faulty_s3: Faulty) -> None:
    stores.put(f"{s3}/a.txt", b"")
    proxy = faulty_s3(Fault("403"))

    with pytest.raises(Unwritable, match="the store forbids it") as told:
        stores.put(f"{s3}/a.txt", b"")
    with pytest.raises(SourceError, match="the store forbids it"):
        stores.read(f"{s3}/a.txt", ENOUGH)

    assert "right" in told.value.hint
    # Once, or once more the way that knows all answers: whether the bucket is known tells.
    assert proxy.counts["PUT"] <= 2
    assert proxy.counts["GET"] <= 2


def test_a_store_that_is_away_is_one_line(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # the discard port
    stores.forget()

    with pytest.raises(UnreadableSource, match="the store cannot be reached, tried 5 times"):
        stores.state(f"{s3}/a.txt")

    stores.forget()


def test_without_credentials_the_line_says_where_they_belong(
    s3: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    for name in ("AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    stores.forget()

    with pytest.raises(UnreadableSource, match="no such credentials") as told:
        stores.state(f"{s3}/a.txt")

    assert "AWS_PROFILE" in told.value.hint
    stores.forget()


def test_no_key_secret_or_word_of_the_store_is_ever_shown(
    s3: str, faulty_s3: Faulty, caplog: pytest.LogCaptureFixture
) -> None:
    stores.forget()  # so that loggers are as a fresh process has them
    told: list[PublishError] = []
    with caplog.at_level(logging.DEBUG):
        for do in ("503", "403", "reset"):
            faulty_s3(Fault(do))
            for ask in (
                lambda: stores.put(f"{s3}/a.txt", b"words", ""),
                lambda: stores.read(f"{s3}/a.txt", ENOUGH),
                lambda: list(stores.walk(s3)),
                lambda: stores.remove([f"{s3}/a.txt"]),
            ):
                try:
                    ask()
                except PublishError as error:
                    told.append(error)

    chains = [line for error in told for line in traceback.format_exception(error)]
    shown = "\n".join([caplog.text, *(f"{error.hint} {error!r}" for error in told), *chains])
    secrets = (SENTINEL, "SENTINEL", "Signature", *ENVIRONMENT.values())
    assert len(told) == 12
    assert [each for each in secrets if each in shown and each != "true"] == []
