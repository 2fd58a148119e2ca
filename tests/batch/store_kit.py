"""What the tests of runs from and to stores share."""

from __future__ import annotations

from pathlib import Path

from publish import stores
from publish.batch import Report
from publish.batch.manifest import Built, built_of
from publish.files import digest


def objects(address: str) -> dict[str, bytes]:
    """All results below an address, by their names; what a run keeps for itself is left out."""
    skip = len(address) + 1
    return {
        each.address[skip:]: stores.read(each.address, 10**9)
        for each in stores.walk(address)
        if not each.address[skip:].startswith(".publish/")
    }


def kept(address: str) -> list[str]:
    """What a run keeps for itself below an address."""
    skip = len(f"{address}/.publish/")
    return [each.address[skip:] for each in stores.walk(f"{address}/.publish")]


def on_disk(folder: Path) -> dict[str, bytes]:
    """The same of a folder."""
    files = sorted(p for p in folder.rglob("*") if p.is_file())
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {n: p.read_bytes() for n, p in named.items() if not n.startswith(".publish/")}


def lines(manifest: bytes) -> dict[str, Built]:
    """What a manifest says of each output, but for what depends on the disk or the store."""
    from dataclasses import replace

    built = filter(None, map(built_of, manifest.splitlines(keepends=True)))
    return {each.output: replace(each, seen=()) for each in built}


def manifest_of(address: str) -> bytes:
    return stores.read(f"{address}/.publish/manifest.jsonl", 10**9)


def put_tree(folder: Path, address: str) -> str:
    """The files of a folder, as objects below an address."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            stores.put(f"{address}/{path.relative_to(folder).as_posix()}", path.read_bytes())
    return address


def said(report: Report) -> dict[str, str]:
    """What became of each source, with the code of a failure."""
    return {
        each.name: each.failure.code if each.failure else each.status for each in report.outcomes
    }


def digests(found: dict[str, bytes]) -> dict[str, str]:
    return {name: digest(data) for name, data in found.items()}
