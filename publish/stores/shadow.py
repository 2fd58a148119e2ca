"""A folder of this machine that mirrors stores: what was fetched of them is read by local paths."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from contextlib import suppress
from copy import copy
from dataclasses import replace
from hashlib import sha256
from itertools import count
from pathlib import Path
from threading import Lock

from publish import stores
from publish.errors import Failure, PublishError, UnreadableSource, shown
from publish.files import MIRROR
from publish.hands import at_once

_AT_ONCE = 16  # requests: what a network takes to answer is waited for together; guess
_ODD = "%~"  # begins what stands for a part of a key that no folder can hold
_LONGEST = 255  # bytes
_DIGITS = 32  # of a digest, in hex
_FOLDS = sys.platform in ("win32", "darwin")  # whose disks take some names for one
_UNFIT = re.compile(r'[\x00-\x1f<>:"|?*\\]|[. ]\Z' if _FOLDS else r"\x00")
_SUFFIX = re.compile(r"(?:\.[A-Za-z0-9]{1,8}){1,2}\Z")


def address_at(path: str) -> str:
    """The address of the object that a path of any shadow mirrors; "" for another path."""
    _, mirror, inner = path.replace(os.sep, "/").rpartition(f"/{MIRROR}/")
    return inner.replace("/", "://", 1) if mirror and _ODD not in inner else ""


class Shadow:
    """Mirrors objects below a folder, `home`, that nobody else writes to.

    An object of `s3://bucket/city/rents.html` has the path `root/s3/bucket/city/rents.html`, so
    that what lies beside a source in its store lies beside it here. Safe from several threads.
    """

    def __init__(self, home: Path) -> None:
        self.root = Path(os.path.abspath(home)) / MIRROR  # noqa: PTH100  # as it is given
        self._lock = Lock()
        self._parts = count()
        self._held: dict[str, str] = {}  # signatures, by address
        self._odd: dict[str, str] = {}  # parts of keys, by what stands for them

    def path_of(self, address: str) -> Path:
        """The path of an object, whether it was fetched or not; below `root`, whatever its key."""
        scheme, _, key = address.partition("://")
        return Path(self.root, self._part(scheme), *map(self._part, key.split("/")))

    def hold(
        self, objects: Iterable[tuple[str, str]], limit_bytes: int
    ) -> Mapping[str, PublishError]:
        """Fetch objects, each by its address and signature, unless they are here as they are.

        A signature of "" is that of any object, which is fetched anew. What could not be fetched
        comes back with why: MissingSource, UnreadableSource, OverLimit; nothing of it is here.
        """
        with self._lock:  # whoever comes second finds it here
            return self._hold(objects, limit_bytes)

    def _hold(
        self, objects: Iterable[tuple[str, str]], limit_bytes: int
    ) -> Mapping[str, PublishError]:
        wanted = {
            address: signature
            for address, signature in objects
            if not signature or self._held.get(address) != signature
        }

        def fetched(each: tuple[str, str]) -> PublishError | None:
            return self._fetched(*each, limit_bytes)

        failures = at_once(fetched, wanted.items(), _AT_ONCE, "publish-shadow")
        return {
            address: failure
            for address, failure in zip(wanted, failures, strict=True)
            if failure is not None
        }

    def drop(self, addresses: Iterable[str]) -> None:
        """Remove what was fetched of these."""
        for address in addresses:
            self._held.pop(address, None)
            with suppress(OSError):  # it is not here
                self.path_of(address).unlink()

    def told(self, text: str) -> str:
        """A text in which paths below the folder are addresses again: what people are told."""
        root = os.path.join(str(self.root), "")  # noqa: PTH118  # with the separator at its end
        if root not in text:
            return text
        before, *others = text.split(root)
        slashed = (each.replace(os.sep, "/").replace("/", "://", 1) for each in others)
        made = before + "".join(slashed)
        for short, part in self._odd.items() if _ODD in made else ():
            made = made.replace(short, part)
        return made

    def error(self, error: PublishError) -> PublishError:
        """The same of an error."""
        made = copy(error)
        made.message, made.where = self.told(error.message), self.told(error.where)
        made.hint = self.told(error.hint)
        return made

    def failure(self, failure: Failure) -> Failure:
        """A failure that speaks of addresses, and not of paths here."""
        message, hint = self.told(failure.message), self.told(failure.hint)
        return replace(failure, message=message, hint=hint, details=self.told(failure.details))

    def _fetched(self, address: str, signature: str, limit_bytes: int) -> PublishError | None:
        path = self.path_of(address)
        part = path.with_name(f"{_ODD}part-{next(self._parts)}")
        try:
            stores.fetch(address, part, limit_bytes, signature)
            part.replace(path)  # whoever reads it just now reads a whole one
        except PublishError as error:
            with suppress(OSError):
                part.unlink()
            self.drop([address])
            return error
        except OSError as error:  # such as a folder that has the name of an object
            reason = (error.strerror or str(error)).lower()
            return UnreadableSource(
                f"cannot be kept on this machine: {reason}", where=shown(address)
            )
        if signature:
            self._held[address] = signature
        return None

    def _part(self, part: str) -> str:
        """What a part of a key is called here: itself, but for what no disk can hold, or tell."""
        fit = (
            part not in ("", os.curdir, os.pardir, MIRROR)
            and not part.startswith(_ODD)
            and not _UNFIT.search(part)
            and len(os.fsencode(part)) <= _LONGEST
            and not (_FOLDS and part != unicodedata.normalize("NFC", part.casefold()))
        )
        if fit:
            return part
        suffix = _SUFFIX.search(part)  # by which readers know it
        made = (
            f"{_ODD}{sha256(os.fsencode(part)).hexdigest()[:_DIGITS]}{suffix[0] if suffix else ''}"
        )
        self._odd[made] = part
        return made
