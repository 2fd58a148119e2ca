"""The calls of the public API that take files: thin, typed, named as the options are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from publish import archives, batch, files
from publish.archives.articles import found_at
from publish.batch import Learned, Report
from publish.model.article import (
    NO_DECISIONS,
    NO_PROFILE,
    Article,
    Changes,
    Decisions,
    Draft,
    LineEdit,
    LineInsert,
    LineRemark,
    Passage,
    SiteProfile,
    Source,
)
from publish.model.json_fields import checked_fields
from publish.model.limits import DEFAULT_LIMITS
from publish.model.recipe import DEFAULT_RECIPE, Recipe
from publish.settings import Options, style_sheet, word_template

if TYPE_CHECKING:
    from publish.decisions import Value
    from publish.merging import Comparison, Merge
    from publish.normaliser import Page, Rule
    from publish.normaliser.page.page import Seen


def load(path: str | Path, fields: Mapping[str, str] | None = None) -> Source:
    """The bytes of one file as a Source; the pictures below its folder come with it when asked for.

    So of an article in a file, `feed.xml/3f9a2c1d07be`, or the only one of a file. `fields` are
    what JSON lines call our fields, by ours. Raises MissingSource, UnreadableSource, BrokenSource,
    OverLimit, and SettingsError for a field of ours that there is not.
    """
    named = checked_fields(fields or {}, "fields")
    return replace(archives.load(found_at(path, fields=named)), fields=named)


def read(source: Source) -> Draft:
    """Everything the source says, nothing judged. Raises SourceError."""
    from publish import readers

    return readers.read(source)


def normalise(
    draft: Draft,
    decisions: Decisions = NO_DECISIONS,
    profile: SiteProfile = NO_PROFILE,
    rules: tuple[Rule, ...] | None = None,
    look: Callable[[Page], Seen] | None = None,
) -> Article:
    """The article in a draft, with the record of every word that was taken out.

    `rules` are the shipped ones (`RULES`) unless others are given; `look` finds where in a page the
    article stands, by default by the shipped model. A page that looks like no whole article (a
    paywall, an index …) carries a note `page.KIND`. Raises EmptyArticle, which carries what was
    removed, when nothing is left to print; OverLimit for a line of an editor's beyond the limits.
    """
    from publish.normaliser import RULES
    from publish.normaliser.learning.learned import looked
    from publish.pipeline.cleaned import cleaned

    chosen = RULES if rules is None else rules
    return cleaned(draft, decisions, profile, chosen, look=look or looked)


def decide(
    path: str | Path,
    *,
    restore: Iterable[str] = (),
    strip: Iterable[str | Passage] = (),
    values: Mapping[str, Value | None] | None = None,
    edit: Iterable[LineEdit] = (),
    insert: Iterable[LineInsert] = (),
    remark: Iterable[LineRemark] = (),
    settled: Iterable[str] = (),
    undo: Iterable[int] = (),
) -> Decisions:
    """Write an editor's word about a source into decisions.toml beside it, and return it all.

    Passages are given as their words, in any spelling, or as their digest; one to strip as a
    Passage too. `values` sets fields by name, and None gives back what was found. `edit`, `insert`
    and `remark` are lines of the clean article, in Markdown; what is said there already is not
    said twice, and an edit of a line that an edit made changes that edit. `undo` takes back
    decisions by their number (`list_decisions`). Raises BrokenDecisions when the file that stands
    there cannot be understood, SettingsError for a field or a decision there is not, Unwritable.
    """
    from publish import decisions
    from publish.pipeline.wording import Wording

    return decisions.decide(
        path,
        restore=restore,
        strip=strip,
        values=values,
        edit=edit,
        insert=insert,
        remark=remark,
        settled=settled,
        undo=undo,
        wording=Wording(),
    )


def load_rules(path: str | Path) -> tuple[Rule, ...]:
    """The rules by which `build` and `inspect` clean a source, for `normalise(draft, rules=…)`.

    Those of the rules.toml beside the source and above it, then those beside publish.toml in the
    current folder, then the shipped ones (`RULES`); none that `[rules] off` there turns off. Raises
    BrokenRules, SettingsError.
    """
    from publish.normaliser import RULES, own_rules
    from publish.rules_file import laid_together, rules_beside, rules_in
    from publish.settings import load_settings

    beside = () if str(path) == "-" else rules_beside(files.file_of(path))
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
    replace: bool = False,
    verify: bool = False,
    dry_run: bool = False,
    prune: bool = False,
    index: bool = False,
    base: str | Path = "",
    follow_links: bool = False,
    http: bool = False,
    strict: bool = False,
    spread: bool = False,
    shard: str = "",
    join: bool = False,
    changes: Changes = "accept",
    clean: bool = False,
    fields: Mapping[str, str] | None = None,
    attach_source: bool = False,
    unique: bool = False,
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
        changes=changes,
        clean=clean,
        fields=checked_fields(fields or {}, "fields"),
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
        replace=replace,
        verify=verify,
        dry_run=dry_run,
        prune=prune,
        index=index,
        base=str(base),
        follow_links=follow_links,
        http=http,
        strict=strict,
        spread=spread,
        shard=shard,
        join=join,
        unique=unique,
        learn=learn,
    )
    return batch.build([str(path) for path in several], options)


def compare(
    before: str | Path,
    after: str | Path,
    *,
    html: str | Path = "",
    redline: str | Path = "",
    recipe: Recipe | None = None,
) -> Comparison:
    """Compare two sources, or two versions of one, of any format that is read.

    `html` and `redline` are files to write besides: a page with both side by side, a Word file with
    the changes tracked. Raises SourceError, EmptyArticle, SettingsError, LayoutError and SaveError.
    """
    # Here, not above: a build needs no reader of Word files, and lxml is slow to load.
    from publish import merging

    paths = Path(before), Path(after)
    return merging.compare(*paths, recipe or DEFAULT_RECIPE, html=str(html), redline=str(redline))


def merge(
    edited: str | Path | Sequence[str | Path],
    *,
    of: str | Path | Sequence[str | Path] = (),
    among: str | Path | Sequence[str | Path] = ".",
    into: str | Path = "output",
    dry_run: bool = False,
    html: str | Path = "",
    redline: str | Path = "",
    recipe: Recipe | None = None,
) -> tuple[Merge, ...]:
    """Write what editors changed in Word files into decisions.toml beside their sources.

    A file's source is looked for `among` these folders and files, without results below `into`,
    unless `of` names it. With `dry_run` nothing is written; `html` and `redline` are files to show
    the changes in. `recipe` is that of the build. What fails is told of each file; raises
    SettingsError and SaveError, which concern them all.
    """
    from publish import merging

    asked = merging.Asked(
        recipe or DEFAULT_RECIPE,
        of=_paths(of),
        among=_paths(among),
        into=str(into),
        dry_run=dry_run,
        html=str(html),
        redline=str(redline),
    )
    return merging.merge([Path(each) for each in _paths(edited)], asked)


def _paths(given: str | Path | Sequence[str | Path]) -> tuple[str, ...]:
    several = [given] if isinstance(given, str | Path) else given
    return tuple(map(str, several))


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
