"""Lines of our own, set as words of a language: titles, entries of contents, what stands above."""

from __future__ import annotations

from publish.compose.languages import direction_of
from publish.compose.passages import passage_language
from publish.model.tree import Text
from publish.model.walk import folded
from publish.writers.docx.blocks import paragraph
from publish.writers.docx.characters import attribute, clean
from publish.writers.docx.parts import Book
from publish.writers.docx.runs import Manner, Runs

_MARK = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
_ASKED = '<w:r><w:instrText xml:space="preserve"> {} </w:instrText></w:r>'
_OFF = ' w:val="0"'
FIELD_END = _MARK.format("end")


def opened(asked: str) -> str:
    """The runs of a field, up to what it shows. It is never marked as out of date: Word asks then.

    Source: ECMA-376 part 1, 17.16.2.
    """
    return _MARK.format("begin") + _ASKED.format(attribute(asked)) + _MARK.format("separate")


def field(asked: str, shown: str) -> str:
    """The runs of a field that shows these runs until someone renews it."""
    return opened(asked) + shown + FIELD_END


def hidden_field(asked: str) -> str:
    """The runs of a field that shows nothing, such as an entry for the contents."""
    return _MARK.format("begin") + _ASKED.format(attribute(asked)) + FIELD_END


def line(style: str, text: str, language: str, book: Book, *, link: str = "") -> str:
    """A paragraph that runs as its words do; `link` is the bookmark that it leads to."""
    words = words_of(text, language, book)
    return line_of(style, words, text, language, book, link=link)


def line_of(style: str, runs: str, text: str, language: str, book: Book, *, link: str = "") -> str:
    """The same of runs whose words are `text`."""
    rtl = direction_of(_spoken(text, language)) == "rtl"
    turned = "" if rtl == book.rtl else f"<w:bidi{'' if rtl else _OFF}/>"
    if link:
        runs = f'<w:hyperlink w:anchor="{link}" w:history="1">{runs}</w:hyperlink>'
    return paragraph(style, runs, turned=turned)


def words_of(text: str, language: str, book: Book) -> str:
    """The runs of a text, on one line."""
    language = _spoken(text, language)
    manner = Manner(language, direction_of(language) == "rtl")
    return Runs(book, book.body, lambda _: "").words(folded(clean(text)), manner)


def _spoken(words: str, language: str) -> str:
    """The language of words among others in a language: of those that run against it their own."""
    return passage_language((Text(words),), language, language)


def bookmarked(xml: str, name: str, book: Book, more: str = "") -> str:
    """A paragraph with a bookmark around its runs; `more` are runs behind them, outside."""
    book.bookmarks += 1
    start = f'<w:bookmarkStart w:id="{book.bookmarks}" w:name="{name}"/>'
    end = f'<w:bookmarkEnd w:id="{book.bookmarks}"/>'
    return (
        xml.replace("</w:pPr>", f"</w:pPr>{start}", 1).removesuffix("</w:p>") + f"{end}{more}</w:p>"
    )
