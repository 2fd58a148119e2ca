"""The inline tokens of a Markdown paragraph → leaves with marks, parted by its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.token import Token

from publish.model.clean import clean_text
from publish.model.tree import Blocks, Code, Figure, Footnote, LineBreak, Text
from publish.readers.html.laying import Reading
from publish.readers.inlines import Leaf, Mark, Marks, with_mark
from publish.readers.references import link_address, picture_name

_MARKS = {"em": "em", "strong": "strong", "s": "del"}


@dataclass(slots=True)
class Gathered:
    """What is gathered over the whole file: notes by their number, and those that have a mark."""

    page: Reading
    footnotes: dict[int, Blocks] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)


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
        else:
            leaves.extend(leaves_of_child(child, marks, gathered))
    yield leaves


def leaves_of_child(child: Token, marks: Marks, gathered: Gathered) -> Iterator[Leaf]:
    """What a token that holds no others comes to; each mark of a note is the whole note."""
    match child.type:
        case "softbreak":
            yield marks, "\n"
        case "hardbreak":
            yield marks, LineBreak()
        case "code_inline":
            yield marks, Code(clean_text(child.content)[0])
        case "footnote_ref":
            label = int(child.meta.get("id", 0))
            blocks = gathered.footnotes.get(label)
            gathered.marked.add(label)
            if blocks:
                yield marks, Footnote(blocks)
            elif blocks is None:  # a note that leads to itself
                yield with_mark(marks, Mark("sup")), f"{label + 1}"
        case "footnote_anchor":
            pass
        case _:
            yield marks, child.content


def _opened(child: Token, marks: Marks, gathered: Gathered) -> Marks:
    if child.type == "link_open":
        if url := link_address(str(child.attrGet("href") or "")):
            return with_mark(marks, Mark("link", url))
        gathered.page.dropped_links += 1
        return marks
    kind = _MARKS.get(child.tag)
    return with_mark(marks, Mark(kind)) if kind else marks


def _figure(child: Token, gathered: Gathered) -> Figure | None:
    """A picture with its title as caption; None when its address is none."""
    name = picture_name(str(child.attrGet("src") or ""))
    if not name:
        return None
    gathered.page.pictures.append(name)
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
