"""One edited Word file: read, laid beside its base, and written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish import decisions, files
from publish.batch.settling import settle
from publish.errors import Failure, PublishError, SettingsError, shown
from publish.files import Found
from publish.layouts import load_layout
from publish.merging.comments import settled_in
from publish.merging.editor import editor_of, tracked_in
from publish.merging.outcome import Merge, MergedArticle
from publish.merging.page import Row, Sides, page, with_conflicts
from publish.merging.redlines import redlined
from publish.merging.returned import Returned, expected_of, paired, returned
from publish.merging.rows import rows_of, share_of_new
from publish.merging.whose import Whose, said, whose
from publish.model.article import NO_DECISIONS, Article, Decisions
from publish.model.edition import Layout
from publish.model.recipe import Recipe
from publish.model.revision import Revision
from publish.model.walk import plain, text_of, text_of_blocks
from publish.pipeline import article_of
from publish.pipeline.deciding import decisions_of
from publish.pipeline.wording import Wording
from publish.readers.docx.file import WordFile, opened
from publish.readers.docx.said import said_articles
from publish.revision.three import Conflict, merged

_HALF = 0.5  # of the words: with more new ones it is another text


@dataclass(frozen=True, slots=True)
class Asked:
    """How files are merged.

    `of` are the sources, in the order of the file's articles, where a person says them; `among` the
    folders and files in which they are looked for, without results below `into`. With `dry_run`
    nothing is written but `html` and `redline`, paths to show the changes at.
    """

    recipe: Recipe
    of: Sequence[str] = ()
    among: Sequence[str] = (".",)
    into: str = ""
    dry_run: bool = False
    html: str = ""
    redline: str = ""


@dataclass(slots=True)
class Sources:
    """The sources that a file may be of, found when they are first asked for."""

    among: Sequence[str]
    into: str
    _found: list[Found] | None = field(default=None)

    def but(self, path: Path) -> list[Found]:
        """All of them but this file itself."""
        if self._found is None:
            self._found = files.find(self.among, self.into)
        own = path.resolve()
        return [each for each in self._found if each.path.resolve() != own]


def merge(paths: Sequence[Path], asked: Asked) -> tuple[Merge, ...]:
    """Merge edited files, each on its own: one that fails costs no other. Raises SaveError."""
    if asked.of and len(paths) > 1:
        raise SettingsError("--of names the sources of one file", hint="merge one at a time")
    if (asked.html or asked.redline) and len(paths) > 1:
        raise SettingsError("--html and --redline show one file", hint="merge one at a time")
    sources = Sources(asked.among, asked.into)
    return tuple(_tried(path, asked, sources) for path in paths)


def _tried(path: Path, asked: Asked, sources: Sources) -> Merge:
    try:
        return _merged(path, asked, sources)
    except PublishError as error:
        failure = Failure.of(error)
        return Merge(str(path), failure=replace(failure, message=str(error)))


@dataclass(frozen=True, slots=True)
class _Part:
    """An article of the file with its source, and what is to be written of it."""

    source: Whose
    article: Returned
    now: Article
    revision: Revision
    conflicts: tuple[Conflict, ...]
    said: Decisions

    def outcome(self) -> MergedArticle:
        is_new = share_of_new(self.article.base, self.article.edited) > _HALF
        return MergedArticle(
            str(self.source.found.path),
            NO_DECISIONS if is_new else self.said,
            () if is_new else self.conflicts,
            self.source.changed,
            self.source.by_words,
            0 if is_new else self.article.lost,
            is_new,
        )


def _merged(path: Path, asked: Asked, sources: Sources) -> Merge:
    limits = asked.recipe.limits
    data = files.read(path, limits.file_bytes)
    file = opened(data, path.name, limits)
    parts, left = _parts(file, path, asked, sources)
    outcomes = tuple(part.outcome() for part in parts)
    if asked.html:
        files.save({"": _page(parts, path).encode()}, Path(asked.html))
    if asked.redline:
        layout = _layout(file, asked.recipe)
        hand, tracked = editor_of(data, path.name, limits), tracked_in(data, path.name, limits)
        made = redlined(
            [part.article.base for part in parts],
            [part.article.edited for part in parts],
            layout,
            hand,
            tracked,
            file.properties.title,
        )
        files.save({"": made}, Path(asked.redline))
    settled = False
    if not asked.dry_run:
        for part, outcome in zip(parts, outcomes, strict=True):
            _write(part.source.found.path, outcome.written)
        if all(each.is_whole for each in outcomes) and not left:
            settled = settle(path, files.digest(data))
    return Merge(str(path), outcomes, settled, left)


def _parts(
    file: WordFile, path: Path, asked: Asked, sources: Sources
) -> tuple[list[_Part], tuple[str, ...]]:
    """The file's articles, each with its source; and what belongs to none of ours."""
    articles = said_articles(file)
    if asked.of and len(asked.of) not in (len(articles), max(len(file.sources), 1)):
        raise SettingsError(
            f"{len(articles)} articles in the file, and --of names {len(asked.of)}",
            where=shown(str(path)),
        )
    pairs = (
        paired(articles, file.articles) if file.articles else [(each, None) for each in articles]
    )
    several = len(pairs) > 1
    made: list[_Part] = []
    for index, (said_now, base) in enumerate(pairs):
        name, digest = _source_of(file, index, base)
        text = "\n".join([text_of(said_now.title), text_of_blocks(said_now.body)])
        if not several:
            text = text_of_blocks(file.blocks)
        source = _whose(index, name, digest, text, path, asked, sources)
        now, layout = article_of(source.found, asked.recipe)
        layout = _layout(file, asked.recipe, layout)
        expected = expected_of(base or now, layout, asked.recipe.limits)
        article = returned(file, said_now, base or now, expected)
        both = merged(article.base, article.edited, now)
        settled = settled_in(file, expected) if base else ()
        said_of = replace(decisions_of(both.revision, now), settled=settled)
        made.append(_Part(source, article, now, both.revision, both.conflicts, said_of))
    gone = len(file.articles) - len(pairs)
    left = len(articles) - len(pairs)
    told = [
        *([f"{gone} articles are not in the file any more"] if gone > 0 else []),
        *([f"{left} articles in the file are none of ours"] if left > 0 else []),
    ]
    return made, tuple(told)


def _source_of(file: WordFile, index: int, base: Article | None) -> tuple[str, str]:
    """The name and the digest of an article's source, as the file says them."""
    if base is None:
        return file.sources[index] if index < len(file.sources) else ("", "")
    known = dict(zip(map(id, file.articles), file.sources, strict=False))
    name, digest = known.get(id(base), (base.name, ""))
    return name or base.name, digest


def _whose(
    index: int, name: str, digest: str, text: str, path: Path, asked: Asked, sources: Sources
) -> Whose:
    limits = asked.recipe.limits
    if asked.of:
        given = Path(asked.of[min(index, len(asked.of) - 1)])
        return said(Found(given.name, given), digest, limits)
    return whose(name, digest, text, sources.but(path), where=shown(str(path)), limits=limits)


def _layout(file: WordFile, recipe: Recipe, own: Layout | None = None) -> Layout:
    """The layout that the file was made with, if it says it and it is there; else today's."""
    if file.layout:
        try:
            layout = load_layout(file.layout)
        except PublishError:
            layout = None
        if layout:
            known: Mapping[str, str] = {
                key: value for key, value in file.options.items() if key in layout.options
            }
            return replace(layout, options={**layout.options, **known})
    return own or load_layout(recipe.layout)


def _page(parts: Sequence[_Part], path: Path) -> str:
    shown_parts: list[tuple[Sides, tuple[Row, ...]]] = []
    for part in parts:
        edited = part.article.edited
        sides = Sides(
            plain(text_of(edited.title)),
            f"{part.source.found.path.name} as it went out",
            path.name,
            edited.language,
        )
        rows = rows_of(part.article.base, edited)
        shown_parts.append((sides, with_conflicts(rows, part.conflicts)))
    return page(shown_parts)


def _write(source: Path, written: Decisions) -> None:
    if written == NO_DECISIONS:
        return
    values = {
        name: value for name in decisions.FIELDS if (value := getattr(written, name)) is not None
    }
    decisions.decide(
        source,
        restore=[each.text or each.digest for each in written.restore],
        strip=written.strip,
        values=values,
        edit=written.edit,
        insert=written.insert,
        remark=written.remark,
        settled=written.settled,
        wording=Wording(),
    )
