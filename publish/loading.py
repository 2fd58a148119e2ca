"""Sources as they are loaded: their bytes within limits, and the pictures beside them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from publish.errors import MissingSource, OverLimit, UnreadableSource, shown
from publish.files import STDIN, Found, digest, read
from publish.model.article import Source
from publish.model.clean import clean_name
from publish.model.limits import DEFAULT_LIMITS, Limits


class Companions(Mapping[str, bytes]):
    """The pictures that came with a source, read when they are asked for by name.

    `look` reads one, or gives None. `seen` keeps what was asked for: the SHA-256 of each picture,
    "" for one that was not there.
    """

    def __init__(self, look: Callable[[str], bytes | None]) -> None:
        self.seen: dict[str, str] = {}
        self._look = look

    @classmethod
    def beside(
        cls, folder: Path, limit_bytes: int, fetch: Callable[[str], None] | None = None
    ) -> Companions:
        """Those that lie below a source's folder; `fetch` brings one there, if it can."""

        def look(name: str) -> bytes | None:
            if fetch:
                fetch(name)
            return picture(folder, name, limit_bytes)

        return cls(look)

    def __getitem__(self, name: str) -> bytes:
        data = self._look(name)
        self.seen[name] = "" if data is None else digest(data)
        if data is None:
            raise KeyError(name)
        return data

    def __iter__(self) -> Iterator[str]:
        return iter([name for name, found in self.seen.items() if found])

    def __len__(self) -> int:
        return len(list(iter(self)))


def load(
    found: Found, limits: Limits = DEFAULT_LIMITS, fetch: Callable[[str], None] | None = None
) -> Source:
    """The source's bytes; its pictures are read when a reader asks for them.

    `fetch` brings one of a name to where it would lie, if it can. The path `-` is standard input,
    which has no pictures. Raises MissingSource, UnreadableSource and OverLimit. Nothing is opened
    but regular files: a pipe would wait for ever, a device never end.
    """
    if found.place == "-":
        data = sys.stdin.buffer.read(limits.file_bytes + 1)
        if len(data) > limits.file_bytes:
            raise OverLimit("file-bytes", len(data), limits.file_bytes, where=STDIN)
        return Source(clean_name(found.name), data)
    refuse(found)
    data = read(found.path, limits.file_bytes)
    beside = Companions.beside(found.path.parent, limits.image_bytes, fetch)
    return Source(clean_name(found.name), data, beside)


def refuse(found: Found) -> None:
    """Raises MissingSource or UnreadableSource for a source that must not be read."""
    if why := found.refused:
        error = MissingSource if why.code == MissingSource.code else UnreadableSource
        raise error(why.message, where=shown(found.place), hint=why.hint)


def picture(folder: Path, name: str, limit_bytes: int) -> bytes | None:
    """The bytes of a picture that a source names, if it lies below the source's own folder.

    None when it does not, is no regular file, or is too large: no article can make us read another
    file of the machine, by `..` or by a link either.
    """
    home = folder.resolve()
    try:
        path = (folder / PurePosixPath(name)).resolve(strict=True)
        if not path.is_relative_to(home):
            return None
        return read(path, limit_bytes)
    except (OSError, ValueError, UnreadableSource, MissingSource, OverLimit):
        return None
