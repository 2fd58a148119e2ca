"""Each object of a file turned into bytes once.

Upstream: pydyf.PDF.write. With an identifier, which our files have, it writes every object and then
takes the bytes of all of them anew for the digest, so that every page, font and picture is deflated
twice: a tenth of the time of an article.

Why no byte changes: between the two nothing is written into an object that has a number; the bytes
are forgotten with the call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # pydyf has no types

from publish.writers.pdf.typesetter.guard import Hold

__all__ = ["HOLDS"]

_kept: list[dict[int, bytes]] = []
"""The bytes of the numbered objects of the file that is being written, by identity."""


def _keeping(upstream: Callable[..., None]) -> Callable[..., None]:
    def write(
        self: Any,
        output: Any,
        version: Any = b"1.7",
        identifier: Any = False,
        compress: bool = False,
    ) -> None:
        _kept.append({})
        try:
            upstream(self, output, version, identifier, compress)
        finally:
            _kept.pop()

    return write


def _once(upstream: property) -> property:
    made = upstream.__get__

    def data(self: Any) -> bytes:
        if not _kept or self.number is None:
            return bytes(made(self))
        kept = _kept[-1]
        key = id(self)  # numbered objects live as long as their file
        if key not in kept:
            kept[key] = made(self)
        return kept[key]

    return property(data)


HOLDS = (
    Hold("pydyf:PDF.write", _keeping),
    Hold("pydyf:Stream.data", _once),
    Hold("pydyf:Dictionary.data", _once),
    Hold("pydyf:Array.data", _once),
    Hold("pydyf:Object.indirect"),
)
