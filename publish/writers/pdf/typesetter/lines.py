"""Planned lines as boxes of the layout engine, made directly where they are text and inline boxes.

A line of words from the store is made without laying anything out; what else is planned goes the
engine's own way with all the width it wants, each text box cut at its planned places. Restates
parts of weasyprint.layout.inline (NOTICE).
"""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.layout import inline

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter import totalfit
from publish.writers.pdf.typesetter.making import Maker, Slow, cut, set_apart, stand
from publish.writers.pdf.typesetter.plan import ENDLESS, Plan, Skip, planned
from publish.writers.pdf.typesetter.setting import Attempt, setting

_ALMOST = 1 - 1e-9  # a line just under its measure, so that what hangs is no overflow

_upstream_line = inline.get_next_linebox
_upstream_split = inline.split_inline_box
_upstream_text = inline.split_text_box
_upstream_align = inline.text_align


def _get_next_linebox(
    context: Any,
    linebox: Any,
    position_y: float,
    bottom_space: float,
    skip_stack: Skip,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Any:
    """The next line as planned, or the engine's where there is no plan."""
    styled = bool(first_letter_style or first_line_style)
    rest = absolute_boxes, fixed_boxes, first_letter_style, first_line_style
    made = None
    with Attempt(linebox):
        linebox.publish_plan = plan = planned(
            context, linebox, position_y, bottom_space, skip_stack, containing_block, styled=styled
        )
        if plan is not None and plan.current is not None:
            made = _made(context, linebox, position_y, skip_stack, containing_block, plan)
            if made is None:
                made = _upstream_line(
                    context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
                )
    is_planned = made is not None
    if made is None:
        linebox.publish_plan = None
        made = _upstream_line(
            context, linebox, position_y, bottom_space, skip_stack, containing_block, *rest
        )
    if made[1] is not None:  # more than one line
        setting.saw(linebox, optimal=is_planned)
    rtl = containing_block.style["direction"] == "rtl"
    if rtl and made[0] is not None and setting.choices.lines == "optimal":
        _indent_from_the_right(made[0], linebox.text_indent)
    return made


def _indent_from_the_right(line: Any, indent: float) -> None:
    """Let a first line that reads to the left begin inside: the engine indents its end instead."""
    for child in line.children:
        if indent and child.is_in_normal_flow():
            child.translate(dx=-indent)


# Made directly


def _made(
    context: Any, linebox: Any, position_y: float, skip_stack: Skip, block: Any, plan: Plan
) -> tuple[Any, Skip] | None:
    """The planned line and where the next one starts, or None where the engine must make it."""
    style = linebox.style
    if (
        context.excluded_shapes
        or linebox.is_leader
        or block.style["direction"] != "ltr"
        or style["direction"] != "ltr"
        or style["position"] != "static"
        or style["float"] != "none"
    ):
        return None
    stack = inline.skip_first_whitespace(linebox, skip_stack)
    if stack == "continue":
        return None
    line = plan.line
    left, measure = block.content_box_x(), block.width
    linebox.position_x, linebox.position_y = left, position_y
    linebox.width = linebox.height = 0
    maker = Maker(context, block, line, fitted=plan.kind == "justified" and not line.is_last)
    start = left + linebox.text_indent
    try:
        made, resume = maker.box(linebox, start, position_y, stack, line.spot.path)
    except Slow:
        return None
    if (resume is None) != line.is_last or not _ends_with_text(made):
        return None
    shift = _aligned(context, made, start - left, measure, plan)
    linebox.width, linebox.height = made.width, made.height
    stand(made, shift, position_y)
    return made, resume


def _ends_with_text(box: Any) -> bool:
    while box.__dict__.get("children"):
        box = box.children[-1]
    return type(box) is TextBox and box.text[-1] != " "


def _aligned(context: Any, made: Any, indent: float, measure: float, plan: Plan) -> float:
    """Fit a justified line to its measure; return how far any line moves to the right."""
    line = plan.line
    if plan.kind == "justified":
        _justify(made, measure - indent, made.width - indent, plan)
        made.width = min(made.width, measure * _ALMOST)
        return -line.begin.left
    made.width = min(made.width, measure * _ALMOST)
    offset: float = _upstream_align(context, made, measure, line.is_last)
    return offset if offset else -line.begin.left


def _justify(made: Any, measure: float, used: float, plan: Plan) -> bool:
    """Fit a line to its measure and what hangs; False if it keeps its width."""
    line = plan.line
    room = measure + line.begin.left + line.end.right
    spaces = inline.count_expandable_spaces(made)
    if not spaces or (line.is_last and used <= room):
        return False
    space, expand = plan.text.space, setting.choices.expand
    _fit(made, *totalfit.fitting(room, used, spaces, space, expand=expand))
    return True


def _fit(box: Any, scale: float, spacing: float, x: float = 0.0) -> float:
    """Widen glyphs and spaces of a box and shift it by `x`; return the shift of what follows."""
    if not isinstance(box, TextBox | InlineBox | LineBox):  # a mark before the text keeps its width
        box.translate(dx=x)
        return x
    box.position_x += x
    if isinstance(box, TextBox):
        wider: float = box.width * (scale - 1) + spacing * inline.count_expandable_spaces(box)
        box.pango_layout.justification_spacing = box.justification_spacing = spacing / scale
        box.publish_scale = scale
        box.width += wider
        return x + wider
    before = x
    children = box.children[::-1] if box.style["direction"] == "rtl" else box.children
    for child in children:
        if child.is_in_normal_flow():
            x = _fit(child, scale, spacing, x)
    box.width += x - before
    return x


# Planned, and made by the engine


def _split_inline_box(
    context: Any,
    box: Any,
    position_x: float,
    max_x: float,
    bottom_space: float,
    skip_stack: Skip,
    containing_block: Any,
    absolute_boxes: Any,
    fixed_boxes: Any,
    line_placeholders: Any,
    waiting_floats: Any,
    line_children: Any,
    first_letter_style: Any,
    first_line_style: Any,
) -> Any:
    """Let a planned line take all the width it wants, then fit it to the measure."""
    plan: Plan | None = box.__dict__.get("publish_plan") if isinstance(box, LineBox) else None
    if plan is not None and plan.current is None:
        plan = None
    result = _upstream_split(
        context,
        box,
        position_x,
        max_x if plan is None else ENDLESS,
        bottom_space,
        skip_stack,
        containing_block,
        absolute_boxes,
        fixed_boxes,
        line_placeholders,
        waiting_floats,
        line_children,
        first_letter_style,
        first_line_style,
    )
    if plan is not None:
        _fit_planned(result[0], position_x, max_x, plan)
    return result


def _fit_planned(line: Any, position_x: float, max_x: float, plan: Plan) -> None:
    begin, end = plan.line.begin, plan.line.end
    plan.shift = -begin.left
    if plan.kind == "justified":
        floats = [child for child in line.children if child.is_floated()]
        taken = sum(child.margin_width() for child in floats)
        at_left = sum(child.margin_width() for child in floats if child.style["float"] == "left")
        used = line.width - (position_x - line.position_x) - at_left
        stretched = _justify(line, max_x - position_x - taken, used, plan)
        if stretched and line.style["direction"] == "rtl":
            plan.shift = end.right
    line.width = min(line.width, (max_x - line.position_x) * _ALMOST)


def _text_align(context: Any, line: Any, available_width: float, last: bool) -> float:
    """Where a planned line stands; the engine's answer for all others."""
    plan = line.__dict__.get("publish_plan")
    if plan is None or plan.current is None:
        return float(_upstream_align(context, line, available_width, last))
    if plan.kind == "justified":
        return float(plan.shift)
    return float(_upstream_align(context, line, available_width, last) or plan.shift)


def _split_text_box(
    context: Any, box: Any, available_width: Any, skip: int, is_line_start: bool = True
) -> Any:
    """Cut a text box at its next planned place; only planned lines are offered so much width."""
    cuts, hyphenate = box.__dict__.get("publish_cuts"), box.style["hyphenate_character"]
    if cuts is None or available_width is None or available_width < ENDLESS / 2:
        new, resume, preserved = _upstream_text(context, box, available_width, skip, is_line_start)
        if resume and new and new.text.endswith(hyphenate):  # an added hyphen, or the text's own?
            text = box.text.encode()[skip or 0 :].decode()
            new.publish_hyphen = not text.startswith(new.text)
        return new, resume, preserved
    end, resume, hyphen, fitted = next(
        (cut for cut in cuts if cut[1] is None or cut[1] > skip), (None, None, False, False)
    )
    text = cut(box.text, skip, end)
    if not text:
        return None, resume, False
    if hyphen:
        text = text.rstrip("\xad") + hyphenate
    new, _, _ = _upstream_text(context, box.copy_with_text(text), None, 0)
    new.publish_hyphen = hyphen
    if fitted:
        set_apart(new)
    return new, resume, False


_INLINE = "weasyprint.layout.inline"
HOLDS = (
    Hold(f"{_INLINE}:get_next_linebox", lambda _: _get_next_linebox),
    Hold(f"{_INLINE}:split_inline_box", lambda _: _split_inline_box),
    Hold(f"{_INLINE}:split_text_box", lambda _: _split_text_box),
    Hold(f"{_INLINE}:text_align", lambda _: _text_align),
    *compared(
        _INLINE,
        "count_expandable_spaces",
        "iter_line_boxes",
        "skip_first_whitespace",
    ),
    *compared(
        "weasyprint.formatting_structure.boxes",
        "Box.content_box_x",
        "Box.is_floated",
        "Box.is_in_normal_flow",
        "Box.margin_width",
        "Box.translate",
        "InlineBox",
        "LineBox",
        "TextBox",
        "TextBox.copy_with_text",
    ),
)
