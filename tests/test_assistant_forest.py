"""Learned trees are applied as they were learned: each row reaches the leaf that walking down the tree reaches."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.forest import Forest

FEATURES = 3


def grown(seed: int, *, trees: int = 4, nodes: int = 7) -> Forest:
    """Return trees of random shape and size; leaves are numbered in no order."""
    rng = np.random.default_rng(seed)
    left, right = (np.full((trees, nodes), -1, dtype=np.int16) for _ in range(2))
    for tree in range(trees):
        count = int(rng.integers(1, nodes + 1))
        free = [(left[tree], 0), (right[tree], 0)]
        for node in range(1, count):
            side, parent = free.pop(int(rng.integers(len(free))))
            side[parent] = node
            free += [(left[tree], node), (right[tree], node)]
        for leaf, place in enumerate(rng.permutation(len(free)).tolist()):
            side, parent = free[place]
            side[parent] = -1 - leaf
    return Forest(
        names=("a", "b", "c"),
        feature=rng.integers(0, FEATURES, (trees, nodes)).astype(np.int16),
        threshold=rng.integers(0, 5, (trees, nodes)).astype(np.float32),
        left=left,
        right=right,
        value=rng.integers(0, 100, (trees, nodes + 1)).astype(np.float32),
    )


def walked(forest: Forest, row: np.ndarray) -> float:
    total = 0.0
    for tree in range(len(forest.feature)):
        node = 0
        while node >= 0:
            goes_left = row[forest.feature[tree, node]] <= forest.threshold[tree, node]
            node = int((forest.left if goes_left else forest.right)[tree, node])
        total += float(forest.value[tree, -node - 1])
    return total


@given(seed=st.integers(0, 10_000), count=st.integers(0, 5), nodes=st.sampled_from([7, 14, 15, 16]))
def test_every_row_reaches_the_leaf_that_a_walk_reaches(seed: int, count: int, nodes: int) -> None:
    forest = grown(seed, nodes=nodes)
    rows = np.random.default_rng(seed).integers(0, 6, (count, FEATURES)).astype(np.float32)
    assert forest.scores(rows).tolist() == [walked(forest, row) for row in rows]


def test_the_largest_tree_that_is_applied_has_32_leaves() -> None:
    rows = np.random.default_rng(1).integers(0, 6, (20, FEATURES)).astype(np.float32)
    forest = grown(1, nodes=31)
    assert forest.scores(rows).tolist() == [walked(forest, row) for row in rows]
    with pytest.raises(ValueError, match="33 leaves"):
        grown(1, nodes=32).scores(rows)
