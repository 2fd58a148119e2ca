"""One Node process for all browser checks of this Python process: browser.cjs, line by line."""

import atexit
import functools
import json
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any  # answers are JSON

HERE = Path(__file__).parent


def ask(**request: object) -> dict[str, Any]:
    """The answer of browser.cjs; raises AssertionError with its words when it could not do it."""
    process = _started()
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(request) + "\n")
    process.stdin.flush()
    line = process.stdout.readline()
    assert line, f"Node ended with {process.wait()}: its words stand above"
    answer: dict[str, Any] = json.loads(line)
    assert "error" not in answer, answer["error"]
    return answer


@contextmanager
def folder_of(files: Mapping[str, bytes]) -> Iterator[Path]:
    """A folder on disk that holds these files, gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        for path, data in files.items():
            place = Path(name, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        yield Path(name)


@functools.cache
def _started() -> subprocess.Popen[str]:
    assert (HERE / "node_modules").is_dir(), "the npm validators are not installed: ./run test"
    # Who has printed PDFs sees our fonts as those of the system; a reader's browser does not.
    environment = {key: os.environ[key] for key in os.environ if key != "FONTCONFIG_FILE"}
    process = subprocess.Popen(
        ["node", str(HERE / "browser.cjs")],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    atexit.register(_end, process)
    return process


def _end(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.close()
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    process.stdout.close()
