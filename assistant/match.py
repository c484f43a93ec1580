"""How well the terms of a text cover the terms of a question, weighted by how rare each is.

A term matches itself, its inflections that the stemmer missed, and compounds that begin or end with it; less
than whole matches count less. Does not know where the text comes from.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from operator import mul

from index.analyze import stem
from index.wordlists import LIGHT_WORDS

COMPOUND = 0.75  # "skjema" in "skjemaløsning"
PART = 0.5  # "helsekort" for "helsekortløsning" in the question
INFLECTION = 0.85  # "innbygg" and "innbygger"
OTHER_WAY = 0.9  # "slutter" for "avsluttes", "Enklere tilgang til informasjon" for "ETI"
LIGHT = 0.35  # the weight of words that say little: "fikk", "gjorde", "tas"
LIGHT_TERMS = frozenset(stem(word) for word in LIGHT_WORDS)


def inverse_frequency(frequency: int, chunks: int) -> float:
    """Return the weight of a term: BM25's inverse document frequency (Robertson & Zaragoza 2009, eq. 3.3)."""
    return math.log(1.0 + (chunks - frequency + 0.5) / (frequency + 0.5))


def likeness(asked: str, found: str) -> float:
    """Return how far the term `found` stands for the term `asked`, from 0 to 1."""
    if asked == found:
        return 1.0
    if len(asked) < 3 or len(found) < 4 or asked[0].isdigit() or found[0].isdigit():
        return 0.0
    if len(asked) == 3:
        return PART if len(found) >= 8 and found.endswith(asked) else 0.0
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

    def __init__(
        self,
        terms: Sequence[str],
        frequency: Mapping[str, int],
        chunks: int,
        others: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> None:
        """`others` gives for a term other ways to say it, each one or more terms that must all be found."""
        self.terms = tuple(terms)
        self.weights = tuple(_weight(term, frequency.get(term, 0), chunks) for term in terms)
        self.total = sum(self.weights) or 1.0
        self.rarest = max(range(len(self.weights)), key=lambda number: self.weights[number], default=0)
        self._asked = list(self.terms)
        self._ways: list[tuple[int, tuple[int, ...]]] = []
        for number, term in enumerate(self.terms):
            for way in (others or {}).get(term, ()):
                self._ways.append((number, tuple(self._place(one) for one in way)))
        self._seen: dict[str, tuple[tuple[int, float], ...]] = {}

    def _place(self, term: str) -> int:
        if term not in self._asked:
            self._asked.append(term)
        return self._asked.index(term)

    def covered(self, found: Iterable[str]) -> list[float]:
        """Return for each term of the question how far `found` covers it, from 0 to 1."""
        best = [0.0] * len(self._asked)
        for term in found:
            for number, value in self._likenesses(term):
                if value > best[number]:
                    best[number] = value
        for number, way in self._ways:
            best[number] = max(best[number], OTHER_WAY * sum(best[place] for place in way) / len(way))
        return best[: len(self.terms)]

    def matches(self, term: str) -> bool:
        """Return whether `term` stands for any term of the question, wholly or in part."""
        return bool(self._likenesses(term))

    def share(self, covered: Sequence[float]) -> float:
        """Return the covered share of the question's weight, from 0 to 1."""
        return float(sum(map(mul, self.weights, covered))) / self.total

    def _likenesses(self, term: str) -> tuple[tuple[int, float], ...]:
        known = self._seen.get(term)
        if known is None:
            pairs = ((number, likeness(asked, term)) for number, asked in enumerate(self._asked))
            known = tuple(pair for pair in pairs if pair[1] > 0)
            self._seen[term] = known
        return known


def _weight(term: str, frequency: int, chunks: int) -> float:
    weight = inverse_frequency(frequency, chunks)
    return LIGHT * weight if term in LIGHT_TERMS else weight
