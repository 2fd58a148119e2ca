"""The whole line for one job: load, read, clean, compose, write. All that a worker ever calls."""

from __future__ import annotations

import hashlib
import json
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from publish import archives, files, loading
from publish.collector import patient
from publish.decisions import decisions_in
from publish.errors import (
    CHANGED,
    Failure,
    LayoutError,
    OverLimit,
    PublishError,
    SettingsError,
    UnreadableSource,
    shown,
)
from publish.files import Found
from publish.layouts import load_layout
from publish.model.article import NO_DECISIONS, Article, Decisions, Draft, Note, Removal, Source
from publish.model.codec import encode
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import Format
from publish.model.own_rules import OwnRule
from publish.model.recipe import Recipe
from publish.model.recurring import Kept, Sighting
from publish.model.sketch import sketch_of, spelt
from publish.pipeline.bundle import Bundle, about
from publish.pipeline.job import About, Binding, Job, Output, Result, Target, combined, doubtful
from publish.pipeline.own_options import own_options
from publish.pipeline.press import Press
from publish.profiles import NO_PROFILES, Profiles, profiles_beside, profiles_in
from publish.readers import READERS, Reader, read
from publish.rules_file import digest_of_rules, laid_together, rules_beside
from publish.writers import WRITERS, Writer
from publish.writers.docx import check_template

__all__ = [
    "CHANGED",
    "SHIPPED",
    "About",
    "Binding",
    "Fetch",
    "Formats",
    "Job",
    "Output",
    "Result",
    "Target",
    "article_of",
    "combined",
    "digest_of_files",
    "digest_of_input",
    "doubtful",
    "forget_layouts",
    "layout_of",
    "over_memory",
    "perform",
    "profiles_for",
    "render",
    "rules_for",
    "save",
]


@dataclass(frozen=True, slots=True)
class Formats:
    """What can be read and what can be written: the shipped tables, or a caller's own."""

    readers: tuple[Reader, ...] = READERS
    writers: tuple[Writer, ...] = WRITERS

    @property
    def out(self) -> tuple[Format, ...]:
        """What can be written."""
        return tuple(writer.format for writer in self.writers)


SHIPPED = Formats()


Fetch = Callable[[str, str], None]
"""Brings a picture that the source at a place names to where it would lie beside it, if it can."""


def perform(job: Job, formats: Formats = SHIPPED, fetch: Fetch | None = None) -> Result:
    """Run the whole line for a job; never raises, so one article cannot cost another its result.

    Part files are written, final names are not touched: the caller judges and renames. `fetch` is
    for jobs that ask (`Job.asks`).
    """
    done = _Progress(fetch if job.asks else None)
    failure: Failure | None = None
    try:
        with patient():
            _work_of(job)(job, done, formats)
    except PublishError as error:
        failure = Failure.of(error)
        if len(job.sources) > 1 or isinstance(error, SettingsError):  # where it was
            failure = replace(failure, message=str(error))
    except MemoryError:
        failure = over_memory(job.recipe.limits.memory_mib)
    except Exception as error:
        # A bug of ours: kept with its traceback, and the rest of the folder goes on.
        details = "".join(traceback.format_exception(error))
        failure = Failure("bug", f"{type(error).__name__}: {error}", _REPORT, details)
    return Result(
        job.name,
        tuple(done.outputs),
        tuple(done.removals),
        tuple(dict.fromkeys(done.notes)),
        tuple(done.pictures),
        failure,
        done.sighting,
        done.about,
        done.kept,
        done.sketch,
        whole=tuple(done.whole),
    )


def _work_of(job: Job) -> Callable[[Job, _Progress, Formats], None]:
    if job.look:
        return _look
    if job.sketches:
        return _sketch
    return _list if job.lists else _run


def over_memory(limit_mib: int) -> Failure:
    """The failure of an article that asks for more memory than one may have."""
    message = f"more memory than the limit of {limit_mib:,} MiB"
    return Failure("limit.memory-mib", message, f"--limit memory-mib={2 * limit_mib}")


_REPORT = "this is a mistake in publish; --debug shows where"


class _Progress:
    """What a job has come to so far, whatever happens next; and what it asks for pictures."""

    def __init__(self, fetch: Fetch | None) -> None:
        self.fetch = fetch
        self.outputs: list[Output] = []
        self.removals: list[Removal] = []
        self.notes: list[Note] = []
        self.pictures: list[tuple[int, str, str]] = []
        self.sighting: Sighting | None = None
        self.about = About()
        self.kept: tuple[Kept, ...] = ()
        self.sketch = ""
        self.whole: list[str] = []


def _look(job: Job, done: _Progress, formats: Formats) -> None:
    """See what the job's one source shows of its site; nothing is written."""
    from publish.normaliser.page.recurrence import sighting_of

    (found,) = job.sources
    source = _loaded(job, found, done.fetch)
    path = found.place
    draft = read(source, job.recipe.limits, formats.readers)
    if job.profile:
        # Here, not above: only who learns asks.
        from publish.pipeline.furnishing import kept_on

        done.kept = kept_on(draft, profiles_for(path, job.profile).about(draft), job.recipe.limits)
    else:
        done.sighting = sighting_of(draft)


def _sketch(job: Job, done: _Progress, formats: Formats) -> None:
    """Clean the job's one source, as when it is printed, for its sketch; nothing is written."""
    (found,) = job.sources
    draft = _read(job, _loaded(job, found, done.fetch), formats)
    profiles, rules = profiles_for(found.place, job.profile), rules_for(found.place)
    decisions = job.recipe.decisions.over(_beside(found))
    done.sketch = spelt(sketch_of(_cleaned(draft, decisions, job.recipe, profiles, rules)))


def _list(job: Job, _done: _Progress, _formats: Formats) -> None:
    """List the articles of the job's one source."""
    (found,), (target,) = job.sources, job.targets
    form = archives.form_at(found.place, named=found.named)
    if form is None:
        raise UnreadableSource(CHANGED, where=shown(found.place), hint="run it again")
    settings = archives.Settings(job.recipe.limits, job.recipe.fields)
    about = {"file": str(found.path.absolute())}
    archives.write(form, found.path, settings, about, Path(target.part))


def _run(job: Job, done: _Progress, formats: Formats) -> None:
    bundle = Bundle(job)
    several = len(job.sources) > 1
    for index, found in enumerate(job.sources):
        source = _loaded(job, found, done.fetch)
        name, path = found.name, found.place
        beside = _beside(found)
        profiles, rules = profiles_for(path, job.profile), rules_for(path)
        seen_now = digest_of_input(name, files.digest(source.data), beside, profiles, rules)
        if not job.inputs:
            done.whole.append(seen_now)
        elif job.inputs[index] != seen_now:
            raise UnreadableSource(CHANGED, where=name, hint="run it again")
        decisions = job.recipe.decisions.over(beside)
        options, left_out = own_options(
            job.recipe.layout, decisions.options, found, several=several
        )
        try:
            draft = _read(job, source, formats)
            article = _cleaned(draft, decisions, job.recipe, profiles, rules)
        finally:
            if isinstance(source.companions, loading.Companions):
                seen = source.companions.seen
                done.pictures += [(index, picture, seen[picture]) for picture in seen]
        alone = source.name.rsplit("/", 1)[-1]
        alone += archives.suffix_of(found.member) if found.member else ""
        bundle.add(article, source, options, alone)
        done.notes += bundle.notes_on_last
        if bundle.has_last:
            done.removals += article.removals
            done.notes += left_out
    done.sketch = bundle.sketch
    layout = _layout_for(job, bundle.options)
    edition = bundle.edition()
    done.about = about(edition)
    _write_all(job, edition, layout, done, formats.writers)


def _read(job: Job, source: Source, formats: Formats) -> Draft:
    draft = read(source, job.recipe.limits, formats.readers)
    return draft.anonymous if job.recipe.clean else draft


def _layout_for(job: Job, own: Mapping[str, str]) -> Layout:
    """The job's layout; the only article of an edition may set all of its options."""
    layout = layout_of(job.recipe, own)
    if job.layout_digest and not own and layout.digest != job.layout_digest:
        raise LayoutError(
            "the layout changed while the run went on", where=job.recipe.layout, hint="run it again"
        )
    return layout


def _write_all(
    job: Job, edition: Edition, layout: Layout, done: _Progress, writers: tuple[Writer, ...]
) -> None:
    most = job.recipe.limits.pages
    of_articles = tuple(done.notes)
    first: PublishError | None = None
    press = Press(edition, layout, writers, paged=job.paged)
    for target in job.targets:
        try:
            rendition = press.rendered(target.format)
        except PublishError as error:
            first = first or error  # the other formats can still be made
            continue
        done.notes += rendition.notes
        if rendition.pages is not None and rendition.pages > most:
            first = first or OverLimit("pages", rendition.pages, most, where=job.name)
            continue
        files.write_part(rendition.files, Path(target.part))
        digest = digest_of_files(rendition.files)
        notes = tuple(dict.fromkeys((*of_articles, *rendition.notes)))
        output = Output(target, digest, rendition.pages, rendition.lines, notes)
        done.outputs.append(output)
    if first:
        raise first
    if job.strict and (refused := doubtful(done.notes, job.name)):
        done.outputs.clear()
        raise refused


def render(edition: Edition, layout: Layout, format: str) -> Rendition:
    """The edition in one format, in memory. Raises SettingsError for a format there is not."""
    return Press(edition, layout, WRITERS).rendered(format)


def _cleaned(
    draft: Draft,
    decisions: Decisions,
    recipe: Recipe,
    profiles: Profiles,
    beside: tuple[OwnRule, ...],
) -> Article:
    """What a reader wants printed, with the editor's word and rules, without those that are off."""
    # Here, not above: a parent that only plans, and finds all up to date, cleans no article.
    from publish.normaliser import RULES, own_rules
    from publish.pipeline.cleaned import cleaned

    own = own_rules(laid_together((beside, recipe.own_rules)))
    rules = tuple(rule for rule in (*own, *RULES) if rule.id not in recipe.rules_off)
    return cleaned(draft, decisions, profiles.about(draft), rules, recipe.limits)


def article_of(found: Found, recipe: Recipe) -> tuple[Article, Layout]:
    """A source's article as a build makes it today, and the layout with the article's own options.

    Raises PublishError as a build's failure says it.
    """
    path = found.place
    job = Job(found.name, (found,), (), recipe=recipe)
    decisions = recipe.decisions.over(_beside(found))
    own, _ = own_options(recipe.layout, decisions.options, found, several=False)
    draft = read(_loaded(job, found), recipe.limits)
    article = _cleaned(draft, decisions, recipe, profiles_for(path), rules_for(path))
    return article, _layout_for(job, own)


def digest_of_input(
    name: str,
    digest: str,
    decisions: Decisions,
    profiles: Profiles = NO_PROFILES,
    rules: tuple[OwnRule, ...] = (),
) -> str:
    """One SHA-256 over what a source brings: name, digest of bytes, decisions, profiles, rules."""
    said = [] if decisions == NO_DECISIONS else encode(decisions)
    whole = [name, digest, said, *([profiles.digest] if profiles.digest else [])]
    whole += [["rules", digest_of_rules(rules)]] if rules else []
    return files.digest(json.dumps(whole, sort_keys=True).encode())


def profiles_for(path: str, profile: str = "") -> Profiles:
    """The site profiles for a source: those of the file `profile`, else of the one beside it."""
    if profile:
        return profiles_in(Path(profile))
    return NO_PROFILES if path == "-" else profiles_beside(Path(path))


def rules_for(path: str) -> tuple[OwnRule, ...]:
    """The cleaning rules that lie beside a source or above it; none for standard input."""
    return () if path == "-" else rules_beside(Path(path))


def save(rendition: Rendition, path: str | Path) -> None:
    """Write a rendition under a name, all or nothing; a folder for xhtml. Raises SaveError."""
    files.save(rendition.files, Path(path))


def layout_of(recipe: Recipe, own: Mapping[str, str] | None = None) -> Layout:
    """The layout with its options, an article's `own` among them; loaded once a process."""
    set = {**recipe.below, **(own or {}), **recipe.set}
    layout = _loaded_layout(recipe.layout, tuple(sorted(set.items())), recipe.css)
    if recipe.reference:
        layout = replace(layout, reference=recipe.reference, reference_name="--reference")
    if layout.reference is not None:
        check_template(layout)
    off = [key for key in ("comments", "track") if not getattr(recipe, key)]
    if not off:
        return layout
    return replace(layout, options={**layout.options, **dict.fromkeys(off, "false")})


def forget_layouts() -> None:
    """Load every layout anew: a process that lives on, and prints again, sees what was changed."""
    _loaded_layout.cache_clear()


def digest_of_files(made: Mapping[str, bytes]) -> str:
    """One SHA-256 over an output: the bytes of a file, or the names and bytes of a folder."""
    if list(made) == [""]:
        return files.digest(made[""])
    whole = hashlib.sha256()
    for name in sorted(made):
        # surrogateescape: a name that people gave to a file of theirs may be any bytes
        line = f"{name}\0{files.digest(made[name])}\n"
        whole.update(line.encode(errors="surrogateescape"))
    return whole.hexdigest()


@lru_cache(maxsize=32)
def _loaded_layout(name: str, options: tuple[tuple[str, str], ...], css: bytes) -> Layout:
    return load_layout(name, options=dict(options), css=css)


def _beside(found: Found) -> Decisions:
    if found.place == "-":
        return NO_DECISIONS
    return decisions_in(found.path.parent).about(found.own_name)


def _loaded(job: Job, found: Found, fetch: Fetch | None = None) -> Source:
    changes, fields = job.recipe.changes, job.recipe.fields
    if found.place == "-" and not found.member:
        return Source(found.name, job.stdin, changes=changes, fields=fields)
    of_place = partial(fetch, found.place) if fetch else None
    loaded = archives.load(found, job.recipe.limits, of_place)
    return replace(loaded, changes=changes, fields=fields)
