"""In how many chunks each term and each character n-gram occurs, and which known terms resemble another.

Does not correct questions: it names the candidates. The counts are kept by `changes.py`.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from index.near import Words

_IN_LIMIT = 900
Key = TypeVar("Key", str, int)
_ONE_EDIT_LENGTH = 4
_TWO_EDITS_LENGTH = 8


def term_frequencies(connection: sqlite3.Connection, terms: Iterable[str]) -> dict[str, int]:
    """Return in how many chunks each of `terms` occurs; what occurs in none is left out."""
    return _frequencies(connection, "SELECT term, df FROM terms WHERE term IN ({})", sorted(set(terms)))


def gram_frequencies(connection: sqlite3.Connection, grams: Iterable[int]) -> dict[int, int]:
    """Return in how many chunks each n-gram occurs; what occurs in none is left out."""
    return _frequencies(connection, "SELECT gram, df FROM grams WHERE gram IN ({})", sorted(set(grams)))


def _frequencies(connection: sqlite3.Connection, query: str, keys: Sequence[Key]) -> dict[Key, int]:
    found: dict[Key, int] = {}
    for start in range(0, len(keys), _IN_LIMIT):
        group = keys[start : start + _IN_LIMIT]
        found.update(connection.execute(query.format(",".join("?" * len(group))), group).fetchall())
    return found


def letters(term: str) -> int:
    """Return which letters a term holds, as 63 bits: one edit changes at most two of them."""
    bits = 0
    for letter in term:
        bits |= 1 << (ord(letter) % 63)
    return bits


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarTerm:
    """An indexed term near another: `distance` in edits, `df` in chunks."""

    term: str
    distance: int
    df: int


class Vocabulary:
    """The terms of one publication, kept by length as they are needed: about 250 bytes a term."""

    def __init__(self) -> None:
        self._by_length: dict[int, Words] = {}

    def similar(self, connection: sqlite3.Connection, term: str, limit: int) -> tuple[SimilarTerm, ...]:
        """Return the nearest terms within the edits that a term of this length is allowed."""
        edits = 2 if len(term) >= _TWO_EDITS_LENGTH else 1
        if len(term) < _ONE_EDIT_LENGTH or any(letter.isdigit() for letter in term):
            return ()
        from index.near import maybe_near

        bits, found = letters(term), []
        for length in range(len(term) - edits, len(term) + edits + 1):
            words = self._of_length(connection, length)
            for place in maybe_near(term, bits, words, edits):
                known = words.terms[place]
                if known != term and (steps := distance(term, known, edits)) <= edits:
                    found.append(SimilarTerm(term=known, distance=steps, df=words.frequencies[place]))
        found.sort(key=lambda near: (near.distance, -near.df, near.term))
        return tuple(found[:limit])

    def _of_length(self, connection: sqlite3.Connection, length: int) -> "Words":
        from index.near import words_of  # brings numpy, which searching does without

        known = self._by_length.get(length)
        if known is None:
            query = "SELECT term, df, letters FROM terms WHERE length = ?"
            read = connection.execute(query, (length,)).fetchall()
            known = words_of(read, length)
            self._by_length[length] = known
        return known


def distance(a: str, b: str, most: int) -> int:
    """Return the edits between two words (insert, delete, replace, swap two neighbours), or `most` + 1.

    Optimal string alignment: no letter is edited twice (Boytsov, "Indexing methods for approximate dictionary
    searching", 2011, section 2.1). Letters that agree are passed over, which never costs an edit more, and each edit
    is tried where they do not: the fewer edits are allowed, the sooner two words that differ are told apart.
    """
    if abs(len(a) - len(b)) > most:
        return most + 1
    at = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        at += 1
    a, b = a[at:], b[at:]
    if not a or not b:
        return min(len(a) + len(b), most + 1)
    swapped = a[1:2] == b[0] and b[1:2] == a[0]
    if most <= 1:
        one = a[1:] == b[1:] or a[1:] == b or a == b[1:] or (swapped and a[2:] == b[2:])
        return 1 if one and most else most + 1
    left = most - 1
    found = 1 + min(distance(a[1:], b[1:], left), distance(a[1:], b, left), distance(a, b[1:], left))
    return min(found, 1 + distance(a[2:], b[2:], left)) if swapped else found
