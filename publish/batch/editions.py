"""Which sources an edition has, in what order, under which headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from publish.errors import SettingsError, nearest
from publish.files import Found
from publish.settings import ORDERS, EditionSettings, Options, checked_order

_WILD = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Arranged:
    """The sources of an edition in their order, and its headings with how many each holds.

    Sources that stand under no heading come first, under the heading "".
    """

    found: tuple[Found, ...]
    sections: tuple[tuple[str, int], ...] = ()


def editions_of(options: Options) -> tuple[tuple[EditionSettings | None, Options], ...]:
    """The editions a run is asked for, each with its own options; None when it prints articles."""
    if options.bundle:
        bundle = EditionSettings(options.bundle, order=options.order)
        return ((checked_order(bundle, "--order"), _options(options, bundle)),)
    if options.editions:
        return tuple((each, _options(options, each)) for each in options.editions)
    return ((None, _options(options, EditionSettings(""))),)  # which says nothing of itself


def _options(options: Options, edition: EditionSettings) -> Options:
    """The run's options with what the edition says for itself; --set comes before both."""
    layout = edition.layout or options.recipe.layout
    below = {**options.recipe.below, **options.layouts.get(layout, {}), **edition.set}
    return replace(
        options,
        recipe=replace(options.recipe, layout=layout, below=below),
        to=edition.to or options.to,
        into=edition.into or options.into,
    )


def arranged(found: Sequence[Found], edition: EditionSettings) -> Arranged:
    """The sources in the edition's order. By date they are sorted later, when they are read.

    Raises SettingsError for a name that fits no source.
    """
    ordered = sorted(found, key=lambda each: each.name) if edition.order == ("name",) else found
    if edition.order and edition.order[0] not in ORDERS:
        ordered = [*_fitting(found, edition.order, edition.title), *found]
    rest = list(dict.fromkeys(ordered))
    if not edition.sections:
        return Arranged(tuple(rest))
    made: list[Found] = []
    sizes: list[tuple[str, int]] = []
    for section in edition.sections:
        inside = [each for each in _fitting(rest, section.articles, section.title) if each in rest]
        inside = sorted(inside, key=rest.index) if edition.order else inside
        taken = set(inside)
        rest = [each for each in rest if each not in taken]
        made += inside
        sizes.append((section.title, len(inside)))
    sizes.insert(0, ("", len(rest)))
    return Arranged((*rest, *made), tuple((title, size) for title, size in sizes if size))


def _fitting(found: Sequence[Found], names: Iterable[str], title: str) -> Iterator[Found]:
    """The sources that names and patterns fit, in the order of these, each once."""
    told: set[Found] = set()
    for name in names:
        fits = [each for each in found if _fits(each.name, name)]
        if not fits and not _WILD.intersection(name):
            known = [each.name for each in found]
            message = f"{title}: there is no source {name}"
            raise SettingsError(message, hint=nearest(name, known))
        yield from (each for each in fits if each not in told)
        told.update(fits)


def _fits(name: str, pattern: str) -> bool:
    """Whether a source goes by this name: its path below the folder, or the file's name alone."""
    return fnmatchcase(name, pattern) or fnmatchcase(name.rsplit("/", 1)[-1], pattern)
