"""A listwise logistic model: weights that put right rows before the others of their list.

ListNet's top-one loss (Cao et al. 2007) with a ridge, by L-BFGS.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Array = NDArray[np.float64]
_STEPS = 300


def learn_listwise(
    table: Array | csr_matrix,
    right: NDArray[np.bool_],
    sizes: Sequence[int],
    importance: Array,
    ridge: float,
    steps: int = _STEPS,
) -> Array:
    """Return one weight a column of `table`, whose rows are lists of `sizes` rows, one after the other.

    `right` says which rows are, `importance` how much each list teaches.
    """
    starts, group = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    turned = table.T.tocsr() if isinstance(table, csr_matrix) else table.T

    def loss(weights: Array) -> tuple[float, Array]:
        scores = table @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        grown = np.exp(scores)
        every, good = np.add.reduceat(grown, starts), np.add.reduceat(grown * right, starts) + 1e-12
        value = float(importance @ (np.log(every) - np.log(good)))
        pull = (grown / every[group] - grown * right / good[group]) * importance[group]
        return value + ridge * float(weights @ weights) / 2, turned @ pull + ridge * weights

    found: Array = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x
    return found
