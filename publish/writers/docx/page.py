"""An article on its pages: what stands above and below its body, and in header and footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from operator import itemgetter

from publish.compose.addresses import href
from publish.compose.languages import direction_of
from publish.compose.markings import marking_of
from publish.compose.places import Places, Targets, own_targets
from publish.compose.printed_dates import printed_date
from publish.compose.stops import stop_behind
from publish.compose.views import labels_for, running_title
from publish.model.article import Article
from publish.model.edition import Edition, Layout
from publish.model.titles import said_of
from publish.model.tree import NOWHERE, Emphasis, Text
from publish.model.walk import folded, text_of_inlines
from publish.writers.docx.blocks import Setter, numbered
from publish.writers.docx.characters import clean, left_to_right
from publish.writers.docx.comments import BEFORE, TITLE, Comments, remarks
from publish.writers.docx.contents import marked, section_title
from publish.writers.docx.fixed import Fixed, Placing
from publish.writers.docx.front import FACTS
from publish.writers.docx.furniture import (
    TAB,
    Furniture,
    banner_of,
    beside_edition,
    followed,
    page_number,
    page_of_pages,
)
from publish.writers.docx.parts import KEY_POINTS, Book, CountedList, bookmark_of
from publish.writers.docx.remarks import annotated, with_ends
from publish.writers.docx.runs import Manner, plain_run
from publish.writers.docx.shown_links import ShownLinks
from publish.writers.docx.surroundings import Surroundings
from publish.writers.docx.typescript import count_line, slug

_WORDS = {
    "from": "From",
    "place": "Place",
    "date": "Date",
    "subject": "Subject",
    "number": "Number",
    "desk": "Desk",
    "distribution": "Distribution",
    "bottom_line": "Bottom line",
    "key_points": "Key points",
    "about_author": "About the author",
    "about_authors": "About the authors",
    "source": "Source",
    "links": "Links",
    "handling": "Handling",
    "page": "Page",
    "of": "of",
    "picture": "Picture",
}
"""The words of a layout that has no labels."""

_SENT = frozenset({"from", "place", "date"})  # a typescript's sender says it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Paragraphs on pages, all of which stand in the same manner."""

    xml: str
    manner: Placing = "plain"


@dataclass(slots=True)
class ArticlePages:
    """Sets one article of an edition, whose options are the layout's with its own above them."""

    article: Article
    edition: Edition
    layout: Layout
    fixed: Fixed
    book: Book
    comments: bool
    options: Mapping[str, str]
    index: int = 0
    elsewhere: Targets = field(default_factory=dict)
    _own: Targets = field(init=False)
    _words: Mapping[str, str] = field(init=False)
    _manner: Manner = field(init=False)
    _published: str = field(init=False)

    def __post_init__(self) -> None:
        language = self.article.language
        self._own = own_targets(self.article, partial(bookmark_of, self.index))
        self._words = {**_WORDS, **labels_for(self.layout.labels, language)}
        self._manner = Manner(language, direction_of(language) == "rtl")
        date = _line(printed_date(self.article.published, language))
        turns = self._manner.rtl and date[:1].isdigit()
        self._published = left_to_right(date) if turns else date

    def body(self) -> list[Stretch]:
        """All paragraphs, from the outlet to the source, cut where pages stand in another way."""
        fixed, setter = self.fixed, self._setter()
        said = annotated(self.article, self.book, setter.runs) if self.comments else None
        if said:
            self.article = said.article
        article = self.article
        head, title = self._head(setter), self._title(setter)
        opening = self._opening(setter)
        body = Surroundings("BodyText", fixed.column_width)
        note = Surroundings("AuthorNote", fixed.text_width)
        first = replace(body, style="FirstParagraph")
        places = [body if index else first for index in range(len(article.body))]
        links = ShownLinks.asked(self.options.get("links", ""), setter.places)
        blocks = links.blocks(article.body)
        pieces = [setter.block(block, place) for block, place in zip(blocks, places, strict=True)]
        manners: list[Placing] = [
            "turned" if setter.turns(block, place) else self._placing
            for block, place in zip(blocks, places, strict=True)
        ]
        pieces += [setter.block(block, note) for block in links.blocks(article.author_note)]
        if said:
            title, pieces = with_ends(title, pieces, said)
            title, pieces = self._commented(title, pieces, setter)
        if article.author_note:
            key = "about_authors" if len(article.byline) > 1 else "about_author"
            label = self._label(setter, "AuthorNoteHeading", key)
            pieces.insert(len(article.body), label)
        pieces.insert(len(article.body), self._end_mark(setter))
        if len(self.edition.articles) > 1:
            title = marked(title, article, self.index, self.book, self.layout)
            head = section_title(self.edition, self.index, self.book) + head
        above = [head, title, *opening]
        below = [*self._links(setter, links), *self._source(setter), *self._handling(setter)]
        whole = [*above, *pieces, *below]
        at: list[Placing] = ["plain"] * len(whole)
        at[len(above) : len(above) + len(manners)] = manners
        runs = groupby(zip(at, whole, strict=True), itemgetter(0))
        made = [Stretch("".join(xml for _, xml in run), manner) for manner, run in runs]
        return [each for each in made if each.xml]

    @property
    def _placing(self) -> Placing:
        return "columns" if self.layout.docx.columns > 1 else "plain"

    def furniture(self) -> Furniture:
        """Head and foot of its pages."""
        setter = self._setter()
        marking = marking_of(_line(self.options.get("banner", "")))
        return Furniture(
            self._header(setter),
            self._footer(setter),
            banner_of(marking, setter.runs, self._manner, setter.turned),
            setter.turned,
        )

    def _header(self, setter: Setter) -> str:
        """The running head: title and date; of several the edition's title and this one's."""
        if self.layout.docx.typescript:
            words = slug(self.article, self.options.get("keyword", ""))
            said = setter.runs.words(f"{words} / ", self._manner) if words else ""
            return said + page_number(self._manner)
        title = _line(said_of(self.article.title))
        style = "Title" if title == _line(text_of_inlines(self.article.title)) else ""
        if len(self.edition.articles) > 1:
            return beside_edition(
                self.edition, title, setter.runs, self._manner, self.layout, style
            )
        shown = running_title(title)
        day = (" · " if shown else "") + self._published if self._published else ""
        more = setter.runs.words(day, self._manner) if day else ""
        return followed(title, style, shown, setter.runs, self._manner) + more

    def _footer(self, setter: Setter) -> str:
        """The foot: "Page 1 of 2 · Outlet"; a typescript has none."""
        if self.layout.docx.typescript:
            return ""
        outlet = _line(self.article.outlet)
        said = setter.runs.words(f" · {outlet}", self._manner) if outlet else ""
        return page_of_pages(self._words, self._manner) + said

    # Above the body

    def _head(self, setter: Setter) -> str:
        outlet = _line(self.article.outlet)
        named = self._plain(setter, "Outlet", outlet) if outlet else ""
        return self._sender(setter, named) if self.layout.docx.typescript else named

    def _sender(self, setter: Setter, outlet: str) -> str:
        """Who sends a typescript, and in the first line's corner how long it is."""
        article = self.article
        names = ", ".join(filter(None, map(_line, article.byline)))
        lines = [
            self._sent(setter, names, "Byline"),
            outlet,
            self._sent(setter, _line(article.dateline), "Dateline"),
            self._sent(setter, self._published, "Fact"),
        ]
        lines = list(filter(None, lines)) or [setter.paragraph("Sender", "")]
        counted = replace(self._manner, styles=("WordCount",))
        count = setter.runs.words(TAB + count_line(article, self._words), counted)
        return lines[0].replace("</w:p>", f"{count}</w:p>") + "".join(lines[1:])

    def _sent(self, setter: Setter, words: str, style: str) -> str:
        said = replace(self._manner, styles=(style,))
        return setter.paragraph("Sender", setter.runs.words(words, said)) if words else ""

    def _title(self, setter: Setter) -> str:
        return setter.line("Title", self.article.title)

    def _opening(self, setter: Setter) -> list[str]:
        """What stands between the title and the body."""
        article = self.article
        made = [setter.line("Subtitle", article.standfirst)] if article.standfirst else []
        made += [
            setter.paragraph("TitleBlock", self._fact(setter, style, key, value))
            for style, key, value in self._facts()
            if value and not (self.layout.docx.typescript and key in _SENT)
        ]
        if article.summary:
            made.append(self._label(setter, "BottomLineHeading", "bottom_line"))
            made.append(setter.line("BottomLine", article.summary))
        if article.key_points:
            made.append(self._label(setter, "KeyPointsHeading", "key_points"))
            count = numbered(0, self.book.new_list(CountedList(KEY_POINTS, 0, 1)))
            made += [setter.line("KeyPoints", point, count) for point in article.key_points]
        return made

    def _facts(self) -> list[tuple[str, str, str]]:
        """Each line of the title block: the style of what it says, its label, what it says."""
        article, options = self.article, self.options
        return [
            ("Byline", "from", ", ".join(filter(None, map(_line, article.byline)))),
            ("Dateline", "place", _line(article.dateline)),
            ("Fact", "date", self._published),
            *(("Fact", key, _line(options.get(key, ""))) for key in FACTS),
        ]

    def _fact(self, setter: Setter, style: str, key: str, value: str) -> str:
        label = setter.runs.words(self._words[key], replace(self._manner, styles=("FactName",)))
        said = setter.runs.words(value, replace(self._manner, styles=(style,)))
        return f"{label}{plain_run(TAB)}{said}"

    # Below the body

    def _end_mark(self, setter: Setter) -> str:
        """What tells an editor that no page is missing behind a typescript's last."""
        if not self.layout.docx.typescript:
            return ""
        return self._plain(setter, "EndMark", f"— {self._words.get('end', 'end')} —")

    def _handling(self, setter: Setter) -> list[str]:
        """What a reader may do with it."""
        said = _line(self.options.get("handling", ""))
        label = self._label(setter, "SourceHeading", "handling")
        return [label, self._plain(setter, "SourceLine", said)] if said else []

    def _links(self, setter: Setter, links: ShownLinks) -> list[str]:
        """Where links lead, in the order of their numbers in the text."""
        if not links.listed:
            return []
        manner = Manner("en", rtl=False, styles=("LinkAddress",))
        return [
            self._label(setter, "LinkHeading", "links"),
            *(
                setter.paragraph("LinkLine", setter.runs.words(f"{number}.{TAB}{address}", manner))
                for number, address in enumerate(links.listed, 1)
            ),
        ]

    def _source(self, setter: Setter) -> list[str]:
        """Where the article was published: title, outlet, date, and the address as a link."""
        article = self.article
        if not (article.outlet.strip() or href(article.url)):
            return []
        title = _line(said_of(article.title))
        where = ", ".join(filter(None, (_line(article.outlet), self._published)))
        said = f" {where}{stop_behind(where)}" if where else ""
        citation = (Emphasis((Text(title),)), Text(stop_behind(title) + said))
        made = [
            self._label(setter, "SourceHeading", "source"),
            setter.line("SourceLine", citation),
        ]
        if address := href(article.url):
            for start in ("https://", "http://", "mailto:", "www."):
                address = address.removeprefix(start)
            words = setter.runs.words(address.rstrip("/"), _ADDRESS)
            made.append(setter.paragraph("SourceLine", setter.runs.link(article.url, words)))
        return made

    # Pieces

    def _commented(self, title: str, pieces: list[str], setter: Setter) -> tuple[str, list[str]]:
        """The title and the blocks with their comments, which are counted down the page."""
        blocks = (*self.article.body, *self.article.author_note)
        origins = [b.origin if xml else NOWHERE for b, xml in zip(blocks, pieces, strict=True)]
        said = remarks(self.article, origins)
        writer = Comments(self.book, setter.runs, self.edition.moment)
        title = writer.after(title, said.get(TITLE, []))
        first = next((index for index, xml in enumerate(pieces) if xml), None)
        if first is None:
            return writer.after(title, said.get(BEFORE, [])), pieces
        pieces[first] = writer.before(pieces[first], said.get(BEFORE, []))
        return title, [writer.after(xml, said.get(index, [])) for index, xml in enumerate(pieces)]

    def _label(self, setter: Setter, style: str, key: str) -> str:
        return setter.paragraph(style, setter.runs.words(self._words[key], self._manner))

    def _plain(self, setter: Setter, style: str, text: str) -> str:
        return setter.paragraph(style, setter.runs.words(text, self._manner))

    def _setter(self) -> Setter:
        return Setter(
            self.book,
            self.book.body,
            self._manner,
            self.article.assets,
            self.fixed.text_height,
            self._words["picture"],
            Places(self._own, self.elsewhere),
            self.index,
            room=self.fixed.tables.from_the_right() if self._manner.rtl else self.fixed.tables,
        )


_ADDRESS = Manner("en", rtl=False, styles=("Hyperlink", "Verbatim"))


def _line(text: str) -> str:
    """A text on one line, fit for a page."""
    return folded(clean(text))
