"""The fonts/ folder: every file accounted for, licensed, small enough, and a world of its own."""

import hashlib
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from publish.layouts.fonts import optional_fonts

FONTS = Path(__file__).parents[2] / "fonts"
FAMILIES = sorted(folder for folder in FONTS.iterdir() if folder.is_dir())
SUFFIXES = (".otf", ".ttf")
LIMIT_BYTES = 15_000_000


def declared(family: Path) -> dict[str, str]:
    """File names and digests that a family's SOURCES.toml states."""
    sources = tomllib.loads((family / "SOURCES.toml").read_text("utf-8"))
    return {entry["name"]: entry["sha256"] for entry in sources["file"]}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_font_file_is_the_one_its_sources_state(family: Path) -> None:
    present = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in family.iterdir()
        if path.suffix in SUFFIXES
    }

    assert present == declared(family)


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.name)
def test_every_family_stands_beside_its_licence(family: Path) -> None:
    licence = (family / "OFL.txt").read_text("utf-8")

    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert licence.splitlines()[0].startswith(("Copyright", "©"))


def test_no_font_file_lies_outside_a_family() -> None:
    loose = [path for path in FONTS.iterdir() if path.is_file() and path.name != "fonts.conf"]

    assert loose == []


def test_the_fonts_stay_under_fifteen_megabytes() -> None:
    total = sum(path.stat().st_size for path in FONTS.rglob("*") if path.is_file())

    assert total < LIMIT_BYTES


def test_no_font_is_variable() -> None:
    """WeasyPrint loses the regular text of variable CFF2 fonts without a word."""
    variable = [path.name for path in FONTS.rglob("*.[ot]tf") if b"fvar" in path.read_bytes()[:512]]

    assert variable == []


LIST_FONTS = """
from weasyprint.text.ffi import ffi, fontconfig
fonts = fontconfig.FcConfigGetFonts(fontconfig.FcInitLoadConfigAndFonts(), 0)
for index in range(fonts.nfont):
    name = ffi.new("FcChar8 **")
    fontconfig.FcPatternGetString(fonts.fonts[index], b"file", 0, name)
    print(ffi.string(name[0]).decode())
"""


def test_the_machine_s_own_fonts_are_invisible(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(FONTS / "fonts.conf"),
        "XDG_CACHE_HOME": str(tmp_path),
    }

    listed = subprocess.run(
        [sys.executable, "-c", LIST_FONTS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert {Path(line) for line in listed.stdout.splitlines()} == set(FONTS.rglob("*.[ot]tf"))


USE_FONTS = """
import os, sys
from publish.layouts import load_layout, use_fonts
use_fonts(load_layout("briefing"))
print(os.environ["FONTCONFIG_FILE"], file=sys.stderr)
"""


def listed_by_a_worker(cache: Path) -> tuple[set[Path], Path]:
    """The fonts that a process of ours sees, and the file that told fontconfig so."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    environment.pop("FONTCONFIG_FILE", None)
    done = subprocess.run(
        [sys.executable, "-c", USE_FONTS + LIST_FONTS],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return {Path(line) for line in done.stdout.splitlines()}, Path(done.stderr.strip())


def test_of_the_machine_only_its_chinese_japanese_and_korean_fonts_are_seen(tmp_path: Path) -> None:
    seen, _ = listed_by_a_worker(tmp_path)

    theirs = seen - set(FONTS.rglob("*.[ot]tf"))
    assert theirs == set(optional_fonts())
    assert all(path.name.startswith("Noto") and "CJK-" in path.name for path in theirs)


def test_workers_share_one_file_that_names_their_fonts(tmp_path: Path) -> None:
    _, first = listed_by_a_worker(tmp_path)
    _, second = listed_by_a_worker(tmp_path)

    assert first == second
    assert [path.name for path in first.parent.iterdir()] == [first.name]
