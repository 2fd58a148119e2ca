"""Words that are copied letter by letter: addresses, paths, names in programs. None is hyphenated.

A hyphen that a line's end adds to one of them is read as part of it. So each is marked where it
stands in a text, and print breaks it only where no sign has to be added, as The Chicago Manual of
Style has it (7.46): after a slash, before a stop, a question mark or an ampersand; never after a
hyphen, which would look like one of ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

Span = tuple[int, int]

_SHORTEST = 7  # characters: shorter words are never hyphenated (docs/print.md)
_FIRST, _LAST = 3, 8  # characters before the first break and after the last: "php" looks odd alone
_LONGEST = 24  # characters without a break: what has none of its own gets one
_SIGNS = re.compile(r"[/@#\\_]|\w\.\w|[a-z][A-Z]")
_DOT, _HUMP = re.compile(r"\.\w"), re.compile(r"[A-Z](?<=[a-z][A-Z])")
# Chinese, Japanese and Korean write words without spaces: an address ends where they begin.
_TOKEN = re.compile(r"[^\s\"“”„«»‹›<>|\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef]+")
_LEAD, _TAIL = "([{‘'‚", ".,;:!?…)]}’'"
_PAIRS = {")": "(", "]": "[", "}": "{"}
_KINDS = re.compile(
    r"""(?:[A-Za-z][\w+.-]*://|www\.|mailto:|doi:|urn:|tel:).+     # with a scheme
    |10\.\d{4,9}/.+                                                # DOI
    |[\w.+%-]+@[\w-]+(?:\.[\w-]+)+                                 # e-mail
    |@\w[\w.@-]*|\#\w[\w-]*                                        # handle, hashtag
    |(?:~|\.{1,2})(?:/[\w.@+%~-]+)+/?|(?:/[\w.@+%~-]+){2,}/?        # path
    |[\w.@+~-]+(?:/[\w.@+~-]+){2,}/?|[A-Za-z]:\\.+|\\\\.+
    |(?:[\w-]{2,}\.)+[^\W\d_A-Z]{2,}(?::\d+)?(?:[/?\#].*|\(\))?    # host, file, dotted name
    |(?=[\w.]*\w_\w)\w++(?:\.\w++)*+(?:\(\))?                      # name in a program
    |[a-z][a-z0-9]*+(?:[A-Z][a-z0-9]++)++(?:\(\))?
    """,
    re.VERBOSE,
)
_BREAKS = re.compile(
    r"(?<=[/\\])(?![/\\])|(?<![/\\:])(?=[.?&=#%~@+-])(?!(?<=\d)[.-]\d)|(?<=_)(?!_)"
    r"|(?<=[a-z])(?=[A-Z])"
)
_JOINER = "\u2060"


def verbatim(text: str) -> list[Span]:
    """Where such words stand in a text, in order; punctuation around them is not theirs.

    >>> [text[a:b] for text in ["see (https://a.example/b)."] for a, b in verbatim(text)]
    ['https://a.example/b']
    """
    found: list[Span] = []
    end = 0
    if not _may_hold(text):
        return found
    for sign in _SIGNS.finditer(text):  # nearly always none
        at = sign.start()
        if at < end:
            continue
        for match in _TOKEN.finditer(text, max(text.rfind(" ", end, at) + 1, end)):
            end = match.end()
            if end > at:
                found += _word(match[0], match.start())
                break
    return found


def _may_hold(text: str) -> bool:
    """Whether `_SIGNS` finds anything, in a tenth of its time: nearly all texts have none."""
    if "/" in text or "@" in text or "#" in text or "_" in text or "\\" in text:
        return True
    return _DOT.search(text) is not None or _HUMP.search(text) is not None


def _word(token: str, start: int) -> Iterator[Span]:
    """The word in a token that begins at `start`, if it is one of ours."""
    if len(token) >= _SHORTEST:
        first, last = _trimmed(token)
        word = token[first:last]
        if len(word) >= _SHORTEST and _KINDS.fullmatch(word):
            yield start + first, start + last


def _trimmed(token: str) -> Span:
    """The token without the punctuation of the sentence; a bracket of its own stays."""
    start, end = 0, len(token)
    while start < end and token[start] in _LEAD:
        start += 1
    while end > start and token[end - 1] in _TAIL:
        pair = _PAIRS.get(token[end - 1])
        if pair and pair in token[start:end]:
            break
        end -= 1
    return start, end


def is_verbatim(text: str) -> bool:
    """Whether a text is one such word and no other."""
    return verbatim(text) == [(0, len(text))]


def pieces(word: str) -> list[str]:
    """The word cut where a line may end."""
    cuts = [0]
    for match in _BREAKS.finditer(word):
        at = match.start()
        if at - cuts[-1] >= _FIRST and at <= len(word) - _LAST:
            cuts += range(cuts[-1] + _LONGEST, at - _FIRST, _LONGEST)
            cuts.append(at)
    cuts += range(cuts[-1] + _LONGEST, len(word) - _LAST, _LONGEST)
    return [word[a:b] for a, b in zip(cuts, [*cuts[1:], len(word)], strict=True)]


def parted(word: str, gap: Markup, *, on_paper: bool = True) -> Markup:
    """The word escaped, with `gap` where a line may end; on paper no line ends after a hyphen."""
    made = gap.join(pieces(word))
    return made.replace("-", "-" + _JOINER) if on_paper else made
