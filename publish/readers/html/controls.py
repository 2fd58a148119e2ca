"""What a page puts among words to be pressed: buttons, signs that link to a heading, "edit"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from publish.readers.html.elements import Attributes

__all__ = ["control_at", "controls_of", "is_pressed"]

_EDITING = re.compile(r"(?:^|[\s_-])(?:edit-?section|secedit|edit-?link|section-edit)(?=$|[\s_-])")
_PERMANENT = re.compile(
    r"(?:^|[\s_-])(?:anchor|permalink|header-?link|heading-?link|hash-?link)(?=$|[\s_-])",
    re.IGNORECASE,
)
_PRESSING = re.compile(r"copy|clipboard|share|anchor|permalink|bookmark|edit|toc", re.IGNORECASE)
_SIGNS = re.compile(r"[\s#¶§⚓🔗∞⛓\u200b\ufe0e\ufe0f]*")
_WORDS_OF_LINKS = frozenset(("permalink", "link", "anchor", "copy link", "link to this section"))
_PRESSED = """
    share|copy|copy link|copy code|listen|play|pause|save|print|subscribe|close|expand|show more
    read more|sign up|sign in|log in|download|follow|like|email|tweet|bookmark|edit|reply|report
    teilen|kopieren|link kopieren|merken|drucken|anhören|speichern|abonnieren|schließen|bearbeiten
    partager|copier|copier le lien|écouter|imprimer|enregistrer|s’abonner|s'abonner|fermer
    compartir|copiar|copiar enlace|escuchar|guardar|imprimir|suscribirse|cerrar
    condividi|copia|ascolta|salva|stampa|iscriviti|chiudi|compartilhar|ouvir|salvar|fechar
    sdílet|kopírovat|kopírovat odkaz|poslechnout|uložit|tisk|vytisknout|odebírat|zavřít
    udostępnij|kopiuj|posłuchaj|zapisz|drukuj|delen|luisteren|opslaan|afdrukken|sluiten
    dela|kopiera|lyssna|spara|skriv ut|поделиться|копировать|слушать|сохранить|печать|закрыть
    共有|シェア|コピー|リンクをコピー|保存|印刷|閉じる|分享|复制|收听|打印|关闭|공유|복사|인쇄|닫기
    مشاركة|شارك|نسخ|استمع|حفظ|طباعة|إغلاق
"""
_PRESSED_WORDS = frozenset(each.strip() for each in re.split(r"[|\n]", _PRESSED) if each.strip())
_TWICE = ".screen-reader-text, .sr-only, .visually-hidden, .visuallyhidden"


def control_at(node: LexborNode, attributes: Attributes, *, heading: bool) -> bool:
    """Whether an element in a line of words is none of its words.

    A button that is the line itself stays: under it lies the answer to a question.
    """
    tag = node.tag
    words = node.text_lexbor().strip()
    if tag == "button" or attributes.get("role") == "button":
        pressed = is_pressed(words) or (heading and _is_named_for_pressing(attributes))
        return pressed and _is_among_words(node, words)
    if not heading:
        return False
    classes = attributes.get("class") or ""
    if classes and _EDITING.search(classes):
        return True
    if tag != "a" or not _is_among_words(node, words):
        return False
    inside = "#" in (attributes.get("href") or "")
    if inside and (_SIGNS.fullmatch(words) or words.casefold() in _WORDS_OF_LINKS):
        return True
    return inside and _PERMANENT.search(classes) is not None and len(words) < 3


def is_pressed(words: str) -> bool:
    """Whether words are those of a button."""
    return words.casefold().strip(" …›»") in _PRESSED_WORDS


def _is_named_for_pressing(attributes: Attributes) -> bool:
    """Whether a button's own attributes say that it does something with a heading."""
    said = " ".join(attributes.get(key) or "" for key in ("class", "id"))
    return bool(attributes.get("aria-label") or attributes.get("title")) or (
        _PRESSING.search(said) is not None
    )


def _is_among_words(node: LexborNode, words: str) -> bool:
    """Whether the line in which an element stands says more than it."""
    around = node.parent
    while around is not None:
        if around.tag in ("h1", "h2", "h3", "h4", "h5", "h6", "p", "figcaption", "dt", "summary"):
            return around.text_lexbor().strip() != words
        around = around.parent
    return False


def controls_of(root: LexborNode, markup: str) -> Iterator[tuple[LexborNode, str]]:
    """Elements anywhere on a page that go, with the code under which they are on record."""
    if "edit" in markup and "section" in markup:
        for node in root.css("[class*=editsection], [class*=edit-section], .secedit"):
            if _EDITING.search(node.attributes.get("class") or ""):
                yield node, "control.left-out"
    if "line-number" in markup or "cm-gutter" in markup:
        for node in root.css(".line-numbers-wrapper, .line-numbers, .cm-gutters"):
            if node.text(separator=" ").replace(" ", "").strip().isdecimal():
                yield node, "code.numbers"
    if "headerlink" in markup:  # headings, captions, terms and numbers of formulas have them
        for node in root.css("a.headerlink"):
            if _SIGNS.fullmatch(node.text_lexbor()):
                yield node, "control.left-out"
    if "aria-hidden" in markup:
        for node in root.css(_TWICE):
            words = node.text_lexbor().strip()
            if words and any(words == _hidden_words(each) for each in (node.prev, node.next)):
                yield node, ""  # the same words stand beside it


def _hidden_words(node: LexborNode | None) -> str:
    """What a neighbour says to eyes alone."""
    if node is None or node.tag == "-text" or node.attributes.get("aria-hidden") != "true":
        return ""
    return node.text_lexbor().strip()
