"""What chunks that come and go change in the counts of terms and character n-grams: exact after removals too.

Collects changes and writes them into the open transaction in one go. Does not read the counts: `spelling.py`.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterable

import numpy as np

from index.gram_rows import Numbers
from index.spelling import letters

_MOST_TERMS = 200_000  # different terms that are collected before they are written: about 30 MB
_MOST_GRAMS = 4_000_000  # n-grams likewise, with repetitions: 16 MB


class Changes:
    """Changes that are not yet written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._terms: Counter[str] = Counter()
        self._grams: dict[int, list[Numbers]] = {1: [], -1: []}
        self._gram_count = 0

    def add(self, terms: Iterable[str], grams: Numbers) -> None:
        """Count one more chunk, which holds these different terms and n-grams."""
        self._terms.update(terms)
        self._collect(1, grams)

    def subtract(self, terms: Iterable[str], grams: Numbers) -> None:
        """Count one chunk less."""
        self._terms.subtract(terms)
        self._collect(-1, grams)

    def write(self) -> None:
        """Write what was collected; what no chunk holds any more is deleted."""
        self._connection.executemany(
            "INSERT INTO terms VALUES (?, ?, ?, ?) ON CONFLICT (term) DO UPDATE SET df = df + excluded.df",
            [(term, n, len(term), letters(term)) for term, n in sorted(self._terms.items()) if n],
        )
        gone = [(term,) for term, n in self._terms.items() if n < 0]
        self._connection.executemany("DELETE FROM terms WHERE term = ? AND df = 0", gone)
        for sign, arrays in self._grams.items():
            if arrays:
                self._write_grams(sign, arrays)
        self.forget()

    def forget(self) -> None:
        """Drop what was collected and not written."""
        self._terms.clear()
        self._grams = {1: [], -1: []}
        self._gram_count = 0

    def _write_grams(self, sign: int, arrays: list[Numbers]) -> None:
        numbers, counts = np.unique(np.concatenate(arrays), return_counts=True)
        self._connection.executemany(
            "INSERT INTO grams VALUES (?, ?) ON CONFLICT (gram) DO UPDATE SET df = df + excluded.df",
            zip(numbers.tolist(), (sign * counts).tolist(), strict=True),
        )
        if sign < 0:
            gone = ((number,) for number in numbers.tolist())
            self._connection.executemany("DELETE FROM grams WHERE gram = ? AND df = 0", gone)

    def _collect(self, sign: int, grams: Numbers) -> None:
        self._grams[sign].append(grams)
        self._gram_count += len(grams)
        if self._gram_count > _MOST_GRAMS or len(self._terms) > _MOST_TERMS:
            self.write()
