"""How well texts are tagged, and how fast: `python -m eval.los`.

1. LOS definition → its concept, the vocabulary being labels alone: nDCG@5 in bokmål and nynorsk, for the half of
   the concepts that the weights were tuned on and for the other.
2. Agenda items tagged by hand with the vocabulary that ships: F1@5 and nDCG@5, the weights of each fold learned
   without it.
3. Chunks a second on one core, and how long a compiled vocabulary takes to open, each beside a probe.

Asserts nothing. nDCG: Järvelin and Kekäläinen, "Cumulated gain-based evaluation of IR techniques" (2002).
Intervals: 2.5 to 97.5 per cent of 1,000 bootstrap samples of the texts.
"""

import math
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from pathlib import Path

import numpy as np

from eval.los_data import LANGUAGES, LOS, Los, for_tuning, read_los
from eval.subject_case import SubjectCase, read_subject_cases
from eval.train_tag import fold_of, learned_without
from index.settings import IndexSettings
from index.subject import Term
from index.tag import Tagger
from index.vocabulary.compiled import load
from index.vocabulary.keep import FOLDER, open_vocabulary

DEPTH = 5
SAMPLES = 1_000
_ROUNDS = 5


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        if LOS.is_file():
            los = read_los()
            tagger = los_tagger(los, Path(folder))
            _definitions(los, tagger)
        else:
            _say(f"{LOS} ligger ikke ved prosjektet; målingene mot LOS hoppes over.")
        cases, missing = read_subject_cases()
        if missing:
            _say(f"{missing} saker hoppes over, for papirene deres ligger ikke ved prosjektet.")
        _agenda(cases, Path(folder))
        if LOS.is_file():
            _speed(cases, Path(folder))


def los_tagger(los: Los, folder: Path) -> Tagger:
    """Return a tagger by LOS without definitions, compiled in `folder`."""
    path = folder / "los-labels.rdf"
    path.write_bytes(los.labels_only)
    return Tagger(open_vocabulary(IndexSettings(data=folder, vocabulary=(path,))))


def ndcg(ranked: Sequence[str], relevant: Set[str], depth: int = DEPTH) -> float:
    """Return the gain of the first `depth`, each right one counting 1 / log2(rank + 1), as a share of the most."""
    gain = sum(1 / math.log2(place + 2) for place, uri in enumerate(ranked[:depth]) if uri in relevant)
    most = sum(1 / math.log2(place + 2) for place in range(min(depth, len(relevant))))
    return gain / most if most else 0.0


def f1(found: Sequence[str], relevant: Set[str], depth: int = DEPTH) -> float:
    """Return the harmonic mean of precision and recall of the first `depth`."""
    named = found[:depth]
    right = len(set(named) & relevant)
    return 2 * right / (len(named) + len(relevant)) if named or relevant else 1.0


def interval(values: Sequence[float]) -> str:
    """Return the mean with its bootstrap interval."""
    rng = random.Random(0)  # noqa: S311
    means = sorted(float(np.mean(rng.choices(values, k=len(values)))) for _ in range(SAMPLES))
    return f"{np.mean(values):.3f} ({means[25]:.3f} til {means[975]:.3f}, {len(values)} tekster)"


def uris(terms: Iterable[Term]) -> list[str]:
    """Return the URIs of terms, in order."""
    return [term.uri for term in terms]


def _definitions(los: Los, tagger: Tagger) -> None:
    for language in LANGUAGES:
        values = {uri: ndcg(uris(tagger.rank(text)), {uri}) for uri, text in los.definitions[language].items()}
        _print(f"LOS-definisjon → begrep, nDCG@5, {language}", interval(list(values.values())))
        for name, tuned in (("halvdelen vektene er valgt på", True), ("den andre halvdelen", False)):
            half = [value for uri, value in values.items() if for_tuning(uri) == tuned]
            _print(f"  {name}", interval(half))


def _agenda(cases: Sequence[SubjectCase], folder: Path) -> None:
    vocabulary = open_vocabulary(IndexSettings(data=folder))
    results: dict[str, list[float]] = {"F1@5, rangert": [], "nDCG@5, rangert": [], "F1@5, lagret": []}
    for fold, weights in learned_without(cases, folder):
        tagger = Tagger(vocabulary, weights=weights)
        for case in (case for case in cases if fold_of(case) == fold):
            ranked, stored = uris(tagger.rank(case.text)), uris(tagger.assign(case.text))
            for name, value in zip(
                results,
                (f1(ranked, case.subjects), ndcg(ranked, case.subjects), f1(stored, case.subjects)),
                strict=True,
            ):
                results[name].append(value)
    for name, values in results.items():
        _print(f"Saker tagget for hånd, {name}", interval(values))


def _speed(cases: Sequence[SubjectCase], folder: Path) -> None:
    settings = IndexSettings(data=folder, vocabulary=(LOS,))
    tagger = Tagger(open_vocabulary(settings))
    texts = list(_chunks(cases))
    _print("probe: matriseprodukt, 600 × 600", f"{_median(_matrix_product) * 1000:.1f} ms")

    def tag_all() -> None:
        for text in texts:
            tagger.assign(text)

    tag_all()
    seconds = _median(tag_all)
    words = sum(len(text.split()) for text in texts) / len(texts)
    _print("hele LOS, én kjerne", f"{len(texts) / seconds:.0f} tekstbiter/s, {words:.0f} ord i hver")
    file = max((folder / FOLDER).glob("*.npz"), key=lambda path: path.stat().st_mtime_ns)
    bare = _median(file.read_bytes)
    opened = _median(lambda: load(file))
    _print("probe: lese den kompilerte filen", f"{bare * 1000:.1f} ms, {file.stat().st_size / 1e6:.1f} MB")
    _print("åpne det kompilerte vokabularet", f"{opened * 1000:.1f} ms")


def _chunks(cases: Sequence[SubjectCase]) -> Iterator[str]:
    """Yield stretches of some 80 words, as chunks are."""
    for case in cases:
        words = case.text.split()
        yield from (" ".join(words[start : start + 80]) for start in range(0, len(words), 80))


def _matrix_product() -> None:
    matrix = np.ones((600, 600))
    matrix @ matrix


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return sorted(times)[_ROUNDS // 2]


def _print(name: str, value: str) -> None:
    sys.stdout.write(f"{name:<60}{value}\n")


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


if __name__ == "__main__":
    main()
