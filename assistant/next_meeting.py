"""Når er neste møte?: what the papers of the last meeting say of the ones to come, where no notice is sent yet.

Speaks only where every word of the question is accounted for. Guesses no date: the line that tells it is the answer.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.compose import Span
from assistant.question import Question
from assistant.which_meeting import newest_papers
from assistant.windows import unit_text
from assistant.words import words
from index.analyze import stem
from index.chunk import UnitKind
from index.filter import Filter
from index.reader import Reader
from index.reference import dates

LINES_MAX = 3
_SEVERAL = 2  # dates that make a line a plan rather than an answer
_YEAR = re.compile(r"\b20\d\d\b")
# Hit: «Når er neste møte?», «nar er neste mote», «When is the next meeting?». Miss: «Hva ble sagt om neste møte?».
_ASKED = re.compile(
    r"^\W*(?:når|nar|hvor|kor|kvar|hvilken dato|(?:hva|kva) (?:for )?(?:dag|dato)|when|where|dato(?:en)? for)\b"
    r".*\b(?:neste|nest|komande|kommende|next)\s+(?:\w*møtet?|mote|(?:board )?meeting)\b"
    r"|^\W*(?:neste|next)\s+(?:\w*møte|meeting)\W*$"
    r"|^\W*(?:når|when)\b.*\b(?:møtes|meet|samles|samlast)\b.*\b(?:neste gang|next|igjen|again)\b",
    re.IGNORECASE,
)
# Hit: «Neste møte er 12. juni», «Møtene i 2026 holdes 5. februar». Miss: «Saken tas opp i møtet».
_TOLD = re.compile(
    r"\bneste \w*møte\b|\bnext meeting\b|\bmøteplan\w*\b|\bmøtedato\w*\b|\bmøt(?:ene|er|a|e) (?:i|for|våren|høsten|hausten) ?20\d\d",
    re.IGNORECASE,
)
_WORDS = frozenset(
    stem(word)
    for word in """
    nar møtes samles gang igjen meet again neste nest komande kommende next møte møtet mote styremøte styremøtet styret produktstyret meeting board holdes
    haldast er blir vert dato datoen dag hvor kor kvar det held when where the for
    """.split()
)


def next_meeting(question: Question, reader: Reader, filter: Filter) -> tuple[Span, ...]:
    """Return the lines of the last meeting's papers that give a later date of a meeting; none for other questions."""
    if not _ASKED.search(question.text) or question.dates or filter != Filter(access=filter.access):
        return ()
    papers = newest_papers(question.text, reader)
    board = {stem(word.lower()) for row in papers for word in (row.board or "").split()}
    if any(term not in _WORDS and term not in board for term in question.terms):
        return ()
    found: list[Span] = []
    for row in sorted(papers, key=lambda row: row.kind != "minutes"):
        if not filter.access or row.access in filter.access:
            found.extend(_told(row.doc_id, row.meeting_date or "", reader))
        if found:
            last = row.meeting_date or ""
            return tuple(_to_the_next(span, last) for span in _plainest_first(found))[:LINES_MAX]
    return ()


def no_next_meeting(question: Question, reader: Reader, filter: Filter) -> str:
    """Return the sentence that the board's papers tell of no later meeting; nothing for other questions."""
    if not _ASKED.search(question.text) or question.dates or filter != Filter(access=filter.access):
        return ""
    papers = [row for row in newest_papers(question.text, reader) if not filter.access or row.access in filter.access]
    if not papers or next_meeting(question, reader, filter):
        return ""
    last = words("nb").day(papers[0].meeting_date)
    return f"Dokumentene sier ikke når neste møte er. Det siste møtet som de er fra, var {last}."


def _to_the_next(span: Span, last: str) -> Span:
    """Return a line that gives several dates up to the first one after the last meeting, or that date alone.

    «Møtene i 2026 holdes 5. februar, 26. mars og 11. juni» is «Møtene i 2026 holdes 5. februar» before that day.
    """
    text = _text(span)
    year = _YEAR.search(text)
    given = [(one, _dated(one.value, year.group() if year else "")) for one in dates(text)]
    later = [(one, day) for one, day in given if day > last]
    if len(given) < _SEVERAL or not later:
        return span
    first = min(later, key=lambda one: one[1])[0]
    begin = span.start if first == given[0][0] else span.start + first.start
    return Span(chunk=span.chunk, start=begin, end=span.start + len(text[: first.end].rstrip(" ,;")))


def _dated(value: str, year: str) -> str:
    """Return an ISO date with the year that its line names, where it has none of its own."""
    return f"{year}{value[1:]}" if value.startswith("--") and year else value


def _told(doc_id: str, last: str, reader: Reader) -> Iterator[Span]:
    for chunk in reader.chunks(doc_id):
        for unit in chunk.units:
            text = unit_text(chunk, unit)
            if unit.kind is not UnitKind.HEADING and _TOLD.search(text) and _later(text, last):
                yield Span(chunk=chunk, start=unit.start, end=unit.end)


def _later(text: str, last: str) -> bool:
    """Say whether a text gives a date after `last`; one without its year may be."""
    return any(one.value.startswith("--") or one.value > last for one in dates(text))


def _plainest_first(spans: Sequence[Span]) -> list[Span]:
    """Put the lines that name the next meeting before those that plan the year."""
    return sorted(spans, key=lambda span: "neste" not in _text(span).lower())


def _text(span: Span) -> str:
    return span.chunk.text[span.start - span.chunk.start : span.end - span.chunk.start]
