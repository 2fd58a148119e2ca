"""What the elements around a block of an HTML page say, as numbers.

The names they bear, how much of the page's prose they hold, and how far they stand from the column
that holds most of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.engine import Page

__all__ = ["TRAIL_NAMES", "split_step", "trail_signals"]

Rows = NDArray[np.float32]

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


class _Place:
    """An element of an HTML page, with what stands below it."""

    __slots__ = ("below", "blocks", "depth", "linked", "prose", "words")

    def __init__(self, depth: int) -> None:
        self.depth = depth
        self.below: dict[str, _Place] = {}
        self.blocks = 0
        self.words = self.linked = self.prose = 0.0


def trail_signals(page: Page, words: Rows, prose: Rows, links: Rows) -> Rows:
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
