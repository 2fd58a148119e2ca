"""What an edition of several articles has before them: its title, and its contents.

With the layout's option `leads` they are a front page: each article's title, a link with the page
it stands on, and its bottom line. Without they are a field of lines.

Word counts pages, not we: the field is marked as out of date, so Word fills the numbers in when it
opens the file. Its lines are collected from TC fields (ECMA-376 part 1, 17.16.5.62 and 17.16.5.61):
a list of styles would be parted by whatever parts lists in the reader's country.
"""

from __future__ import annotations

from publish.compose.languages import direction_of
from publish.compose.markings import marking_of, strictest
from publish.compose.passages import passage_language
from publish.compose.printed_dates import printed_date
from publish.compose.views import labels_for, lead_of, names_of
from publish.model.edition import Edition, Layout
from publish.model.titles import said_of
from publish.model.tree import Text
from publish.model.walk import folded
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import attribute, clean
from publish.writers.docx.furniture import Furniture, banner_of, beside_edition, page_of_pages
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs

_FIELD = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
_ASKED = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
_SECTION = "_Section"
_TITLE = "_Article"
_OFF = ' w:val="0"'
FACTS = ("subject", "number", "desk", "distribution")
"""Options of a layout that stand in the title block, and on the front page."""


def cover(edition: Edition, book: Book, layout: Layout) -> str:
    """The edition's title, the line below it, its day, and what the layout's options say of it."""
    day = printed_date(edition.date, edition.language)
    style = "EditionTitle" if edition.cover or not _leads(layout) else "FrontTitle"
    lines = (
        (style, edition.plain_title),
        ("EditionLine", edition.subtitle),
        ("EditionLine", day),
    )
    labels = labels_for(layout.labels, edition.language)
    facts = (
        ("EditionLine", f"{labels[key]}: {said}")
        for key in FACTS
        if key in labels and (said := folded(layout.options.get(key, "")))
    )
    return "".join(
        _paragraph(style, text, edition.language, book)
        for style, text in (*lines, *facts)
        if text.strip()
    )


def contents(edition: Edition, book: Book, layout: Layout) -> str:
    """The lines, each a link to its article with the page it is on: with leads or as a field."""
    if _leads(layout):
        return _front_lines(edition, book, layout)
    lines: list[str] = []
    below = any(each.title for each in edition.sections)
    for index, article in enumerate(edition.articles):
        if line := _section_line("TOC1", edition, index, book):
            lines.append(line)
        style = "TOC2" if below else "TOC1"
        words = said_of(article.title)
        lines.append(_line(style, words, title_mark(index), article.language, book))
    begin = _FIELD.format("begin", ' w:dirty="true"') + _ASKED.format("TOC \\f \\h \\z")
    opened = begin + _FIELD.format("separate", "")
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{opened}", 1)
    lines[-1] = lines[-1].removesuffix("</w:p>") + _FIELD.format("end", "") + "</w:p>"
    labels = labels_for(layout.labels, edition.language)
    heading = _words(labels.get("contents", "Contents"), edition.language, book)
    # LibreOffice loses the page numbers of a section that ends inside the field.
    return paragraph("ContentsHeading", heading) + "".join(lines) + paragraph("TableEnd", "")


def front_furniture(edition: Edition, layout: Layout, book: Book) -> Furniture:
    """Head and foot of the pages before the articles."""
    runs = Runs(book, book.body, lambda _: "")
    manner = Manner(edition.language, direction_of(edition.language) == "rtl")
    labels = labels_for(layout.labels, edition.language)
    options = ({**layout.options, **each} for each in edition.own_options or ({},))
    marking = strictest(marking_of(folded(clean(each.get("banner", "")))) for each in options)
    contents = labels.get("contents", "Contents")
    return Furniture(
        beside_edition(edition, contents, runs, manner, layout.docx),
        page_of_pages(labels, manner),
        banner_of(marking, runs, manner, ""),
    )


def _leads(layout: Layout) -> bool:
    return layout.options.get("leads") == "true"


def _section_line(style: str, edition: Edition, index: int, book: Book) -> str:
    """The line of the section that begins with the article of this number, or nothing."""
    for number, each in enumerate(edition.sections):
        if each.title and each.first == index:
            return _line(style, each.title, f"{_SECTION}{number}", edition.language, book)
    return ""


def _front_lines(edition: Edition, book: Book, layout: Layout) -> str:
    """Each article's title with its page, its bottom line, and who wrote it where."""
    made: list[str] = []
    for index, article in enumerate(edition.articles):
        language = article.language
        labels = labels_for(layout.labels, language)
        outlet = folded(clean(article.outlet))
        by = " · ".join(filter(None, (names_of(article, labels), outlet)))
        words = said_of(article.title)
        made.append(_section_line("FrontSection", edition, index, book))
        made.append(_line("FrontEntry", words, title_mark(index), language, book))
        made += [
            _paragraph(style, text, language, book)
            for style, text in (("FrontLead", lead_of(article)), ("FrontLine", by))
            if text
        ]
    return "".join(made)


def _turned(language: str, book: Book) -> str:
    """The w:bidi of a line that runs against the file's direction."""
    rtl = direction_of(language) == "rtl"
    return "" if rtl == book.rtl else f"<w:bidi{'' if rtl else _OFF}/>"


def title_mark(index: int) -> str:
    """The bookmark around the title of the article of this number, from 0."""
    return f"{_TITLE}{index + 1}"


def section_title(edition: Edition, index: int, book: Book) -> str:
    """The heading of the section that begins with an article, or nothing."""
    for number, each in enumerate(edition.sections):
        if each.first == index and each.title:
            xml = paragraph("SectionTitle", _words(each.title, edition.language, book))
            return _marked(xml, f"{_SECTION}{number}", each.title, 1, book)
    return ""


def marked(title: str, edition: Edition, index: int, book: Book) -> str:
    """An article's title, a paragraph, with what the contents find it by."""
    below = any(each.title for each in edition.sections)
    words = said_of(edition.articles[index].title)
    return _marked(title, title_mark(index), words, 2 if below else 1, book)


def _marked(xml: str, name: str, words: str, level: int, book: Book) -> str:
    book.bookmarks += 1
    said = folded(clean(words).replace("\\", "").replace('"', "”"))
    entry = (
        f'<w:bookmarkStart w:id="{book.bookmarks}" w:name="{name}"/>'
        + _FIELD.format("begin", "")
        + _ASKED.format(attribute(f'TC "{said}" \\l {level}'))
        + _FIELD.format("end", "")
    )
    end = f'<w:bookmarkEnd w:id="{book.bookmarks}"/>'
    return xml.replace("</w:pPr>", f"</w:pPr>{entry}", 1).removesuffix("</w:p>") + end + "</w:p>"


def _line(style: str, words: str, name: str, language: str, book: Book) -> str:
    page = (
        _FIELD.format("begin", ' w:dirty="true"')
        + _ASKED.format(f"PAGEREF {name} \\h")
        + _FIELD.format("separate", "")
        + "<w:r><w:t>…</w:t></w:r>"  # never a number that may be wrong
        + _FIELD.format("end", "")
    )
    inner = f"{_words(words, language, book)}<w:r><w:tab/></w:r>{page}"
    link = f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'
    return paragraph(style, link, turned=_turned(_spoken(words, language), book))


def _paragraph(style: str, words: str, language: str, book: Book) -> str:
    """Words in a paragraph that runs as they do."""
    turned = _turned(_spoken(words, language), book)
    return paragraph(style, _words(words, language, book), turned=turned)


def _spoken(words: str, language: str) -> str:
    """The language of words among others in a language: of those that run against it their own."""
    return passage_language((Text(words),), language, language)


def _words(text: str, language: str, book: Book) -> str:
    language = _spoken(text, language)
    manner = Manner(language, direction_of(language) == "rtl")
    return Runs(book, book.body, lambda _: "").words(folded(clean(text)), manner)
