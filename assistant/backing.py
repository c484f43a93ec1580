"""Which words of a question the best passages leave without support, and how much that matters.

A question fails by its weakest word: the price that is nowhere told, the body that did not decide. Each word is
weighed by trees (`backing.npz`, learned by `eval/train.py`): how far the passages cover it, how rare it is, whether
it is a name or a number, what kind of question it stands in. Does not decide.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from assistant.features import ASKED, FEATURES, Candidate
from assistant.forest import Forest, read_forest
from assistant.lexicon import Floats
from assistant.match import LIGHT_TERMS, Matcher
from assistant.question import Question

BACKING_FILE = Path(__file__).with_name("backing.npz")
BACKING = ("backed_least", "backed_two", "backed_mean")  # the worst word's, the worst two's mean, and the mean
_SHOWN, _LOOKED_AT = 4, 10  # candidates

# Of one word: how far it is covered, by form and by meaning, and what it is.
WORD = (
    "own", "own_sense",  # by the best candidate
    "shown", "shown_sense",  # by one of the first four
    "chunk", "chunk_sense",  # by the best candidate's chunk and what stands above it
    "chunks", "chunks_sense",  # by one of the first four's chunks
    "found", "found_sense",  # by one of the first ten's chunks
    "weight", "share",  # how rare it is, and its share of the question's weight
    "unknown",  # 1 when no paper holds it
    "frequency",  # log of how many chunks hold it
    "name", "digit", "focus", "light", "rarest",
    "place",  # where in the question: 0 first, 1 last
    "words",  # how many words the question has
    *ASKED,
)  # fmt: skip


def words(question: Question, matcher: Matcher, frequency: Mapping[str, int], ranked: Sequence[Candidate]) -> Floats:
    """Return the values of WORD, one row a term of the question. `ranked` must not be empty."""
    covered = coverage(ranked[:_LOOKED_AT])
    weights = matcher.weights
    asked = ranked[0].values[len(FEATURES) - len(ASKED) :]
    count = len(matcher.terms)
    rows = [
        [
            *covered[number],
            float(weights[number]),
            float(weights[number]) / matcher.total,
            float(not frequency.get(term)),
            float(np.log1p(frequency.get(term, 0))),
            float(term in question.names),
            float(any(letter.isdigit() for letter in term)),
            float(term == question.focus),
            float(term in LIGHT_TERMS),
            float(number == matcher.rarest),
            number / max(count - 1, 1),
            float(count),
            *asked,
        ]
        for number, term in enumerate(matcher.terms)
    ]
    return np.array(rows, dtype=np.float32).reshape(count, len(WORD))


def coverage(ranked: Sequence[Candidate]) -> Floats:
    """Return how far each term is covered, in the order of WORD's first ten."""
    own, whole = [one.own for one in ranked], [one.whole for one in ranked]
    levels = (own[:1], own[:_SHOWN], whole[:1], whole[:_SHOWN], whole)
    return np.concatenate([np.max(np.stack(level), axis=0) for level in levels], axis=1)


def summed(scores: Floats) -> Floats:
    """Return the values of BACKING from the words' scores."""
    if not len(scores):
        return np.zeros(len(BACKING), dtype=np.float32)
    ordered = np.sort(scores)
    return np.array([ordered[0], ordered[:2].mean(), ordered.mean()], dtype=np.float32)


@lru_cache(maxsize=1)
def backing_forest() -> Forest:
    """Return the trees that ship. Raises ValueError when they were learned from other features."""
    forest = read_forest(BACKING_FILE)
    if forest.names != WORD:
        raise ValueError(f"{BACKING_FILE.name} was learned from other features; run `python -m eval.train`.")
    return forest
