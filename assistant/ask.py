"""Spør: a question → an answer with citations, or a refusal. The whole product, stage by stage.

Works without a language model: every sentence shown is a sentence, list entry or table row of the papers.
"""

import time
import uuid
from collections.abc import Sequence

from assistant.answer import Answer, Refusal, Searched, Sentence, Timings, Tokens
from assistant.cite import cite
from assistant.compose import Span, compose, nearest_spans, shown
from assistant.features import candidates
from assistant.interpret import interpret
from assistant.judge import Judgement, judge
from assistant.match import Matcher
from assistant.question import Question
from assistant.rank import Ranked, rank, read_weights
from assistant.search import find
from index.filter import Filter
from index.reader import Reader

READ_CLOSELY = 12  # chunks whose units are weighed


def ask(question: str, *, reader: Reader, filter: Filter | None = None) -> Answer:
    """Return the answer to one question in words."""
    started = time.perf_counter()
    asked = interpret(question, reader)
    hits = find(asked, reader=reader, filter=filter, top_k=READ_CLOSELY)
    searched = time.perf_counter()
    matcher = Matcher(asked.terms, reader.document_frequency(asked.terms), reader.counts().chunks, asked.others)
    ranked = rank(candidates(asked, matcher, hits), read_weights())
    judgement = judge(asked, ranked, reader)
    timer = (started, searched)
    if judgement.reason:
        return _refused(asked, judgement, ranked, reader, timer)
    return _answered(asked, compose(asked, ranked), reader, timer)


def _answered(question: Question, spans: tuple[Span, ...], reader: Reader, timer: tuple[float, float]) -> Answer:
    citations = tuple(
        cite(span.chunk, span.start, span.end, number=number, reader=reader)
        for number, span in enumerate(spans, start=1)
    )
    sentences = tuple(Sentence(text=shown(span), citations=(number,)) for number, span in enumerate(spans, start=1))
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
    question: Question, judgement: Judgement, ranked: Sequence[Ranked], reader: Reader, timer: tuple[float, float]
) -> Answer:
    counts = reader.counts()
    nearest = tuple(
        cite(span.chunk, span.start, span.end, number=number, reader=reader)
        for number, span in enumerate(nearest_spans(ranked), start=1)
    )
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
