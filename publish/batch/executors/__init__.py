"""Who performs the jobs of a run. All of them leave the same bytes in the same part files."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping, Sequence
from pathlib import Path

from publish.batch.executors import processes, serial
from publish.pipeline import Formats, Job, Result

Execute = Callable[[Sequence[Job], int, Path, Formats], Generator[tuple[int, Result], None, None]]
"""Jobs, a number of workers, a folder for temporary files and the formats that are known → each
job's index and result, in the order in which they are done. Closing the iterator ends what is at
work."""

EXECUTORS: Mapping[str, Execute] = {
    "processes": processes.execute,
    "serial": serial.execute,
}
