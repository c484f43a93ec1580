"""Velg: many places that a search found → the same, those first whose passages are most worth reading.

What was found around a passage speaks for it: in its paper, on its page, in its case, next to it. So more places are
found than can be read, and weighed by numbers that need no text. The weights are data (`choose.npz`), learned by
`eval/train_choose.py`: a linear model over the numbers, their squares, and their products with the search's score.
Reads no passage.
"""

import itertools
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.question import Question
from index.position import Placed

CHOOSE_FILE = Path(__file__).with_name("choose.npz")
AROUND = ("paper", "page", "case")
# Of one place. Scores are over the best place's.
PLACE = (
    "score",
    "bm25",  # log of the words' own score
    "bm25_best",  # … over the best place's
    "rank",  # log of the place in the search's order
    *(
        f"{what}_{name}"
        for name in AROUND
        for what in (
            "best",  # the best score of another place there
            "share",  # share of all found score that lies there
            "strong",  # … of what is above _STRONG, squared
            "places",  # log of how many were found there
        )
    ),
    "pointed_at",  # 1 in a paper of the meeting or date asked about (0.5 where none is asked about)
    "case",  # 1 in the case asked about (0.5 where none is asked about)
    "length",  # log of the characters
    "before", "after",  # the score of the chunk before and after it in its paper
    "near",  # the best score of one at most _NEAR chunks away
)  # fmt: skip
_STRONG = 0.3
_NEAR = 3  # chunks
_DECIMALS = 6

Numbers = NDArray[np.float64]
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Choice:
    """The weights: `mean` and `deviation` of PLACE, and one weight for each of `terms`."""

    mean: Numbers
    deviation: Numbers
    weights: Numbers

    def terms(self, table: Numbers) -> Numbers:
        """Return the values of PLACE over their deviation, their squares, and their products with the score."""
        even = (table - self.mean) / self.deviation
        return np.hstack([even, even * even, even[:, :1] * even])


def choose(question: Question, places: Sequence[Placed], pointed_at: Collection[str], choice: Choice) -> list[Placed]:
    """Return `places` (best first) in the order in which they are worth reading, with scores from 0 to 1.

    `pointed_at` are the documents that the question points at.
    """
    if not places:
        return []
    sums = choice.terms(around(question, places, pointed_at)) @ choice.weights
    scores = np.round(np.exp(sums - sums.max()), _DECIMALS)
    order = np.argsort(-scores, kind="stable")
    return [places[at]._replace(score=score) for at, score in zip(order.tolist(), scores[order].tolist(), strict=True)]


@lru_cache(maxsize=1)
def learned_choice() -> Choice:
    """Return the weights that ship. Raises ValueError when they were learned from other numbers."""
    with np.load(CHOOSE_FILE) as data:
        if tuple(data["names"].tolist()) != PLACE:
            raise ValueError(f"{CHOOSE_FILE.name} was learned from others; run `python -m eval.train_choose`.")
        return Choice(mean=data["mean"], deviation=data["deviation"], weights=data["weights"])


def around(question: Question, places: Sequence[Placed], pointed_at: Collection[str]) -> Numbers:
    """Return the values of PLACE, one row a place. `places` must not be empty, and stand best first."""
    _, scores, bm25s, at = zip(*places, strict=True)
    _, documents, ordinals, pages, starts, ends, cases = zip(*at, strict=True)
    score, bm25 = np.array(scores) / scores[0], np.array(bm25s)
    papers = _numbered(documents)
    most = len(score) + max(pages) + 1
    groups = (papers, papers * most + np.array(pages), papers * most + _numbered(cases))
    columns = (
        score,
        np.log1p(bm25),
        bm25 / max(float(bm25.max()), 1e-6),
        np.log(np.arange(1, len(score) + 1)),
        *itertools.chain.from_iterable(_there(score, group) for group in groups),
        _among(question.dates or question.meetings, documents, pointed_at),
        _among(question.cases, cases, question.cases),
        np.log1p(np.array(ends) - np.array(starts)),
        *_beside(score, papers, np.array(ordinals)),
    )
    table = np.empty((len(score), len(PLACE)))
    for number, column in enumerate(columns):
        table[:, number] = column
    return table


def _numbered(keys: Sequence[Hashable]) -> Groups:
    """Return a number for each key, the same for the same."""
    known = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    return np.array([known[key] for key in keys])


def _there(score: Numbers, keys: Groups) -> Iterator[Numbers]:
    """Yield what else was found in the group of each place, which `keys` tell."""
    _, firsts, group = np.unique(keys, return_index=True, return_inverse=True)
    others = score.copy()
    others[firsts] = 0.0
    second = np.zeros(len(firsts))
    np.maximum.at(second, group, others)
    best = score[firsts][group]
    best[firsts] = second
    strong = np.square(np.maximum(score - _STRONG, 0))
    yield best
    yield np.bincount(group, score)[group] / score.sum()
    yield np.bincount(group, strong)[group] / (strong.sum() + 1e-6)
    yield np.log(np.bincount(group)[group])


def _beside(score: Numbers, papers: Groups, ordinals: Groups) -> tuple[Numbers, Numbers, Numbers]:
    """Return the score of the chunk before each place and after it, and the best of those near."""
    keys = papers * (int(ordinals.max()) + 2 * _NEAR) + ordinals
    order = np.argsort(keys)
    known, steps = keys[order], np.array([step for step in range(-_NEAR, _NEAR + 1) if step])
    wanted = keys + steps[:, None]
    found = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    away = np.where(known[found] == wanted, score[order[found]], 0.0)
    return away[_NEAR - 1], away[_NEAR], away.max(axis=0)


def _among(wanted: Sequence[str], held: Sequence[str | None], those: Collection[str]) -> Numbers:
    return np.array([one in those for one in held], dtype=np.float64) if wanted else np.full(len(held), 0.5)
