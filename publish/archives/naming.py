"""Names of articles in a file: by what their publisher calls them, wherever they stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256

_DIGITS = 12  # of 64: among a million articles two differ in them with 99.8 %


def name_of(identity: str, data: bytes) -> str:
    """The name of an article: digits of the digest of its identity, of its bytes without one."""
    told = identity.encode(errors="surrogatepass") if identity else b"\x00" + data
    return sha256(told).hexdigest()[:_DIGITS]


class Namesakes:
    """Articles of one name in a file: the oldest keeps it, the others are `-2`, `-3`.

    New ones come behind the others, or before them, and change no name.
    """

    def __init__(self, *, newest_first: bool) -> None:
        self._newest_first = newest_first
        self._first: dict[str, int] = {}
        self._others: defaultdict[str, list[int]] = defaultdict(list)

    def add(self, name: str, number: int) -> None:
        """Take in the article of this number and name."""
        first = self._first.setdefault(name, number)
        if first != number:
            self._others[name].append(number)

    def renamed(self) -> Iterator[tuple[int, str]]:
        """The numbers of those that need another name, and that."""
        for name, others in self._others.items():
            several = [self._first[name], *others]
            if self._newest_first:
                several.reverse()
            yield several[0], name
            for count, number in enumerate(several[1:], 2):
                yield number, f"{name}-{count}"
