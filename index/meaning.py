"""What words mean, as vectors learned from running text: words used alike lie near each other.

Reads `meaning.npz`, which `eval/train_meaning.py` makes: 40,000 stems by the CRC-32 of each, 96 numbers a stem in
bytes. The length of a vector says how much its word tells. A stem that is not among them is taken apart as a
compound. Does not tokenize and does not rank.
"""

import math
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from index.sparse import term_number

FILE = Path(__file__).parent / "meaning.npz"
_PART_MIN = 3  # letters of a part of a compound
_CACHED = 50_000
UNKNOWN = 1.3  # the weight of a word that nothing is known of: such words are rare, and rare words tell more

Floats = NDArray[np.float32]


def split_compound(stem: str, known: Callable[[str], bool], heads: Iterable[int] | None = None) -> tuple[str, ...]:
    """Return the two known stems that `stem` is put together of, the longest in sum; () where there are none.

    A joining `s` or `e` between the parts may be left out (skoleskyss, helsesektor, arbeidsplass). `heads` are the
    lengths of the known stems that `stem` begins with, ascending, where they have been looked for.
    """
    best: tuple[int, tuple[str, ...]] = (0, ())
    if heads is None:
        heads = (place for place in _head_lengths(stem) if known(stem[:place]))
    for place in heads:
        head = stem[:place]
        for tail in (stem[place:], stem[place + 1 :] if stem[place] in "se" else ""):
            length = len(head) + len(tail)
            if len(tail) >= _PART_MIN and length > best[0] and known(tail):
                best = (length, (head, tail))
        if best[0] == len(stem):
            break  # none is longer, and of equals the first is taken
    return best[1]


def _head_lengths(stem: str) -> range:
    return range(_PART_MIN, len(stem) - _PART_MIN + 1)


class Meanings:
    """The vectors. `typical` is the length of a middling vector."""

    def __init__(self, keys: NDArray[np.uint32], vectors: NDArray[np.int8], scales: Floats) -> None:
        """Use `meanings()`."""
        self._places = dict(zip(keys.tolist(), range(len(keys)), strict=True))
        self._vectors = vectors
        self._scales = scales
        self._cache: dict[str, Floats] = {}
        sample = slice(0, len(keys), 20)
        lengths = np.linalg.norm(vectors[sample].astype(np.float32), axis=1) * scales[sample]
        self.typical = float(np.median(lengths))
        self.dimensions = int(vectors.shape[1])

    def vector(self, stem: str) -> Floats:
        """Return the vector of a stem or the sum of its parts'; all zero where nothing is known."""
        found = self._cache.get(stem)
        if found is None:
            found = self._look_up(stem)
            if len(self._cache) >= _CACHED:
                self._cache.clear()
            self._cache[stem] = found
        return found

    def weight(self, stem: str) -> float:
        """Return how much a stem tells; about 1 for a middling word, a little more for an unknown one."""
        return self.measured(stem)[1]

    def measured(self, stem: str) -> tuple[Floats, float]:
        """Return the vector of a stem, and how much it tells."""
        vector = self.vector(stem)
        square = float(vector @ vector)
        return vector, math.sqrt(square) / self.typical if square else UNKNOWN

    def direction(self, stems: Iterable[str]) -> Floats:
        """Return the unit vector of all stems together; all zero where nothing is known."""
        total = np.zeros(self.dimensions, dtype=np.float32)
        for stem in stems:
            total += self.vector(stem)
        length = float(np.linalg.norm(total))
        return total / length if length else total

    def _look_up(self, stem: str) -> Floats:
        place = self._place(stem)
        if place is not None:
            return self._row(place)
        total = np.zeros(self.dimensions, dtype=np.float32)
        for part in split_compound(stem, self._is_known, self._heads(stem)):
            known = self._place(part)
            if known is not None:
                total += self._row(known)
        return total

    def _heads(self, stem: str) -> Iterable[int]:
        """Return the lengths of the known stems that `stem` begins with; of plain letters it is written out once."""
        if not stem.isascii():
            return [place for place in _head_lengths(stem) if self._is_known(stem[:place])]
        written, places = stem.encode(), self._places
        return [place for place in _head_lengths(stem) if crc32(written[:place]) in places]

    def _is_known(self, stem: str) -> bool:
        return term_number(stem) in self._places

    def _place(self, stem: str) -> int | None:
        return self._places.get(term_number(stem))

    def _row(self, place: int) -> Floats:
        row: Floats = self._vectors[place].astype(np.float32) * self._scales[place]
        return row


@cache
def meanings() -> Meanings:
    """Return the vectors that ship, read once in a process: some 10 ms."""
    with np.load(FILE, allow_pickle=False) as stored:
        return Meanings(stored["keys"], stored["vectors"], stored["scales"])
