"""How far punctuation hangs out of the measure, as a share of its width.

Source: the values of the microtype package for a Garamond, rounded; looked at in Source Serif 4.
"""

from __future__ import annotations

HYPHEN = 0.6
"""The hyphen that a broken word gets."""

RIGHT = {
    **dict.fromkeys(".,،۔", 0.7),
    **dict.fromkeys("-\u2010\u2011’”»«", HYPHEN),
    **dict.fromkeys(";:؛", 0.4),
    "–": 0.3,
    "—": 0.2,
    **dict.fromkeys("!?؟", 0.15),
}
"""At a line's end, by its last character."""

LEFT = {
    **dict.fromkeys("“‘„‚«»", 0.6),
    **dict.fromkeys("([", 0.1),
    **dict.fromkeys("TVWY", 0.05),
}
"""At a line's start, by its first character."""
