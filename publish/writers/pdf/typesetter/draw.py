"""Lines drawn from the store, scaled where they were fitted; soft hyphens as such in the file.

Restates parts of weasyprint.draw and weasyprint.pdf.stream (NOTICE).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any  # WeasyPrint has no types

import pydyf
from weasyprint import draw as drawing
from weasyprint.draw import text as drawing_text
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TextBox
from weasyprint.matrix import Matrix
from weasyprint.pdf.stream import Stream
from weasyprint.stacking import StackingContext
from weasyprint.text import line_break

from publish.writers.pdf.typesetter.setting import guard, setting
from publish.writers.pdf.typesetter.store import face_of, store_for
from publish.writers.pdf.typesetter.stored import StoredLayout
from publish.writers.pdf.typesetter.strings import (
    alone_string,
    fitted_string,
    plain_string,
    readable,
)

__all__ = ["draw_first_line", "draw_inline_level", "marked"]

_SMALLEST = 1e-6  # pixels: smaller text is not drawn, as upstream
_SOFT_HYPHEN = "\xad"

_upstream_line = drawing_text.draw_first_line
_upstream_inline = drawing.draw_inline_level
_upstream_marked = Stream.marked


def draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> Any:
    """Draw the text of a box from strings of the store, or as the engine does."""
    layout, scale = textbox.pango_layout, textbox.__dict__.get("publish_scale")
    if type(layout) is StoredLayout:
        drawn = False
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            with guard:
                drawn = _drawn(stream, textbox, scale, matrix)
        if drawn:
            return []
        textbox.pango_layout = line_break.Layout(
            textbox.style, layout.justification_spacing, layout.max_width
        )
        textbox.pango_layout.set_text(layout.text, justify=True)
    if scale is not None:
        _, _, _, d, e, f = matrix.values
        matrix = Matrix(a=scale, d=d, e=e, f=f)
    before = len(stream.stream)
    emojis = _upstream_line(stream, textbox, text_overflow, block_ellipsis, matrix)
    if setting.choices.lines == "optimal":
        # Empty strings, which show nothing, make PDFium (Chrome) forget the last move of an array.
        stream.stream[before:] = [part.replace(b"<>", b" ") for part in stream.stream[before:]]
    return emojis


def _drawn(stream: Any, textbox: Any, scale: float | None, matrix: Any) -> bool:
    """Draw from the store; False, with nothing drawn, if a word is not there."""
    layout, style = textbox.pango_layout, textbox.style
    if not textbox.text.strip() or style["font_size"] < _SMALLEST:
        return True
    words, spacing = store_for(textbox), layout.justification_spacing
    if words is not None:
        make = plain_string if scale is None else fitted_string
        string = make(words, layout.text, spacing, stream)
    else:
        alone = face_of(style).alone(layout.text)
        if alone is None or (spacing and " " in layout.text):
            return False
        words, run = alone
        string = alone_string(words, run, stream)
    if string is None:
        return False
    font, size = stream.add_font(words.pango_font)
    if scale is None:
        stream.set_text_matrix(*matrix.values)
    else:
        e, f = matrix.values[4:]
        stream.stream.append(b"%f 0 0 -1 %f %f Tm" % (scale, e, f))
    stream.set_font_size(font.hash, size)
    stream.show_text(string)
    return True


def draw_inline_level(
    stream: Any,
    page: Any,
    box: Any,
    offset_x: float = 0,
    text_overflow: str = "clip",
    block_ellipsis: str = "none",
) -> None:
    """Draw lines and inline boxes without asking for backgrounds and borders they have not."""
    if not _is_bare(box):
        _upstream_inline(stream, page, box, offset_x, text_overflow, block_ellipsis)
        return
    if type(box) is LineBox:
        text_overflow, block_ellipsis = box.text_overflow, box.block_ellipsis
    ellipsis, last = "none", len(box.children) - 1
    for number, child in enumerate(box.children):
        if number == last:
            ellipsis = block_ellipsis
        if type(child) is StackingContext:
            draw_inline_level(stream, page, child, offset_x, text_overflow, ellipsis)
            continue
        x = offset_x + child.position_x - box.position_x
        if type(child) is TextBox:
            with stream.marked(child, "Span"):
                drawing.draw_text(stream, child, x, text_overflow, ellipsis)
        else:
            draw_inline_level(stream, page, child, x, text_overflow, ellipsis)


def _is_bare(box: Any) -> bool:
    kind = type(box)
    return (
        (kind is LineBox or kind is InlineBox)
        and box.background is None
        and not box.border_top_width
        and not box.border_right_width
        and not box.border_bottom_width
        and not box.border_left_width
        and box.style["mask_border_source"][0] == "none"
        and box.style["border_image_source"][0] == "none"
    )


def marked(self: Any, box: Any, tag: str) -> AbstractContextManager[None]:
    """Say in the file that an added hyphen is a soft one: ISO 32000-1, 14.8.2.2.3."""
    is_soft = box.__dict__.get("publish_hyphen") and setting.choices.lines == "optimal"
    if self._tags is None or not is_soft:
        upstream: AbstractContextManager[None] = _upstream_marked(self, box, tag)
        return upstream
    return _hyphenated(self, box, tag)


@contextmanager
def _hyphenated(stream: Any, box: Any, tag: str) -> Iterator[None]:
    text = readable(box.text.removesuffix(box.style["hyphenate_character"])) + _SOFT_HYPHEN
    properties = {"MCID": len(stream._tags), "ActualText": pydyf.String(text)}
    stream._tags[box] = {"tag": tag, "mcid": len(stream._tags)}
    pydyf.Stream.begin_marked_content(stream, tag, pydyf.Dictionary(properties))
    yield
    pydyf.Stream.end_marked_content(stream)
