"""Pango is found, or one sentence says how to get it. Each test asks a fresh interpreter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LIBRARIES = (
    "libgobject-2.0.so.0",
    "libharfbuzz.so.0",
    "libharfbuzz-subset.so.0",
    "libfontconfig.so.1",
    "libpango-1.0.so.0",
    "libpangoft2-1.0.so.0",
)
ASK = """
from publish import native
from publish.errors import MissingLibrary
try:
    native.ensure()
except MissingLibrary as error:
    print(error)
    print(error.hint)
"""


def told(script: str, **environment: str) -> list[str]:
    """What a fresh interpreter prints, line by line."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def hidden(folder: Path, *names: str) -> str:
    """A folder in which each of these libraries is an empty file, at which the loader gives up."""
    for name in names:
        (folder / name).touch()
    return str(folder)


def path_with(folder: Path, tool: str) -> str:
    """A search path on which this package manager is the only program."""
    (folder / tool).write_text("#!/bin/sh\n")
    (folder / tool).chmod(0o755)
    return str(folder)


def test_a_machine_with_pango_is_told_nothing() -> None:
    assert told(ASK) == []


@pytest.mark.parametrize("name", LIBRARIES)
def test_each_library_that_is_missing_is_named(tmp_path: Path, name: str) -> None:
    sentence, _ = told(ASK, LD_LIBRARY_PATH=hidden(tmp_path, name))

    assert sentence.startswith("PDF needs Pango, and this system lacks ")
    assert name in sentence


@pytest.mark.parametrize(
    ("tool", "command"),
    [
        ("apt-get", "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"),
        ("dnf", "dnf install -y pango"),
        ("apk", "apk add pango harfbuzz-subset"),
        ("pacman", "pacman -S --needed pango"),
        ("zypper", "zypper install libpango-1_0-0 libharfbuzz-subset0"),
        ("other", "install Pango, PangoFT2"),
    ],
)
def test_the_hint_is_a_command_of_this_system(tmp_path: Path, tool: str, command: str) -> None:
    libraries = hidden(tmp_path, "libpango-1.0.so.0")

    _, hint = told(ASK, LD_LIBRARY_PATH=libraries, PATH=path_with(tmp_path, tool))

    assert hint.removeprefix("sudo ").startswith(command)


def test_a_library_that_the_system_lacks_is_taken_from_the_wheel(tmp_path: Path) -> None:
    wheel = tmp_path / "gstreamer_libs" / "lib"
    wheel.mkdir(parents=True)
    (wheel.parent / "__init__.py").touch()
    for name, place in places().items():
        (wheel / name).symlink_to(place)
    (tmp_path / "hidden").mkdir()
    script = f"{ASK}\nimport weasyprint\nprint(sorted(native.versions()))"

    answer = told(
        script,
        LD_LIBRARY_PATH=hidden(tmp_path / "hidden", "libpango-1.0.so.0", "libharfbuzz.so.0"),
        PYTHONPATH=str(tmp_path),
    )

    assert answer == ["['harfbuzz', 'pango']"]


def places() -> dict[str, str]:
    """Where this system keeps the libraries: read from the map of a process that uses them."""
    script = "from publish import native; native.ensure(); print(open('/proc/self/maps').read())"
    mapped = {line.split()[-1] for line in told(script) if ".so" in line}
    return {name: next(m for m in mapped if f"/{name}" in m) for name in LIBRARIES}


def test_the_version_is_that_of_the_pango_which_sets_the_text() -> None:
    script = """
from publish import native
print(native.versions()["pango"])
from weasyprint.text.ffi import pango
number = pango.pango_version()
print(f"{number // 10000}.{number // 100 % 100}.{number % 100}")
"""

    ours, weasyprint = told(script)

    assert ours == weasyprint


def test_asking_for_versions_does_not_import_weasyprint() -> None:
    script = "import sys; from publish import native; native.versions(); print(*sys.modules)"

    assert "weasyprint" not in told(script)[0].split()
