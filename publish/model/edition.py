"""What is printed (an edition), how (a layout), and what came out (a rendition)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from publish.model.article import Article, Asset, Note
from publish.model.clean import clean_text
from publish.model.dates import is_moment
from publish.model.languages import language_tag
from publish.model.titles import said_of
from publish.model.tree import Inlines, Text
from publish.model.walk import plain

FALLBACK_MOMENT = "2000-01-01T00:00:00Z"
"""What files say of their making when neither SOURCE_DATE_EPOCH nor the article has a date."""
_UNKNOWN = "und"  # the tag for a language that nobody knows (RFC 5646, section 4.1)


@dataclass(frozen=True, slots=True)
class Section:
    """Articles of an edition that stand under one heading: those from `first` up to `end`."""

    title: str
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Edition:
    """One or more articles that are printed together. One article is an edition of one.

    `subtitle` is a line for the cover, such as a series' name. `sections` hold all articles in
    their order, or there are none. `own_options` are what articles say of themselves, one mapping
    an article, or there are none. `date` is the day it speaks for, "" when no article has one.
    `moment` is what the files say of their own making, yyyy-mm-ddThh:mm:ssZ: never the clock.
    `attachments` ride inside a PDF. `pages` are those of the PDF on which the articles begin, from
    1, or there are none. `digests` are the SHA-256 of the articles' sources, or there
    are none.
    """

    title: Inlines
    articles: tuple[Article, ...]
    language: str
    date: str = ""
    moment: str = FALLBACK_MOMENT
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    subtitle: str = ""
    cover: bool = False
    sections: tuple[Section, ...] = ()
    own_options: tuple[Mapping[str, str], ...] = ()
    digests: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()

    @classmethod
    def of(
        cls,
        *articles: Article,
        title: str = "",
        moment: str = "",
        attachments: Mapping[str, bytes] | None = None,
        subtitle: str = "",
        language: str = "",
        cover: bool = False,
        sections: tuple[tuple[str, int], ...] = (),
        own_options: tuple[Mapping[str, str], ...] = (),
        digests: tuple[str, ...] = (),
    ) -> Edition:
        """An edition of these articles, named after the first unless `title` is given.

        Its language is the first article's unless `language` is given, its date the latest of the
        articles' dates. `sections` are titles, each with the number of articles it holds.
        ValueError without articles, or when sections do not hold as many as there are.
        """
        if not articles:
            raise ValueError("an edition needs at least one article")
        date = max(article.published or article.updated for article in articles)
        return cls(
            title=(Text(title),) if title else articles[0].title,
            articles=articles,
            language=language or articles[0].language,
            date=date,
            moment=moment or moment_of(date),
            attachments=attachments or {},
            subtitle=subtitle,
            cover=cover,
            sections=_sections(sections, len(articles)),
            own_options=own_options,
            digests=digests,
        )

    def options_of(self, index: int) -> Mapping[str, str]:
        """What the article at this place says of itself."""
        return self.own_options[index] if self.own_options else {}

    def alone(self, index: int) -> Edition:
        """One article as an edition of its own, made at the same moment."""
        article = self.articles[index]
        return Edition(
            title=article.title,
            articles=(article,),
            language=article.language,
            date=article.published or article.updated,
            moment=self.moment,
            own_options=(self.options_of(index),),
            digests=self.digests[index : index + 1],
        )

    def fitted(self) -> Edition:
        """The edition without what PDF and e-books refuse: no title, a language that is none."""
        articles = tuple(
            replace(
                article,
                title=_title(article.title, _stem(article.name)),
                language=language_tag(article.language) or _UNKNOWN,
            )
            for article in self.articles
        )
        return replace(
            self,
            title=_title(self.title, said_of(articles[0].title)),
            language=language_tag(self.language) or _UNKNOWN,
            articles=articles,
        )

    @property
    def plain_title(self) -> str:
        """The title as plain text on one line."""
        return plain(said_of(self.title))


def _title(title: Inlines, otherwise: str) -> Inlines:
    if clean_text(said_of(title))[0].strip():
        return title
    return (Text(otherwise),)


def _stem(name: str) -> str:
    return name.rsplit("/", 1)[-1].rsplit(".", 1)[0].strip() or "Untitled"


def _sections(sizes: tuple[tuple[str, int], ...], articles: int) -> tuple[Section, ...]:
    made: list[Section] = []
    for title, size in sizes:
        first = made[-1].end if made else 0
        made.append(Section(title, first, first + size))
    if made and made[-1].end != articles:
        raise ValueError(f"the sections hold {made[-1].end} articles of {articles}")
    return tuple(made)


def moment_of(date: str) -> str:
    """The first second (UTC) of a day written yyyy-mm-dd…, or FALLBACK_MOMENT.

    Years before 1980 cannot stand in a zip file, so they fall back too.
    """
    day = date[:10]
    whole = len(day) == 10 and day[4] == day[7] == "-"
    if not whole or not is_moment(day):
        return FALLBACK_MOMENT
    return f"{day}T00:00:00Z" if day >= "1980-01-01" else FALLBACK_MOMENT


@dataclass(frozen=True, slots=True)
class DocxStyles:
    """How the Word file looks, in points and millimetres; the style names never change.

    `logo` is a picture of the layout, for the head of the file's first page, with the words that
    stand for it. `side_mm` is the column for labels beside the text, inside the margins; None is
    what a good measure leaves. A `typescript` is set for editing on paper: first lines indented,
    one size, a sender's block. `columns` are those of the body's text, `column_gap_mm` apart.
    `cover_ground` and `cover_ink` colour an edition's title on its cover. `styles` are names of
    styles of ours with those that a template of the house has for them.
    """

    text_font: str = "Georgia"
    sans_font: str = "Arial"
    mono_font: str = "Courier New"
    text_size_pt: float = 11.0
    leading_pt: float = 15.0
    accent: str = "7A1F1F"
    page_width_mm: float = 210.0
    page_height_mm: float = 297.0
    margins_mm: tuple[float, float, float, float] = (25.4, 25.4, 25.4, 25.4)
    logo: str = ""
    logo_alt: str = ""
    logo_height_mm: float = 10.0
    side_mm: float | None = None
    justify: bool = False
    hyphenate: bool = False
    line_numbers: bool = False
    typescript: bool = False
    columns: int = 1
    column_gap_mm: float = 6.0
    cover_ground: str = ""
    cover_ink: str = ""
    styles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout as values: templates, style sheets, fonts and options, and a digest of it all.

    Templates and style sheets go by LAYOUT/FILE: the layout's own templates come first, the styles
    stand in the order they apply, `--css` the last. `reference` is a Word template of the house,
    called `reference_name` in messages. `fonts` are the files for EPUB and XHTML;
    `font_folders` are for print; `families` are those of the house, by what they are for: "serif",
    "display", "sans", "mono". `options` are strings by key, as `--set` has them, and `kinds` say
    what each is: "text", "flag", "choice", "number", "length" or "colour". `changed` are the
    keys that someone has set to another value than the layout's, those of the page too. `labels`
    are the layout's own words ("Bottom line") by language, then by key. `pictures` are the files of
    its folder that it names as `asset:NAME`.
    """

    name: str
    title: str
    templates: Mapping[str, str] = field(repr=False)
    styles: Mapping[str, str] = field(repr=False)
    docx: DocxStyles = DocxStyles()
    reference: bytes | None = field(default=None, repr=False)
    reference_name: str = ""
    fonts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    font_folders: tuple[str, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    page: Mapping[str, str] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    pictures: Mapping[str, Asset] = field(default_factory=dict, repr=False)
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Rendition:
    """What a writer made: one file, or a folder of files by path below it.

    `lines` counts paragraphs set whole and greedily, where the typesetter says. `starts` are the
    pages, from 1, on which the articles begin, where there are pages.
    """

    format: str
    files: Mapping[str, bytes] = field(repr=False)
    media_type: str
    pages: int | None = None
    lines: tuple[int, int] | None = None
    notes: tuple[Note, ...] = ()
    starts: tuple[int, ...] = ()

    @property
    def data(self) -> bytes:
        """The bytes of the only file; ValueError for a folder."""
        (data,) = self.files.values()
        return data
