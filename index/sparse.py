"""Text → sparse vectors: BM25 weights of terms, and of the character n-grams of terms.

The weight of a term in a chunk lies in the stored vector, the rarity of the term (idf) in the query vector:
their dot product is BM25. The rarity comes from the manifest's own counts, so that the same documents score
the same in every store, with or without deleted points that a store still keeps.
Does not count documents and does not search.
"""

import hashlib
import math
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from index.analyze import grams, terms
from index.chunk import Chunk, embedding_text

# BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.
K1 = 1.2
B = 0.75
# Constants, not the corpus's averages: a stored vector must not depend on which other documents are indexed.
AVERAGE_TERMS = 80.0
AVERAGE_GRAMS = 900.0
_PROBE = "Styret vedtok sak 6-44/24 om læringsplattformer den 4. april 2024, og møta vart lagde til kl. 10.30."


@dataclass(frozen=True, slots=True)
class SparseVector:
    """A sparse vector: `indices` ascend and are unsigned 32-bit numbers, one value each."""

    indices: tuple[int, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """What a text is searched by: how often each term and each character n-gram (by number) occurs."""

    terms: Counter[str]
    grams: Counter[int]


def term_number(term: str) -> int:
    """Return the dimension of a term or an n-gram: CRC-32, the same in every process and on every machine."""
    return zlib.crc32(term.encode("utf-8"))


def features(text: str) -> Features:
    """Count the terms and the character n-grams of `text`."""
    counted = Counter(terms(text))
    gram_counts: Counter[int] = Counter()
    for term, count in counted.items():
        for gram in _gram_numbers(term):
            gram_counts[gram] += count
    return Features(terms=counted, grams=gram_counts)


def chunk_features(chunk: Chunk) -> Features:
    """Count what a chunk is found by: its text below its title, case number and headings."""
    return features(embedding_text(chunk))


def words_vector(counted: Features) -> SparseVector:
    """Return the stored vector of a chunk's terms."""
    return _vector(_numbered(counted.terms), AVERAGE_TERMS)


def grams_vector(counted: Features) -> SparseVector:
    """Return the stored vector of a chunk's character n-grams."""
    return _vector(counted.grams, AVERAGE_GRAMS)


def query_words(counted: Features, frequencies: Mapping[str, int], chunks: int) -> SparseVector:
    """Return a question's terms, count times rarity; `frequencies` says in how many of `chunks` each occurs.

    What occurs in none is left out.
    """
    weights: dict[int, float] = {}
    for term, df in frequencies.items():
        number = term_number(term)
        weights[number] = weights.get(number, 0.0) + counted.terms[term] * idf(df, chunks)
    return _sorted(weights)


def query_grams(counted: Features, frequencies: Mapping[int, int], chunks: int) -> SparseVector:
    """Return a question's character n-grams, weighed as its terms are."""
    return _sorted({gram: counted.grams[gram] * idf(df, chunks) for gram, df in frequencies.items()})


def idf(df: int, chunks: int) -> float:
    """Return how rare something is that `df` of `chunks` chunks hold, always above zero.

    ln(1 + (N - df + 0.5) / (df + 0.5)): Robertson and Sparck Jones's weight, kept positive as Lucene does.
    """
    return math.log(1.0 + (chunks - df + 0.5) / (df + 0.5))


@cache
def fingerprint() -> str:
    """Return a short name of how text becomes vectors; it changes when the analyzer or the weights do."""
    probe = features(_PROBE)
    parts = [sorted(probe.terms.items()), sorted(probe.grams.items()), K1, B, AVERAGE_TERMS, AVERAGE_GRAMS]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


_gram_cache: dict[str, tuple[int, ...]] = {}
_GRAM_CACHE_SIZE = 50_000


def _gram_numbers(term: str) -> tuple[int, ...]:
    known = _gram_cache.get(term)
    if known is None:
        known = tuple(term_number(gram) for gram in grams(term))
        if len(_gram_cache) >= _GRAM_CACHE_SIZE:
            _gram_cache.clear()
        _gram_cache[term] = known
    return known


def _numbered(counts: Mapping[str, int]) -> dict[int, int]:
    numbered: dict[int, int] = {}
    for term, count in counts.items():
        number = term_number(term)
        numbered[number] = numbered.get(number, 0) + count
    return numbered


def _vector(counts: Mapping[int, int], average: float) -> SparseVector:
    norm = K1 * (1.0 - B + B * sum(counts.values()) / average)
    return _sorted({number: count * (K1 + 1.0) / (count + norm) for number, count in counts.items()})


def _sorted(weights: Mapping[int, float]) -> SparseVector:
    ascending = sorted(weights.items())
    return SparseVector(tuple(number for number, _ in ascending), tuple(weight for _, weight in ascending))
