"""A sentence → what it claims something with: numbers, dates, names, and every word that is not mere grammar.

What counts as mere grammar is a short list; all else must be accounted for. Does not compare: `support.py` does.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.same_words import HARD, NUMBER_WORDS, SAME, SOFT, UNITS
from index.analyze import stem
from index.reference import case_numbers, dates, times

_WORD = re.compile(
    r"(?P<number>(?<![\w/])\d+(?:[  .\u202f]\d{3})*(?:,\d+)?(?![\w/]))|(?P<word>[^\W_]+(?:[-/’'.][^\W_]+)*)|(?P<unit>%)"
)
_QUARTER = re.compile(r"\b(?P<n>[1-4])\.\s?kvartal(?:\s(?P<y>20\d\d))?|\b(?:Q|K)(?P<n2>[1-4])\s(?P<y2>20\d\d)")
_THOUSANDS = re.compile(r"[  .\u202f]")


class Sort(StrEnum):
    """What kind of thing a piece is."""

    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    CASE = "case"
    NAME = "name"
    HARD = "hard"  # a word of grammar that decides what is said: ikke, før, minst, skal
    WORD = "word"


ANCHORS = frozenset({Sort.NUMBER, Sort.DATE, Sort.TIME, Sort.CASE, Sort.NAME})


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One thing that is claimed with. `value` is its one form, `surface` how it is written, in lower case."""

    sort: Sort
    value: str
    surface: str
    start: int
    end: int


@lru_cache(maxsize=4_000)
def pieces(text: str) -> tuple[Piece, ...]:
    """Return the pieces of a text in order; words of mere grammar are left out."""
    found: list[Piece] = []
    position = 0
    for piece in _references(text):
        found.extend(_between(text, position, piece.start))
        found.append(piece)
        position = piece.end
    found.extend(_between(text, position, len(text)))
    return tuple(found)


def _references(text: str) -> list[Piece]:
    """Return cases, dates, quarters and times that do not overlap, in order."""
    every = [
        *(_piece(Sort.CASE, one.value, text, one.start, one.end) for one in case_numbers(text)),
        *(_piece(Sort.DATE, one.value, text, one.start, one.end) for one in dates(text)),
        *(_piece(Sort.TIME, one.value, text, one.start, one.end) for one in times(text)),
        *_quarters(text),
    ]
    every.sort(key=lambda piece: (piece.start, -piece.end))
    apart: list[Piece] = []
    for piece in every:
        if not apart or piece.start >= apart[-1].end:
            apart.append(piece)
    return apart


def _quarters(text: str) -> Iterator[Piece]:
    for found in _QUARTER.finditer(text):
        number, year = found["n"] or found["n2"], found["y"] or found["y2"] or ""
        yield _piece(Sort.DATE, f"q{number} {year}".rstrip(), text, found.start(), found.end())


def _piece(sort: Sort, value: str, text: str, start: int, end: int) -> Piece:
    end = start + len(text[start:end].rstrip(" ,."))  # a date is found with the stop after it
    return Piece(sort=sort, value=value, surface=text[start:end].lower(), start=start, end=end)


def _between(text: str, start: int, end: int) -> Iterator[Piece]:
    for found in _WORD.finditer(text, start, end):
        piece = _of_word(text, found)
        if piece is not None:
            yield piece


def _of_word(text: str, found: re.Match[str]) -> Piece | None:
    surface = found.group()
    lower = surface.lower()
    place = (text, found.start(), found.end())
    if found["number"]:
        return _piece(Sort.NUMBER, _THOUSANDS.sub("", surface).replace(",", "."), *place)
    if lower in UNITS:
        return _piece(Sort.WORD, UNITS[lower], *place)
    if lower in NUMBER_WORDS:
        return _piece(Sort.NUMBER, NUMBER_WORDS[lower], *place)
    if lower in HARD:
        return _piece(Sort.HARD, HARD[lower], *place)
    if lower in SOFT:
        return None
    if _is_name(text, found):
        return _piece(Sort.NAME, name_form(lower), *place)
    return _piece(Sort.WORD, meaning(lower), *place)


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Say whether a word is written as a name: a capital inside a sentence, or digits or capitals inside it."""
    surface = found.group()
    if any(letter.isdigit() for letter in surface) or any(letter.isupper() for letter in surface[1:]):
        return True
    before = text[: found.start()].rstrip(" «\"'(•–-")
    return surface[:1].isupper() and before[-1:] not in ("", ".", "!", "?", ":", "|", "\n")


def name_form(lower: str) -> str:
    """Return a name without the s of possession."""
    return lower.rstrip("’'").removesuffix("s") if len(lower) > 3 else lower


@lru_cache(maxsize=50_000)
def meaning(lower: str) -> str:
    """Return what a word is compared by: its stem, or the first of those that say the same."""
    own = stem(lower)
    return SAME.get(own, own)


def same(mine: Piece, theirs: Piece) -> bool:
    """Say whether a piece of a sentence is that of its source. A date may be told less exactly, never more."""
    if mine.value == theirs.value:
        return True
    if Sort.DATE in (mine.sort, theirs.sort):
        return theirs.sort is Sort.DATE and less_exact(mine.value, theirs.value)
    return Sort.NAME in (mine.sort, theirs.sort) and mine.surface.rstrip("s") == theirs.surface.rstrip("s")


def less_exact(mine: str, theirs: str) -> bool:
    """Say whether a date says less than another and nothing else: August 2025 for 7 August 2025."""
    if mine.startswith("--"):
        return theirs.endswith(mine[1:]) and len(theirs) == len("2025-08-07")
    return theirs.startswith(f"{mine}-") or theirs.startswith(f"{mine} ")
