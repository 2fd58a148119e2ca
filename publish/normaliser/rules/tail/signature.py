"""The signature under a mail, and what an agency signs its reports off with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publish.model.article import Finding
from publish.model.tree import Listing, Paragraph
from publish.normaliser.cleaning.rule import rule
from publish.normaliser.page.page import Left, Page
from publish.normaliser.rules.examples import PARAGRAPH
from publish.normaliser.rules.marks import marks_of

_LONGEST = 12  # lines; mail's custom is four
_BEHIND = 4  # blocks behind the last paragraph in which a report is signed off. # guess
_AGENCY = (
    r"(?:Reuters|AFP|AP|dpa(?:-AFX)?|DPA|UPI|PTI|ANI|IANS|ANSA|AGI|Adnkronos|EFE|Europa Press|Lusa"
    r"|ANP|PAP|ČTK|CTK|TASR|MTI|TT|NTB|Ritzau|STT|AA|DHA|İHA|IHA|Interfax|TASS|РИА|ТАСС|Интерфакс"
    r"|УНІАН|Укрінформ|Xinhua|新华社|新華社|Kyodo|共同|時事|Jiji|Yonhap|연합뉴스|APA|SDA|ATS|Belga|KNA|epd"
    r"|SID|sid|وكالات|رويترز|أ ف ب|د ب أ|agencies|agencias|Agenturen|agences)"
)
_AGENCIES = rf"{_AGENCY}(?:\s?(?:[,/&+-]|and|und|et|y|e|и)\s?{_AGENCY}){{0,4}}"
_INITIALS = r"[A-ZÄÖÜ]{2,4}(?:[/.-][A-Za-zäöü]{2,4}){1,3}|[a-zäöü]{2,4}(?:/[A-Za-zäöü]{2,4}){1,3}"
_SIGNED_OFF = re.compile(
    r"_{3,}|#{3,}|#(?: #){2,}|[-–—] ?30 ?[-–—]|\W{0,3}ENDS\W{0,3}|[-–—*/\[(] ?(?i:ends) ?[-–—*/\])]"
    r"|[-–—*/\[(] ?(?:END|ENDE|FIN|FINE|EINDE|KONIEC|KONEC|SLUT) ?[-–—*/\])]"
    rf"|[(\[（]?(?:{_AGENCIES})[)\]）]?"
    rf"|(?:ENDS?/)?[(\[]?(?:{_INITIALS})[)\]]?(?: [(\[]{_AGENCIES}[)\]])?"
    r"|[(\[][A-Za-zäöü]{2,4}(?:, ?[A-Za-zäöü]{2,4})?[)\]]"
)
_LAST_WORDS = re.compile(
    rf"(?<=[.!?。”\"’»])\s*(?:[(\[（]{_AGENCIES}[)\]）]|[—–] ?{_AGENCIES})\.?\s*$"
)
_ALONE = re.compile(r"[A-ZÄÖÜ]{2,3}")
"""Two or three capitals are initials where the article has no such word."""

_WORDS = frozenset(
    (
        *("ok", "okay", "yes", "no", "end", "fin", "fine", "ende", "usa", "uk", "eu", "un", "us"),
        *("uae", "sic", "ha", "haha", "hm", "pdf", "faq", "tba", "tbc", "ps", "pps", "ja", "nein"),
        *("oui", "non", "si", "sí", "não", "nee", "tak", "nie", "ne"),
    )
)
"""Short words that stand alone or in brackets and are nobody's initials."""


@rule(
    "tail.signature",
    "The signature under a mail, and what signs a report off: “ENDS”, an agency, initials.",
    example=f"Rents rise again\n\n{PARAGRAPH}\n\n-- \nAnn Ode\nThe Paper\n+49 30 1234567",
)
def signature(page: Page, left: Left) -> Iterator[Finding]:
    """Point at a line of two dashes and the short lines behind it, and at a report's sign-off."""
    yield from _signed_off(page, left)
    first = next((index for index in reversed(left.indices) if page.texts[index] == "--"), None)
    if first is None or first <= marks_of(page).core_last:
        return
    behind = range(first, len(page))
    if len(behind) <= _LONGEST and not any(map(page.is_prose, behind)):
        yield Finding(first, len(page) - 1, "behind the two dashes that end a mail")


def _signed_off(page: Page, left: Left) -> Iterator[Finding]:
    """Lines right behind the last paragraph that sign it off, and an agency's name at its end."""
    last = marks_of(page).core_last
    if last < 0:
        return
    for index in [index for index in left.indices if index >= last][: _BEHIND + 1]:
        if found := _LAST_WORDS.search(page.raws[index]):
            span = (found.start(), len(page.raws[index]))
            yield Finding(index, index, "an agency's name at the end of its report", span)
        elif isinstance(page.blocks[index], Paragraph | Listing) and _is_sign_off(page, index):
            yield Finding(index, index, "behind the last paragraph; signs a report off")


def _is_sign_off(page: Page, index: int) -> bool:
    text = page.texts[index]
    if text.strip("()[].").casefold() in _WORDS:
        return False
    if _SIGNED_OFF.fullmatch(text):
        return True
    if not _ALONE.fullmatch(text):
        return False
    return not any(re.search(rf"\b{text}\b", page.texts[other]) for other in page.core)
