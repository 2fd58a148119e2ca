"""The calls of the public API that take files: thin, typed, named as the options are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from publish import batch, files
from publish.batch import Learned, Report
from publish.model.article import NO_DECISIONS, Decisions, Draft, Source
from publish.model.limits import DEFAULT_LIMITS
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.settings import Options, style_sheet, word_template

if TYPE_CHECKING:
    from publish.normaliser import Rule


def load(path: str | Path) -> Source:
    """The bytes of one file as a Source; the pictures below its folder come with it when asked for.

    Raises MissingSource, UnreadableSource, OverLimit.
    """
    return files.load(files.Found(Path(path).name, Path(path)))


def read(source: Source) -> Draft:
    """Everything the source says, nothing judged. Raises SourceError."""
    from publish import readers

    return readers.read(source)


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """The rules by which `build` and `inspect` clean a source, for `normalise(draft, rules=…)`.

    Those of the rules.toml beside the source and above it, then those beside publish.toml in the
    current folder, then the shipped ones (`RULES`); none that `[rules] off` there turns off. Raises
    BrokenRules, SettingsError.
    """
    from publish.normaliser import RULES, own_rules
    from publish.rules_file import laid_together, rules_beside, rules_in
    from publish.settings import load_settings

    beside = () if str(path) == "-" else rules_beside(Path(path))
    own = own_rules(laid_together((beside, rules_in(Path()))))
    off = load_settings(Path()).options.recipe.rules_off
    return tuple(rule for rule in (*own, *RULES) if rule.id not in off)


def build(
    sources: str | Path | Sequence[str | Path],
    *,
    into: str | Path = "output",
    to: Sequence[str] = ("pdf",),
    layout: str = "briefing",
    set: Mapping[str, str] | None = None,
    css: str | Path = "",
    reference: str | Path = "",
    bundle: str = "",
    order: Sequence[str] = (),
    decisions: Decisions = NO_DECISIONS,
    comments: bool = True,
    track: bool = True,
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
    recipe: Recipe | None = None,
) -> Report:
    """Convert folders and files, skipping what is up to date; each keyword is the option's name.

    `moment` (yyyy-mm-ddThh:mm:ssZ) is what files say of their making, for SOURCE_DATE_EPOCH. A
    `recipe` stands for all keywords that change an output's bytes; TypeError for both. A source
    that fails is in the Report, the others are built. Raises SettingsError, LayoutError and
    SaveError, which concern them all.
    """
    several = [sources] if isinstance(sources, str | Path) else list(sources)
    by_keywords = Recipe(
        layout=layout,
        set=dict(set or {}),
        css=style_sheet(str(css)),
        reference=word_template(str(reference)),
        decisions=decisions,
        comments=comments,
        track=track,
        attach_source=attach_source,
        rules_off=tuple(rules_off),
        limits=DEFAULT_LIMITS.moved(limits or {}, "--limit"),
        moment=moment,
    )
    if recipe and by_keywords != DEFAULT_RECIPE:
        raise TypeError("build takes a recipe, or the keywords that make one")
    options = Options(
        recipe=recipe or by_keywords,
        into=str(into),
        to=tuple(to),
        bundle=bundle,
        order=tuple(order),
        jobs=jobs,
        max_articles=max_articles,
        retry_failed=retry_failed,
        force=force,
        strict=strict,
        learn=learn,
    )
    return batch.build([str(path) for path in several], options)


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
    recipe = Recipe(limits=DEFAULT_LIMITS.moved(limits or {}, "--limit"))
    options = Options(recipe=recipe, jobs=jobs, max_articles=max_articles)
    return batch.learn([str(path) for path in several], str(into), options)
