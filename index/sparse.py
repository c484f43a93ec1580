"""BM25 as a product of two sparse vectors, of terms and of the character n-grams of terms: the question's side.

The weight of a term in a chunk lies in the stored vector (`weigh.py`), its rarity (idf) in the question's:
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
from index.nynorsk import FILE

# BM25: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.
K1 = 1.2
B = 0.75
# Constants, not the corpus's averages: a stored vector must not depend on which other documents are indexed.
AVERAGE_TERMS = 80.0
AVERAGE_GRAMS = 900.0
# Weights are multiples of this, so that a store's 32-bit sum of products is exact, and so the same in whatever order
# it adds up: products are multiples of 1/16384, sums stay under 1024.
QUANTUM = 1 / 128
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
        for gram in grams(term):
            gram_counts[term_number(gram)] += count
    return Features(terms=counted, grams=gram_counts)


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
    weights = [K1, B, AVERAGE_TERMS, AVERAGE_GRAMS, QUANTUM]
    words = hashlib.sha256(FILE.read_bytes()).hexdigest()  # what nynorsk is read as
    parts = [sorted(probe.terms.items()), sorted(probe.grams.items()), *weights, words]
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def _sorted(weights: Mapping[int, float]) -> SparseVector:
    ascending = sorted((number, max(round(weight / QUANTUM), 1) * QUANTUM) for number, weight in weights.items())
    return SparseVector(tuple(number for number, _ in ascending), tuple(weight for _, weight in ascending))
