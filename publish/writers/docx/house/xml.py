"""XML of a template: cleaned of what only its own program understands, and written out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from lxml import etree

from publish.readers.docx.names import Element, R, W

XML = "{http://www.w3.org/XML/1998/namespace}"
_SPACES = re.compile(r' xmlns:\w+="[^"]*"')
_OWN_MARKS = ("rsid", "rsidR", "rsidRPr", "rsidP", "rsidRDefault", "rsidTr", "rsidSect", "rsidDel")


def written(element: Element) -> str:
    """An element of WordprocessingML without names of other kinds, for a part that declares `w`.

    Extensions of single versions of Word (`w14:…`) go: each would want its name declared.
    """
    for each in list(element.iter()):
        if not isinstance(each.tag, str) or not each.tag.startswith(W):
            if (parent := each.getparent()) is not None:
                parent.remove(each)
            continue
        for name in list(each.attrib):
            own = name.startswith(W) and name.removeprefix(W) not in _OWN_MARKS
            if not own and not name.startswith(XML):
                del each.attrib[name]
    for each in list(element.iter(f"{W}rsid")):
        each.getparent().remove(each)
    rooted = etree.Element("root", nsmap={"w": W[1:-1], "r": R[1:-1]})
    rooted.append(element)
    element.tail = None
    text: str = etree.tostring(element, encoding="unicode")
    return _SPACES.sub("", text)


def child(parent: Element, name: str) -> Element:
    """The child of this name of Word's, made at the end where there is none."""
    found = parent.find(f"{W}{name}")
    return etree.SubElement(parent, f"{W}{name}") if found is None else found


def value(parent: Element | None, path: str, key: str = "val") -> str:
    """What an element below says, "" where it is not there; steps of the path are Word's names."""
    found = None if parent is None else parent.find("/".join(f"{W}{s}" for s in path.split("/")))
    return "" if found is None else (found.get(f"{W}{key}") or "")


def put(parent: Element, name: str, said: Mapping[str, str], order: Iterable[str]) -> None:
    """Set a child with these attributes of Word's, in its place in the schema's order."""
    for each in parent.findall(f"{W}{name}"):
        parent.remove(each)
    made = etree.Element(f"{W}{name}", {f"{W}{key}": each for key, each in said.items()})
    later = {f"{W}{each}" for each in list(order)[list(order).index(name) + 1 :]}
    at = next((index for index, each in enumerate(parent) if each.tag in later), len(parent))
    parent.insert(at, made)


PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
RUN = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline",
    "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color",
    "spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd",
    "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
STYLE = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
)  # fmt: skip
"""Children in the order of the schema (ECMA-376 part 1, 17.3.1.26, 17.3.2.28 and 17.7.4.17)."""
