"""The calls of the public API that take files: thin, typed, named as the options are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from publish import batch, files
from publish.batch import Learned, Report
from publish.model.article import NO_DECISIONS, Decisions, Draft, Source
from publish.model.limits import DEFAULT_LIMITS
from publish.settings import Options

__all__ = ["build", "learn", "load", "read"]


def load(path: str | Path) -> Source:
    """The bytes of one file as a Source; the pictures below its folder come with it when asked for.

    Raises MissingSource, UnreadableSource, OverLimit.
    """
    return files.load(files.Found(Path(path).name, Path(path)))


def read(source: Source) -> Draft:
    """Everything the source says, nothing judged. Raises SourceError."""
    from publish import readers

    return readers.read(source)


def build(
    sources: str | Path | Sequence[str | Path],
    *,
    into: str | Path = "output",
    to: Sequence[str] = ("pdf",),
    layout: str = "briefing",
    set: Mapping[str, str] | None = None,
    css: str | Path = "",
    bundle: str = "",
    order: Sequence[str] = (),
    decisions: Decisions = NO_DECISIONS,
    comments: bool = True,
    jobs: int = 0,
    max_articles: int | None = None,
    limits: Mapping[str, int] | None = None,
    retry_failed: bool = False,
    force: bool = False,
    strict: bool = False,
    attach_source: bool = False,
    learn: bool = False,
    rules_off: Sequence[str] = (),
    moment: str = "",
) -> Report:
    """Convert folders and files, skipping what is up to date; each keyword is the option's name.

    `moment` (yyyy-mm-ddThh:mm:ssZ) is what files say of their making, for SOURCE_DATE_EPOCH. A
    source that fails is in the Report, the others are built. Raises SettingsError, LayoutError and
    SaveError, which concern them all.
    """
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    options = Options(
        into=str(into),
        to=tuple(to),
        layout=layout,
        set=dict(set or {}),
        css=str(css),
        bundle=bundle,
        order=tuple(order),
        decisions=decisions,
        comments=comments,
        jobs=jobs,
        max_articles=max_articles,
        limits=DEFAULT_LIMITS.moved(limits or {}, "--limit"),
        retry_failed=retry_failed,
        force=force,
        strict=strict,
        attach_source=attach_source,
        learn=learn,
        rules_off=tuple(rules_off),
    )
    return batch.build([str(path) for path in several], options, moment=moment)


def learn(
    sources: str | Path | Sequence[str | Path],
    *,
    into: str | Path = "",
    jobs: int = 0,
    max_articles: int | None = None,
    limits: Mapping[str, int] | None = None,
) -> Learned:
    """Count what recurs over a site's articles, and write it as site.toml into their folder.

    `into` is another place for the file. Later builds take what recurs for the site's furniture.
    Raises SettingsError and SaveError; a source that cannot be read is among the `failures`.
    """
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    options = Options(
        jobs=jobs, max_articles=max_articles, limits=DEFAULT_LIMITS.moved(limits or {}, "--limit")
    )
    return batch.learn([str(path) for path in several], str(into), options)
