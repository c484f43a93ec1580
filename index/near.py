"""Which of many terms may be near another: most are passed over with numpy, a length at a time.

Does not count edits: `spelling.py` does, of those that are left.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

_MARGIN = 2  # as many as there may be edits


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Terms of one length: in how many chunks, which letters (`spelling.letters`), and their characters in rows.

    Rows begin and end with `_MARGIN` empty places.
    """

    terms: list[str]
    frequencies: list[int]
    letters: NDArray[np.uint64]
    rows: NDArray[np.uint32]


def words_of(read: Sequence[tuple[str, int, int]], length: int) -> Words:
    """Return terms of one length, each read with how many chunks hold it and its letters."""
    characters = _codes("".join(term for term, _, _ in read)).reshape(len(read), length)
    return Words(
        terms=[term for term, _, _ in read],
        frequencies=[df for _, df, _ in read],
        letters=np.array([bits for _, _, bits in read], dtype=np.uint64),
        rows=np.pad(characters, ((0, 0), (_MARGIN, 2 * _MARGIN))),
    )


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def maybe_near(term: str, bits: int, words: Words, edits: int) -> list[int]:
    """Return the places of all words within `edits` of `term`, whose letters are `bits`, and of few others.

    One edit changes at most two of the letters that a word holds, and leaves at most one letter of `term` without its
    like at most `edits` places away.
    """
    differing = np.bitwise_count(words.letters ^ np.uint64(bits))
    places = np.flatnonzero(differing <= 2 * edits)
    around = sliding_window_view(words.rows[places, _MARGIN - edits :], 2 * edits + 1, axis=1)[:, : len(term)]
    alike = (around == _codes(term)[None, :, None]).any(axis=2).sum(axis=1)
    near: list[int] = places[alike >= len(term) - edits].tolist()
    return near
