"""Links within a page: which of them are the marks of notes, and which lead back to a mark.

A mark looks like one, stands before its note, and something says what it is: the page itself (a
role, a class), the name of its place, a link that leads back, or its being raised over the words
before a list that counts alike. Names alone prove nothing: "anc" is in "France".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import unquote, urldefrag, urljoin

from selectolax.lexbor import LexborNode

_NAMED = re.compile(
    r"(?:_?ftn|_?edn|sdfootnote|sdendnote|cite[-_]note|fn|fnote|footnote|endnote|note|en)"
    r"[-_:.]?(?=[\w.:-]*\d)[\w.:-]++|_?(?:fn|ftn)[-_:]?[\w-]++|_footnotedef_\d++|cite[-_]note-.++",
    re.IGNORECASE,
)
_NAMED_BACK = re.compile(
    r"(?:^|[^a-z])(?:_?(?:cite|foot|end)?[-_]?(?:note|fn|ftn|edn|en)?[-_:.]?"
    r"(?:refs?|back|backref|backlink|anchor|return|retour|body)|fnr)(?![a-z])|\danc$",
    re.IGNORECASE,
)
_DECLARED = re.compile(
    r"noteref|(?:foot|end)note-?_?(?:ref|reference|anchor|link|mark)|\bfn-?ref|sdfootnoteanc"
    r"|sdendnoteanc|rel=footnote|easy-footnote\b",
    re.IGNORECASE,
)
_DECLARED_BACK = re.compile(
    r"backlink|back-?ref|(?:foot|end)note-?(?:back|return)|reversefootnote|notesym|to-?top",
    re.IGNORECASE,
)
_SIGN = re.compile(
    r"(?:(?:[^\W\d_]{1,12}\.?\s?|[^\W\d_]{1,6}-[^\W\d_]{1,6}\s)?\d{1,4}(?:[:.]\d{1,3})?"
    r"|[^\W\d_]|[ivxlc]{1,6}|[*†‡§¶#⁂※]{1,4}|※\d{1,3}|[⁰¹²³⁴-⁹]{1,4})",
    re.IGNORECASE,
)
BRACKETS = "[](){}（）［］【】〔〕"
"""What a sign may stand in, in the scripts of the world."""

_BACK_SIGN = re.compile(r"[\s\[\](){}（）［］【】〔〕.,:;|^°↩↑⤴⏎↵⇧▲←↖⬆️︎\u200b]*")
ARROW = re.compile(r"[↩↑⤴⏎↵⇧▲⬆]")
"""Signs of a way back, which say nothing where a page is printed."""

_BACK_WORDS = re.compile(
    r"(?:back|return|jump(?: back)?(?: up| to .{1,40})?|zurück|hoch|retour)", re.I
)
HOLDERS = frozenset({"li", "p", "aside", "dd", "div", "section", "tr"})
"""Elements that may hold a note."""

_LABELS = frozenset(("dt", "td", "th"))
_WALLS = frozenset(("td", "th", "body", "article", "main", "blockquote"))
_PLACES = HOLDERS | _WALLS | frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "figcaption"))
_NO_NOTES_HERE = frozenset(("pre", "svg", "select", "textarea", "button"))


@dataclass(frozen=True, slots=True, eq=False)
class Jump:
    """A link of the page to a place in it; `target` is None where there is no such place."""

    link: LexborNode
    name: str
    target: LexborNode | None
    words: str
    about: str  # its roles and classes, and those of the element right around it

    @property
    def sign(self) -> str:
        """The words without brackets and points."""
        return self.words.strip(f" \t{BRACKETS}.:\u200b\ufe0e")

    @property
    def looks_like_a_mark(self) -> bool:
        """Whether its words are a number, a letter or a sign, or none where styles count."""
        return _SIGN.fullmatch(self.sign) is not None or (not self.sign and self.is_declared)

    @property
    def is_declared(self) -> bool:
        """Whether the page says that it is a mark."""
        return _DECLARED.search(self.about) is not None

    @property
    def is_declared_back(self) -> bool:
        """Whether the page says that it leads back to a mark."""
        return _DECLARED_BACK.search(self.about) is not None

    @property
    def is_named(self) -> bool:
        """Whether its place has a name as notes have."""
        if _NAMED.fullmatch(self.name) is None:
            return False
        return self.name.lower().startswith(("cite_note", "cite-note")) or not self.is_named_back

    @property
    def is_named_back(self) -> bool:
        """Whether its place has a name as marks have."""
        return _NAMED_BACK.search(self.name) is not None

    @property
    def says_back(self) -> bool:
        """Whether its words are no more than the sign of a way back."""
        bare = _BACK_SIGN.sub("", self.words)
        return not bare or _BACK_WORDS.fullmatch(self.words.strip(" []().")) is not None

    @property
    def is_arrow_back(self) -> bool:
        """Whether it is an arrow to an earlier place, whatever stands around it."""
        return self.target is not None and self.says_back and ARROW.search(self.words) is not None

    @property
    def is_raised(self) -> bool:
        """Whether all its words stand higher than those before."""
        return _is_within(self.link, "sup") or any(
            " ".join(sup.text_lexbor().split()) == self.words for sup in self.link.css("sup")
        )

    @property
    def may_hold_a_note(self) -> bool:
        """Whether the tree can say a note at this place."""
        return not any(node.tag in _NO_NOTES_HERE for node in above(self.link))


def jumps_of(root: LexborNode, base: str, own: str) -> list[Jump]:
    """The links of a page to its own places, in their order; none where none looks like a mark.

    Its links stand against `base`; `own` is its address, as far as that is known.
    """
    links = root.css('a[href*="#"]')
    own = own or base or _address_in(links, root)
    found = [(link, name) for link in links if (name := _name_of(link, base, own))]
    unled = [
        Jump(link, name, None, " ".join(link.text_lexbor().split()), _about(link))
        for link, name in found
    ]
    if not any(jump.looks_like_a_mark for jump in unled):
        return []  # as on most pages, which have links past their menus and no more
    targets: dict[str, LexborNode] = {}
    for node in root.css("[id], a[name]"):
        attributes = node.attributes
        for key in ("id", "name"):
            if said := attributes.get(key):
                targets.setdefault(said, node)
    return [replace(jump, target=targets.get(jump.name)) for jump in unled]


def _address_in(links: list[LexborNode], root: LexborNode) -> str:
    """The address that a piece of a feed gives itself: all places that it names there are here."""
    names: dict[str, set[str]] = {}
    for link in links:
        address, _, name = (link.attributes.get("href") or "").strip().partition("#")
        if address.startswith("http"):
            names.setdefault(address, set()).add(unquote(name))
    if not names:
        return ""
    here = {node.attributes.get("id") for node in root.css("[id]")}
    return next((each for each, led in names.items() if len(led) > 1 and led <= here), "")


def _name_of(link: LexborNode, base: str, own: str) -> str:
    """The name of the place in this very page that a link leads to, or nothing."""
    href = (link.attributes.get("href") or "").strip()
    address, _, name = href.partition("#")
    if address:
        try:
            if not own or urldefrag(urljoin(base, address))[0] != urldefrag(own)[0]:
                return ""
        except ValueError:
            return ""
    return unquote(name)


def _about(link: LexborNode) -> str:
    parent = link.parent
    around = [parent] if parent is not None and parent.tag in ("sup", "span") else []
    inner = link.css("span") if link.first_child is not None else []
    said: list[str] = []
    for node in (link, *around, *inner[:2]):
        attributes = node.attributes
        said += [attributes.get(key) or "" for key in ("role", "epub:type", "class")]
        if attributes.get("rel") == "footnote":
            said.append("rel=footnote")
    return " ".join(filter(None, said)).replace("doc-", "")


def above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node, the innermost first."""
    around = node.parent
    while around is not None:
        yield around
        around = around.parent


def place_of(node: LexborNode) -> LexborNode | None:
    """The innermost block that a node is or stands in."""
    return next((each for each in (node, *above(node)) if each.tag in _PLACES), None)


def holder_of(target: LexborNode) -> LexborNode | None:
    """The block that holds a note: the target or the nearest block around it."""
    for node in (target, *above(target)):
        if node.tag in _LABELS:
            return labelled(node)
        if node.tag == "tr" or node.tag == "table":
            return _row_of_note(node)
        if node.tag in HOLDERS:
            return node
        if node.tag in _WALLS:
            return None
    return None


def labelled(label: LexborNode) -> LexborNode | None:
    """What holds the note whose sign stands in a term or a first cell of its own."""
    if label.tag == "dt":
        after = _next_element(label)
        return after if after is not None and after.tag == "dd" else None
    return _row_of_note(label.parent) if label.parent is not None and label.prev is None else None


def _row_of_note(node: LexborNode) -> LexborNode | None:
    """A row of two cells, the sign of a note and its words; in a table of one row that row."""
    row = node if node.tag == "tr" else node.css_first("tr")
    if row is None or (row is not node and _next_element(row) is not None):
        return None
    cells = [each for each in row.iter() if each.tag in ("td", "th")]
    if len(cells) != 2:
        return None
    sign = cells[0].text_lexbor().strip(f" \t\n\xa0{BRACKETS}.:^")
    return row if _SIGN.fullmatch(sign) else None


def _next_element(node: LexborNode) -> LexborNode | None:
    after = node.next
    while after is not None and after.tag == "-text":
        after = after.next
    return after


def whole_mark(link: LexborNode) -> LexborNode:
    """The raised brackets around a mark belong to it: `<sup>[<a>1</a>]</sup>`."""
    words = "".join(link.text_lexbor().split())
    for node in above(link):
        if node.tag not in ("sup", "span", "b", "i", "small"):
            break
        if "".join(node.text_lexbor().split()).strip(BRACKETS) != words.strip(BRACKETS):
            break
        if node.tag == "sup":
            return node
    return link


def _is_within(node: LexborNode, tag: str) -> bool:
    for each in above(node):
        if each.tag == tag:
            return True
        if each.tag in _PLACES:
            return False
    return False
