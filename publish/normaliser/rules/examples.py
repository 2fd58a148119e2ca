"""The paragraphs in the examples of rules: texts in which each rule finds something."""

from __future__ import annotations

SENTENCE = "Rents rose for the ninth month in a row, the city said on Monday."
"""A first sentence, below a headline and what stands around it."""

PARAGRAPH = (
    "Rents rose for the ninth month in a row, and the city sees no end to it, it said on Monday."
)
"""A paragraph of prose, above or below what is no part of the article."""
