"""Programs that registries have beside us, each on the same articles, called as one would."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.ratios.cpu import spent
from benchmarks.ratios.figure import Cost
from tests.validators import node

__all__ = ["costs"]

_HERE = Path(__file__).resolve().parent
_FEW, _MANY = 4, 20  # articles for what takes seconds for each, and for what does not

Call = Callable[[Path], list[str]]
"""The command that makes a result of a page, which has the same as Markdown beside it."""


def costs(pages: Sequence[Path]) -> Iterator[Cost]:
    """What each takes an article, with the start of the program where it starts for each."""
    browser = _quiet(node.ask(do="browser")["path"], pages[0].parent)
    few, many = pages[:_FEW], pages[:_MANY]
    yield _each("pdf", "weasyprint, a call each", few, _weasyprint)
    yield _each("pdf", "pandoc and weasyprint, a call each", few, _pandoc_and_weasyprint)
    yield _together("pdf", "Chromium, one for all", many, browser)
    yield _each("pdf", "percollate, a call each", few, _percollate("pdf"), browser)
    yield _each("docx", "pandoc, a call each", many, _pandoc("docx"))
    yield _each("epub", "pandoc, a call each", many, _pandoc("epub"))
    yield _each("epub", "percollate, a call each", few, _percollate("epub"), browser)


def _quiet(browser: str, folder: Path) -> str:
    """The browser with the flag without which some starts hang on a busy machine."""
    script = folder / "browser.sh"
    script.write_text(f'#!/bin/sh\nexec "{browser}" --disable-gpu "$@"\n', "utf-8")
    script.chmod(0o755)
    return str(script)


def _each(format: str, name: str, pages: Sequence[Path], call: Call, browser: str = "") -> Cost:
    seconds = sum(spent(call(page), page.parent, _with(browser)).seconds for page in pages)
    return Cost(format, name, seconds * 1e3 / len(pages), len(pages))


def _together(format: str, name: str, pages: Sequence[Path], browser: str) -> Cost:
    command = ["node", str(_HERE / "print.cjs"), browser, *map(str, pages)]
    seconds = spent(command, pages[0].parent).seconds
    return Cost(format, name, seconds * 1e3 / len(pages), len(pages))


def _with(browser: str) -> Mapping[str, str]:
    return {"PUPPETEER_EXECUTABLE_PATH": browser} if browser else {}


def _weasyprint(page: Path) -> list[str]:
    command = str(Path(sys.executable).with_name("weasyprint"))
    return [command, "--quiet", str(page), str(page.with_suffix(".weasyprint.pdf"))]


def _pandoc_and_weasyprint(page: Path) -> list[str]:
    engine = f"--pdf-engine={Path(sys.executable).with_name('weasyprint')}"
    made = str(page.with_suffix(".pandoc.pdf"))
    return ["pandoc", "--quiet", engine, str(page.with_suffix(".md")), "-o", made]


def _pandoc(format: str) -> Call:
    def call(page: Path) -> list[str]:
        made = str(page.with_suffix(f".pandoc.{format}"))
        return ["pandoc", "--quiet", str(page.with_suffix(".md")), "-o", made]

    return call


def _percollate(format: str) -> Call:
    script = str(_HERE / "node_modules/percollate/cli.js")

    def call(page: Path) -> list[str]:
        made = str(page.with_suffix(f".percollate.{format}"))
        return ["node", script, format, "--no-sandbox", "-o", made, str(page)]

    return call
