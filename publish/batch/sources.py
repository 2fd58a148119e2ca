"""Which files a run reads: folders, files, patterns and lists, into Found with their names."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publish.batch.provenance import real
from publish.errors import SettingsError, shown
from publish.files import Found, is_stored
from publish.finding import WILD, Findings, find, fitting
from publish.model.article import Note
from publish.pipeline import Formats
from publish.readers import examples
from publish.settings import EditionSettings, Options


def found_sources(
    names: Sequence[str],
    options: Options,
    known: Formats,
    *,
    single: bool,
    edition: EditionSettings | None,
) -> Findings:
    """The sources of a run; SettingsError when there are none or too many for one file."""
    into = "" if single else options.into
    texts = expanded(names)
    links, http = options.follow_links, options.http
    findings = find(texts, into, base=options.base, follow_links=links, http=http)
    found = findings.found
    if single:
        # An earlier result in the folder of the sources is none of them.
        own = real(options.into)
        found = [each for each in found if each.named or real(each.place) != own]
    found = found[: options.max_articles]
    if not found:
        where = ", ".join(shown(name) for name in names)
        left_out = "; ".join(note.message for note in notes_of(findings))
        hint = left_out or f"articles are files such as {examples(known.readers)}"
        raise SettingsError("no sources in this folder", where=where, hint=hint)
    check_count(found, options, single=single, edition=edition)
    return replace(findings, found=found)


def check_count(
    found: Sequence[Found], options: Options, *, single: bool, edition: EditionSettings | None
) -> None:
    """Raises SettingsError where several sources cannot share the one file that is asked for."""
    if single and len(found) > 1 and not edition:
        raise SettingsError(
            f"{len(found)} sources cannot share one file",
            where=shown(options.into),
            hint="name a folder, or --bundle TITLE",
        )


def notes_of(findings: Findings) -> tuple[Note, ...]:
    """What lies beside the sources and was left out, in a note of each kind."""
    counted = (
        (findings.links, "link leads", "links lead", "out of their folder: --follow-links"),
        (findings.dead, "link leads", "links lead", "to nothing"),
    )
    made = [
        Note("source.link", f"{count:,} {one if count == 1 else many} {where}")
        for count, one, many, where in counted
        if count
    ]
    if count := findings.results:
        made.append(Note("source.result", f"{count:,} left out: results of a build"))
    made += [
        Note(
            "source.both",
            f"{shown(place)} is an object and a folder; the folder is {shown(place)}/",
        )
        for place in findings.both
    ]
    return tuple(made)


def expanded(patterns: Iterable[str]) -> list[str]:
    """Paths as they are, and for each pattern the files and folders that it fits, by name.

    A pattern that fits nothing stays: that nothing stands there is said of it as of any path. So
    does one of a store: `find` follows it.
    """
    made: list[str] = []
    for text in patterns:
        if not WILD.intersection(text) or is_stored(text) or os.path.lexists(text):
            made.append(text)
        else:
            made += fitting(text) or [text]
    return list(dict.fromkeys(made))
