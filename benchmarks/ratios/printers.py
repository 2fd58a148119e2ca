"""One process a way to print; they take turns article by article.

Whatever else the machine does meets them all, and each has caches of its own.

    python -m benchmarks.ratios.printers WAY

reads a page a line and answers with the seconds of CPU that its printing took.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO  # answers are JSON

__all__ = ["WAYS", "Page", "Taken", "seconds"]

_COMMAND = (sys.executable, "-m", "benchmarks.ratios.printers")
_SHEET = """
@page { size: A4; margin: 25mm; @bottom-center { content: counter(page) } }
html { font: 10.5pt/15pt "Source Serif 4"; hyphens: auto }
p { margin: 0; text-align: justify; text-indent: 15pt; orphans: 2; widows: 2 }
"""

Page = Mapping[str, str]
"""A `text` as it was saved; `html`, the same article as a plain page; `title` and `paragraphs`."""
Taken = Mapping[str, list[float]]
"""Seconds by way, a page each."""


def seconds(pages: Sequence[Page], ways: Sequence[str], warm: int = 20) -> Taken:
    """CPU of each way for each page, each printed once; those before `warm` only warm."""
    printers = {way: _started(way) for way in ways}
    taken: dict[str, list[float]] = {way: [] for way in ways}
    chance = random.Random(0)
    try:
        for number, page in enumerate(pages):
            for way in chance.sample(list(ways), len(ways)):
                spent = _asked(printers[way], page)
                if number >= warm:
                    taken[way].append(spent)
    finally:
        for printer in printers.values():
            printer.communicate()
    return taken


def _started(way: str) -> subprocess.Popen[str]:
    pipe = subprocess.PIPE
    # One order of sets for all: with its own each process is up to 2 % quicker or slower.
    same = {**os.environ, "PYTHONHASHSEED": "0"}
    return subprocess.Popen([*_COMMAND, way], stdin=pipe, stdout=pipe, text=True, env=same)


def _asked(printer: subprocess.Popen[str], page: Page) -> float:
    into, out = printer.stdin, printer.stdout
    assert into is not None
    assert out is not None
    print(json.dumps(dict(page)), file=into, flush=True)
    spent: float = json.loads(out.readline())
    return spent


# The ways


def _by_pipeline(format: str, **options: str) -> Callable[[Page], object]:
    """The whole line of a build: read, clean, compose, render, write; without the parent's part."""
    from publish.files import Found
    from publish.model.recipe import Recipe
    from publish.pipeline import Job, Target, layout_of, perform

    scratch = Path(tempfile.mkdtemp(prefix="publish-bench-"))
    recipe = Recipe(set=options)
    digest = layout_of(recipe).digest
    if format == "pdf":
        from publish.layouts import use_fonts

        use_fonts(layout_of(recipe))

    def work(page: Page) -> object:
        source, part = scratch / "article.txt", scratch / "part"
        source.write_text(page["text"], "utf-8")
        target = Target(format, str(scratch / "final"), str(part))
        job = Job("article.txt", (Found("article.txt", str(source)),), (target,), recipe, digest)
        result = perform(job)
        assert result.failure is None, result.failure
        return result

    return work


def _bare() -> Callable[[Page], object]:
    """WeasyPrint alone, with what a caller can share between documents."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    from publish.layouts import load_layout, use_fonts

    use_fonts(load_layout("briefing"))
    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=_SHEET, font_config=fonts)

    def work(page: Page) -> object:
        document = weasyprint.HTML(string=page["html"], base_url="")
        return document.write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1", pdf_tags=True
        )

    return work


def _by_python_docx() -> Callable[[Page], object]:
    """As its documentation shows: a new document, a heading, a paragraph a call, styles by name."""
    import io

    import docx

    def work(page: Page) -> object:
        document = docx.Document()
        document.add_heading(page["title"], 0)
        for text in page["paragraphs"].split("\n"):
            document.add_paragraph(text, style="Body Text")
        document.save(file := io.BytesIO())
        return file

    return work


def _by_typst() -> Callable[[Page], object]:
    import typst  # only benchmarks have it

    fonts = str(Path(__file__).parents[2] / "fonts/source-serif-4")
    scratch = Path(tempfile.mkdtemp(prefix="publish-bench-"))

    def work(page: Page) -> object:
        texts = [page["title"], *page["paragraphs"].split("\n")]
        quoted = (text.replace("\\", "\\\\").replace('"', '\\"') for text in texts)
        source = scratch / "article.typ"
        head = '#set page("a4")\n#set text(font: "Source Serif 4", size: 10.5pt, hyphenate: true)\n'
        lines = (f'#par[#"{text}"]' for text in quoted)
        source.write_text(head + "#set par(justify: true)\n" + "\n\n".join(lines), "utf-8")
        return typst.compile(str(source), font_paths=[fonts], ignore_system_fonts=True)

    return work


WAYS: Mapping[str, Callable[[], Callable[[Page], object]]] = {
    "pdf": lambda: _by_pipeline("pdf"),
    "pdf untouched": lambda: _by_pipeline("pdf", engine="untouched"),
    "pdf bare": _bare,
    "docx": lambda: _by_pipeline("docx"),
    "epub": lambda: _by_pipeline("epub"),
    "json": lambda: _by_pipeline("json"),
    "python-docx": _by_python_docx,
    "typst": _by_typst,
}


def main(way: str, pages: IO[str]) -> None:
    """Print each page that comes in a line; answer with its seconds."""
    work = WAYS[way]()
    for line in pages:
        page = json.loads(line)
        before = time.process_time()
        work(page)
        print(time.process_time() - before, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.stdin)
