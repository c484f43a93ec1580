"""A list in a paper: the entries that stand beside one another, and the line that leads to them.

Says whether a question wants one. Does not choose among lists.
"""

import itertools
import re
from collections.abc import Sequence

from assistant.match import COMPOUND, likeness
from assistant.question import Expect, Question
from assistant.windows import indentation, unit_text
from index.analyze import terms
from index.chunk import Chunk, UnitKind

LIST_MAX = 20  # entries
_BULLET = re.compile(r"^(?:[•▪◦●○*\uf0b7–-]|#{1,6}|o(?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
_LEADER_MAX = 120  # characters of a line that leads without a colon
_NUMBERED = re.compile(r"^\(?\d")
# Hit: «Hvilke leveranser …», «Hva er ulempene med …», «Kva tre mål har …», «Hvem er med i gruppe 2?».
# Miss: «Hva er fristen?», «Hvem leder styret?», «Hvilken sakstype …».
_MANY = re.compile(
    r"\b(?:hvilke|kva for nokre|nevn|nemn|list(?: opp)?|all the|which \w+s)\b"
    r"|^\W*(?:hva|kva|what)\s+(?:er|var|are|were)\s+(?:de\s+|dei\s+|the\s+)?(?:\w+(?:e|st)\s+)?\w+(?:ene|ane|ngs|ies|ons)\b"
    r"|\b(?:hva|kva|what|which)\s+(?:for\s+)?(?:to|tre|fire|fem|seks|sju|syv|åtte|two|three|four|five|six)\b"
    r"|\b(?:hvem|kven|who)\s+(?:er|var|sitter|sit|are|were|sits)\s+(?:med\s+)?(?:i|på|in|on)\b",
    re.IGNORECASE,
)


def wants_list(question: Question) -> bool:
    """Say whether a question asks for several things at once."""
    return question.expect is Expect.LIST or bool(_MANY.search(question.text))


def leads(chunk: Chunk, number: int) -> bool:
    """Say whether a unit is the line above a list: a heading, a line with a colon, an entry with entries under it."""
    after = chunk.units[number + 1 : number + 2]
    if not after or after[0].kind is not UnitKind.LIST_ENTRY:
        return False
    unit = chunk.units[number]
    if unit.kind is UnitKind.LIST_ENTRY:
        return _under(chunk, number, number + 1)
    text = unit_text(chunk, unit).rstrip()
    return unit.kind is UnitKind.HEADING or text.endswith(":") or len(text) <= _LEADER_MAX


def beside(chunk: Chunk, number: int) -> tuple[int | None, list[int]]:
    """Return the line above an entry's list, where there is one, and the entries of the list, in order."""
    first = number
    while first > 0 and _of_list(chunk, first - 1, number):
        first -= 1
    while first < number and not _same_level(chunk, first, number):
        first += 1
    last = number
    while last + 1 < len(chunk.units) and _of_list(chunk, last + 1, number):
        last += 1
    leader = first - 1 if first > 0 and leads(chunk, first - 1) else None
    return leader, list(range(first, last + 1))[:LIST_MAX]


def led_by(chunk: Chunk, number: int) -> list[int]:
    """Return the entries under a line that leads to a list, in order."""
    if not leads(chunk, number):
        return []
    found = [number + 1]
    while found[-1] + 1 < len(chunk.units) and _of_list(chunk, found[-1] + 1, number + 1):
        found.append(found[-1] + 1)
    return found[:LIST_MAX]


def goes_on(chunk: Chunk, number: int, after: Chunk) -> list[int]:
    """Return the entries of the passage after one that go on with the list of its entry `number`."""
    if chunk.headings != after.headings:
        return []
    sign = _sign(chunk, number)
    entries = itertools.takewhile(
        lambda one: after.units[one].kind is UnitKind.LIST_ENTRY and _sign(after, one) == sign, range(len(after.units))
    )
    return list(entries)


def touched(question: Question, text: str) -> list[str]:
    """Return the terms of the question that a text has, or says otherwise."""
    held = terms(text)
    return [term for term in question.terms if any(_says(question, term, one, held) for one in held)]


def _says(question: Question, term: str, one: str, held: Sequence[str]) -> bool:
    ways = question.others.get(term, ())
    return likeness(term, one) >= COMPOUND or any(set(way) <= set(held) for way in ways)


def _of_list(chunk: Chunk, number: int, entry: int) -> bool:
    """Say whether a unit belongs to the list that `entry` is of: on its level, or under one on its level."""
    if chunk.units[number].kind is not UnitKind.LIST_ENTRY:
        return False
    if _same_level(chunk, number, entry) or _indent(chunk, number) > _indent(chunk, entry):
        return True
    return _indent(chunk, number) == _indent(chunk, entry) and _opened_by(chunk, number, entry)


def _opened_by(chunk: Chunk, number: int, entry: int) -> bool:
    """Say whether entries with another sign are opened by one with a colon on the level of `entry`."""
    for before in range(number - 1, -1, -1):
        if chunk.units[before].kind is not UnitKind.LIST_ENTRY:
            return False
        if _same_level(chunk, before, entry):
            return unit_text(chunk, chunk.units[before]).rstrip().endswith(":")
        if not _same_level(chunk, before, number):
            return False
    return False


def _under(chunk: Chunk, above: int, number: int) -> bool:
    deeper = _indent(chunk, number) > _indent(chunk, above)
    colon = unit_text(chunk, chunk.units[above]).rstrip().endswith(":")
    return deeper or (colon and not _same_level(chunk, above, number))


def _same_level(chunk: Chunk, one: int, other: int) -> bool:
    return _indent(chunk, one) == _indent(chunk, other) and _sign(chunk, one) == _sign(chunk, other)


def _indent(chunk: Chunk, number: int) -> int:
    return indentation(chunk, chunk.units[number])


def _sign(chunk: Chunk, number: int) -> str:
    """Return what an entry begins with; all numbers are alike."""
    found = _BULLET.match(unit_text(chunk, chunk.units[number]))
    if found is None:
        return ""
    return "1" if _NUMBERED.match(found.group()) else found.group().strip()
