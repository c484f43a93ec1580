"""Learns which found passage answers, and writes `assistant/passage.npz`: LambdaMART (Burges 2010) by LightGBM.

Learns from the cases and, where it is at hand, from NorQuAD's training split: asked of its texts, and of its passages.
Run as `python -m eval.train_passage`; it prints how well questions go that were held out in turn, by the paper that
answers. Never reads a test or validation split.
"""

import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import lightgbm
import numpy as np

from assistant.abbreviation import spelled_out
from assistant.forest import Forest
from assistant.interpret import interpret
from assistant.lexicon import Floats
from assistant.matcher import matcher_of
from assistant.passage import PASSAGE, passages
from assistant.rerank import PASSAGE_FILE, RERANKED
from assistant.search import find
from eval import norquad
from eval.case import read_cases
from eval.examples import CASE_FILES, holds, may_be_learned_from
from eval.run import CASES, CORPORA, gold_of, indexed
from eval.trees import forest_of, save
from index.chunk import Chunk
from index.reader import Reader

FOLDS = 4
WEIGHTS = {"norquad texts": 1.0, "norquad passages": 1.0}  # what a question teaches
CASE_WEIGHT = 3.0
ROUNDS = 250
_LEARNING = {
    "objective": "lambdarank", "label_gain": [0, 1, 3], "num_leaves": 31, "learning_rate": 0.045,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "lambda_l2": 5.0,
    "lambdarank_truncation_level": 12, "verbose": -1, "num_threads": 2, "seed": 1, "deterministic": True,
    "force_row_wise": True,
}  # fmt: skip
Grade = Callable[[Chunk], int]  # 2 the answer stands in it, 1 beside it in the same passage, 0 not


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """One question: the features and the grade of each passage found. `fold` is what it is held out with."""

    source: str
    fold: int
    rows: Floats
    grades: tuple[int, ...]


def main() -> None:
    """Learn and write the trees; print how well questions go that were held out."""
    examples = [*_of_cases(), *_of_norquad()]
    _report(examples)
    save(_learned(examples), PASSAGE_FILE)


def _of_cases() -> Iterator[Example]:
    for name in CASE_FILES:
        cases = [case for case in read_cases(CASES / f"{name}.jsonl") if may_be_learned_from(case)]
        papers = CORPORA[cases[0].corpus]
        if not all(path.is_dir() for path in papers):
            continue
        with indexed(papers) as reader:
            for case in cases:
                if not case.refused:
                    grade = partial(_twice, holds(*gold_of(case, reader)))
                    yield from _example(name, case.question, reader, grade)


def _twice(answered: Callable[[Chunk], bool], chunk: Chunk) -> int:
    return 2 * answered(chunk)


def _of_norquad() -> Iterator[Example]:
    if not norquad.at_hand():
        return
    asked = norquad.questions("train")
    with tempfile.TemporaryDirectory() as folder:
        norquad.write_texts(Path(folder))
        with indexed([Path(folder)]) as reader:
            for one in asked:
                yield from _example("norquad texts", one.question, reader, partial(_grade, one, None), str(one.text))
    with tempfile.TemporaryDirectory() as folder:
        norquad.write_passages(Path(folder))
        with indexed([Path(folder)]) as reader:
            for one in asked:
                grade = partial(_grade, one, norquad.passages())
                yield from _example("norquad passages", one.question, reader, grade, str(one.text))


def _grade(asked: norquad.Asked, passages: Sequence[norquad.Passage] | None, chunk: Chunk) -> int:
    number = int(Path(chunk.source).stem)
    if passages is None:
        return 2 * norquad.answers(asked, norquad.Passage(text=number, start=chunk.start, end=chunk.end))
    passage = passages[number]
    if not norquad.answers(asked, passage):
        return 0
    start, end = passage.start + chunk.start, passage.start + chunk.end
    return 1 + norquad.answers(asked, norquad.Passage(text=passage.text, start=start, end=end))


def _example(source: str, text: str, reader: Reader, grade: Grade, paper: str = "") -> Iterator[Example]:
    """Yield the question where something right was found; it is held out with others of the same paper."""
    question = interpret(text, reader)
    hits = find(question, reader=reader, top_k=RERANKED)
    grades = tuple(grade(hit.chunk) for hit in hits)
    if not any(grades):
        return
    question = spelled_out(question, hits)
    matcher, _ = matcher_of(question, reader)
    fold = zlib.crc32((paper or text).encode()) % FOLDS
    yield Example(source=source, fold=fold, rows=passages(question, matcher, hits), grades=grades)


def _learned(examples: Sequence[Example]) -> Forest:
    weights = [np.full(len(one.grades), WEIGHTS.get(one.source, CASE_WEIGHT)) for one in examples]
    data = lightgbm.Dataset(
        np.concatenate([one.rows for one in examples]),
        np.concatenate([np.array(one.grades) for one in examples]),
        group=[len(one.grades) for one in examples],
        weight=np.concatenate(weights),
    )
    return forest_of(lightgbm.train(_LEARNING, data, ROUNDS), PASSAGE)


def _report(examples: Sequence[Example]) -> None:
    """Print how often a right passage is first and among the first three and ten, as found and as reranked."""
    places: dict[str, list[tuple[int, int]]] = {}
    for part in range(FOLDS):
        forest = _learned([one for one in examples if one.fold != part])
        for one in examples:
            if one.fold == part:
                order = np.argsort(-forest.scores(one.rows), kind="stable").tolist()
                before = next(place for place, grade in enumerate(one.grades) if grade)
                after = next(place for place, number in enumerate(order) if one.grades[number])
                places.setdefault(one.source, []).append((before, after))
    for source, found in sorted(places.items()):
        shares = [[sum(pair[side] < most for pair in found) / len(found) for most in (1, 3, 10)] for side in (0, 1)]
        words = ", ".join(f"first {most} {a:.3f} → {b:.3f}" for most, a, b in zip((1, 3, 10), *shares, strict=True))
        sys.stdout.write(f"{source}: {len(found)} asked, {words}\n")


if __name__ == "__main__":
    main()
