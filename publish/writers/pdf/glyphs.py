"""What is printed for a character that no font of the layout has: never an empty box.

Letters that only look otherwise (𝐛𝐨𝐥𝐝) are printed as the letters they are; a sign is named, once
for all its characters; in a title, where ⟨rocket⟩ would shout, a sign is left out. File properties
and bookmarks keep every character: viewers have fonts of their own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from publish.model.article import Article, Note
from publish.model.tree import NOWHERE, Heading, Origin
from publish.model.walk import blocks_inside, text_of, text_of_inlines
from publish.writers.pdf.emoji import SEQUENCE, name_of

MISSING = "glyph.missing"
FOLDED = "glyph.folded"
_OPENS, _CLOSES = re.compile("<(?:h[1-6]|cite)\\b"), re.compile("</(?:h[1-6]|cite)>")
_MOST_NOTES = 20  # more say nothing new: the font for a whole script is missing
_CJK = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]")
_GET_CJK = (
    "Chinese, Japanese and Korean are printed when Noto Serif CJK and Noto Sans CJK are installed"
    " (Debian: apt-get install fonts-noto-cjk) or fonts for them lie in the project's fonts/"
)
_TAG = re.compile(r"(<[^<>]*>)")
_TRACKED = re.compile(r'<(/?)(h[1-6]|cite|title|math|code|p(?: class="entry")?)(?=[\s>])')
_PRINTED = re.compile(r'( data-(?!bookmark\b)[a-z-]+=")([^"]*)"')  # attributes that pages show
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "cite", 'p class="entry"'})
_PLAIN = re.compile("[ -~À-ʯΑ-ω]+")  # what every layout has
_CLOTHED = re.compile("(?:SQUARED|CIRCLED|PARENTHESIZED) LATIN (?:CAPITAL|SMALL) LETTER ([A-Z])$")


def stand_in(sign: str) -> str:
    """Words in place of a sign: its name, or the code point of a letter.

    A mark that a letter lacks is left out.

    >>> stand_in("😀"), stand_in("中"), stand_in("🇩🇪"), stand_in("\u0348")
    ('⟨grinning face⟩', '⟨U+4E2D⟩', '⟨flag: Germany⟩', '')
    """
    if unicodedata.category(sign[0]) in ("Mn", "Me"):
        return ""
    named = _is_symbol(sign) and name_of(sign)
    return f"⟨{named}⟩" if named else "".join(f"⟨{_code(char)}⟩" for char in sign)


@dataclass(frozen=True, slots=True)
class Missing:
    """The characters of an edition that no font has."""

    chars: frozenset[str]

    def signs(self, text: str) -> Iterator[str]:
        """Each sign or run of letters in a text that cannot be printed, as long as it is."""
        for match in self._pattern().finditer(text):
            if not self.chars.isdisjoint(match[0]):
                yield match[0]

    def said(self, text: str, say: Callable[[str], str]) -> str:
        """The text with what `say` has for each of its signs."""
        kept = self.chars.isdisjoint
        return self._pattern().sub(lambda m: m[0] if kept(m[0]) else say(m[0]), text)

    def titled(self, text: str, *, whole: bool) -> str:
        """A title's text: without signs, or their bare names where it has nothing else."""
        made = self.said(text, _in_title)
        if made == text:
            return text
        made = re.sub(" {2,}", " ", made)
        if whole and not made.strip():
            return ", ".join(map(name_of, self.signs(text))).capitalize()
        return made.strip() if whole else made

    def _pattern(self) -> re.Pattern[str]:
        letters = "".join(sorted(filter(plain_letters, self.chars)))
        rest = "".join(map(re.escape, sorted(self.chars)))
        runs = f"[{re.escape(letters)}]+|" if letters else ""
        return re.compile(f"{runs}{SEQUENCE}|[{rest}]")


def plain_letters(char: str) -> str:
    """The letters that a character is in other clothes, or "": 𝐛, ℝ, Ⓑ, ㎞, ȏ."""
    if unicodedata.decomposition(char):
        whole = unicodedata.normalize("NFKD", char)
        plain = "".join(each for each in whole if not unicodedata.combining(each))
        return plain if _PLAIN.fullmatch(plain) else ""
    match = _CLOTHED.search(unicodedata.name(char, ""))
    return match[1] if match else ""


def replaced(html: str, chars: Iterable[str]) -> str:
    """The page with stand-ins in all that it shows."""
    missing = Missing(frozenset(chars))
    inside: list[str] = []
    parts = _TAG.split(html)
    for index, part in enumerate(parts):
        if index % 2:
            _track(inside, part)
            parts[index] = _PRINTED.sub(
                lambda m: f'{m[1]}{missing.titled(m[2], whole=False)}"', part
            )
        elif not part or "title" in inside:
            continue
        elif not _TITLES.isdisjoint(inside):
            whole = bool(_OPENS.match(parts[index - 1]) and _CLOSES.match(parts[index + 1]))
            parts[index] = missing.titled(part, whole=whole)
        else:
            parts[index] = missing.said(part, _bare if {"math", "code"} & {*inside} else _in_text)
    return "".join(parts)


def _track(inside: list[str], tag: str) -> None:
    """Keep the elements open that decide how a sign is told."""
    match = _TRACKED.match(tag)
    if not match or tag.endswith("/>"):
        return
    if not match[1]:
        inside.append(match[2])
    elif inside and inside[-1].startswith(match[2]):
        inside.pop()


def _in_text(sign: str) -> str:
    """A run of letters as strong or emphasised ones, a sign by its name."""
    if not plain_letters(sign[0]):
        return stand_in(sign)
    made = ""
    for (bold, italic), run in groupby(sign, _weight):
        words = _escaped("".join(map(plain_letters, run)))
        words = f"<em>{words}</em>" if italic else words
        made += f"<strong>{words}</strong>" if bold else words
    return made


def _bare(sign: str) -> str:
    plain = "".join(map(plain_letters, sign)) if plain_letters(sign[0]) else ""
    return _escaped(plain) or stand_in(sign)


def _in_title(sign: str) -> str:
    return "" if _is_symbol(sign) and not plain_letters(sign[0]) else _bare(sign)


def _weight(char: str) -> tuple[bool, bool]:
    name = unicodedata.name(char, "")
    return "BOLD" in name, "ITALIC" in name or char == "ℎ"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _is_symbol(sign: str) -> bool:
    """Whether a sign is no letter: a picture, a flag, a keycap."""
    return len(sign) > 1 or unicodedata.category(sign) in ("So", "Sk")


def missing_notes(chars: Iterable[str], articles: Iterable[Article]) -> tuple[Note, ...]:
    """One note a sign with its first place, by code point, and a last one for the rest.

    Letters of a kind have one note. Where letters of Chinese, Japanese or Korean are among them,
    the last says how to get their fonts.
    """
    articles = tuple(articles)
    missing = Missing(frozenset(chars))
    found: dict[str, tuple[str, str, Origin, bool]] = {}
    for name, text, origin, titled in _texts(articles):
        for sign in missing.signs(text):
            key = _kind(sign)
            known = found.get(key)
            if known is None:
                found[key] = sign, name, origin, titled
            elif titled and not known[3]:
                found[key] = (*known[:3], True)
    for char in missing.chars.difference(*(each[0] for each in found.values())):
        if not plain_letters(char) and not any(char in key for key in found):
            found[char] = char, "", NOWHERE, False
    notes = []
    for sign, name, origin, titled in [found[key] for key in sorted(found)][:_MOST_NOTES]:
        where = f" in {name}" if len(articles) > 1 and name else ""
        said = f"no font has {sign} ({_described(sign)}){where}; {_printed(sign, titled=titled)}"
        folded = plain_letters(sign[0])
        notes.append(Note(FOLDED, said, origin) if folded else Note(MISSING, said, origin))
    rest = len(found) - len(notes)
    if rest > 0:
        notes.append(Note(MISSING, f"no font has {rest} more characters"))
    if any(map(_CJK.match, missing.chars)):
        notes.append(Note(MISSING, _GET_CJK))
    return tuple(notes)


def _kind(sign: str) -> str:
    """What signs that share a note have in common: letters in the same clothes."""
    if not plain_letters(sign[0]):
        return sign
    return f"{unicodedata.decomposition(sign[0]).partition(' ')[0]}{_weight(sign[0])}"


def _printed(sign: str, *, titled: bool) -> str:
    if plain_letters(sign[0]):
        return f"printed as {''.join(map(plain_letters, sign))}"
    if not stand_in(sign):
        return "left out"
    left_out = "; left out of titles" if titled and _is_symbol(sign) else ""
    return f"printed as {stand_in(sign)}{left_out}"


def _texts(articles: Iterable[Article]) -> Iterator[tuple[str, str, Origin, bool]]:
    """What articles say, piece by piece: whose it is, the words, their place, whether a title."""
    for article in articles:
        for block in blocks_inside((*article.body, *article.author_note)):
            yield article.name, text_of(block), block.origin, isinstance(block, Heading)
        yield article.name, text_of_inlines(article.title), NOWHERE, True
        for line in map(text_of_inlines, (article.standfirst, article.summary)):
            yield article.name, line, NOWHERE, False
        for line in map(text_of_inlines, article.key_points):
            yield article.name, line, NOWHERE, False
        for line in (*article.byline, article.outlet, article.dateline):
            yield article.name, line, NOWHERE, False


def _described(sign: str) -> str:
    if len(sign) == 1:
        return f"{_code(sign)} {unicodedata.name(sign, '')}".strip()
    if plain_letters(sign[0]):
        return "letters in another style"
    return name_of(sign) or " ".join(map(_code, sign))


def _code(char: str) -> str:
    return f"U+{ord(char):04X}"
