"""Bytes of files: how they are read within limits, and how results are saved."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from publish.errors import (
    DiskFailed,
    Failure,
    MissingSource,
    OverLimit,
    SaveError,
    UnreadableSource,
    Unwritable,
    shown,
)

STDIN = "stdin"
MIRROR = ".publish-stores"
"""The name of a folder that mirrors stores (`stores.shadow`): nothing above it belongs to them."""
# EFBIG: a disk quota's other face, `ulimit -f`
_DISK_FAILURES = frozenset({errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EFBIG})


_LEAST, _AT_ONCE = 2**16, 2**18  # bytes that are asked for, and held where a digest is all
_LONGEST_NAME = 249  # bytes, of the 255 that disks take
_ADDRESS = re.compile(r"(https?|ftp)://?(?=[^/])", re.IGNORECASE)  # as Path folds it, too
_FOLDED = re.compile(r"(s3|gs|az|memory)://?(?=[^/])")  # as Path folds it, too
_PAGES = ("http://", "https://")
_STORED = re.compile(r"(s3|gs|az|memory|https?)://[^/]")


@dataclass(frozen=True, slots=True)
class Slice:
    """Where bytes lie in a file: from byte `at` on, `size` of them, as they are or as "gzip"."""

    at: int
    size: int
    packing: str = ""


@dataclass(frozen=True, slots=True)
class Member:
    """An article in a file that holds several (`archives`), as the file's listing has it.

    `listing` is the path of that, `number` the article's in it, and `form` the reader of its bytes,
    of which `digest` is the SHA-256. They lie in the file itself, or in the listing where `slice`
    is None. `pictures` says that those of the article lie in the file, and not beside it. `file` is
    that file where it is not the source's place: standard input, on the disk.
    """

    form: str
    listing: str
    number: int
    digest: str
    slice: Slice | None = None
    pictures: bool = False
    title: str = ""
    file: str = ""


NAMED = Member("", "", 0, "")
"""An article that somebody named, of a file that is still to be opened."""


@dataclass(frozen=True, slots=True)
class Found:
    """A source: its name (docs/architecture.md 3), and the file where it is.

    `place` is the path as text, "-" for standard input: of a hundred thousand sources most are
    known by it alone. It may be the address of an object in a store (`stores`), of which
    `signature` is what it looked like when it was found. The name is the end of the path, behind
    which a `member` of a file has its own: `feeds/harbour.xml/3f9a2c1d07be`. `named` says that
    somebody named it: that it is missing is a failure. `refused` says why it must not be read.
    """

    name: str
    place: str
    named: bool = False
    refused: Failure | None = None
    member: Member | None = None
    signature: str = ""

    @property
    def is_stored(self) -> bool:
        """Whether it is an object in a store."""
        return is_stored(self.place)

    @property
    def path(self) -> Path:
        """The path; that of standard input is `-`."""
        return Path(self.place)

    @property
    def article(self) -> str:
        """What an article is called in its file; "" for a source that is one."""
        return self.name.rpartition("/")[2] if self.member else ""

    @property
    def file_name(self) -> str:
        """The name without that: the end of the path."""
        return self.name.rpartition("/")[0] if self.member else self.name

    @property
    def typed(self) -> str:
        """The source as somebody names it: its path, `feeds/harbour.xml/3f9a2c1d07be`."""
        return f"{self.place}/{self.article}" if self.member else self.place

    @property
    def own_name(self) -> str:
        """What it is called in its folder, and in the decisions that lie there."""
        return "/".join(self.name.rsplit("/", 2 if self.member else 1)[-2 if self.member else -1 :])

    @property
    def base(self) -> str | None:
        """The folder that it is named below, as the beginning of its path; None for no folder."""
        if self.place.startswith(_PAGES):  # which lies nowhere but at its own address
            return self.place
        name = self.file_name
        place = self.place if os.sep == "/" else self.place.replace(os.sep, "/")
        return place[: -len(name)] if place.endswith(name) else None


def home_of(path: str | Path) -> tuple[Path, str]:
    """The folder of a source and its name there; of `feed.xml/3f9a2c1d07be` that of the feed."""
    file = file_of(path)
    return file.parent, Path(path).relative_to(file.parent).as_posix()


def file_of(path: str | Path) -> Path:
    """The file in which a source lies: of `feed.xml/3f9a2c1d07be` that is the feed."""
    path = Path(path)
    return path.parent if path.parent.is_file() else path


def folders_above(path: Path) -> Iterator[Path]:
    """The folders that a source lies in, the nearest first, on the path as it is given.

    Of an object of a store those of its store.
    """
    for folder in path.parents:
        if folder.name == MIRROR:
            return
        yield folder


def read(path: Path | str, limit_bytes: int) -> bytes:
    """The bytes of a regular file, at most `limit_bytes` of them."""
    return b"".join(_pieces(path, limit_bytes, limit_bytes + 1))


def digest_at(path: Path | str, limit_bytes: int) -> str:
    """The SHA-256 of the bytes of a regular file, at most `limit_bytes`; they are never all held.

    Large ones would leave their mark on the memory of a process that reads very many.
    """
    whole = hashlib.sha256()
    for piece in _pieces(path, limit_bytes, _AT_ONCE):
        whole.update(piece)
    return whole.hexdigest()


def _pieces(path: Path | str, limit_bytes: int, most: int) -> Iterator[bytes]:
    """The bytes of a regular file, at most so many of them at a time."""
    handle, status = opened(path)
    size = 0
    with os.fdopen(handle, "rb", buffering=0) as file:
        while size <= limit_bytes:
            # Asking for all that the limit allows would set memory aside for all of it.
            expected = max(status.st_size - size, 0) + 1  # it may grow, or say 0 as those in /proc
            try:
                piece = file.read(min(max(expected, _LEAST), most, limit_bytes + 1 - size))
            except OSError as error:
                raise _unreadable(error, path, "check the disk") from error
            if not piece:
                return
            size += len(piece)
            yield piece
    found = max(size, status.st_size)
    raise OverLimit("file-bytes", found, limit_bytes, where=shown(str(path)))


def opened(path: Path | str) -> tuple[int, os.stat_result]:
    """A regular file, open to be read. Raises MissingSource, UnreadableSource."""
    # O_NONBLOCK: opening a pipe that nobody writes to would hang; it is refused below.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError as error:
        if is_address(str(path)):
            raise no_address(str(path)) from error
        if _FOLDED.match(str(path)):
            raise _in_a_store(str(path)) from error
        where = shown(str(path))
        raise MissingSource("nothing stands here", where=where, hint="check the path") from error
    except OSError as error:
        too_long = error.errno == errno.ENAMETOOLONG
        hint = "move it up: its path is too long" if too_long else "check its permissions"
        raise _unreadable(error, path, hint) from error
    status = os.fstat(handle)
    if not stat.S_ISREG(status.st_mode):
        os.close(handle)
        raise UnreadableSource("not a regular file", where=shown(str(path)), hint="name a file")
    return handle, status


def is_stored(place: str) -> bool:
    """Whether a place is the address of an object, or of a folder of them (`stores`)."""
    return _STORED.match(place) is not None


def is_address(path: str) -> bool:
    """Whether somebody named a page on the web where a file belongs."""
    return _ADDRESS.match(path) is not None


def no_address(path: str) -> MissingSource:
    """What to say of it."""
    address = shown(_ADDRESS.sub(r"\1://", path, count=1))
    hint = f"save the page and name the file, or: curl -s {address} | publish build -; or: --http"
    return MissingSource("publish reads files, no addresses", where=address, hint=hint)


def _in_a_store(path: str) -> MissingSource:
    address = shown(_FOLDED.sub(r"\1://", path, count=1))
    hint = "fetch it, as with: aws s3 cp; publish build reads it where it is"
    return MissingSource("this verb reads files of this machine", where=address, hint=hint)


def digest(data: bytes) -> str:
    """SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def write_part(files: Mapping[str, bytes], part: Path) -> None:
    """Write a rendition to a part file, or a part folder when it has several files; synced.

    Raises DiskFailed or Unwritable; nothing half-written is left behind.
    """
    try:
        remove(part)
        part.parent.mkdir(parents=True, exist_ok=True)
        if list(files) == [""]:
            _write(part, files[""])
            return
        for name, data in files.items():
            inner = part / PurePosixPath(name)
            assert inner.resolve().is_relative_to(part.resolve()), name
            inner.parent.mkdir(parents=True, exist_ok=True)
            _write(inner, data)
    except OSError as error:
        with suppress(OSError):
            remove(part)
        raise save_error(error, part) from error


def move_into_place(part: Path, final: Path) -> None:
    """Rename a part file or folder to its final name; what stood there is replaced.

    A file is replaced in one step. Of a folder the old one is moved aside first: a kill in between
    leaves no output, never a mixed one. Raises DiskFailed, Unwritable.
    """
    rename(part, final)
    sync_folder(final.parent)


def rename(part: Path | str, final: Path | str) -> None:
    """The same, and whoever renames several syncs their folders after all of them."""
    try:
        try:
            os.replace(part, final)  # noqa: PTH105  # nearly always that is all, and Paths take long
        except OSError:
            _rename_with_room(Path(part), Path(final))
    except OSError as error:
        raise save_error(error, Path(final)) from error


def _rename_with_room(part: Path, final: Path) -> None:
    """Rename it where a folder is missing, or one or another kind of file is in the way."""
    make_folders(final.parent)
    if part.is_dir() or final.is_dir():
        aside = part.with_name(part.name + ".old")
        remove(aside)
        if os.path.lexists(final):
            final.rename(aside)
        part.rename(final)
        remove(aside)
    else:
        part.replace(final)


def save(files: Mapping[str, bytes], final: Path) -> None:
    """Write a rendition's files under their final name, all or nothing; "" is the file itself."""
    part = part_of(final)
    write_part(files, part)
    move_into_place(part, final)


def append(lines: Iterable[bytes], path: Path) -> None:
    """Put lines behind a file's others, unsynced. Raises DiskFailed, Unwritable."""
    try:
        with path.open("ab") as file:
            file.writelines(lines)
    except OSError as error:
        raise save_error(error, path) from error


def part_of(final: Path) -> Path:
    """Where a single file is made before it has its name: beside it, by a name no disk refuses."""
    name = final.name
    if len(os.fsencode(name)) > _LONGEST_NAME:
        name = digest(os.fsencode(name))
    return final.with_name(f".{name}.part")


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, however many: `Path.mkdir` calls itself for each."""
    missing: list[Path] = []
    while not folder.is_dir() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for each in reversed(missing):
        each.mkdir(exist_ok=True)


def remove(path: Path) -> None:
    """Remove a file or a folder; nothing when it is not there. ValueError for no path."""
    if path == Path():  # the current folder, as "" becomes when somebody has lost a name
        raise ValueError("no path")
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def shipped(kind: str) -> Path:
    """The folder `layouts` or `fonts` that comes with the program, in a wheel or in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / f"_{kind}"
    return inside if inside.is_dir() else package.parent / kind


def save_error(error: OSError, path: Path) -> SaveError:
    """What the system said about a place for results, as the error that a user meets."""
    where = shown(str(path))
    reason = (error.strerror or str(error)).lower()
    if error.errno == errno.EROFS:
        return DiskFailed(reason, where=where, hint="nothing can be written there: use --into")
    if error.errno in _DISK_FAILURES:
        return DiskFailed(reason, where=where, hint="make room on the disk, then run it again")
    return Unwritable(reason, where=where, hint="check the folder's permissions, or use --into")


def _unreadable(error: OSError, path: Path | str, hint: str) -> UnreadableSource:
    reason = (error.strerror or "cannot be read").lower()
    return UnreadableSource(reason, where=shown(str(path)), hint=hint)


def _write(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync(path: Path) -> None:
    """Wait until what was written to a file is on the disk. Raises DiskFailed, Unwritable."""
    try:
        with path.open("rb+") as file:
            os.fsync(file.fileno())
    except OSError as error:
        raise save_error(error, path) from error


def sync_folder(folder: Path) -> None:
    """Make a rename survive a power cut; not every system can sync a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
