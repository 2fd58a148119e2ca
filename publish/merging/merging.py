"""One edited Word file: read, laid beside its base, and written down."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from publish import decisions, files
from publish.batch.settling import settle
from publish.errors import Failure, PublishError, SettingsError
from publish.files import Found
from publish.merging.comments import answering, settled_in
from publish.merging.editor import editor_of, tracked_in
from publish.merging.outcome import Merge, MergedArticle
from publish.merging.page import Row, Sides, page, with_conflicts
from publish.merging.redlines import redlined
from publish.merging.returned import Returned, expected_of, returned
from publish.merging.rows import rows_of, share_of_new
from publish.merging.sources import Sources, sources_of
from publish.merging.whose import Whose
from publish.model.article import NO_DECISIONS, Article, Decisions
from publish.model.edition import Layout
from publish.model.recipe import Recipe
from publish.model.revision import Revision
from publish.model.walk import plain, text_of
from publish.pipeline import article_of, layout_of
from publish.pipeline.deciding import decisions_of
from publish.pipeline.wording import Wording
from publish.readers.docx.file import WordFile, opened
from publish.revision.apply import applied
from publish.revision.diff import diff
from publish.revision.three import Conflict, merged

_AGAIN = 2  # times that is written what the first lines did not bring
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


def merge(paths: Sequence[Path], asked: Asked) -> tuple[Merge, ...]:
    """Merge edited files, each on its own: one that fails costs no other. Raises SaveError."""
    if asked.of and len(paths) > 1:
        raise SettingsError("--of names the sources of one file", hint="merge one at a time")
    if (asked.html or asked.redline) and len(paths) > 1:
        raise SettingsError("--html and --redline show one file", hint="merge one at a time")
    with closing(Sources(asked.among, asked.into, asked.recipe)) as sources:
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
        is_new = (
            bool(self.revision.changes)
            and share_of_new(self.article.base, self.article.edited) > _HALF
        )
        return MergedArticle(
            self.source.found.typed,
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
        outcomes = tuple(
            _written(part, outcome, asked.recipe)
            for part, outcome in zip(parts, outcomes, strict=True)
        )
        if all(each.is_whole for each in outcomes) and not left:
            settled = settle(path, files.digest(data))
    return Merge(str(path), outcomes, settled, left)


def _parts(
    file: WordFile, path: Path, asked: Asked, sources: Sources
) -> tuple[list[_Part], tuple[str, ...]]:
    """The file's articles, each with its source; and what is told of those that went."""
    limits = asked.recipe.limits
    found = sources_of(file, path, asked.of, sources, limits)
    today = [article_of(each.found, asked.recipe) for each in found]
    bases = file.articles or tuple(article for article, _ in today)
    layout = _layout(file, asked.recipe, today[0][1])
    expected = expected_of(bases, file.properties.title, layout, limits)
    settled = settled_in(file, expected)
    made: list[_Part] = []
    gone: list[str] = []
    articles = returned(file, bases, expected)
    for number, (source, (now, _), article) in enumerate(zip(found, today, articles, strict=True)):
        if article is None:
            gone.append(f"the article of {source.found.name} is not in the file any more")
            continue
        both = merged(article.base, article.edited, now)
        written = decisions_of(both.revision, now)
        written = replace(
            written,
            remark=answering(file, written.remark),
            settled=tuple(each for each in settled.get(number, ()) if each not in now.settled),
        )
        made.append(_Part(source, article, now, both.revision, both.conflicts, written))
    return made, tuple(gone)


def _layout(file: WordFile, recipe: Recipe, own: Layout | None = None) -> Layout:
    """The layout that the file was made with, if it says it and it is there; else today's."""
    if file.layout:
        try:
            layout = layout_of(replace(recipe, layout=file.layout, set={}, below={}))
        except PublishError:
            layout = None
        if layout:
            known = {key: value for key, value in file.options.items() if key in _SAID}
            known |= {key: file.options.get(key, value) for key, value in layout.options.items()}
            return replace(layout, options=known)
    return own or layout_of(recipe)


_SAID = ("comments", "track")  # options of a run, which a layout need not know


def _page(parts: Sequence[_Part], path: Path) -> str:
    shown_parts: list[tuple[Sides, tuple[Row, ...]]] = []
    for part in parts:
        edited = part.article.edited
        sides = Sides(
            plain(text_of(edited.title)),
            f"{part.source.found.own_name} as it went out",
            path.name,
            edited.language,
        )
        rows = rows_of(part.article.base, edited)
        shown_parts.append((sides, with_conflicts(rows, part.conflicts)))
    return page(shown_parts)


def _written(part: _Part, outcome: MergedArticle, recipe: Recipe) -> MergedArticle:
    """Write what is to be written, and prove it: the source as built from now on is what is wanted.

    Lines name their places by words, of which an article may have the same ones often. So what the
    next build still lacks is written once more; what it lacks even then is told.
    """
    if outcome.written == NO_DECISIONS:
        return outcome
    source = part.source.found
    wanted = applied(part.revision, part.now).article
    _write(source, outcome.written)
    lacking = _lacking(source, wanted, recipe)
    for _ in range(_AGAIN):
        if not lacking:
            break
        now, left = lacking
        _write(source, decisions_of(left, now))
        lacking = _lacking(source, wanted, recipe)
    if not lacking:
        return outcome
    _, left = lacking
    return replace(outcome, unplaced=outcome.unplaced + len(left.changes) + len(left.values))


def _lacking(source: Found, wanted: Article, recipe: Recipe) -> tuple[Article, Revision] | None:
    """The source as it is built today, and what makes it the article that is wanted."""
    now, _ = article_of(source, recipe)
    left = replace(diff(now, replace(wanted, settled=now.settled)), remarks=None)
    return (now, left) if left.changes or left.values else None


def _write(source: Found, written: Decisions) -> None:
    if written == NO_DECISIONS:
        return
    values = {
        name: value for name in decisions.FIELDS if (value := getattr(written, name)) is not None
    }
    decisions.decide(
        source.typed,
        restore=[each.text or each.digest for each in written.restore],
        strip=written.strip,
        values=values,
        edit=written.edit,
        insert=written.insert,
        remark=written.remark,
        settled=written.settled,
        wording=Wording(),
    )
