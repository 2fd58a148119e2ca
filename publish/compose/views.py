"""What a template sees of an article: pieces ready to print, in the article's own language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from publish.compose.addresses import href, printed_address
from publish.compose.codes import code_name, qr_code
from publish.compose.flourishes import pulled_out, with_drop_cap
from publish.compose.fragments import Fragment, HeadingLine
from publish.compose.html import Medium, Serialiser
from publish.compose.languages import direction_of
from publish.compose.lettering import GAP, NOUNS_HAVE_CAPITALS, PRINT_GAP, names_in, together
from publish.compose.links import SHOWN, Shown
from publish.compose.markings import Marking, marking_of
from publish.compose.places import TITLE, Places, Targets, own_targets
from publish.compose.printed_dates import printed_date
from publish.compose.stops import stop_behind
from publish.compose.table_fit import Room
from publish.compose.table_html import is_turned
from publish.model.article import Article, Note
from publish.model.clean import clean_text
from publish.model.titles import said_of, without_notes
from publish.model.tree import Text
from publish.model.walk import plain, text_of, text_of_blocks, text_of_inlines

Labels = Mapping[str, str]
Setting = str | bool | int | float
"""What an option holds for a template."""

RUNNING_LENGTH = 60  # characters: a line of furniture stays under half the page (docs/print.md)
_HEAD_LETTER_MM = 1.6  # of furniture: 8.5 pt of the sans, with its spaces, and some air
LEAD_LENGTH = 400  # characters: six lines of a front page
MOST_KEY_POINTS = 5
NAMES_IN_FULL = 4  # up to four names stand in the title block; of more, the first three
_TRADITIONAL = frozenset({"zh-tw", "zh-hk", "zh-mo"})
_LONG_TITLE, _LONGEST_TITLE = 90, 150  # characters: two and three lines at 25 pt


@dataclass(frozen=True, slots=True)
class BodyPart:
    """Blocks of a body on the same kind of page: `turned` is a table on a page on its side."""

    blocks: Fragment
    turned: bool = False


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article for templates. A missing piece is empty and false.

    `first_authors` go into the title block, followed by `others` ("and 9 others") when they are not
    all. `title_size` is "", "long" or "longest". `running` is the line for the head of a page,
    `head` the title alone for one that says the edition's too. `stop` ends it in a citation,
    `last_stop` its outlet and day. `place` is where links to it lead;
    `lead` is the bottom line, else the standfirst, as words for a front page, cut when it is long.
    `published` is printed, `date` is machine-readable. `parts` are the body, cut where the page
    turns. `notes` are the items of a list of notes, `links` those of a list of addresses. `number`
    counts the edition's articles from 1, `section` is the title of the one it stands in. `marking`
    is its banner. `options` are the layout's, with the article's own in their place. `qr` is a
    picture of the code for its address. `doubts` are what an editor should know of the pages.
    """

    anchor: str
    place: str
    marking: Marking
    number: int
    section: str
    options: Mapping[str, Setting]
    language: str
    direction: str
    labels: Labels
    outlet: str
    title: Fragment
    title_size: str
    lead: str
    standfirst: Fragment
    authors: tuple[str, ...]
    first_authors: tuple[str, ...]
    others: str
    dateline: str
    published: Fragment
    date: str
    url: str
    address: Fragment
    tags: tuple[str, ...]
    summary: Fragment
    key_points: tuple[Fragment, ...]
    parts: tuple[BodyPart, ...]
    body: Fragment
    author_note: Fragment
    notes: Fragment
    links: Fragment
    qr: Fragment
    running: str
    head: str
    stop: str
    last_stop: str
    headings: tuple[HeadingLine, ...]
    doubts: tuple[Note, ...]


def labels_for(labels: Mapping[str, Labels], language: str) -> Labels:
    """The layout's words in a language: the exact tag, its script, the language, over English.

    A tag of a place where traditional Chinese is written counts as that script.
    """
    exact = language.lower()
    primary, *rest = exact.split("-")
    script = rest[0] if rest and len(rest[0]) == 4 else "hant" if exact in _TRADITIONAL else ""
    by_tag = {tag.lower(): words for tag, words in labels.items()}
    merged = dict(by_tag.get("en", {}))
    for tag in (primary, f"{primary}-{script}", exact):
        merged.update(by_tag.get(tag, {}))
    return merged


def shortened(text: str, length: int = RUNNING_LENGTH) -> str:
    """The text, or its beginning cut at a word with an ellipsis; at most `length` characters."""
    if len(text) <= length:
        return text
    head = text[: length - 1]
    cut = head.rsplit(" ", 1)[0] if " " in head else head
    return cut.rstrip(" ,;:–—-") + "…"


def running_title(text: str, length: int = RUNNING_LENGTH) -> str:
    """A title for the head of a page, where wide letters leave room for fewer."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" or char.isupper() / 3 for char in text)
    share = len(text) / (len(text) + wide) if text else 1
    return shortened(text, int(length * share))


def head_room(measure_mm: float) -> tuple[int, int]:
    """How many characters an edition's title and an article's may have beside one another."""
    room = measure_mm / _HEAD_LETTER_MM
    return int(room * 0.4), int(room * 0.6) - 2


def names_of(article: Article, labels: Labels) -> str:
    """Its authors on a line, of many the first few: "Ann Ode, Bo Li, Cy Dee and 2 others"."""
    authors = _authors(article)
    return " ".join(filter(None, (", ".join(_first(authors)), _others(authors, labels))))


def _authors(article: Article) -> tuple[str, ...]:
    return tuple(_plain(name) for name in article.byline if name.strip())


def _others(authors: tuple[str, ...], labels: Labels) -> str:
    rest = len(authors) - len(_first(authors))
    return labels.get("others", "and {n} others").replace("{n}", str(rest)) if rest else ""


def _first(authors: tuple[str, ...]) -> tuple[str, ...]:
    return authors if len(authors) <= NAMES_IN_FULL else authors[: NAMES_IN_FULL - 1]


def lead_of(article: Article) -> str:
    """The article's bottom line, else its standfirst, as plain words; "" without either.

    Nothing stands for them: the first words of a text say too seldom what it says.
    """
    said = article.summary or article.standfirst
    return shortened(_plain(said_of(without_notes(said))), LEAD_LENGTH)


def view_of(
    article: Article,
    labels: Labels,
    medium: Medium,
    *,
    prefix: str = "",
    number: int = 1,
    section: str = "",
    notes_at_end: bool = True,
    options: Mapping[str, Setting] | None = None,
    elsewhere: Targets | None = None,
    head_length: int = RUNNING_LENGTH,
    room: Room | None = None,
) -> ArticleView:
    """The article as a template sees it. Pieces are set in the order of the page: notes count."""
    options = options or {}
    on_paper = medium == "print"
    told = on_paper and options.get("link_pages") is True
    serialiser = Serialiser(
        medium=medium,
        language=article.language,
        assets=article.assets,
        prefix=prefix,
        notes_at_end=notes_at_end,
        links=_shown(options) if on_paper else "none",
        picture_word=labels.get("picture", "Picture"),
        note_words=(labels.get("note", "Note"), labels.get("back", "Back to text")),
        box_words=(labels.get("unticked", "not done"), labels.get("ticked", "done")),
        places=Places(own_targets(article, f"#{prefix}{{}}".format), elsewhere or {}),
        page_word=_page_word(labels, article.language) if told else "",
        room=room,
        names=names_in(
            article.byline,
            (text_of_inlines(article.title), *text_of_blocks(article.author_note).splitlines()),
            article.language,
        ),
    )
    title = serialiser.inlines(article.title)
    published = _plain(printed_date(article.published, article.language))
    authors, outlet = _authors(article), _plain(article.outlet)
    address = printed_address(article.url, PRINT_GAP if on_paper else GAP, on_paper=on_paper)
    return ArticleView(
        anchor=f"{prefix}{TITLE}",
        place=f"#{prefix}{TITLE}",
        marking=marking_of(_plain(str(options.get("banner", "")))),
        number=number,
        section=section,
        options=options,
        language=article.language,
        direction=direction_of(article.language),
        labels=labels,
        outlet=outlet,
        title=title,
        title_size=title_size(title.text),
        lead=lead_of(article),
        standfirst=serialiser.inlines(article.standfirst),
        authors=authors,
        first_authors=_first(authors),
        others=_others(authors, labels),
        dateline=_plain(article.dateline),
        published=Fragment(together(published) if on_paper else escape(published), published),
        date=article.published[:10],
        url=href(article.url),
        address=Fragment(address, article.url),
        tags=tuple(_plain(tag) for tag in article.tags),
        summary=serialiser.inlines(article.summary),
        key_points=tuple(
            serialiser.inlines(point) for point in article.key_points[:MOST_KEY_POINTS]
        ),
        parts=(parts := _body(serialiser, article, options)),
        body=Fragment(
            Markup("\n").join(part.blocks.html for part in parts),
            "\n".join(map(text_of, article.body)),
        ),
        author_note=serialiser.inner_blocks(article.author_note),
        notes=serialiser.notes(),
        links=serialiser.addresses(),
        qr=_code(article.url, labels) if on_paper and options.get("qr") is True else Fragment(),
        running=" · ".join(filter(None, (running_title(title.text), published))),
        head=running_title(title.text, head_length),
        stop=stop_behind(title.text),
        last_stop=stop_behind(published or outlet),
        headings=tuple(serialiser.headings),
        doubts=tuple(serialiser.doubts),
    )


def _body(
    serialiser: Serialiser, article: Article, options: Mapping[str, Setting]
) -> tuple[BodyPart, ...]:
    """The body, cut where the page turns; in print with the flourishes that options ask for."""
    on_paper = serialiser.medium == "print"
    drop_cap, pull_quotes = (options.get(key) is True for key in ("drop_cap", "pull_quotes"))
    if on_paper and (drop_cap or pull_quotes):
        made = _flourished(serialiser, article, drop_cap=drop_cap, pull_quotes=pull_quotes)
    else:
        made = [serialiser.blocks((block,)).html for block in article.body]
    # No column can hold a page that turns.
    runs = groupby(filter(None, made), is_turned)
    parts = tuple(BodyPart(Fragment(Markup("\n").join(run)), turned) for turned, run in runs)
    return parts or (BodyPart(Fragment()),)


def _flourished(
    serialiser: Serialiser, article: Article, *, drop_cap: bool, pull_quotes: bool
) -> list[Markup]:
    pulled = pulled_out(article.body) if pull_quotes else {}
    made = []
    for index, block in enumerate(article.body):
        if sentence := pulled.get(index):
            inner = serialiser.inlines((Text(sentence),)).html
            made.append(Markup('<aside class="pull-quote"><p>{}</p></aside>').format(inner))
        one = serialiser.blocks((block,)).html
        made.append(with_drop_cap(one) if drop_cap and index == 0 else one)
    return made


def _page_word(labels: Labels, language: str) -> str:
    """The word for a page, inside a sentence."""
    word = labels.get("page", "Page")
    return word if language.partition("-")[0].lower() in NOUNS_HAVE_CAPITALS else word.lower()


def _shown(options: Mapping[str, Setting]) -> Shown:
    return next((each for each in SHOWN if each == options.get("links")), "none")


def _code(url: str, labels: Labels) -> Fragment:
    """The picture of a code, whose bytes `compose` adds; the address stands for it in words."""
    address = href(url)
    data = qr_code(address)
    if not data:
        return Fragment()
    alternative = f"{labels.get('qr', 'QR code')}: {address}"
    html = Markup('<img class="qr" src="asset:{}" alt="{}"/>').format(code_name(data), alternative)
    return Fragment(html, address)


def title_size(title: str) -> str:
    """What a title is for a page: "", "long" or "longest"."""
    if len(title) > _LONGEST_TITLE:
        return "longest"
    return "long" if len(title) > _LONG_TITLE else ""


def _plain(text: str) -> str:
    """A line of text fit for any place on a page."""
    return plain(clean_text(text)[0])
