"""Every ratio that we promise and what others take for the same articles: docs/benchmarks.md.

    ./run bench [--quick] [TEXTS]

TEXTS is a folder of articles (.txt, or lines of JSON with a "text"); without it prose is made, in
which words come again sooner than they do in the world. Half an hour on two cores; --quick is a
look that writes nothing. Needs the browser of the tests (./run test), pandoc and the npm package of
benchmarks/ratios/peers, all of which `./run bench` installs.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, median

import publish
from benchmarks.ratios import articles, folders, page, peers, printers
from benchmarks.ratios.figure import Cost, Figure
from benchmarks.typesetting.report import written_between
from publish.model.article import Article
from publish.model.walk import text_of, text_of_inlines

ROOT = Path(__file__).parents[2]
PAGE, PICTURE = ROOT / "docs/benchmarks.md", ROOT / "docs/benchmarks.svg"
BEGIN = "<!-- figures: written by ./run bench, do not edit -->"
_WARM = 20
_OURS = {"pdf": "pdf", "docx": "docx", "epub": "epub"}


@dataclass(frozen=True, slots=True)
class Scale:
    """How much is measured."""

    articles: int
    unchanged: int
    pages: int
    outputs: int


_FULL, _QUICK = Scale(120, 100_000, 2_500, 10_000), Scale(30, 5_000, 100, 1_000)


def main(words: list[str]) -> int:
    """Print the tables; write them unless it is a quick look."""
    quick = "--quick" in words
    scale = _QUICK if quick else _FULL
    given = [Path(word) for word in words if not word.startswith("--")]
    folder = given[0] if given else None
    chosen = articles.articles(folder, scale.articles)
    pages = [_page(text, article) for text, article in chosen]
    taken = printers.seconds(pages, tuple(printers.WAYS), _WARM)
    found = [
        *_pdf(taken),
        *_epub(),
        *folders.figures(scale.unchanged, scale.pages, scale.outputs),
    ]
    costs = [*_ours(taken), *_peers([article for _, article in chosen[_WARM:]])]
    what = "articles of a folder" if folder else "made articles"
    words_each = median(len(text.split()) for text, _ in chosen)
    said = (
        f"{len(chosen) - _WARM} {what} of {words_each:.0f} words in the middle, printed once each."
    )
    tables = "\n\n".join((said, page.figure_table(found), page.cost_table(costs)))
    print(tables)
    if not quick:
        PAGE.write_text(written_between(PAGE.read_text("utf-8"), tables, BEGIN), "utf-8")
        PICTURE.write_text(page.plot(costs), "utf-8")
    return 0


def _page(text: str, article: Article) -> printers.Page:
    lines = (" ".join(text_of(block).split()) for block in article.body)
    return {
        "text": text,
        "html": articles.as_html(article),
        "title": text_of_inlines(article.title),
        "paragraphs": "\n".join(lines),
    }


def _pdf(taken: printers.Taken) -> Iterator[Figure]:
    """The whole line to a PDF; of all articles together, and of the shorter half."""
    order = sorted(range(len(taken["pdf"])), key=lambda at: taken["pdf bare"][at])
    for name, chosen in (("", order), (", the shorter half", order[: len(order) // 2])):
        ours = sum(taken["pdf"][at] for at in chosen)
        for way, baseline, goal in (
            ("pdf untouched", "the same with WeasyPrint as it comes", 0.72),
            ("pdf bare", "WeasyPrint alone, plain HTML, one sheet", 1.5),
        ):
            theirs = sum(taken[way][at] for at in chosen)
            yield Figure(
                f"an article to PDF, the whole line{name}", ours / theirs, "×", baseline, goal
            )


def _epub() -> Iterator[Figure]:
    """What an e-book of the seed article weighs."""
    (seed,) = (ROOT / "seeds").glob("*.txt")
    edition = publish.Edition.of(publish.normalise(publish.read(publish.load(seed))))
    made = publish.render(edition, publish.load_layout("briefing"), "epub")
    yield Figure("an e-book of 440 words", len(made.data) / 1000, "kB", "–", 120)


def _ours(taken: printers.Taken) -> Iterator[Cost]:
    for format, way in _OURS.items():
        yield Cost(format, "publish", fmean(taken[way]) * 1e3, len(taken[way]))
    for format, way, name in (
        ("pdf", "pdf bare", "WeasyPrint in one process, plain HTML"),
        ("pdf", "typst", "typst in one process, plain text"),
        ("docx", "python-docx", "python-docx as documented, plain text"),
    ):
        yield Cost(format, name, fmean(taken[way]) * 1e3, len(taken[way]))


def _peers(chosen: Sequence[Article]) -> list[Cost]:
    with tempfile.TemporaryDirectory() as name:
        pages = []
        for number, article in enumerate(chosen):
            path = Path(name, f"{number:03}.html")
            path.write_text(articles.as_html(article), "utf-8")
            path.with_suffix(".md").write_text(articles.as_markdown(article), "utf-8")
            pages.append(path)
        return list(peers.costs(pages))


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
