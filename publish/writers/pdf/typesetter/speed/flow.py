"""Whether a box is in the flow, asked once a style.

Upstream: weasyprint.formatting_structure.boxes.Box.is_in_normal_flow, some 3,000 calls for an
article of two pages, each of five methods and as many look-ups.

Why no byte changes: the answer depends on `position` and `float` alone, and it is kept with the two
values it was made from. No subclass has an answer of its own.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any  # WeasyPrint has no types

from publish.writers.pdf.guard import Hold, compared


def _asked_once(upstream: Callable[[Any], bool]) -> Callable[[Any], bool]:
    def is_in_normal_flow(self: Any) -> bool:
        style = self.style
        try:
            position, floating, answer = style._in_flow
            if position is style["position"] and floating is style["float"]:
                return bool(answer)
        except AttributeError:
            pass
        answer = upstream(self)
        style._in_flow = style["position"], style["float"], answer
        return answer

    return is_in_normal_flow


HOLDS = (
    Hold("weasyprint.formatting_structure.boxes:Box.is_in_normal_flow", _asked_once),
    *compared(
        "weasyprint.formatting_structure.boxes",
        "Box.is_absolutely_positioned",
        "Box.is_floated",
        "Box.is_footnote",
        "Box.is_note",
        "Box.is_running",
    ),
)
