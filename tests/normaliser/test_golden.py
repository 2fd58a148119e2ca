"""Whole pages and texts as the world sends them, and the article a careful editor wants of each.

golden/NAME.(html|txt) is what comes in. NAME.wanted.md is written by hand: the fields that matter
("field: value", an empty value for a field that must be empty), a blank line, and the body.
NAME.record.txt lists what was taken out, each with its rule; `pytest --accept` rewrites it, and
nothing else. Bindings (no-break spaces and hyphens) are not compared: typography has its own tests.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from publish import readers
from publish.model.article import Article, Source
from publish.model.tree import (
    Block,
    CodeBlock,
    DefinitionList,
    Entry,
    Figure,
    Heading,
    Listing,
    Paragraph,
    Quote,
    SectionBreak,
    Table,
)
from publish.model.walk import folded, text_of, text_of_blocks, text_of_inlines
from publish.normaliser import normalise
from tests.build import unbound
from tests.normaliser.again import cleaned_text_again, cleaned_tree_again
from tests.normaliser.forms import as_text

FOLDER = Path(__file__).parent / "golden"
PAGES = sorted(
    path.with_name(path.name.removesuffix(".wanted.md") + suffix)
    for path in FOLDER.glob("*.wanted.md")
    for suffix in (".html", ".txt")
    if path.with_name(path.name.removesuffix(".wanted.md") + suffix).exists()
)
_HARBOUR = (FOLDER / "harbour.png").read_bytes()
_PICTURES = {f"crue-{number}.png": _HARBOUR for number in range(1, 6)}


def cleaned(path: Path) -> Article:
    return normalise(readers.read(Source(path.name, path.read_bytes(), _PICTURES)))


def wanted(path: Path) -> tuple[dict[str, str], str]:
    """The fields and the body that an editor wants."""
    head, _, body = path.with_suffix(".wanted.md").read_text("utf-8").partition("\n\n")
    fields = dict(line.partition(":")[::2] for line in head.split("\n"))
    return {name: value.strip() for name, value in fields.items()}, body


def field_of(article: Article, name: str) -> str:
    value = getattr(article, name.replace(" ", "_"))
    if name in ("title", "standfirst"):
        return text_of_inlines(value)
    if name == "author note":
        return text_of_blocks(value)
    return value if isinstance(value, str) else ", ".join(value)


def body_of(article: Article) -> str:
    return "\n\n".join(map(shown, article.body)) + "\n"


def shown(block: Block) -> str:
    """A block in the little Markdown of the wanted files; all sub-headings look alike."""
    match block:
        case Paragraph():
            return "\n".join(folded(line) for line in text_of(block).split("\n"))  # of verse
        case Heading():
            return f"## {folded(text_of(block))}"
        case Listing():
            marks = (
                f"{n}." if block.ordered else "-" for n, _ in enumerate(block.items, block.start)
            )
            items = (folded(text_of_blocks(item)) for item in block.items)
            return "\n".join(f"{mark} {item}" for mark, item in zip(marks, items, strict=True))
        case Quote():
            return "\n>\n".join(f"> {shown(inner)}" for inner in block.blocks)
        case Figure():
            caption = folded(text_of_inlines(block.caption))
            return f"![{caption}]({block.asset}) {folded(text_of_inlines(block.credit))}".rstrip()
        case CodeBlock():
            return f"```\n{block.text.strip()}\n```"
        case Table():
            rows = ((folded(text_of_blocks(cell.blocks)) for cell in row) for row in block.rows)
            return "\n".join(f"| {' | '.join(row)} |" for row in rows)
        case SectionBreak():
            return "***"
        case DefinitionList():
            return "\n".join(map(_entry, block.entries))
        case _:
            return folded(text_of(block))


def _entry(entry: Entry) -> str:
    terms = (folded(text_of_inlines(term)) for term in entry.terms)
    told = (f": {folded(text_of_blocks(blocks))}" for blocks in entry.definitions)
    return "\n".join((*terms, *told))


def record_of(article: Article) -> str:
    """What went, one removal a line: its rule, where it went, its first words."""
    lines = []
    for gone in article.removals:
        words = folded(gone.text)
        start = words if len(words) <= 60 else words[:60].rsplit(" ", 1)[0] + " …"
        moved = f" → {gone.moved_to}" if gone.moved_to else ""
        lines.append(f"{gone.rule}{moved}: {start}\n")
    lines += [f"note {note.code}: {note.message}\n" for note in article.notes]
    return "".join(lines)


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_the_body_is_what_an_editor_wants(path: Path) -> None:
    _, body = wanted(path)

    assert unbound(body_of(cleaned(path))) == unbound(body)


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_the_fields_are_what_an_editor_wants(path: Path) -> None:
    fields, _ = wanted(path)

    article = cleaned(path)

    assert {name: unbound(field_of(article, name)) for name in fields} == fields


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_the_record_says_what_went_and_why(
    path: Path, golden: Callable[[str | bytes, Path], None]
) -> None:
    golden(record_of(cleaned(path)), path.with_suffix(".record.txt"))


@pytest.mark.parametrize("path", PAGES, ids=[path.name for path in PAGES])
def test_a_cleaned_page_cleaned_twice_is_the_same(path: Path) -> None:
    article = cleaned(path)

    assert cleaned_tree_again(article) == article.body
    assert cleaned_text_again(article) == as_text(article.body).split()
