"""What sources bring to their outputs: their bytes, what is said of them, what they look like.

The files that speak of many sources are read once a folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from publish import files, loading, stores
from publish.archives.listing import Listing
from publish.batch.signatures import NOWHERE, State, signature_of, state_at, state_beside
from publish.decisions import DecisionsFile, decisions_in
from publish.errors import MissingSource, OverLimit, PublishError, UnreadableSource, shown
from publish.files import Found, digest, is_stored
from publish.finding.beside import Beside, address_of_picture
from publish.model.article import NO_DECISIONS, Decisions, Note
from publish.model.codec import encode
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.own_rules import OwnRule
from publish.pipeline import combined, digest_of_input, profiles_for, rules_for
from publish.profiles import NO_PROFILES, Profiles
from publish.rules_file import digest_of_rules
from publish.stores.shadow import Shadow

_STDIN = "-"


@dataclass(frozen=True, slots=True)
class Said:
    """What people say of a source, beside it; `digest` is "" where they say nothing."""

    decisions: Decisions = NO_DECISIONS
    profiles: Profiles = NO_PROFILES
    rules: tuple[OwnRule, ...] = ()
    digest: str = ""

    @classmethod
    def of(cls, decisions: Decisions, profiles: Profiles, rules: tuple[OwnRule, ...]) -> Said:
        """What is said, with its digest."""
        if decisions == NO_DECISIONS and not profiles.digest and not rules:
            return cls(decisions, profiles, rules)
        said = [] if decisions == NO_DECISIONS else encode(decisions)
        whole = [said, profiles.digest, digest_of_rules(rules)]
        return cls(decisions, profiles, rules, digest(json.dumps(whole, sort_keys=True).encode()))


@dataclass(frozen=True, slots=True)
class _Folder:
    """What the files in a folder, and above it, say of the sources in it."""

    decisions: DecisionsFile
    unnamed: Said
    """What is said of a source that the decisions do not name."""


class Inputs:
    """The sources of a run; `profile` is the path of a site.toml that takes the place of others.

    `states` is what each file that holds sources looked like when it was listed. What speaks of
    sources in stores `beside` knows, and it is fetched to below `home`, a folder of this run.
    """

    def __init__(
        self,
        limits: Limits,
        stdin: bytes = b"",
        profile: str = "",
        states: Mapping[str, State] | None = None,
        beside: Beside | None = None,
        home: Path = Path(),
    ) -> None:
        self._limits = limits
        self._states = states or {}
        self._beside = beside or Beside()
        self._shadow = Shadow(home)
        self._stdin = stdin
        self._profile = profile
        self._folders: dict[str, _Folder] = {}

    def state_of(self, found: Found) -> State:
        """What a source looks like without being read; standard input never looks the same."""
        if found.member:  # by what the file looked like when it was listed
            return self._states[found.place]
        if found.is_stored:
            return State(found.signature)
        return NOWHERE if found.place == _STDIN else state_at(found.place)

    def signature_of(self, found: Found) -> str:
        """The signature of a source. OSError for one that has none."""
        if not (found.member or found.is_stored):
            return signature_of(os.stat(found.place))  # noqa: PTH116  # a Path takes as long again
        if signature := self.state_of(found).signature:
            return signature
        raise FileNotFoundError(found.place)

    def now(self, group: tuple[Found, ...]) -> tuple[Found, ...]:
        """The sources with what they look like now, where they lie in stores."""
        return tuple(_now(each) if each.is_stored and not each.member else each for each in group)

    def said_of(self, found: Found) -> Said:
        """What is said of a source. Raises BrokenDecisions, BrokenProfile, BrokenRules.

        UnreadableSource where what speaks of a source in a store cannot be fetched.
        """
        if found.place == _STDIN:
            return Said.of(NO_DECISIONS, self._profiles(_STDIN), rules_for(_STDIN))
        try:
            return self._said_of(found)
        except PublishError as error:
            if found.is_stored:
                raise self._shadow.error(error) from error
            raise

    def _said_of(self, found: Found) -> Said:
        key = _folder_of(found)
        folder = self._folders.get(key)
        if folder is None:
            path = self._path_of(found)
            folder = self._folders[key] = _Folder(
                decisions_in(path.parent),
                Said.of(NO_DECISIONS, self._profiles(str(path)), rules_for(str(path))),
            )
        decisions = folder.decisions.about(found.own_name) if len(folder.decisions) else None
        if decisions is None or decisions == NO_DECISIONS:
            folder.decisions.check()
            return folder.unnamed
        return Said.of(decisions, folder.unnamed.profiles, folder.unnamed.rules)

    def _path_of(self, found: Found) -> Path:
        """Where a source lies, or would, among the files that speak of it, which lie there."""
        if not found.is_stored:
            return found.path
        settings = self._beside.settings_of(found.place)
        for error in self._shadow.hold(settings, DEFAULT_LIMITS.file_bytes).values():
            raise error
        return self._shadow.path_of(found.place)

    def digest_said_of(self, found: Found) -> str | None:
        """The digest of what is said of a source, if no decisions of its folder name any."""
        folder = self._folders.get(_folder_of(found))
        if folder is None or len(folder.decisions):
            return None
        return folder.unnamed.digest

    def digest_of(self, found: Found) -> str:
        """The SHA-256 of a source's bytes. Raises MissingSource, UnreadableSource, OverLimit."""
        if found.member:
            return found.member.digest
        limit = self._limits.file_bytes
        if found.place != _STDIN:
            return files.digest_at(found.place, limit)
        if len(self._stdin) > limit:
            raise OverLimit("file-bytes", len(self._stdin), limit, where=found.name)
        return digest(self._stdin)

    def knows(self, found: Found) -> bool:
        """Whether what a source holds can be told here."""
        return found.member is not None or not found.is_stored

    def beside(self, found: Found) -> Iterable[tuple[str, str]]:
        """The address and signature of each file that speaks of a source in a store."""
        return self._beside.settings_of(found.place) if found.is_stored else ()

    def stdin_of(self, group: Iterable[Found]) -> bytes:
        """What a job over these sources gets as standard input."""
        asked = any(found.place == _STDIN and not found.member for found in group)
        return self._stdin if asked else b""

    def picture(self, found: Found, name: str) -> str:
        """The SHA-256 of a picture of a source, "" where there is none that may be read."""
        if found.member and found.member.pictures:
            stored = Listing.at(found.member.listing).picture(name)
            return stored.digest if stored else ""
        if found.is_stored:
            return self._picture_stored(found, name)
        data = loading.picture(found.path.parent, name, self._limits.image_bytes)
        return "" if data is None else digest(data)

    def _picture_stored(self, found: Found, name: str) -> str:
        address = address_of_picture(found.place, name)
        try:
            if not address or self._beside.signature(address) is None:
                return ""
            return digest(stores.read(address, self._limits.image_bytes))
        except (MissingSource, UnreadableSource, OverLimit):
            return ""

    def state_of_picture(self, found: Found, name: str) -> State:
        """What a picture of a source looks like without being read."""
        if found.member and found.member.pictures:
            return self._states[found.place]
        if not found.is_stored:
            return state_beside(found.place, name)
        address = address_of_picture(found.place, name)
        try:
            return State((self._beside.signature(address) if address else "") or "")
        except UnreadableSource:
            return NOWHERE

    def strangers(self, found: Iterable[Found]) -> Iterator[Note]:
        """What is odd about the decisions that were read: tables that speak of no source.

        And what may speak of sources in a store, and could not be looked at.
        `found` are those of the run, which knows the articles of those files that it has opened.
        """
        if forbidden := self._beside.forbidden:
            others = f" and {len(forbidden) - 1:,} more" if len(forbidden) > 1 else ""
            message = (
                f"the store forbids to look whether it is there: {shown(forbidden[0])}{others}"
            )
            yield Note("source.forbidden", message)
        speaking = {place: set[str]() for place, of in self._folders.items() if len(of.decisions)}
        files_in = {place: set[str]() for place in speaking if is_stored(place)}
        for each in found if speaking else ():
            place = _folder_of(each)
            if each.member and place in speaking:
                speaking[place].add(each.own_name)
            if place in files_in:
                files_in[place].add(each.place.rpartition("/")[2])
        for place, articles in speaking.items():
            if place in files_in and not self._beside.covers(place):
                continue  # nobody has seen what else lies there
            on_disk = () if place in files_in else Path(place or ".").iterdir()
            names = files_in.get(place) or {path.name for path in on_disk}
            opened = {name.partition("/")[0] for name in articles}
            decisions = self._folders[place].decisions
            yield from decisions.strangers(names | articles, names - opened)

    def _profiles(self, place: str) -> Profiles:
        return profiles_for(place, self._profile)


def _now(found: Found) -> Found:
    try:
        there = stores.state(found.place)
    except UnreadableSource:
        return found  # who performs it says what is wrong
    return replace(found, signature=there.signature if there else "")


def _folder_of(found: Found) -> str:
    """The folder of a source, as its path has it."""
    return found.place.rpartition("/" if found.is_stored else os.sep)[0]


class Reading:
    """What the sources of one task bring, read when it is asked for the first time.

    `known` are the SHA-256 of the bytes of each, where somebody else has read them.
    """

    def __init__(
        self,
        inputs: Inputs,
        group: tuple[Found, ...],
        said: tuple[Said, ...],
        known: tuple[str, ...] = (),
    ) -> None:
        self._inputs = inputs
        self._group = group
        self._said = said
        self._known = known
        self._whole: tuple[str, ...] = ()
        self._bytes = ""

    @property
    def is_deferred(self) -> bool:
        """Whether who performs the task reads a source first: it is nothing and "" until then."""
        return not (self._known or all(map(self._inputs.knows, self._group)))

    @property
    def whole(self) -> tuple[str, ...]:
        """The digest of all that each source brings (`digest_of_input`). Raises SourceError."""
        if not self._whole and not self.is_deferred:
            self._read()
        return self._whole

    @property
    def bytes(self) -> str:
        """The SHA-256 of the source's bytes; of several, of those of each. Raises SourceError."""
        if not self._whole and not self.is_deferred:
            self._read()
        return self._bytes

    @property
    def is_read(self) -> bool:
        """Whether anything was read."""
        return bool(self._whole)

    def key(self, run_key: str) -> str:
        """The key of an output of these sources. Raises SourceError."""
        return digest((run_key + "".join(self.whole)).encode()) if self.whole else ""

    def _read(self) -> None:
        whole: list[str] = []
        each_bytes: list[str] = []
        known = self._known or map(self._inputs.digest_of, self._group)
        for found, said, of_bytes in zip(self._group, self._said, known, strict=True):
            each_bytes.append(of_bytes)
            whole.append(
                digest_of_input(found.name, of_bytes, said.decisions, said.profiles, said.rules)
            )
        self._whole = tuple(whole)
        self._bytes = combined(each_bytes)
