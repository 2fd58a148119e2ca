"""The same bytes in less time: what WeasyPrint does twice, done once.

One module each, with the name upstream that it stands for and the reason why no byte changes.
`HOLDS` is all of them in the order in which they are put in place.
"""

from __future__ import annotations

from publish.writers.pdf.typesetter.guard import Hold

__all__ = ["HOLDS"]

HOLDS: tuple[Hold, ...] = ()
