"""The inline tokens of a Markdown paragraph → leaves with marks, parted by its pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from publish.model.article import Note
from publish.model.clean import clean_text
from publish.model.tree import Blocks, Code, Figure, Footnote, LineBreak, Text
from publish.readers.inlines import Leaf, Mark, Marks, with_mark
from publish.readers.references import dropped_links_note, link_address, picture_name

_MARKS = {"em": "em", "strong": "strong"}
_HTML_MARKS = {"sup": "sup", "sub": "sub", "em": "em", "i": "em", "strong": "strong", "b": "strong"}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
_UNSEEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|template|noscript)\b.*?(?:</\1\s*>|\Z)", re.I | re.DOTALL
)
_TAGS = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<[?!][^<>]*>")
_PARTING_NAMES = "p div br li tr h1 h2 h3 h4 h5 h6 td th section article table ul ol"
_PARTING = frozenset(_PARTING_NAMES.split())


@dataclass(slots=True)
class Gathered:
    """What is gathered over the whole file."""

    footnotes: dict[int, Blocks] = field(default_factory=dict)
    pictures: list[str] = field(default_factory=list)
    tags_dropped: int = 0
    dropped_links: int = 0

    def notes(self) -> tuple[Note, ...]:
        """Notes on what the tree does not hold."""
        dropped = dropped_links_note(self.dropped_links)
        if not self.tags_dropped:
            return dropped
        said = f"HTML tags dropped, their words stay: {self.tags_dropped:,}"
        return (*dropped, Note("html.dropped", said))


def leaves_of(token: Token, gathered: Gathered) -> Iterator[list[Leaf] | Figure]:
    """Runs of leaves, and the figures between them."""
    leaves: list[Leaf] = []
    stack: list[Marks] = []
    marks: Marks = ()
    for child in token.children or ():
        if child.type == "image":
            if figure := _figure(child, gathered):
                yield leaves
                yield figure
                leaves = []
                continue
            leaves.append((marks, _words(child)))
        elif child.nesting == 1:
            stack.append(marks)
            marks = _opened(child, marks, gathered)
        elif child.nesting == -1:
            marks = stack.pop() if stack else ()
        elif child.type == "html_inline":
            marks = _tag(child.content, marks, leaves, gathered)
        else:
            leaves.extend(_leaves(child, marks, gathered))
    yield leaves


def _leaves(child: Token, marks: Marks, gathered: Gathered) -> Iterator[Leaf]:
    match child.type:
        case "softbreak":
            yield marks, "\n"
        case "hardbreak":
            yield marks, LineBreak()
        case "code_inline":
            yield marks, Code(clean_text(child.content)[0])
        case "footnote_ref":
            label = int(child.meta.get("id", 0))
            blocks = gathered.footnotes.pop(label, None)
            if blocks:
                yield marks, Footnote(blocks)
            elif blocks is None:  # a second mark of the same note
                yield with_mark(marks, Mark("sup")), f"{label + 1}"
        case "footnote_anchor":
            pass
        case _:
            yield marks, child.content


def _opened(child: Token, marks: Marks, gathered: Gathered) -> Marks:
    if child.type == "link_open":
        if url := link_address(str(child.attrGet("href") or "")):
            return with_mark(marks, Mark("link", url))
        gathered.dropped_links += 1
        return marks
    kind = _MARKS.get(child.tag)
    return with_mark(marks, Mark(kind)) if kind else marks


def _tag(content: str, marks: Marks, leaves: list[Leaf], gathered: Gathered) -> Marks:
    """Simple inline tags count as what they are; all others go."""
    found = _TAG.match(content)
    tag = found[1].lower() if found else ""
    if tag == "br":
        leaves.append((marks, LineBreak()))
        return marks
    if tag not in _HTML_MARKS:
        gathered.tags_dropped += 1
        return marks
    mark = Mark(_HTML_MARKS[tag])
    if content.startswith("</"):
        return tuple(each for each in marks if each != mark)
    return with_mark(marks, mark)


def _figure(child: Token, gathered: Gathered) -> Figure | None:
    """A picture with its title as caption; None when its address is none."""
    name = picture_name(str(child.attrGet("src") or ""))
    if not name:
        return None
    gathered.pictures.append(name)
    alt = " ".join(clean_text(_words(child))[0].split())
    title = " ".join(clean_text(str(child.attrGet("title") or ""))[0].split())
    return Figure(name, alt, (Text(title),) if title else ())


def _words(image: Token) -> str:
    """The words of a picture's description, without its markup."""
    return "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in image.children or ()
        if child.type != "html_inline"
    )


def words_of_html(text: str) -> str:
    """The words between tags; block elements begin a new line."""
    seen = _UNSEEN.sub("", text)
    return html.unescape(
        _TAGS.sub(lambda tag: "\n" if (tag[2] or "").lower() in _PARTING else "", seen)
    )
