"""Forests of oblivious decision trees (Kohavi and Li 1995; the form that CatBoost grows)."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from publish.normaliser.learning import Rows


@dataclass(frozen=True)
class Forest:
    """Oblivious trees of one depth: every node of a level asks the same question.

    `columns` and `borders` are trees × depth. `nodes` are trees × (2^(depth+1) - 1): the mean
    outcome at each node, level by level; the last level are the leaves.
    """

    columns: NDArray[np.int16]
    borders: NDArray[np.float32]
    nodes: NDArray[np.float32]
    bias: float

    @staticmethod
    def of(table: Mapping[str, object]) -> Forest:
        """A forest as the model's file keeps it: outcomes to a byte, borders whole."""
        depth = int(str(table["depth"]))
        nodes = np.frombuffer(b64decode(str(table["nodes"])), np.int8)
        borders = np.frombuffer(b64decode(str(table["borders"])), "<f4")
        columns = np.frombuffer(b64decode(str(table["asked"])), "<i2")
        return Forest(
            columns.reshape(-1, depth),
            borders.reshape(-1, depth),
            nodes.reshape(-1, 2 ** (depth + 1) - 1).astype(np.float32)
            * np.float32(str(table["scale"])),
            float(str(table["bias"])),
        )

    @cached_property
    def depth(self) -> int:
        """The questions of a tree."""
        return int(self.columns.shape[1])

    def answers(self, rows: Rows) -> NDArray[np.bool_]:
        """Depth × trees × rows: whether the signal is over the border."""
        columns = np.ascontiguousarray(rows.T)
        over: NDArray[np.bool_] = columns[self.columns.T] > self.borders.T[:, :, None]
        return over

    @cached_property
    def _leaves(self) -> NDArray[np.float32]:
        return np.ascontiguousarray(self.nodes[:, 2**self.depth - 1 :]).ravel()

    @cached_property
    def _starts(self) -> NDArray[np.intp]:
        return np.arange(len(self.columns)).reshape(-1, 1) << self.depth

    def outcomes(self, answers: NDArray[np.bool_]) -> Rows:
        """What all trees together say of each row."""
        leaf = np.zeros(answers.shape[1:], np.uint8)
        for level, over in enumerate(answers.view(np.uint8)):
            leaf |= over << level
        found = self._leaves.take(leaf + self._starts)
        # Row by row, so that the sum does not hang on how many rows there are.
        sums: Rows = np.ascontiguousarray(found.T).sum(axis=1) + np.float32(self.bias)
        return sums

    def sureness(self, answers: NDArray[np.bool_]) -> Rows:
        """The outcomes as log-odds, 0 to 1."""
        found: Rows = (1 / (1 + np.exp(-self.outcomes(answers)))).astype(np.float32)
        return found

    @cached_property
    def _roots(self) -> NDArray[np.intp]:
        """Where each tree begins in `_steps`."""
        roots: NDArray[np.intp] = np.arange(len(self.nodes)) * self.nodes.shape[1]
        return roots

    @cached_property
    def _steps(self) -> NDArray[np.float32]:
        """What each node adds to the outcome of the one above it."""
        steps = np.zeros_like(self.nodes)
        for level in range(self.depth):
            first, wide = 2**level - 1, 2**level
            above = self.nodes[:, first : first + wide]
            below = self.nodes[:, first + wide : first + 3 * wide]
            steps[:, first + wide : first + 3 * wide] = below - np.hstack([above, above])
        return steps.ravel()

    def gains(self, answers: NDArray[np.bool_], width: int) -> Rows:
        """Rows × `width` columns: what each signal added to the outcome, on the way down all trees.

        `answers` are depth × trees × rows.

        Source: Saabas, "Interpreting random forests" (2014).
        """
        number = answers.shape[2]
        rows = np.arange(number)[:, None] * width
        at = np.broadcast_to(self._roots, (number, len(self.columns)))
        found = np.zeros(number * width)
        for level in range(self.depth):
            at = at + 2**level + (answers[level].T << level)
            asked = (rows + self.columns[:, level]).ravel()
            found += np.bincount(asked, self._steps.take(at).ravel(), len(found))
        return found.reshape(number, width).astype(np.float32)
