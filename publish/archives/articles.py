"""Articles of files as sources: all of a file's, those that somebody names, one by its path."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkstemp

from publish import archives
from publish.archives.forms import Form, Settings
from publish.archives.listing import Listing, write
from publish.errors import Failure, MissingSource, UnreadableSource, nearest, shown
from publish.files import NAMED, Found, Member, file_of
from publish.model.limits import DEFAULT_LIMITS, Limits


def articles_of(found: Found, form: Form, listing: str, file: str = "") -> Iterator[Found]:
    """Each article of a file as a source, by its listing; `file` is as a `Member` has it.

    Raises BrokenListing.
    """
    for each in Listing.at(listing).articles():
        member = Member(
            form.name,
            listing,
            each.number,
            each.digest,
            each.slice,
            each.pictures,
            each.title,
            file,
        )
        name = f"{found.file_name}/{each.name}"
        yield Found(name, found.place, found.named, each.failure, member, found.signature)


def meant_by(found: Found, articles: Sequence[Found]) -> list[Found]:
    """Those of a file's articles that a name or a pattern (*, ?, []) means.

    Where none is meant, the source that was named with the failure that says so.
    """
    meant = [each for each in articles if fnmatchcase(each.article, found.article)]
    if meant:
        return meant
    near = nearest(found.article, [each.article for each in articles])
    hint = near if near.startswith("did") else f"publish inspect {shown(found.place)} lists them"
    message = f"no article {shown(found.article)} in it"
    return [replace(found, refused=Failure(MissingSource.code, message, hint))]


def no_archive() -> Failure:
    """What to say of an article that somebody names of a file that holds none."""
    return Failure(MissingSource.code, "nothing stands here", "check the path")


def found_at(
    path: str | Path, limits: Limits = DEFAULT_LIMITS, fields: Mapping[str, str] | None = None
) -> Found:
    """The source that a path means: a file, an article of one, or the only article of one.

    A file of articles is listed in this process, once as long as it is as it was. Raises
    MissingSource for an article that its file does not hold, UnreadableSource for a file of
    several; what else is wrong with a file that is a source itself is found when it is loaded.
    """
    file = file_of(path)
    held = articles_at(file, limits, fields)
    if file != Path(path):
        name = f"{file.name}/{Path(path).name}"
        named = Found(name, str(file), named=True, member=NAMED)
        meant = named if held is None else meant_by(named, held)[0]
        failure = no_archive() if held is None else meant.refused
        if failure and failure.code == MissingSource.code:
            raise MissingSource(failure.message, where=shown(str(path)), hint=failure.hint)
        return meant
    if held is None:
        return Found(file.name, str(path), named=True)
    if len(held) != 1:
        first = f"name one: {shown(held[0].typed)}" if held else ""
        raise UnreadableSource(f"holds {len(held):,} articles", where=shown(str(path)), hint=first)
    return held[0]


def articles_at(
    path: Path, limits: Limits = DEFAULT_LIMITS, fields: Mapping[str, str] | None = None
) -> tuple[Found, ...] | None:
    """The articles of a file, listed in this process; None for a file that is no such file.

    Raises SourceError.
    """
    form = archives.form_at(str(path), named=True)
    if form is None:
        return None
    status = path.stat()
    seen = (status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    listing = _listed(form, path.absolute(), limits, tuple(sorted((fields or {}).items())), seen)
    return tuple(articles_of(Found(path.name, str(path), named=True), form, listing))


@lru_cache(maxsize=64)
def _listed(
    form: Form,
    path: Path,
    limits: Limits,
    fields: tuple[tuple[str, str], ...],
    seen: tuple[int, ...],
) -> str:
    """The path of a file's listing, which lives as long as this process."""
    del seen  # another file of this name
    handle, listing = mkstemp(dir=_scratch().name)
    os.close(handle)
    write(form, path, Settings(limits, dict(fields)), {}, Path(listing))
    return listing


@lru_cache(maxsize=1)
def _scratch() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True)
