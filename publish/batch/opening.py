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

from publish import archives, files, stores
from publish.archives.articles import articles_of, meant_by, no_archive
from publish.archives.listing import BrokenListing, Listing
from publish.batch.destination import Destination
from publish.batch.executors import Executor, here, started
from publish.batch.looking import forms_of
from publish.batch.manifest import Failed
from publish.batch.provenance import is_there, real
from publish.batch.signatures import NOWHERE, State, state_at
from publish.batch.tasks import is_final
from publish.batch.versions import program
from publish.errors import DiskFailed, Failure, MissingSource, SourceError, Unwritable, shown
from publish.files import STDIN, Found, digest, is_stored
from publish.finding import told_apart
from publish.model.article import Note
from publish.model.codec import encode
from publish.pipeline import SHIPPED, Formats, Job, Target
from publish.settings import Options
from publish.stores.shadow import Shadow, address_at

_DIGITS = 16  # of a digest, in hex
_A_SECOND = 1_000_000  # bytes of a file that may take a second more: 10,000 lines of JSON take half
_LARGEST = 2**40  # bytes of a file in a store: its articles are limited, and so is the disk
_SOME_MEMORY = 10_000_000  # bytes of a file that may take as much more memory as an article


@dataclass(slots=True)
class Opened:
    """The sources of a run, articles in files among them.

    `states` is what each file looked like when it was listed, by its path; a file that could not be
    is a source with its failure, and none of its articles is known.
    """

    found: list[Found] = field(default_factory=list)
    states: dict[str, State] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class _Archive:
    """A file of articles by the first source that names it; `file` is where its bytes lie.

    `state` is what it looks like, `listing` where its listing is to be made, `known` where one of
    an earlier run is. `failure_key` is what a failure is recorded under, `articles` what it holds
    once that is known.
    """

    found: Found
    form: archives.Form
    file: str
    state: State
    listing: Path
    known: Path | None = None
    failure_key: str = ""
    articles: tuple[Found, ...] | None = None
    failure: Failure | None = None

    @property
    def name(self) -> str:
        """What the file is called in the run."""
        return self.found.file_name

    def read(self, listing: Path) -> None:
        """Read what it holds. Raises BrokenListing."""
        file = self.file if self.found.place == "-" else ""
        self.articles = tuple(articles_of(self.found, self.form, str(listing), file))
        self.listing = listing


def opened_archives(
    found: Sequence[Found],
    options: Options,
    destination: Destination,
    executor: Executor,
    formats: Formats = SHIPPED,
    stdin: bytes = b"",
) -> Opened:
    """The sources in their order; in the place of a file its articles, as it has them."""
    holding = _archives(found, options, destination, stdin)
    if not holding and not any(each.member for each in found):
        return Opened(list(found))
    several = [each for place, each in holding.items() if each.found.place == place]
    _list(several, options, destination, executor, formats)
    made = Opened([of for each in found for of in _sources(each, holding, destination)])
    # Of a file that somebody named, too, one may be named besides; and a folder may be called so.
    places = dict.fromkeys(e.place for e in made.found)
    whole = {place: place if is_stored(place) else str(Path(place).absolute()) for place in places}
    made.found = list({(whole[e.place], e.article): e for e in made.found}.values())
    if len({each.name for each in made.found}) < len(made.found):
        made.found = told_apart(made.found)
    known = [each for each in several if each.articles is not None]
    made.states = {each.found.place: each.state for each in known}
    made.notes = [note for each in known for note in _notes_on(each)]
    return made


def _archives(
    found: Sequence[Found], options: Options, destination: Destination, stdin: bytes
) -> dict[str, _Archive]:
    """The files that hold articles among these, by their paths, however these are written."""
    made: dict[str, _Archive] = {}
    known: dict[str, _Archive] = {}
    there = [each for each in found if each.is_stored and not each.refused]
    forms = forms_of(there, destination) if there else {}
    shadow = Shadow(destination.scratch / "opened")
    for each in found:
        if each.refused or each.place in made:
            continue
        file, form = each.place, forms.get(each.place)
        if not each.is_stored:
            form = archives.form_at(each.place, named=each.named)
        elif form:
            file = str(shadow.path_of(each.place))
        if each.place == "-" and (form := archives.form_of(stdin)):
            file = str(destination.scratch / STDIN)
            files.save({"": stdin}, Path(file))
        if form:
            path = real(each.place if each.is_stored else file)
            known[path] = known.get(path) or _archive(each, form, file, options, destination)
            made[each.place] = known[path]
    return made


def _archive(
    found: Found, form: archives.Form, file: str, options: Options, destination: Destination
) -> _Archive:
    state, place = NOWHERE if found.place == "-" else state_at(file), str(Path(file).absolute())
    if found.is_stored:
        state, place = State(found.signature), found.place
    recipe = options.recipe
    of = [program(), form.name, sorted(recipe.fields.items()), encode(recipe.limits.of_bytes)]
    key = digest(json.dumps([*of, state.signature]).encode())
    folder = digest(os.fsencode(place))[:_DIGITS]
    name = f"{folder}/{key[:_DIGITS]}"
    # Of a file that may change again within the same tick a listing holds for this run alone.
    if not destination.clock.counted(state):
        return _Archive(found, form, file, state, destination.scratch / "listings" / name)
    known = (destination.listings / name).absolute()
    return _Archive(
        found,
        form,
        file,
        state,
        (destination.new_listings / name).absolute(),
        known if known.is_file() else None,
        digest(json.dumps([key, recipe.limits.of_time_and_memory]).encode()),
    )


def _list(
    several: Sequence[_Archive],
    options: Options,
    destination: Destination,
    executor: Executor,
    formats: Formats,
) -> None:
    """Learn what each file holds, or why that cannot be known; what is known is not listed."""
    todo = [each for each in several if not _is_known(each, options, destination)]
    given: list[_Archive] = []

    def jobs() -> Iterator[Job]:
        for archive in todo:
            if _is_here(archive):
                given.append(archive)
                yield _job(archive, options, destination)

    performed = started(here(executor), jobs(), options.jobs, destination.scratch, formats)
    with closing(performed) as results:
        for number, result in filter(None, results):
            archive = given[number]
            if archive.found.is_stored:
                Path(archive.file).unlink(missing_ok=True)
            archive.failure = result.failure
            if archive.failure and archive.failure.code == DiskFailed.code:
                where = shown(str(destination.folder))
                raise DiskFailed(archive.failure.message, where=where, hint=archive.failure.hint)
            if not archive.failure:
                files.rename(_part(archive, destination), archive.listing)
                archive.read(archive.listing)
            _remember(archive, destination)
    if todo and not (destination.is_frozen or destination.shard):  # others may read what it keeps
        _sweep({each.listing.parent: each.listing for each in several}, destination.listings)


def _is_here(archive: _Archive) -> bool:
    """Whether a file is on this machine's disk, if need be by now; else it has its failure."""
    if archive.found.is_stored:
        try:
            file, signature = Path(archive.file), archive.found.signature
            stores.fetch(archive.found.place, file, _LARGEST, signature)
        except SourceError as error:
            archive.failure = Failure.of(error)
            return False
    return True


def _is_known(archive: _Archive, options: Options, destination: Destination) -> bool:
    """Whether a listing of before holds, or the failure of one that was tried."""
    if archive.known:
        with suppress(BrokenListing):
            archive.read(archive.known)
            return True
    before = destination.failed(archive.name) if archive.failure_key else None
    if before and before.key == archive.failure_key and is_final(before, options):
        archive.failure = before.failure
    return archive.failure is not None


def _remember(archive: _Archive, destination: Destination) -> None:
    """Keep a failure: of one that takes long to come no run after this waits for it again."""
    said = Failed(archive.name, archive.failure_key, archive.failure)
    before = destination.failed(archive.name)
    if before != said if archive.failure else before:
        destination.add(said)


def _sweep(kept: Mapping[Path, Path], listings: Path) -> None:
    """Take away listings of what a file was before, and of files that are gone."""
    if not listings.is_dir():
        return
    for folder in listings.absolute().iterdir():
        for listing in list(folder.iterdir()):
            if listing != kept[folder] if folder in kept else not _has_file(listing):
                listing.unlink(missing_ok=True)
        with suppress(OSError):  # one that holds something
            folder.rmdir()


def _has_file(listing: Path) -> bool:
    try:
        file = str(Listing.at(str(listing)).about["file"])
        return is_there(address_at(file) or file)
    except (BrokenListing, KeyError):
        return False


def _job(archive: _Archive, options: Options, destination: Destination) -> Job:
    size = 0
    with suppress(OSError):
        size = Path(archive.file).stat().st_size
    limits = options.recipe.limits
    memory_mib = limits.for_articles(size // _SOME_MEMORY).memory_mib
    limits = replace(limits.for_articles(size // _A_SECOND), memory_mib=memory_mib)
    final, part = str(archive.listing), str(_part(archive, destination))
    target = Target(archive.form.name, final, part)
    found = Found(archive.name, archive.file, archive.found.named)
    recipe = replace(options.recipe, limits=limits)
    return Job(found.name, (found,), (target,), recipe=recipe, lists=True)


def _part(archive: _Archive, destination: Destination) -> Path:
    return destination.scratch / digest(os.fsencode(str(archive.listing)))


def _sources(
    found: Found, holding: Mapping[str, _Archive], destination: Destination
) -> Iterator[Found]:
    """What stands in a run for a source that was found."""
    archive = None if found.refused else holding.get(found.place)
    if archive is None:
        lost = found.member and not found.refused
        yield replace(found, refused=no_archive()) if lost else found
    elif archive.failure:
        # Who did not name it hears that it is gone, when its turn comes.
        gone = archive.failure.code == MissingSource.code and not found.named
        yield found if gone else replace(found, refused=archive.failure)
    elif archive.articles and (why := _in_the_way(found, destination)):
        yield replace(found, refused=why)
    else:
        articles = archive.articles or ()
        for each in meant_by(found, articles) if found.member else articles:
            yield replace(each, name=f"{found.file_name}/{each.article}", named=found.named)


def _in_the_way(found: Found, destination: Destination) -> Failure | None:
    """Why the results of a file's articles have no folder; told once, and not of each."""
    place = Path(destination.place(found.file_name))
    if destination.file or destination.is_stored or not place.is_file():
        return None
    message = f"a file stands where the results of its articles would: {shown(str(place))}"
    return Failure(Unwritable.code, message, "use another --into: they need a folder called so")


def _notes_on(archive: _Archive) -> Iterator[Note]:
    name = archive.name
    if not archive.articles:
        yield Note("source.no-articles", f"{name} holds no articles")
    listing = Listing.at(str(archive.listing))
    for one, many, count in listing.left_out:
        yield Note("source.left-out", f"{name}: {count:,} {one if count == 1 else many}")
    for note in listing.notes:
        yield replace(note, message=f"{name}: {note.message}")
