"""What lies beside sources in stores: pictures, and files that speak of sources.

A walk over a folder has seen all that is in it. For the rest the store is asked, once an object.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from publish import stores
from publish.finding.kinds import may_be_source
from publish.finding.pages import is_page

_DECISIONS, _PROFILE, _RULES = "decisions.toml", "site.toml", "rules.toml"


class Beside:
    """The signatures of objects that are no sources, by their addresses.

    `forbidden` are those that the store would not tell of: to us they are not there.
    """

    def __init__(self) -> None:
        self.forbidden: list[str] = []
        self._walked: set[str] = set()
        self._seen: dict[str, str | None] = {}
        self._settings: dict[str, tuple[tuple[str, str], ...]] = {}

    def walk(self, folder: str) -> None:
        """Note that all objects of a folder and below it are seen that can lie beside sources."""
        self._walked.add(folder)

    def see(self, address: str, signature: str) -> None:
        """Note an object."""
        self._seen[address] = signature

    def signature(self, address: str) -> str | None:
        """That of an object, "" where its store has none; None where nothing stands.

        Raises UnreadableSource.
        """
        if address not in self._seen:
            self._seen[address] = self._asked(address)
        return self._seen[address]

    def _asked(self, address: str) -> str | None:
        folder, _, name = address.rpartition("/")
        if not may_be_source(name, is_folder=False) and self.covers(folder):
            return None  # a walk would have seen it
        try:
            there = stores.state(address)
        except stores.Forbidden:
            self.forbidden.append(address)
            return None
        return there.signature if there else None

    def covers(self, folder: str) -> bool:
        """Whether a walk has seen all that lies in a folder."""
        while folder not in self._walked:
            above = folder.rpartition("/")[0]
            if above.endswith(":/") or not above:
                return False
            folder = above
        return True

    def settings_of(self, place: str) -> Iterable[tuple[str, str]]:
        """The files that speak of the source at an address, with their signatures.

        They are decisions.toml in its folder, the rules.toml there and in all folders above, and
        the nearest site.toml. Nobody speaks so of a page on the web. Raises UnreadableSource.
        """
        if is_page(place):
            return ()
        folder = place.rpartition("/")[0]
        decisions = self._there(f"{folder}/{_DECISIONS}")
        return (*decisions, *self._speaking_in(folder))

    def _speaking_in(self, folder: str) -> tuple[tuple[str, str], ...]:
        """The site.toml and rules.toml files that count in a folder, the nearest first."""
        todo: list[str] = []
        while folder not in self._settings and not folder.endswith(":/"):
            todo.append(folder)
            folder = folder.rpartition("/")[0]
        made = self._settings.get(folder, ())
        for each in reversed(todo):
            own = self._there(f"{each}/{_PROFILE}")
            rules = self._there(f"{each}/{_RULES}")
            others = (one for one in made if not (own and one[0].endswith(f"/{_PROFILE}")))
            made = self._settings[each] = (*own, *rules, *others)
        return made

    def _there(self, address: str) -> tuple[tuple[str, str], ...]:
        signature = self.signature(address)
        return () if signature is None else ((address, signature),)


def address_of_picture(place: str, name: str) -> str:
    """The address of a picture that a source in a store names; "" where it may name none.

    It lies below the source's own folder. A page on the web has pictures nowhere: no article can
    make us ask a network for anything.
    """
    below = posixpath.normpath(name)
    leads_out = below.startswith(("/", "../")) or below in (".", "..") or "\0" in below
    if leads_out or not name or is_page(place):
        return ""
    return f"{place.rpartition('/')[0]}/{below}"
