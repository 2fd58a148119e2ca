"""One Java machine for all Java checkers: it starts once, when the first of them is asked.

A `java -jar` of its own costs 8 to 15 s a file; in here a warm check costs 0.1 to 0.6 s.
Each checker gets its own class loader, because their jars carry different Saxon, Jackson and
xmlresolver classes under the same names.
Source: JPype user guide, "Starting the JVM"; java.net.URLClassLoader.
"""

import functools
import importlib.util
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any  # Java objects have no Python types

import jpype


@functools.cache
def _start() -> None:
    # C1 only and the serial collector: a checker lives for seconds, and start-up is what it costs.
    # 8 MB of stack: veraPDF walks the structure tree by recursion.
    jpype.startJVM("-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    nowhere = jpype.JClass("java.io.PrintStream")(
        jpype.JClass("java.io.OutputStream").nullOutputStream()
    )
    jpype.JClass("java.lang.System").setOut(nowhere)
    jpype.JClass("java.lang.System").setErr(nowhere)


@functools.cache
def jar(package: str, name: str) -> Path:
    """The jar of that name inside an installed Python package."""
    spec = importlib.util.find_spec(package)
    assert spec is not None, f"{package} is not installed: ./run test"
    assert spec.origin is not None
    return Path(spec.origin).parent / name


@functools.cache
def loader(archive: Path) -> Any:
    """The class loader of a jar and of what its manifest names; starts Java if need be."""
    _start()
    url = jpype.JClass("java.io.File")(str(archive)).toURI().toURL()
    platform = jpype.JClass("java.lang.ClassLoader").getPlatformClassLoader()
    return jpype.JClass("java.net.URLClassLoader")([url], platform)


def java_class(archive: Path, name: str) -> Any:
    """The class of that name from the jar."""
    return jpype.JClass(name, loader=loader(archive))


@contextmanager
def inside(archive: Path) -> Iterator[None]:
    """Service look-ups of this thread go to the jar's own loader meanwhile."""
    mine = loader(archive)
    thread = jpype.JClass("java.lang.Thread").currentThread()
    before = thread.getContextClassLoader()
    thread.setContextClassLoader(mine)
    try:
        yield
    finally:
        thread.setContextClassLoader(before)
