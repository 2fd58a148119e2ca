"""Results are looked at without being held: they can be large, and there can be many."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

from publish.batch.judge import judge
from publish.batch.removals import Removals
from publish.files import digest, digest_at
from publish.model.article import Removal
from publish.model.formats import JSON
from publish.model.tree import Origin
from publish.pipeline import Output, Target

_LARGE = 20_000_000  # bytes
_MOST = 2_000_000  # bytes that the parent may hold of it for a moment


def test_a_large_result_and_a_large_source_are_never_held_whole(tmp_path: Path) -> None:
    data = b'{"text": "' + b"x" * _LARGE + b'"}\n'
    part = tmp_path / "large.part"
    part.write_bytes(data)
    output = Output(Target("json", str(tmp_path / "large.json"), str(part)), digest(data))

    tracemalloc.start()
    judge(output, JSON)
    same = digest_at(part, len(data)) == output.digest
    held = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert same
    assert held < _MOST


def test_what_was_taken_out_waits_packed() -> None:
    gone = Removal("tail.tag-list", Origin(6, 6, "line"), None, "Tags: rents", "labelled", "tags")

    waiting = Removals.of((gone,) * 1_000)

    assert len(waiting.packed) * 10 < len(waiting.text)
    assert waiting == (gone,) * 1_000
