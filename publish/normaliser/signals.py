"""What tells a leftover: the signals of every block of a page, as numbers.

Sources: the shallow text features of Kohlschütter, Fankhauser and Nejdl (WSDM 2010), the context
features of jusText (Pomikálek 2011), and what the tree of an HTML page says. None of them is a
word of the text, so that what was learned on some sites holds on others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from publish.model.tree import (
    CodeBlock,
    Figure,
    Heading,
    Link,
    Listing,
    Paragraph,
    Quote,
    Table,
)
from publish.normaliser.engine import Page
from publish.normaliser.phrases import cues
from publish.normaliser.words import address_words, content_words, function_words

TRAIL_CUES: Mapping[str, str] = {
    "content": (
        "article articlebody body content entry post story text main prose copy richtext "
        "paragraph artikel inhalt corps cuerpo corpo texto testo wysiwyg"
    ),
    "navigation": (
        "nav menu navigation navbar topbar masthead header subnav mainnav submenu "
        "dropdown hamburger"
    ),
    "footer": "footer foot colophon bottom imprint impressum",
    "side": "sidebar aside rail widget widgets side column sidecol complementary",
    "related": (
        "related relateds recirc recirculation recommended recommendations recommend more "
        "readmore trending popular latest teaser teasers similar next prev previous "
        "mostread suggested outbrain taboola also relacionadas correlati verwandt"
    ),
    "listing": ("card cards tile tiles grid feed list items river carousel slider swiper archive"),
    "share": (
        "share sharing social addthis facebook twitter whatsapp linkedin sharebar "
        "sharetools tools toolbar print email buttons"
    ),
    "comment": (
        "comment comments disqus discussion reply replies respond kommentar kommentare "
        "commentaire comentarios"
    ),
    "advert": (
        "ad ads advert advertisement adv sponsor sponsored dfp banner promo promotion "
        "promoted anzeige werbung commercial affiliate shop buy product price"
    ),
    "subscribe": (
        "newsletter subscribe subscription signup paywall piano donate donation "
        "membership register login abo"
    ),
    "caption": "caption figcaption credit credits legend wp-caption copyright source",
    "media": (
        "image images photo photos picture gallery media video player audio thumbnail "
        "thumb embed figure"
    ),
    "byline": ("byline author authors writer contributor autor auteur bio profile avatar about"),
    "date": "date time timestamp published dateline datetime posted updated pubdate",
    "meta": "meta info details data byline postmeta entrymeta infobar",
    "tags": "tag tags topics topic keywords category categories taxonomy cat label labels",
    "crumbs": "breadcrumb breadcrumbs crumbs pagination pager pages",
    "modal": "cookie cookies consent gdpr modal popup overlay notice alert dialog",
    "hidden": "hidden hide visually sr screen reader offscreen invisible noprint skip",
    "title": "title headline hed heading h1 titre titel titulo",
    "lead": (
        "lead lede standfirst dek deck summary intro excerpt abstract subtitle subhead "
        "subheadline description teasertext vorspann chapo"
    ),
    "quote": "quote pullquote blockquote pull",
    "contents": "toc contents index",
    "form": "form search input field question answer poll survey",
    "legal": "legal disclaimer copyright terms privacy",
    "reference": (
        "references reference footnotes footnote notes bibliography citation citations "
        "reflist infobox navbox"
    ),
}
"""Words of class names and ids, by what they are used for."""

TRAIL_TAGS = (
    "nav",
    "aside",
    "footer",
    "header",
    "form",
    "figure",
    "figcaption",
    "blockquote",
    "main",
    "article",
    "section",
    "li",
    "td",
    "button",
    "a",
    "dl",
    "details",
)

CUE_KINDS = (
    "share",
    "tags",
    "related",
    "newsletter",
    "consent",
    "paywall",
    "app",
    "advert",
    "comments",
    "pager",
    "legal",
    "contact",
    "credit",
    "media",
    "author",
    "byline",
    "date",
    "price",
    "action",
    "reading-time",
)
_LISTS = ("related", "comments", "tags", "newsletter", "share", "pager")
"""Kinds of labels that open something that goes on in the blocks below them."""

_SHORT = 12  # words of a block that is no paragraph
_LOOKED_AT = 1200  # characters of a block that its shares are counted over
_FAR = 30  # blocks; what is farther counts as nowhere
Rows = NDArray[np.float32]
"""One row for each block of a page."""

NAMES: tuple[str, ...] = (
    # the block itself
    "words",
    "word length",
    "function words",
    "ends a sentence",
    "ends with a colon",
    "ends cut off",
    "asks",
    "digits",
    "capital words",
    "shouted words",
    "marks",
    "commas",
    "you and our",
    "clock",
    "year",
    "money",
    "address",
    "glued",
    "small start",
    "in brackets",
    "paragraph",
    "heading",
    "heading level",
    "list",
    "items",
    "words an item",
    "figure",
    "table",
    "quote",
    "code",
    "lines",
    "links",
    *(f"cue {kind}" for kind in CUE_KINDS),
    "any cue",
    # its words and the article's
    "shares the article's words",
    "said elsewhere",
    "twice on the page",
    "words of the title",
    "title in it",
    # where it stands
    "place",
    "blocks above",
    "blocks below",
    "inside the core",
    "above the core",
    "below the core",
    "prose above",
    "prose below",
    "to prose above",
    "to prose below",
    "run of short blocks",
    "place in the run",
    "a colon opens the run",
    "cues in the run",
    "to heading above",
    *(f"below {kind}" for kind in _LISTS),
    "prose around",
    "links around",
    "words around",
    # the page
    "page blocks",
    "page words",
    "page links",
    "core words",
    "core share",
    "marked up",
)
TRAIL_NAMES: tuple[str, ...] = (
    *(f"in {cue}" for cue in TRAIL_CUES),
    *(f"<{tag}>" for tag in TRAIL_TAGS),
    "depth",
    *(f"prose {up} up" for up in range(1, 6)),
    *(f"density {up} up" for up in range(1, 5)),
    *(f"links {up} up" for up in range(1, 5)),
    "like siblings",
    "steps to the column",
    "steps below the column",
    "branch words",
    "branch prose",
    "branch links",
    "branch blocks",
    "share of the column",
)


def signals(page: Page) -> Rows:
    """The signals of every block: NAMES, and TRAIL_NAMES when the page has trails."""
    number = len(page)
    words = np.array(page.words, np.float32)
    prose = np.array([w if page.is_prose(i) else 0 for i, w in enumerate(page.words)], np.float32)
    links = np.array(page.link_share, np.float32)
    found = [cues(bare) if bare else frozenset() for bare in page.bares]
    cued = np.array([[kind in kinds for kind in CUE_KINDS] for kinds in found], np.float32)
    count = np.array([len(kinds) for kinds in found], np.float32)
    columns = [
        _characters(page, words),
        _forms(page, words),
        np.column_stack([links, cued.reshape(number, len(CUE_KINDS)), count]),
        _vocabulary(page),
        _context(page, words, prose, links, cued, count),
    ]
    if any(block.origin.trail for block in page.blocks):
        columns.append(_trail(page, words, prose, links))
    return np.hstack(columns).astype(np.float32)


_UPPER, _LOWER, _FIGURE, _GAP, _MARK, _COMMA, _MONEY = (1 << bit for bit in range(7))
_TABLED = 0x2400  # characters below have a row in the table; those above have no case


@cache
def _classes() -> NDArray[np.uint8]:
    """What each character is, as bits; the last row is for all that are not in the table."""
    table = np.zeros(_TABLED + 1, np.uint8)
    for code in range(_TABLED):
        char = chr(code)
        table[code] = (
            _UPPER * char.isupper()
            + _LOWER * char.islower()
            + _FIGURE * char.isdigit()
            + _GAP * char.isspace()
            + _MARK * (char in "|·•»›>/→#@©")
            + _COMMA * (char == ",")
            + _MONEY * (char in "$€£¥₽₺")
        )
    return table


def _characters(page: Page, words: Rows) -> Rows:
    """What the characters of each block say, counted for the whole page at once."""
    grammar = function_words(page.language)
    texts = [text[:_LOOKED_AT] for text in page.texts]
    folded = [text.casefold().split() for text in texts]
    number = np.array([max(1, len(tokens)) for tokens in folded], np.float32)
    grammatical = np.array([sum(map(grammar.__contains__, each)) for each in folded], np.float32)
    grammatical /= number
    for index in np.nonzero(words > 2 * number)[0]:
        # A script without spaces: characters, two to a word.
        text = texts[index]
        grammatical[index] = 2 * sum(map(grammar.__contains__, text)) / max(1, len(text))
    you = address_words()
    yours = np.array([sum(map(you.__contains__, each)) for each in folded], np.float32)
    joined = "\n".join(texts) + "\n  "
    code = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    kind = _classes()[np.minimum(code, _TABLED)]
    lengths = np.array([len(text) for text in texts])
    starts = np.concatenate([[0], np.cumsum(lengths + 1)[:-1]]).astype(np.intp)

    def count(mask: NDArray[np.bool_]) -> Rows:
        """How many characters of each block are meant."""
        whole = np.zeros(len(code), np.int32)
        whole[: len(mask)] = mask
        sums: Rows = np.add.reduceat(whole[:-2], starts).astype(np.float32)
        return sums

    upper, lower = (kind & _UPPER) > 0, (kind & _LOWER) > 0
    figure, gap = (kind & _FIGURE) > 0, (kind & _GAP) > 0
    first = np.concatenate([[True], gap[:-1]])
    short = words <= 60
    length = np.maximum(1, lengths).astype(np.float32)
    ends = [text[-1:] for text in page.texts]
    bracketed = [text[:1] in "([" and text[-1:] in ")]" for text in page.texts]
    begun = (code[:-3] == 49) & (code[1:-2] == 57) | (code[:-3] == 50) & (code[1:-2] == 48)
    year = begun & ~np.concatenate([[False], figure[:-4]]) & figure[2:-1] & figure[3:]
    colon = np.isin(code[1:-2], (58, 46, 104))
    clock = figure[:-3] & colon & figure[2:-1] & figure[3:]
    address = (code[:-2] == 58) & (code[1:-1] == 47) & (code[2:] == 47)
    address |= code[:-2] == 64
    return np.column_stack(
        [
            np.log1p(words),
            np.minimum(20, length / number),
            grammatical,
            [end != "" and end in ".!?…。！？؟।\"'”’»)" for end in ends] * (words > 3),
            [end != "" and end in ":：" for end in ends],
            [text.endswith(("…", "...", "[...]")) for text in page.texts],
            [end != "" and end in "?？؟" for end in ends],
            count(figure) / length,
            count(upper & first) / number,
            count(upper[:-1] & first[:-1] & upper[1:]) / number,
            short * count((kind & _MARK) > 0) / number,
            count((kind & _COMMA) > 0) / number,
            yours / number,
            short * (count(clock) > 0),
            short * (count(year) > 0),
            short * (count((kind & _MONEY) > 0) > 0),
            short * (count(address) > 0),
            short * (count(lower[:-1] & upper[1:]) > 0),
            lower[starts] & (lengths > 0),
            bracketed * (lengths > 0),
        ]
    ).astype(np.float32)


def _forms(page: Page, words: Rows) -> Rows:
    """What kind of block it is."""
    rows = []
    for index, block in enumerate(page.blocks):
        kind = type(block)
        level = block.level if isinstance(block, Heading) else 0
        items = len(block.items) if isinstance(block, Listing) else 0
        rows.append(
            (
                kind is Paragraph,
                kind is Heading,
                level,
                kind is Listing,
                items,
                words[index] / items if items else 0,
                kind is Figure,
                kind is Table,
                kind is Quote,
                kind is CodeBlock,
                page.raw(index).count("\n"),
            )
        )
    found = np.array(rows, np.float32)
    found[:, (4, 10)] = np.log1p(found[:, (4, 10)])
    return found


def _vocabulary(page: Page) -> Rows:
    """How far a block talks about what the article talks about."""
    about = [content_words(text[:_LOOKED_AT]) for text in page.texts]
    known: Counter[str] = Counter()
    for index in page.core:
        known.update(about[index])
    once = known.keys()
    twice = {word for word, times in known.items() if times > 1}
    declared = page.draft.hints.title
    title = content_words(declared[0].value) if declared else set()
    times = Counter(page.bares)
    prose = "\n".join(page.texts[index] for index in sorted(page.core))[:60_000]
    rows = []
    for index, words in enumerate(about):
        inside = index in page.core
        number = len(words)
        repeats = not inside and 4 <= page.words[index] <= 60 and page.texts[index] in prose
        same = times[page.bares[index]] if page.bares[index] else 1
        both = len(words & title) if title else 0
        rows.append(
            (
                len(words & (twice if inside else once)) / number if number else -0.1,
                repeats,
                same - 1,
                both / number if number else 0.0,
                both / len(title) if title else 0.0,
            )
        )
    found = np.array(rows, np.float32)
    found[:, 2] = np.log1p(found[:, 2])
    return found


def _context(page: Page, words: Rows, prose: Rows, links: Rows, cued: Rows, count: Rows) -> Rows:
    """Where a block stands among the others."""
    number = len(page)
    place = np.arange(number)
    first, last = (min(page.core), max(page.core)) if page.core else (0, number - 1)
    total, whole = max(1.0, float(prose.sum())), max(1.0, float(words.sum()))
    core = float(words[sorted(page.core)].sum()) if page.core else 0.0
    inside = np.zeros(number)
    inside[sorted(page.core)] = 1
    told, weighed, linked = (_running(each) for each in (prose, words, links * words))
    low, high = np.maximum(0, place - 4), np.minimum(number, place + 5)
    around = np.maximum(1, weighed[high] - weighed[low])
    headed = np.array([isinstance(block, Heading) for block in page.blocks])
    label = words <= 6
    trailed = any(block.origin.trail for block in page.blocks)
    return np.column_stack(
        [
            place / number,
            np.log1p(place),
            np.log1p(number - 1 - place),
            inside,
            np.log1p(np.maximum(0, first - place)),
            np.log1p(np.maximum(0, place - last)),
            told[:-1] / total,
            (told[-1] - told[1:]) / total,
            np.log1p(_since(prose > 0)),
            np.log1p(_since(prose[::-1] > 0)[::-1]),
            _runs(page, words, count),
            np.log1p(_since(headed)),
            *(
                1 / (1 + _since(label & (cued[:, CUE_KINDS.index(kind)] > 0), prose > 0))
                for kind in _LISTS
            ),
            (told[high] - told[low]) / around,
            (linked[high] - linked[low]) / around,
            np.log1p(around),
            np.full(number, np.log1p(number)),
            np.full(number, np.log1p(whole)),
            np.full(number, linked[-1] / whole),
            np.full(number, np.log1p(core)),
            np.full(number, core / whole),
            np.full(number, trailed),
        ]
    ).astype(np.float32)


def _running(values: Rows) -> NDArray[np.float64]:
    return np.concatenate([[0.0], np.cumsum(values, dtype=np.float64)])


def _since(marks: NDArray[np.bool_], ends: NDArray[np.bool_] | None = None) -> NDArray[np.intp]:
    """The blocks since the last mark above each block, at most _FAR; an end forgets the mark."""
    place = np.arange(len(marks))
    seen = np.maximum.accumulate(np.where(marks, place, -_FAR - 1))
    if ends is not None:
        ended = np.maximum.accumulate(np.where(ends & ~marks, place, -1))
        seen = np.where(ended > seen, -_FAR - 1, seen)
    above = np.concatenate([[-_FAR - 1], seen[:-1]])
    since: NDArray[np.intp] = np.minimum(_FAR, place - 1 - above)
    return since


def _runs(page: Page, words: Rows, count: Rows) -> Rows:
    """The run of short blocks that a block stands in: length, place, a colon before it, cues."""
    found = np.zeros((len(page), 4), np.float32)
    short = np.concatenate([[False], words <= _SHORT, [False]])
    edges = np.nonzero(short[1:] != short[:-1])[0]
    for start, end in edges.reshape(-1, 2).tolist():
        length = end - start
        found[start:end, 0] = np.log1p(length)
        found[start:end, 1] = np.arange(length) / length
        found[start:end, 2] = start > 0 and page.texts[start - 1].endswith((":", "："))
        found[start:end, 3] = np.mean(count[start:end] > 0)
    return found


class _Place:
    """An element of an HTML page, with what stands below it."""

    __slots__ = ("below", "blocks", "depth", "linked", "prose", "words")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.below: dict[str, _Place] = {}
        self.blocks = 0
        self.words = self.linked = self.prose = 0.0


def _trail(page: Page, words: Rows, prose: Rows, links: Rows) -> Rows:
    """What the elements around a block say, and what else stands in them."""
    root, paths = _places(page, words, prose, links)
    column = _column(root)
    total = max(1.0, root.prose)
    share = column[-1].prose / total
    rows = {
        trail: (*_named(trail), *_around(path, column, total), share)
        for trail, path in paths.items()
    }
    found = np.array([rows[block.origin.trail] for block in page.blocks], np.float32)
    for name in ("like siblings", "branch words", "branch blocks"):
        column_of = TRAIL_NAMES.index(name)
        found[:, column_of] = np.log1p(found[:, column_of])
    return found


def _named(trail: tuple[str, ...]) -> list[float]:
    """The cues and tags of a trail, 1 for the block's own element, less for those farther up."""
    found = [0.0] * (len(TRAIL_CUES) + len(TRAIL_TAGS))
    for up, step in enumerate(trail[: -_STEPS - 1 : -1]):
        for each in _step(step):
            if not found[each]:
                found[each] = 1 / (1 + up)
    return found


def _around(path: Sequence[_Place], column: Sequence[_Place], total: float) -> tuple[float, ...]:
    """How much of the page's prose the elements around hold, and how it lies to the column."""
    common = 0
    for one, other in zip(path[1:], column[1:], strict=False):
        if one is not other:
            break
        common += 1
    last = len(path) - 1
    branch = path[min(common + 1, last)]
    ups = [path[max(0, last - up)] for up in range(6)]
    return (
        float(last),
        *(up.prose / total for up in ups[1:]),
        *(up.prose / max(1.0, up.words) for up in ups[1:5]),
        *(up.linked / max(1.0, up.words) for up in ups[1:5]),
        path[-1].blocks,
        float(len(column) - 1 - common),
        float(last - common),
        branch.words,
        branch.prose / total,
        branch.linked / max(1.0, branch.words),
        branch.blocks,
    )


def _column(root: _Place) -> list[_Place]:
    """The way down to the element that holds most of the page's prose."""
    column = [root]
    while column[-1].below:
        place = max(column[-1].below.values(), key=lambda each: each.prose)
        if place.prose < _MOST_OF_THE_PROSE * root.prose or not place.prose:
            break
        column.append(place)
    # A block's own element is no column: an article of one paragraph would lose its list.
    if len(column) > 1 and not column[-1].below:
        column.pop()
    return column


def _places(
    page: Page, words: Rows, prose: Rows, links: Rows
) -> tuple[_Place, dict[tuple[str, ...], list[_Place]]]:
    """The tree of elements that hold blocks, and the way to each trail's."""
    root = _Place(0)
    paths: dict[tuple[str, ...], list[_Place]] = {}
    order: list[tuple[_Place, _Place]] = []
    for block, weight, told, linked in zip(
        page.blocks, words.tolist(), prose.tolist(), (links * words).tolist(), strict=True
    ):
        trail = block.origin.trail
        if (path := paths.get(trail)) is None:
            path = [root]
            for step in trail:
                above = path[-1]
                if (place := above.below.get(step)) is None:
                    place = above.below[step] = _Place(above.depth + 1)
                    order.append((above, place))
                path.append(place)
            paths[trail] = path
        place = path[-1]
        place.blocks += 1
        place.words += weight
        place.linked += linked
        place.prose += told
    for above, place in reversed(order):  # what was made later stands farther down
        above.blocks += place.blocks
        above.words += place.words
        above.linked += place.linked
        above.prose += place.prose
    return root, paths


_MOST_OF_THE_PROSE = 0.6
_STEPS = 12  # of a trail, from its end, whose names are looked at
_NAME = re.compile(r"[a-z]+|[A-Z][a-z]*")
_GROUP = {word: group for group, words in enumerate(TRAIL_CUES.values()) for word in words.split()}
_TAGS = {tag: number for number, tag in enumerate(TRAIL_TAGS, len(TRAIL_CUES))}


@lru_cache(maxsize=20_000)
def _step(step: str) -> tuple[int, ...]:
    """Which cues and tags a step of a trail shows, as places in its row."""
    tag, names = split_step(step)
    found = {_GROUP[name] for name in names if name in _GROUP}
    if tag in _TAGS:
        found.add(_TAGS[tag])
    return tuple(sorted(found))


def split_step(step: str) -> tuple[str, list[str]]:
    """The tag of a step such as "div.share-bar", and the words of its names."""
    tag, *rest = re.split(r"[.#\[]", step, maxsplit=1)
    return tag, [name.lower() for name in _NAME.findall(rest[0])] if rest else []


@lru_cache(maxsize=20_000)
def step_words(step: str) -> tuple[str, ...]:
    """The words of an element whose use was learned: its tag and the words of its names."""
    tag, names = split_step(step)
    return tuple(sorted({tag, *(name for name in names if 2 < len(name) < 16)}))


def link_words(links: Sequence[Link]) -> list[str]:
    """Where a block's first links lead: the first words of their paths, of no host."""
    return [word for link in links[:_LINKS] for word in _url_words(link.url)]


def line_words(bare: str, words: int) -> list[str]:
    """The words of a short line, and the whole line; of a longer one only how it begins."""
    if words > _LINE:
        return [f"> {word}" for word in _LETTERS.findall(bare[:60])[:2]]
    whole = [f"= {bare}"] if 0 < words <= 6 else []
    return _LETTERS.findall(bare)[:8] + whole


@lru_cache(maxsize=20_000)
def _url_words(url: str) -> tuple[str, ...]:
    scheme, _, rest = url.partition(":")
    if scheme == "mailto":
        return ("mailto",)
    path = rest.lstrip("/").partition("/")[2].partition("?")[0]
    folders = path.lower().split("/")[:2]
    slug = len(path) >= _SLUG and path.count("-") >= 4
    names = [name for folder in folders[: 1 if slug else 2] for name in _NAMES.findall(folder)[:3]]
    return tuple(f"/{name}" for name in names)


_LINKS = 3  # of a block, from its first
_LINE = 10  # words of a line that is short
_SLUG = 60  # characters of a path that spells a headline
_LETTERS = re.compile(r"[^\W\d_]+")
_NAMES = re.compile(r"[a-z]{3,}")
