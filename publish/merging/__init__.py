"""An edited Word file comes home: whose it is, what was changed, and what is written down of it."""

from __future__ import annotations

from publish.merging.comparing import Comparison, compare

__all__ = ["Comparison", "compare"]
