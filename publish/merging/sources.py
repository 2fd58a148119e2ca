"""The sources of a Word file: one for each of its articles, in their order."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from publish import archives
from publish.archives.articles import found_at
from publish.batch import destination, single_format
from publish.batch.opening import opened_archives
from publish.errors import SettingsError, shown
from publish.files import Found, is_stored
from publish.finding import find
from publish.merging.whose import Whose, said, several, whose
from publish.model.article import Article
from publish.model.limits import Limits
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.model.walk import text_of, text_of_blocks
from publish.readers.docx.file import WordFile
from publish.readers.docx.said import said_articles
from publish.settings import Options


@dataclass(slots=True)
class Sources:
    """The sources that a file may be of, found when they are first asked for."""

    among: Sequence[str]
    into: str
    recipe: Recipe = DEFAULT_RECIPE
    _found: list[Found] | None = field(default=None)
    _open: ExitStack = field(default_factory=ExitStack)

    def but(self, path: Path) -> list[Found]:
        """All of them but this file itself."""
        if stored := next(filter(is_stored, self.among), ""):
            raise SettingsError(
                "an editor's changes are written beside sources on a disk",
                where=shown(stored),
                hint="fetch the folder, and name the copy in its place",
            )
        if self._found is None:
            found = find(self.among, self.into).found
            if any(archives.form_at(each.place, named=each.named) for each in found):
                found = self._opened(found)
            self._found = [each for each in found if not each.refused]
        own = path.resolve()
        same = {place for place in {e.place for e in self._found} if Path(place).resolve() == own}
        return [each for each in self._found if each.place not in same]

    def close(self) -> None:
        """Take away what was made to look into files of articles."""
        self._open.close()

    def _opened(self, found: list[Found]) -> list[Found]:
        """These with the articles of files among them, by the listings of a build where they are.

        They are listed by a worker, as a build does it, and nothing is kept.
        """
        frozen = destination.opened(self.into, file=bool(single_format(self.into)), frozen=True)
        place = self._open.enter_context(frozen)
        options = Options(recipe=self.recipe, into=self.into)
        return opened_archives(found, options, place, "processes").found


def sources_of(
    file: WordFile, path: Path, of: Sequence[str], sources: Sources, limits: Limits
) -> tuple[Whose, ...]:
    """The sources: those that a person names, that the file names, or that its words tell.

    Raises SettingsError where it cannot be told, SourceError for one that cannot be read.
    """
    known = _named(file)
    if of:
        return _given(of, known, path, sources.recipe)
    where = shown(str(path))

    def of_names(texts: Sequence[str]) -> tuple[Whose, ...]:
        return tuple(
            whose(name, digest, text, sources.but(path), where=where, limits=limits)
            for (name, digest), text in zip(known, texts, strict=True)
        )

    if known:
        try:
            return of_names([""] * len(known))
        except SettingsError:
            articles = said_articles(file)
            if len(articles) != len(known):
                raise
            return of_names(_texts(articles))
    articles = said_articles(file)
    if len(articles) > 1:
        return tuple(
            whose("", "", text, sources.but(path), where=where, limits=limits)
            for text in _texts(articles)
        )
    text = text_of_blocks(file.blocks)
    try:
        return (whose("", "", text, sources.but(path), where=where, limits=limits),)
    except SettingsError:
        if found := several(text, sources.but(path), limits):
            return found
        raise


def _named(file: WordFile) -> list[tuple[str, str]]:
    """The names and digests of the sources, as far as the file says them."""
    if not file.articles:
        return list(file.sources)
    if len(file.sources) == len(file.articles):
        return list(file.sources)
    return [(article.name, "") for article in file.articles]


def _given(
    of: Sequence[str], known: list[tuple[str, str]], path: Path, recipe: Recipe
) -> tuple[Whose, ...]:
    if known and len(of) != len(known):
        raise SettingsError(
            f"articles in the file: {len(known)}, sources that --of names: {len(of)}",
            where=shown(str(path)),
            hint="name one for each, in their order",
        )
    digests = [digest for _, digest in known] or [""] * len(of)
    return tuple(
        said(found_at(each, recipe.limits, recipe.fields), digest, recipe.limits)
        for each, digest in zip(of, digests, strict=True)
    )


def _texts(articles: Sequence[Article]) -> list[str]:
    return ["\n".join((text_of(each.title), text_of_blocks(each.body))) for each in articles]
