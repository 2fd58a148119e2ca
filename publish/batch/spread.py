"""Results in 256 folders, so that none holds a million: `out/3f/city/rents.pdf`.

All formats of a source share its folder, which its name alone says: the first two digits of the
name's SHA-256. So a result is called as it is without `--spread`, behind the folder.

How results lie is the same for a whole folder of them. The first line of its manifest says it:

{"kind": "spread", "folders": 256}   or 0, which is what other lines without it mean
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from publish.errors import SettingsError, shown
from publish.files import save_error

_FOLDERS = 256
_DIGITS = 2  # of a digest, in hex: as many as there are folders
_HEAD = b'{"kind": "spread", "folders": '


def folder_of(name: str, *, spread: bool) -> str:
    """What stands before the names of a source's or an edition's results: "3f/", or ""."""
    return f"{sha256(os.fsencode(name)).hexdigest()[:_DIGITS]}/" if spread else ""


def begin(manifest: Path, *, spread: bool) -> bytes:
    """Let a manifest of which nothing came yet say how results lie; the line, if it is a new one.

    Nobody else may write to it. Raises DiskFailed, Unwritable.
    """
    head = b"%b%d}\n" % (_HEAD, _FOLDERS if spread else 0)
    if _said(manifest) is not None or head_of(manifest) == head:
        return b""
    try:  # unsynced: the lines that come behind it are waited for
        manifest.write_bytes(head)
    except OSError as error:
        raise save_error(error, manifest) from error
    return head


def refuse_other(
    manifests: Iterable[Path], into: str, *, spread: bool, at_work: Iterable[Path] = ()
) -> None:
    """SettingsError where one of these manifests says that the results lie otherwise.

    One with no line but the first says nothing, because nothing came of that run; but those of
    shards `at_work` do. A shard that begins its own before it asks meets every other that does so.
    """
    said = {*map(_said, manifests), *(_said(each, alone=True) for each in at_work)}
    if (not spread) in said:
        how = "do not lie" if spread else "lie"
        word = "leave out --spread" if spread else "add --spread"
        raise SettingsError(
            f"the results here {how} in {_FOLDERS} folders",
            where=shown(into),
            hint=f"{word}, or use another --into",
        )


def head_of(manifest: Path) -> bytes:
    """The first line of a manifest, if it says how results lie."""
    return _first_and_more(manifest)[0]


def _said(manifest: Path, *, alone: bool = False) -> bool | None:
    """Whether results are spread; None where a manifest has nothing to say."""
    head, more = _first_and_more(manifest)
    if head and (more or alone):
        return bool(json.loads(head)["folders"])
    return False if more else None


def _first_and_more(manifest: Path) -> tuple[bytes, bool]:
    """The head, and whether there is any other whole line."""
    try:
        with manifest.open("rb") as file:
            first = file.readline()
            if first.startswith(_HEAD) and first.endswith(b"}\n"):
                return first, file.readline().endswith(b"\n")
            return b"", first.endswith(b"\n")
    except FileNotFoundError:
        return b"", False
    except OSError as error:
        raise save_error(error, manifest) from error
