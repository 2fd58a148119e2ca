"""What HTML's elements are to us, and how an element is written in a trail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from publish.readers.html.scriptless import SCRIPTLESS
from publish.readers.inlines import Mark

Attributes = Mapping[str, str | None]

_SKIPPED = """
    script style template noscript head iframe noembed noframes textarea datalist base link meta
    title param source track rp annotation annotation-xml
"""
SKIPPED = frozenset((*_SKIPPED.split(), "-comment", "-doctype", "-document"))
"""Comments and elements whose words no reader of the page sees; others are kept, hidden or not."""

_SVG_WORDS = frozenset(
    ("title", "desc", "text", "tspan", "textpath", "style", "script", "metadata")
)
_INLINE = """
    a abbr acronym b bdi bdo big blink br cite code data del dfn em font g i img input ins kbd label
    map mark math meter mi mn mo mrow msup msub ms mtext nobr output path picture progress q rb rect
    rt rtc ruby s samp semantics slot small span strike strong sub sup svg time tt u use var wbr
    circle line polygon polyline ellipse defs lineargradient stop clippath mask symbol
"""
INLAY = "publish-inlay"
"""Stands for an inline that another format has read already (`fragment.inlaid`)."""

_INLINE_TAGS = frozenset((*_INLINE.split(), INLAY))
_PROSE = "p h1 h2 h3 h4 h5 h6 dt summary figcaption caption legend"
_PROSE_TAGS = frozenset(_PROSE.split())
"""Elements inside which a button or an element of unknown name is a word among words."""

_MARKS = {
    "em": "em",
    "i": "em",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strong": "strong",
    "b": "strong",
    "dt": "strong",
    "sup": "sup",
    "sub": "sub",
    "s": "del",
    "strike": "del",
    "del": "del",
    "ins": "ins",
}
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_MARKED_OTHERWISE = frozenset(("a", "u"))
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CONTAINERS = """
    blockquote ul ol menu dir li dl dt dd table tr thead tbody tfoot td th caption figure pre xmp
    listing h1 h2 h3 h4 h5 h6
"""
_OPENING = frozenset(_CONTAINERS.split())
_ALONE = frozenset(("br", "hr", "img", "amp-img", "image", "input", "wbr", INLAY))

SEAMS = frozenset(("a", "button", "span", "time", "strong", "b", "em", "small", "label", "data"))
"""Elements that a page's styles may set apart where two of them touch."""

CUES_OF_CREDIT = re.compile(
    r"(?:^|[-_ ])(?:credits?|copyright|photographer|photo-?credit|image-?source|attribution)"
    r"(?:$|[-_ ])|(?<=[a-z])(?:Credit|Copyright)(?![a-z])"
)
PROGRAMS = frozenset(("pre", "xmp", "listing"))
MAY_BE_PROGRAMS = frozenset(("code", "table", "samp", "div"))
"""Elements that hold programs whole when they stand alone or beside numbers."""

_EMBEDDING = """
    video audio object embed blockquote lite-youtube lite-vimeo amp-youtube amp-vimeo amp-twitter
    amp-iframe amp-video amp-audio amp-instagram amp-facebook amp-tiktok amp-dailymotion
    youtube-video
"""
_EMBEDS = frozenset(_EMBEDDING.split())
_WHOLE = _ALONE | _EMBEDS | _SVG_WORDS | {SCRIPTLESS, "button"}
SKIPPED_EMBEDS = frozenset(("iframe", "script"))
"""Elements without words of their own that may show something from elsewhere."""

_LEADS = {"option": " ", "rt": "(", "q": "“"}
_TAILS = {"rt": ")", "q": "”"}
PARTS_OF_TABLES = {
    "table": "table",
    "row": "tr",
    "cell": "td",
    "columnheader": "th",
    "rowheader": "th",
}
"""By role, what elements are that only a page's styles set as a table."""

TELLING = frozenset(
    ("id", "role", "itemprop", "hidden", "aria-hidden", "aria-modal", "style", "lang", "xml:lang")
)
"""Attributes that tell something of an element, beside its classes."""

_LONGEST_CLASSES = 80  # characters; design systems write dozens of classes on one element


@dataclass(frozen=True, slots=True)
class Kind:
    """What an element is to us by its name alone.

    `parts` says whether it parts its words from those around it, `parts_in_prose` whether it does
    so even in a line of prose, which `prose` elements are; `lead` and `tail` are what a browser
    writes before and behind its words; `opens` says whether it may open a heading, a program or a
    container, `marks` whether its words bear a mark: its own, that of code, or that of a link, or
    one that is only counted;
    `program` whether it may hold one whole, `embeds` whether it may show something from elsewhere,
    `alone` that its children do not count, `drawn` that its words belong to the `<svg>` around it,
    `whole` whether it may be taken in without a look at each of its elements,
    `plain` that it does no more than part words, mark them and stand in trails.
    """

    tag: str
    parts: bool
    parts_in_prose: bool
    prose: bool
    seam: bool
    lead: str
    tail: str
    heading: int
    opens: bool
    marks: bool
    mark: Mark | None
    program: bool
    embeds: bool
    alone: bool
    drawn: bool
    whole: bool
    plain: bool


@lru_cache(maxsize=1024)
def kind_of(tag: str) -> Kind:
    """The kind of the elements of a name."""
    parts = tag not in _INLINE_TAGS and ":" not in tag  # Word's, such as <st1:place>, part nothing
    parts_in_prose = parts and tag != "button" and "-" not in tag
    opens = tag in _OPENING
    marks = tag in _MARKS or tag in _CODE or tag in _MARKED_OTHERWISE
    program = tag in PROGRAMS or tag in MAY_BE_PROGRAMS
    own = {*_ALONE, *_EMBEDS, *_SVG_WORDS, *_LEADS, *_CODE}
    return Kind(
        tag,
        parts,
        parts_in_prose,
        tag in _PROSE_TAGS,
        tag in SEAMS,
        _LEADS.get(tag, ""),
        _TAILS.get(tag, ""),
        _HEADINGS.get(tag, 0),
        opens,
        marks,
        Mark(_MARKS[tag]) if tag in _MARKS else None,
        program,
        tag in _EMBEDS,
        tag in _ALONE,
        tag in _SVG_WORDS,
        program or tag in _WHOLE,
        parts == parts_in_prose and not opens and tag not in own,
    )


def cue_of(tag: str, attributes: Attributes) -> str:
    """An element as a trail says it: `div#main.story[role=main]`."""
    cue = tag
    if "id" in attributes and (name := (attributes["id"] or "").strip()):
        cue += f"#{name[:_LONGEST_CLASSES]}"
    if "class" in attributes:
        cue = classed(cue, attributes["class"])
    if "role" in attributes and (role := (attributes["role"] or "").strip()):
        cue += f"[role={role[:_LONGEST_CLASSES]}]"
    if "itemprop" in attributes and (names := (attributes["itemprop"] or "").strip()):
        cue += f"[itemprop={names[:_LONGEST_CLASSES]}]"
    if "hidden" in attributes or ("style" in attributes and _hides(attributes["style"] or "")):
        cue += "[hidden]"
    for key in ("aria-hidden", "aria-modal"):
        if key in attributes and attributes[key] == "true":
            cue += f"[{key}]"
    return cue


def _hides(style: str) -> bool:
    return "display:none" in style.replace(" ", "").lower()


@lru_cache(maxsize=4096)  # pages use few, and those of one site the same
def classed(cue: str, classes: str | None) -> str:
    """A cue with classes behind it; all of one when no telling attribute stands beside them."""
    names = ".".join((classes or "").split())
    return f"{cue}.{names[:_LONGEST_CLASSES]}" if names else cue


def program_of(attributes: Attributes) -> str:
    """The language of a program, from a class such as `language-python`."""
    for part in (attributes.get("class") or "").split():
        if part.startswith(("language-", "lang-")):
            return part.split("-", 1)[1]
    return ""
