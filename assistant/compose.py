"""Ranked candidates → the spans to cite: the best one, what belongs with it, and what adds to it.

A list is given whole, a heading with what stands under it, and nothing is said twice. Does not write words of
its own.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.expect import cued
from assistant.features import Candidate
from assistant.list_of import LIST_MAX, beside, goes_on, leads, led_by, touched, wants_list
from assistant.question import Expect, Question
from assistant.rank import Ranked
from assistant.windows import indentation, unit_text
from index.chunk import Chunk, Unit, UnitKind

SPANS_MAX = 5
FELLOWS_MAX = 10  # entries of a list that is not what was asked about
NEAREST = 3
BESIDE_LIST = 3  # further places that a long list leaves room for
CLOSE = 2.5  # how much lower than the best a further span may score
CONSIDERED = 12  # candidates that may give a further span
_TOLD_MAX = 2  # sentences
_LINE_MAX = 60  # characters
_NUMBERED = re.compile(r"\d{1,4}/\d\d\b")  # «0021/03 Klage på avslag.», a line of an agenda
_COUNTS = re.compile(r"\b(?:to|tre|fire|fem|seks|sju|syv|åtte|ni|ti|følgende|følgjande|flere|fleire)\b", re.IGNORECASE)
_PROPOSED = re.compile(r"\W*(?:innstilling|tilråding|forslag|framlegg)\b[^:.]{0,60}:", re.IGNORECASE)
_VOTED = re.compile(r"\W*(?:votering|avstemm?ing|avrøysting|røysting)\b[^:.]{0,60}:", re.IGNORECASE)
_DECIDED = re.compile(r"\W*(?:\w*vedtak|beslutning|avgjerd)\b[^:.]{0,60}:", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[•▪◦●○*\uf0b7–-]|#{1,6}|o(?=\s)|\(?\d{1,2}[.)](?=\s))\s*")


# What a list may answer as a whole although its question does not ask for several things in so many words.
_OF_A_LIST = frozenset({Expect.ANY, Expect.DEFINITION, Expect.LIST, Expect.MANNER})


class Neighbours(Protocol):
    """The part of `index.reader.Reader` that reads the passages beside one."""

    def neighbours(self, chunk: Chunk, reach: int = 1) -> tuple[Chunk, ...]:
        """Return the chunks of the same document at most `reach` places away, in order, `chunk` among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch to cite: page offsets inside the chunk."""

    chunk: Chunk
    start: int
    end: int


def compose(question: Question, ranked: Sequence[Ranked], reader: Neighbours) -> tuple[Span, ...]:
    """Return the spans that make the answer, the one that carries it first. `ranked` must not be empty."""
    ranked = _decision_first(question, ranked)
    best = ranked[0]
    spans = _with_what_belongs(question, best.candidate, reader)
    most = max(SPANS_MAX, len(spans) + BESIDE_LIST)
    for one in ranked[1:CONSIDERED]:
        if len(spans) >= most or one.score < best.score - CLOSE:
            break
        span = _span(one.candidate)
        if _is_heading(one.candidate) or _overtaken(question, best.candidate, one.candidate):
            continue
        if not any(_same(span, other) for other in spans):
            spans.append(span)
    return tuple(spans)


def _decision_first(question: Question, ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Put what was decided before the vote on it in the same paper, which tells only that it was."""
    best = ranked[0].candidate
    if question.expect is not Expect.DECISION or not _VOTED.match(best.text):
        return ranked
    decided = [
        one
        for one in ranked[1:CONSIDERED]
        if one.candidate.chunk.doc_id == best.chunk.doc_id and _DECIDED.match(one.candidate.text)
    ]
    return [*decided[:1], *(one for one in ranked if one not in decided[:1])]


def _overtaken(question: Question, best: Candidate, one: Candidate) -> bool:
    """Say whether a stretch only proposes what the best one tells was decided: the two must not be taken for one."""
    if question.expect is Expect.PROPOSAL or not cued(Expect.DECISION, best.text):
        return False
    return bool(_PROPOSED.match(one.text))


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


def _with_what_belongs(question: Question, best: Candidate, reader: Neighbours) -> list[Span]:
    """Return the best candidate, with what it leads, or the list that it is of where that is what is asked for."""
    chunk, last, many = best.chunk, best.last, wants_list(question)
    if many and leads(chunk, last):
        return [_span(best), *_spans(chunk, led_by(chunk, last), reader)]
    if _is_heading(best) or best.text.rstrip().endswith(":"):
        return [_span(best), *_following(chunk, last + 1, SPANS_MAX)]
    if chunk.units[last].kind is UnitKind.LIST_ENTRY:
        if below := _below(chunk, last):
            return [_span(best), *below]
        return _whole(question, best, reader) if many or question.expect in _OF_A_LIST else [_span(best)]
    return [_span(best), *_told_of(chunk, best)] if many else [_span(best)]


def _whole(question: Question, best: Candidate, reader: Neighbours) -> list[Span]:
    """Return the list that an entry is of, as it stands, where what leads to it is asked about more than the entry.

    Else the entry alone, or first among its fellows where several things are asked for.
    """
    chunk = best.chunk
    leader, entries = beside(chunk, best.last)
    above = unit_text(chunk, chunk.units[leader]) if leader is not None else ""
    by_above = set(touched(question, " ".join([above, *chunk.headings[-1:]])))
    if by_above and not set(touched(question, best.text)) > by_above:
        return _spans(chunk, [*([] if leader is None else [leader]), *entries], reader)
    if not wants_list(question):
        return [_span(best)]
    fellows = _spans(chunk, entries, reader)
    return [_span(best), *(span for span in fellows if span != _span(best))][:FELLOWS_MAX]


def _spans(chunk: Chunk, numbers: Sequence[int], reader: Neighbours) -> list[Span]:
    """Return these units, and the entries that go on in the next passage where they reach the end of theirs."""
    spans = [_of_unit(chunk, chunk.units[number]) for number in numbers]
    if not numbers or numbers[-1] != len(chunk.units) - 1 or len(numbers) >= LIST_MAX:
        return spans
    after = next((one for one in reader.neighbours(chunk) if one.page == chunk.page and one.start > chunk.start), None)
    more = goes_on(chunk, numbers[-1], after) if after else []
    return [*spans, *(_of_unit(after, after.units[number]) for number in more if after)][: LIST_MAX + 1]


def _told_of(chunk: Chunk, best: Candidate) -> list[Span]:
    """Return what a sentence leads to that only counts: the entries below it, or the sentences that tell of each."""
    after = chunk.units[best.last + 1 :]
    if after and after[0].kind is UnitKind.LIST_ENTRY:
        entries = itertools.takewhile(lambda unit: unit.kind is UnitKind.LIST_ENTRY, after)
        return [_of_unit(chunk, unit) for unit in entries][:LIST_MAX]
    if ":" in best.text:
        lines = itertools.takewhile(lambda unit: _is_line(chunk, unit), after)
        return [_of_unit(chunk, unit) for unit in lines][:LIST_MAX]
    if not _COUNTS.search(best.text):
        return []
    sentences = itertools.takewhile(lambda unit: unit.kind is UnitKind.SENTENCE, after)
    return [_of_unit(chunk, unit) for unit in sentences][:_TOLD_MAX]


def _is_line(chunk: Chunk, unit: Unit) -> bool:
    """Say whether a unit is a line of a list that is written without bullets."""
    text = unit_text(chunk, unit).rstrip()
    short = len(text) <= _LINE_MAX and not text.endswith((".", "!", "?", ":"))
    return unit.kind is UnitKind.SENTENCE and (short or bool(_NUMBERED.match(text)))


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
