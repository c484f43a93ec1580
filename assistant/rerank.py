"""Found passages → the same passages, those first that look most like the place where the question is answered.

The trees are data (`passage.npz`), learned by `eval/train_passage.py`; this module applies them, or the cross-encoder
that the settings name. Does not search, and adds or drops nothing.
"""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.abbreviation import spelled_out
from assistant.forest import Forest, read_forest
from assistant.matcher import matcher_of
from assistant.passage import PASSAGE, passages
from assistant.question import Question
from index.chunk import embedding_text
from index.hit import Hit
from index.reader import Reader

PASSAGE_FILE = Path(__file__).with_name("passage.npz")
RERANKED = 40  # passages that are weighed; what was found behind them keeps its place
_DECIMALS = 6  # scores that differ by less are equal


@lru_cache(maxsize=1)
def trees() -> Forest:
    """Return the trees that ship. Raises ValueError when they were learned from other features."""
    forest = read_forest(PASSAGE_FILE)
    if forest.names != PASSAGE:
        raise ValueError(f"{PASSAGE_FILE.name} was learned from other features; run `python -m eval.train_passage`.")
    return forest


def rerank(question: Question, hits: Sequence[Hit], reader: Reader, forest: Forest | None = None) -> tuple[Hit, ...]:
    """Return `hits` best first: by the cross-encoder that the settings name, else by the trees.

    Scores of the weighed passages are from 1 to 2, of those behind them below 1. Raises SettingError.
    """
    weighed, behind = hits[:RERANKED], hits[RERANKED:]
    if len(weighed) < 2:
        return tuple(hits)
    judge = reader.models.judge()
    if judge is None:
        scores = _of_trees(question, weighed, reader, forest or trees())
    else:
        scores = judge.scores(question.text, [embedding_text(hit.chunk) for hit in weighed])
    best_first = sorted(zip(scores, weighed, strict=True), key=lambda pair: (-round(pair[0], _DECIMALS), pair[1].rank))
    found = [replace(hit, score=1 + _chance(score)) for score, hit in best_first]
    most = max((hit.score for hit in behind), default=1.0)
    rest = [replace(hit, score=hit.score / max(most, 1e-9) * 0.999) for hit in behind]
    return tuple(replace(hit, rank=number) for number, hit in enumerate([*found, *rest], start=1))


def _of_trees(question: Question, hits: Sequence[Hit], reader: Reader, forest: Forest) -> list[float]:
    asked = spelled_out(question, hits)
    matcher, _ = matcher_of(asked, reader)
    scores: list[float] = forest.scores(passages(asked, matcher, hits)).tolist()
    return scores


def _chance(score: float) -> float:
    """Return the logistic curve of a score."""
    return round(1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, score)))), _DECIMALS)
