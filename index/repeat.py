"""Repetition: does a passage say what another says? Board packs repeat standing pages, decks repeat slides.

Two passages are one when their words are the same but for running heads, what a reader of pictures got wrong, and a
few words more on one side. Another number, another name or a "not" makes them two: to a board these are the matter.
Looks at words alone: does not search and does not store.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from sys import intern

from index.analyze import stem

PRINTS = 6  # kept of each passage: two that share eight of ten word runs share none of them once in ten thousand times
_RUN = 3  # words that make a run
_SHORTEST = 8  # words; a shorter passage is the same only when every word is
_SHARE = 0.8  # of the words of the longer one that the shorter one must have
_MISREAD = 0.75  # of the letters of differing words that must agree when a reader of pictures got them wrong
_GARBLED = 0.5  # … where a word mixes letters and digits, which no writer does
_MISREAD_WORDS = 3  # that stand together at most
_GARBLED_WORD = re.compile(r"[^\W\d_]\d|\d[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")
_RUNNING_HEAD = re.compile(
    r"^\W*(?:side|page|lysbilde|slide)\s*\d{1,4}\W*$|\b(?:side|page|lysbilde|slide)\s*\d{1,4}\s*(?:av|of|/)\s*\d{1,4}\b",
    re.IGNORECASE | re.MULTILINE,
)
# In every running head, and quick to look for: a digit shortly after the last letters of the word before it.
_MAYBE_HEAD = re.compile(r"[eE]\s*\d")
_BLANK = re.compile(rb" ")
_DIGITS = re.compile(r"\d+")
_NOT = frozenset("ikke ikkje ei ingen inga intet ingenting ikkje nei not no non uten utan aldri avslås avvises".split())


def content(text: str) -> int:
    """Return a number that passages have in common when their words are the same: 63 bits, never a document's id."""
    digest = hashlib.blake2b(" ".join(words(text)).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def prints(text: str) -> tuple[int, ...]:
    """Return the smallest of the hashes of the runs of words: a sketch that near passages have in common.

    Broder, "On the resemblance and containment of documents" (1997). None for what is too short to be nearly the same.
    """
    said = words(text)
    if len(said) < _SHORTEST:
        return ()
    written = " ".join(said).encode()
    starts = [0, *(blank.end() for blank in _BLANK.finditer(written))]
    ends = [*(start - 1 for start in starts[1:]), len(written)]
    runs = {zlib.crc32(written[start:end]) for start, end in zip(starts, ends[_RUN - 1 :], strict=False)}
    return tuple(sorted(runs)[:PRINTS])


@lru_cache(maxsize=4_096)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a passage in lower case, without running heads: «side 3 av 12», «side 3» on its own line."""
    if _MAYBE_HEAD.search(text):
        text = _RUNNING_HEAD.sub(" ", text)
    return tuple(_WORD.findall(text.casefold()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The numbers of a passage that are words of their own, and all its digits in a row, those inside words too."""

    said: tuple[str, ...]
    digits: str


@lru_cache(maxsize=4_096)
def numbers(text: str) -> Numbers:
    """Return the numbers of a passage."""
    own = words(text)
    said = tuple(dict.fromkeys(map(intern, filter(str.isdecimal, own))))
    return Numbers(said=said, digits="".join(_DIGITS.findall("".join(own))))


def contradict(one: Numbers, other: Numbers) -> bool:
    """Say whether each of two passages has a number that stands nowhere in the other, not even in pieces.

    Such passages do not tell the same, whatever else they say: `alike` needs not be asked.
    """
    return any(number not in other.digits for number in one.said) and any(
        number not in one.digits for number in other.said
    )


def alike(one: str, other: str) -> bool:
    """Say whether two passages tell the same."""
    first, second = words(one), words(other)
    if first == second:
        return True
    if min(len(first), len(second)) < max(_SHORTEST, _SHARE * max(len(first), len(second))):
        return False
    if contradict(numbers(one), numbers(other)):
        return False
    return _missing(first, second) <= (1 - _SHARE) * max(len(first), len(second))


def told_in(one: str, other: str) -> bool:
    """Say whether everything that passage `one` tells stands in `other`, which may tell more."""
    first, second = words(one), words(other)
    if len(first) < _SHORTEST or len(first) > len(second):
        return alike(one, other)
    if len(set(first).difference(second)) > 2 * (1 - _SHARE) * len(first):
        return False
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    if sum(block.size for block in blocks) < _SHARE * len(first):
        return False
    inside = second[blocks[0].b : blocks[-1].b + blocks[-1].size]
    return len(inside) <= len(first) / _SHARE and alike(one, " ".join(inside))


@lru_cache(maxsize=4_096)
def _stems(said: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the stems of words, in order and each once; remembered, since a passage is held against many."""
    stems = tuple(map(stem, said))
    return stems, frozenset(stems)


def _missing(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """Return how many words only one of two passages has; infinitely many where they contradict each other.

    Infinitely many too where there are more than `alike` lets through.
    """
    (one, once), (other, otherwise) = _stems(first), _stems(second)
    most = (1 - _SHARE) * max(len(one), len(other))
    if max(len(once - otherwise), len(otherwise - once)) > most or _fewest(one, other) > most:
        return float("inf")
    missing = 0
    only: list[list[str]] = [[], []]  # numbers that one of them has and the other does not
    for kind, i, j, k, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        if _NOT.intersection(first[i:j]) != _NOT.intersection(second[k:n]):
            return float("inf")
        if kind == "replace" and not _misread(first[i:j], second[k:n]):
            return float("inf")
        missing += max(j - i, n - k)
        if kind != "replace":
            only[kind == "insert"].extend(_numbers(first[i:j] or second[k:n]))
    return float("inf") if all(only) else missing


def _fewest(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many words only one of two passages has at least, in whatever order. Quickly told."""
    counted = Counter(one)
    counted.subtract(other)
    differing = counted.values()
    return max(sum(count for count in differing if count > 0), -sum(count for count in differing if count < 0))


def _misread(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two stretches are one that was read or divided differently, with the same numbers."""
    first, second = "".join(one), "".join(other)
    if first == second:
        return True
    if max(len(one), len(other)) > _MISREAD_WORDS or _numbers(one) != _numbers(other):
        return False
    garbled = any(_GARBLED_WORD.search(word) for word in (*one, *other))
    least = _GARBLED if garbled else _MISREAD
    alike_at_most = sum((Counter(first) & Counter(second)).values())  # letters, in whatever order
    if 2.0 * alike_at_most / (len(first) + len(second)) < least:
        return False
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= least


def _numbers(said: Sequence[str]) -> list[str]:
    return [word for word in said if word.isdecimal()]
