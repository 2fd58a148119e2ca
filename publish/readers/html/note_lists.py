"""What goes with notes that stand at their marks: what held, ruled off and headed their list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from selectolax.lexbor import LexborNode

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_SHELLS = frozenset(
    ("ol", "ul", "dl", "div", "section", "aside", "footer", "details", "tbody", "table")
)
_SHOWN = "img, picture, table, figure, video, audio, iframe, pre, svg, math"
_LONGEST_LABEL = 4  # words of a line in bold that heads a list. # guess
RECORDED = "footnote.heading"


def empty_around(holders: Sequence[LexborNode], gone: Mapping[int, str]) -> dict[int, str]:
    """By identity, the elements that say nothing without these notes; headings go on record."""
    left: dict[int, str] = {}
    first = last = holders[0]
    shell = first.parent
    while shell is not None and shell.tag in _SHELLS:
        inner = _spent_children(shell, {*gone, *left})
        if inner is None:
            break
        left |= inner
        left[shell.mem_id] = ""
        first = last = shell
        shell = shell.parent
    if first is holders[0]:
        last = holders[-1]
    return left | _above(first, last, {*gone, *left})


def _spent_children(shell: LexborNode, gone: set[int]) -> dict[int, str] | None:
    """The rules and headings in an element that holds nothing else now; None when it does.

    The element itself is left out, so what was in it is on record by its own.
    """
    spent: dict[int, str] = {}
    for node in shell.iter(include_text=True):
        if node.mem_id in gone or _is_void(node):
            continue
        if node.tag == "hr":
            spent[node.mem_id] = ""
        elif _level(node):
            spent[node.mem_id] = RECORDED
        else:
            return None
    return spent


def _above(first: LexborNode, last: LexborNode, gone: set[int]) -> dict[int, str]:
    """The rule and the headings right above notes; a higher one only when it heads nothing else."""
    left: dict[int, str] = {}
    headed = 0
    for node in _before(first):
        if node.tag == "hr" and not headed:
            left[node.mem_id] = ""
            continue
        level = _level(node)
        if not level or (headed and (level >= headed or not _ends_section(last, level, gone))):
            if node.tag == "hr" and headed:
                left[node.mem_id] = ""
            break
        left[node.mem_id] = RECORDED
        headed = level
    return left


def _before(node: LexborNode) -> Iterator[LexborNode]:
    """What is seen right above a node."""
    each = node.prev
    while each is not None:
        if not _is_void(each):
            yield each
        each = each.prev


def _ends_section(node: LexborNode, level: int, gone: set[int]) -> bool:
    """Whether no words follow before the next heading that is as high."""
    each = node.next
    while each is not None and (_is_void(each) or each.mem_id in gone or each.tag == "hr"):
        each = each.next
    return each is None or 0 < _level(each) <= level


def _level(node: LexborNode) -> int:
    """How high a heading a node is, or holds and nothing else; a bold line lies lowest."""
    if node.tag in _HEADINGS:
        return int(node.tag[1])
    if node.tag not in ("div", "header", "p"):
        return 0
    if node.tag == "p" and "rubric" in (node.attributes.get("class") or ""):
        return 7  # Sphinx's
    words = "".join(node.text_lexbor().split())
    for heading in node.css("h2, h3, h4, h5, h6"):
        if words.startswith("".join(heading.text_lexbor().split())):
            return int((heading.tag or "h6")[1])
    for bold in node.css("b, strong"):
        if "".join(bold.text_lexbor().split()).rstrip(":") == words.rstrip(":"):
            return 7 if len(node.text_lexbor().split()) <= _LONGEST_LABEL else 0
    return 0


def _is_void(node: LexborNode) -> bool:
    """Whether nothing is seen of a node."""
    if node.tag == "-text":
        return not (node.text_content or "").strip()
    if node.tag == "hr" or node.css_first(_SHOWN) is not None:
        return False
    if node.tag in ("-comment", "br", "script", "style", "template", "wbr"):
        return True
    return node.tag not in _SHOWN.split(", ") and not node.text_lexbor().strip()
