"""Work in other threads: all of it is heard of, and nobody waits in vain."""

from __future__ import annotations

import asyncio
import threading

import pytest

from publish.hands import Hands, at_once, from_loop


def test_what_is_done_at_once_comes_in_order() -> None:
    assert at_once(lambda n: n * n, range(50), 8, "test") == [n * n for n in range(50)]
    assert at_once(str, [], 8, "test") == []


def test_the_first_mistake_is_raised_and_nothing_is_left_at_work() -> None:
    def work(n: int) -> int:
        if n in (3, 5):
            raise ValueError(n)
        return n

    with pytest.raises(ValueError, match="3"):
        at_once(work, range(9), 4, "test-mistake")
    assert not [t for t in threading.enumerate() if t.name == "test-mistake"]


def test_what_has_not_begun_when_hands_are_closed_is_left() -> None:
    began, go = threading.Event(), threading.Event()

    def first() -> None:
        began.set()
        go.wait(20)

    hands = Hands(1, "test-close")
    one, two = hands.give(first), hands.give(lambda: None)
    assert began.wait(20)
    threading.Timer(0.05, go.set).start()
    hands.close()
    while hands.hear():
        pass
    assert (one.is_done, two.is_done) == (True, False)


def test_a_coroutine_of_another_loop_is_ended_when_its_time_is_over() -> None:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    ended = threading.Event()

    async def sleeping() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    async def quick() -> str:
        return "done"

    async def wrong() -> str:
        raise ValueError("wrong")

    assert from_loop(quick, loop) == "done"
    with pytest.raises(ValueError, match="wrong"):
        from_loop(wrong, loop)
    with pytest.raises(TimeoutError):
        from_loop(sleeping, loop, 0.05)
    assert ended.wait(20)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
