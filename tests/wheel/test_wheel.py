"""The built wheel, installed elsewhere, prints what the checkout prints, byte for byte."""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "seeds" / "000_2d0baa25ee1082f8.txt"
FORMATS = ("pdf", "docx", "epub", "xhtml", "json")


def done(*words: str | Path, folder: Path) -> str:
    """What a command prints; it runs in that folder and must end well."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    result = subprocess.run(
        [str(word) for word in words],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel as the build backend makes it from this checkout; asks no index."""
    folder = tmp_path_factory.mktemp("wheel")
    done(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, folder=ROOT)
    return next(folder.glob("publish-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel; a .pth file lends it the dependencies of this one.

    Such a file lends folders only, not the editable install of publish that stands in this one.
    """
    folder = tmp_path_factory.mktemp("elsewhere")
    done(sys.executable, "-m", "venv", "--without-pip", "environment", folder=folder)
    python = folder / "environment" / "bin" / "python"
    options = ("--no-deps", "--no-index", "--disable-pip-version-check", "-q")
    done(sys.executable, "-m", "pip", "--python", python, "install", *options, wheel, folder=folder)
    packages = next((folder / "environment").glob("lib/python*/site-packages"))
    (packages / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return folder


def files_below(folder: Path) -> dict[str, bytes]:
    """Every result below the folder by its path, without the records of the run."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".publish" not in path.parts
    }


def test_the_wheel_holds_what_printing_needs(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()

    assert "publish/py.typed" in names
    assert "publish/_layouts/briefing/layout.toml" in names
    assert "publish/_fonts/fonts.conf" in names
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "output/"))]


def test_the_wheel_is_used_and_not_the_checkout(installed: Path) -> None:
    python = installed / "environment" / "bin" / "python"

    place = done(python, "-c", "import publish; print(publish.__file__)", folder=installed)

    assert Path(place.strip()).is_relative_to(installed)


def test_the_wheel_and_the_checkout_write_the_same_bytes(installed: Path, tmp_path: Path) -> None:
    wanted = ["--jobs", "1", *(word for name in FORMATS for word in ("--to", name))]
    publish = installed / "environment" / "bin" / "publish"

    done(publish, "build", SEED, "--into", installed / "output", *wanted, folder=installed)
    ours = (sys.executable, "-m", "publish")
    done(*ours, "build", SEED, "--into", tmp_path / "output", *wanted, folder=tmp_path)

    by_wheel, by_checkout = files_below(installed / "output"), files_below(tmp_path / "output")
    assert by_wheel.keys() == by_checkout.keys()
    assert [name for name in by_wheel if by_wheel[name] != by_checkout[name]] == []
    suffixes = {Path(name).suffix for name in by_wheel}
    assert {".pdf", ".docx", ".epub", ".xhtml", ".json"} <= suffixes
