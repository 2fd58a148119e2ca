"""The learned model of what is no part of an article, its signals and its reasons."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Rows = NDArray[np.float32]
"""One row of signals for each block of a page, or for each way down to its blocks."""
