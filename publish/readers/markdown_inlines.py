"""The inline tokens of a Markdown paragraph → leaves with marks, parted by its pictures."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from publish.model.article import Asset, Note
from publish.model.clean import clean_text
from publish.model.tree import (
    NOWHERE,
    Blocks,
    Checkbox,
    Code,
    Figure,
    Footnote,
    Formula,
    LineBreak,
    Origin,
    Picture,
    Text,
)
from publish.readers.assets import asset_of
from publish.readers.formulas.tex import of_tex
from publish.readers.html.reading import Reading
from publish.readers.inlines import Leaf, Mark, Marks, with_mark
from publish.readers.markdown_anchors import Anchors
from publish.readers.markdown_formulas import INLINE
from publish.readers.references import is_remote, link_address, picture_name

_LETTER_PX = 48  # three times the letters of a page, as in pages. # guess
_ARROW = re.compile(r"[\s\[\]()^]*[↩↑⤴⏎↵⇧▲⬆][\s\]()\d\ufe0e\ufe0f]*")
_SIZE = re.compile(r"\|[ \t]*\d+(?:x\d+)?$")
_MOST_NAMED = 20  # links in a note
_DEEPEST_NOTES = 5  # notes in notes that stand at their marks; the others follow the text
_MARKS = {"em": "em", "strong": "strong", "s": "del", "sup": "sup", "sub": "sub"}


@dataclass(slots=True)
class Gathered:
    """What is known and gathered over the whole file.

    `footnotes` are notes by their number, `marked` those that have a mark.
    """

    page: Reading
    anchors: Anchors
    companions: Mapping[str, bytes]
    footnotes: dict[int, Blocks] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)
    notes: list[Note] = field(default_factory=list)
    _line: tuple[Sequence[Token], frozenset[int]] = ((), frozenset())
    _depths: dict[int, int] = field(default_factory=dict)
    _inner: int = 0  # depth of the notes met in the one that is being read
    origin: Origin = NOWHERE  # of the words that are being read
    in_cell: bool = False

    def keep(self, label: int, note: Blocks) -> None:
        """A note that is read, with how deep notes stand in it."""
        self.footnotes[label] = note
        self._depths[label] = self._inner + 1
        self._inner = 0

    def note(self, label: int) -> Blocks | None:
        """What stands at a mark; None for a note that leads to itself or holds too many others."""
        depth = self._depths.get(label, _DEEPEST_NOTES)
        if depth >= _DEEPEST_NOTES:
            return None
        self._inner = max(self._inner, depth)
        self.marked.add(label)
        return self.footnotes[label]

    def alone_in(self, children: Sequence[Token]) -> frozenset[int]:
        """`_alone`, once for all pictures of a paragraph."""
        if self._line[0] is not children:
            self._line = (children, _alone(children))
        return self._line[1]

    def formula(self, tex: str) -> Formula:
        """A formula; what is not understood stays TeX, with a note."""
        if tex.startswith("`") and tex.endswith("`"):  # $`v`$, as GitHub and GitLab have it
            tex = tex.strip("`")
        text, node = of_tex(tex)
        if node is None:
            said = f"a formula stays as TeX: {text[:80]}"
            self.notes.append(Note("formula.tex", said, self.origin))
        return Formula(text, node)

    def found_notes(self) -> Iterator[Note]:
        """Notes on what the tree does not hold."""
        yield from self.notes
        if lost := self.anchors.lost:
            names = ", ".join(f"#{each[:80]}" for each in lost[:_MOST_NAMED])
            said = (
                f"links that lead nowhere in the article, their words stay: {len(lost):,} ({names})"
            )
            yield Note("link.nowhere", said)


def leaves_of(token: Token, gathered: Gathered) -> Iterator[list[Leaf] | Figure]:
    """Runs of leaves, and the figures between them."""
    leaves: list[Leaf] = []
    stack: list[Marks] = []
    marks: Marks = ()
    children = token.children or ()
    for at, child in enumerate(children):
        if child.type == "image":
            picture = picture_of(children, at, gathered)
            if isinstance(picture, Figure):
                yield leaves
                yield picture
                leaves = []
            else:
                leaves.append((marks, picture))
        elif child.nesting == 1:
            if _is_way_back(children[at : at + 3]):
                said = children[at + 1]
                gathered.page.left_out.add("footnote.sign", said.content, gathered.origin)
                said.content = ""
            stack.append(marks)
            marks = _opened(child, marks, gathered)
        elif child.nesting == -1:
            marks = stack.pop() if stack else ()
        else:
            leaves.extend(leaves_of_child(child, marks, gathered))
    yield leaves


def _is_way_back(link: Sequence[Token]) -> bool:
    """Whether these are a link within the file whose words are no more than an arrow back."""
    if [each.type for each in link] != ["link_open", "text", "link_close"]:
        return False
    inside = str(link[0].attrGet("href")).startswith("#")
    return inside and _ARROW.fullmatch(link[1].content) is not None


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
            blocks = gathered.note(label)
            if blocks is None:
                yield with_mark(marks, Mark("sup")), f"{label + 1}"
            elif blocks:
                yield marks, Footnote(blocks)
        case "footnote_anchor":
            pass
        case "checkbox":
            yield marks, Checkbox(bool(child.meta["checked"]))
        case kind if kind in INLINE:
            yield marks, gathered.formula(child.content)
        case _:
            yield marks, child.content


def _opened(child: Token, marks: Marks, gathered: Gathered) -> Marks:
    if child.type == "link_open":
        href = str(child.attrGet("href") or "")
        if href.startswith("#"):
            name = gathered.anchors.names.get(href[1:])
            return with_mark(marks, Mark("link", f"#{name}")) if name else marks
        if url := link_address(href):
            return with_mark(marks, Mark("link", url))
        gathered.page.left_out.mark("link.dropped", gathered.origin)
        return marks
    kind = _MARKS.get(child.tag)
    return with_mark(marks, Mark(kind)) if kind else marks


def picture_of(children: Sequence[Token], at: int, gathered: Gathered) -> Figure | Picture | str:
    """A picture: alone on its line a figure, with its title as caption; else a part of a sentence.

    In a sentence a large one is a figure, too, and the words for one that is missing stand.
    """
    image = children[at]
    name = picture_name(str(image.attrGet("src") or ""))
    words = _words(image)
    alt = " ".join(clean_text(words)[0].split())
    title = " ".join(clean_text(str(image.attrGet("title") or ""))[0].split())
    if not name:
        return words
    alone = at in gathered.alone_in(children)
    if not title and (gathered.in_cell or not alone):
        asset = _asset(name, gathered)
        if asset is None and not alone:
            said = f"a picture in a sentence was not found, its words stand there: {name}"
            gathered.notes.append(Note("image.missing", said, gathered.origin))
            return words
        if asset is not None and asset.height_px <= _LETTER_PX:
            gathered.page.pictures.append(name)
            return Picture(name, alt)
    gathered.page.pictures.append(name)
    return Figure(name, alt, (Text(title),) if title else ())


def _asset(name: str, gathered: Gathered) -> Asset | None:
    """The picture, if it is at hand."""
    if is_remote(name) or name not in gathered.companions:
        return None
    return asset_of(name, gathered.companions[name], gathered.page.limits)


def _alone(children: Sequence[Token]) -> frozenset[int]:
    """The numbers of the pictures on whose lines stand no words; other pictures may."""
    alone: list[int] = []
    for ends, line in itertools.groupby(enumerate(children), lambda each: _ends_line(each[1])):
        numbered = list(line)
        if not ends and _says_nothing(child for _, child in numbered):
            alone += [at for at, child in numbered if child.type == "image"]
    return frozenset(alone)


def _ends_line(child: Token) -> bool:
    return child.type in ("softbreak", "hardbreak") or child.content.lower().startswith("<br")


def _says_nothing(children: Iterable[Token]) -> bool:
    return all(
        child.nesting or child.type in ("image", "html_inline") or not child.content.strip()
        for child in children
    )


def _words(image: Token) -> str:
    """The words of a picture's description, without its markup and the size behind them."""
    words = "".join(
        "\n" if child.type in ("softbreak", "hardbreak") else child.content
        for child in image.children or ()
        if child.type != "html_inline"
    )
    return _SIZE.sub("", words)
