"""What stores hold: the sources among their objects, as a disk with the same tree would have them.

A folder is what the names of objects say: all that begins with its address and a slash.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property
from itertools import chain

from publish import stores
from publish.errors import Failure, MissingSource, PublishError
from publish.files import NAMED, Found
from publish.finding.findings import Findings
from publish.finding.folders import Add
from publish.finding.kinds import MANIFEST, OURS, WILD, outputs_in
from publish.finding.pages import path_of_page
from publish.finding.patterns import fitting_in, literal
from publish.finding.walked import NO_NAME, ObjectTree, Walked, is_odd, spelt
from publish.hands import at_once
from publish.stores import Stored

_AT_ONCE = 16  # requests
_FEW = 8  # names that somebody types, and does not have from a list
_LONGEST_MANIFEST = 20_000_000_000  # bytes


class Objects:
    """Finds sources in stores; `into` is the address of the output folder, "" for none.

    Whatever a store answers is the failure of what was named, and the others are still found.
    """

    def __init__(self, into: str, findings: Findings, add: Add) -> None:
        self._into = into
        self._findings = findings
        self._add = add
        self._states: dict[str, Stored | PublishError | None] = {}

    def expect(self, texts: Iterable[str]) -> None:
        """Ask for the states of objects that will be named, many at once."""
        places = [place for text in texts if not text.endswith("/") and _key(place := _place(text))]
        if len(places) > 1:
            found = at_once(_state, places, _AT_ONCE, "publish-find")
            self._states = dict(zip(places, found, strict=True))

    def name(self, text: str) -> None:
        """Take in what somebody named: an object, else the folder or the pattern of that name.

        An object that has the name of a folder is meant by it, and the folder with a slash behind.
        """
        place = _place(text)
        try:
            there = None if text.endswith("/") or not _key(place) else self._state_of(place)
            if there:
                self._take_named(there)
            elif WILD.intersection(place):
                self._take_pattern(place)
            else:
                self._take_folder(place)
        except PublishError as error:
            self._refuse(place, replace(Failure.of(error), message=str(error)))

    def name_page(self, text: str) -> None:
        """Take in a page on the web that somebody named."""
        name = path_of_page(text).rpartition("/")[2]
        try:
            there = self._state_of(text)
        except PublishError as error:
            self._add(Found(name, text, named=True, refused=Failure.of(error)), text)
        else:
            self._add(
                Found(name, text, named=True, signature=there.signature if there else ""), text
            )

    @cached_property
    def _results(self) -> frozenset[str]:
        """What the manifest of the output folder names."""
        if not self._into:
            return frozenset()
        manifest = stores.state(f"{self._into}/{MANIFEST}")
        segments = stores.walk(f"{self._into}/{OURS}/segments")
        several = (*([manifest] if manifest else ()), *segments)
        return _outputs(each.address for each in several)

    def _state_of(self, place: str) -> Stored | None:
        known = self._states.get(place, self)
        made = _state(place) if known is self else known
        assert not isinstance(made, Objects)
        if isinstance(made, PublishError):
            raise made
        return made

    def _refuse(self, place: str, failure: Failure) -> None:
        name = spelt(place.rpartition("/")[2])
        self._add(Found(name, place, named=True, refused=failure), place)

    def _take_named(self, there: Stored) -> None:
        place = there.address
        if (inside := self._below_into(place)) and inside in self._results:
            self._findings.results += 1
            return
        if len(self._states) <= _FEW and next(stores.walk(place), None):
            self._findings.both.append(place)
        self._take_file(there)

    def _take_file(self, there: Stored) -> None:
        place = there.address
        name = place.rpartition("/")[2]
        if is_odd(name):
            self._refuse(place, NO_NAME)
        else:
            self._add(Found(name, place, named=True, signature=there.signature), place)

    def _take_folder(self, place: str) -> None:
        objects = stores.walk(place)
        first = next(objects, None)
        if first is None and _key(place):
            self._take_nothing(place)
        else:
            self._walk(place, () if first is None else chain([first], objects))

    def _take_nothing(self, place: str) -> None:
        """Take in an article that is said to lie in a file, or what is not there."""
        file, _, article = place.rpartition("/")
        there = self._state_of(file) if _key(file) else None
        if not there:
            raise MissingSource("nothing stands here", hint="check the address")
        name = f"{file.rpartition('/')[2]}/{article}"
        found = Found(name, file, named=True, member=NAMED, signature=there.signature)
        self._add(found, place)

    def _take_pattern(self, place: str) -> None:
        """Take in the objects and folders that a pattern fits."""
        if exact := literal(place):
            self.name(exact)
            return
        parts = place.split("/")
        first = next(at for at, part in enumerate(parts) if WILD.intersection(part))
        top = "/".join(parts[:first])
        tree = ObjectTree(top, stores.walk(top))
        fitting = fitting_in(tree, top, parts[first:])
        for each in fitting:
            if there := tree.object(each):
                self._take_file(there)
            if below := tree.below(each):
                self._walk(each, below)
        if not fitting:
            self._take_nothing(place)

    def _below_into(self, place: str) -> str:
        """The path below the output folder as its manifest has it; "" for one elsewhere."""
        inside = self._into and place.startswith(f"{self._into}/")
        return place[len(self._into) + 1 :] if inside else ""

    def _walk(self, top: str, objects: Iterable[Stored]) -> None:
        """Take in what a folder holds, of all objects below it."""
        self._findings.folders.append(top)
        walked = Walked(top, objects, self._findings.beside)
        results = _outputs(walked.manifests)
        if inside := self._below_into(top):
            above = f"{inside}/"
            results |= {e[len(above) :] for e in self._results if e.startswith(above)}
        for found in walked.sources(results, self._into):
            self._add(found, found.place)
        self._findings.results += walked.results


def _place(text: str) -> str:
    """The address of an object or a folder, without slashes at its end."""
    scheme, _, rest = text.partition("://")
    return f"{scheme}://{rest.rstrip('/')}"


def _key(place: str) -> str:
    """What stands behind the bucket; "" for a bucket."""
    return place.partition("://")[2].partition("/")[2]


def _state(place: str) -> Stored | PublishError | None:
    try:
        return stores.state(place)
    except PublishError as error:
        return error


def _outputs(manifests: Iterable[str]) -> frozenset[str]:
    """The results that objects of a manifest name, as paths below its folder."""
    lines = (
        line
        for address in sorted(manifests)
        for line in stores.read(address, _LONGEST_MANIFEST).splitlines()
    )
    return outputs_in(lines)
