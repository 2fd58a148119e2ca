"""The boxes of a planned line: words from the store, or text that Pango shapes, in inline boxes.

Restates parts of weasyprint.layout.inline (NOTICE).
"""

from __future__ import annotations

from math import inf
from typing import Any  # WeasyPrint has no types

from weasyprint.formatting_structure.boxes import InlineBox, TextBox
from weasyprint.layout import inline
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS

from publish.writers.pdf.guard import compared
from publish.writers.pdf.typesetter.plan import PlannedLine, Skip
from publish.writers.pdf.typesetter.store import WordStore, store_for
from publish.writers.pdf.typesetter.stored import StoredLayout

_APART = 1.0  # CSS pixels added to spaces, so that Pango makes a run of each
_upstream_text = inline.split_text_box


class Slow(Exception):
    """A line that the engine's own way is for."""


class Maker:
    """Makes the boxes of one line; `fitted` when its spaces will be stretched."""

    def __init__(self, context: Any, block: Any, line: PlannedLine, *, fitted: bool) -> None:
        self.context, self.block, self.line, self.fitted = context, block, line, fitted

    def box(
        self, box: Any, x: float, y: float, stack: Skip, tail: tuple[int, ...] | None
    ) -> tuple[Any, Skip]:
        """A line or inline box from `stack` up to the line's end, which lies at `tail` in it."""
        first, inner = (0, None) if stack is None else next(iter(stack.items()))
        start_x, resume, made = x, None, []
        children = box.children
        for index in range(first, len(children)):
            child = children[index]
            child.position_y = y
            inside = tail is not None and tail[0] == index
            new, rest = self._child(child, x, y, inner, tail[1:] if inside and tail else None)
            inner = None
            if new is not None:
                made.append(new)
                x = new.position_x + _taken(new)
            if inside and not self.line.is_last:
                resume = {index: rest}
                break
        new_box = box.copy_with_children(made)
        if type(box) is InlineBox:
            new_box.remove_decoration(start=stack is not None, end=resume is not None)
            new_box.position_x = start_x
            left = box.padding_left + box.margin_left + box.border_left_width
            if left and (stack is None or box.style["box_decoration_break"] == "clone"):
                for child in made:
                    child.translate(dx=left)
        new_box.width = 0
        if made:
            end = made[-1].position_x + _taken(made[-1])
            new_box.width = end - new_box.content_box_x()
        inline._adjust_line_height(new_box)
        return new_box, resume

    def _child(
        self, child: Any, x: float, y: float, stack: Skip, tail: tuple[int, ...] | None
    ) -> tuple[Any, Skip]:
        kind, line = type(child), self.line
        if kind is TextBox:
            if "padding_top" not in child.__dict__:  # nothing of text depends on what is around
                inline.resolve_percentages(child, self.block)
            child.position_x = x
            skip = next(iter(stack)) if stack else 0
            end = line.spot.end if tail is not None else None
            hyphen = tail is not None and bool(line.end.hyphen) and not line.is_last
            return self._text(child, x, skip, end, hyphen=hyphen), {line.spot.start: None}
        inline.resolve_percentages(child, self.block)
        if kind is not InlineBox:
            raise Slow
        style = child.style
        if (
            style["position"] != "static"
            or style["float"] != "none"
            or style["direction"] != "ltr"
            or child.is_leader
        ):
            raise Slow
        for side in ("margin_left", "margin_right"):
            if getattr(child, side) == "auto":
                setattr(child, side, 0)
        return self.box(child, x, y, stack, tail)

    def _text(self, leaf: Any, x: float, skip: int, end: int | None, *, hyphen: bool) -> Any:
        """The text of a leaf between two bytes, or None if there is none."""
        if leaf.is_leader:
            raise Slow
        text = cut(leaf.text, skip, end)
        if not text:
            return None
        if hyphen:
            text = text.rstrip("\xad") + leaf.style["hyphenate_character"]
        new = leaf.copy_with_text(text)
        if not self._stored(new, store_for(leaf)):
            new, _, _ = _upstream_text(self.context, new, None, 0)
            if self.fitted:
                set_apart(new)
        new.position_x, new.publish_hyphen = x, hyphen
        return new

    def _stored(self, box: Any, words: WordStore | None) -> bool:
        """Give a text box what the engine would have measured; False if a word is unknown.

        A line that is fitted is drawn without the kerns against spaces, others with them.
        """
        if words is None:
            return False
        text = box.text
        tokens = words.tokens(text)
        width = words.width_of(tokens, apart=self.fitted)
        if width is None:
            return False
        if words.speaks(text):
            box.publish_words = text, words
        box.pango_layout = StoredLayout(text, tokens=tokens)
        box.width, box.height = width * FROM_UNITS, words.height
        line_height, _ = inline.strut(box.style)
        box.margin_top = box.margin_bottom = (line_height - words.height) / 2
        box.baseline = words.baseline + box.margin_top
        return True


def cut(text: str, start: int, end: int | None) -> str:
    """The text between two bytes of it."""
    return text[start:end] if text.isascii() else text.encode()[start:end].decode()


def _taken(box: Any) -> float:
    """The width that a box takes: text has no margins."""
    width: float = box.width if type(box) is TextBox else box.margin_width()
    return width


def stand(line: Any, shift: float, position_y: float) -> None:
    """Put a line on its baseline, moved to the right by `shift`."""
    try:
        below, above = _stacked(line, 0.0)
    except Slow:
        bottom, top = inline.line_box_verticality(line)
    else:
        top = min(above, -line.baseline)
        bottom = max(below, line.margin_height() - line.baseline)
    line.baseline, line.height = -top, bottom - top
    line.margin_top = line.margin_bottom = 0
    line.position_y = position_y
    line.position_x += shift
    _move(line, shift, position_y - top)


def _stacked(box: Any, baseline_y: float) -> tuple[float, float]:
    """Stand text and inline boxes on a baseline; how far they reach down and up. Raises Slow."""
    max_y, min_y = -inf, inf
    for child in box.children:
        align = child.style["vertical_align"]
        if align == "baseline":
            baseline = baseline_y
        elif isinstance(align, int | float):
            baseline = baseline_y - align
        else:
            raise Slow
        child.position_y = top = baseline - child.baseline
        is_text = type(child) is TextBox
        height = (
            child.height + child.margin_top + child.margin_bottom
            if is_text
            else (child.margin_height())
        )
        max_y, min_y = max(max_y, top + height), min(min_y, top)
        if not is_text:
            below, above = _stacked(child, baseline)
            max_y, min_y = max(max_y, below), min(min_y, above)
    return max_y, min_y


def _move(box: Any, dx: float, dy: float) -> None:
    """Move what is in a box of text and inline boxes."""
    for child in box.children:
        child.position_x += dx
        child.position_y += dy
        if type(child) is not TextBox:
            _move(child, dx, dy)


def set_apart(box: Any) -> None:
    """Measure shaped text as a stretched line will draw it, where each space is a run of its own.

    A space then comes from the first family, not from the one of the letters beside it.
    """
    spaces = inline.count_expandable_spaces(box)
    if not spaces or type(box.pango_layout) is StoredLayout:
        return
    layout = line_break.Layout(box.style, _APART)
    layout.set_text(box.text, justify=True)
    line, _ = layout.get_first_line()
    width, _ = line_break.line_size(line, box.style)
    box.width = width - spaces * _APART


HOLDS = (
    *compared(
        "weasyprint.formatting_structure.boxes",
        "Box.content_box_x",
        "Box.margin_height",
        "Box.margin_width",
        "Box.translate",
        "InlineBox",
        "InlineLevelBox.remove_decoration",
        "ParentBox.copy_with_children",
        "ParentBox.remove_decoration",
        "TextBox",
        "TextBox.copy_with_text",
    ),
    *compared(
        "weasyprint.layout.inline",
        "_adjust_line_height",
        "aligned_subtree_verticality",
        "count_expandable_spaces",
        "inline_box_verticality",
        "line_box_verticality",
        "split_text_box",
        "translate_subtree",
    ),
    *compared("weasyprint.layout.percent", "resolve_percentages"),
    *compared("weasyprint.text.ffi", "FROM_UNITS"),
    *compared(
        "weasyprint.text.line_break",
        "Layout.__init__",
        "Layout.get_first_line",
        "Layout.set_text",
        "line_size",
        "strut",
    ),
)
