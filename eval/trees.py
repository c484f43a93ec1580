"""LightGBM's trees → the arrays that `assistant/forest.py` applies, and their file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from assistant.forest import Forest

# So that learning again gives the same trees.
STEADY = {"verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True, "force_row_wise": True}


def forest_of(model: lightgbm.Booster, names: Sequence[str]) -> Forest:
    """Return a trained model as arrays. Categorical splits and missing values are not known here."""
    trees = [tree["tree_structure"] for tree in model.dump_model()["tree_info"]]
    leaves = max(tree["num_leaves"] for tree in model.dump_model()["tree_info"])
    shape = (len(trees), max(leaves - 1, 1))
    feature, left, right = (np.zeros(shape, dtype=np.int16) for _ in range(3))
    threshold = np.zeros(shape, dtype=np.float32)
    value = np.zeros((len(trees), leaves), dtype=np.float32)
    left -= 1
    right -= 1
    for number, root in enumerate(trees):
        _fill(root, feature[number], threshold[number], left[number], right[number], value[number])
    return Forest(names=tuple(names), feature=feature, threshold=threshold, left=left, right=right, value=value)


def _fill(node: dict[str, Any], feature: Any, threshold: Any, left: Any, right: Any, value: Any) -> int:
    """Write a node and what is below it; return how its parent names it."""
    if "leaf_value" in node:
        leaf = int(node.get("leaf_index", 0))
        value[leaf] = node["leaf_value"]
        return -leaf - 1
    at = int(node["split_index"])
    feature[at] = node["split_feature"]
    # The largest 32-bit number that is not above the threshold, so that rows go the same way as in training.
    bound = np.float32(node["threshold"])
    threshold[at] = bound if bound <= node["threshold"] else np.nextafter(bound, np.float32(-np.inf))
    left[at] = _fill(node["left_child"], feature, threshold, left, right, value)
    right[at] = _fill(node["right_child"], feature, threshold, left, right, value)
    return at


def save(forest: Forest, path: Path) -> None:
    """Write a forest as one file."""
    np.savez_compressed(
        path,
        names=np.array(forest.names),
        feature=forest.feature,
        threshold=forest.threshold,
        left=forest.left,
        right=forest.right,
        value=forest.value,
    )
