"""DAISY Ace, the accessibility checker for EPUB, over one browser for the whole run."""

from typing import Any  # answers are JSON

from tests.validators import node


def check(data: bytes) -> list[str]:
    """Violations in an EPUB, each as `serious image-alt article.xhtml: message`."""
    with node.folder_of({"book.epub": data}) as folder:
        report = node.ask(do="ace", path=str(folder / "book.epub"), work=str(folder))["report"]
    complaints = [line for part in report["assertions"] for line in _lines(part)]
    passes = report["earl:result"]["earl:outcome"] == "pass"
    assert passes == (not complaints), "Ace contradicts itself"
    return complaints


def _lines(part: dict[str, Any]) -> list[str]:
    """What Ace asserts of one file of the book."""
    place = part["earl:testSubject"]["url"]
    return [
        f"{found['earl:test']['earl:impact']} {found['earl:test']['dct:title']} {place}: "
        f"{found['earl:result']['dct:description']}"
        for found in part["assertions"]
        if found["earl:result"]["earl:outcome"] == "fail"
    ]
