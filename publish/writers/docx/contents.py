"""The contents of an edition: a line for each section and article, with its page.

They are the field TOC, so that F9 makes them anew from the titles as they then read. Its lines are
found by their levels in the outline, within a bookmark around the articles: the edition's own title
stands above them. With the layout's option `leads` each title has its bottom line below it, and who
wrote it where; those come anew from TC fields behind the titles.

Word counts its pages only when it renews a field. Until then the lines show the pages of the PDF
where it is made in the same run, and else none.
Source: ECMA-376 part 1, 17.16.5.62 and 17.16.5.61; [MS-OI29500], 2.1.504 (which styles it finds).
"""

from __future__ import annotations

from collections.abc import Iterator

from publish.compose.views import labels_for, lead_of, names_of, shortened
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.titles import said_of
from publish.model.walk import folded
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import clean
from publish.writers.docx.lines import (
    FIELD_END,
    bookmarked,
    field,
    hidden_field,
    line,
    line_of,
    opened,
    words_of,
)
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import plain_run

_SECTION, _TITLE, _ALL = "_Section", "_Article", "_Articles"
_LEAD, _LINE = 4, 5  # levels of the contents for what stands below a title
_LINKED = "\\h"  # the switch that makes a field's words a link
_LONGEST_ENTRY = 240  # characters of a TC field


def depth_of(edition: Edition) -> int:
    """How deep the titles of articles stand in the outline, from 0; 0 for one article alone."""
    if len(edition.articles) == 1:
        return 0
    return 2 if any(each.title for each in edition.sections) else 1


def title_mark(index: int) -> str:
    """The bookmark around the title of the article of this number, from 0."""
    return f"{_TITLE}{index + 1}"


def has_leads(layout: Layout) -> bool:
    """Whether the front page tells what each article says."""
    return layout.options.get("leads") == "true"


def contents(edition: Edition, book: Book, layout: Layout) -> str:
    """The lines, inside their field. Without leads they have a heading."""
    lines = list(_lines(edition, book, layout))
    depth = depth_of(edition)
    asked = f'TOC \\o "2-{depth + 1}" \\h \\z \\b {_ALL}'
    if has_leads(layout):
        asked += f' \\f \\l "{_LEAD}-{_LINE}"'
    lines[0] = lines[0].replace("</w:pPr>", f"</w:pPr>{opened(asked)}", 1)
    lines[-1] = lines[-1].removesuffix("</w:p>") + f"{FIELD_END}</w:p>"
    # LibreOffice loses the page numbers of a section that ends inside the field.
    made = "".join(lines) + paragraph("TableEnd", "")
    if has_leads(layout):
        return made
    labels = labels_for(layout.labels, edition.language)
    heading = words_of(labels.get("contents", "Contents"), edition.language, book)
    return paragraph("ContentsHeading", heading) + made


def _lines(edition: Edition, book: Book, layout: Layout) -> Iterator[str]:
    leads = has_leads(layout)
    entry = "FrontEntry" if leads else f"TOC{depth_of(edition) + 1}"
    for index, article in enumerate(edition.articles):
        page = edition.pages[index] if edition.pages else 0
        for number, each in enumerate(edition.sections):
            if each.title and each.first == index:
                style, mark = "FrontSection" if leads else "TOC2", f"{_SECTION}{number}"
                yield _entry(style, each.title, mark, page, edition.language, book)
        words = said_of(article.title)
        yield _entry(entry, words, title_mark(index), page, article.language, book)
        if leads:
            for style, text in zip(
                ("FrontLead", "FrontLine"), _below(article, layout), strict=True
            ):
                if text:
                    yield line(style, text, article.language, book)


def _entry(style: str, text: str, mark: str, page: int, language: str, book: Book) -> str:
    """A line that leads to what it names; its number, if it is known, is a field."""
    runs = words_of(text, language, book)
    if page:
        runs += f"<w:r><w:tab/></w:r>{field(f'PAGEREF {mark} {_LINKED}', plain_run(str(page)))}"
    return line_of(style, runs, text, language, book, link=mark)


def _below(article: Article, layout: Layout) -> tuple[str, str]:
    """What a front page tells of an article: its bottom line, and who wrote it where."""
    labels = labels_for(layout.labels, article.language)
    outlet = folded(clean(article.outlet))
    by = " · ".join(filter(None, (names_of(article, labels), outlet)))
    return lead_of(article), by


# What the lines lead to


def section_title(edition: Edition, index: int, book: Book) -> str:
    """The heading of the section that begins with an article, or nothing."""
    for number, each in enumerate(edition.sections):
        if each.first == index and each.title:
            xml = paragraph("SectionTitle", words_of(each.title, edition.language, book))
            return bookmarked(xml, f"{_SECTION}{number}", book)
    return ""


def marked(title: str, article: Article, index: int, book: Book, layout: Layout) -> str:
    """An article's title, a paragraph, with what the contents find it by."""
    told = ""
    if has_leads(layout):
        for level, text in zip((_LEAD, _LINE), _below(article, layout), strict=True):
            said = folded(clean(text)).replace("\\", "").replace('"', "”")
            if said:
                said = shortened(said, _LONGEST_ENTRY)
                told += hidden_field(f'TC "{said}" \\l {level} \\n')
    return bookmarked(title, title_mark(index), book, told)


def around_articles(pieces: list[str], first: int, book: Book) -> None:
    """Put the bookmark of all articles into the pieces of a body, of which `first` opens them."""
    book.bookmarks += 1
    start = f'<w:bookmarkStart w:id="{book.bookmarks}" w:name="{_ALL}"/>'
    pieces[first] = pieces[first].replace("</w:pPr>", f"</w:pPr>{start}", 1)
    at = pieces[-1].rindex("</w:p>")
    end = f'<w:bookmarkEnd w:id="{book.bookmarks}"/>'
    pieces[-1] = pieces[-1][:at] + end + pieces[-1][at:]
