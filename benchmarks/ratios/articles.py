"""The articles that are measured: the texts of a folder, or prose that we make."""

from __future__ import annotations

import gzip
import html
import json
import random
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import publish
from benchmarks.typesetting import prose
from publish.model.article import Article, Source
from publish.model.tree import Heading, Listing
from publish.model.walk import text_of, text_of_inlines

__all__ = ["articles", "as_html", "as_markdown", "made_text", "texts_in"]

_WORDS = 700  # of a made article
_LEAST = 1_500  # characters of a text that counts
_SEED = 23


def _texts(folder: Path | None, count: int) -> list[str]:
    """So many different texts, each printed once; without a folder, of prose that says nothing."""
    if folder is None:
        return [made_text(number) for number in range(count)]
    found = list(dict.fromkeys(text for text in texts_in(folder) if len(text) >= _LEAST))
    random.Random(_SEED).shuffle(found)
    return found[:count]


def articles(folder: Path | None, count: int) -> list[tuple[str, Article]]:
    """So many texts, each with its clean article; what is none is left out."""
    made = []
    for number, text in enumerate(_texts(folder, 2 * count)):
        if len(made) == count:
            break
        with suppress(publish.PublishError):
            draft = publish.read(Source(f"{number:04}.txt", text.encode()))
            made.append((text, publish.normalise(draft)))
    return made


def as_html(article: Article) -> str:
    """A plain page of it, as one would write by hand for a converter."""
    title = html.escape(text_of_inlines(article.title))
    body = "".join(_element(block) for block in article.body)
    language = article.language or "en"
    return (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8"><title>{title}</title>'
        f"<h1>{title}</h1>{body}"
    )


def as_markdown(article: Article) -> str:
    """The same as Markdown."""
    lines = [f"# {text_of_inlines(article.title)}"]
    for block in article.body:
        text = " ".join(text_of(block).split())
        lines.append(f"## {text}" if isinstance(block, Heading) else text)
    return "\n\n".join(lines) + "\n"


def _element(block: object) -> str:
    match block:
        case Heading(_, inlines):
            return f"<h2>{html.escape(text_of_inlines(inlines))}</h2>"
        case Listing():
            lines = html.escape(text_of(block)).split("\n")
            return "<ul>" + "".join(f"<li>{line}</li>" for line in lines) + "</ul>"
        case _:
            return f"<p>{html.escape(text_of(block))}</p>"  # type: ignore[arg-type]  # a block


def texts_in(folder: Path) -> Iterator[str]:
    """Its .txt files, and the key "text" of each line of its .jsonl and .jsonl.gz files."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".txt":
            yield path.read_text(errors="replace")
        elif path.name.endswith((".jsonl", ".jsonl.gz")):
            data = path.read_bytes()
            for line in (gzip.decompress(data) if path.suffix == ".gz" else data).splitlines():
                yield json.loads(line)["text"]


def made_text(number: int) -> str:
    """An article of 700 words of prose that says nothing, another for each number."""
    first, *others = prose.paragraphs("en", _WORDS, number)
    title = " ".join(first.split()[:8]).rstrip(".,;")
    return "\n\n".join((title, f"By Ann Reader {number}", first, *others)) + "\n"
