"""The whole file: articles as sections, the parts they need, and the package around them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from publish.compose.languages import direction_of
from publish.compose.places import TITLE, Targets, shared_targets
from publish.model.edition import Edition, Layout, Rendition
from publish.model.formats import DOCX
from publish.model.titles import said_of
from publish.writers.docx import notes, properties
from publish.writers.docx.contents import around_articles, contents, depth_of, title_mark
from publish.writers.docx.drawings import drawing
from publish.writers.docx.fixed import Above, Fixed, fixed
from publish.writers.docx.front import cover, front_furniture
from publish.writers.docx.furniture import STYLEREF, Furniture
from publish.writers.docx.held import front_of, house_of, runs_on, unheld
from publish.writers.docx.look import style_id
from publish.writers.docx.margin import PARTS
from publish.writers.docx.numbering import numbering
from publish.writers.docx.page import ArticlePages
from publish.writers.docx.parts import PACKAGE, Book, Relations, bookmark_of
from publish.writers.docx.settings_part import NOTES, TRACKED
from publish.writers.docx.slots import WORDS, Slot
from publish.writers.docx.typescript import TYPED_SECTION
from publish.writers.zip import Deflated, deflated, packed

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_LONG_TITLE, _LONGEST_TITLE = 90, 150  # characters, as in print (compose/views.py)
_EMU_PER_MM = 36_000

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
_SUFFIXES = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bin": "application/octet-stream",
    # Of a house's template.
    "jpeg": "image/jpeg",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "svg": "image/svg+xml",
    "odttf": "application/vnd.openxmlformats-officedocument.obfuscatedFont",
}


def written(edition: Edition, layout: Layout, *, carries: bool = True) -> Rendition:
    """The edition as a Word file (see `publish.writers.docx.write`).

    One that does not carry the edition is quicker to make, and for our own eyes alone.
    """
    rtl = direction_of(edition.language) == "rtl"
    step = max(map(_step, (said_of(each.title) for each in edition.articles)))
    own = _step(edition.plain_title) if len(edition.articles) > 1 else 0
    house, depth = house_of(layout), depth_of(edition)
    ready = fixed(layout.docx, edition.language, step, own, depth, rtl=rtl, house=house)
    layout = replace(layout, docx=ready.docx)
    package = _Package(edition, layout, ready, _book(edition, layout, ready), carries)
    data = packed(package.files(), edition.moment, first=("[Content_Types].xml",))
    doubts = (*package.book.doubts, *unheld(layout), *ready.notes)
    return Rendition(DOCX.name, {"": data}, DOCX.media_type, notes=doubts)


def _book(edition: Edition, layout: Layout, ready: Fixed) -> Book:
    rtl = direction_of(edition.language) == "rtl"
    kind = notes.kind_of(layout)
    made = Book(edition.language, rtl, noted=kind, indents=ready.indents)
    if layout.docx.typescript:
        made.section_sign = TYPED_SECTION
    return made


def _step(title: str) -> int:
    return (len(title) > _LONG_TITLE) + (len(title) > _LONGEST_TITLE)


@dataclass(slots=True)
class _Package:
    """The parts of one file, by name, and the types they are registered under."""

    edition: Edition
    layout: Layout
    fixed: Fixed
    book: Book
    carries: bool = True
    parts: dict[str, bytes | Deflated] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    logo_placed: bool = False

    def files(self) -> dict[str, bytes | Deflated]:
        """Every part. The body comes first: it says what the others must hold."""
        body = self._body()
        self.parts.update(self.fixed.parts)
        self.types.update(_FIXED_TYPES)
        self._styles()
        accent = self.layout.docx.accent
        self._add("numbering", "numbering", numbering(self.book.lists, accent, self.fixed.lists))
        self._notes()
        self._margin()
        self._settings()
        for kind in ("theme/theme1", "settings", "fontTable"):
            self.book.body.add(kind.split("/")[0], f"{kind}.xml")
        self._properties()
        self.parts["word/document.xml"] = _quickly(body.encode())
        self.parts.update(self.book.pictures)
        noted = f"{self.book.noted}s"
        for name, relations in (("document", self.book.body), (noted, self.book.of_notes)):
            if xml := relations.xml():
                self.parts[f"word/_rels/{name}.xml.rels"] = xml
        self.parts["[Content_Types].xml"] = _kept(self._content_types())
        return self.parts

    def _body(self) -> str:
        """document.xml: each article is a section with a header and a footer of its own."""
        made = self._front()
        first = len(made)
        places = self._places()
        for number, article in enumerate(self.edition.articles, 1):
            options = {**self.layout.options, **self.edition.options_of(number - 1)}
            pages = ArticlePages(
                article,
                self.edition,
                self.layout,
                self.fixed,
                self.book,
                self._with_comments,
                options,
                number - 1,
                places,
            )
            stretches = pages.body()
            rtl = direction_of(article.language) == "rtl"
            furniture = self._furniture(str(number), pages.furniture())
            before: Above = "article" if number > 1 and runs_on(self.layout) else None
            for index, stretch in enumerate(stretches, 1):
                look = self.fixed.section(stretch.manner, before, rtl=rtl)
                before = stretch.manner
                ends = index == len(stretches)
                look = notes.in_section(look, self.book.noted, first=index == 1, last=ends)
                section = f"<w:sectPr>{furniture}{look}</w:sectPr>"
                is_last = number == len(self.edition.articles) and index == len(stretches)
                made.append(stretch.xml + section if is_last else _ended(stretch.xml, section))
        if front_of(self.edition, self.layout).contents:
            around_articles(made, first, self.book)
        return f"{self.fixed.root}<w:body>{''.join(made)}</w:body></w:document>"

    def _places(self) -> Targets:
        """The bookmarks of articles and their anchors, by address."""
        articles = self.edition.articles
        if len(articles) == 1:
            return {}
        return shared_targets(articles, _bookmark)

    def _front(self) -> list[str]:
        """Title and contents, each a section when the title is a cover."""
        asked = front_of(self.edition, self.layout)
        edition = replace(self.edition, cover=asked.cover)
        title = cover(edition, self.book, self.layout) if asked.title else ""
        lines = contents(edition, self.book, self.layout) if asked.contents else ""
        if not title + lines:
            return []
        inner = self.fixed.section("plain", None, rtl=direction_of(edition.language) == "rtl")
        parts = list(filter(None, [title, lines] if edition.cover else [title + lines]))
        furniture = self._furniture("front", front_furniture(edition, self.layout, self.book))
        return [_ended(part, f"<w:sectPr>{furniture}{inner}</w:sectPr>") for part in parts]

    def _furniture(self, of: str, furniture: Furniture) -> str:
        """The references to headers and footers. The first page has no header."""
        references = []
        for slot in self.fixed.slots:
            name = f"{slot.kind}-{of}{'' if slot.page == 'default' else f'-{slot.page}'}"
            words = self._followed(furniture.words(slot.kind, slot.page))
            first = name in {"header-front-first", "header-1-first"}
            if first and slot.own and not self.logo_placed:
                words = self._logo(name)
            if slot.relations:
                self.parts[f"word/_rels/{name}.xml.rels"] = slot.relations
            id = self._add(name, slot.kind, _filled(slot, furniture, words), whole=True)
            references.append(f'<w:{slot.kind}Reference w:type="{slot.page}" r:id="{id}"/>')
        return "".join(references)

    def _followed(self, words: str) -> str:
        """Runs whose fields name the styles of titles as a template of the house does."""
        if self.layout.reference is None:
            return words
        return STYLEREF.sub(lambda found: f"{found[1]}{self._named(found[2])}{found[3]}", words)

    def _named(self, name: str) -> str:
        """The name of the style that stands for ours of this name."""
        head = re.escape(f'w:styleId="{style_id(name)}"')
        found = re.search(rf'{head}[^>]*>\s*<w:name w:val="([^"]*)"', self.fixed.plain_styles)
        return found[1] if found else name

    def _logo(self, part: str) -> str:
        """The run of the layout's logo, for the head of the file's first page."""
        self.logo_placed = True
        docx = self.layout.docx
        asset = self.layout.pictures.get(docx.logo)
        if not asset:
            return ""
        down = round(docx.logo_height_mm * _EMU_PER_MM)
        across = round(down * asset.width_px / max(asset.height_px, 1))
        relations = Relations()
        words = docx.logo_alt or self.layout.title
        run = drawing(self.book, relations, asset, (across, down), words)
        self.parts[f"word/_rels/{part}.xml.rels"] = relations.xml()
        return run

    def _notes(self) -> None:
        kind = self.book.noted
        xml = notes.separators(kind) + "".join(self.book.notes)
        self._add(f"{kind}s", f"{kind}s", xml)

    def _margin(self) -> None:
        """The comments, and the parts that only programs of 2013 and later read."""
        for name, xml in self.book.margin.parts().items():
            self.parts[f"word/{name}.xml"] = xml.encode()
            self.types[f"word/{name}.xml"] = f"{_WORD}{name}+xml"
            self.book.body.add(PARTS[name], f"{name}.xml")

    def _settings(self) -> None:
        """The look's settings with what they say of notes, and whether changes are tracked."""
        tracked = "" if self.layout.options.get("track") == "false" else "<w:trackRevisions/>"
        xml = self.fixed.settings.replace(NOTES, notes.in_settings(self.book.noted))
        self.parts["word/settings.xml"] = _kept(xml.replace(TRACKED, tracked))

    def _properties(self) -> None:
        """What the file says of itself, and the edition that it carries."""
        self.parts["docProps/core.xml"] = properties.core(self.edition, self.layout)
        if not self.carries:
            return
        self.parts["docProps/custom.xml"] = properties.custom(self.edition)
        carried = properties.carried(self.edition, self.layout, comments=self._with_comments)
        self.parts.update({name: _quickly(data) for name, data in carried.items()})
        self.book.body.add("customXml", properties.ITEM_TARGET)

    @property
    def _with_comments(self) -> bool:
        return self.layout.options.get("comments") != "false"

    def _styles(self) -> None:
        """Our styles, and those that are two of them at once."""
        from publish.writers.docx.styles import combined_style, inset_style, program_style

        more = "".join(
            combined_style(each, self.layout.docx) for each in sorted(self.book.combined)
        )
        more += "".join(map(program_style, sorted(self.book.programs)))
        more += "".join(inset_style(*each) for each in sorted(self.book.insets.items()))
        self._refer("styles", "styles")
        self.parts["word/styles.xml"] = self.fixed.styles
        if more:
            xml = self.fixed.plain_styles
            at = xml.rindex("</w:styles>")
            self.parts["word/styles.xml"] = _quickly((xml[:at] + more + xml[at:]).encode())

    def _add(self, name: str, kind: str, xml: str, *, whole: bool = False) -> str:
        """A part that the document refers to; `xml` is what its root holds, or all of it."""
        if not whole:
            xml = f"{_DECLARATION}<w:{kind} {_SPACES}>{xml}</w:{kind}>"
        self.parts[f"word/{name}.xml"] = _kept(xml)
        return self._refer(name, kind)

    def _refer(self, name: str, kind: str) -> str:
        self.types[f"word/{name}.xml"] = f"{_WORD}{kind}+xml"
        return self.book.body.add(kind, f"{name}.xml")

    def _content_types(self) -> str:
        suffixes = {name.rpartition(".")[2] for name in self.parts} | {"rels", "xml"}
        defaults = "".join(
            f'<Default Extension="{suffix}" ContentType="{_SUFFIXES[suffix]}"/>'
            for suffix in sorted(suffixes)
        )
        overrides = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in sorted(self.types.items())
        )
        space = f"{PACKAGE}/content-types"
        return f'{_DECLARATION}<Types xmlns="{space}">{defaults}{overrides}</Types>'


def _filled(slot: Slot, furniture: Furniture, words: str) -> str:
    """A header or footer with an article's words in it, and its banner beside them."""
    xml = slot.xml
    if slot.own:
        xml = xml.replace("</w:pPr>", f"{furniture.turned}</w:pPr>").replace(WORDS, words)
    if furniture.banner:
        head = xml.index(">", xml.index("<w:hdr")) + 1 if slot.kind == "header" else 0
        at = head or xml.rindex("</w:ftr>")
        xml = xml[:at] + furniture.banner + xml[at:]
    return xml


def _bookmark(index: int, id: str) -> str:
    return title_mark(index) if id == TITLE else bookmark_of(index, id)


def _ended(xml: str, section: str) -> str:
    """Paragraphs as a section: the last of them holds its page. Every article ends in one."""
    at = xml.rindex("</w:pPr>")
    return xml[:at] + section + xml[at:]


def _quickly(data: bytes) -> Deflated:
    """A part of this file alone: a seventh larger than it could be, in a third of the time."""
    return deflated(data, level=3)


@lru_cache(maxsize=64)
def _kept(xml: str) -> Deflated:
    """A part ready to be packed. Lists, furniture and types are often those of another article."""
    return deflated(xml.encode())


_FIXED_TYPES = {
    "word/document.xml": f"{_WORD}document.main+xml",
    "word/settings.xml": f"{_WORD}settings+xml",
    "word/fontTable.xml": f"{_WORD}fontTable+xml",
    "word/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    **properties.TYPES,
}
