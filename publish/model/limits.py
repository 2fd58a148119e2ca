"""How much one article may bring and cost: every safety limit, its number and the reason for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

from publish.errors import SettingsError, nearest


def _limit(number: int, what: str, why: str, *, more: int = 0) -> int:
    """A limit: what it counts, why this number, and how much each article of an edition adds.

    Only what ends a job and changes no byte of what it makes, time and memory, may grow with an
    edition: `more` is what tells such a limit from the others.
    """
    return field(default=number, metadata={"what": what, "why": why, "more": more})


@dataclass(frozen=True, slots=True)
class Limits:
    """The safety limits of one article; `--limit NAME=N` moves one, by its name with dashes."""

    file_bytes: int = _limit(
        20_000_000, "bytes of a source", "the largest of 5,351 pages has 1.8 MB"
    )
    characters: int = _limit(
        1_000_000, "characters of an article", "15 s of CPU; the longest of 5,351 pages has 134,023"
    )
    paragraph_characters: int = _limit(
        200_000, "characters of a paragraph", "four times the longest of 5,351 pages"
    )
    blocks: int = _limit(20_000, "blocks of an article", "six times the most of 5,351 pages")
    nesting: int = _limit(250, "elements inside elements", "the deepest real page seen has 51")
    images: int = _limit(500, "pictures of an article", "twelve times the most of 5,351 pages")
    image_bytes: int = _limit(
        10_000_000, "bytes of a picture", "a guess: a camera's JPEG of 24 megapixels"
    )
    pixels: int = _limit(
        25_000_000, "pixels of a picture", "A4 at 400 dpi has 15 million; decoded they take 100 MB"
    )
    members: int = _limit(
        5_000, "files in a package", "a guess: each picture with its part's relations, ten times"
    )
    unpacked_bytes: int = _limit(
        100_000_000, "bytes of a package's parts that are read", "five times the largest source"
    )
    unpacking: int = _limit(
        250, "times that a part of a package may grow", "XML grows ten to fifty times, a bomb 1,000"
    )
    elements: int = _limit(
        1_000_000, "elements of a package's part", "300 MB as a tree; 36 foreign files have 9,000"
    )
    table_cells: int = _limit(10_000, "cells of a table", "24 times the most of 5,351 pages")
    pages: int = _limit(
        2_000, "pages of a PDF", "a guess: an edition of a thousand articles of two pages"
    )
    cpu_seconds: int = _limit(
        30, "seconds of CPU", "twice what an article of the most characters takes", more=1
    )
    wall_seconds: int = _limit(
        120, "seconds by the clock", "four times the CPU's: a worker shares its core", more=4
    )
    memory_mib: int = _limit(
        1_024,
        "MiB of memory",
        "nine times what 200 articles leave behind",
        more=8,
    )

    def moved(self, numbers: Mapping[str, int], where: str) -> Limits:
        """These limits with others in the place of those named, as `--limit` spells them.

        Raises SettingsError for a name that is none, and for a number below 1.
        """
        for name, number in numbers.items():
            if name not in LIMIT_NAMES:
                hint = nearest(name, LIMIT_NAMES)
                raise SettingsError(f"no limit {name!r}", where=where, hint=hint)
            if number < 1:
                raise SettingsError(f"limit {name} must be 1 or more", where=where)
        return replace(self, **{LIMIT_NAMES[name]: number for name, number in numbers.items()})

    def for_articles(self, count: int) -> Limits:
        """The limits of an edition of so many articles: it may take longer and need more memory."""
        return replace(self, **{n: getattr(self, n) + more * count for n, more in _MORE.items()})

    @property
    def of_bytes(self) -> Limits:
        """The limits that can change what is made: those of time and memory are the defaults."""
        return replace(self, **{name: getattr(DEFAULT_LIMITS, name) for name in _MORE})

    @property
    def of_time_and_memory(self) -> tuple[int, ...]:
        """The limits that end a job and change no byte of what it makes."""
        return tuple(getattr(self, name) for name in _MORE)


LIMIT_NAMES: Mapping[str, str] = {each.name.replace("_", "-"): each.name for each in fields(Limits)}
"""Each limit's field by the name that people use."""

_MORE: Mapping[str, int] = {
    each.name: more for each in fields(Limits) if (more := each.metadata["more"])
}

DEFAULT_LIMITS = Limits()
