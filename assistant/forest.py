"""Gradient-boosted trees that were learned elsewhere, applied with numpy: rows of features → scores.

Reads the data files that `eval/train.py` writes. Does not learn.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Floats

_ALL = np.uint32(0xFFFFFFFF)
_MOST_LEAVES = 32  # leaves are bits


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Forest:
    """Trees in rows of nodes. A child below zero is leaf `-child - 1`; a row goes left when value <= threshold.

    A tree has at most 32 leaves.
    """

    names: tuple[str, ...]
    feature: NDArray[np.int16]
    threshold: Floats
    left: NDArray[np.int16]
    right: NDArray[np.int16]
    value: Floats

    def scores(self, rows: Floats) -> Floats:
        """Return the sum of the leaves that each row (in the order of `names`) reaches, one number a row.

        All nodes are asked at once: one that sends a row right rules out the leaves to its left, and the leaf that is
        reached is the leftmost that is left over (Lucchese et al., "QuickScorer", 2015).
        """
        kept, values, trees = _ruled_out(self)
        goes_left = rows[:, self.feature.ravel()] <= self.threshold.ravel()
        shape = (len(rows), *self.feature.shape)
        left_over = np.bitwise_and.reduce(np.where(goes_left, _ALL, kept.ravel()).reshape(shape), axis=2)
        lowest = left_over & (~left_over + np.uint32(1))
        leaves = np.ascontiguousarray(np.frexp(lowest.astype(np.float64))[1] - 1)
        total: Floats = values[trees, leaves].sum(axis=1, dtype=np.float32)
        return total


@lru_cache(maxsize=16)
def _ruled_out(forest: Forest) -> tuple[NDArray[np.uint32], Floats, NDArray[np.int64]]:
    """Return for each node the leaves that are kept when a row goes right (as bits), and the leaves from left to right.

    Raises ValueError when a tree has more than 32 leaves.
    """
    count, most = forest.value.shape
    if most > _MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves; at most {_MOST_LEAVES} are applied")
    kept = np.full(forest.feature.shape, _ALL, dtype=np.uint32)
    values = np.zeros((count, most + 1), dtype=np.float32)  # one more: a tree of one leaf has it on both sides
    for tree in range(count):
        order: list[int] = []
        _walk(forest, tree, 0, order, kept[tree])
        values[tree, : len(order)] = forest.value[tree, order]
    return kept, values, np.arange(count)[None, :]


def _walk(forest: Forest, tree: int, node: int, order: list[int], kept: NDArray[np.uint32]) -> None:
    """Append the leaves below a node from left to right, and note for each inner node which are to its left."""
    if node < 0:
        order.append(-node - 1)
        return
    first = len(order)
    _walk(forest, tree, int(forest.left[tree, node]), order, kept)
    to_the_left = ((1 << len(order)) - 1) ^ ((1 << first) - 1)
    kept[node] = np.uint32(0xFFFFFFFF ^ to_the_left)
    _walk(forest, tree, int(forest.right[tree, node]), order, kept)


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
