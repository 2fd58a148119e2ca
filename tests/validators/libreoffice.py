"""What LibreOffice makes of a Word file."""

import atexit
import functools
import shutil
import subprocess
import tempfile
from pathlib import Path


@functools.lru_cache(maxsize=16)
def to_pdf(docx: bytes) -> bytes:
    """The Word file as LibreOffice prints it; the same bytes are printed once only."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    assert soffice, "LibreOffice is not installed: ./run test"
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder, "word.docx")
        word.write_bytes(docx)
        profile = f"-env:UserInstallation={_profile().as_uri()}"
        command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", folder]
        done = subprocess.run([*command, str(word)], capture_output=True, check=False)
        pdf = word.with_suffix(".pdf")
        # soffice ends with 0 even when it could not read the file
        assert pdf.exists(), f"LibreOffice printed nothing: {done.stderr.decode().strip()}"
        return pdf.read_bytes()


@functools.cache
def _profile() -> Path:
    """A profile of this process alone: two LibreOffices on one profile refuse to run."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)
