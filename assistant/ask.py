"""Spør: a question → an answer with citations, or a refusal. The whole product, stage by stage.

Works without a language model: every sentence shown is a sentence, list entry or table row of the papers.
"""

import time
import uuid
from collections.abc import Sequence
from dataclasses import replace

from assistant.abbreviation import spelled_out
from assistant.answer import Answer, Citation, Refusal, Searched, Sentence, Timings, Tokens
from assistant.cite import cite
from assistant.compose import Span, compose, nearest_spans, plain
from assistant.confidence import confidence
from assistant.course import course
from assistant.features import candidates
from assistant.in_state import in_state
from assistant.interpret import interpret
from assistant.judge import Judgement, judge
from assistant.listed import listed
from assistant.matcher import matcher_of
from assistant.next_meeting import next_meeting, no_next_meeting
from assistant.not_held import not_held
from assistant.of_agenda import of_agenda
from assistant.of_case import of_case
from assistant.of_meeting import of_meeting
from assistant.of_topic import of_topic
from assistant.question import Question
from assistant.rank import rank, ranking, screen
from assistant.register import RegisterRow, cited_row
from assistant.search import find, held_when
from assistant.stretch import stretches
from index.filter import Filter
from index.hit import Hit
from index.reader import Reader

READ_CLOSELY = 30  # chunks whose units are weighed


def ask(question: str, *, reader: Reader, filter: Filter | None = None) -> Answer:
    """Return the answer to one question in words, with the question's own subject terms."""
    return replace(_answer(question, reader, filter), question=question, los=reader.subjects.of_question(question))


def _answer(question: str, reader: Reader, filter: Filter | None) -> Answer:
    started = time.perf_counter()
    asked = interpret(question, reader)
    chosen = filter or Filter()
    told = of_case(asked, reader, chosen)
    if rows := told.rows or _of_the_register(asked, reader, chosen):
        return _answered(asked, tuple(map(cited_row, rows)), (started, time.perf_counter()))
    if places := course(asked, reader, chosen):
        return _answered(asked, places, (started, time.perf_counter()))
    if spans := of_meeting(asked, reader, chosen) or next_meeting(asked, reader, chosen):
        return _answered(asked, _cited(spans, reader, chosen), (started, time.perf_counter()))
    missing = told.missing or not_held(asked, reader, chosen) or no_next_meeting(asked, reader, chosen)
    hits = find(asked, reader=reader, filter=filter, top_k=READ_CLOSELY)
    searched = time.perf_counter()
    asked = spelled_out(asked, hits)
    matcher, frequency = matcher_of(asked, reader)
    ranked = rank(candidates(asked, stretches(asked, matcher, hits), screen()), ranking())
    sure = confidence(asked, matcher, frequency, ranked, held_when(asked, reader), passages(hits, reader))
    judgement = judge(asked, matcher, ranked, sure, missing, reader)
    timer = (started, searched)
    if judgement.reason:
        return _refused(asked, judgement, _cited(nearest_spans(ranked), reader, chosen), reader, timer)
    return _answered(asked, _cited(compose(asked, ranked, reader), reader, chosen), timer)


def _of_the_register(asked: Question, reader: Reader, chosen: Filter) -> tuple[RegisterRow, ...]:
    return (
        in_state(asked, reader, chosen)
        or listed(asked, reader, chosen)
        or of_topic(asked, reader, chosen)
        or of_agenda(asked, reader, chosen)
    )


def passages(hits: Sequence[Hit], reader: Reader) -> int:
    """Return how many passages there are to choose among: all, or those that a filter leaves when they are few."""
    return len(hits) if len(hits) < READ_CLOSELY else reader.counts().chunks


def _cited(spans: Sequence[Span], reader: Reader, filter: Filter) -> tuple[Citation, ...]:
    return tuple(
        cite(span.chunk, span.start, span.end, number=number, reader=reader, filter=filter)
        for number, span in enumerate(spans, start=1)
    )


def _answered(question: Question, citations: tuple[Citation, ...], timer: tuple[float, float]) -> Answer:
    sentences = tuple(Sentence(text=plain(one.quote), citations=(one.number,)) for one in citations)
    return Answer(
        id=str(uuid.uuid4()),
        question=question.text,
        status="answered",
        text="\n".join(marked(sentence) for sentence in sentences),
        sentences=sentences,
        citations=citations,
        refusal=None,
        composer="extractive",
        tokens=Tokens(),
        timings_ms=_timings(timer),
    )


def marked(sentence: Sentence) -> str:
    """Return a sentence with its citation numbers before its final stop: `Mandatet er publisert [1].`"""
    numbers = "".join(f"[{number}]" for number in sentence.citations)
    if sentence.text.endswith((".", "!", "?")):
        return f"{sentence.text[:-1]} {numbers}{sentence.text[-1]}"
    return f"{sentence.text} {numbers}"


def _refused(
    question: Question,
    judgement: Judgement,
    nearest: tuple[Citation, ...],
    reader: Reader,
    timer: tuple[float, float],
) -> Answer:
    counts = reader.counts()
    searched = Searched(documents=counts.documents, chunks=counts.chunks, terms=question.words)
    return Answer(
        id=str(uuid.uuid4()),
        question=question.text,
        status="refused",
        text=judgement.text,
        sentences=(),
        citations=(),
        refusal=Refusal(reason=judgement.reason, searched=searched, nearest=nearest),
        composer="extractive",
        tokens=Tokens(),
        timings_ms=_timings(timer),
    )


def _timings(timer: tuple[float, float]) -> Timings:
    now = time.perf_counter()
    started, searched = timer
    return Timings(
        search=round((searched - started) * 1000, 2),
        compose=round((now - searched) * 1000, 2),
        total=round((now - started) * 1000, 2),
    )
