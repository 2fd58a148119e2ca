"""Editions of more and more articles: pages, time and memory, and whether the pages are right.

    python -m benchmarks edition [LAYOUT [N…]]

Prints an edition of N articles (75, 150, 300) in the layout (digest) as PDF, each in a process of
its own, and looks at the result: one bookmark an article, and each article's title on the page that
its bookmark leads to. Time and memory an article stay the same where they grow with the articles
and no faster. That the contents name the right pages is a test (tests/layouts/test_digest.py).
"""

import io
import resource
import subprocess
import sys
import time

import pypdfium2

import publish
from publish.model.tree import Heading, Link, Paragraph, Text

SENTENCE = "The council of Norwick met on Monday and talked about rents, wages and schools. "


def main(words: list[str]) -> int:
    """Print one line an edition."""
    layout, counts = (words or ["digest"])[0], words[1:] or ["75", "150", "300"]
    for count in counts:
        subprocess.run(
            [sys.executable, "-m", "benchmarks.edition", "--one", layout, count], check=True
        )
    return 0


def one(name: str, count: int) -> None:
    """An edition of so many articles, in this process."""
    articles = [_article(number) for number in range(1, count + 1)]
    edition = publish.Edition.of(*articles, title="The week", cover=True)
    layout = publish.load_layout(name)
    started = time.monotonic()
    made = publish.render(edition, layout, "pdf")
    seconds = time.monotonic() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # MiB on Linux
    wrong = _wrong(made.data, count)
    print(
        f"{count} articles, {made.pages} pages: {seconds:.1f} s,"
        f" {seconds / count * 1e3:.0f} ms each,"
        f" {memory:.0f} MiB; {wrong} bookmarks lead to a wrong page",
        flush=True,
    )


def _article(number: int) -> publish.Article:
    link = Link(f"https://www.example.org/{number}", (Text("said so"),))
    prose = tuple(
        Paragraph((Text(SENTENCE * 5), *((link,) if index == 2 else ()))) for index in range(8)
    )
    return publish.Article(
        f"{number:03d}.txt",
        (Text(f"Report {number} from Norwick"),),
        (*prose[:4], Heading(1, (Text("Later"),)), *prose[4:]),
        byline=(f"Ann Ode {number % 40}",),
        outlet="The City Paper",
        published=f"2026-02-{number % 28 + 1:02d}",
        url=f"https://www.example.org/news/{number}",
    )


def _wrong(data: bytes, count: int) -> int:
    """How many articles have no bookmark that leads to the page their title stands on."""
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    right = 0
    for mark in document.get_toc():
        title = mark.get_title()
        place = mark.get_dest()
        if place and title.startswith("Report "):
            text = document[place.get_index()].get_textpage().get_text_range()
            right += title in " ".join(text.split())
    return count - right


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], int(sys.argv[3]))
        raise SystemExit(0)
    raise SystemExit(main(sys.argv[1:]))
