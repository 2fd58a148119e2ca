"""Lines drawn from the store, scaled where they were fitted.

Restates parts of weasyprint.draw.text (NOTICE).
"""

from __future__ import annotations

from typing import Any  # WeasyPrint has no types

from weasyprint.draw import text as drawing
from weasyprint.matrix import Matrix
from weasyprint.text import line_break

from publish.writers.pdf.guard import Hold, compared
from publish.writers.pdf.typesetter.setting import Attempt, setting
from publish.writers.pdf.typesetter.store import face_of, store_for
from publish.writers.pdf.typesetter.stored import StoredLayout
from publish.writers.pdf.typesetter.strings import alone_string, fitted_string, plain_string

_SMALLEST = 1e-6  # pixels: smaller text is not drawn, as upstream

_upstream_line = drawing.draw_first_line


def _draw_first_line(
    stream: Any, textbox: Any, text_overflow: str, block_ellipsis: str, matrix: Any
) -> Any:
    """Draw the text of a box from strings of the store, or as the engine does."""
    layout, scale = textbox.pango_layout, textbox.__dict__.get("publish_scale")
    if type(layout) is StoredLayout:
        drawn = False
        if text_overflow != "ellipsis" and block_ellipsis == "none":
            with Attempt(textbox):
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


HOLDS = (
    Hold("weasyprint.draw.text:draw_first_line", lambda _: _draw_first_line),
    *compared("weasyprint.draw.text", "draw_text"),
    *compared("weasyprint.matrix", "Matrix", "Matrix.__init__", "Matrix.values"),
    *compared("weasyprint.pdf.stream", "Stream.add_font", "Stream.set_font_size"),
    *compared("pydyf", "Stream.__init__", "Stream.set_text_matrix", "Stream.show_text"),
    *compared("weasyprint.text.line_break", "Layout.__init__", "Layout.set_text"),
)
