"""Evaluation cases: a question, where the papers answer it, and what the answer must say; or that it is refused.

Read from JSON lines. Gold places are page offsets with a hash, a quote, or a whole page, so that a case can be
committed without the words of papers that are not ours.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import Any

from index.errors import UsageError

_MOVED = 300  # characters that a place may have moved by
_LEARNED_FROM = 186  # sample cases s001 to s186 were learned from before the others were written


class Reason(StrEnum):
    """Why the papers do not answer a question: the kinds of unanswerable question."""

    OFF_TOPIC = "off_topic"  # nothing that a board's papers are about
    NEAR_MISS = "near_miss"  # the right subject, but what is asked for is never stated
    WRONG_DATE = "wrong_date"  # a year or date that the papers do not tell of
    WRONG_BODY = "wrong_body"  # another organisation or person
    WRONG_MEETING = "wrong_meeting"  # a meeting or case number that does not exist, or did not treat it
    FALSE_PREMISE = "false_premise"  # takes for granted what the papers contradict
    WITHHELD = "withheld"  # the papers answer, but the filter does not let through what does


class Part(StrEnum):
    """What a case may be used for."""

    DEVELOP = "develop"  # may be learned from and looked at
    MEASURE = "measure"  # is measured with only


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an answer stands. Without `start` and `end`: at `quote`, at a text with `quote_sha256`, or on the page."""

    source: str
    page: int | None
    start: int | None = None
    end: int | None = None
    sha256: str | None = None
    quote: str | None = None
    quote_sha256: str | None = None
    quote_chars: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One question. `nuggets`: each must stand in the answer in one of its spellings. `refused`: why none does.

    `filter` holds the conditions that it is asked with, as a user gives them. `twin` is the id of the same question
    in bokmål and well spelt.
    """

    id: str
    corpus: str
    question: str
    type: str
    language: str
    gold: tuple[Place, ...]
    nuggets: tuple[tuple[str, ...], ...]
    refused: Reason | None
    twin: str | None
    answer_is_span: bool
    filter: Mapping[str, str | tuple[str, ...]]

    @property
    def part(self) -> Part:
        """Return what the case may be used for: by the hash of its id, twins with their question."""
        root = self.twin or self.id
        if re.fullmatch(r"s\d{3}", root) and int(root[1:]) <= _LEARNED_FROM:
            return Part.DEVELOP
        return Part.MEASURE if hashlib.sha256(root.encode()).digest()[0] % 3 else Part.DEVELOP


def read_cases(path: Path) -> Iterator[Case]:
    """Yield the cases of one file. Raises UsageError naming the line that is not a case."""
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                yield case_of(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise UsageError(f"{path}, linje {number} er ikke et prøvespørsmål ({error}); rett linjen.") from error


def case_of(row: dict[str, Any]) -> Case:
    """Return the case that one line holds. Raises KeyError, TypeError, ValueError."""
    return Case(
        id=row["id"],
        corpus=row["corpus"],
        question=row["question"],
        type=row["type"],
        language=row["language"],
        gold=tuple(_place(place) for place in row["gold"]),
        nuggets=tuple(tuple(spellings) for spellings in row["nuggets"]),
        refused=Reason(row["refused"]) if row.get("refused") else None,
        twin=row.get("twin"),
        answer_is_span=bool(row.get("answer_is_span")),
        filter=MappingProxyType(
            {key: value if isinstance(value, str) else tuple(value) for key, value in row.get("filter", {}).items()}
        ),
    )


def _place(row: dict[str, Any]) -> Place:
    return Place(
        source=row["source"],
        page=row.get("page"),
        start=row.get("start"),
        end=row.get("end"),
        sha256=row.get("sha256"),
        quote=row.get("quote"),
        quote_sha256=row.get("quote_sha256"),
        quote_chars=row.get("quote_chars"),
    )


def located(place: Place, text: str) -> tuple[int, int] | None:
    """Return the page offsets of a place in its page's text; None when the page does not hold it there.

    A place that is a whole page gives the whole page.
    """
    if place.start is not None and place.end is not None:
        if place.sha256 is None or _hash(text[place.start : place.end]) == place.sha256:
            return (place.start, place.end)
        return _nearby(place.start, place.end - place.start, place.sha256, text)
    if place.quote is not None:
        return _find_quote(place.quote, text)
    if place.quote_sha256 and place.quote_chars:
        return _find_hash(place.quote_sha256, place.quote_chars, text)
    return (0, len(text))


def _nearby(start: int, length: int, sha256: str, text: str) -> tuple[int, int] | None:
    """Find a hashed place that the reader has moved by leaving characters out or putting them in."""
    first = max(0, start - _MOVED)
    found = _find_hash(sha256, length, text[first : start + length + _MOVED])
    return (first + found[0], first + found[1]) if found else None


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _find_quote(quote: str, text: str) -> tuple[int, int] | None:
    """Find a quote whatever its blanks are: `text` may break lines inside it."""
    wanted = "".join(quote.split())
    kept = [(index, letter) for index, letter in enumerate(text) if not letter.isspace()]
    start = "".join(letter for _, letter in kept).find(wanted)
    if start < 0 or not wanted:
        return None
    return kept[start][0], kept[start + len(wanted) - 1][0] + 1


def _find_hash(sha256: str, length: int, text: str) -> tuple[int, int] | None:
    for start in range(len(text) - length + 1):
        if (start == 0 or not text[start - 1].isalnum()) and _hash(text[start : start + length]) == sha256:
            return (start, start + length)
    return None
