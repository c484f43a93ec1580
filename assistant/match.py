"""How well the terms of a text cover the terms of a question, weighted by how rare each is.

A term matches itself, its inflections that the stemmer missed, and compounds that begin or end with it; less
than whole matches count less. Does not know where the text comes from.
"""

import math
from collections.abc import Iterable, Mapping, Sequence

COMPOUND = 0.75  # "skjema" in "skjemaløsning"
PART = 0.5  # "helsekort" for "helsekortløsning" in the question
INFLECTION = 0.85  # "innbygg" and "innbygger"


def inverse_frequency(frequency: int, chunks: int) -> float:
    """Return the weight of a term: BM25's inverse document frequency (Robertson & Zaragoza 2009, eq. 3.3)."""
    return math.log(1.0 + (chunks - frequency + 0.5) / (frequency + 0.5))


def likeness(asked: str, found: str) -> float:
    """Return how far the term `found` stands for the term `asked`, from 0 to 1."""
    if asked == found:
        return 1.0
    if len(asked) < 4 or len(found) < 4 or asked[0].isdigit() or found[0].isdigit():
        return 0.0
    if found.startswith(asked):
        return INFLECTION if len(found) - len(asked) <= 3 else COMPOUND
    if asked.startswith(found):
        return INFLECTION if len(asked) - len(found) <= 3 else (PART if len(found) >= 5 else 0.0)
    if len(asked) >= 5 and found.endswith(asked):
        return COMPOUND
    if len(found) >= 5 and asked.endswith(found):
        return PART
    return 0.0


class Matcher:
    """One question's terms with their weights, matched against many texts; remembers each pair of terms."""

    def __init__(self, terms: Sequence[str], frequency: Mapping[str, int], chunks: int) -> None:
        self.terms = tuple(terms)
        self.weights = tuple(inverse_frequency(frequency.get(term, 0), chunks) for term in terms)
        self.total = sum(self.weights) or 1.0
        self._seen: dict[str, tuple[tuple[int, float], ...]] = {}

    def covered(self, found: Iterable[str]) -> list[float]:
        """Return for each term of the question how far `found` covers it, from 0 to 1."""
        best = [0.0] * len(self.terms)
        for term in found:
            for number, value in self._likenesses(term):
                if value > best[number]:
                    best[number] = value
        return best

    def share(self, covered: Sequence[float]) -> float:
        """Return the covered share of the question's weight, from 0 to 1."""
        return sum(w * c for w, c in zip(self.weights, covered, strict=True)) / self.total

    def _likenesses(self, term: str) -> tuple[tuple[int, float], ...]:
        known = self._seen.get(term)
        if known is None:
            pairs = ((number, likeness(asked, term)) for number, asked in enumerate(self.terms))
            known = tuple(pair for pair in pairs if pair[1] > 0)
            self._seen[term] = known
        return known
