"""Stores for tests: one server a worker, started when the first test asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count

import pytest

from publish.stores import trying
from tests.servers.faults import Fault, Proxy
from tests.servers.moto import BUCKET, served

QUICK = trying.Pace(pauses=(0.0, 0.01, 0.02, 0.04), seconds=3.0, bytes_a_second=1e6)
"""As many trials as everywhere, without waiting."""

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "AKIASENTINEL0KEY",
    "AWS_SECRET_ACCESS_KEY": "SENTINEL0SECRET",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
}

_numbers = count(1)


@pytest.fixture(scope="session")
def _proxy() -> Iterator[Proxy]:
    with served() as port:
        yield Proxy(port)


@pytest.fixture
def s3(_proxy: Proxy, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of a folder in a bucket that nobody else has; it needs no cleaning.

    This process and those that it starts reach the server by their environment.
    """
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{_proxy.port}")
    monkeypatch.setattr(trying, "pace", QUICK)
    _proxy.plan()
    yield f"s3://{BUCKET}/{next(_numbers)}"
    _proxy.plan()


@pytest.fixture
def faulty_s3(s3: str, _proxy: Proxy) -> Callable[..., Proxy]:
    """A function that takes faults, which happen from then on, and gives what counts requests."""

    def plan(*faults: Fault) -> Proxy:
        _proxy.plan(*faults)
        return _proxy

    return plan
