"""Learns from questions alone which words tell that papers answer them. `assistant/asking.py` applies it.

Logistic regression over the words that questions of several sources have in common. Does not look at any paper.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from assistant.asking import Asking, asked_how, common_words

_QUESTIONS = 10  # that a word must stand in
_SOURCES = 3  # that these must come from
_LOOSE = 0.05  # inverse of the ridge


def learn_asking(questions: Sequence[str], sources: Sequence[str], answerable: NDArray[np.bool_]) -> Asking:
    """Return the common words and what each says for or against that the papers answer. Good and bad weigh as much."""
    words = _common(questions, sources)
    table = np.stack([asked_how(question, words) for question in questions])
    model = LogisticRegression(C=_LOOSE, class_weight="balanced", max_iter=1000).fit(table, answerable)
    weights = np.asarray(model.coef_[0], dtype=np.float32)
    return Asking(words=words, weights=weights, start=float(model.intercept_[0]))


def _common(questions: Sequence[str], sources: Sequence[str]) -> tuple[str, ...]:
    """Return words that enough questions have, of enough sources, in order."""
    count: Counter[str] = Counter()
    found: dict[str, set[str]] = {}
    for question, source in zip(questions, sources, strict=True):
        for word in common_words(question):
            count[word] += 1
            found.setdefault(word, set()).add(source)
    return tuple(sorted(word for word in count if count[word] >= _QUESTIONS and len(found[word]) >= _SOURCES))
