"""Weights that put right rows first."""

import numpy as np
from scipy.sparse import csr_matrix

from eval.listwise import learn_listwise

SIZES = (3, 2, 4)
RIGHT = np.array([0, 1, 0, 1, 0, 0, 0, 0, 1], dtype=bool)
TOLD = np.random.default_rng(1).normal(size=len(RIGHT))
TABLE = np.stack([RIGHT + 0.1 * TOLD, TOLD[::-1]], axis=1)  # a column that tells what is right, and one that does not
ONE_EACH = np.ones(len(SIZES))


def test_right_rows_come_first_in_every_list() -> None:
    scores = TABLE @ learn_listwise(TABLE, RIGHT, SIZES, ONE_EACH, 0.01)
    ends = np.cumsum(SIZES)
    firsts = [int(np.argmax(scores[end - size : end])) + end - size for size, end in zip(SIZES, ends, strict=True)]
    assert RIGHT[firsts].all()


def test_a_sparse_table_teaches_the_same() -> None:
    dense = learn_listwise(TABLE, RIGHT, SIZES, ONE_EACH, 0.1)
    assert np.allclose(learn_listwise(csr_matrix(TABLE), RIGHT, SIZES, ONE_EACH, 0.1), dense, atol=1e-4)


def test_a_list_that_weighs_nothing_teaches_nothing() -> None:
    rest = TABLE[3:], RIGHT[3:], SIZES[1:], np.ones(2), 0.1
    assert np.allclose(
        learn_listwise(TABLE, RIGHT, SIZES, np.array([0.0, 1.0, 1.0]), 0.1), learn_listwise(*rest), atol=1e-4
    )
