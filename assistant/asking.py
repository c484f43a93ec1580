"""How a question is asked, whatever it is about: what its common words say of whether papers tell such things.

Minutes seldom tell what the coffee cost, who voted how or why something did not happen; they do tell what should be
done. The words' weights are data (`asking.npz`), learned by `eval/train.py`. Names, numbers and rare words count for
nothing. Counts only where papers of meetings are among what was found: other texts tell other things.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.english import is_english
from assistant.lexicon import Floats
from index.chunk import Chunk
from index.document import Kind

ASKING_FILE = Path(__file__).with_name("asking.npz")
SHAPE = ("characters", "words", "capitals", "digits")  # of the question, each over its _USUAL
COUNTS = 0.6  # of its log odds: the trees that it is added to know a part of them
_USUAL = (60.0, 10.0, 4.0, 4.0)
_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Asking:
    """Common words with their weights, then those of SHAPE; `start` is the sum of a question that has none of them."""

    words: tuple[str, ...]
    weights: Floats
    start: float


def common_words(question: str) -> frozenset[str]:
    """Return the words of a question in small letters: neither names nor what has digits."""
    return frozenset(
        found.group().lower()
        for found in _WORD.finditer(question)
        if not _DIGIT.search(found.group()) and (found.group()[0].islower() or not found.start())
    )


def asked_how(question: str, words: tuple[str, ...]) -> NDArray[np.float64]:
    """Return 1 for each of `words` that the question has, else 0, then the values of SHAPE."""
    own = common_words(question)
    capitals = sum(letter.isupper() for letter in question[1:])
    shape = (len(question), len(question.split()), capitals, sum(letter.isdigit() for letter in question))
    shares = (value / usual for value, usual in zip(shape, _USUAL, strict=True))
    return np.array([*(float(word in own) for word in words), *shares])


def of_meetings(chunks: Iterable[Chunk]) -> bool:
    """Say whether any of these passages stands in a paper of a meeting; other texts are attachments."""
    return any(chunk.kind != Kind.ATTACHMENT for chunk in chunks)


def told_of(question: str, chunks: Iterable[Chunk], asking: Asking) -> float:
    """Return how much more papers of meetings tell of what is asked like this than not: log odds, times COUNTS.

    0 where none of `chunks`, those that were found, is of such a paper, and for English, which too few have asked in.
    """
    if is_english(question) or not of_meetings(chunks):
        return 0.0
    return COUNTS * (asking.start + float(asked_how(question, asking.words) @ asking.weights))


@lru_cache(maxsize=1)
def ways_of_asking() -> Asking:
    """Return the weights that ship."""
    with np.load(ASKING_FILE) as data:
        return Asking(words=tuple(data["words"].tolist()), weights=data["weights"], start=float(data["start"]))


def save_asking(asking: Asking) -> None:
    """Write the data file."""
    words = np.array(asking.words)
    np.savez_compressed(ASKING_FILE, words=words, weights=asking.weights, start=np.float32(asking.start))
