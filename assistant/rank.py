"""Candidates → the same candidates, best first, each with a score.

The trees and the weights of the first look are data (`ranking.npz`), learned by `eval/train.py`; this module
applies them. Does not say whether the best candidate is good enough: `confidence.py` does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.features import FEATURES, Candidate
from assistant.forest import Forest, read_forest
from assistant.lexicon import Floats
from assistant.stretch import QUICK

RANKING_FILE = Path(__file__).with_name("ranking.npz")
SCREEN_FILE = Path(__file__).with_name("screen.npy")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ranked:
    """A candidate with its score; scores compare within one question."""

    candidate: Candidate
    score: float


@lru_cache(maxsize=1)
def ranking() -> Forest:
    """Return the trees that ship. Raises ValueError when they were learned from other features."""
    forest = read_forest(RANKING_FILE)
    if forest.names != FEATURES:
        raise ValueError(f"{RANKING_FILE.name} was learned from other features; run `python -m eval.train`.")
    return forest


@lru_cache(maxsize=1)
def screen() -> Floats:
    """Return the weights of the quick features that choose which stretches are looked at closely."""
    weights: Floats = np.load(SCREEN_FILE)
    if len(weights) != len(QUICK):
        raise ValueError(f"{SCREEN_FILE.name} was learned from other features; run `python -m eval.train`.")
    return weights


def rank(candidates: Sequence[Candidate], forest: Forest) -> list[Ranked]:
    """Return the candidates best first; equal scores keep the order of the papers."""
    if not candidates:
        return []
    scores = forest.scores(np.stack([one.values for one in candidates]))
    ranked = [Ranked(candidate=one, score=float(score)) for one, score in zip(candidates, scores, strict=True)]
    ranked.sort(key=lambda one: (-one.score, one.candidate.rank, one.candidate.start))
    return ranked
