"""Programs on a page: their lines, whatever holds these, without the numbers beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from publish.model.tree import Code, Inlines, LineBreak, Text
from publish.readers.html.controls import is_pressed
from publish.readers.html.elements import PROGRAMS, Attributes, kind_of, program_of
from publish.readers.html.styles import decoration_of

__all__ = ["Program", "program_at", "program_in"]

_LINE = re.compile(r"(?:^|\s)(?:line|code-?line|view-line|row)(?=$|\s)")
_NUMBERS = re.compile(
    r"(?:^|[\s_-])(?:ln|lnt|lineno|linenos|line-?num(?:ber)?s?|gutters?|blob-num|crayon-nums?|pre-numbering"
    r"|line-numbers-rows|hljs-ln-numbers|linenumbers?)(?=$|[\s_-])",
    re.IGNORECASE,
)
_AS_LINES = re.compile(r"display:block|white-space:(?:pre|break-spaces)")
_EDITORS = re.compile(r"(?:^|\s)(?:cm-content|CodeMirror-code|view-lines|ace_text-layer)(?=$|\s)")
_MONO = re.compile(r"monospace|consolas|courier|menlo|monaco", re.IGNORECASE)
_CODE_CELL = re.compile(r"(?:^|[\s_-])(?:code|line|src|source)(?=$|[\s_-])")
_NO_WORDS = frozenset(("script", "style", "template", "-comment", "textarea"))
_PICTURES = frozenset(("img", "image", "amp-img"))
_MARKED = frozenset(("s", "strike", "del", "ins", "sup", "sub"))
_BLOCKS = "div p li tr dd dt h1 h2 h3 h4 h5 h6 section article blockquote"
_LINES = frozenset(_BLOCKS.split())
_BETWEEN_LINES = frozenset(("ol", "ul", "table", "tbody", "thead", "tr"))
_NEAR = 3  # elements around a program that may name its language: `div.language-c > div > pre`


@dataclass(frozen=True, slots=True)
class Program:
    """Lines of a program, the language that the page names, and numbers and buttons left out.

    `marked` are words with marks that a program's lines cannot have, such as struck ones.
    """

    text: str
    language: str
    numbers: str
    pressed: str = ""
    marked: tuple[str, ...] = ()


def program_at(node: LexborNode, attributes: Attributes) -> Program | None:
    """The program that an element is; None when it is none."""
    tag = node.tag or ""
    if tag not in PROGRAMS and not _is_program(node, tag, attributes):
        return None
    parent = node.parent
    if parent is not None and _is_gutter(parent):
        return Program("", "", " ".join(node.text(separator=" ").split()))
    lines = _Lines()
    lines.take(node)
    language = lines.language or _named_above(node)
    return Program(
        "".join(lines.text),
        language,
        " ".join(lines.numbers),
        " ".join(lines.pressed),
        (*lines.marked,),
    )


def _named_above(node: LexborNode) -> str:
    """The language that an element right around a program names."""
    around, language = node.parent, ""
    for _ in range(_NEAR):
        if around is None or language:
            break
        language, around = program_of(around.attributes), around.parent
    return language


def _is_program(node: LexborNode, tag: str, attributes: Attributes) -> bool:
    style = (attributes.get("style") or "").replace(" ", "").lower()
    if tag == "table":
        return _is_program_table(node)
    if tag == "div":
        if _EDITORS.search(attributes.get("class") or ""):
            return True
        return "white-space:pre" in style and _MONO.search(style) is not None
    if _AS_LINES.search(style):
        return True
    if node.css_first("br") is None:
        return False
    parent = node.parent
    alone = parent is not None and parent.text_lexbor().strip() == node.text_lexbor().strip()
    return alone and parent is not None and kind_of(parent.tag or "").parts


def _is_program_table(table: LexborNode) -> bool:
    """Whether a table's rows are lines of code beside their numbers, or one cell holds them all."""
    if table.css_first("pre, code, td[class]") is None or table.css_first("th") is not None:
        return False
    if len(table.css("table")) > 1:
        return False
    rows = [[cell for cell in row.iter() if cell.tag == "td"] for row in table.css("tr")]
    rows = [row for row in rows if row]
    if not rows or any(len(row) > 3 for row in rows):
        return False
    numbers: list[str] = []
    for row in rows:
        if len(row) == 1 and not _is_code_alone(row[0]):
            return False
        words = row[0].text(separator=" ").split() if len(row) > 1 else []
        if not _holds_code(row[-1]) or not (words or len(row) == 1 or _is_gutter(row[0])):
            return False
        numbers += words
    if not all(map(str.isdecimal, numbers)):
        return False
    first = int(numbers[0]) if numbers else 0
    return [int(number) for number in numbers] == list(range(first, first + len(numbers)))


def _holds_code(cell: LexborNode) -> bool:
    """Whether a cell says that it holds code, or holds nothing else."""
    if _CODE_CELL.search(cell.attributes.get("class") or ""):
        return True
    code = cell.css_first("pre")
    return code is not None and code.text_lexbor().strip() == cell.text_lexbor().strip()


def _is_code_alone(cell: LexborNode) -> bool:
    """Whether a cell without a number beside it holds lines that say they are code's."""
    named = "code" in (cell.attributes.get("class") or "").split()
    return named and cell.css_first("pre, code") is not None


def program_in(words: Inlines) -> str:
    """The lines of words that are all code, with the indents that spaces of fixed width make."""
    if not (isinstance(words[0], Code) and LineBreak() in words):
        return ""
    lines = [""]
    for each in words:
        match each:
            case Code():
                lines[-1] += each.text.replace("\u00a0", " ")
            case LineBreak():
                lines.append("")
            case Text() if not each.text.strip():
                lines[-1] += " "
            case _:
                return ""
    return "\n".join(lines)


def _is_gutter(node: LexborNode) -> bool:
    """Whether an element says that it holds the numbers of lines."""
    attributes = node.attributes
    if "data-line-number" in attributes and not node.text_lexbor().strip():
        return True
    if _NUMBERS.search(attributes.get("class") or "") is None:
        return False
    words = node.text(separator=" ").split()
    return all(word.strip(".:|").isdecimal() for word in words)


@dataclass(slots=True)
class _Lines:
    """The text of a program while its elements are taken in."""

    text: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    pressed: list[str] = field(default_factory=list)
    marked: list[str] = field(default_factory=list)
    language: str = ""
    _due: bool = False  # a line has ended, and nothing has begun the next
    _parted: bool = False  # it was a block, behind which a break is a line of its own
    _begun: list[tuple[int, bool]] = field(default_factory=list)  # of open lines

    def take(self, root: LexborNode) -> None:
        """Takes in all that an element says; depth costs no stack."""
        todo: list[LexborNode | None] = [root]  # None where a line ends
        while todo:
            node = todo.pop()
            if node is None:
                self._end()
            elif node.tag == "-text":
                self._text(node)
            elif node.tag == "br":
                self.text.append("\n\n" if self._due and self._parted else "\n")
                self._due = False
            elif _is_gutter(node):
                self.numbers += node.text(separator=" ").split()
            elif node.tag == "button" and is_pressed(node.text_lexbor().strip()):
                self.pressed.append(node.text_lexbor())
            elif node.tag in _PICTURES:
                self._said((node.attributes.get("alt") or "").strip())
            elif node.tag not in _NO_WORDS:
                if _is_marked(node):
                    self.marked.append(node.text_lexbor())
                self.language = self.language or program_of(node.attributes)
                if _is_line(node):
                    self._begin(parts=node.tag in _LINES)
                    todo.append(None)
                todo += reversed(list(node.iter(include_text=True)))

    def _text(self, node: LexborNode) -> None:
        words = node.text_content or ""
        holder = node.parent.tag if node.parent is not None else ""
        if not words or (holder in _BETWEEN_LINES and words.isspace()):
            return
        self._said(words)

    def _said(self, words: str) -> None:
        if self._due and not words.startswith("\n"):
            self.text.append("\n")
        self._due = False
        self.text.append(words)

    def _begin(self, *, parts: bool) -> None:
        if self._due or (self.text and not self.text[-1].endswith("\n")):
            self.text.append("\n")
        self._due = False
        self._begun.append((len(self.text), parts))

    def _end(self) -> None:
        before, self._parted = self._begun.pop()
        said = len(self.text) > before
        self._due = self._due or not (said and self.text[-1].endswith("\n"))


def _is_marked(node: LexborNode) -> bool:
    """Whether an element marks its words: struck, raised, a link to elsewhere and the like."""
    attributes = node.attributes
    if node.tag == "a":
        return (attributes.get("href") or "#")[:1] != "#"
    mark = decoration_of(attributes["style"] or "") if "style" in attributes else None
    return node.tag in _MARKED or (mark is not None and mark.kind == "del")


def _is_line(node: LexborNode) -> bool:
    """Whether an element stands on lines of its own."""
    if node.tag in _LINES:
        return True
    attributes = node.attributes
    if not attributes:
        return False
    return _LINE.search(attributes.get("class") or "") is not None or (
        "display:block" in (attributes.get("style") or "").replace(" ", "")
    )
