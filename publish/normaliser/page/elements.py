"""What the elements around a block of an HTML page are named for.

A trail says an element as `div#main.story.wide[role=main][hidden]`: its tag, its id, its classes
and the attributes that tell (`readers.html.elements.cue_of`). A page has few different ones: each
is read once, and what it tells is worked out when somebody asks.

Two kinds of vocabulary stand here side by side. `USES` is the learned model's: whole words, and
fixed, for to change one is to train again. All others are the rules' own, gathered from labelled
pages: parts of names, wherever they stand in them, so that "authorbox" and "article__author" are
found alike. What they call apart differs by what is looked for: no headline stands in a logo or
in what is hidden, a byline may; no byline stands in a caption or a carousel, a headline may.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

USES: Mapping[str, str] = {
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
    "caption": "caption figcaption credit credits legend copyright source",
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
    "title": "title headline hed heading titre titel titulo",
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
"""Words of class names and ids, by what they are used for; one of several counts for the last."""

_USE_OF = {word: use for use, words in USES.items() for word in words.split()}

_BOXES = frozenset({"nav", "form", "figure", "figcaption"})
_SIDES = frozenset({"aside", "footer"})
_FURNITURE = frozenset({"nav", "form", "button", "menu", "select", "dialog"}) | _SIDES

_AUTHORS = (
    *("byline", "autor", "auteur", "writer", "writter", "written-by", "writtenby", "contributor"),
    *("reporter", "signature", "verfasser", "redactor", "redacteur", "journalist", "creator"),
    *("attribution", "publish-info"),
)
_HELPERS = (
    *("reviewer", "reviewed-by", "reviewedby", "fact-check", "factcheck", "translator"),
    *("edited-by", "editedby", "editor-name", "photographer", "illustrator", "medical-review"),
)
_NO_BYLINE = (
    *("comment", "related", "recommend", "breadcrumb", "newsletter", "leserbrief", "carousel"),
    *("swiper", "caption", "image-credit", "photo-credit", "most-read", "read-more", "readmore"),
    *("advert", "cookie", "consent", "tweet", "instagram-media", "fb-post", "social-embed"),
)
_ELSEWHERE = (
    *("teaser", "promo", "popular", "trending", "slider", "card-list", "feed", "latest"),
    *("read-next", "up-next", "ticker", "recent", "archive", "blog-roll", "blogroll", "sidebar"),
    "widget",
)
_LOGO = ("logo", "site-title", "sitetitle", "site-name", "sitename")
_NO_TITLE = (
    *(*_LOGO, "related", "recommend", "comment", "widget", "sidebar", "cookie", "consent"),
    *("newsletter", "breadcrumb", "menu", "modal", "popup", "[hidden]", "-brand", ".brand"),
)
_TITLE = (
    "headline",
    *(
        f"{what}{joint}title"
        for what in ("entry", "post", "article", "story", "page", "content")
        for joint in ("", "-", "_")
    ),
)
_KICKER = (
    *("kicker", "topline", "eyebrow", "overline", "roofline", "dachzeile", "spitzmarke"),
    *("prehead", "pre-head", "overhead", "over-head", "supertitle", "super-title"),
    *("overtitle", "over-title", "antetitulo", "ante-titulo", "surtitre", "sur-titre"),
    *("occhiello", "rubrik", "rubric", "sectionlabel", "section-label"),
    *("sectionname", "section-name"),
)


@dataclass(frozen=True)
class Element:
    """One element of a trail: its tag, the words of its names, and all of it in small letters."""

    tag: str
    words: tuple[str, ...]
    text: str

    @cached_property
    def uses(self) -> frozenset[str]:
        """What its words are used for: keys of USES."""
        return frozenset(_USE_OF[word] for word in self.words if word in _USE_OF)

    @cached_property
    def is_furniture(self) -> bool:
        """Whether its tag holds no article's own words again and again."""
        return self.tag in _FURNITURE

    @cached_property
    def is_of_authors(self) -> bool:
        """Whether it is named for authors; "authorised" and "authority" are not."""
        author = "author" in self.text and "authori" not in self.text
        return author or _holds(self.text, _AUTHORS)

    @cached_property
    def is_of_helpers(self) -> bool:
        """Whether it is named for who reviewed, edited or photographed, and wrote nothing."""
        return _holds(self.text, _HELPERS)

    @cached_property
    def has_no_byline(self) -> bool:
        """Whether it is apart from the article so that names in it are no byline."""
        return self.tag in _BOXES or _holds(self.text, _NO_BYLINE)

    @cached_property
    def is_elsewhere(self) -> bool:
        """Whether it holds other articles' teasers, whose bylines may stand at a headline too."""
        # "hfeed" is the microformat of every post of a blog, alone on its page too.
        return self.tag in _SIDES or _holds(self.text.replace("hfeed", ""), _ELSEWHERE)

    @cached_property
    def has_no_title(self) -> bool:
        """Whether it is apart from the article so that no headline stands in it."""
        return self.tag in _BOXES or self.tag in _SIDES or _holds(self.text, _NO_TITLE)

    @cached_property
    def is_logo(self) -> bool:
        """Whether it is named for the site's name."""
        return _holds(self.text, _LOGO) or "masthead" in self.text

    @cached_property
    def is_title(self) -> bool:
        """Whether it is named for the headline."""
        return _holds(self.text, _TITLE)

    @cached_property
    def is_kicker(self) -> bool:
        """Whether it is named for the line above a headline, in one of several languages."""
        return _holds(self.text, _KICKER)


@lru_cache(maxsize=20_000)
def element_of(step: str) -> Element:
    """A step of a trail, such as "div.share-bar", as what it says."""
    mark = _MARK.search(step)
    if mark is None:
        return Element(step.lower(), (), step.lower())
    names = step[mark.end() :]
    if names.islower():
        words = names.encode("utf-8", "replace").translate(_LETTERS).decode().split()
    else:
        words = [word.lower() for word in _WORD.findall(names)]
    return Element(step[: mark.start()].lower(), tuple(words), step.lower())


_MARK = re.compile(r"[.#\[]")
_WORD = re.compile(r"[a-z]+|[A-Z][a-z]*")  # shareBar → share, Bar
_LETTERS = bytes(code if 97 <= code <= 122 else 32 for code in range(256))  # a to z


def steps_shared(trail: tuple[str, ...], other: tuple[str, ...]) -> int:
    """How many elements hold both of two blocks, by their trails."""
    pairs = enumerate(zip(trail, other, strict=False))
    return next((at for at, (one, two) in pairs if one != two), min(len(trail), len(other)))


def _holds(text: str, parts: tuple[str, ...]) -> bool:
    # A loop over plain parts: any() costs more than the search, and a pattern ten times as much.
    for part in parts:  # noqa: SIM110
        if part in text:
            return True
    return False
