"""An edited Word file comes home: whose it is, what was changed, and what is written down of it."""

from __future__ import annotations

from publish.merging.comparing import Comparison, compare
from publish.merging.merging import Asked, merge
from publish.merging.outcome import Merge, MergedArticle, told
from publish.revision.three import Conflict as MergeConflict

__all__ = [
    "Asked",
    "Comparison",
    "Merge",
    "MergeConflict",
    "MergedArticle",
    "compare",
    "merge",
    "told",
]
