"""Candidates → the same candidates, best first, each with a score; and how sure the best one is.

The weights are data (`weights.json`), learned by `eval/train.py`; this module applies them. Both are linear:
a score is a sum of weighted features, a confidence the logistic function of one.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.features import FEATURES, Candidate
from assistant.question import Expect, Question

WEIGHTS_FILE = Path(__file__).with_name("weights.json")

CONFIDENCE_FEATURES = (
    "bias",
    "best",  # the best candidate's score
    "near",  # share of the question covered by the best candidate and what stands above it
    "near_squared",
    "own",
    "gap",
    "missing",  # share of the question that the best candidate's chunk does not cover
    "carries",
    "margin",  # the best candidate's score less the second's
    "terms",  # log of how many terms the question has
    "adjacent",
    "rarest",
    "case",
    "meeting",
    "date",
    "table_row",
    "heading",
    "new",
    "expects",  # a kind of answer that leaves a trace is asked for
    "mended",  # some word was read as another
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A candidate with its score; scores compare within one question."""

    candidate: Candidate
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Learned weights: of features for ranking, of confidence features for refusing, and the threshold."""

    ranking: tuple[float, ...]
    confidence: tuple[float, ...]
    threshold: float


@lru_cache(maxsize=4)
def read_weights(path: Path = WEIGHTS_FILE) -> Weights:
    """Read the weights that ship. Raises KeyError when a feature has no weight: the file and the code must agree."""
    stored: Mapping[str, Mapping[str, float]] = json.loads(path.read_text(encoding="utf-8"))
    return Weights(
        ranking=tuple(float(stored["ranking"][name]) for name in FEATURES),
        confidence=tuple(float(stored["confidence"][name]) for name in CONFIDENCE_FEATURES),
        threshold=float(stored["refusal"]["threshold"]),
    )


def rank(candidates: Iterable[Candidate], weights: Weights) -> list[Ranked]:
    """Return the candidates best first; equal scores keep the order of the papers."""
    scored = [
        Ranked(candidate=one, score=sum(w * v for w, v in zip(weights.ranking, one.values, strict=True)))
        for one in candidates
    ]
    scored.sort(key=lambda one: (-one.score, one.candidate.rank, one.candidate.start))
    return scored


def gap(best: Ranked) -> float:
    """Return the largest share of the question in one term that neither the best candidate nor its headings hold."""
    return best.candidate.values[FEATURES.index("gap")]


def confidence_values(question: Question, ranked: Sequence[Ranked]) -> tuple[float, ...]:
    """Return the confidence features, in the order of CONFIDENCE_FEATURES. `ranked` must not be empty."""
    best = ranked[0]
    values = dict(zip(FEATURES, best.candidate.values, strict=True))
    second = ranked[1].score if len(ranked) > 1 else best.score - 5.0
    expects = question.expect not in (Expect.ANY, Expect.LIST, Expect.YES_NO)
    return (
        1.0,
        best.score / 10,
        values["own"] + values["above"],
        (values["own"] + values["above"]) ** 2,
        values["own"],
        values["gap"],
        values["missing"],
        values["carries"] if expects else 0.7,
        min(best.score - second, 5.0),
        math.log1p(len(question.terms)),
        values["adjacent"],
        values["rarest"],
        values["case"],
        values["meeting"],
        values["date"],
        values["table_row"],
        values["heading"],
        values["new"],
        float(expects),
        1.0 if question.mended else 0.0,
    )


def confidence(values: Sequence[float], weights: Weights) -> float:
    """Return the probability, from 0 to 1, that the best candidate answers (logistic regression)."""
    total = sum(w * v for w, v in zip(weights.confidence, values, strict=True))
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, total))))
