"""What recurs over many sources: each is read by a worker, what they show is counted here."""

from __future__ import annotations

import os
from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from publish import files, stores
from publish.batch.destination import Destination
from publish.batch.executors import Executor, started, warm
from publish.batch.opening import opened_archives
from publish.errors import Failure, SettingsError, shown
from publish.files import Found, is_stored
from publish.finding import find
from publish.model.article import SiteProfile
from publish.pipeline import SHIPPED, Formats, Job, Result
from publish.profiles import NO_PROFILES, PROFILE_FILE, Profiles, written
from publish.readers import examples
from publish.settings import Options

_PAGES_TRIED = 40  # of a site; guess


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned, from how many articles, and which sources could not be read."""

    profiles: Profiles = NO_PROFILES
    articles: int = 0
    failures: tuple[tuple[str, Failure], ...] = ()
    path: str = ""

    @property
    def lines(self) -> int:
        """How many lines recur, over all sites; a line at two places counts once."""
        sites = self.profiles.sites.values()
        return sum(len({line.key for line in profile.lines}) for profile in sites)

    @property
    def kept(self) -> int:
        """How many of them cleaning leaves in the articles all the same."""
        return sum(profile.kept for profile in self.profiles.sites.values())


def learn(
    sources: Sequence[str] | str,
    into: str = "",
    options: Options | None = None,
    *,
    on_result: Callable[[str, Failure | None], None] | None = None,
    executor: Executor = "processes",
) -> Learned:
    """Count what recurs over the articles of folders, and write it as site.toml.

    It is written to `into`, else into the first folder; `on_result` hears of each source when it
    was read. Of `options` only `jobs`, `limits` and `max_articles` count, and `into`, because
    results are no sources. Raises SettingsError when there is no source, Unwritable.
    """
    options = options or Options()
    names = [sources] if isinstance(sources, str) else list(sources)
    for address in () if options.http else filter(files.is_address, names):
        raise files.no_address(address)
    findings = find(names, options.into, http=options.http)
    path = _path(names, into, findings.folders)
    found = findings.found[: options.max_articles]
    if not found:
        where = ", ".join(shown(name) for name in names)
        hint = f"articles are files such as {examples()}"
        raise SettingsError("no sources in this folder", where=where, hint=hint)
    with (
        TemporaryDirectory(prefix="publish-", ignore_cleanup_errors=True) as scratch,
        warm(executor, options.jobs, Path(scratch), SHIPPED) as executor,
    ):
        place = Destination(Path(scratch), Path(scratch))
        found = opened_archives(found, options, place, executor).found[: options.max_articles]
        pages: dict[str, list[str]] = {}
        learned = learned_from(
            found, options, Path(scratch), executor, on_result=on_result, pages=pages
        )
        profiles = _tried(found, learned.profiles, pages, options, Path(scratch), executor)
    if is_stored(path):
        stores.put(path, written(profiles.sites))
    else:
        files.save({"": written(profiles.sites)}, Path(path))
    return Learned(profiles, learned.articles, learned.failures, path)


def _tried(
    found: Sequence[Found],
    profiles: Profiles,
    pages: Mapping[str, list[str]],
    options: Options,
    scratch: Path,
    executor: Executor,
) -> Profiles:
    """The profiles, in which each line says why cleaning leaves it, by some pages of each site."""
    names = {name for site in profiles.sites for name in pages.get(site, ())}
    path = scratch / PROFILE_FILE
    files.save({"": written(profiles.sites)}, path)
    jobs = (
        replace(_job(each, options, b""), profile=str(path)) for each in found if each.name in names
    )
    sites = {name: site for site, several in pages.items() for name in several}
    whys: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    with closing(started(executor, jobs, options.jobs, scratch, SHIPPED)) as results:
        for done in results:
            if done:
                for kept in done[1].kept:
                    whys[sites[done[1].name], kept.key, kept.where].append(kept.why)
    return Profiles.of({site: _with_whys(each, whys) for site, each in profiles.sites.items()})


def _with_whys(profile: SiteProfile, whys: Mapping[tuple[str, str, str], list[str]]) -> SiteProfile:
    lines = (
        replace(line, kept=_why(whys.get((profile.site, line.key, line.where), [])))
        for line in profile.lines
    )
    return replace(profile, lines=tuple(lines))


def _why(whys: list[str]) -> str:
    """Why most pages that keep a line keep it, and how many do if others do not."""
    kept = sorted(filter(None, whys))
    if not kept:
        return "" if whys else "on none of the pages that were tried"
    why = max(kept, key=kept.count)
    return why if len(kept) == len(whys) else f"on {len(kept)} of {len(whys)} pages: {why}"


def learned_from(
    found: Sequence[Found],
    options: Options,
    scratch: Path,
    executor: Executor,
    *,
    formats: Formats = SHIPPED,
    stdin: bytes = b"",
    on_result: Callable[[str, Failure | None], None] | None = None,
    pages: dict[str, list[str]] | None = None,
) -> Learned:
    """Count what recurs over these sources; those that cannot be read are named and left out.

    `pages` is filled with names of a few sources of each site, the same ones in whatever order
    they come.
    """
    # Here, not above: what only builds needs no counting.
    from publish.normaliser.page.recurrence import Tally

    tally = Tally()
    articles = 0
    failures = [(each.name, each.refused) for each in found if each.refused]
    found = [each for each in found if not each.refused]

    def take(result: Result) -> None:
        nonlocal articles
        if result.sighting:
            tally.add(result.sighting)
            articles += 1
            if pages is not None:
                few = pages.setdefault(result.sighting.site, [])
                insort(few, result.name, key=_draw)
                del few[_PAGES_TRIED:]
        if result.failure:
            failures.append((result.name, result.failure))
        if on_result:
            on_result(result.name, result.failure)

    jobs = (_job(each, options, stdin) for each in found)
    with closing(started(executor, jobs, options.jobs, scratch, formats)) as results:
        for done in results:
            if done:
                take(done[1])
    return Learned(Profiles.of(tally.profiles()), articles, tuple(sorted(failures, key=_name)))


def _draw(name: str) -> str:
    """By what names are drawn: as good as chance, and the same each time."""
    return files.digest(os.fsencode(name))


def _name(failure: tuple[str, Failure]) -> str:
    return failure[0]


def _job(found: Found, options: Options, stdin: bytes) -> Job:
    return Job(
        found.name,
        (found,),
        (),
        recipe=options.recipe,
        stdin=stdin if found.place == "-" and not found.member else b"",
        look=True,
    )


def _path(names: Sequence[str], into: str, stored: Sequence[str]) -> str:
    """Where the profile goes: a file as named, else site.toml in the folder named, or learned.

    `stored` are the folders in stores that were learned.
    """
    if into:
        return _in_folder(into) if _is_folder(into) else into
    folders = [
        name
        for name in names
        if (name.rstrip("/") in stored if is_stored(name) else _is_folder(name))
    ]
    if len(folders) != 1 or len(names) != 1:
        raise SettingsError(
            "one folder is needed, or a place for the profile", hint="--into articles/site.toml"
        )
    return _in_folder(folders[0])


def _is_folder(place: str) -> bool:
    return not place.endswith(".toml") if is_stored(place) else Path(place).is_dir()


def _in_folder(folder: str) -> str:
    if is_stored(folder):
        return f"{folder.rstrip('/')}/{PROFILE_FILE}"
    return str(Path(folder) / PROFILE_FILE)
