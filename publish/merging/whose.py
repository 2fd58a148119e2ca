"""Whose a Word file is: the source that it was made from, among those of a folder.

The file's properties name its source; a program may have dropped them, and people rename files. So
the name is looked for first, the digest decides among namesakes, and words decide at last. Files
are read only where they must be: a folder may hold a hundred thousand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nlargest

from publish import archives, files
from publish.errors import PublishError, SettingsError, SourceError, shown
from publish.files import Found
from publish.model.article import Source
from publish.model.clean import clean_name
from publish.model.limits import DEFAULT_LIMITS, Limits
from publish.model.shingles import LENGTH, Shingles, share, shingles_of, words_of
from publish.model.walk import text_of_blocks

MOST_SEARCHED = 20_000
"""Files whose bytes are searched for a file's words: 20 s where each has 60 KB."""

_MOST_READ = 40  # of those searched, the likeliest that are read as articles; 10 ms each
_SAMPLE = 60  # words of the file that the bytes are searched for, the longest
_FEWEST_LETTERS = 5  # of a word that is worth a search
_ENOUGH = 0.25  # of the file's shingles, below which its source is another; half of it may be new
_CLEAR = 0.8  # the share of the best that the next best must stay below
_MOST_OF_EDITION = 300  # sources that are read as an edition's
_MOSTLY_INSIDE = (
    0.5  # of a source's shingles, that stand in an edition it is in; the rest is edited
)
_NUMBER_OF_NAMES = 3  # namesakes that an error tells


@dataclass(frozen=True, slots=True)
class Whose:
    """The source of a file. `changed` says that its bytes are not those that the file came from.

    `by_words` says that no name told it.
    """

    found: Found
    changed: bool = False
    by_words: bool = False


def whose(
    name: str,
    digest: str,
    text: str,
    sources: Sequence[Found],
    *,
    where: str,
    limits: Limits = DEFAULT_LIMITS,
) -> Whose:
    """The source of an article in a Word file, among these.

    `name` and `digest` (SHA-256 of the source's bytes) are those of the file's properties, "" when
    it has none; `text` is what the article says now. Raises SettingsError, which asks for --of,
    when it cannot be told; `where` is the file.
    """
    namesakes = [each for each in sources if name and _is_called(each, name)]
    if named := _by_name(name, digest, namesakes, limits):
        return named
    if found := _by_words(digest, text, namesakes or sources, limits):
        return found
    if namesakes:
        told = ", ".join(shown(each.typed) for each in namesakes[:_NUMBER_OF_NAMES])
        more = " and more" if len(namesakes) > _NUMBER_OF_NAMES else ""
        raise SettingsError(
            f"made from {shown(name)}, and several have that name: {told}{more}",
            where=where,
            hint=_HINT,
        )
    cut = f" (searched {MOST_SEARCHED:,} of them)" if len(sources) > MOST_SEARCHED else ""
    missing = f"; {shown(name)} is not there" if name else ""
    raise SettingsError(
        f"none of {len(sources):,} sources is clearly that of this file{cut}{missing}",
        where=where,
        hint=_HINT,
    )


_HINT = "say which: --of SOURCE"


def said(path: Found, digest: str, limits: Limits = DEFAULT_LIMITS) -> Whose:
    """The source that a person names. Raises SourceError when it cannot be read."""
    data = archives.load(path, limits).data
    return Whose(path, changed=bool(digest) and files.digest(data) != digest)


def _is_called(found: Found, name: str) -> bool:
    """Whether a source is called so in its folder, whichever that is."""
    own = found.own_name
    parts = own.count("/") + 1
    return _composed(own) == _composed("/".join(name.split("/")[-parts:]))


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", clean_name(name))


def _by_name(name: str, digest: str, namesakes: list[Found], limits: Limits) -> Whose | None:
    """Of the files of this name the one with these bytes, else the only one at the same path."""
    readable: list[Found] = []
    for each in namesakes:
        data = _bytes(each, limits)
        if data is None:
            continue
        if digest and files.digest(data) == digest:
            return Whose(each)
        readable.append(each)
    same_path = [each for each in readable if _ends_alike(each.typed, name)]
    for fitting in (readable, same_path):
        if len(fitting) == 1:
            return Whose(fitting[0], changed=bool(digest))
    return None


def _ends_alike(path: str, name: str) -> bool:
    path, name = (
        unicodedata.normalize("NFC", clean_name(each).replace("\\", "/")) for each in (path, name)
    )
    return path == name or path.endswith(f"/{name}")


def _by_words(digest: str, text: str, sources: Sequence[Found], limits: Limits) -> Whose | None:
    """The source with these bytes, else the one that clearly shares most of the text's shingles."""
    wanted = shingles_of(text)
    if not wanted:
        return None
    likeliest: list[tuple[int, int]] = []
    fits = _counter(text)
    for index, each in enumerate(sources[:MOST_SEARCHED]):
        data = _bytes(each, limits)
        if data is None:
            continue
        if digest and files.digest(data) == digest:
            return Whose(each, by_words=True)
        likeliest.append((fits(data), -index))
    scored = sorted(
        (
            (share(wanted, shingles_of(words)), each)
            for each, words in _read(
                (sources[-index] for _, index in nlargest(_MOST_READ, likeliest)), limits
            )
        ),
        key=lambda pair: -pair[0],
    )
    if not scored or scored[0][0] < _ENOUGH:
        return None
    if len(scored) > 1 and scored[1][0] > _CLEAR * scored[0][0]:
        return None
    return Whose(scored[0][1], changed=bool(digest), by_words=True)


def several(text: str, sources: Sequence[Found], limits: Limits) -> tuple[Whose, ...]:
    """The sources of which most stands in a text, in the order in which they stand there.

    None where two of them say the same. At most those of an edition are read.
    """
    shingles, words = shingles_of(text), words_of(text)
    fits = _counter(text)
    counted = [
        (fits(data), -index)
        for index, each in enumerate(sources[:MOST_SEARCHED])
        if (data := _bytes(each, limits)) is not None
    ]
    likeliest = (sources[-index] for _, index in nlargest(_MOST_OF_EDITION, counted))
    first = {tuple(words[at : at + LENGTH]): at for at in range(len(words) - 1, -1, -1)}
    placed: list[tuple[int, Found]] = []
    known: list[Shingles] = []
    for found, own in _read(likeliest, limits):
        mine = shingles_of(own)
        if share(mine, shingles) < _MOSTLY_INSIDE:
            continue
        if any(share(mine, other) > _CLEAR for other in known):
            return ()
        known.append(mine)
        placed.append((min(first[each] for each in mine & shingles if each in first), found))
    return tuple(Whose(found, by_words=True) for _, found in sorted(placed, key=lambda e: e[0]))


def _counter(text: str) -> Callable[[bytes], int]:
    """A count of the text's longest words that stand in a file's bytes, as they are spelt there.

    It need not be right: it only says which files are worth reading. Where a file spells otherwise,
    in another encoding, what is plain ASCII still counts.
    """
    words = sorted({w for w in text.split() if w.isalnum()}, key=lambda w: (-len(w), w))
    sample = [word.encode() for word in words[:_SAMPLE] if len(word) >= _FEWEST_LETTERS]
    if not sample:  # scripts without spaces
        letters = dict.fromkeys(words_of(text))
        sample = [letter.encode() for letter in list(letters)[:_SAMPLE]]

    def count(data: bytes) -> int:
        return sum(word in data for word in sample)

    return count


def _read(sources: Iterable[Found], limits: Limits) -> Iterator[tuple[Found, str]]:
    """The words of those that are articles. Pictures are not looked for."""
    from publish.readers import read

    for each in sources:
        data = _bytes(each, limits)
        if data is None:
            continue
        try:
            form = each.member.form if each.member else ""
            draft = read(Source(each.name, data, form=form), limits)
        except PublishError:
            continue
        if draft.article:  # another Word file of ours: a copy, and no source
            continue
        yield each, text_of_blocks(draft.blocks)


def _bytes(found: Found, limits: Limits) -> bytes | None:
    try:
        return archives.load(found, limits).data
    except SourceError:
        return None
