"""What a module of ours names of WeasyPrint and pydyf, read from its source."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from types import FunctionType, ModuleType

import pydyf
from weasyprint import css, document
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import stream
from weasyprint.text import line_break

__all__ = ["methods_called", "names_used"]

_ENGINES = ("weasyprint", "pydyf")
_CLASSES = (boxes, css, document, line_break, pydyf, stream)
_NOT_THE_ENGINE_S = frozenset(
    name for kind in (str, bytes, dict, list, tuple, set, float, re.Match) for name in vars(kind)
)


def names_used(module: ModuleType) -> set[str]:
    """Each name of the engine that a module imports, or takes from a module it imports.

    "module:attribute" or "module:Class.attribute", as holds have it: with the module that defines
    it. A module that is only looked into is no name. What is read of objects is not seen.
    """
    tree = ast.parse(inspect.getsource(module))
    known = dict(_imported(tree))
    alone = {name for name, value in known.items() if not isinstance(value, ModuleType)}
    found = set()
    inside: set[ast.AST] = set()
    for node in ast.walk(tree):  # from the outside in, so the longest chain comes first
        if isinstance(node, ast.Attribute) and node not in inside:
            chain, start = _chain(node)
            inside.update(ast.walk(node))
            if start in known:
                found.add(_name(known[start], chain))
        elif isinstance(node, ast.Name) and node not in inside and node.id in alone:
            found.add(_name(known[node.id], []))
    return found


def methods_called(module: ModuleType) -> set[str]:
    """The methods that a module calls on whatever it has in hand, and that the engine defines."""
    tree = ast.parse(inspect.getsource(module))
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return (called & _methods()) - own - _NOT_THE_ENGINE_S


def _methods() -> set[str]:
    return {
        name
        for module in _CLASSES
        for kind in vars(module).values()
        if inspect.isclass(kind)
        for name, value in vars(kind).items()
        if isinstance(value, FunctionType) and _is_engine(value.__module__)
    }


def _is_engine(module: str) -> bool:
    return module.partition(".")[0] in _ENGINES


def _imported(tree: ast.AST) -> Iterator[tuple[str, object]]:
    """What each name is that an import from the engine makes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if _is_engine(alias.name):
                    yield alias.asname or alias.name, import_module(alias.name)
        elif isinstance(node, ast.ImportFrom) and _is_engine(node.module or ""):
            for alias in node.names:
                value = getattr(import_module(node.module or ""), alias.name)
                plain = not isinstance(value, ModuleType | FunctionType | type)
                yield alias.asname or alias.name, (node.module, alias.name) if plain else value


def _chain(node: ast.Attribute) -> tuple[list[str], str]:
    names: list[str] = []
    inner: ast.expr = node
    while isinstance(inner, ast.Attribute):
        names.append(inner.attr)
        inner = inner.value
    return names[::-1], inner.id if isinstance(inner, ast.Name) else ""


def _name(value: object, chain: list[str]) -> str:
    """The name of what a chain of attributes leads to, as far as it is the engine's."""
    if isinstance(value, tuple):  # no function and no class: where it was imported from
        return ":".join(value)
    if isinstance(value, ModuleType):
        attribute, *rest = chain
        inner = getattr(value, attribute)
        if isinstance(inner, FunctionType | type | ModuleType):
            return _name(inner, rest)
        return f"{value.__name__}:{attribute}"
    assert isinstance(value, FunctionType | type)
    name = f"{value.__module__}:{value.__qualname__}"
    if isinstance(value, type) and chain and chain[0] in vars(value):
        return f"{name}.{chain[0]}"
    if isinstance(value, type) and chain:
        for base in value.__mro__:
            if chain[0] in vars(base) and _is_engine(base.__module__):
                return f"{base.__module__}:{base.__qualname__}.{chain[0]}"
    return name
