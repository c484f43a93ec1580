"""Learns which of the places that a search found are worth reading, and writes `assistant/choose.npz`.

A linear listwise model (`listwise.py`) over the numbers of `assistant/choose.py`, learned from the cases and, where it
is at hand, from NorQuAD's training split. Run as `python -m eval.train_choose`; it prints how often a passage that
answers is among the first, as found and as chosen, on questions held out in turn. Reads no test or validation split.
"""

import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.choose import CHOOSE_FILE, PLACE, Choice, Numbers, around
from assistant.interpret import interpret
from assistant.search import WIDE, found_places, ids_pointed_at
from eval import norquad
from eval.case import read_cases
from eval.examples import CASE_FILES, holds, may_be_learned_from
from eval.listwise import learn_listwise
from eval.run import CASES, CORPORA, gold_of, indexed
from index.chunk import Chunk
from index.filter import Filter
from index.reader import Reader

FOLDS = 4
NORQUAD = "norquad"
CASE_WEIGHT = 3.0  # a case on board papers counts as so many questions on NorQuAD's texts
RIDGE = 1.0
STEPS = 200
_SHOWN = (1, 10, 20, 30, 40, 80, WIDE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """One question: the numbers of each place found, and whether a passage that answers stands there."""

    source: str
    fold: int
    table: Numbers
    right: NDArray[np.bool_]


def main() -> None:
    """Learn and write the weights; print how well questions go that were held out."""
    examples = [*_of_cases(), *_of_norquad()]
    _report(examples)
    choice = learn_choice(examples)
    np.savez(CHOOSE_FILE, names=np.array(PLACE), mean=choice.mean, deviation=choice.deviation, weights=choice.weights)


def _of_cases() -> Iterator[Example]:
    for name in CASE_FILES:
        cases = [case for case in read_cases(CASES / f"{name}.jsonl") if may_be_learned_from(case) and not case.refused]
        papers = CORPORA[cases[0].corpus]
        if not all(path.is_dir() for path in papers):
            continue
        with indexed(papers) as reader:
            for case in cases:
                yield from _example(name, case.question, reader, holds(*gold_of(case, reader)))


def _of_norquad() -> Iterator[Example]:
    if not norquad.at_hand():
        return
    with tempfile.TemporaryDirectory() as folder:
        norquad.write_texts(Path(folder))
        with indexed([Path(folder)]) as reader:
            for one in norquad.questions("train"):
                yield from _example(NORQUAD, one.question, reader, partial(_answers, one))


def _answers(asked: norquad.Asked, chunk: Chunk) -> bool:
    return norquad.answers(asked, norquad.Passage(text=int(Path(chunk.source).stem), start=chunk.start, end=chunk.end))


def _example(source: str, text: str, reader: Reader, right: Callable[[Chunk], bool]) -> Iterator[Example]:
    question = interpret(text, reader)
    pointed_at = ids_pointed_at(question, reader, Filter())
    places = found_places(question, pointed_at, reader=reader, filter=Filter(), limit=WIDE)
    if places:
        answers = np.array([right(hit.chunk) for hit in reader.hits(places)])
        fold = zlib.crc32(text.encode()) % FOLDS
        yield Example(source=source, fold=fold, table=around(question, places, pointed_at), right=answers)


def learn_choice(examples: Sequence[Example]) -> Choice:
    """Return weights that put places where answers stand first among all of their question."""
    used = [one for one in examples if one.right.any()]
    table = np.concatenate([one.table for one in used])
    even = Choice(mean=table.mean(axis=0), deviation=table.std(axis=0) + 1e-6, weights=np.zeros(0))
    importance = np.array([1.0 if one.source == NORQUAD else CASE_WEIGHT for one in used])
    right = np.concatenate([one.right for one in used])
    weights = learn_listwise(even.terms(table), right, [len(one.right) for one in used], importance, RIDGE, STEPS)
    return Choice(mean=even.mean, deviation=even.deviation, weights=weights)


def _report(examples: Sequence[Example]) -> None:
    """Print how often a passage that answers is among the first places, as found and as chosen."""
    places: dict[str, list[tuple[int, int]]] = {}
    for part in range(FOLDS):
        choice = learn_choice([one for one in examples if one.fold != part])
        for one in examples:
            if one.fold == part:
                order = np.argsort(-(choice.terms(one.table) @ choice.weights), kind="stable")
                places.setdefault(one.source, []).append((_first(one.right), _first(one.right[order])))
    for source, found in sorted(places.items()):
        shares = [[sum(pair[side] < most for pair in found) / len(found) for most in _SHOWN] for side in (0, 1)]
        words = ", ".join(f"first {most} {a:.3f} → {b:.3f}" for most, a, b in zip(_SHOWN, *shares, strict=True))
        sys.stdout.write(f"{source}: {len(found)} asked, {words}\n")


def _first(right: NDArray[np.bool_]) -> int:
    return int(np.argmax(right)) if right.any() else len(right) + WIDE


if __name__ == "__main__":
    main()
