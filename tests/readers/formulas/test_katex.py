"""KaTeX's boxes alone, as its versions write them, on one line."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from publish.readers.formulas.katex import of_boxes


def _in(classes: str, inside: str) -> str:
    return f'<span class="{classes}">{inside}</span>'


def _stack(*rows: tuple[float, str]) -> str:
    """Boxes above each other by their `top`, in the order in which they are drawn."""
    strut = '<span class="pstrut" style="height:3em"></span>'
    made = "".join(f'<span style="top:{top}em">{strut}{box}</span>' for top, box in rows)
    return _in("vlist-t", _in("vlist-r", _in("vlist", made)))


_LINE = (-3.2, _in("frac-line", ""))
_TEN = _in("mord", "1") + _in("mord", "0")
_TENTH = _in("mfrac", _stack((-2.6, _TEN), _LINE, (-3.4, _in("mord", "1"))))
_RAISED = _in("msupsub", _stack((-3.4, _in("mord", "6"))))
_LOWERED = _in("msupsub", _stack((-2.8, _in("mord", "0"))))
_GAP = _in("mspace", "")


@pytest.mark.parametrize(
    ("boxes", "line"),
    [
        (_TENTH, "1/10"),
        (_in("mord", "2") + _TENTH, "2 1/10"),
        (_in("mfrac", _stack((-2.6, _in("mord", "k")), (-3.4, _in("mord", "n")))), "n; k"),
        (_in("mord", "1") + _in("mord", _in("mord", "0") + _RAISED), "10⁶"),
        (_in("mord", _in("mord mathnormal", "h") + _LOWERED), "h₀"),
        (_in("sqrt", _stack((-3, _in("mord", "g") + _in("mord", "h")))), "√(gh)"),
        (_in("sqrt", _in("katex-root", _stack((-3, "3"))) + _stack((-3, "x"))), "∛x"),
        (_in("mord", "3") + _in("mpunct", ",") + _in("mord", "1"), "3,1"),
        (_in("mord", "3") + _in("mpunct", ",") + _GAP + _in("mord", "1"), "3, 1"),
        (_in("mord", "a") + _in("mrel", "\ue020") + _GAP + _in("mrel", "="), "a ≠"),
        (_in("katex-overline", _stack((-3, "A"), (-3.8, _in("overline-line", "")))), "A̅"),
        (_in("mord mathbb", "R"), "ℝ"),
        (_in("mfrac", "a"), "a"),
        (_in("mord", "") * 200, ""),
    ],
)
def test_boxes_read_on_one_line(boxes: str, line: str) -> None:
    assert _read(boxes) == line


def test_boxes_that_are_too_deep_are_words() -> None:
    boxes = "a"
    for _ in range(200):
        boxes = _in("mord", boxes)

    assert _read(boxes) == "a"


def test_fractions_in_fractions_take_no_long_time() -> None:
    boxes = _TENTH
    for _ in range(30):
        boxes = _in("mfrac", _stack((-2.6, boxes), _LINE, (-3.4, "1")))

    assert _read(boxes).startswith("1/(1/(1/")


def _read(boxes: str) -> str:
    node = LexborHTMLParser(_in("katex-html", boxes)).css_first(".katex-html")
    assert node is not None
    return of_boxes(node)[0]
