"""Trees give what LightGBM gives, and what was learned puts the right sentence first."""

from pathlib import Path

import lightgbm
import numpy as np
import pytest

from assistant.forest import read_forest
from eval.trees import forest_of, save


def _rows(count: int, seed: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    return np.random.default_rng(seed).normal(size=(count, 6)).astype(np.float32)


@pytest.mark.parametrize("leaves", [2, 7, 31])
def test_a_forest_scores_as_the_model_it_was_made_of(leaves: int, tmp_path: Path) -> None:
    rows = _rows(600, 1)
    wanted = rows[:, 0] * rows[:, 1] + (rows[:, 2] > 0.3)
    data = lightgbm.Dataset(rows, wanted)
    model = lightgbm.train({"objective": "regression", "num_leaves": leaves, "verbose": -1, "num_threads": 1}, data, 30)
    names = [f"f{number}" for number in range(6)]
    save(forest_of(model, names), tmp_path / "trees.npz")
    forest = read_forest(tmp_path / "trees.npz")
    unseen = _rows(200, 2)
    assert forest.names == tuple(names)
    assert np.allclose(forest.scores(unseen), model.predict(unseen), atol=1e-4)


def test_a_model_that_learned_nothing_is_a_forest_too() -> None:
    rows = _rows(50, 3)
    model = lightgbm.train({"objective": "regression", "verbose": -1}, lightgbm.Dataset(rows, np.ones(50)), 3)
    assert np.allclose(forest_of(model, list("abcdef")).scores(rows), model.predict(rows), atol=1e-5)
