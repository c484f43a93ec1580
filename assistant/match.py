"""How well the terms of texts cover the terms of a question, weighted by how rare each is.

A term matches itself, its inflections that the stemmer missed, and compounds that begin or end with it; less
than whole matches count less. Likeness of meaning is told apart from likeness of form. Does not know where a
text comes from.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.lexicon import EDGE, Floats, Lexicon, Numbers, Rows, edge
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
    """Return how far the term `found` stands for the term `asked` by its form, from 0 to 1."""
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


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Match:
    """How rows of terms match a question: one row a text, one column a term of the question.

    `form` and `sense` are from 0 to 1: the likest term of the text, by form and by meaning. `matched` is the summed
    weight in general text of the terms that match by form; `matching` are those terms, of all texts.
    """

    matching: frozenset[str]
    form: Floats
    sense: Floats
    matched: Floats


class Matcher:
    """One question's terms with their weights, matched against many texts."""

    def __init__(
        self,
        terms: Sequence[str],
        frequency: Mapping[str, int],
        chunks: int,
        lexicon: Lexicon,
        others: Mapping[str, Sequence[Sequence[str]]] | None = None,
    ) -> None:
        """`others` gives for a term other ways to say it, each one or more terms that must all be found."""
        self.terms = tuple(terms)
        self.weights = np.array([_weight(term, frequency.get(term, 0), chunks) for term in terms], dtype=np.float32)
        self.total = float(self.weights.sum()) or 1.0
        self.rarest = int(self.weights.argmax()) if terms else 0
        self._lexicon = lexicon
        self._asked = list(self.terms)
        self._ways: list[tuple[int, list[int]]] = []
        for number, term in enumerate(self.terms):
            for way in (others or {}).get(term, ()):
                self._ways.append((number, [self._place(one) for one in way]))
        self._vectors = lexicon.vectors(lexicon.rows([self.terms]).numbers)[: len(self.terms)]
        self.vector = _length_one(self.weights[None, :] @ self._vectors)[0]
        self._beginnings = np.array(sorted({edge(term[:EDGE]) for term in self._asked}), dtype=np.int64)
        self._endings = np.array(sorted({edge(term[-EDGE:]) for term in self._asked}), dtype=np.int64)

    def _place(self, term: str) -> int:
        if term not in self._asked:
            self._asked.append(term)
        return self._asked.index(term)

    def match(self, rows: Rows) -> Match:
        """Return how each row matches the question."""
        numbers, places = np.unique(rows.numbers, return_inverse=True)
        vocabulary = self._lexicon.terms(numbers)
        form_of = self._form_table(numbers, vocabulary)
        mine = form_of[:, : len(self.terms)]
        sense_of = np.maximum(self._lexicon.vectors(numbers) @ self._vectors.T, mine)
        form = np.maximum.reduceat(form_of[places], rows.starts, axis=0)
        for number, way in self._ways:
            np.maximum(form[:, number], OTHER_WAY * form[:, way].mean(axis=1), out=form[:, number])
        alike: NDArray[np.bool_] = np.any(form_of > 0, axis=1)
        weights = self._lexicon.weights(numbers) * alike
        return Match(
            matching=frozenset(term for term, does in zip(vocabulary, alike.tolist(), strict=True) if does),
            form=form[:, : len(self.terms)],
            sense=np.maximum.reduceat(sense_of[places], rows.starts, axis=0),
            matched=np.add.reduceat(weights[places], rows.starts),
        )

    def share(self, covered: Floats) -> Floats:
        """Return the covered share of the question's weight for each row, from 0 to 1."""
        shares: Floats = np.einsum("ij,j->i", covered, self.weights) / np.float32(self.total)
        return shares

    def _form_table(self, numbers: Numbers, vocabulary: Sequence[str]) -> Floats:
        """Return how far each term stands for each that is asked for; what neither begins nor ends like one is not."""
        table = np.zeros((len(vocabulary), len(self._asked)), dtype=np.float32)
        for row in np.flatnonzero(self._lexicon.edged(numbers, self._beginnings, self._endings)).tolist():
            term = vocabulary[row]
            table[row] = [likeness(asked, term) for asked in self._asked]
        return table


def _length_one(rows: Floats) -> Floats:
    norms = np.sqrt(np.einsum("ij,ij->i", rows, rows))
    scaled: Floats = rows / np.maximum(norms, np.float32(1e-6))[:, None]
    return scaled


def _weight(term: str, frequency: int, chunks: int) -> float:
    weight = inverse_frequency(frequency, chunks)
    return LIGHT * weight if term in LIGHT_TERMS else weight
