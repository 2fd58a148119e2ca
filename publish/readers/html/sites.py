"""The name of the site that an article stands on, among names of its parts and of its templates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from publish.model.article import Declared
from publish.readers.html.titles import bare, ends_of, host_of

__all__ = ["Site", "is_home"]

_TEMPLATES = frozenset(
    (
        *("home", "homepage", "start", "startseite", "accueil", "inicio", "início", "blog", "news"),
        *("website", "wordpress", "myblog", "mysite", "ホーム", "главная"),
    )
)
"""What systems and their users write where the site's name belongs."""
_SHORTEST = 4  # letters of a name that an address is asked for. # guess


def is_home(address: str) -> bool:
    """Whether an address is that of a site's first page."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return bool(parts.hostname) and parts.path in ("", "/") and not parts.query


@dataclass(frozen=True, slots=True)
class Site:
    """What a page says of where it stands: its address, its `<title>`, its parts, its names.

    `sections` are the parts of the site that it says it stands in, `names` those of the site in
    JSON-LD.
    """

    address: str
    title: str
    sections: tuple[str, ...]
    names: tuple[str, ...]

    def outlets(self, declared: Iterable[Declared]) -> Iterator[Declared]:
        """The outlets among those declared; else the site's name in JSON-LD or at a title's end.

        A part of the site is no outlet: it is called as a section, or as a folder of the address.
        """
        said = list(declared)
        found = [each for each in said if self._is_whole(each.value)]
        found = found or [each for each in self._named() if self._is_whole(each.value)][:1]
        *path, site = map(bare, ends_of(self.title) or [""])
        if any(bare(each.value) == site for each in found):  # "Rents rise | Health | The Paper"
            found = [each for each in found if bare(each.value) not in path]
        parts = {*map(bare, self.sections)} | _TEMPLATES
        yield from found or (each for each in said if bare(each.value) not in parts)

    def _named(self) -> Iterator[Declared]:
        yield from (Declared(name, "json-ld site") for name in self.names)
        end = "".join(ends_of(self.title)[-1:])
        if len(bare(end)) >= _SHORTEST and bare(end) in self._host():
            yield Declared(end, "title")

    def _is_whole(self, name: str) -> bool:
        said = bare(name)
        if len(said) >= _SHORTEST and said in self._host():
            return said not in _TEMPLATES
        folders = urlsplit(self.address).path.split("/")[:-1] if self._host() else []
        parts = {*map(bare, self.sections), *(bare(unquote(each)) for each in folders)}
        return bool(said) and said not in parts | _TEMPLATES

    def _host(self) -> str:
        return bare(host_of(self.address))
