"""What sources are called: the end of their path, as much of it as tells them apart."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from publish.errors import Failure, MissingSource, UnreadableSource, shown
from publish.files import Found, is_stored
from publish.finding.pages import is_page, path_of_page


def below(found: Found, start: str) -> Found:
    """The source called after its path below a folder; one that lies elsewhere fails.

    The folder is an absolute path or an address, with the separator at its end.
    """
    unread = found.refused is not None and found.refused.code != MissingSource.code
    if unread or found.place == "-":
        return found
    absolute = _absolute(found.place)
    if not absolute.startswith(start):
        hint = "--below takes a folder that all sources lie below"
        why = Failure(UnreadableSource.code, f"does not lie below {shown(start)}", hint)
        return replace(found, name=found.place, refused=why)
    if is_page(found.place):
        start, absolute = path_of_page(start), path_of_page(absolute)
    return _called(found, absolute[len(start) :].replace(os.sep, "/"), absolute)


def told_apart(found: Iterable[Found]) -> list[Found]:
    """The sources, those that share a name with so much more of their path as tells them apart.

    Of their path as it was given, if that will do.
    """
    made, whole = list(found), False
    while twice := _twice(each.name for each in made):
        longer = [_longer(each, whole=whole) if each.name in twice else each for each in made]
        if longer == made and whole:  # both are stdin, or a file over two links
            break
        made, whole = longer, longer == made
    return made


def start_of(base: str) -> str:
    """The beginning that all paths below a folder have."""
    return f"{base.rstrip('/')}/" if is_stored(base) else os.path.join(os.path.abspath(base), "")


def _absolute(place: str) -> str:
    return place if is_stored(place) else os.path.abspath(place)


def _longer(found: Found, *, whole: bool) -> Found:
    """The source with one more folder in its name; as it is where its path has no more."""
    place = _absolute(found.place) if whole else found.place
    path = path_of_page(place) if is_page(place) else place.replace("://", "/", 1)
    above = path.replace(os.sep, "/").removesuffix(found.file_name).rstrip("/")
    folder = above.rpartition("/")[2]
    if found.place == "-" or folder in ("", os.curdir, os.pardir):
        return found
    return _called(found, f"{folder}/{found.file_name}", place)


def _twice(names: Iterable[str]) -> set[str]:
    return {name for name, count in Counter(names).items() if count > 1}


def _called(found: Found, name: str, absolute: str) -> Found:
    """The source by another name of its file, which is the end of the path."""
    whole = found.place.replace(os.sep, "/")
    stays = found.is_stored or whole == name or whole.endswith(f"/{name}")
    place = found.place if stays else absolute
    return replace(found, name=f"{name}/{found.article}" if found.member else name, place=place)
