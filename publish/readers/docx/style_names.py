"""What the built-in styles of word processors are for, by the names that these give them.

Word writes English names ("heading 1") and ids in the language of its menus, without the letters
that are not ASCII ("berschrift1"). LibreOffice, Google Docs, Pages, WPS and pandoc have names of
their own. Source: files of each; ECMA-376 part 1, 17.7.4.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal[
    "body", "heading", "title", "subtitle", "byline", "date", "quote", "code", "caption", "figure",
    "list", "continued", "task", "term", "definition", "break", "formula", "contents", "note",
    "table-end", "furniture",
]  # fmt: skip
"""What a paragraph is by its style. "continued" goes on in the item above; "furniture" is what
stands in heads, feet and margins."""


class Meaning(NamedTuple):
    """A kind, with the level of a heading or the depth of a list, from 1; 0 where it has none."""

    kind: Kind
    level: int = 0


def _words(text: str) -> frozenset[str]:
    return frozenset(each.strip() for each in text.split("|"))


_BY_NAME: Mapping[Kind, frozenset[str]] = {
    "body": _words(
        "normal|body text|text body|body|first paragraph|compact|normal (web)|no spacing|standard"
        "|table text|table number|table heading|table heading number|table contents|bibliography"
        "|body text first indent|body text indent|body text 2|body text 3|first line indent"
        "|hanging indent|salutation|default|author note|source line|bottom line"
    ),
    "title": _words(
        "title|titre|título|titulo|titolo|titel|rubrik|tittel|tytuł|název|cím|otsikko|titlu"
        "|konu başlığı|τίτλος|название|заголовок|назва|标题|標題|表題|제목|כותרת טקסט|العنوان"
        "|document title|doctitle|article title|headline"
    ),
    "subtitle": _words(
        "subtitle|untertitel|sous-titre|subtítulo|subtitulo|sottotitolo|ondertitel|underrubrik"
        "|undertittel|undertitel|podtytuł|podtitul|podnadpis|alcím|alaotsikko|subtitlu|altyazı"
        "|alt konu başlığı|υπότιτλος|подзаголовок|підзаголовок|副标题|副標題|副題|부제|standfirst"
        "|deck|dek|document subtitle"
    ),
    "byline": _words("byline|author|authors|by-line|autor|auteur|autore|verfasser"),
    "date": _words("dateline|date"),
    "quote": _words(
        "quote|intense quote|block text|quotations|quotation|block quotation|blockquote"
        "|block quote|pull quote|zitat|intensives zitat|citation|citation intense|cita"
        "|cita destacada|citação|citazione|citazione intensa|citaat|duidelijk citaat|citat|sitat"
        "|cytat|cytat intensywny|citát|idézet|lainaus|alıntı|цитата 2|цитата|выделенная цитата"
        "|引用|引用文|引文|明显引用|인용|quote 2"
    ),
    "code": _words(
        "html preformatted|plain text|macro text|macro|preformatted text|preformatted|source code"
        "|code|code block|listing|program listing|verbatim|html vorformatiert|nur text"
        "|préformaté html|html con formato previo|preformattato html|html-voorbeeld"
    ),
    "caption": _words(
        "caption|image caption|table caption|figure caption|beschriftung|légende|descripción"
        "|epígrafe|legenda|didascalia|bijschrift|beskrivning|bildtext|billedtekst|bildetekst"
        "|titulek|képaláírás|kuvaotsikko|resim yazısı|название объекта|题注|標號|図表番号|캡션"
    ),
    "figure": _words("figure|captioned figure|illustration|image"),
    "list": _words(
        "list bullet|list number|list|list paragraph bullet|key points|list item|bullet list"
        "|numbered list|list 1|numbering 1"
    ),
    "continued": _words("list continue"),
    "task": _words("list task"),
    "term": _words("term|definition term|list heading"),
    "definition": _words("definition|list contents"),
    "break": _words("section break|horizontal line"),
    "formula": _words("formula|mtdisplayequation|equation|display equation"),
    "contents": _words(
        "toc heading|toc|table of figures|table of authorities|toa heading|index heading|index"
        "|contents heading|contents|illustration index|user index|bibliography heading"
        "|object index|inhaltsverzeichnisüberschrift|en-tête de table des matières"
    ),
    "note": _words(
        "footnote text|endnote text|annotation text|footnote|endnote|footnotes|comment text"
        "|annotation subject|footnote block text"
    ),
    "table-end": _words("table end"),
    "furniture": _words(
        "header|footer|header left|header right|footer left|footer right|page number|balloon text"
        "|envelope address|envelope return|line number|document map|banner"
    ),
}
_NAMES: dict[str, Kind] = {name: kind for kind, names in _BY_NAME.items() for name in names}

_HEADINGS = _words(
    "heading|überschrift|titre|título|titulo|titolo|kop|rubrik|overskrift|nagłówek|nadpis|otsikko"
    "|címsor|titlu|başlık|επικεφαλίδα|заголовок|заглавие|naslov|antraštė|virsraksts|pealkiri"
    "|标题|標題|見出し|제목|כותרת|عنوان|หัวเรื่อง|đầu đề|judul|ttulo|titolo|titel|section heading"
)
"""With a number behind it: headings by their level, in the menus' languages."""

_NUMBERED: Mapping[str, Kind] = {
    **dict.fromkeys(_HEADINGS, "heading"),
    "list bullet": "list", "list number": "list", "list": "list", "numbering": "list",
    "list continue": "continued", "list task": "task",
    "bullet list": "list", "numbered list": "list",
    **dict.fromkeys(
        ("toc", "index", "contents", "verzeichnis", "tm", "tdc", "sommario", "inhopg", "innehåll",
         "indholdsfortegnelse", "inhoud", "spis treści", "obsah", "tj", "sisluet", "оглавление",
         "目录", "目錄", "目次", "목차", "user index", "object index"),
        "contents",
    ),
    "body text": "body", "body text indent": "body",
}  # fmt: skip
_WITH_LEVEL = frozenset(("heading", "list", "continued", "task"))

_ENDS_IN_NUMBER = re.compile(r"(.*\S|)\s*([1-9])")
_LIBREOFFICE_LIST = re.compile(r"(list|numbering) ([1-5])( start| end| cont\.?)?")
_LIBREOFFICE_COPY = re.compile(r"(.+?)1")
_NOT_ASCII = re.compile(r"[^a-z0-9-]")


def by_name(name: str) -> Meaning | None:
    """What a style of this name is for; None where nobody knows."""
    folded = " ".join(name.lower().split())
    if kind := _NAMES.get(folded):
        return Meaning(kind, 1 if kind in _WITH_LEVEL else 0)
    if folded in ("heading", "überschrift", "kop", "overskrift"):  # LibreOffice's and Pages'
        return Meaning("heading", 1)
    if found := _LIBREOFFICE_LIST.fullmatch(folded):
        return Meaning("continued" if "cont" in (found[3] or "") else "list", int(found[2]))
    if (found := _ENDS_IN_NUMBER.fullmatch(folded)) and (kind := _NUMBERED.get(found[1])):
        return Meaning(kind, int(found[2]) if kind in _WITH_LEVEL else 0)
    return None


def by_id(id: str) -> Meaning | None:
    """What a style of this id is for: a name without spaces, or without all but ASCII letters."""
    folded = id.lower().replace("_20_", "").replace(" ", "")
    if found := _IDS.get(folded):
        return found
    if (copy := _LIBREOFFICE_COPY.fullmatch(folded)) and (found := _IDS.get(copy[1])):
        return found if found.kind not in ("title", "subtitle") else None  # Caption1, Quote1
    return None


def _all_ids() -> dict[str, Meaning]:
    """Every name as an id, whole and without what is not ASCII."""
    made: dict[str, Meaning] = {}
    for name, kind in _NAMES.items():
        if kind != "furniture":
            _add(made, name, Meaning(kind, 1 if kind in _WITH_LEVEL else 0))
    for name, kind in _NUMBERED.items():
        for level in range(1, 10):
            _add(made, f"{name}{level}", Meaning(kind, level if kind in _WITH_LEVEL else 0))
    return made


def _add(made: dict[str, Meaning], name: str, meaning: Meaning) -> None:
    whole = name.replace(" ", "")
    made.setdefault(whole, meaning)
    bare = _NOT_ASCII.sub("", whole)
    if len(bare) > 3 or (bare == whole):
        made.setdefault(bare, meaning)


_IDS = _all_ids()

PLAIN_IDS = {str(level): Meaning("heading", level) for level in range(1, 10)}
"""Ids of headings in scripts without ASCII letters; they say so only where no style has a name."""

MONO_FACES = re.compile(
    r"\b(?:courier|consolas|menlo|monaco|mono|inconsolata|fixedsys|terminal|lucida (?:console|"
    r"sans typewriter)|cascadia|source code|fira code|andale|typewriter|hack)\b"
    r"|monospace|mono\b",
    re.IGNORECASE,
)
"""Faces whose letters are all equally wide."""
