"""Our file in a template's clothes: its parts with what ours lack, and ours with what it lacks."""

from __future__ import annotations

import copy
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from publish.errors import BrokenLayout, nearest
from publish.model.edition import DocxStyles
from publish.readers.docx.names import Element, W
from publish.writers.docx.characters import attribute, word_language
from publish.writers.docx.house.fonts import font_table
from publish.writers.docx.house.furniture import PAGES, HouseSlot
from publish.writers.docx.house.lists import lists_of
from publish.writers.docx.house.page import column_share, fitted, is_themed
from publish.writers.docx.house.styles import HouseStyles, merged
from publish.writers.docx.house.template import Template, template_in
from publish.writers.docx.house.xml import RUN, child, put, value, written
from publish.writers.docx.numbering import HouseLists
from publish.writers.docx.slots import Slot

_TRIPLE = re.compile(
    r'<w:style w:type="(\w+)"[^>]* w:styleId="([^"]*)"[^>]*><w:name w:val="([^"]*)"/>'
)
_THEMED = re.compile(r' w:(?:ascii|hAnsi|cs)theme="\w+"', re.IGNORECASE)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LANGUAGES = {"zh", "ja", "ko"}


@dataclass(frozen=True, slots=True)
class House:
    """A template as bytes, and the options that stand above it.

    `where` it stands, and where its styles are `mapped`, are for messages.
    """

    data: bytes
    where: str
    mapped: str = "[docx.styles]"
    changed: tuple[str, ...] = ()


@dataclass(slots=True)
class Housed:
    """A template with what our files take of it."""

    template: Template
    styles: HouseStyles
    lists: HouseLists
    docx: DocxStyles

    @classmethod
    def of(cls, house: House, docx: DocxStyles, ours: Sequence[str]) -> Housed:
        """The template for our styles. Raises BrokenLayout, also for a style that it has not."""
        template = template_in(house.data, house.where)
        triples = [_TRIPLE.match(xml) for xml in ours]
        known = [(each[1], each[2], each[3]) for each in triples if each]
        named = dict(docx.styles)
        if unknown := [name for name in named if name.casefold() not in _folded_names(known)]:
            raise BrokenLayout(
                f"there is no style {unknown[0]!r} to map",
                where=house.mapped,
                hint=nearest(unknown[0], [name for _, _, name in known]),
            )
        spelt = {name: wanted for _, _, name in known
                 for key, wanted in named.items() if key.casefold() == name.casefold()}  # fmt: skip
        styles = HouseStyles.of(template.styles, known, spelt)
        if styles.missing:
            raise BrokenLayout(
                f"the Word template has no style {styles.missing[0]!r}",
                where=house.where,
                hint=nearest(styles.missing[0], [value(e, "name") for e in styles.elements]),
            )
        lists = lists_of(template.numbering, styles)
        return cls(template, styles, lists, fitted(docx, template, styles, house.changed))

    def styles_part(
        self,
        ours: Sequence[str],
        latent: str,
        language: str,
        outlines: Mapping[str, str],
        *,
        rtl: bool,
    ) -> str:
        """What styles.xml holds; `outlines` are the levels that the outline wants of titles."""
        for id, level in outlines.items():
            self.styles.outlined(id, level)
        if rtl:
            self.styles.turned()
        if not is_themed(self.template, self.styles):
            ours = [_THEMED.sub("", xml) for xml in ours]
        own = self.template.styles.find(f"{W}latentStyles")
        latent = latent if own is None else written(copy.deepcopy(own))
        return self._defaults(language, rtl=rtl) + latent + merged(self.styles, ours)

    def _defaults(self, language: str, *, rtl: bool) -> str:
        """Where all styles begin: as the template says, in the file's language."""
        found = self.template.styles.find(f"{W}docDefaults")
        made = etree.Element(f"{W}docDefaults") if found is None else copy.deepcopy(found)
        properties = child(child(made, "rPrDefault"), "rPr")
        made[:] = sorted(made, key=lambda each: each.tag != f"{W}rPrDefault")
        kept = properties.find(f"{W}lang")
        put(properties, "lang", _spoken(kept, language, rtl=rtl), RUN)
        return written(made)

    def settings(self, ours: Mapping[str, str], changed: Collection[str]) -> dict[str, str]:
        """Our settings with the template's in their places."""
        theirs = dict(self.template.settings)
        hyphens = (
            "autoHyphenation",
            "consecutiveHyphenLimit",
            "hyphenationZone",
            "doNotHyphenateCaps",
        )
        if "hyphenation" in changed:
            theirs = {name: xml for name, xml in theirs.items() if name not in hyphens}
        else:
            ours = {name: xml for name, xml in ours.items() if name not in hyphens}
        return {**ours, **theirs}

    def section(self, page: str, margins: str, lines: str, *, rtl: bool) -> str:
        """The inside of a w:sectPr: the template's, on our paper, which is fitted to its."""
        pieces = {**self.template.section, "pgSz": page, "pgMar": self._margins(margins)}
        if lines:
            pieces["lnNumType"] = lines
        if "pgNumType" in pieces:  # an article's pages count on
            pieces["pgNumType"] = re.sub(r' w:start="[^"]*"', "", pieces["pgNumType"])
        if rtl:
            pieces["bidi"] = "<w:bidi/>"
        else:
            pieces.pop("bidi", None)
        if self._has_first_page:
            pieces["titlePg"] = "<w:titlePg/>"
        return "".join(pieces.get(name, "") for name in _IN_ORDER)

    def _margins(self, ours: str) -> str:
        """Our margins with the template's distances of header and footer, and its gutter."""
        theirs = self.template.section.get("pgMar", "")
        for key in ("header", "footer", "gutter"):
            if found := re.search(rf' w:{key}="(\d+)"', theirs):
                ours = re.sub(rf' w:{key}="\d+"', found[0], ours)
        return ours

    def column(self, width: int) -> int:
        """How wide a column is in a text so wide, in twips."""
        return column_share(self.template, width)

    def slots(self, ours: Sequence[Slot]) -> tuple[Slot, ...]:
        """The template's headers and footers; ours for a kind of which it has none."""
        pages = ["default"]
        pages += ["first"] if self._has_first_page else []
        pages += ["even"] if "evenAndOddHeaders" in self.template.settings else []
        made: list[Slot] = []
        for kind in ("header", "footer"):
            theirs = {each.page: each for each in self.template.slots if each.kind == kind}
            own = {slot.page: slot for slot in ours if slot.kind == kind}
            for page in (each for each in PAGES if each in pages):
                if page in theirs:
                    made.append(self._slot(theirs[page]))
                elif not theirs:
                    slot = own.get(page) or own["default"]
                    made.append(Slot(slot.kind, page, slot.xml))
        return tuple(made)

    @property
    def _has_first_page(self) -> bool:
        """Whether an article's first page is another: as the template says, else as ours is."""
        return "titlePg" in self.template.section or not self.template.slots

    def _slot(self, slot: HouseSlot) -> Slot:
        root = copy.deepcopy(slot.root)
        self.styles.renamed(root)
        for member in list(root.iter(f"{W}numPr")):
            member.getparent().remove(member)
        text: str = etree.tostring(_prefixed(root), encoding="unicode")
        return Slot(slot.kind, slot.page, f"{_DECLARATION}{text}", slot.relations, own=False)

    def fonts(self, ours: str) -> str:
        """The table of fonts: the template's, then those of ours that it does not have."""
        theirs = self.template.fonts
        return ours if theirs is None else font_table(theirs, ours)


_IN_ORDER = (
    "pgSz", "pgMar", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "titlePg",
    "textDirection", "bidi", "rtlGutter", "docGrid",
)  # fmt: skip


def _folded_names(known: Sequence[tuple[str, str, str]]) -> set[str]:
    return {name.casefold() for _, _, name in known}


def _spoken(kept: Element | None, language: str, *, rtl: bool) -> dict[str, str]:
    """The w:lang where all styles begin; of the template's tags those of the same language."""
    own = {key: kept.get(f"{W}{key}", "") if kept is not None else ""
           for key in ("val", "eastAsia", "bidi")}  # fmt: skip
    primary = language.split("-", maxsplit=1)[0].lower()
    key = "bidi" if rtl else "val"
    same = own[key].split("-", maxsplit=1)[0].lower() == primary and "-" not in language
    tag = own[key] if same else attribute(word_language(language))
    latin, complex_script = ("en-US", tag) if rtl else (tag, own["bidi"] or "ar-SA")
    east_asian = tag if primary in _LANGUAGES else own["eastAsia"] or "zh-CN"
    return {"val": latin, "eastAsia": east_asian, "bidi": complex_script}


def _prefixed(root: Element) -> Element:
    """The root with the prefix `w` for Word's names, which a banner's lines have."""
    if root.nsmap.get("w") == W[1:-1]:
        return root
    names = {prefix: space for prefix, space in root.nsmap.items() if space != W[1:-1]}
    made = etree.Element(root.tag, dict(root.attrib), nsmap={**names, "w": W[1:-1]})
    made[:] = list(root)
    return made
