"""Lines drawn from the store, scaled where they were fitted.

Restates parts of weasyprint.draw.text (NOTICE).
"""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

import pydyf
from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix
from weasyprint.text import line_break

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter.setting import Attempt, setting
from publish.writers.pdf.typesetter.store import face_of, store_for
from publish.writers.pdf.typesetter.stored import StoredLayout
from publish.writers.pdf.typesetter.strings import Pen, pen_of

_SMALLEST = 1e-6  # pixels: smaller text is not drawn, as upstream

_upstream_text = drawing.draw_text
_upstream_line = drawing.draw_first_line


def _draw_text(
    stream: Any, textbox: Any, offset_x: float, text_overflow: str, block_ellipsis: str
) -> None:
    """Draw the text of a box from strings of the store, or as the engine does.

    Text of the store has no lines under it, over it or through it, and no pictures in it.
    """
    layout, style = textbox.pango_layout, textbox.style
    if (
        type(layout) is StoredLayout
        and text_overflow != "ellipsis"
        and block_ellipsis == "none"
        and style["visibility"] == "visible"
    ):
        parts = None
        with Attempt(textbox):
            parts = _parts(stream, textbox, layout)
        if parts is not None:
            stream.set_color(style["color"])
            stream.begin_text()
            if parts:
                pen, matrix, string = parts
                stream.stream.append(matrix)
                stream.set_font_size(pen.font.hash, pen.size)
                stream.stream.append(b"[" + string.encode("ascii") + b"] TJ")
            stream.end_text()
            return
    _upstream_text(stream, textbox, offset_x, text_overflow, block_ellipsis)


def _parts(
    stream: Any, textbox: Any, layout: StoredLayout
) -> tuple[Pen, bytes, str] | tuple[()] | None:
    """A pen, the matrix and the operand of a text; empty where nothing shows, None if unknown."""
    text, style = layout.text, textbox.style
    if not textbox.text.strip() or style["font_size"] < _SMALLEST:
        return ()
    words, spacing = store_for(textbox), layout.justification_spacing
    scale = textbox.__dict__.get("publish_scale")
    if words is not None:
        pen = pen_of(words, stream)
        if not pen.is_plain:
            return None
        tokens = layout.tokens or words.tokens(text)
        string = pen.plain(tokens, spacing) if scale is None else pen.fitted(tokens, spacing)
    else:
        alone = face_of(style).alone(text)
        if alone is None or (spacing and " " in text):
            return None
        words, run = alone
        pen = pen_of(words, stream)
        string = pen.alone(run) if pen.is_plain else None
    if string is None:
        return None
    x, y = textbox.position_x, textbox.position_y + textbox.baseline
    if scale is None:
        matrix = b"1 0 0 -1 " + pydyf._to_bytes(x) + b" " + pydyf._to_bytes(y) + b" Tm"
    else:
        matrix = b"%f 0 0 -1 %f %f Tm" % (scale, x, y)
    return pen, matrix, string


def _draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> Any:
    """Draw as the engine does, with the layout that the store spared, scaled if it was fitted."""
    layout, scale = textbox.pango_layout, textbox.__dict__.get("publish_scale")
    if type(layout) is StoredLayout:
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


HOLDS = (
    Hold("weasyprint.draw.text:draw_text", lambda _: _draw_text),
    Hold("weasyprint.draw.text:draw_first_line", lambda _: _draw_first_line),
    *compared("weasyprint.matrix", "Matrix", "Matrix.__init__", "Matrix.values"),
    *compared(
        "weasyprint.pdf.stream",
        "Stream.add_font",
        "Stream.begin_text",
        "Stream.end_text",
        "Stream.set_color",
        "Stream.set_font_size",
    ),
    *compared(
        "pydyf", "_to_bytes", "Stream.__init__", "Stream.set_text_matrix", "Stream.show_text"
    ),
    *compared("weasyprint.text.line_break", "Layout.__init__", "Layout.set_text"),
)
