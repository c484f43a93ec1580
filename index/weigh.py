"""A chunk → its sparse vectors and what must be counted: the stored side of BM25.

Uses numpy, since a chunk has hundreds of character n-grams; the question's side, `sparse.py`, does without.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.analyze import grams, terms
from index.chunk import Chunk, embedding_text
from index.sparse import AVERAGE_GRAMS, AVERAGE_TERMS, K1, B, SparseVector, term_number

Numbers = NDArray[np.uint32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A chunk's different terms, its different n-grams by number (ascending), and the vectors of both."""

    terms: tuple[str, ...]
    grams: Numbers
    words_vector: SparseVector
    grams_vector: SparseVector


def weigh(chunk: Chunk) -> Weighed:
    """Weigh what a chunk is found by: its text below its title, case number and headings."""
    counted = Counter(terms(embedding_text(chunk)))
    gram_numbers, gram_counts = _gram_counts(counted)
    numbers = np.array([term_number(term) for term in counted], dtype=np.uint32)
    counts = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
    word_numbers, word_counts = _summed(numbers, counts)
    return Weighed(
        terms=tuple(counted),
        grams=gram_numbers,
        words_vector=_vector(word_numbers, word_counts, AVERAGE_TERMS),
        grams_vector=_vector(gram_numbers, gram_counts, AVERAGE_GRAMS),
    )


def distinct(chunk: Chunk) -> tuple[tuple[str, ...], Numbers]:
    """Return the different terms of a chunk and its different n-grams by number, as `weigh` does."""
    counted = Counter(terms(embedding_text(chunk)))
    return tuple(counted), _gram_counts(counted)[0]


@lru_cache(maxsize=50_000)
def _gram_numbers(term: str) -> Numbers:
    return np.array([term_number(gram) for gram in grams(term)], dtype=np.uint32)


def _gram_counts(counted: Counter[str]) -> tuple[Numbers, NDArray[np.float64]]:
    if not counted:
        return np.empty(0, dtype=np.uint32), np.empty(0)
    arrays = [_gram_numbers(term) for term in counted]
    times = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
    return _summed(np.concatenate(arrays), np.repeat(times, [len(array) for array in arrays]))


def _summed(numbers: Numbers, counts: NDArray[np.float64]) -> tuple[Numbers, NDArray[np.float64]]:
    """Return the different `numbers`, ascending, each with the sum of its `counts`."""
    unique, places = np.unique(numbers, return_inverse=True)
    summed = np.bincount(places, weights=counts, minlength=len(unique))
    return unique, summed.astype(np.float64, copy=False)


def _vector(numbers: Numbers, counts: NDArray[np.float64], average: float) -> SparseVector:
    norm = K1 * (1.0 - B + B * float(counts.sum()) / average)
    weights = counts * (K1 + 1.0) / (counts + norm)
    return SparseVector(tuple(numbers.tolist()), tuple(weights.tolist()))
