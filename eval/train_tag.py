"""Learns `index/tag_weights.json`: `python -m eval.train_tag`.

Listwise over all concepts of a text (ListNet's top-one loss, Cao et al. 2007), from the tuning half of LOS's
definitions and the agenda items tagged by hand; then logistic regression from the sum to a chance (Platt 1999),
with texts whose concept has been taken away as texts about nothing. Never reads the other half of LOS.
"""

import hashlib
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from eval.los_data import LOS, Los, for_tuning, read_los
from eval.subject_case import SubjectCase, read_subject_cases
from index.settings import IndexSettings
from index.tag import WEIGHTS_FILE, Tagger, TagWeights
from index.tag_view import FEATURES
from index.vocabulary.keep import open_vocabulary

FOLDS = 5
RIDGE = 0.02
CANDIDATES = 10  # of each text, that the chance is learned from
LEAST = 0.1  # of the best term's chance, that another must have to be ranked
SILENT = 0.02  # share of texts about something that may be taken to be about nothing
FLAT = TagWeights(features=(1.0,) * len(FEATURES), slope=1.0, offset=0.0, nothing=0.0, least=0.0, sure=0.0)
# What speaks for a concept may never count against it; a concept may lose to those below it.
BOUNDS = [(None if name.startswith("below") else 0.0, None) for name in FEATURES]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One text: the views of every concept, and which concepts are right.

    `near` marks the right concepts with those beside them in the hierarchy: without them the text is about nothing
    that the vocabulary holds. `whole` says that every right concept is marked, as in agenda items.
    """

    views: Array
    right: NDArray[np.bool_]
    near: NDArray[np.bool_]
    whole: bool


def main() -> None:
    """Learn from everything that may be learned from, and write the weights."""
    cases, _ = read_subject_cases()
    with tempfile.TemporaryDirectory() as folder:
        weights = _learned([*_from_los(Path(folder)), *_from_agenda(cases, Path(folder))])
    stored = {
        "features": dict(zip(FEATURES, weights.features, strict=True)),
        "slope": weights.slope,
        "offset": weights.offset,
        "nothing": weights.nothing,
        "least": weights.least,
        "sure": weights.sure,
    }
    WEIGHTS_FILE.write_text(json.dumps(stored, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(json.dumps(stored, indent=1) + "\n")


def fold_of(case: SubjectCase) -> int:
    """Return the fold of an agenda item, by the hash of its text."""
    return hashlib.sha256(case.text.encode("utf-8")).digest()[0] % FOLDS


def learned_without(cases: Sequence[SubjectCase], folder: Path) -> Iterator[tuple[int, TagWeights]]:
    """Yield each fold with weights that were learned without its items."""
    definitions = list(_from_los(folder)) if LOS.is_file() else []
    for fold in range(FOLDS):
        others = [case for case in cases if fold_of(case) != fold]
        yield fold, _learned([*definitions, *_from_agenda(others, folder)])


def _from_los(folder: Path) -> Iterator[Example]:
    los: Los = read_los()
    path = folder / "los-tuning.rdf"
    path.write_bytes(los.labels_only)
    tagger = Tagger(open_vocabulary(IndexSettings(data=folder, vocabulary=(path,))), weights=FLAT)
    for definitions in los.definitions.values():
        for uri, text in definitions.items():
            if for_tuning(uri):
                yield _example(tagger, text, frozenset([uri]), whole=False)


def _from_agenda(cases: Sequence[SubjectCase], folder: Path) -> Iterator[Example]:
    tagger = Tagger(open_vocabulary(IndexSettings(data=folder)), weights=FLAT)
    for case in cases:
        yield _example(tagger, case.text, case.subjects, whole=True)


def _example(tagger: Tagger, text: str, subjects: frozenset[str], *, whole: bool) -> Example:
    vocabulary = tagger.vocabulary
    right = np.array([uri in subjects for uri in vocabulary.uris])
    families = [vocabulary.parents_of(int(number)) for number in np.flatnonzero(right)]
    above = {uri for family in families for uri in family}
    near = right.copy()
    for number, uri in enumerate(vocabulary.uris):
        near[number] |= uri in above or bool(above & set(vocabulary.parents_of(number)))
    return Example(views=tagger.features(text), right=right, near=near, whole=whole)


def _learned(examples: Sequence[Example]) -> TagWeights:
    spread = np.concatenate([example.views for example in examples]).std(axis=0) + 1e-9

    def loss(weights: Array) -> tuple[float, Array]:
        total, slope = RIDGE * float(weights @ weights), 2 * RIDGE * weights
        for example in examples:
            views = example.views / spread
            sums = views @ weights
            chances = np.exp(sums - sums.max())
            chances /= chances.sum()
            share = example.right / example.right.sum()
            total -= float(share @ np.log(chances + 1e-12)) / len(examples)
            slope = slope + views.T @ (chances - share) / len(examples)
        return total, slope

    found = minimize(loss, np.full(len(FEATURES), 0.1), jac=True, method="L-BFGS-B", bounds=BOUNDS)
    return _calibrated(found.x / spread, examples)


def _calibrated(features: Array, examples: Sequence[Example]) -> TagWeights:
    """Turn sums into chances; choose the chance under which a text is about nothing, and that of a stored term."""
    sums: list[float] = []
    right: list[bool] = []
    for example in examples:
        scores = example.views @ features
        best = np.argsort(-scores)[:CANDIDATES]
        sums.extend([*scores[best], scores[~example.near].max()])
        right.extend([*example.right[best], False])
    model = LogisticRegression(C=1e6).fit(np.array(sums)[:, None], np.array(right))
    slope, offset = float(model.coef_[0, 0]), float(model.intercept_[0])
    chances = [1 / (1 + np.exp(-(slope * (example.views @ features) + offset))) for example in examples]
    nothing = float(np.quantile([float(values.max()) for values in chances], SILENT))
    return TagWeights(
        features=tuple(round(float(value), 4) for value in features),
        slope=round(slope, 4),
        offset=round(offset, 4),
        nothing=round(nothing, 4),
        least=LEAST,
        sure=_best_limit(chances, examples),
    )


def _best_limit(chances: Sequence[Array], examples: Sequence[Example]) -> float:
    """Return the chance at which the terms over it agree best (F1) with those that a person gave."""
    given = [(values, example.right) for values, example in zip(chances, examples, strict=True) if example.whole]

    def agreement(limit: float) -> float:
        return float(np.mean([2 * np.sum((v >= limit) & r) / (np.sum(v >= limit) + np.sum(r)) for v, r in given]))

    return max((limit / 100 for limit in range(5, 60)), key=agreement)


if __name__ == "__main__":
    main()
