"""Pango and its family, found before WeasyPrint is imported, or a sentence that says what to do.

The system's own libraries come first. Where some of them are missing, one folder that holds all of
them serves instead: a usual one that the loader does not look into by itself (Homebrew, MacPorts,
MSYS2), or that of the wheel gstreamer-libs where somebody has installed it. We do not ask for that
wheel: it holds parts under the GPL. Sets are never mixed: the same page set by
another HarfBuzz is another file.
Source: WeasyPrint 70, weasyprint/text/ffi.py, has the names it opens and the folders of Windows.
"""

import ctypes
import functools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

from publish.errors import MissingLibrary

# Linux, macOS, Windows. WeasyPrint goes on without harfbuzz-subset, but then
# sets other bytes and takes 14 times as long (511 ms against 36 ms a page), so it is needed here.
_GOBJECT = ("libgobject-2.0.so.0", "libgobject-2.0.0.dylib", "gobject-2.0-0.dll")
_PANGO = ("libpango-1.0.so.0", "libpango-1.0.dylib", "pango-1.0-0.dll")
_HARFBUZZ = ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "harfbuzz.dll")
_SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "harfbuzz-subset.dll")
_FONTCONFIG = ("libfontconfig.so.1", "libfontconfig.1.dylib", "fontconfig-1.dll")
_PANGOFT2 = ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "pangoft2-1.0-0.dll")
# in an order in which each needs only those before it
_LIBRARIES = (_GOBJECT, _HARFBUZZ, _SUBSET, _FONTCONFIG, _PANGO, _PANGOFT2)
_COLUMN = {"darwin": 1, "win32": 2}.get(sys.platform, 0)

_USUAL_FOLDERS = {
    "darwin": ("/opt/homebrew/lib", "/usr/local/lib", "/opt/local/lib"),
    "win32": (r"C:\msys64\ucrt64\bin", r"C:\msys64\mingw64\bin"),
}
_COMMANDS = (
    (
        "apt-get",
        "apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 libfontconfig1",
    ),
    ("dnf", "dnf install -y pango harfbuzz fontconfig"),
    ("apk", "apk add pango harfbuzz-subset fontconfig"),
    ("pacman", "pacman -S --needed pango harfbuzz fontconfig"),
    ("zypper", "zypper install libpango-1_0-0 libharfbuzz-subset0 fontconfig"),
)
_BREW = "brew install pango"
_MSYS2 = "pacman -S mingw-w64-ucrt-x86_64-pango (in the MSYS2 shell, see msys2.org)"


def ensure() -> None:
    """Make sure that WeasyPrint will find its libraries; call it before the import.

    Raises MissingLibrary, whose hint is the command that installs them on this system.
    """
    _home()


def versions() -> dict[str, str]:
    """The versions of `pango` and `harfbuzz` that set the text, without importing WeasyPrint.

    Raises MissingLibrary like ensure().
    """
    home = _home()
    asked = {
        "pango": (_PANGO, "pango_version_string"),
        "harfbuzz": (_HARFBUZZ, "hb_version_string"),
    }
    return {
        name: _said(getattr(_opened(library, home), function))
        for name, (library, function) in asked.items()
    }


def _said(version_string: Callable[[], bytes]) -> str:
    """What a library's function answers, which has no arguments and gives a string of C."""
    version_string.restype = ctypes.c_char_p  # type: ignore[attr-defined]  # ctypes' own way
    return version_string().decode("ascii")


@functools.cache
def subsetting() -> tuple[ctypes.CDLL, ctypes.CDLL] | None:
    """HarfBuzz and the library that cuts fonts with it; None where this system has them not.

    EPUB needs nothing else of Pango's family and does without: fontTools cuts too, in 300 times
    the time.
    """
    wanted = (_HARFBUZZ, _SUBSET)
    for home in (None, *_folders()):
        if all(_opens(library, home) for library in wanted):
            harfbuzz, subset = (_opened(library, home) for library in wanted)
            # HarfBuzz 4.1; WeasyPrint asks for the same
            return (harfbuzz, subset) if hasattr(harfbuzz, "hb_set_add_sorted_array") else None
    return None


def subset_versions() -> dict[str, str]:
    """The version of the `harfbuzz` that cuts fonts; nothing where fontTools does."""
    libraries = subsetting()
    return {"harfbuzz": _said(libraries[0].hb_version_string)} if libraries else {}


@functools.cache
def _home() -> Path | None:
    """The folder that holds all of the libraries; None means where the system looks by itself."""
    missing = [library[_COLUMN] for library in _LIBRARIES if not _opens(library, None)]
    if not missing:
        return None
    for folder in _folders():
        if all(_opens(library, folder) for library in _LIBRARIES):
            _look_into(folder)
            return folder
    message = f"PDF needs Pango, and this system lacks {', '.join(missing)}"
    raise MissingLibrary(message, hint=_command())


def _folders() -> Iterator[Path]:
    spec = find_spec("gstreamer_libs")  # found, not imported: its import changes the environment
    for place in spec.submodule_search_locations or () if spec else ():
        yield Path(place, "bin" if sys.platform == "win32" else "lib")
    for usual in _USUAL_FOLDERS.get(sys.platform, ()):
        yield Path(usual)


def _opens(library: tuple[str, ...], home: Path | None) -> bool:
    try:
        _opened(library, home)
    except OSError:
        return False
    return True


def _opened(library: tuple[str, ...], home: Path | None) -> ctypes.CDLL:
    """The library from that folder, or the system's; once open, it serves those that need it."""
    name = library[_COLUMN]
    if home is None:
        return ctypes.CDLL(name)
    # MSYS2 writes libpango-1.0-0.dll and libharfbuzz-0.dll
    others = (f"lib{name}", f"lib{name.removesuffix('.dll')}-0.dll") if _COLUMN == 2 else ()
    found = (home / n for n in (name, *others) if (home / n).is_file())
    return ctypes.CDLL(str(next(found, home / name)))


def _look_into(folder: Path) -> None:
    """Let WeasyPrint, which opens libraries by bare names, find them in the folder first."""
    if sys.platform == "win32":
        os.add_dll_directory(str(folder))
        return
    import cffi  # type: ignore[import-untyped]  # here: heavy, and few systems need it

    # No variable works here: the loader has read DYLD_* and LD_* before Python started.
    plain = cffi.FFI.dlopen

    def dlopen(self: object, name: str | None = None, flags: int = 0) -> object:
        inside = folder / name if name else None
        return plain(self, str(inside) if inside and inside.is_file() else name, flags)

    cffi.FFI.dlopen = dlopen


def _command() -> str:
    """The command that installs what is missing on this system."""
    if sys.platform == "win32":
        return _MSYS2
    if sys.platform == "darwin":
        return _BREW if shutil.which("brew") else f"{_BREW} (Homebrew: see brew.sh)"
    sudo = "" if os.geteuid() == 0 else "sudo "
    known = (f"{sudo}{command}" for tool, command in _COMMANDS if shutil.which(tool))
    return next(known, "install Pango, PangoFT2, HarfBuzz-Subset and Fontconfig")
