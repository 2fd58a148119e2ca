"""What an edition of several articles has before them: its title, and its contents as a field.

Word counts pages, not we: the field is marked as out of date, so Word fills the numbers in when it
opens the file. Its lines are collected from TC fields (ECMA-376 part 1, 17.16.5.62 and 17.16.5.61):
a list of styles would be parted by whatever parts lists in the reader's country.
"""

from __future__ import annotations

from publish.compose.languages import direction_of
from publish.compose.passages import passage_language
from publish.compose.printed_dates import printed_date
from publish.compose.views import Labels
from publish.model.edition import Edition
from publish.model.titles import said_of
from publish.model.tree import Text
from publish.model.walk import folded
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import attribute, clean
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs

_FIELD = '<w:r><w:fldChar w:fldCharType="{}"{}/></w:r>'
_ASKED = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
_SECTION = "_Section"
_TITLE = "_Article"


def cover(edition: Edition, book: Book) -> str:
    """The edition's title, the line below it, and its day."""
    day = printed_date(edition.date, edition.language)
    lines = (
        ("EditionTitle", edition.plain_title),
        ("EditionLine", edition.subtitle),
        ("EditionLine", day),
    )
    return "".join(
        paragraph(style, _words(t, edition, book), turned=_turned(t, edition))
        for style, t in lines
        if t.strip()
    )


def contents(edition: Edition, book: Book, labels: Labels) -> str:
    """The heading and the lines, each a link to its article with the page it stands on."""
    lines: list[str] = []
    starts = {each.first: (number, each.title) for number, each in enumerate(edition.sections)}
    below = any(title for _, title in starts.values())
    for index, article in enumerate(edition.articles):
        number, title = starts.get(index, (0, ""))
        if title:
            lines.append(_line(title, f"{_SECTION}{number}", 1, edition, book))
        words = said_of(article.title)
        lines.append(_line(words, title_mark(index), 2 if below else 1, edition, book))
    begin = _FIELD.format("begin", ' w:dirty="true"') + _ASKED.format("TOC \\f \\h \\z")
    opened = begin + _FIELD.format("separate", "")
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{opened}", 1)
    lines[-1] = lines[-1].removesuffix("</w:p>") + _FIELD.format("end", "") + "</w:p>"
    heading = _words(labels.get("contents", "Contents"), edition, book)
    return paragraph("ContentsHeading", heading) + "".join(lines)


def title_mark(index: int) -> str:
    """The bookmark around the title of the article of this number, from 0."""
    return f"{_TITLE}{index + 1}"


def section_title(edition: Edition, index: int, book: Book) -> str:
    """The heading of the section that begins with an article, or nothing."""
    for number, each in enumerate(edition.sections):
        if each.first == index and each.title:
            xml = paragraph("SectionTitle", _words(each.title, edition, book))
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


def _line(words: str, name: str, level: int, edition: Edition, book: Book) -> str:
    page = (
        _FIELD.format("begin", ' w:dirty="true"')
        + _ASKED.format(f"PAGEREF {name} \\h")
        + _FIELD.format("separate", "")
        + "<w:r><w:t>…</w:t></w:r>"  # never a number that may be wrong
        + _FIELD.format("end", "")
    )
    inner = f"{_words(words, edition, book)}<w:r><w:tab/></w:r>{page}"
    link = f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'
    return paragraph(f"TOC{level}", link, turned=_turned(words, edition))


def _turned(words: str, edition: Edition) -> str:
    """The w:bidi of words that run against the file's direction."""
    language = _language(words, edition)
    if direction_of(language) == direction_of(edition.language):
        return ""
    return "<w:bidi/>" if direction_of(language) == "rtl" else '<w:bidi w:val="0"/>'


def _language(words: str, edition: Edition) -> str:
    return passage_language((Text(words),), edition.language, edition.language)


def _words(text: str, edition: Edition, book: Book) -> str:
    language = _language(text, edition)
    manner = Manner(language, direction_of(language) == "rtl")
    return Runs(book, book.body, lambda _: "").words(folded(clean(text)), manner)
