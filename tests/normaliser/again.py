"""An article's own body through the normaliser a second time."""

from __future__ import annotations

from publish import readers
from publish.model.article import Article, Declared, Draft, Hints, Source
from publish.model.tree import Blocks, Heading
from publish.model.walk import text_of_inlines
from publish.normaliser import normalise
from tests.normaliser.forms import as_text

__all__ = ["cleaned_text_again", "cleaned_tree_again"]


def cleaned_tree_again(article: Article) -> Blocks:
    """The body after its tree, below its title, was cleaned again."""
    draft = Draft(
        article.name, (Heading(1, article.title), *article.body), _hints(article), article.assets
    )
    return normalise(draft).body


def cleaned_text_again(article: Article) -> list[str]:
    """The words after the body, written as plain text below its title, was cleaned again."""
    untitled = any(note.code == "metadata.no-title" for note in article.notes)
    title = "" if untitled else f"{text_of_inlines(article.title)}\n\n"
    text = title + as_text(article.body)
    draft = readers.read(Source("again.txt", text.encode()))
    return as_text(normalise(draft).body).split()


def _hints(article: Article) -> Hints:
    title = Declared(text_of_inlines(article.title), "the first cleaning")
    language = Declared(article.language, "the first cleaning")
    return Hints(title=(title,), language=(language,))
