"""Files that hold articles, opened: each article in them is a source of its own.

A worker lists a file, within limits; the listing is kept below the output folder and holds as long
as the file looks as it did (`signatures`).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from publish import archives, files
from publish.archives.listing import BrokenListing, Listing
from publish.batch.destination import Destination
from publish.batch.executors import Pool, started
from publish.batch.signatures import State, state_at
from publish.batch.versions import program
from publish.errors import Failure
from publish.files import Found, Member, digest
from publish.model.article import Note
from publish.pipeline import Formats, Job, Target
from publish.settings import Options

_DIGITS = 16  # of a digest, in hex
_AN_ARTICLE = 10_000_000  # bytes of a file that may take as long to list as an article to print


@dataclass(slots=True)
class Opened:
    """The sources of a run, articles in files among them.

    `states` is what each file looked like when it was listed, by its path; a file that could not be
    is a source with its failure, and none of its articles is known.
    """

    found: list[Found] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def opened_archives(
    found: Sequence[Found],
    options: Options,
    destination: Destination,
    executor: str | Pool,
    formats: Formats,
) -> Opened:
    """The sources in their order; in the place of a file its articles, as it has them."""
    forms = [_form_of(each) for each in found]
    made = Opened()
    if not any(forms):
        made.found = list(found)
        return made
    holding = [each for each, form in zip(found, forms, strict=True) if form]
    listings, failures = _listed(holding, options, destination, executor, formats)
    for each, form in zip(found, forms, strict=True):
        if form is None:
            made.found.append(each)
        elif each in failures:
            made.found.append(replace(each, refused=failures[each]))
        else:
            path, state = listings[each]
            made.states[each.place] = state
            made.notes += _notes_on(each, Listing.at(path))
            made.found += _members(each, form, path)
    return made


def _form_of(found: Found) -> archives.Form | None:
    return None if found.refused else archives.form_at(found.place, named=found.named)


def _listed(
    holding: Sequence[Found],
    options: Options,
    destination: Destination,
    executor: str | Pool,
    formats: Formats,
) -> tuple[Mapping[Found, tuple[str, State]], Mapping[Found, Failure]]:
    """The listing of each file and what it looked like, or why there is none."""
    made: dict[Found, tuple[str, State]] = {}
    jobs: list[Job] = []
    for each in holding:
        state = state_at(each.place)
        # Of a file that may change again within the same tick a listing holds for this run alone.
        counted = "yes" if destination.clock.counted(state) else ""
        of = digest(os.fsencode(Path(each.place).absolute()))[:_DIGITS]
        key = [program(), sorted(options.recipe.fields.items()), state.signature]
        name = f"{of}/{digest(json.dumps(key).encode())[:_DIGITS]}"
        known = destination.listings / name
        if _holds(str(known)):
            made[each] = str(known), state
        else:
            path = destination.new_listings / name
            made[each] = str(path), state
            jobs.append(_job(each, path, destination.part(f"{name} "), counted, options, state))
    failures: dict[Found, Failure] = {}
    with closing(started(executor, jobs, options.jobs, destination.scratch, formats)) as results:
        for number, result in filter(None, results):
            (of_file,), (target,) = jobs[number].sources, jobs[number].targets
            if result.failure:
                failures[of_file] = result.failure
            else:
                _keep(target, alone=destination.shard is None)
    return made, failures


def _holds(path: str) -> bool:
    """Whether a listing is one, and is to be used again."""
    try:
        return Listing.at(path).about["key"] == "yes"
    except (BrokenListing, OSError, KeyError):
        return False


def _keep(target: Target, *, alone: bool) -> None:
    """Put a new listing in its place, and take away those of what its file was before.

    Not where others may read them: shards list a file at the same time, and either listing will do.
    """
    final = Path(target.final)
    files.rename(target.part, final)
    if not alone:
        return
    for other in final.parent.iterdir():
        if other != final:
            with suppress(OSError):
                other.unlink()


def _job(found: Found, path: Path, part: str, counted: str, options: Options, state: State) -> Job:
    size = int(state.signature.split()[0]) if state.signature else 0
    limits = options.recipe.limits.for_articles(size // _AN_ARTICLE)
    recipe = replace(options.recipe, limits=limits)
    target = Target("", str(path), part, counted)
    return Job(found.name, (found,), (target,), recipe=recipe, lists=True)


def _members(found: Found, form: archives.Form, path: str) -> Iterator[Found]:
    for article in Listing.at(path).articles():
        member = Member(
            form.name,
            path,
            article.number,
            article.digest,
            article.slice,
            article.pictures,
            article.title,
        )
        name = f"{found.name}/{article.name}"
        yield Found(name, found.place, found.named, article.failure, member)


def _notes_on(found: Found, listing: Listing) -> Iterator[Note]:
    for one, many, count in listing.left_out:
        what = one if count == 1 else many
        yield Note("source.left-out", f"{found.name}: {count:,} {what}")
