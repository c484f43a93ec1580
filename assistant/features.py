"""What speaks for a unit of text as the answer to a question, as numbers that can be explained.

Computes; `rank.py` weighs.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.expect import carries
from assistant.match import Matcher
from assistant.question import Expect, Question
from index.analyze import terms
from index.chunk import Chunk, Unit, UnitKind
from index.hit import Hit

FEATURES = (
    "own",  # share of the question covered by the unit itself
    "above",  # … added by headings, title and case number
    "before",  # … added by the unit before
    "around",  # … added by the rest of the chunk
    "rarest",  # how far the unit, its headings or the unit before hold the question's rarest term
    "missing",  # share covered by nothing in the chunk
    "adjacent",  # share of the question's neighbouring terms that are neighbours in the unit
    "carries",  # the unit carries a trace of the kind asked for
    "carries_before",  # … the unit before does
    "new",  # log of how many terms the unit adds to the question
    "score",  # the chunk's search score over the best chunk's
    "first",  # 1 for the best chunk
    "heading",
    "list_entry",
    "table_row",
    "asks",  # the unit is itself a question
    "case",  # the unit belongs to the case asked about (0.5 where none is asked about)
    "date",  # the unit's meeting or text has the date asked about (0.5 where none is)
    "own_carries",  # own × carries
    "wanted",  # share of the words that say what is wanted that stand in the unit
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """The terms of a chunk: of each unit in order, and of what stands above it."""

    units: tuple[tuple[str, ...], ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A unit that may answer; `values` are in the order of FEATURES, `covered` is of unit, headings and the one before."""

    chunk: Chunk
    unit: Unit
    number: int
    rank: int
    values: tuple[float, ...]
    covered: tuple[float, ...]


def unit_text(chunk: Chunk, unit: Unit) -> str:
    """Return the verbatim text of one unit."""
    return chunk.text[unit.start - chunk.start : unit.end - chunk.start]


@lru_cache(maxsize=20_000)
def _analysed(chunk_id: str, chunk: Chunk) -> Analysed:
    above = " \n".join([chunk.title, chunk.case_number or "", *chunk.headings])
    return Analysed(
        units=tuple(tuple(terms(unit_text(chunk, unit))) for unit in chunk.units), above=tuple(terms(above))
    )


def candidates(question: Question, matcher: Matcher, hits: tuple[Hit, ...]) -> Iterator[Candidate]:
    """Yield every unit of the found chunks with its features."""
    best = max((hit.score for hit in hits), default=1.0) or 1.0
    for hit in hits:
        yield from _of_chunk(question, matcher, hit, hit.score / best)


def _of_chunk(question: Question, matcher: Matcher, hit: Hit, score: float) -> Iterator[Candidate]:
    chunk = hit.chunk
    analysed = _analysed(chunk.chunk_id, chunk)
    above = matcher.covered(analysed.above)
    each = [matcher.covered(unit) for unit in analysed.units]
    chunk_wide = _most(above, *each)
    missing = 1.0 - matcher.share(chunk_wide)
    rarest = max(range(len(matcher.weights)), key=lambda n: matcher.weights[n], default=None)
    carried_before = 0.0
    nothing = [0.0] * len(above)
    for number, unit in enumerate(chunk.units):
        text = unit_text(chunk, unit)
        own = each[number]
        with_above = _most(own, above)
        near = _most(with_above, each[number - 1] if number else nothing)
        own_share = matcher.share(own)
        above_share, near_share = matcher.share(with_above), matcher.share(near)
        carried = carries(question.expect, text, question.text)
        values = (
            own_share,
            above_share - own_share,
            near_share - above_share,
            (1.0 - missing) - near_share,
            near[rarest] if rarest is not None else 0.0,
            missing,
            _adjacent(matcher.terms, analysed.units[number]),
            carried,
            carried_before,
            math.log1p(sum(1 for value in set(analysed.units[number]) if not _covers(matcher, value))),
            score,
            1.0 if hit.rank == 1 else 0.0,
            float(unit.kind is UnitKind.HEADING),
            float(unit.kind is UnitKind.LIST_ENTRY),
            float(unit.kind is UnitKind.TABLE_ROW),
            float(text.rstrip().endswith("?")),
            _belongs(question.cases, chunk.case_number, analysed.units[number]),
            _dated(question, chunk, analysed.units[number]),
            own_share * carried,
            _wanted(question, analysed.units[number]),
        )
        yield Candidate(chunk=chunk, unit=unit, number=number, rank=hit.rank, values=values, covered=tuple(near))
        carried_before = carried


def _most(*rows: list[float]) -> list[float]:
    return [max(column) for column in zip(*rows, strict=True)]


def _covers(matcher: Matcher, term: str) -> bool:
    return any(value > 0 for value in matcher.covered((term,)))


def _adjacent(asked: tuple[str, ...], found: tuple[str, ...]) -> float:
    if len(asked) < 2:
        return 0.0
    pairs = set(zip(asked, asked[1:], strict=False))
    return len(pairs & set(zip(found, found[1:], strict=False))) / len(pairs)


def _belongs(cases: tuple[str, ...], case_number: str | None, unit: tuple[str, ...]) -> float:
    if not cases:
        return 0.5
    return 1.0 if case_number in cases or set(cases) & set(unit) else 0.0


def _dated(question: Question, chunk: Chunk, unit: tuple[str, ...]) -> float:
    if not question.dates:
        return 0.5
    own = chunk.meeting_date or ""
    for value in question.dates:
        if value in unit or own.startswith(value) or (value.startswith("--") and own.endswith(value[1:])):
            return 1.0
    return 0.0


def _wanted(question: Question, unit: tuple[str, ...]) -> float:
    if not question.asked or question.expect is Expect.YES_NO:
        return 0.0
    return len(set(question.asked) & set(unit)) / len(question.asked)
