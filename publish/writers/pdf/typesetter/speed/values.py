"""Values of a PDF turned into bytes by their type.

Upstream: pydyf._to_bytes, Dictionary.data and Array.data: 10,000 values for an article of two
pages, each asked whether it is one of three types and printed by way of a string.

Why no byte changes: for the exact types bytes, str, int and float the same digits are printed by
`%d` and `%f`; all else, subclasses and truth values among it, goes upstream.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # pydyf has no types

import pydyf

from publish.writers.pdf.guard import Hold

__all__ = ["HOLDS"]


def _by_type(upstream: Callable[[Any], bytes]) -> Callable[[Any], bytes]:
    def _to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item  # type: ignore[no-any-return]  # it is bytes
        if kind is str:
            return item.encode("ascii")  # type: ignore[no-any-return]
        if kind is float:
            if item.is_integer():
                return b"%d" % item
            return (b"%f" % item).rstrip(b"0")
        if kind is int:
            return b"%d" % item
        return upstream(item)

    return _to_bytes


def _dictionary(_: property) -> property:
    def data(self: Any) -> bytes:
        to_bytes = pydyf._to_bytes
        parts = [b"/" + to_bytes(key) + b" " + to_bytes(value) for key, value in self.items()]
        return b"<<" + b"".join(parts) + b">>"

    return property(data)


def _array(_: property) -> property:
    def data(self: Any) -> bytes:
        return b"[" + b" ".join(list(map(pydyf._to_bytes, self))) + b"]"

    return property(data)


HOLDS = (
    Hold("pydyf:_to_bytes", _by_type),
    Hold("pydyf:Dictionary.data", _dictionary),
    Hold("pydyf:Array.data", _array),
)
