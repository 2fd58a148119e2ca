"""Whether two trees are equal, however deep they are."""

from __future__ import annotations

from dataclasses import fields, is_dataclass


def equal(one: object, other: object) -> bool:
    """The same as `==`, also for trees in which that would ask for too many calls.

    Python counts four calls a level, and a thousand in all; pages may be 250 deep.
    """
    try:
        return one == other
    except RecursionError:
        return _equal(one, other)


def _equal(one: object, other: object) -> bool:
    waiting = [(one, other)]
    while waiting:
        a, b = waiting.pop()
        if a is b:
            continue
        if isinstance(a, tuple) and isinstance(b, tuple):
            if len(a) != len(b):
                return False
            waiting += zip(a, b, strict=True)
        elif is_dataclass(a) and type(a) is type(b):
            waiting += [
                (getattr(a, each.name), getattr(b, each.name)) for each in fields(a) if each.compare
            ]
        elif a != b:
            return False
    return True
