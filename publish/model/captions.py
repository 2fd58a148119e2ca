"""Which elements of a page are named for the caption of a picture, or for where it is from."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

__all__ = ["Part", "part_named"]

Part = Literal["caption", "credit", ""]

_CAPTION = re.compile(
    r"(?:^|[-_ ])(?:[a-z]{0,12}captions?|figcaption|cutline|image-?legend|photo-?legend|legende"
    r"|l[eé]gende-?\w*|bild-?unterschrift|bild-?text|bu-?text|billed-?tekst|bilde-?tekst|kuva-?teksti"
    r"|pie-?(?:de-?)?fotos?|leyenda|legenda(?:-?foto)?|didascalia|onderschrift|bijschrift|popisek"
    r"|opis-?zdjecia|podpis-?(?:pod-?)?(?:zdjecia|foto)|resim-?alti|altyazi|podpis-?foto"
    r"|(?:photo|image|img|picture|pic|foto)-?(?:desc|description|note|label))"
    r"(?:$|[-_ \d])"
)
_CREDIT = re.compile(
    r"(?:^|[-_ ])(?:[a-z]{0,12}credits?|(?:photo|image|img|foto|bild|picture)-?(?:source|author"
    r"|copyright|by|nachweis|quelle|rechte|autor|auteur|autore|rights)|foto(?:graf|grafo|credit)"
    r"|photograph(?:e|er)|bildnachweis|cr[eé]dit-?photo|credito-?foto)(?:$|[-_ \d])"
)
_PERSON = re.compile(
    r"author|byline|avatar|profile|portrait|biograph|(?:^|-)bio(?:-|$)|teaser|related"
)
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_NAME = re.compile(r"[.#]([^.#\[\]]+)")


@lru_cache(maxsize=4096)
def part_named(step: str) -> Part:
    """What an element of a trail is named for by its tag, its id and its classes."""
    plain = step.partition("[")[0]
    if plain.startswith("figcaption"):
        return "caption"
    names = [_CAMEL.sub("-", name).lower() for name in _NAME.findall(plain)]
    if any(map(_PERSON.search, names)):
        return ""
    if any(map(_CREDIT.search, names)):
        return "credit"
    return "caption" if any(map(_CAPTION.search, names)) else ""
