"""How sure it is that the papers answer a question, from the ranked candidates. One number, from 0 to 1.

The trees are data, learned by `eval/train.py`: some for papers of meetings (`confidence.npz`), which leave out much
that a person asks about, and some for running text (`confidence_texts.npz`), where the words of a question that is
answered nearly always stand. Does not decide: `judge.py` does.
"""

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.asking import of_meetings, told_of, ways_of_asking
from assistant.backing import BACKING, backing_forest, summed, words
from assistant.features import FEATURES
from assistant.forest import Forest, read_forest
from assistant.lexicon import Floats
from assistant.match import Matcher
from assistant.premise import PREMISES, premises
from assistant.question import Question
from assistant.rank import Ranked

CONFIDENCE_FILE = Path(__file__).with_name("confidence.npz")
TEXTS_FILE = Path(__file__).with_name("confidence_texts.npz")
DOUBT_FILE = Path(__file__).with_name("doubt.npy")
FEWEST, MOST = 100, 100_000  # passages; where there are fewer or more, doubt is as there
LOOKED_AT = 8  # candidates that are summed up
_SUMMED = (
    "own", "own_carries", "sense_own", "sense_above", "names_near", "names_least", "near_term", "near_focus", "carries",
    "cosine", "date", "case",
)  # fmt: skip

SIGNALS = (
    "best",  # the best candidate's score
    "margin",  # … less the second's, where they say different things
    "spread",  # … less the mean of the best eight
    "unknown",  # share of the question's weight in terms that no paper holds
    "weight",  # the question's whole weight, in nats
    "bm25_most",  # the best chunk's BM25 score over the question's weight
    "when",  # 1 when a paper is from the date or meeting asked about, 0 when none is, 0.5 where none is asked about
    "papers",  # how many different pages the best eight stand on
    *(f"most_{name}" for name in _SUMMED),  # the most of it among the best eight
    *FEATURES,  # of the best candidate, and of the question
    *PREMISES,
)
WEIGHED = (*SIGNALS, *BACKING)  # what the trees see


def signals(
    question: Question, matcher: Matcher, frequency: Mapping[str, int], ranked: Sequence[Ranked], when: float
) -> Floats:
    """Return the values of SIGNALS. `ranked` must not be empty; `when` is the signal of that name."""
    best = ranked[0].candidate
    first = ranked[:LOOKED_AT]
    values = np.stack([one.candidate.values for one in first])
    scores = [one.score for one in first]
    others = [one.score for one in first[1:] if one.candidate.text != best.text]
    unknown = sum(
        float(weight)
        for term, weight in zip(matcher.terms, matcher.weights, strict=True)
        if not frequency.get(term) and not any(pair[0] == term for pair in question.mended)
    )
    pages = {(one.candidate.chunk.doc_id, one.candidate.chunk.page) for one in first}
    bm25 = float(values[:, FEATURES.index("bm25_share")].max())
    return np.array(
        [
            scores[0],
            scores[0] - (others[0] if others else scores[0] - 2.0),
            scores[0] - sum(scores) / len(scores),
            unknown / matcher.total,
            math.log1p(matcher.total),
            bm25,
            when,
            math.log(len(pages)),
            *(float(values[:, FEATURES.index(name)].max()) for name in _SUMMED),
            *best.values,
            *premises(question, [one.candidate for one in ranked]),
        ],
        dtype=np.float32,
    )


@lru_cache(maxsize=2)
def confidence_forest(meetings: bool) -> Forest:
    """Return the trees that ship, for papers of meetings or for running text.

    Raises ValueError when they were learned from other signals.
    """
    path = CONFIDENCE_FILE if meetings else TEXTS_FILE
    forest = read_forest(path)
    if forest.names != WEIGHED:
        raise ValueError(f"{path.name} was learned from other signals; run `python -m eval.train`.")
    return forest


@lru_cache(maxsize=2)
def doubt_line(meetings: bool) -> tuple[float, float]:
    """Return the sum of the trees at which one passage leaves doubt, and the slope: a row of `doubt.npy`."""
    start, slope = np.load(DOUBT_FILE)[0 if meetings else 1].tolist()
    return start, slope


def log_size(passages: int) -> float:
    """Return the natural log of how many passages there are to choose among, inside FEWEST and MOST."""
    return math.log(min(max(passages, FEWEST), MOST))


def confidence(
    question: Question,
    matcher: Matcher,
    frequency: Mapping[str, int],
    ranked: Sequence[Ranked],
    when: float,
    passages: int,
) -> float:
    """Return how likely it is that the papers answer, from 0 to 1; 0 where nothing was found. `when`: see SIGNALS.

    `passages` is how many there are to choose among. Among few, the one that answers is nearly always found, so that
    the same doubt speaks more for that there is none.
    """
    if not ranked:
        return 0.0
    table = words(question, matcher, frequency, [one.candidate for one in ranked])
    backed = summed(backing_forest().scores(table))
    values = np.concatenate([signals(question, matcher, frequency, ranked, when), backed])
    chunks = [one.candidate.chunk for one in ranked]
    meetings = of_meetings(chunks)
    start, slope = doubt_line(meetings)
    told = told_of(question.text, chunks, ways_of_asking())
    total = float(confidence_forest(meetings).scores(values[None, :])[0]) + told - start - slope * log_size(passages)
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))
