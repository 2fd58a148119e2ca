"""What LibreOffice makes of a Word file."""

import atexit
import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path


@functools.lru_cache(maxsize=16)
def to_pdf(docx: bytes) -> bytes:
    """The Word file as LibreOffice prints it; the same bytes are printed once only."""
    return _converted(docx, "docx", "pdf")


@functools.lru_cache(maxsize=16)
def saved(docx: bytes, *formats: str) -> bytes:
    """The Word file as LibreOffice saves it, in these formats one after the other."""
    before = "docx"
    for format in formats:
        docx, before = _converted(docx, before, format), format
    return docx


def _converted(data: bytes, before: str, format: str) -> bytes:
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    assert soffice, "LibreOffice is not installed: ./run test"
    with tempfile.TemporaryDirectory() as folder:
        source, into = Path(folder, f"word.{before}"), Path(folder, "made")
        source.write_bytes(data)
        profile = f"-env:UserInstallation={_profile().as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", format, "--outdir", str(into)]
        done = subprocess.run(
            [*command, str(source)], capture_output=True, check=False, env=_with_fonts()
        )
        made = into / f"word.{format}"
        # soffice ends with 0 even when it could not read the file
        assert made.exists(), f"LibreOffice made nothing: {done.stderr.decode().strip()}"
        return made.read_bytes()


def _with_fonts() -> dict[str, str]:
    """The environment without the fonts that print is kept to: LibreOffice has the machine's."""
    return {key: value for key, value in os.environ.items() if not key.startswith("FONTCONFIG")}


@functools.cache
def _profile() -> Path:
    """A profile of this process alone: two LibreOffices on one profile refuse to run."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
