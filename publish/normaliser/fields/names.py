"""Names of people and of organisations, as lines of articles spell them."""

from __future__ import annotations

import re

from publish.normaliser.page.phrases import bare, cues, phrases

_LONGEST_NAME = 5  # words: "Maria del Carmen Ruiz Soto"; 1 of 1,338
_LONGEST_JOB = 12  # words: "Political Correspondent in Sometown"
_LONGEST_PLACE = 3  # words of what stands behind a name and is no known job; 1 of 1,338
_LONGEST_MC = 4  # letters: "MCARTHUR" is a name, "MCC" an abbreviation
_PARTICLES = frozenset(
    (
        *("de", "da", "di", "do", "dos", "das", "del", "della", "la", "le", "van", "von", "der"),
        *("den", "zu", "al", "el", "bin", "ibn", "abu", "ter", "ten", "af", "av", "du", "vom", "y"),
        *("zum", "zur", "e", "i", "bint", "ben", "ap", "st", "ul", "ur", "dos", "des", "het", "'t"),
    )
)
_HONOURS = frozenset(
    (
        *("dr", "dr.", "prof", "prof.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "sir", "dame"),
        *("ing.", "dipl.-ing.", "mag.", "rev.", "hon.", "mudr."),
    )
)
_DEGREE = re.compile(
    r"(?:jr|sr|ii|iii|iv|ph\.?\s?d|m\.?d|d\.?o|[bm]\.?(?:sc?|a|ed|eng|ba|ph)|mba|esq|rn|dds|dvm|vmd|cfa"
    r"|cpa|cfp|rdn?|ld|lmft|lcsw|pe|pharmd|jd|ll\.?[bm]|[A-Z]{2,6}|[A-Z][a-z]?(?:\.[A-Z][a-z]?)+)\.?",
    re.IGNORECASE,
)
# (?<!\s)\s+ in these patterns: tried from the first of some spaces, not from each of them anew.
_SPLIT = re.compile(r"(?:(?<!\s)\s+)?[,;/|•·●+]\s*|(?<!\s)\s+[-–—]\s+|\n")
_GAPS = re.compile(r"[\s-]+")
_ASIDE = re.compile(r"(?:(?<!\s)\s+)?[(\[][^()\[\]]{0,60}[)\]]")
_INITIAL = re.compile(r"(?:^|[\s.])[^\W\d_]$")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,6}")


def is_person(text: str) -> bool:
    """Whether a phrase looks like one person's name: two to five words, capitals, no digits.

    A name of Chinese, Japanese or Korean signs is two to six of them, with or without a space.
    """
    words = (_ASIDE.sub("", text) if "(" in text else text).split()
    if words and words[0].casefold() in _HONOURS:
        words = words[1:]
    if _CJK.fullmatch("".join(words)) and len(words) <= 2:
        return bare(text) not in phrases("byline", "nobody")
    if not 2 <= len(words) <= _LONGEST_NAME or bare(text) in phrases("byline", "nobody"):
        return False
    if not all(_is_name_word(word) or word.casefold() in _PARTICLES for word in words):
        return False
    if is_organisation(" ".join(words)):
        return False
    if len(words[0]) > 2 and words[0].isalpha() and words[0].isupper() and not words[-1].isupper():
        return False  # "ACLU Speech"
    return _is_name_word(words[-1]) and (_is_name_word(words[0]) or words[0] in _PARTICLES)


_ALSO_NAMES = frozenset({"byline", "tags", "keep", "origin", "legal", "credit", "date", "live"})
"""Kinds of wording that a name may say by chance; of all others a line is a control of the page."""


def is_nobody(text: str) -> bool:
    """Whether a byline names nobody: "Staff", "Admin", an address, a number."""
    said = bare(text)
    return (
        not said
        or said in phrases("byline", "nobody")
        or said in phrases("byline", "begins")
        or not cues(said) <= _ALSO_NAMES
        or any(mark in text for mark in ("http", "www.", "@", "{", "<", "/"))
        or not any(char.isalpha() for char in said)
    )


def is_organisation(text: str) -> bool:
    """Whether a name holds a word that no person's name has, such as "Team" or "Ltd"."""
    strange = phrases("byline", "no_person")
    return any(
        word.casefold().strip(",:") in strange and word not in _PARTICLES
        for word in _GAPS.split(text)
    )


def people_in(text: str) -> tuple[str, ...]:
    """The people in a byline such as "Ann Ode, Bo Li and Cy Vu"; none when a part is no person.

    Behind a person a job, a degree or a place is no part of the names: "Ann Ode, Staff Writer".
    """
    people: list[str] = []
    shouting = True
    for part in _parts(text):
        if is_person(part) and (shouting or not part.isupper()):  # not "Ann Ode, ABC NEWS"
            people.append(cased(part))
            shouting = part.isupper()
        elif not people or not _describes(part):
            return ()
    return tuple(dict.fromkeys(people))


def cased(name: str) -> str:
    """A name in capitals as names are written; others as they stand.

    It shouts when every word of more than two letters is in capitals: "E. B. White" does not, and
    "Bill MCCARTHY" is a way to mark the family name.
    """
    words = name.split()
    long = [word for word in words if len(word.strip(".")) > 2]
    if len(words) > 1 and long and all(word.isupper() for word in long):
        return " ".join(_capital(word) if len(word.strip(".")) > 2 else word for word in words)
    return name


def organisation_in(text: str) -> str:
    """The organisation that a phrase begins with: a run of capitalised words and small joints."""
    joints = phrases("author", "in_names")
    words: list[str] = []
    for word in text.split():
        name = word.strip(",;()")
        if name[:1].isupper() or (words and name.casefold() in joints):
            words.append(name.rstrip("."))
        elif words or name.casefold() != "the":
            break
        if words and word[-1] in ".,;":
            break
    while words and words[-1].casefold() in joints:
        words.pop()
    return " ".join(words)


def _parts(text: str) -> list[str]:
    """The names and jobs of a byline, parted at commas, bars and words such as "and"."""
    joins = phrases("byline", "joins")
    parts: list[str] = []
    for piece in _SPLIT.split(_ASIDE.sub("", text).strip(" ,;:|·-–—")):
        words: list[str] = []
        for word in piece.split():
            if word.casefold() in joins and words and not _is_initial(words, word):
                parts.append(" ".join(words))
                words = []
            elif not (word.casefold() in joins and not words):
                words.append(word)
        if words:
            parts.append(_ended(" ".join(words).strip(" :")))
    return [part for part in parts if part]


def _ended(name: str) -> str:
    """A name without a full stop at its end; that of an initial is its own: "Joe S."."""
    plain = name.rstrip(" .")
    return f"{plain}." if name.endswith(".") and _INITIAL.search(plain) else plain


def _describes(part: str) -> bool:
    """Whether a part of a byline behind a person's name says who that is: a job, a place."""
    words = part.split()
    if _DEGREE.fullmatch(part) or is_organisation(part):
        return len(words) <= _LONGEST_JOB
    return len(words) <= _LONGEST_PLACE and words[0][:1].isupper()


def _is_initial(words: list[str], joint: str) -> bool:
    """Whether a joining word is a part of a name: the initial in "Juan Y. Pérez" is none."""
    return joint[:1].isupper() and len(words) == 1


def _capital(word: str) -> str:
    for mark in ("-", "'", "’"):
        if mark in word.strip(mark):
            return mark.join(map(_capital, word.split(mark)))
    if word.startswith("MC") and len(word) > _LONGEST_MC:
        return "Mc" + word[2:].capitalize()
    return word.capitalize()


def _is_name_word(word: str) -> bool:
    core = word.strip(".'’-")
    if not core or any(char.isdigit() for char in core):
        return False
    letters = core.replace("-", "").replace("'", "").replace("’", "").replace(".", "")
    if not letters.replace("\u0301", "").isalpha():
        return False
    return core[0].isupper() or not (core[0].isupper() or core[0].islower()) or core[:2] in _SMALL


_SMALL = frozenset({"d'", "d’", "l'", "l’", "o'"})
