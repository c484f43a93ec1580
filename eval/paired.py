"""Did the same questions get worse by more than chance explains: a paired test."""

import itertools
from collections.abc import Sequence

import numpy as np

EXACT = 14  # so many changed questions are enumerated, more are drawn
DRAWN = 20_000


def chance_of_loss(differences: Sequence[float]) -> float:
    """Return how likely a loss as great as this is by chance, were gain and loss as likely for each question.

    One-sided Fisher randomisation test on paired differences (now minus before), as Smucker, Allan and Carterette
    2007 recommend for retrieval; questions that did not change say nothing. Exact for few changes, else drawn with
    a fixed seed (plus-one estimate, Phipson and Smyth 2010).
    """
    changed = np.array([one for one in differences if one], dtype=np.float64)
    if not len(changed):
        return 1.0
    size, total = np.abs(changed), float(changed.sum())
    if len(changed) <= EXACT:
        signs = np.array(list(itertools.product((-1.0, 1.0), repeat=len(changed))))
        return float((signs @ size <= total + 1e-9).mean())
    signs = np.random.default_rng(len(changed)).choice((-1.0, 1.0), size=(DRAWN, len(changed)))
    return float((np.sum(signs @ size <= total + 1e-9) + 1) / (DRAWN + 1))
