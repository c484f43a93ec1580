"""Ranked candidates → the spans to cite: the best one, what belongs with it, and what adds to it.

A list is given whole, a heading with what stands under it, and nothing is said twice. Does not write words of
its own.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.features import Candidate
from assistant.question import Expect, Question
from assistant.rank import Ranked
from assistant.windows import indentation
from index.chunk import Chunk, Unit, UnitKind

SPANS_MAX = 5
LIST_MAX = 10
NEAREST = 3
CLOSE = 2.5  # how much lower than the best a further span may score
CONSIDERED = 12  # candidates that may give a further span
_TOLD_MAX = 2  # sentences
_COUNTS = re.compile(r"\b(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|følgende|følgjande|flere|fleire)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•▪◦●○*\uf0b7–-]|#{1,6}|o(?=\s)|\(?\d{1,2}[.)](?=\s))\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch to cite: page offsets inside the chunk."""

    chunk: Chunk
    start: int
    end: int


def compose(question: Question, ranked: Sequence[Ranked]) -> tuple[Span, ...]:
    """Return the spans that make the answer, the one that carries it first. `ranked` must not be empty."""
    best = ranked[0]
    spans = _with_what_belongs(question, best.candidate)
    for one in ranked[1:CONSIDERED]:
        if len(spans) >= SPANS_MAX or one.score < best.score - CLOSE:
            break
        span = _span(one.candidate)
        if _is_heading(one.candidate) or any(_same(span, other) for other in spans):
            continue
        spans.append(span)
    return tuple(spans)


def nearest_spans(ranked: Sequence[Ranked]) -> tuple[Span, ...]:
    """Return the stretches that come nearest to answering, no two alike, headings only where there is nothing else."""
    spans: list[Span] = []
    for one in sorted(ranked[:CONSIDERED], key=lambda one: _is_heading(one.candidate)):
        span = _span(one.candidate)
        if len(spans) < NEAREST and not any(_same(span, other) for other in spans):
            spans.append(span)
    return tuple(spans)


def shown(span: Span) -> str:
    """Return the span's text as a sentence of an answer: on one line, without its bullet."""
    return plain(span.chunk.text[span.start - span.chunk.start : span.end - span.chunk.start])


def plain(quote: str) -> str:
    """Return a quote as a sentence of an answer: on one line, without its bullet."""
    return _BULLET.sub("", " ".join(quote.split()))


def _span(candidate: Candidate) -> Span:
    return Span(chunk=candidate.chunk, start=candidate.start, end=candidate.end)


def _of_unit(chunk: Chunk, unit: Unit) -> Span:
    return Span(chunk=chunk, start=unit.start, end=unit.end)


def _is_heading(candidate: Candidate) -> bool:
    return candidate.chunk.units[candidate.last].kind is UnitKind.HEADING


def _same(span: Span, other: Span) -> bool:
    one, two = shown(span).casefold(), shown(other).casefold()
    return one in two or two in one


def _with_what_belongs(question: Question, best: Candidate) -> list[Span]:
    """Return the best candidate, with what it leads and with its fellow entries when a list is asked for."""
    chunk, last = best.chunk, best.last
    if _is_heading(best) or best.text.rstrip().endswith(":"):
        most = LIST_MAX if question.expect is Expect.LIST else SPANS_MAX
        return [_span(best), *_following(chunk, last + 1, most)]
    if chunk.units[last].kind is UnitKind.LIST_ENTRY:
        below = _below(chunk, last)
        if below:
            return [_span(best), *below]
        if question.expect is Expect.LIST:
            return [_span(best), *(span for span in _fellows(chunk, last) if span != _span(best))]
    elif question.expect is Expect.LIST:
        return [_span(best), *_told_of(chunk, best)]
    return [_span(best)]


def _told_of(chunk: Chunk, best: Candidate) -> list[Span]:
    """Return what a sentence leads to that only counts: the entries below it, or the sentences that tell of each."""
    after = chunk.units[best.last + 1 :]
    if after and after[0].kind is UnitKind.LIST_ENTRY:
        entries = itertools.takewhile(lambda unit: unit.kind is UnitKind.LIST_ENTRY, after)
        return [_of_unit(chunk, unit) for unit in entries][:LIST_MAX]
    if not _COUNTS.search(best.text) or ":" in best.text:
        return []
    sentences = itertools.takewhile(lambda unit: unit.kind is UnitKind.SENTENCE, after)
    return [_of_unit(chunk, unit) for unit in sentences][:_TOLD_MAX]


def _following(chunk: Chunk, first: int, most: int) -> list[Span]:
    found: list[Span] = []
    for unit in chunk.units[first:]:
        if unit.kind is UnitKind.HEADING or len(found) >= most:
            break
        found.append(_of_unit(chunk, unit))
    return found


def _below(chunk: Chunk, number: int) -> list[Span]:
    """Return the list entries that are indented under one."""
    depth = indentation(chunk, chunk.units[number])
    found: list[Span] = []
    for unit in chunk.units[number + 1 :]:
        if unit.kind is not UnitKind.LIST_ENTRY or indentation(chunk, unit) <= depth or len(found) >= LIST_MAX:
            break
        found.append(_of_unit(chunk, unit))
    return found


def _fellows(chunk: Chunk, number: int) -> list[Span]:
    """Return the list entries around one, in order."""
    first = last = number
    while first > 0 and chunk.units[first - 1].kind is UnitKind.LIST_ENTRY:
        first -= 1
    while last + 1 < len(chunk.units) and chunk.units[last + 1].kind is UnitKind.LIST_ENTRY:
        last += 1
    return [_of_unit(chunk, unit) for unit in chunk.units[first : last + 1]][:LIST_MAX]
