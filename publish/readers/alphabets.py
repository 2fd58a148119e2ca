"""Which of the encodings of one byte a text in Latin letters is in, told by its language.

The same byte is "ù" in one encoding and "ů" in another. A text in the right one has no other
letters than its language has, and the language's small words stand between them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["latin_codec"]

_CODECS = ("cp1252", "cp1250", "iso8859_2", "iso8859_15", "cp1254", "cp1257", "mac_roman")
"""The likelier before those that read the same."""

_MOST_HIGH = 0.35  # share of the bytes that are no ASCII, of the letters; Cyrillic has 0.8
_FITS = 0.93  # share of the letters that are the language's own; names bring others along
_FEWEST_WORDS = (
    0.05  # share of the words that are the language's small ones; foreign texts have 0.03
)
_LOOKED_AT = 200_000  # bytes
_SIGNS = frozenset("“”„‘’‚‹›«»–—…•·€£§©®™°±²³½¼¾µ¿¡×ªº†‡‰¶\u00a0\u00ad")
_TAGS = re.compile(rb"<(?:script|style)\b.*?</|<[^<>]*>", re.IGNORECASE | re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_IN_A_WORD = re.compile(r"(?<=[a-z])[–—¹²³¼½¾ªº¿¡«»›‹±×](?=[a-z])")
"""Signs that stand in no word; there they are a letter of another encoding."""


class _Language(NamedTuple):
    """The letters that a language has beside A to Z, and its small words."""

    letters: frozenset[str]
    words: frozenset[str]


def _language(letters: str, words: str) -> _Language:
    return _Language(frozenset(letters + letters.upper()), frozenset(words.split()))


_LANGUAGES = (
    _language("éèàùâêîôûëïüçœæÿ", "le la les de des du et en un une que qui dans est pour pas où"),
    _language("áéíóúüñ", "el la los las de del y en un una que es por con se para no al"),
    _language("áâãàéêíóôõúüç", "o a os as de do da dos e em um uma que no na se com para não"),
    _language("àèéìíîòóùú", "il la le lo gli di del della e in un una che è per con non si da al"),
    _language("äöüß", "der die das den dem und in ein eine ist von zu mit sich nicht auf für im"),
    _language("éëïöüáóèê", "de het een en van in is dat op te zijn met voor niet aan er die"),
    _language("åäöé", "och i att det som en på är av för med till den har de inte om ett"),
    _language("æøåéó", "og i at det som en på er av for med til den har de ikke om et til"),
    _language("äöå", "ja on ei se että oli hän mutta ovat kun myös joka tai kuin sen niin"),
    _language("áéíóúýðþæö", "og að í á er sem um en við það til af með fyrir var ekki hann"),
    _language("àèéíïòóúüç", "el la els les de del i en un una que és per amb no es al va ha"),
    _language("éèêëïöüçñôàâ", "the of and to a in is that for it was on with as his be at by not"),
    _language("áčďéěíňóřšťúůýž", "a v se na je že o s z do i to k ve po za by si s jako ale"),
    _language("áäčďéíĺľňóôŕšťúýž", "a v sa na je že o s z do i to k vo po za by si ako ale aj"),
    _language("ąćęłńóśźż", "w i na z do się nie to że o jest po od za przez dla jak ale ze"),
    _language("áéíóöőúüű", "a az és nem hogy is egy ez de meg volt csak már mint el még van"),
    _language("ăâîşţșț", "de și şi în la cu pe nu a care un o din este pentru că să ce mai"),
    _language("čćđšž", "i u je na da se za od su s o a ne što koji iz in v so ki pri ni"),
    _language("çëê", "të e në i dhe që për me një nga se u është ka si do nuk"),
    _language("çğıöşüâîû", "ve bir bu da de için ile çok olarak daha gibi ne o ama en var"),
    _language("ąčęėįšųūž", "ir kad į iš su yra tai bet buvo kaip o ne jo apie per tik dar"),
    _language("āčēģīķļņšūž", "un ir ka no uz ar par bet kas tas bija kā lai to vai arī pie"),
    _language("äöõüšž", "ja on ei et see oli ka kui ta mis oma siis aga nii ning mida või"),
)


def latin_codec(data: bytes) -> str:
    """The codec in which the bytes are a text of a known language; empty when in none."""
    text = _TAGS.sub(b" ", data[:_LOOKED_AT])
    high = sum(text.count(code) for code in {*text} if code > 0x7F)
    letters = high + sum(text.count(code) for code in {*text} if chr(code).isalpha() and code < 128)
    if not high or high > letters * _MOST_HIGH:
        return ""
    best, most = "", 0.0
    for codec in _CODECS:
        try:
            said = text.decode(codec).lower()
        except UnicodeDecodeError:
            continue
        fit = _fit(said)
        if fit > most:
            best, most = codec, fit
    return best


def _fit(text: str) -> float:
    """How well a text reads in the language in which it reads best; 0 when in none."""
    high = [sign for sign in text if sign > "\x7f" and sign not in _SIGNS]
    high += _IN_A_WORD.findall(text)
    words = _WORD.findall(text)
    best = 0.0
    for letters, small in _LANGUAGES:
        own = sum(map(letters.__contains__, high)) / len(high) if high else 1.0
        share = sum(map(small.__contains__, words)) / len(words) if words else 0.0
        if own >= _FITS and share >= _FEWEST_WORDS:
            best = max(best, own + share)
    return best
