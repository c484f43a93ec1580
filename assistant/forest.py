"""Gradient-boosted trees that were learned elsewhere, applied with numpy: rows of features → scores.

Reads the data files that `eval/train.py` writes. Does not learn.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forest:
    """Trees in rows of nodes. A child below zero is leaf `-child - 1`; a row goes left when value <= threshold."""

    names: tuple[str, ...]
    feature: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: Floats

    def scores(self, rows: Floats) -> Floats:
        """Return the sum of the leaves that each row (in the order of `names`) reaches, one number a row."""
        trees = np.arange(self.feature.shape[0])[None, :]
        nodes = np.zeros((len(rows), self.feature.shape[0]), dtype=np.int32)
        at_row = np.arange(len(rows))[:, None]
        while (nodes >= 0).any():
            inner = np.maximum(nodes, 0)
            goes_left = rows[at_row, self.feature[trees, inner]] <= self.threshold[trees, inner]
            nodes = np.where(nodes < 0, nodes, np.where(goes_left, self.left[trees, inner], self.right[trees, inner]))
        total: Floats = self.value[trees, -nodes - 1].sum(axis=1, dtype=np.float32)
        return total


def read_forest(path: Path) -> Forest:
    """Read a forest. Raises KeyError or OSError when the file is not one."""
    with np.load(path) as stored:
        return Forest(
            names=tuple(str(name) for name in stored["names"]),
            feature=stored["feature"],
            threshold=stored["threshold"],
            left=stored["left"],
            right=stored["right"],
            value=stored["value"],
        )
