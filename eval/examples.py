"""Questions with their candidates, marked right or wrong: what `train.py` learns from.

From cases and, where it is at hand, from NorQuAD's training split. Never reads a test or validation split.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.abbreviation import spelled_out
from assistant.ask import READ_CLOSELY, passages
from assistant.features import Candidate, candidates
from assistant.interpret import interpret
from assistant.lexicon import Floats
from assistant.match import Matcher
from assistant.matcher import matcher_of
from assistant.question import Question
from assistant.search import find, held_when
from assistant.stretch import stretches
from eval.case import Case, Part, read_cases
from eval.measures.contain import level
from eval.norquad_cases import write_papers
from eval.norquad_missing import missing_cases
from eval.observed import Spans
from eval.run import CASES, CORPORA, ROOT, gold_of, indexed
from index.chunk import Chunk
from index.reader import Reader

NORQUAD = ROOT.parent / "shared" / "data" / "norquad"
TAKEN_AWAY = "cases, answer taken away"
OFF_TOPIC = "questions about other things"
NOT_SAID = "questions on texts that do not say it"
_CASE_WEIGHT = 3.0  # a case on board papers counts as so many questions on NorQuAD's texts
OFF_TOPIC_QUESTIONS = 150  # of NorQuAD, asked of each set of papers
REPEATED_FROM = 12  # letters of a gold text that makes another passage that holds it an answer too
CASE_FILES = ("samples", "shared-dev", "shared-train")

Grade = Callable[[Chunk, int, int], int]  # chunk, page offsets → 2 right, 1 partly, 0 not


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """One question. `quick` are the quick features of every stretch, `grades` of `found` and `all_grades` of all."""

    source: str
    question: Question
    matcher: Matcher
    frequency: dict[str, int]
    found: tuple[Candidate, ...]
    grades: tuple[int, ...]
    quick: Floats
    all_grades: tuple[int, ...]
    answerable: bool
    when: float
    passages: int


def weight(one: Example) -> float:
    """Return how much a question teaches beside the others."""
    return 1.0 if one.source in ("norquad", NOT_SAID) else _CASE_WEIGHT


def case_examples(screen: Floats) -> Iterator[Example]:
    """Yield the cases of CASE_FILES whose papers are at hand, each also with the passages that answer taken away.

    And questions about other things, asked of the same papers.
    """
    for name in CASE_FILES:
        cases = list(read_cases(CASES / f"{name}.jsonl"))
        papers = CORPORA[cases[0].corpus]
        if not all(path.is_dir() for path in papers):
            continue
        with indexed(papers) as reader:
            for question in _norquad_questions(OFF_TOPIC_QUESTIONS):
                yield example(OFF_TOPIC, question, reader, _nothing, screen, answerable=False)
            for case in filter(may_be_learned_from, cases):
                spans, texts = gold_of(case, reader)
                grade = _grade_of_case(case, spans, texts)
                yield example(name, case.question, reader, grade, screen, answerable=not case.refused)
                if not case.refused:
                    answers = holds(spans, texts)
                    yield example(
                        TAKEN_AWAY, case.question, reader, _nothing, screen, answerable=False, without=answers
                    )


def may_be_learned_from(case: Case) -> bool:
    """Say whether a case may teach: not the part to measure with, nor what is asked with a filter."""
    return (case.corpus != "samples" or case.part is Part.DEVELOP) and not case.filter


def _norquad_rows() -> list[dict[str, Any]]:
    """Return the training questions of NorQuAD; none where it is not at hand."""
    if not NORQUAD.is_dir():
        return []
    rows = [json.loads(line) for line in (NORQUAD / "questions.jsonl").read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["split"] == "train"]


def _norquad_questions(count: int) -> Iterator[str]:
    rows = _norquad_rows()
    yield from (row["question"] for row in rows[:: max(1, len(rows) // count)])


def _nothing(chunk: Chunk, start: int, end: int) -> int:
    return 0


def holds(spans: Spans, texts: Sequence[str]) -> Callable[[Chunk], bool]:
    """Return what says whether a chunk answers a case: it lies at a gold place, or repeats one word for word."""
    said = [level(text) for text in texts]

    def holds(chunk: Chunk) -> bool:
        there = spans.get((chunk.source, chunk.page), [])
        if any(chunk.start < last and first < chunk.end for first, last in there):
            return True
        text = level(chunk.text)
        return any(len(one) > REPEATED_FROM and one in text for one in said)

    return holds


def _grade_of_case(case: Case, spans: Spans, texts: Sequence[str]) -> Grade:
    nuggets = [[level(text)] for text in texts] if case.answer_is_span else None
    wanted = nuggets or [[level(words) for words in nugget] for nugget in case.nuggets]

    def grade(chunk: Chunk, start: int, end: int) -> int:
        if not any(start < last and first < end for first, last in spans.get((chunk.source, chunk.page), [])):
            return 0
        said = level(chunk.text[start - chunk.start : end - chunk.start])
        there = [any(words in said for words in nugget) for nugget in wanted]
        return 2 if (any(there) if case.answer_is_span else all(there)) else 1

    return grade


def norquad_examples(screen: Floats) -> Iterator[Example]:
    """Yield training questions of NorQuAD, each also with the one text that answers taken away.

    And questions on its texts that they do not answer, with their answerable companions.
    """
    if not NORQUAD.is_dir():
        return
    rows = _norquad_rows()
    with tempfile.TemporaryDirectory() as folder, indexed([write_papers(Path(folder))]) as reader:
        for one in missing_cases():
            grade_of_case = _grade_of_case(one.case, *gold_of(one.case, reader))
            answerable = not one.case.refused
            yield example(NOT_SAID, one.case.question, reader, grade_of_case, screen, answerable=answerable)
        for row in rows:
            name = f"/{row['doc_id']}.txt"
            spans = [(answer["start"], answer["end"]) for answer in row["answers"]]

            grade = _grade_of_span(name, spans)
            yield example("norquad", row["question"], reader, grade, screen, answerable=True)
            away = partial(_is_of, name)
            yield example("norquad", row["question"], reader, grade, screen, answerable=False, without=away)


def _is_of(name: str, chunk: Chunk) -> bool:
    return chunk.source.endswith(name)


def _grade_of_span(name: str, spans: Sequence[tuple[int, int]]) -> Grade:
    def grade(chunk: Chunk, start: int, end: int) -> int:
        held = any(start <= first and last <= end for first, last in spans)
        return 2 if held and chunk.source.endswith(name) else 0

    return grade


def example(
    source: str,
    text: str,
    reader: Reader,
    grade: Grade,
    screen: Floats,
    *,
    answerable: bool,
    without: Callable[[Chunk], bool] | None = None,
) -> Example:
    """Return one question with its candidates, found as `ask` finds them; `without` leaves passages out."""
    question = interpret(text, reader)
    hits = find(question, reader=reader, top_k=READ_CLOSELY * (2 if without else 1))
    if without:
        hits = tuple(hit for hit in hits if not without(hit.chunk))[:READ_CLOSELY]
    question = spelled_out(question, hits)
    matcher, frequency = matcher_of(question, reader)
    laid_out = stretches(question, matcher, hits)
    found = candidates(question, laid_out, screen)
    return Example(
        source=source,
        question=question,
        matcher=matcher,
        frequency=frequency,
        found=found,
        grades=tuple(grade(one.chunk, one.start, one.end) for one in found),
        quick=laid_out.quick if laid_out else np.zeros((0, len(screen)), dtype=np.float32),
        all_grades=tuple(grade(*place) for place in laid_out.places()) if laid_out else (),
        answerable=answerable,
        when=held_when(question, reader),
        passages=passages(hits, reader),
    )
