"""The names of WeasyPrint and pydyf that are taken hold of: known, put in place, put back.

A `Hold` names one function upstream and makes what stands in its place. An `EnginePart` is what
runs or does not as a whole: its holds, and the parts it needs. `judged` compares each name with
guard.toml, which says what it looked like when our version was written; what differs turns off the
parts that hold it, and no others. `installed` puts ours in place for as long as one document is
made, so that the untouched engine is there for the next.

    PARTS = (EnginePart("struts", _SLOWER, (Hold("weasyprint.text.line_break:strut", kept),)),)

    for verdict in judged(PARTS):
        if verdict.runs:
            with installed(verdict.part.holds):
                ...

Each module that uses names of the engine has its holds, and `engine_parts` the table.
"""

from __future__ import annotations

import hashlib
import inspect
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from importlib import import_module
from importlib.metadata import version
from importlib.resources import files
from threading import RLock
from types import FunctionType
from typing import Any  # WeasyPrint and pydyf have no types

_ENGINES = ("weasyprint", "pydyf", "cssselect2", "tinyhtml5")
_ABSENT = object()
_one_document = RLock()
"""The names belong to the process, so documents are made one at a time."""


@dataclass(frozen=True, slots=True)
class Hold:
    """A name upstream, and what makes our version of it.

    `name` is "module:attribute" or "module:Class.attribute", where the module is the one that
    defines it: those that import it by name are found. `make` is given what stands there (None
    where nothing does) and returns what shall stand there; holds on one name wrap each other in
    their order. Without `make` a name is only compared: our version counts on how it works.
    """

    name: str
    make: Callable[[Any], Any] | None = None


def compared(module: str, *names: str) -> tuple[Hold, ...]:
    """Holds that replace nothing: names of a module that ours counts on."""
    return tuple(Hold(f"{module}:{name}") for name in names)


@dataclass(frozen=True, slots=True)
class EnginePart:
    """Something of ours that stands on the engine, and runs or does not as a whole.

    `without` says what an output is without it. `needs` are parts without which it does not run.
    """

    name: str
    without: str
    holds: tuple[Hold, ...]
    needs: tuple[str, ...] = ()

    @property
    def replaces(self) -> bool:
        """Whether it takes the place of something upstream; else it stands beside the engine."""
        return any(hold.make is not None for hold in self.holds)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a part runs: not where names of its `differ`, or where it `lacks` a part."""

    part: EnginePart
    differ: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    @property
    def runs(self) -> bool:
        """Whether nothing stands against it."""
        return not self.differ and not self.lacks

    @property
    def why(self) -> str:
        """Why the part does not run, "" if it does; of many names that differ the first."""
        reasons = [f"needs {name}" for name in self.lacks]
        match self.differ:
            case [name]:
                reasons.insert(0, f"{name} differs")
            case [name, *others]:
                reasons.insert(0, f"{name} and {len(others)} more differ")
        return ", ".join(reasons)


@dataclass(frozen=True, slots=True)
class Upstream:
    """What a name is upstream: the names of its parameters and a digest of its source.

    A class has those it comes from in place of parameters, anything else its type; numbers, texts
    and sets of them a digest of what they are. What is not there has neither.
    """

    parameters: tuple[str, ...] = ()
    digest: str = ""


def judged(
    parts: Iterable[EnginePart], known: Mapping[str, Upstream] | None = None
) -> tuple[Verdict, ...]:
    """What becomes of each part, in their order: those it needs stand before it.

    A name differs when it is not as guard.toml has it, or when its source cannot be read: nobody
    can say what it does. Not to be asked while holds are installed.
    """
    known = recorded() if known is None else known
    same: dict[str, bool] = {}
    verdicts: dict[str, Verdict] = {}
    for part in parts:
        names = dict.fromkeys(hold.name for hold in part.holds)
        same.update((n, known.get(n, _ABSENT) == upstream(n)) for n in names if n not in same)
        differ = tuple(name for name in names if not same[name])
        lacks = tuple(name for name in part.needs if not verdicts[name].runs)
        verdicts[part.name] = Verdict(part, differ, lacks)
    return tuple(verdicts.values())


def upstream(name: str) -> Upstream | None:
    """What a name is now; None when its module, its class or its source is not there."""
    try:
        value = _standing(*_owner(name))
    except (ImportError, AttributeError):
        return None
    if value is _ABSENT:
        return Upstream()
    if inspect.isclass(value):
        return Upstream(tuple(each.__qualname__ for each in value.__mro__))
    function = _function(value)
    if function is None:
        return Upstream((type(value).__qualname__,), _content(value))
    try:
        digest = _digest_of_source(function)
    except OSError:  # installed without source files
        return None
    parameters = tuple(inspect.signature(function, follow_wrapped=False).parameters)
    return Upstream(parameters, digest)


@lru_cache(maxsize=1_000)
def _digest_of_source(function: FunctionType) -> str:
    """A digest of a function's source. Raises OSError where that cannot be read."""
    return _digest(inspect.getsource(function))


def _content(value: Any) -> str:
    """A digest of a number, a text or a set of texts; "" for all else, such as a C library."""
    match value:
        case int() | float() | str():
            return _digest(repr(value))
        case set() | frozenset():
            return _digest(repr(sorted(value)))
    return ""


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def recorded() -> Mapping[str, Upstream]:
    """What guard.toml says of each name."""
    path = files("publish.writers.pdf") / "guard.toml"
    tables = tomllib.loads(path.read_text("utf-8")).get("names", {})
    return {
        name: Upstream(tuple(table["parameters"]), table["digest"])
        for name, table in tables.items()
    }


def written(holds: Iterable[Hold]) -> str:
    """The text of guard.toml for what is installed here: for a new version upstream, to be read.

    Raises LookupError for a name whose source cannot be read.
    """
    lines = ["# What is taken hold of, as it is upstream. Written by", "#"]
    lines += ["#     pytest --accept tests/writers/test_guard.py", "#"]
    lines += ["# Read each changed function upstream, and ours beside it, before you accept.", ""]
    lines += ["[engines]", *(f'{name} = "{version(name)}"' for name in _ENGINES)]
    for name in sorted({hold.name for hold in holds}):
        now = upstream(name)
        if now is None:
            raise LookupError(name)
        parameters = ", ".join(f'"{each}"' for each in now.parameters)
        lines += ["", f'[names."{name}"]', f"parameters = [{parameters}]"]
        lines += [f'digest = "{now.digest}"']
    return "\n".join(lines) + "\n"


@contextmanager
def installed(holds: Iterable[Hold]) -> Iterator[None]:
    """Our versions in place while the block runs, those of before afterwards.

    With no holds the untouched engine runs in the block, whatever other threads do.
    """
    with _one_document:
        before: list[tuple[Any, str, Any]] = []
        try:
            for hold in holds:
                if hold.make is not None:
                    _install(hold.name, hold.make, before)
            yield
        finally:
            for owner, attribute, value in reversed(before):
                _put(owner, attribute, value)


def _install(name: str, make: Callable[[Any], Any], before: list[tuple[Any, str, Any]]) -> None:
    owner, attribute = _owner(name)
    value = _standing(owner, attribute)
    made = make(None if value is _ABSENT else value)
    for home in _homes(name):
        before.append((home, attribute, _standing(home, attribute)))
        _put(home, attribute, made)


def _put(owner: Any, attribute: str, value: Any) -> None:
    if value is _ABSENT:
        delattr(owner, attribute)
    else:
        setattr(owner, attribute, value)


def _owner(name: str) -> tuple[Any, str]:
    """The module or class that holds a name, and the last part of the name."""
    module, _, path = name.partition(":")
    *classes, attribute = path.split(".")
    owner = import_module(module)
    for each in classes:
        owner = getattr(owner, each)
    return owner, attribute


def _standing(owner: Any, attribute: str) -> Any:
    """What the owner itself holds, without what its base classes have."""
    return vars(owner).get(attribute, _ABSENT)


@lru_cache(maxsize=1024)
def _homes(name: str) -> tuple[Any, ...]:
    """All modules that hold a function by its name, those that import it among them.

    An object that is no function, such as the door to a C library, is replaced in its module alone.
    Found once, before anything is installed: no hold names a function that another hold made.
    """
    owner, attribute = _owner(name)
    value = _standing(owner, attribute)
    if not isinstance(value, FunctionType) or inspect.isclass(owner):
        return (owner,)
    modules = [
        module
        for title, module in sorted(sys.modules.items())
        if title.partition(".")[0] in _ENGINES
    ]
    return tuple(each for each in modules if vars(each).get(attribute) is value)


def _function(value: Any) -> Callable[..., Any] | None:
    """The function behind a method, a property or a decorator."""
    match value:
        case property():
            value = value.fget
        case cached_property():
            value = value.func
        case staticmethod() | classmethod():
            value = value.__func__
        case partial():
            value = value.func
    value = inspect.unwrap(value) if callable(value) else value
    return value if isinstance(value, FunctionType) else None
