"""Learns the weights of `assistant/weights.json` from cases and, where it is at hand, from NorQuAD's training split.

Ranking: a linear listwise model, the candidates of one question against each other (Cao et al. 2007, ListNet's
top-one loss with several right candidates). Refusing: logistic regression on whether the papers answer. Never
reads a test or validation split. Run as `python -m eval.train`.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from assistant.ask import READ_CLOSELY
from assistant.features import FEATURES, Candidate, candidates
from assistant.interpret import interpret
from assistant.match import Matcher
from assistant.question import Question
from assistant.rank import (
    CONFIDENCE_FEATURES,
    WEIGHTS_FILE,
    Ranked,
    Weights,
    confidence_values,
    rank,
)
from assistant.search import find
from eval.case import read_cases
from eval.measure import level
from eval.run import CASES, CORPORA, ROOT, gold_of, indexed
from index.reader import Reader

NORQUAD = ROOT.parent / "shared" / "data" / "norquad"
NORQUAD_QUESTIONS = 1500
CASE_FILES = ("samples", "shared-dev")
CASE_WEIGHT = 6.0  # a case on board papers counts as so many NorQuAD questions
RIDGE = 0.02
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One question with its candidates; `right` marks those that answer. `answerable` by these papers."""

    question: Question
    found: tuple[Candidate, ...]
    right: tuple[bool, ...]
    answerable: bool
    weight: float


def main() -> None:
    """Learn and write the weights; print how well they do on what they were learned from."""
    examples = [*_case_examples(), *_norquad_examples()]
    ranking = learn_ranking([one for one in examples if any(one.right)])
    weights = Weights(ranking=tuple(ranking), confidence=(0.0,) * len(CONFIDENCE_FEATURES), threshold=0.5)
    confidence, threshold = learn_confidence(examples, weights)
    _write(ranking, confidence, threshold)
    _report(examples, Weights(ranking=tuple(ranking), confidence=tuple(confidence), threshold=threshold))


def learn_ranking(examples: Sequence[Example]) -> Array:
    """Return the weights that make the right candidates likeliest among all of their question."""
    sizes = [len(one.found) for one in examples]
    features = np.array([c.values for one in examples for c in one.found])
    right = np.array([r for one in examples for r in one.right])
    importance = np.array([one.weight for one in examples])
    starts = np.cumsum([0, *sizes[:-1]])
    group = np.repeat(np.arange(len(sizes)), sizes)

    def loss(weights: Array) -> tuple[float, Array]:
        scores = features @ weights
        scores -= np.maximum.reduceat(scores, starts)[group]
        grown = np.exp(scores)
        every, good = np.add.reduceat(grown, starts), np.add.reduceat(grown * right, starts) + 1e-12
        value = float(importance @ (np.log(every) - np.log(good)) / importance.sum())
        pull = (grown / every[group] - grown * right / good[group]) * importance[group] / importance.sum()
        return value + RIDGE / 2 * float(weights @ weights) / 10, features.T @ pull + RIDGE / 10 * weights

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B", options={"maxiter": 500})
    return np.asarray(found.x)


def learn_confidence(examples: Sequence[Example], weights: Weights) -> tuple[Array, float]:
    """Return the weights of the confidence features and the threshold that refuses best.

    A question that the papers answer but whose best candidate is wrong teaches nothing about either.
    """
    rows, labels, importance = [], [], []
    for one in examples:
        ranked = rank(one.found, weights)
        if not ranked or (one.answerable and not _right_among(one, ranked, 3)):
            continue
        rows.append(confidence_values(one.question, ranked))
        labels.append(one.answerable)
        importance.append(one.weight)
    table, truth, counted = np.array(rows), np.array(labels), np.array(importance)
    balance = np.where(truth, counted[~truth].sum() / counted.sum(), counted[truth].sum() / counted.sum())
    model = LogisticRegression(fit_intercept=False, C=10.0, max_iter=5000)
    model.fit(table, truth, sample_weight=counted * balance)
    learned = np.asarray(model.coef_[0])
    return learned, _threshold(table @ learned, truth, counted)


def _threshold(scores: Array, truth: NDArray[np.bool_], counted: Array) -> float:
    """Return the highest threshold that refuses at most 6 % of the questions that were answered rightly."""
    probabilities = 1 / (1 + np.exp(-scores))
    order = np.argsort(probabilities[truth])
    mass = np.cumsum(counted[truth][order]) / counted[truth].sum()
    return float(probabilities[truth][order][np.searchsorted(mass, 0.06)])


def _right_among(one: Example, ranked: Sequence[Ranked], most: int) -> bool:
    right = {id(candidate) for candidate, good in zip(one.found, one.right, strict=True) if good}
    return any(id(each.candidate) in right for each in ranked[:most])


def _case_examples() -> Iterator[Example]:
    for name in CASE_FILES:
        cases = list(read_cases(CASES / f"{name}.jsonl"))
        papers = CORPORA[cases[0].corpus]
        if not all(path.is_dir() for path in papers):
            continue
        with indexed(papers) as reader:
            for case in cases:
                spans, texts = gold_of(case, reader)
                said = [level(words) for nugget in case.nuggets for words in nugget]
                said += [level(text) for text in texts] if case.answer_is_span else []

                def good(one: Candidate, spans=spans, said=said) -> float:  # type: ignore[no-untyped-def]
                    there = spans.get((one.chunk.source, one.chunk.page), [])
                    if not any(one.start < end and start < one.end for start, end in there):
                        return 0.0
                    return 2.0 if any(words in level(one.text) for words in said) else 1.0

                yield _example(case.question, reader, good, answerable=not case.refused, weight=CASE_WEIGHT)


def _norquad_examples() -> Iterator[Example]:
    if not NORQUAD.is_dir():
        return
    texts = [json.loads(line) for line in (NORQUAD / "documents.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [json.loads(line) for line in (NORQUAD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row["split"] == "train"]
    with tempfile.TemporaryDirectory() as folder:
        for text in texts:
            Path(folder, f"{text['doc_id']}.txt").write_text(text["text"], encoding="utf-8")
        with indexed([Path(folder)]) as reader:
            for row in rows[:: max(1, len(rows) // NORQUAD_QUESTIONS)]:
                name = f"/{row['doc_id']}.txt"
                spans = [(answer["start"], answer["end"]) for answer in row["answers"]]

                def good(one: Candidate, name=name, spans=spans) -> float:  # type: ignore[no-untyped-def]
                    held = any(one.start <= start and end <= one.end for start, end in spans)
                    return 1.0 if one.chunk.source.endswith(name) and held else 0.0

                yield _example(row["question"], reader, good, answerable=True, weight=1.0)
                yield _example(row["question"], reader, good, answerable=False, weight=1.0, without=name)


def _example(
    text: str,
    reader: Reader,
    good: Callable[[Candidate], float],
    *,
    answerable: bool,
    weight: float,
    without: str | None = None,
) -> Example:
    question = interpret(text, reader)
    hits = find(question, reader=reader, top_k=READ_CLOSELY * (2 if without else 1))
    if without:
        hits = tuple(hit for hit in hits if not hit.chunk.source.endswith(without))[:READ_CLOSELY]
    frequency = reader.document_frequency(question.terms)
    matcher = Matcher(question.terms, frequency, reader.counts().chunks, question.others)
    found = tuple(candidates(question, matcher, hits))
    grades = [good(one) for one in found]
    top = max(grades, default=0.0)
    return Example(
        question=question,
        found=found,
        right=tuple(grade > 0 and grade == top for grade in grades),
        answerable=answerable,
        weight=weight,
    )


def _write(ranking: Array, confidence: Array, threshold: float) -> None:
    stored = {
        "ranking": {name: round(float(w), 4) for name, w in zip(FEATURES, ranking, strict=True)},
        "confidence": {name: round(float(w), 4) for name, w in zip(CONFIDENCE_FEATURES, confidence, strict=True)},
        "refusal": {"threshold": round(threshold, 4)},
    }
    WEIGHTS_FILE.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


def _report(examples: Sequence[Example], weights: Weights) -> None:
    for name, chosen in (
        ("cases", [one for one in examples if one.weight > 1]),
        ("norquad", [one for one in examples if one.weight == 1]),
    ):
        asked = [one for one in chosen if one.answerable]
        if not asked:
            continue
        ranked = [(one, rank(one.found, weights)) for one in asked]
        reach = sum(any(one.right) for one in asked) / len(asked)
        first = sum(_right_among(one, found, 1) for one, found in ranked) / len(asked)
        three = sum(_right_among(one, found, 3) for one, found in ranked) / len(asked)
        sys.stdout.write(
            f"{name}: {len(asked)} asked, found at all {reach:.3f}, first {first:.3f}, three {three:.3f}\n"
        )


if __name__ == "__main__":
    main()
