"""The numbers of the character n-grams of many terms at once: CRC-32, as `sparse.term_number` gives it one by one.

Goes through the letters of all terms together, and remembers what it has worked out, so that vectors and subject
terms number a word once. Does not say which terms have n-grams that are searched.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

LENGTHS = (4, 5, 6)  # letters of an n-gram
_CACHED = 50_000
_TWO_BYTES, _THREE_BYTES, _FOUR_BYTES = 0x80, 0x800, 0x10000  # first letters that UTF-8 writes in so many bytes
_MARKS = np.array([0x00, 0xC0, 0xE0, 0xF0], dtype=np.uint32)  # in the first byte of a letter of 1, 2, 3 and 4 bytes
_ALL = np.uint32(0xFFFFFFFF)
_EIGHT = np.uint32(8)

Numbers = NDArray[np.uint32]


def _remainders() -> Numbers:
    """Return what CRC-32 makes of each byte (polynomial 0xEDB88320: RFC 1952, section 8, reflected)."""
    rows = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        rows = np.where(rows & 1, (rows >> 1) ^ np.uint32(0xEDB88320), rows >> 1)
    return rows


@dataclass(slots=True)
class _Known:
    rows: dict[str, Numbers] = field(default_factory=dict)


_TABLE = _remainders()
_known = _Known()


def gram_rows(terms: Collection[str]) -> dict[str, Numbers]:
    """Return by term the numbers of its n-grams, with its edges marked: its 4-grams in order, its 5-grams, its 6-grams.

    What comes back may hold more terms than were asked for. Safe for several threads.
    """
    known = _known.rows
    new = [term for term in dict.fromkeys(terms) if term not in known]
    if new:
        if len(known) + len(new) > _CACHED:
            known = _known.rows = {}
            new = list(dict.fromkeys(terms))
        known.update(zip(new, _numbered(new), strict=True))
    return known


def _numbered(terms: Sequence[str]) -> list[Numbers]:
    """Return the numbers of each term's n-grams."""
    sizes = np.array([len(term) + 2 for term in terms])
    term_of = np.repeat(np.arange(len(terms)), sizes)
    ends = np.repeat(np.cumsum(sizes), sizes)
    found, owners = [], []
    states = _states("".join([f"<{term}>" for term in terms]))
    for length, state in zip(LENGTHS, states, strict=True):
        whole = np.flatnonzero(np.arange(length, length + len(state)) <= ends[: len(state)])
        found.append(state[whole])
        owners.append(term_of[whole])
    owner = np.concatenate(owners)
    numbers = np.concatenate(found)[owner.argsort(kind="stable")]
    bounds = np.concatenate(([0], np.bincount(owner, minlength=len(terms)).cumsum())).tolist()
    return [numbers[start:end] for start, end in pairwise(bounds)]


def _states(text: str) -> list[Numbers]:
    """Return for each of LENGTHS the numbers of so many letters from each letter of a text on."""
    letters = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    more = (letters >= _TWO_BYTES).astype(np.int64) + (letters >= _THREE_BYTES) + (letters >= _FOUR_BYTES)
    several = bool(more.any())
    state = np.full(len(letters), _ALL)
    found = []
    for place in range(max(LENGTHS)):
        state, here, bytes_more = state[: len(letters) - place], letters[place:], more[place:]
        first = (here >> (6 * bytes_more).astype(np.uint32)) | _MARKS[bytes_more] if several else here
        state = _with_byte(state, first)
        for byte in range(1, int(bytes_more.max(initial=0)) + 1) if several else ():
            those = np.flatnonzero(bytes_more >= byte)
            shifts = (6 * (bytes_more[those] - byte)).astype(np.uint32)
            state[those] = _with_byte(state[those], (here[those] >> shifts) & np.uint32(0x3F) | np.uint32(0x80))
        if place + 1 in LENGTHS:
            found.append(state ^ _ALL)
    return found


def _with_byte(state: Numbers, byte: Numbers) -> Numbers:
    """Return the states of CRC-32 after one more byte."""
    after: Numbers = _TABLE[(state ^ byte) & np.uint32(0xFF)] ^ (state >> _EIGHT)
    return after
