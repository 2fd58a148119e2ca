"""Many objects through a network and a store that fail every tenth time: nothing lost or mixed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from publish import stores
from tests.servers.faults import EVERYTHING, Fault, Proxy


@pytest.mark.parametrize("count", [40, pytest.param(1_500, marks=pytest.mark.full)])
def test_of_many_objects_none_is_lost_where_every_tenth_call_fails(
    s3: str, faulty_s3: Callable[..., Proxy], count: int
) -> None:
    words = {f"{s3}/{number:05}.txt": f"{number} ".encode() * number for number in range(count)}
    proxy = faulty_s3(Fault(EVERYTHING, every=10))

    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(lambda each: stores.put(each[0], each[1], ""), words.items()))
        back = list(
            threads.map(lambda each: stores.read(each.address, 10**8, each.signature), made)
        )
    walked = {each.address: each.etag for each in stores.walk(s3)}

    assert back == list(words.values())
    assert walked == {each.address: each.etag for each in made}
    assert sum(proxy.counts.values()) > 2 * count
