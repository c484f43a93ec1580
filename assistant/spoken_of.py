"""What an earlier turn of a conversation was about: its sak, its subject, its meeting, its person.

Read from the question's own words first, then from what the answer cited. Does not rewrite anything.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answer import Citation
from assistant.follow_on_patterns import (
    ARTICLE,
    ASKING,
    ASKS_AT_START,
    BEFORE_CASE,
    BEFORE_TIME,
    BETWEEN_VERBS,
    LOOSE_TIME,
    PERSON_NAME,
)
from assistant.interpret import interpret
from assistant.listed import FORM
from assistant.question import Expect, Question
from index.analyze import tokens
from index.reader import Reader
from index.reference import Reference, case_numbers, dates, meeting_numbers, short_case_numbers

_FOREIGN = frozenset({"Helse", "Norsk", "Sak", "Møte", "Direktoratet", "Region"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """Replikk: one earlier question, in whole words, and what its answer cited, the first citation first."""

    question: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of a text: characters [start, end). With `bare`, the part of it without what leads up to it."""

    text: str
    start: int
    end: int
    bare: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """What an exchange was about. `case`, `when` and `topic` stand in its question, the rest in its citations."""

    question: str
    case: Phrase | None
    when: Phrase | None
    topic: Phrase | None
    cited_case: str | None
    cited_date: str | None
    person: str | None
    asks_for_person: bool


def spoken_of(exchange: Exchange, reader: Reader) -> Spoken:
    """Return what one exchange was about."""
    text = exchange.question
    asked = interpret(text, reader)
    when, case = when_of(text), case_of(text)
    apart = [phrase for phrase in (when, case) if phrase]
    cited = [citation.case_number for citation in exchange.citations if citation.case_number]
    return Spoken(
        question=text,
        case=case,
        when=when if not case else None,
        topic=topic_of(text, asked, apart),
        cited_case=cited[0] if cited else None,
        cited_date=next((c.meeting_date for c in exchange.citations if c.meeting_date), None),
        person=_person(exchange.citations),
        asks_for_person=asked.expect is Expect.PERSON,
    )


def content(question: Question) -> tuple[str, ...]:
    """Return the terms that say what a question is about, without those that only ask something of it."""
    return tuple(
        term for term in question.terms if term not in FORM and term not in ASKING and term not in question.asked
    )


def case_of(text: str) -> Phrase | None:
    """Return the first case number with the words that lead up to it: "i sak 6-51/25"."""
    found = next((*case_numbers(text), *short_case_numbers(text)).__iter__(), None)
    return _led_up_to(text, found, BEFORE_CASE) if found else None


def when_of(text: str) -> Phrase | None:
    """Return the stretch that says when, or in which meeting: "i møtet i juni 2025", "i møte 45"."""
    spans = [(one.start, one.end) for one in (*dates(text), *meeting_numbers(text))]
    spans += [found.span() for found in LOOSE_TIME.finditer(text)]
    if not spans:
        return None
    start, end = min(spans)
    for later in sorted(spans)[1:]:
        if later[0] <= end + 4:
            end = max(end, later[1])
    return _led_up_to(text, Reference(value="", start=start, end=end), BEFORE_TIME)


def _led_up_to(text: str, found: Reference, before: re.Pattern[str]) -> Phrase:
    lead = before.search(text[: found.start])
    start = lead.start() if lead else found.start
    return Phrase(text=text[start : found.end], start=start, end=found.end, bare=text[found.start : found.end])


def topic_of(text: str, question: Question, apart: Sequence[Phrase]) -> Phrase | None:
    """Return the longest stretch of words that say what a question is about; None where it has none."""
    runs = list(_runs(text, set(content(question)), apart))
    if not runs:
        return None
    start, end, _ = max(runs, key=lambda run: run[2])
    article = ARTICLE.search(text[:start])
    whole = article.start() if article else start
    return Phrase(text=text[whole:end], start=whole, end=end, bare=text[start:end])


def _runs(text: str, about: set[str], apart: Sequence[Phrase]) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and number of terms of stretches that no asking word and no time interrupts."""
    run: tuple[int, int, int] | None = None
    for token in tokens(text):
        inside = any(phrase.start <= token.start < phrase.end for phrase in apart)
        verb = bool(ASKS_AT_START.match(text[: token.start])) and text[token.start].islower()
        if run and BETWEEN_VERBS.search(text[run[1] : token.start]):
            yield run
            run = None
        if token.term in about and not inside and not verb:
            run = (run[0], token.end, run[2] + 1) if run else (token.start, token.end, 1)
        elif run:
            yield run
            run = None
    if run:
        yield run


def _person(citations: Sequence[Citation]) -> str | None:
    for citation in citations:
        for found in PERSON_NAME.finditer(citation.quote):
            if found.group().split()[0] not in _FOREIGN:
                return found.group()
    return None
