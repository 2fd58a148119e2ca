"""What all tests share: the options of ./run test, golden files and the seed.

`--full`    runs the tests marked `full` too
`--accept`  rewrites golden files instead of comparing; read the diff afterwards
"""

import gc
import signal
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings

from tests.servers.fixtures import _proxy, faulty_s3, s3
from tests.validators import epubcheck, verapdf

__all__ = ["_proxy", "faulty_s3", "s3"]

ROOT = Path(__file__).resolve().parent.parent
SEED = ROOT / "seeds" / "000_2d0baa25ee1082f8.txt"
# Tests of modules that use these share one Java machine, so under xdist they share one worker.
_IN_JAVA = (epubcheck, verapdf)

# A shell's background job ignores Ctrl-C, and so would all that the tests start.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the tests that take long, too")
    parser.addoption(
        "--accept", action="store_true", help="rewrite golden files with what came out"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Generated examples are the same in each run, so green is no luck; with --full they are new.

    No deadline: how long an example takes says how busy the machine is.
    """
    full = bool(config.getoption("--full"))
    settings.register_profile(
        "publish",
        deadline=None,
        derandomize=not full,
        max_examples=500 if full else 60,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("publish")


def pytest_collection_finish() -> None:
    """Let Python's collector leave out what was collected: two million objects that stay.

    A Java machine in the process has it walk all objects whenever its own collector runs (JPype).
    """
    gc.collect()
    gc.freeze()


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups in this hook, too
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("full")]
    for item in items:
        module = item.getparent(pytest.Module)
        if module and _uses_java(module.obj):
            item.add_marker(pytest.mark.xdist_group("java"))


def _uses_java(module: ModuleType) -> bool:
    return any(value is checker for value in vars(module).values() for checker in _IN_JAVA)


@pytest.fixture
def seed() -> bytes:
    """The seed article, byte for byte."""
    return SEED.read_bytes()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str | bytes, Path], None]:
    """A function that compares text with a golden file; with --accept it writes the file."""

    def compare(actual: str | bytes, path: Path) -> None:
        data = actual.encode() if isinstance(actual, str) else actual
        if request.config.getoption("--accept"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        assert path.exists(), f"no golden file {path.relative_to(ROOT)}: pytest --accept makes it"
        assert data.decode() == path.read_bytes().decode()

    return compare
