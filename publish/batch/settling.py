"""What was merged whole is settled: the next run may write its result over an edited one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publish.batch.destination import MANIFEST, opened


def settle(path: Path, digest: str) -> bool:
    """Say of an edited file at the place of a result that all its changes came home.

    `digest` is that of the bytes that were merged: should they change again, they stay. False for a
    file that is no result of ours, and for one that nobody has edited. Raises FolderLocked,
    Unwritable.
    """
    path = path.resolve()
    for folder in path.parents:
        if (folder / MANIFEST).is_file():
            with opened(str(folder), file=False) as destination:
                built = destination.built(path.relative_to(folder).as_posix())
                if built and digest not in (built.digest, built.merged):
                    destination.add(replace(built, merged=digest))
                return built is not None and digest != built.digest
    return False
