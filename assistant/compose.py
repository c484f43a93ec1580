"""Ranked candidates → the spans to cite: the best one, what belongs with it, and what adds to it.

A list is given whole, a heading with what stands under it, and nothing is said twice. Does not write words of
its own.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.features import FEATURES, unit_text
from assistant.question import Expect, Question
from assistant.rank import Ranked
from index.chunk import Chunk, Unit, UnitKind

SPANS_MAX = 3
LIST_MAX = 10
CLOSE = 1.0  # how much lower than the best a further span may score
_BULLET = re.compile(r"^(?:[•▪◦●○*\uf0b7–-]|o(?=\s)|\(?\d{1,2}[.)](?=\s))\s*")
_OWN = FEATURES.index("own")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch to cite: page offsets inside the chunk."""

    chunk: Chunk
    start: int
    end: int


def compose(question: Question, ranked: Sequence[Ranked]) -> tuple[Span, ...]:
    """Return the spans that make the answer, the one that carries it first. `ranked` must not be empty."""
    best = ranked[0]
    spans = list(_with_what_belongs(question, best))
    wanted = SPANS_MAX if question.expect is not Expect.ITEM_TYPE else 1
    for one in ranked[1:12]:
        if len(spans) >= max(wanted, len(spans)) and len(spans) >= wanted:
            break
        if one.score < best.score - CLOSE or one.candidate.unit.kind is UnitKind.HEADING:
            continue
        span = _span(one.candidate.chunk, one.candidate.unit)
        if not any(_same(span, other) for other in spans):
            spans.append(span)
    return tuple(spans)


def shown(span: Span) -> str:
    """Return the span's text as a sentence of an answer: on one line, without its bullet."""
    text = span.chunk.text[span.start - span.chunk.start : span.end - span.chunk.start]
    return _BULLET.sub("", " ".join(text.split()))


def _span(chunk: Chunk, unit: Unit) -> Span:
    return Span(chunk=chunk, start=unit.start, end=unit.end)


def _same(span: Span, other: Span) -> bool:
    return shown(span).casefold() in shown(other).casefold() or shown(other).casefold() in shown(span).casefold()


def _with_what_belongs(question: Question, best: Ranked) -> list[Span]:
    """Return the best unit, with the list under it when it leads one or when a list is asked for."""
    chunk, number = best.candidate.chunk, best.candidate.number
    unit = chunk.units[number]
    spans = [_span(chunk, unit)]
    leads = unit.kind is UnitKind.HEADING or unit_text(chunk, unit).rstrip().endswith(":")
    if leads:
        spans.extend(_following(chunk, number + 1, SPANS_MAX if question.expect is not Expect.LIST else LIST_MAX))
    elif question.expect is Expect.LIST and unit.kind is UnitKind.LIST_ENTRY:
        spans.extend(span for span in _siblings(chunk, number) if span != spans[0])
    return spans


def _following(chunk: Chunk, first: int, most: int) -> list[Span]:
    found: list[Span] = []
    for unit in chunk.units[first:]:
        if unit.kind is UnitKind.HEADING or len(found) >= most:
            break
        found.append(_span(chunk, unit))
    return found


def _siblings(chunk: Chunk, number: int) -> list[Span]:
    """Return the list entries around one, in order."""
    first = last = number
    while first > 0 and chunk.units[first - 1].kind is UnitKind.LIST_ENTRY:
        first -= 1
    while last + 1 < len(chunk.units) and chunk.units[last + 1].kind is UnitKind.LIST_ENTRY:
        last += 1
    return [_span(chunk, unit) for unit in chunk.units[first : last + 1]][:LIST_MAX]
