"""Clean texts of every kind stay as they are: no word is lost in any form they come in.

Each file of clean/ is read as it is, as plain text and as a page of HTML. Nothing may be taken out
of it but its title, which is lifted, and what `LIFTED` and `MAY_GO` name.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from publish import readers
from publish.model.article import Article, Draft, Source
from publish.normaliser import normalise
from tests.normaliser.again import cleaned_text_again, cleaned_tree_again
from tests.normaliser.forms import as_html, as_text

FILES = sorted((Path(__file__).parent / "clean").iterdir())
FORMS = ("as it is", "text", "html")

LIFTED: dict[str, set[str]] = {
    "interview.txt": {"standfirst"},
    "letter.txt": {"published"},
    "minutes.md": {"published"},
    "obituary.txt": {"standfirst"},
    "press-release.txt": {"dateline"},
    "quotations.txt": {"standfirst"},
}
"""What may be lifted besides the title: these texts have it, and it is printed in its place."""

MAY_GO: dict[str, tuple[str, ...]] = {"press-release.txt": ("Media contact: Ruth Selim",)}
"""Beginnings of what an editor would strike in a text that is otherwise clean."""


def drafted(path: Path, form: str) -> Draft:
    draft = readers.read(Source(path.name, path.read_bytes()))
    if form == "text":
        return readers.read(Source(f"{path.stem}.txt", as_text(draft.blocks).encode()))
    if form == "html":
        return readers.read(Source(f"{path.stem}.html", as_html(draft.blocks).encode()))
    return draft


def lost(article: Article, name: str) -> list[str]:
    """What was taken out and should not have been, each with its rule."""
    lifted = LIFTED.get(name, set()) | {"title"}
    return [
        f"{gone.rule}: {gone.text[:80]}"
        for gone in article.removals
        if gone.moved_to not in lifted and not gone.text.startswith(MAY_GO.get(name, ("\0",)))
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_clean_text_loses_no_word(path: Path, form: str) -> None:
    article = normalise(drafted(path, form))

    assert lost(article, path.name) == []


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("path", FILES, ids=[path.name for path in FILES])
def test_a_clean_text_cleaned_twice_is_the_same(path: Path, form: str) -> None:
    article = normalise(drafted(path, form))

    assert cleaned_tree_again(article) == article.body
    assert cleaned_text_again(article) == as_text(article.body).split()


def test_there_are_texts_of_every_kind_and_language() -> None:
    names = {path.stem for path in FILES}

    assert {path.suffix for path in FILES} == {".txt", ".md"}
    assert len(names) >= 35
    assert {"de", "fr", "es", "pt", "it", "nl", "pl", "cs", "sv", "tr", "ru"} <= names
    assert {"uk", "ar", "ja", "zh", "ko"} <= names
