"""Two sources, or two versions of one, compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from publish import files
from publish.archives.articles import found_at
from publish.errors import SourceError
from publish.merging.editor import editor_of
from publish.merging.page import Row, Sides, page
from publish.merging.redlines import redlined
from publish.merging.rows import rows_of
from publish.model.article import Article
from publish.model.edition import Layout
from publish.model.recipe import Recipe
from publish.model.walk import plain, text_of
from publish.pipeline import article_of
from publish.writers.docx.redline import Hand


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two articles, line by line."""

    before: Article
    after: Article
    rows: tuple[Row, ...]

    @property
    def differs(self) -> bool:
        """Whether any line is not the same."""
        return any(row.change for row in self.rows)


def compare(
    before: Path, after: Path, recipe: Recipe, *, html: str = "", redline: str = ""
) -> Comparison:
    """Compare two files of any format that is read, each as a build makes an article of it.

    `html` and `redline` are paths to write a page and a Word file to. Raises SourceError,
    EmptyArticle, SettingsError, SaveError.
    """
    first, second = (found_at(path, recipe.limits, recipe.fields) for path in (before, after))
    one, layout = article_of(first, recipe)
    other, _ = article_of(second, recipe)
    made = Comparison(one, other, rows_of(one, other))
    if html:
        names = (first.own_name, second.own_name)
        sides = Sides(plain(text_of(other.title)), *names, other.language)
        files.save({"": page([(sides, made.rows)]).encode()}, Path(html))
    if redline:
        files.save({"": _redline(made, layout, after)}, Path(redline))
    return made


def _redline(made: Comparison, layout: Layout, after: Path) -> bytes:
    return redlined((made.before,), (made.after,), layout, _hand(after))


def _hand(path: Path) -> Hand:
    """Whose changes they are: the second file's last editor where it is a Word file."""
    try:
        return editor_of(files.read(path, _MOST), path.name)
    except SourceError:
        return Hand(path.name)


_MOST = 100_000_000  # bytes of a Word file
