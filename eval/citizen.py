"""Questions in a citizen's words, asked of the sample board's papers: is the sak found that officials wrote about?

`python -m eval.citizen` prints how early the first passage of a right sak stands, with and without what the question's
own subject terms bring to the search.
"""

import json
import math
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.search import search
from eval.run import CORPORA, indexed
from index.hit import Hit
from index.reader import Reader

CASES = Path(__file__).resolve().parent / "subjects" / "citizen.jsonl"
TOP = 10
_DRAWS = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class CitizenCase:
    """A question and the saker that answer it, by case number."""

    id: str
    question: str
    cases: tuple[str, ...]


def read_citizen_cases() -> tuple[CitizenCase, ...]:
    """Return the questions that ship."""
    lines = map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    return tuple(CitizenCase(id=line["id"], question=line["question"], cases=tuple(line["cases"])) for line in lines)


def first_rank(case: CitizenCase, hits: Sequence[Hit]) -> int | None:
    """Return the place of the first passage of a right sak, from 1; None where none is among the hits."""
    return next((hit.rank for hit in hits if hit.chunk.case_number in case.cases), None)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the bootstrap interval of the mean that holds 95 of 100 draws (Efron 1979, percentiles)."""
    draw = random.Random(1)  # noqa: S311
    means = sorted(math.fsum(draw.choices(values, k=len(values))) / len(values) for _ in range(_DRAWS))
    return means[int(0.025 * _DRAWS)], means[int(0.975 * _DRAWS)]


def ranks(find: Callable[[str, Reader], Sequence[Hit]], reader: Reader) -> list[int | None]:
    """Return the first rank of each question that ships."""
    return [first_rank(case, find(case.question, reader)) for case in read_citizen_cases()]


def main() -> None:
    """Print how early a right sak is found, as the search is and widened by the question's surest terms."""
    with indexed(CORPORA["samples"]) as reader:
        tagged = sum(bool(reader.subjects.of_question(case.question)) for case in read_citizen_cases())
        _say("søket slik det er", ranks(lambda question, _: search(question, reader=reader, top_k=TOP), reader))
        _say("utvidet med emneordenes ord", ranks(_widened, reader))
        sys.stdout.write(f"Spørsmål med emneord: {tagged} av {len(read_citizen_cases())}.\n")


def _widened(question: str, reader: Reader) -> Sequence[Hit]:
    """Search for the question with the labels of its terms behind it."""
    labels = (label for one in reader.subjects.related(question) for label in one.labels[:3])
    return search(" ".join([question, *labels]), reader=reader, top_k=TOP)


def _say(name: str, found: Sequence[int | None]) -> None:
    gains = [1 / rank if rank else 0.0 for rank in found]
    low, high = interval(gains)
    sys.stdout.write(
        f"{name}: MRR@{TOP} {math.fsum(gains) / len(gains):.3f} ({low:.3f} til {high:.3f}), "
        f"blant {TOP} første {sum(rank is not None for rank in found)} av {len(found)}\n"
    )


if __name__ == "__main__":
    main()
