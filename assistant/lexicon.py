"""Texts as rows of numbered terms, with what their words mean: the side of matching that knows no question.

A term gets its number when it is first met, and keeps it while the process lives. Does not match.
"""

import itertools
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from index.meaning import Meanings, meanings

Floats = NDArray[np.float32]
Numbers = NDArray[np.int32]
Edges = NDArray[np.int64]
_FIRST_ROOM = 16_384  # terms
EDGE = 3  # letters
_LETTER_BITS = 21


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rows:
    """Texts, a row each. `numbers` are the terms of all rows, one after the other; row n begins at `starts[n]`.

    A row without terms holds term 0, which is none. `vectors` are the rows' summed meaning, `masses` their summed
    weight in general text.
    """

    numbers: Numbers
    starts: Numbers
    vectors: Floats
    masses: Floats


def edge(letters: str) -> int:
    """Return at most EDGE letters as one number."""
    found = 0
    for letter in letters:
        found = found << _LETTER_BITS | ord(letter)
    return found


class Lexicon:
    """The terms that were met, with their vectors (of length 1 or 0, kept as 16-bit numbers) and weights."""

    def __init__(self, known: Meanings) -> None:
        self._meanings = known
        self._numbers: dict[str, int] = {"": 0}
        self._terms: list[str] = [""]
        self._vectors = np.zeros((_FIRST_ROOM, known.dimensions), dtype=np.float16)
        self._weights = np.zeros(_FIRST_ROOM, dtype=np.float32)
        self._edges = np.zeros((2, _FIRST_ROOM), dtype=np.int64)
        self._lock = threading.Lock()

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        return self._meanings.dimensions

    def rows(self, texts: Sequence[Sequence[str]]) -> Rows:
        """Return texts, each given by its terms, as rows."""
        return self.rows_each([texts])[0]

    def rows_each(self, groups: Sequence[Sequence[Sequence[str]]]) -> list[Rows]:
        """Return what `rows` does for each group of texts, all at once. No group may be empty."""
        texts = [text or ("",) for group in groups for text in group]
        numbers = np.array([self._number(term) for text in texts for term in text], dtype=np.int32)
        edges = np.cumsum([0, *map(len, texts)], dtype=np.int32)
        weights = self.weights(numbers)
        summed = np.add.reduceat(self.vectors(numbers) * weights[:, None], edges[:-1], axis=0)
        masses = np.add.reduceat(weights, edges[:-1])
        bounds = itertools.pairwise(itertools.accumulate(map(len, groups), initial=0))
        return [
            Rows(
                numbers=numbers[edges[first] : edges[last]],
                starts=edges[first:last] - edges[first],
                vectors=summed[first:last],
                masses=masses[first:last],
            )
            for first, last in bounds
        ]

    def terms(self, numbers: Numbers) -> list[str]:
        """Return the terms of these numbers."""
        return [self._terms[number] for number in numbers.tolist()]

    def vectors(self, numbers: Numbers) -> Floats:
        """Return the unit vector of each term, zero where nothing is known of it."""
        return self._vectors[numbers].astype(np.float32)

    def weights(self, numbers: Numbers) -> Floats:
        """Return how much each term tells in general text."""
        return self._weights[numbers]

    def edged(self, numbers: Numbers, beginnings: Edges, endings: Edges) -> NDArray[np.bool_]:
        """Say of each term whether it has one of these first letters, or one of these last ones."""
        first, last = self._edges[:, numbers]
        found: NDArray[np.bool_] = np.isin(first, beginnings) | np.isin(last, endings)
        return found

    def _number(self, term: str) -> int:
        number = self._numbers.get(term)
        return self._met(term) if number is None else number

    def _met(self, term: str) -> int:
        with self._lock:
            if term in self._numbers:
                return self._numbers[term]
            number = len(self._terms)
            if number == len(self._weights):
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
                self._weights = np.concatenate([self._weights, np.zeros_like(self._weights)])
                self._edges = np.concatenate([self._edges, np.zeros_like(self._edges)], axis=1)
            vector = self._meanings.vector(term)
            length = math.sqrt(float(vector @ vector))
            self._vectors[number] = vector / length if length else vector
            self._weights[number] = self._meanings.weight(term)
            self._edges[:, number] = edge(term[:EDGE]), edge(term[-EDGE:])
            self._terms.append(term)
            self._numbers[term] = number
            return number


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of this process."""
    return Lexicon(meanings())


def joined(parts: Sequence[Rows]) -> Rows:
    """Return the rows of all parts in one."""
    offsets = np.cumsum([0, *(len(part.numbers) for part in parts)], dtype=np.int32)[:-1]
    return Rows(
        numbers=np.concatenate([part.numbers for part in parts]),
        starts=np.concatenate([part.starts + offset for part, offset in zip(parts, offsets, strict=True)]),
        vectors=np.concatenate([part.vectors for part in parts]),
        masses=np.concatenate([part.masses for part in parts]),
    )
