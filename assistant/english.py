"""A question in English → the same question in bokmål, word for word, since the papers are in Norwegian.

Reads `english.txt`, written by hand: the longest entry that fits is taken, English endings are taken off, and a word
that no entry knows stays as it is. Keeps proper names. Does not know grammar beyond what a question's pattern needs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

FILE = Path(__file__).with_name("english.txt")
_LONGEST = 6  # words in an entry
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s?$")
_OPENING = re.compile(
    r"^\W*(?:who|whom|whose|which|when|where|why|how|what|did|does|has|list all the)\s", re.IGNORECASE
)
_COMMON = re.compile(r"\b(the|what|who|when|which|how|is|are|was|were|does|did|of)\b", re.IGNORECASE)
# «was» is «ble» where something was done: Hit: «When was it approved?». Miss: «Where was the meeting?».
_DONE = re.compile(
    r"\w{2,}ed\b|\b(?:held|given|taken|made|set|put|sent|written|chosen|withdrawn|found|built|paid|said|brought)\b",
    re.IGNORECASE,
)
_WAS = frozenset(("was", "were"))
_WRITTEN_LARGE = {"May": ("mai",), "IT": ("IT",)}  # which mean something else in small letters
# An English ending and what the word may have without it; a doubled letter before it may be single.
_ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?=(?:{_MONTHS})\b)")
_DAY_LAST = re.compile(rf"\b({_MONTHS})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)")
_OF_YEAR = re.compile(r"\bof(?=\s+(?:19|20)\d\d\b)", re.IGNORECASE)
# Hit: «Did the board approve it?». Miss: «What did the board approve?».
_YES_OR_NO = re.compile(r"^\W*(?:do|does|did)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class InBokmaal:
    """A question in bokmål words. `ways` are the words that were put, each with other words for the same."""

    text: str
    ways: tuple[tuple[str, tuple[str, ...]], ...]


def is_english(text: str) -> bool:
    """Say whether a question is asked in English."""
    return bool(_OPENING.match(text)) or len(_COMMON.findall(text)) >= 2


def in_bokmaal(text: str) -> InBokmaal:
    """Return an English question in bokmål words, punctuation and numbers as they stand."""
    text = _YES_OR_NO.sub("Has", _OF_YEAR.sub("in", _DAY.sub(r"\1. ", _DAY_LAST.sub(r"\2. \1", text))))
    found = list(_WORD.finditer(text))
    written: list[str] = []
    ways: list[tuple[str, tuple[str, ...]]] = []
    done, place, at = bool(_DONE.search(text)), 0, 0
    while place < len(found):
        taken, told = _longest(text, found, place)
        first, last = found[place], found[place + taken - 1]
        surface = text[first.start() : last.end()]
        if surface.lower() in _WAS:
            told = ("ble" if done else "var",)
        written += [text[at : first.start()], told[0] if told else surface]
        if told and told[0]:
            ways.append((told[0], (*told[1:], *_as_written(surface, taken))))
        at = last.end()
        place += taken
    return InBokmaal(text=_tidy("".join([*written, text[at:]])), ways=tuple(ways))


def _as_written(surface: str, words: int) -> tuple[str, ...]:
    return (surface.lower(),) if words == 1 and len(surface) > 3 else ()


def _longest(text: str, found: list[re.Match[str]], place: int) -> tuple[int, tuple[str, ...]]:
    """Return how many words the longest entry takes from `place`, and its bokmål words; () for an unknown word."""
    known = entries()
    for taken in range(min(_LONGEST, len(found) - place), 0, -1):
        stretch = found[place : place + taken]
        gaps = (text[a.end() : b.start()] for a, b in pairwise(stretch))
        if any(gap.strip() for gap in gaps):
            continue
        surface = " ".join(one.group() for one in stretch).replace("’", "'")
        if surface in _WRITTEN_LARGE and stretch[0].start():
            return 1, _WRITTEN_LARGE[surface]
        if told := _entry(surface.lower(), known):
            return (1, ()) if taken == 1 and _in_a_name(text, found, place) else (taken, told)
    return 1, ()


def _entry(surface: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the bokmål words of an entry, with an English ending taken off where it has one."""
    if surface in known:
        return known[surface]
    bare = _POSSESSIVE.sub("", surface)
    if bare in known:
        return known[bare]
    for ending, put in _ENDINGS:
        if bare.endswith(ending) and len(bare) > len(ending) + 2:
            cut = bare.removesuffix(ending)
            single = cut[:-1] if cut[-1:] == cut[-2:-1] else cut
            for form in (cut + put, single + put):
                if form in known:
                    return known[form]
    return ()


def _in_a_name(text: str, found: list[re.Match[str]], place: int) -> bool:
    """Say whether a word is part of a proper name: written large beside one written large that no entry knows."""
    if place == 0 or not found[place].group()[0].isupper():
        return False
    beside = [found[at] for at in (place - 1, place + 1) if 0 < at < len(found)]
    return any(
        one.group()[0].isupper()
        and not text[min(one.end(), found[place].end()) : max(one.start(), found[place].start())].strip()
        and not _entry(one.group().lower(), entries())
        for one in beside
    )


def _tidy(text: str) -> str:
    """Return a text with its blanks and a large first letter as a question has them."""
    text = re.sub(r"\s+([?.!,;:])", r"\1", re.sub(r"\s+", " ", text)).strip()
    return f"{text[:1].upper()}{text[1:]}"


@cache
def entries() -> Mapping[str, tuple[str, ...]]:
    """Return the bokmål words for each English entry, read once and only when a question is asked in English."""
    found: dict[str, tuple[str, ...]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        for entry in filter(None, map(str.strip, line.split(";"))):
            english, told = entry.split("=")
            words = tuple(told.split(","))
            for form in english.split("|"):
                found.setdefault(form, words)
    return found
