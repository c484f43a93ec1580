"""Questions about a meeting that no paper is from → the sentence that says so, and which meetings there are.

"Hvem ledet møtet i august 2025?" where there was none then. Speaks only where the question asks of a meeting as such;
what is only told about a date is left to the ranking.
"""

import re
from collections.abc import Iterator

from assistant.known_rows import known_rows
from assistant.listed import FORM, asks_of_meeting, wants_all, years_asked
from assistant.of_meeting import COLLECTION, WORDS, asks_of_its_head
from assistant.question import Question, on_date
from assistant.words import words
from index.analyze import stem
from index.filter import Filter
from index.reader import Reader
from index.record_filter import RecordFilter

_TOLD_MAX = 6  # meetings
_OF_MEETINGS = ("minutes", "notice", "agenda")
_HELD = re.compile(
    r"\b(?:ledet|leda|leia|leidde|deltok|møtte|var|ble|blei|vart|skjedde|hende|skrev|skreiv|førte|tok|kom|meldte|"
    r"fattet|fatta|vedtok|behandlet|behandla|was|were|did|led|chaired|attended|took|decided|discussed|happened)\b",
    re.IGNORECASE,
)
_SAID = (
    FORM
    | WORDS
    | frozenset(stem(word) for word in "fatt fattet fatta tema dato kom vedtatte behandlede took did".split())
)


def not_held(question: Question, reader: Reader, filter: Filter) -> str:
    """Return the sentence that no paper is from the meeting asked of, or nothing."""
    if question.cases or filter != Filter(access=filter.access) or not _asks(question):
        return ""
    if number := _unknown_number(question, reader, filter):
        return f"Ingen av dokumentene er fra møte {number}.{_those_there_are(reader, filter)}"
    when = (*question.dates, *years_asked(question.text))
    if not when or question.meetings or any(value.startswith("--") for value in when) or _collects(reader):
        return ""
    held = [row for row in reader.documents() if row.meeting_number or row.kind in _OF_MEETINGS]
    if any(on_date(value, row.meeting_date) for value in when for row in held):
        return ""
    return f"Ingen av dokumentene er fra et møte {_said(when[0])}.{_those_there_are(reader, filter)}"


def _asks(question: Question) -> bool:
    """Say whether a question is about a meeting that has been, and about nothing else."""
    years = years_asked(question.text)
    if any(term not in _SAID and term not in years and term not in question.asked for term in question.terms):
        return False
    lists = wants_all(question.text) or asks_of_meeting(question.text) is not None
    return bool(_HELD.search(question.text)) and (lists or asks_of_its_head(question.text))


def _collects(reader: Reader) -> bool:
    """Say whether a paper holds many meetings, whose dates its own does not tell."""
    return any(row.chunk_count > COLLECTION for row in reader.documents())


def _unknown_number(question: Question, reader: Reader, filter: Filter) -> str:
    """Return the number with its year of a meeting that nothing is from."""
    asked = [one for one in question.meetings if "/" in one]
    rows = known_rows(reader, RecordFilter(access=filter.access)).rows if asked else ()
    known = {row.meeting.number for row in rows} | {row.meeting_number for row in reader.documents()}
    return next((one for one in asked if one not in known), "")


def _said(when: str) -> str:
    """Return «i 2024», «i august 2025» or «4. august 2025»."""
    year, *rest = when.split("-")
    if not rest:
        return f"i {year}"
    month = words("nb")(f"date.month.{int(rest[0])}")
    return words("nb").day(when) if len(rest) > 1 else f"i {month} {year}"


def _those_there_are(reader: Reader, filter: Filter) -> str:
    """Return a sentence with the days of the newest meetings, where one board's papers are read in."""
    rows = [row for row in reader.documents() if row.kind in _OF_MEETINGS and row.meeting_date and row.board]
    rows = [row for row in rows if not filter.access or row.access in filter.access]
    if len({row.board for row in rows}) != 1:
        return ""
    days = list(_newest(row.meeting_date for row in rows if row.meeting_date))
    told = [words("nb").day(day) for day in days]
    listed = " og ".join([", ".join(told[:-1]), told[-1]] if len(told) > 1 else told)
    return f" De siste møtene som dokumentene er fra, var {listed}."


def _newest(days: Iterator[str]) -> Iterator[str]:
    yield from sorted(set(days))[-_TOLD_MAX:]
