"""Learns what decides refusals: trees that weigh the words of a question, and trees that weigh all signals together.

Both are boosted trees by LightGBM, learned on questions that the ranking did not learn from. The second see what the
first say of questions that these did not learn from, so that they trust them no more than they deserve (stacked
generalisation, Wolpert 1992). Papers of meetings and running text have second trees of their own, each with its line.
Prints what is refused among questions held out in turn.
"""

import sys
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import QuantileRegressor

from assistant.asking import Asking, of_meetings, told_of
from assistant.backing import WORD, summed
from assistant.confidence import WEIGHED, log_size
from assistant.forest import Forest
from assistant.lexicon import Floats
from eval.examples import NOT_SAID, OFF_TOPIC, TAKEN_AWAY
from eval.learn_asking import learn_asking
from eval.outcome import FOLDS, Outcome, fold
from eval.trees import STEADY, forest_of

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
REFUSED_WRONGLY = 0.13  # share of the answerable cases that may be refused; the register answers some before
REFUSED_OF_TEXTS = 0.03  # … of the answerable questions on running text
MISSED_WEIGHT = 0.4  # what an answerable question teaches when no right candidate was put first
# What a question of each source teaches; a case, which a person wrote for papers of meetings, what is not named.
_OF_WORDS = {"norquad": 1.0, OFF_TOPIC: 1.0, TAKEN_AWAY: 0.5, NOT_SAID: 3.0}
_OF_MEETINGS = {"norquad": 0.1, OFF_TOPIC: 1.0, TAKEN_AWAY: 1.0, NOT_SAID: 3.0}
_OF_TEXTS = {"norquad": 1.0, NOT_SAID: 1.0}
_CASE_WEIGHT = (
    8.0  # a case teaches so many times as much; what a person asks in vain is nearest to what users ask in vain
)
_INNER = 3  # parts that the words' trees are held out in

_WORDS = {
    "objective": "binary", "num_leaves": 7, "learning_rate": 0.05, "min_data_in_leaf": 60, "feature_fraction": 0.4,
    "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
}  # fmt: skip
_ALL = {**_WORDS, "num_leaves": 11, "learning_rate": 0.03, "min_data_in_leaf": 60}
_WORD_ROUNDS = 150
_ALL_ROUNDS = 500


class _Lesson:
    """The outcomes as tables: one row a question, and one row a word."""

    def __init__(self, outcomes: Sequence[Outcome]) -> None:
        self.values = np.stack([one.values for one in outcomes])
        self.answerable = np.array([one.example.answerable for one in outcomes])
        self.right = np.array([one.right for one in outcomes])
        self.source = np.array([one.example.source for one in outcomes])
        self.part = np.array([fold(one.example) for one in outcomes])
        self.inner = np.array([zlib.crc32(one.example.question.text.encode()) // FOLDS % _INNER for one in outcomes])
        self.meetings = np.array([of_meetings(each.candidate.chunk for each in one.ranked) for one in outcomes])
        self.sizes = np.array([log_size(one.example.passages) for one in outcomes])
        self.words = np.concatenate([one.words for one in outcomes])
        counts = [len(one.words) for one in outcomes]
        self.questions = np.array([one.example.question.text for one in outcomes])
        self.found = [[each.candidate.chunk for each in one.ranked] for one in outcomes]
        self.asked = ~np.isin(self.source, list({*_OF_WORDS} - {NOT_SAID}))  # by a person, of papers that say it or not
        self.owner = np.repeat(np.arange(len(outcomes)), counts)
        self.bounds = np.cumsum([0, *counts])

    def weights(self, sources: Mapping[str, float], case: float) -> Array:
        """Return what each question teaches: by its source, less where no right candidate was put first."""
        base = np.array([sources.get(source, case) for source in self.source])
        found: Array = base * np.where(self.answerable & ~self.right, MISSED_WEIGHT, 1.0)
        return found

    def word_trees(self, learned: Mask) -> lightgbm.Booster:
        """Return trees that say which words belong to questions that the papers answer."""
        chosen = learned[self.owner]
        owner = self.owner[chosen]
        weights = self.weights(_OF_WORDS, _CASE_WEIGHT)[owner] / np.diff(self.bounds)[owner]
        return _learn(_WORDS, self.words[chosen], self.answerable[owner], weights, _WORD_ROUNDS)

    def backing(self, model: lightgbm.Booster) -> Array:
        """Return BACKING of every question."""
        scores = np.asarray(model.predict(self.words, raw_score=True), dtype=np.float32)
        ends = zip(self.bounds[:-1], self.bounds[1:], strict=True)
        return np.stack([summed(scores[first:last]) for first, last in ends]).astype(np.float64)

    def backing_held_out(self, learned: Mask) -> Array:
        """Return BACKING of every question by trees that learned from `learned` but not from the question."""
        found = self.backing(self.word_trees(learned))
        for part in range(_INNER):
            mine = learned & (self.inner == part)
            found[mine] = self.backing(self.word_trees(learned & (self.inner != part)))[mine]
        return found

    def asking(self, learned: Mask) -> Asking:
        """Return what the ways of asking say, from what persons asked."""
        rows = learned & self.asked
        return learn_asking(self.questions[rows].tolist(), self.source[rows].tolist(), self.answerable[rows])

    def told_of(self, number: int, asking: Asking) -> float:
        """Return what the way of asking says of one question."""
        return told_of(self.questions[number], self.found[number], asking)

    def all_trees(self, learned: Mask, backing: Array, *, meetings: bool) -> lightgbm.Booster:
        """Return trees whose sum grows with how likely it is that the papers answer: of meetings, or running text."""
        weights = self.weights(_OF_MEETINGS, _CASE_WEIGHT) if meetings else self.weights(_OF_TEXTS, 0.0)
        rows = learned & (weights > 0)
        table = np.hstack([self.values, backing])[rows]
        return _learn(_ALL, table, self.answerable[rows], weights[rows], _ALL_ROUNDS)

    def scores(self, learned: Mask, backing: Array) -> Array:
        """Return what trees and asking that learned from `learned` say of the others; of `learned`, 0."""
        table, asking = np.hstack([self.values, backing]), self.asking(learned)
        found = np.zeros(len(learned))
        for meetings in (True, False):
            rows = ~learned & (self.meetings == meetings)
            if rows.any():
                found[rows] = self.all_trees(learned, backing, meetings=meetings).predict(table[rows], raw_score=True)
        found[~learned] += [self.told_of(number, asking) for number in np.flatnonzero(~learned).tolist()]
        return found


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Refusing:
    """What decides refusals: trees for `backing.py`, two sets for `confidence.py`, weights for `asking.py`.

    `lines` has a row for papers of meetings and one for running text: where doubt begins, and its slope.
    """

    words: Forest
    meetings: Forest
    texts: Forest
    asking: Asking
    lines: Floats


def learn_refusing(outcomes: Sequence[Outcome]) -> Refusing:
    """Return what was learned; print what is refused among questions held out in turn."""
    lesson = _Lesson(outcomes)
    scores = np.zeros(len(outcomes))
    for part in range(FOLDS):
        learned = lesson.part != part
        scores += lesson.scores(learned, lesson.backing_held_out(learned))
    lines = _lines(lesson, scores)
    _report(lesson, scores, lines)
    every = np.ones(len(outcomes), dtype=bool)
    backing = lesson.backing_held_out(every)
    meetings, texts = (lesson.all_trees(every, backing, meetings=meetings) for meetings in (True, False))
    return Refusing(
        words=forest_of(lesson.word_trees(every), WORD),
        meetings=forest_of(meetings, WEIGHED),
        texts=forest_of(texts, WEIGHED),
        asking=lesson.asking(every),
        lines=lines,
    )


def _lines(lesson: _Lesson, scores: Array) -> Floats:
    """Return where doubt begins and its slope over the log of how many passages there are, of meetings and of texts.

    Linear quantile regression (Koenker & Bassett 1978) of the scores of answerable cases, at REFUSED_WRONGLY. Running
    text was asked at one size only, so that its line is level: the quantile at REFUSED_OF_TEXTS.
    """
    cases = ~np.isin(lesson.source, list(_OF_WORDS)) & lesson.answerable
    found = QuantileRegressor(quantile=REFUSED_WRONGLY, alpha=0.0, solver="highs")
    found.fit(lesson.sizes[cases, None], scores[cases])
    texts = ~lesson.meetings & lesson.answerable
    level = np.quantile(scores[texts], REFUSED_OF_TEXTS) if texts.any() else found.intercept_
    return np.array([[found.intercept_, found.coef_[0]], [level, 0.0]], dtype=np.float32)


def _learn(settings: dict[str, object], table: Array, labels: Mask, weights: Array, rounds: int) -> lightgbm.Booster:
    """Return trees learned from rows of which the good and the bad weigh as much in all."""
    balanced = weights.copy()
    balanced[labels] *= balanced[~labels].sum() / balanced[labels].sum()
    return lightgbm.train({**settings, **STEADY}, lightgbm.Dataset(table, labels, weight=balanced), rounds)


def _report(lesson: _Lesson, scores: Array, lines: Floats) -> None:
    """Print what is refused below the lines, by source."""
    line = lines[np.where(lesson.meetings, 0, 1)]
    refused = scores < line[:, 0] + line[:, 1] * lesson.sizes
    for source in sorted(set(lesson.source.tolist())):
        mine = lesson.source == source
        good, bad = mine & lesson.answerable, mine & ~lesson.answerable
        sys.stdout.write(f"refusing, {source}: rightly {refused[bad].mean():.3f}")
        if good.any():
            lost = (refused & lesson.right)[good].sum() / max(lesson.right[good].sum(), 1)
            area = _area(scores[good], scores[bad])
            sys.stdout.write(f", wrongly {refused[good].mean():.3f}, right answers lost {lost:.3f}, AUC {area:.3f}")
        sys.stdout.write("\n")


def _area(good: Array, bad: Array) -> float:
    """Return the chance that a good score is above a bad one: the area under the ROC curve."""
    return float((good[:, None] > bad[None, :]).mean() + 0.5 * (good[:, None] == bad[None, :]).mean())
