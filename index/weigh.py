"""Chunks → their sparse vectors and what must be counted: the stored side of BM25.

Uses numpy, and takes many chunks at once, since each has hundreds of character n-grams; the question's side,
`sparse.py`, does without.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from index.analyze import GRAM_LENGTHS, has_grams, terms
from index.chunk import Chunk, embedding_text
from index.gram_rows import Numbers, gram_rows
from index.sparse import AVERAGE_GRAMS, AVERAGE_TERMS, K1, QUANTUM, B, SparseVector, term_number

_NONE: Numbers = np.empty(0, dtype=np.uint32)
_PLACE = np.uint64(32)  # a chunk's place stands above the bits of a number, so that one sorting does for all chunks


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A chunk's different terms, its different n-grams by number (ascending), and the vectors of both."""

    terms: tuple[str, ...]
    grams: Numbers
    words_vector: SparseVector
    grams_vector: SparseVector


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counts:
    """The different numbers of chunks, ascending in each, with how often each occurs; chunk i has bounds[i:i+2]."""

    numbers: Numbers
    counts: NDArray[np.float64]
    bounds: NDArray[np.int64]


def weigh(found: Sequence[Sequence[str]]) -> list[Weighed]:
    """Weigh what chunks are found by: the terms of each, of its text below its title, case number and headings."""
    counted = [Counter(terms) for terms in found]
    gram_counts = _gram_counts(counted)
    bounds = pairwise(gram_counts.bounds.tolist())
    vectors = zip(_vectors(_word_counts(counted), AVERAGE_TERMS), _vectors(gram_counts, AVERAGE_GRAMS), strict=True)
    return [
        Weighed(terms=tuple(one), grams=gram_counts.numbers[start:end], words_vector=words, grams_vector=grams)
        for one, (start, end), (words, grams) in zip(counted, bounds, vectors, strict=True)
    ]


def distinct(chunk: Chunk) -> tuple[tuple[str, ...], Numbers]:
    """Return the different terms of a chunk and its different n-grams by number, as `weigh` does."""
    counted = Counter(terms(embedding_text(chunk)))
    return tuple(counted), _gram_counts([counted]).numbers


@lru_cache(maxsize=50_000)
def _gram_numbers(term: str) -> Numbers:
    """Return the numbers of the n-grams of a term that are searched: the shorter ones, which come first."""
    if not has_grams(term):
        return _NONE
    searched = sum(max(0, len(term) + 3 - length) for length in GRAM_LENGTHS)
    return gram_rows((term,))[term][:searched]


_term_number = lru_cache(maxsize=50_000)(term_number)


def _word_counts(counted: Sequence[Counter[str]]) -> _Counts:
    numbers = np.fromiter((number for one in counted for number in map(_term_number, one)), dtype=np.uint32)
    return _counts(counted, numbers, 1)


def _gram_counts(counted: Sequence[Counter[str]]) -> _Counts:
    gram_rows(set().union(*counted))  # worked out together, so that each is there when it is asked for below
    arrays = [array for one in counted for array in map(_gram_numbers, one)]
    return _counts(counted, np.concatenate([_NONE, *arrays]), np.fromiter(map(len, arrays), np.int64, len(arrays)))


def _counts(counted: Sequence[Counter[str]], numbers: Numbers, lengths: NDArray[np.int64] | int) -> _Counts:
    """Sum up `numbers`, of which each term of each chunk has so many as `lengths` says."""
    times = np.fromiter((count for one in counted for count in one.values()), dtype=np.float64)
    places = np.repeat(np.arange(len(counted), dtype=np.uint64) << _PLACE, [len(one) for one in counted])
    keys = np.repeat(places, lengths) | numbers
    order = keys.argsort()
    ascending = keys[order]
    firsts = np.flatnonzero(np.diff(ascending, prepend=~ascending[:1]))
    counts = np.add.reduceat(np.repeat(times, lengths)[order], firsts) if len(firsts) else np.empty(0)
    unique = ascending[firsts]
    bounds = np.searchsorted(unique, np.arange(len(counted) + 1, dtype=np.uint64) << _PLACE)
    return _Counts(numbers=unique.astype(np.uint32), counts=counts, bounds=bounds)


def _vectors(found: _Counts, average: float) -> list[SparseVector]:
    until = np.concatenate(([0.0], found.counts.cumsum()))[found.bounds]
    norms = K1 * (1.0 - B + B * np.diff(until) / average)
    weights = found.counts * (K1 + 1.0) / (found.counts + np.repeat(norms, np.diff(found.bounds)))
    rounded = np.maximum(np.round(weights / QUANTUM), 1.0) * QUANTUM
    indices, values = tuple(found.numbers.tolist()), tuple(rounded.tolist())
    return [SparseVector(indices[start:end], values[start:end]) for start, end in pairwise(found.bounds.tolist())]
