"""`run` on machines of many kinds: each a search path with little on it and stand-ins for tools."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
SHELL_TOOLS = (
    "sh",
    "cat",
    "chmod",
    "cksum",
    "dirname",
    "env",
    "grep",
    "id",
    "mktemp",
    "mkdir",
    "rm",
)
# Makes what `python -m venv` makes, without the seconds that a real pip costs: this pip refuses.
PYTHON = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then
    echo venv >>"$LOG"
    {real} -m venv --without-pip "$3"
    mkdir "$3"/lib/python{version}/site-packages/pip
    echo 'import sys; sys.exit("install" in sys.argv)' \\
        >"$3"/lib/python{version}/site-packages/pip/__main__.py
    printf '#!/bin/sh\\necho publish "$@"\\n' >"$3"/bin/publish
    chmod +x "$3"/bin/publish
else
    exec {real} "$@"
fi
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what `run` reads, in a folder of its own."""
    folder = tmp_path / "a checkout"
    (folder / "publish").mkdir(parents=True)
    for name in ("run", "pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, folder)
    for name in ("__init__.py", "errors.py", "native.py"):
        shutil.copy(ROOT / "publish" / name, folder / "publish")
    return folder


@pytest.fixture
def tools(tmp_path: Path) -> Callable[..., str]:
    """A function that makes a search path: a shell's own tools and these scripts."""

    def make(**scripts: str) -> str:
        folder = tmp_path / "bin"
        folder.mkdir()
        for tool in SHELL_TOOLS:
            place = shutil.which(tool)
            assert place is not None
            (folder / tool).symlink_to(place)
        for name, text in scripts.items():
            script = folder / name.replace("_", "-")
            script.unlink(missing_ok=True)
            script.write_text(text)
            script.chmod(0o755)
        return str(folder)

    return make


def run(checkout: Path, path: str, *words: str) -> tuple[int, str, str]:
    """Exit code, results and talk of `./run` on a machine with this search path."""
    done = subprocess.run(
        [str(checkout / "run"), *words],
        env={"PATH": path, "HOME": str(checkout.parent), "LOG": str(checkout.parent / "log")},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def logged(checkout: Path) -> str:
    """What the stand-ins were asked for since the last look."""
    log = checkout.parent / "log"
    text = log.read_text() if log.exists() else ""
    log.unlink(missing_ok=True)
    return text


def with_python(tools: Callable[..., str], *, uv_ends_with: int = 0) -> str:
    """A machine with Python and uv, whose installs only leave a line in the log."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    python = PYTHON.format(real=os.path.realpath(sys.executable), version=version)
    uv = f'#!/bin/sh\necho "${{0##*/}}" "$@" >>"$LOG"\nexit {uv_ends_with}\n'
    return tools(python3=python, uv=uv)


def test_a_machine_without_python_or_a_package_manager_gets_a_plain_line(
    checkout: Path, tools: Callable[..., str]
) -> None:
    code, results, talk = run(checkout, tools())

    assert (code, results) == (1, "")
    last = talk.splitlines()[-1]
    assert last == "run: please install Python 3.11 or newer and Pango, then run this again"


def test_a_user_who_is_not_root_is_told_what_root_must_do(
    checkout: Path, tools: Callable[..., str]
) -> None:
    path = tools(apt_get="#!/bin/sh\n", id="#!/bin/sh\necho 1000\n")

    code, _, talk = run(checkout, path)

    assert code == 1
    last = talk.splitlines()[-1]
    assert last.startswith("run: please run this as root, then ./run again: ")
    assert "apt-get install" in last
    assert "libharfbuzz-subset0" in last


def test_sudo_is_used_where_there_is_one(checkout: Path, tools: Callable[..., str]) -> None:
    scripts = {"id": "#!/bin/sh\necho 1000\n", "sudo": '#!/bin/sh\necho "$@" >>"$LOG"\n'}

    _, _, talk = run(checkout, tools(apt_get="#!/bin/sh\n", **scripts))

    assert "apt-get install" in logged(checkout)
    assert talk.splitlines()[-1] == "run: no Python 3.11 or newer is here even now"


# Another program holds the lock until the log says that somebody slept twice.
LOCKED = """#!/bin/sh
echo "{manager} $1" >>"$LOG"
[ "$(grep -c sleep "$LOG")" -ge 2 ] || {{ echo "{words}" >&2; exit 100; }}
"""


@pytest.mark.parametrize(
    ("manager", "words"),
    [
        ("apt_get", "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 7"),
        ("apt_get", "E: Unable to lock directory /var/lib/apt/lists/"),
        ("apk", "ERROR: Unable to lock database: Resource temporarily unavailable"),
        ("pacman", "error: failed to init transaction (unable to lock database)"),
        ("zypper", "System management is locked by the application with pid 7 (zypper)."),
    ],
)
def test_a_package_manager_that_is_at_work_already_is_waited_for(
    checkout: Path, tools: Callable[..., str], manager: str, words: str
) -> None:
    stand_in = LOCKED.format(manager=manager, words=words)
    sleep = '#!/bin/sh\necho "sleep $1" >>"$LOG"\n'

    _, _, talk = run(checkout, tools(sleep=sleep, id="#!/bin/sh\necho 0\n", **{manager: stand_in}))

    said = "run: another program is installing packages; waiting for it, 5 minutes at most"
    assert talk.splitlines().count(said) == 1
    assert logged(checkout).count("sleep 5") == 2
    assert talk.splitlines()[-1] == "run: no Python 3.11 or newer is here even now"


@pytest.mark.parametrize(
    ("words", "slept"), [("E: Could not get lock", 60), ("E: Unable to locate package pango", 0)]
)
def test_after_five_minutes_and_for_other_failures_the_manager_has_the_word(
    checkout: Path, tools: Callable[..., str], words: str, slept: int
) -> None:
    sleep = '#!/bin/sh\necho "sleep $1" >>"$LOG"\n'
    scripts = {"apt_get": f"#!/bin/sh\necho '{words}' >&2\nexit 100\n", "sleep": sleep}

    code, _, talk = run(checkout, tools(id="#!/bin/sh\necho 0\n", **scripts))

    assert code == 1
    assert logged(checkout).count("sleep 5") == slept
    assert talk.splitlines()[-1] == words


def test_an_environment_is_made_once_and_looked_at_again_when_its_pins_change(
    checkout: Path, tools: Callable[..., str]
) -> None:
    path = with_python(tools)

    assert run(checkout, path, "layouts", "two words")[:2] == (0, "publish layouts two words\n")
    first = logged(checkout)
    assert run(checkout, path)[1:] == ("publish build\n", "")
    second = logged(checkout)
    (checkout / "constraints.txt").write_text("other==1\n")
    assert run(checkout, path)[0] == 0
    third = logged(checkout)

    assert [line.split()[0] for line in first.splitlines()] == ["venv", "uv", "uv"]
    assert "-c constraints.txt --no-build-isolation -e ." in first
    assert second == ""
    assert [line.split()[0] for line in third.splitlines()] == ["uv", "uv"]


@pytest.mark.parametrize("name", ["normaliser", "typesetting"])
def test_only_benchmarks_that_compare_install_what_they_compare_with(
    checkout: Path, tools: Callable[..., str], name: str
) -> None:
    path = with_python(tools)
    needs = checkout / ".venv" / ".needs"

    run(checkout, path, "bench", "start")
    for_others = needs.read_text()
    run(checkout, path, "bench", name)
    for_it = needs.read_text()

    assert "trafilatura" not in for_others
    assert "trafilatura" in for_it
    assert "hypothesis" not in for_it


def test_an_environment_that_cannot_be_trusted_is_made_anew(
    checkout: Path, tools: Callable[..., str]
) -> None:
    path = with_python(tools)
    run(checkout, path)
    logged(checkout)

    (checkout / ".venv" / "bin" / "python").unlink()
    (checkout / ".venv" / "bin" / "python").symlink_to("python-that-is-gone")
    run(checkout, path)
    without_python = logged(checkout)
    (checkout / ".venv" / ".unfinished").touch()
    (checkout / ".venv" / ".ready-base").unlink()
    run(checkout, path)
    interrupted = logged(checkout)
    moved = checkout.rename(checkout.with_name("moved"))
    run(moved, path)

    assert without_python.startswith("venv\n")
    assert interrupted.startswith("venv\n")
    assert logged(moved).startswith("venv\n")


def test_a_set_up_that_fails_leaves_no_environment_that_counts_as_ready(
    checkout: Path, tools: Callable[..., str]
) -> None:
    path = with_python(tools, uv_ends_with=1)

    code, results, talk = run(checkout, path)

    assert (code, results) == (1, "")
    assert logged(checkout).count("uv pip install") == 1  # no step after the one that failed
    assert talk.splitlines()[-1] == "run: the set-up broke off: the lines above say why"
    assert list((checkout / ".venv").glob(".ready-*")) == []


def test_a_check_that_fails_stops_no_other_and_pytest_has_the_last_word(
    checkout: Path, tools: Callable[..., str]
) -> None:
    (checkout / "tests" / "validators").mkdir(parents=True)
    shutil.copy(ROOT / "tests/validators/package-lock.json", checkout / "tests/validators")
    path = with_python(tools)
    for name in ("npm", "node", "java", "soffice", "pandoc", "jq", "make"):
        Path(path, name).symlink_to(Path(path, "uv"))
    run(checkout, path)
    programs = checkout / ".venv" / "bin"
    for name, code in {"ruff": 1, "mypy": 0, "lint-imports": 0}.items():
        (programs / name).write_text(f'#!/bin/sh\necho {name} "$@"\nexit {code}\n')
        (programs / name).chmod(0o755)
    packages = next((checkout / ".venv").glob("lib/*/site-packages"))
    (packages / "pytest.py").write_text("import sys; print(sys.argv[1:], '1 passed')")

    code, results, talk = run(checkout, path, "test", "--full", "-k", "two words")

    assert code == 1
    assert [line.split()[0] for line in results.splitlines()[:-1]] == [
        "ruff",
        "ruff",
        "mypy",
        "lint-imports",
    ]
    assert "'--full', '-k', 'two words'] 1 passed" in results.splitlines()[-1]
    assert "run: FAILED so far: ruff check, ruff format" in talk.splitlines()
    assert "npm ci --loglevel=error --ignore-scripts" in logged(checkout)


def test_checkers_that_are_missing_are_installed_and_those_that_are_here_are_not(
    checkout: Path, tools: Callable[..., str]
) -> None:
    path = with_python(tools)
    for name in ("apt-get", "java", "npm"):
        Path(path, name).symlink_to(Path(path, "uv"))

    run(checkout, path, "test")

    wanted = (
        "apt-get install -y -qq --no-install-recommends"
        " libreoffice-writer-nogui pandoc jq make nodejs npm"
    )
    assert wanted in logged(checkout).splitlines()


def test_the_script_is_posix_shell() -> None:
    shells = [shell for shell in ("dash", "busybox") if shutil.which(shell)]
    assert shells, "no strict shell is here: dash comes with Debian and Ubuntu"
    for shell in shells:
        words = [shell, "sh"] if shell == "busybox" else [shell]
        subprocess.run([*words, "-n", str(ROOT / "run")], check=True)


def test_ci_runs_what_a_person_runs() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()

    assert [line for line in lines if line and not line.startswith("#")] == [
        'cd "$(dirname "${BASH_SOURCE[0]}")/.." && exec ./run test'
    ]


def pins() -> dict[str, list[Requirement]]:
    """The lines of constraints.txt, by name; a name has several where Pythons differ."""
    found: dict[str, list[Requirement]] = {}
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        if not line.startswith("#"):
            found.setdefault(plain(Requirement(line).name), []).append(Requirement(line))
    return found


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def test_every_pin_is_one_version_and_no_address() -> None:
    text = (ROOT / "constraints.txt").read_text()

    assert "://" not in text
    assert "--index-url" not in text
    assert {str(s)[:2] for lines in pins().values() for line in lines for s in line.specifier} == {
        "=="
    }


def test_what_is_installed_is_what_is_pinned() -> None:
    installed = {plain(d.metadata["Name"]): d.version for d in distributions()}

    here = {
        name: line.specifier
        for name, lines in pins().items()
        for line in lines
        if line.marker is None or line.marker.evaluate()
    }

    assert {n: v for n, v in installed.items() if n in here and v not in here[n]} == {}
    assert here.keys() - installed.keys() == set()


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [
        *project["project"]["dependencies"],
        *project["dependency-groups"]["dev"],
        *project["build-system"]["requires"],
    ]

    assert {plain(Requirement(line).name) for line in asked} - pins().keys() == set()


def test_the_npm_lock_file_holds_no_addresses() -> None:
    assert "resolved" not in (ROOT / "tests/validators/package-lock.json").read_text()
