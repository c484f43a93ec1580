"""NorQuAD's texts, questions and passages, where they lie beside the project; and what is measured on them.

Passages are 120 words long and begin every 80 words. Does not search.
"""

import json
import math
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from eval.run import ROOT
from index.hit import Hit

FOLDER = ROOT.parent / "shared" / "data" / "norquad"
PASSAGE_WORDS = 120
STRIDE_WORDS = 80
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question about one text; `spans` are the places that answer, as offsets into the text."""

    question: str
    text: int
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of one text; `start` and `end` are offsets into it."""

    text: int
    start: int
    end: int


def at_hand() -> bool:
    """Say whether the data lies beside the project."""
    return FOLDER.is_dir()


@cache
def texts() -> dict[int, str]:
    """Return every text by its number."""
    return {row["doc_id"]: row["text"] for row in _rows("documents")}


def questions(split: str) -> list[Asked]:
    """Return the questions of `train` or `validation`."""
    return [
        Asked(
            question=row["question"],
            text=row["doc_id"],
            spans=tuple((answer["start"], answer["end"]) for answer in row["answers"]),
        )
        for row in _rows("questions")
        if row["split"] == split
    ]


def _rows(name: str) -> Iterator[dict[str, Any]]:
    with (FOLDER / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


@cache
def passages() -> tuple[Passage, ...]:
    """Return the passages of all texts, in order."""
    found: list[Passage] = []
    for number, text in texts().items():
        words = [match.span() for match in _WORD.finditer(text)]
        for first in range(0, max(1, len(words) - PASSAGE_WORDS + STRIDE_WORDS), STRIDE_WORDS):
            last = min(first + PASSAGE_WORDS, len(words)) - 1
            found.append(Passage(text=number, start=words[first][0], end=words[last][1]))
    return tuple(found)


def answers(asked: Asked, passage: Passage) -> bool:
    """Say whether a passage holds an answer, whole."""
    inside = any(passage.start <= start and end <= passage.end for start, end in asked.spans)
    return inside and passage.text == asked.text


def write_texts(folder: Path) -> None:
    """Write each text as a file that is named by its number."""
    for number, text in texts().items():
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def write_passages(folder: Path) -> None:
    """Write each passage as a file that is named by its place among `passages`."""
    for number, passage in enumerate(passages()):
        text = texts()[passage.text][passage.start : passage.end]
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def number_of(hit: Hit) -> int:
    """Return the number of the text or the passage that a hit lies in."""
    return int(Path(hit.chunk.source).stem)


def gain_at_ten(asked: Asked, hits: Sequence[Hit]) -> float:
    """Return nDCG@10 (Järvelin and Kekäläinen 2002) of the passages that `hits` lie in, each counted once."""
    order = list(dict.fromkeys(number_of(hit) for hit in hits))[:10]
    right: Collection[int] = {n for n, passage in enumerate(passages()) if answers(asked, passage)}
    best = sum(1 / math.log2(place + 2) for place in range(min(10, len(right))))
    gained = sum(1 / math.log2(place + 2) for place, number in enumerate(order) if number in right)
    return gained / best if best else 0.0


def characters_to_answer(asked: Asked, hits: Sequence[Hit]) -> float:
    """Return how many characters of the hits' texts are read until an answer has been, infinite where none is."""
    read, least = 0, math.inf
    for hit in hits:
        chunk = hit.chunk
        if number_of(hit) == asked.text:
            for start, end in asked.spans:
                if chunk.start <= start and end <= chunk.end:
                    least = min(least, read + end - chunk.start)
        read += len(chunk.text)
    return least
