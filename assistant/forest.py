"""Gradient-boosted trees that were learned elsewhere, applied with numpy: rows of features → scores.

Reads the data files that `eval/train.py` writes. Does not learn.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import Floats

_ALL = np.uint32(0xFFFFFFFF)
_MOST_LEAVES = 32  # leaves are bits
_FEW_LEAVES = 16  # fewer are half as many bits


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
        plan = _plan(self)
        goes_left = np.ascontiguousarray(rows.T).take(plan.feature, axis=0) <= plan.threshold
        kept = np.negative(goes_left.view(np.uint8), dtype=plan.kept.dtype) | plan.kept  # all bits where it goes left
        left_over = np.bitwise_and.reduce(kept.reshape(*self.feature.shape[::-1], len(rows)), axis=0)
        lowest = left_over & np.negative(left_over)
        leaves = np.frexp(lowest.astype(np.float64))[1] - 1
        reached = np.ascontiguousarray(np.take_along_axis(plan.value, leaves, axis=1).T)
        total: Floats = reached.sum(axis=1, dtype=np.float32)
        return total


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Plan:
    """A forest as it is asked: the first node of every tree, then the second of every tree, and so on.

    `kept` are the leaves (as bits) that are kept when a row goes right, `value` those of each tree from left to right.
    """

    feature: NDArray[np.intp]
    threshold: Floats
    kept: NDArray[np.unsignedinteger[Any]]
    value: Floats


@lru_cache(maxsize=16)
def _plan(forest: Forest) -> _Plan:
    """Return how a forest is asked. Raises ValueError when a tree has more than 32 leaves."""
    count, most = forest.value.shape
    if most > _MOST_LEAVES:
        raise ValueError(f"a tree has {most} leaves; at most {_MOST_LEAVES} are applied")
    kept = np.full(forest.feature.shape, _ALL, dtype=np.uint32)
    values = np.zeros((count, most + 1), dtype=np.float32)  # one more: a tree of one leaf has it on both sides
    for tree in range(count):
        order: list[int] = []
        _walk(forest, tree, 0, order, kept[tree])
        values[tree, : len(order)] = forest.value[tree, order]
    return _Plan(
        feature=forest.feature.T.ravel().astype(np.intp),
        threshold=forest.threshold.T.reshape(-1, 1),
        kept=kept.T.reshape(-1, 1).astype(np.uint16 if most < _FEW_LEAVES else np.uint32),
        value=values,
    )


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
