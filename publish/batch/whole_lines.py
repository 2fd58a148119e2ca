"""The lines of a file that is only ever appended to, as far as they are whole."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from publish.files import save_error


def whole_lines(path: Path, *, cut: bool) -> Iterator[bytes]:
    """The lines of the file; what a kill left of its last one is cut off the file too."""
    whole = 0
    try:
        with path.open("rb") as file:
            for line in file:
                if line.endswith(b"\n"):
                    whole += len(line)
                    yield line
                elif cut:
                    os.truncate(path, whole)
    except FileNotFoundError:
        return
    except OSError as error:
        raise save_error(error, path) from error
