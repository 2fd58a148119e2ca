"""What results are called: after a source's path; only an edition is named after its title."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from unicodedata import normalize

from slugify import slugify

from publish.model.formats import Format

_LONGEST = 80  # characters
_LONGEST_BYTES = 120  # under the 143 of an encrypted folder, with room for a suffix
_LONGEST_PART = 240  # bytes, of the 255 that disks take, with room for a suffix
_DIGITS, _ALL_DIGITS = 6, 64  # of a digest, in hex
# Names that Windows keeps for devices, whatever their suffix (learn.microsoft.com, "Naming Files").
_DEVICE = r"(?:con(?:in\$|out\$)?|prn|aux|nul|(?:com|lpt)[0-9¹²³])"
_RESERVED = re.compile(_DEVICE, re.IGNORECASE)
# A part of a path that is one of those, that is made of dots and spaces, or that is our own folder.
_UNFIT = re.compile(
    rf"(?:^|/)(?:{_DEVICE} *(?=[./]|\Z)|(?:[. ]+|\.publish)(?=/|\Z))", re.IGNORECASE
)

# Raised and lowered figures stay: as others 10⁶ would read 106. Letters that nobody writes go
# through `slugify` in their place.
_KEPT = {ord(figure): 0x10600 + index for index, figure in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉")}


def edition_name(title: str) -> str:
    """What an edition's outputs are called: its title's words, "edition" when there are none.

    Letters stay in their script. Such a name is fit for every disk, and never a path.
    """
    kept = title.translate(_KEPT)
    slug = slugify(kept, allow_unicode=True, max_length=_LONGEST, word_boundary=True)
    slug = slug.translate({kept: figure for figure, kept in _KEPT.items()})
    slug = slug.encode()[:_LONGEST_BYTES].decode(errors="ignore").strip("-_.")
    if _RESERVED.fullmatch(slug):
        return f"{slug}-edition"
    return slug or "edition"


def stems(names: Iterable[str], formats: Iterable[Format]) -> Mapping[str, str]:
    """What the outputs of each source are called, without the format's suffix.

    A source's name loses its suffix, unless two would then share a name, or an output without a
    suffix, an xhtml folder, would share its name with a folder that holds other outputs. Of names
    that some disks take for one, because they differ by case or by how letters are composed, the
    first in byte order keeps its own; the others end in `-` and six hex digits of the digest of
    their path. So do a part that is too long for a disk (cut to 120 bytes), that Windows keeps for
    a device or that is made of dots, and what would meet the output of another. No two outputs of
    a run share a path, and the order of the names changes nothing.
    """
    names = list(dict.fromkeys(names))
    suffixes = tuple(dict.fromkeys(format.suffix for format in formats))
    fitting = _Fitting()
    chosen = [fitting.fit(_stem(name)) for name in names]
    if not _is_apart(chosen, suffixes):
        settled = _twins(names)
        for index in settled:
            chosen[index] = fitting.marked(names[index])
        while clashing := _clashing(chosen, bare="" in suffixes) - settled:
            settled |= clashing
            for index in clashing:
                chosen[index] = fitting.fit(names[index])
        if not _is_apart(chosen, suffixes):
            _set_apart(chosen, names, suffixes, fitting)
    return dict(zip(names, chosen, strict=True))


def _is_apart(stems: Sequence[str], suffixes: Sequence[str]) -> bool:
    """Whether no output has the place of another, or of a folder of others."""
    folded = [*map(_folded, stems)]
    outputs = {stem + suffix for suffix in suffixes for stem in folded}
    return len(outputs) == len(folded) * len(suffixes) and outputs.isdisjoint(_folders(folded))


def _twins(names: Sequence[str]) -> set[int]:
    """The places of names that are another's on some disks, without the first of each."""
    alike: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        alike.setdefault(_folded(name), []).append(index)
    return {
        index
        for group in alike.values()
        if len(group) > 1
        for index in sorted(group, key=lambda each: os.fsencode(names[each]))[1:]
    }


def _clashing(stems: Sequence[str], *, bare: bool) -> set[int]:
    """The places of stems that are another's too, or a folder's where some have no suffix."""
    folded = [*map(_folded, stems)]
    taken = Counter(folded)
    folders = _folders(folded) if bare else ()
    return {index for index, each in enumerate(folded) if taken[each] > 1 or each in folders}


def _set_apart(
    chosen: list[str], names: Sequence[str], suffixes: Sequence[str], fitting: _Fitting
) -> None:
    """Mark the stems of which an output still meets another, all but the first in byte order."""
    folders = _folders(map(_folded, chosen))
    taken: set[str] = set()
    for index in sorted(range(len(names)), key=lambda each: os.fsencode(names[each])):
        for length in (0, _DIGITS, _ALL_DIGITS):
            if length:
                chosen[index] = fitting.marked(names[index], length)
            stem = _folded(chosen[index])
            outputs = {stem + suffix for suffix in suffixes}
            if outputs.isdisjoint(taken) and outputs.isdisjoint(folders):
                break
        taken |= outputs


def _folders(names: Iterable[str]) -> set[str]:
    """All folders above these."""
    made: set[str] = set()
    for name in names:
        end = name.rfind("/")
        while end > 0 and name[:end] not in made:
            made.add(name[:end])
            end = name.rfind("/", 0, end)
    return made


def _folded(name: str) -> str:
    """The name as a disk has it that tells neither cases apart nor how letters are composed."""
    if name.isascii():
        return name.lower()
    return normalize("NFC", normalize("NFD", name).casefold())


def _stem(name: str) -> str:
    """The name without its suffix. A dot that begins or ends a name begins no suffix."""
    start, end = name.rfind("/") + 1, name.rfind(".")
    return name[:end] if start < end < len(name) - 1 else name


class _Fitting:
    """Paths of which every disk takes each part."""

    def __init__(self) -> None:
        self._folders = {"": ""}

    def fit(self, path: str) -> str:
        """The path, with a mark on each part that cannot be as it is."""
        if len(path) * 4 <= _LONGEST_PART and not _UNFIT.search(path):
            return path
        folder, _, last = path.rpartition("/")
        return self._in(folder) + _fit(last, path)

    def marked(self, path: str, digits: int = _DIGITS) -> str:
        """The path without its suffix, its last part marked."""
        folder, _, last = path.rpartition("/")
        return self._in(folder) + _marked(_stem(last), path, digits)

    def _in(self, folder: str) -> str:
        """What stands before the last part; a folder is looked at once, however deep it lies."""
        missing: list[str] = []
        while folder not in self._folders:
            missing.append(folder)
            folder = folder.rpartition("/")[0]
        made = self._folders[folder]
        for each in reversed(missing):
            made += f"{_fit(each.rpartition('/')[2], each)}/"
            self._folders[each] = made
        return made


def _fit(part: str, path: str) -> str:
    unfit = len(os.fsencode(part)) > _LONGEST_PART or _UNFIT.search(part)
    return _marked(part, path) if unfit else part


def _marked(part: str, path: str, digits: int = _DIGITS) -> str:
    """The part's first characters and digits of the path's digest, 120 bytes in all."""
    mark = f"-{sha256(os.fsencode(path)).hexdigest()[:digits]}"
    room = _LONGEST_BYTES - len(mark)
    kept = ""
    for char in part:
        room -= len(os.fsencode(char))
        if room < 0:
            break
        kept += char
    made = f"{kept.rstrip('. ') or '_'}{mark}"
    return f"_{made}" if _UNFIT.search(made) else made  # such as con.tar-1a2b3c: Windows still cuts
