"""Når er neste møte?: what the papers of the last meeting say of the ones to come, where no notice is sent yet.

Speaks only where every word of the question is accounted for. Guesses no date: the line that tells it is the answer.
"""

import re
from collections.abc import Iterator, Sequence

from assistant.compose import Span
from assistant.question import Question
from assistant.which_meeting import newest_papers
from assistant.windows import unit_text
from index.analyze import stem
from index.chunk import UnitKind
from index.filter import Filter
from index.reader import Reader
from index.reference import dates

LINES_MAX = 3
# Hit: «Når er neste møte?», «nar er neste mote», «When is the next meeting?». Miss: «Hva ble sagt om neste møte?».
_ASKED = re.compile(
    r"^\W*(?:når|nar|hvor|kor|kvar|hvilken dato|(?:hva|kva) (?:for )?(?:dag|dato)|when|where|dato(?:en)? for)\b"
    r".*\b(?:neste|nest|komande|kommende|next)\s+(?:\w*møtet?|mote|(?:board )?meeting)\b"
    r"|^\W*(?:neste|next)\s+(?:\w*møte|meeting)\W*$",
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
    nar neste nest komande kommende next møte møtet mote styremøte styremøtet styret produktstyret meeting board holdes
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
            break
    return tuple(_plainest_first(found))[:LINES_MAX]


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
