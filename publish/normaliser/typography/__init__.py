"""Characters as a typographer of the language sets them, for every format.

Quotes, apostrophes, primes, dashes, minus signs, ellipses, and the spaces and hyphens at which no
line may end. It changes characters, never words: letters and digits stay, in their order. What is
typographic already stays; code, addresses and words in another language are left alone, the last
are set by their own rules. What is done in each language: docs/typography.md.
"""

from __future__ import annotations

from publish.normaliser.typography.article import set_article
from publish.normaliser.typography.tree import set_block, set_inlines, set_name, set_text

__all__ = ["set_article", "set_block", "set_inlines", "set_name", "set_text"]
