"""The table of contents, twice: for today's reading systems (nav) and for old ones (NCX).

Source: EPUB 3.3, section 7 (navigation document); OPF 2.0.1, section 2.4.1 (NCX).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from markupsafe import Markup

from publish.compose.fragments import HeadingLine
from publish.compose.languages import direction_of
from publish.compose.views import Labels
from publish.writers.epub.package import COVER_PAGE, NAV
from publish.writers.epub.pages import framed
from publish.writers.xhtml.folder import ArticlePage, Folder


@dataclass(frozen=True, slots=True)
class ContentsLine:
    """A line of the contents with the lines below it."""

    text: str
    path: str
    language: str
    below: tuple[ContentsLine, ...] = ()


def entries_of(folder: Folder) -> tuple[ContentsLine, ...]:
    """The articles, each with its headings below it as their levels say; sections above them."""
    pages = tuple(
        ContentsLine(page.title, page.path, page.view.language, _nested(page, page.headings))
        for page in folder.pages
    )
    if not folder.sections:
        return pages
    language = folder.facts.languages[0]
    made: list[ContentsLine] = []
    for each in folder.sections:
        inside = pages[each.first : each.end]
        if each.title:
            made.append(ContentsLine(each.title, inside[0].path, language, inside))
        else:
            made += inside
    return tuple(made)


def _nested(page: ArticlePage, headings: tuple[HeadingLine, ...]) -> tuple[ContentsLine, ...]:
    made = []
    at = 0
    while at < len(headings):
        line = headings[at]
        end = at + 1
        while end < len(headings) and headings[end].level > line.level:
            end += 1
        below = _nested(page, headings[at + 1 : end])
        path = f"{page.path}#{line.anchor}"
        made.append(ContentsLine(line.text, path, page.view.language, below))
        at = end
    return tuple(made)


def nav_page(folder: Folder, labels: Labels) -> bytes:
    """The page of contents, with the landmarks that reading systems offer."""
    contents = labels.get("contents", "Contents")
    language = folder.facts.languages[0]
    inner = Markup(
        '<nav epub:type="toc" role="doc-toc" id="toc" aria-label="{contents}">\n'
        "<h1>{contents}</h1>\n{entries}\n</nav>\n"
        '<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n'
        "<ol>\n"
        '<li><a epub:type="cover" href="{cover_page}">{cover}</a></li>\n'
        "{front}"
        '<li><a epub:type="toc" href="{nav}#toc">{contents}</a></li>\n'
        '<li><a epub:type="bodymatter" href="{first}">{title}</a></li>\n'
        "</ol>\n</nav>"
    ).format(
        contents=contents,
        entries=_listed(entries_of(folder), language),
        cover_page=COVER_PAGE,
        cover=labels.get("cover", "Cover"),
        front=_front(folder, labels),
        nav=NAV,
        first=folder.pages[0].path,
        title=folder.facts.title,
    )
    return framed(folder, contents, inner)


def _front(folder: Folder, labels: Labels) -> Markup:
    """The landmark of the front page."""
    if not folder.front:
        return Markup("")
    link = Markup('<li><a epub:type="titlepage" href="{}">{}</a></li>\n')
    return link.format(folder.front, labels.get("front_page", "Front page"))


def _listed(entries: tuple[ContentsLine, ...], language: str) -> Markup:
    """Entries as a list; one in another language than what stands around it says so."""
    items = []
    for entry in entries:
        other = Markup("")
        if entry.language != language:
            direction = direction_of(entry.language)
            other = Markup(' lang="{0}" xml:lang="{0}" dir="{1}"').format(entry.language, direction)
        below = _listed(entry.below, entry.language) if entry.below else ""
        link = Markup('<a href="{}">{}</a>').format(entry.path, entry.text)
        items.append(Markup("<li{}>{}{}</li>").format(other, link, below))
    return Markup("<ol>\n{}\n</ol>").format(Markup("\n").join(items))


def ncx(folder: Folder) -> bytes:
    """The contents for reading systems of EPUB 2; its uid is the package's (EPUBCheck NCX-001)."""
    numbers = count(1)
    orders: dict[
        str, int
    ] = {}  # a section begins where its first article does: one place, one order

    def points(entries: tuple[ContentsLine, ...]) -> Markup:
        return Markup("\n").join(map(point, entries))

    def point(entry: ContentsLine) -> Markup:
        return Markup(
            '<navPoint id="point-{0}" playOrder="{1}"><navLabel><text>{2}</text></navLabel>'
            '<content src="{3}"/>{4}</navPoint>'
        ).format(
            next(numbers),
            orders.setdefault(entry.path, len(orders) + 1),
            entry.text,
            entry.path,
            points(entry.below),
        )

    facts = folder.facts
    return (
        Markup(
            '<?xml version="1.0" encoding="utf-8"?>\n'
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="{}">\n'
            '<head><meta name="dtb:uid" content="{}"/></head>\n'
            "<docTitle><text>{}</text></docTitle>\n"
            "<navMap>\n{}\n</navMap>\n</ncx>\n"
        )
        .format(facts.languages[0], facts.identifier, facts.title, points(entries_of(folder)))
        .encode()
    )
