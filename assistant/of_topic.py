"""Questions for what was decided, proposed or followed up about something → the records about just that, newest first.

"Hva ble vedtatt om mandatet?", "Hva er status for testmiljøet?". Speaks only where a few records hold every word that
says what it is about; everything else is left to the ranking.
"""

import re
from collections.abc import Sequence

from assistant.known_rows import known_rows
from assistant.listed import FORM, of_the_time, wanted
from assistant.question import Expect, Question
from assistant.register import RegisterRow, numbered
from index.filter import Filter
from index.reader import Reader
from index.record import RecordKind

SHOWN_MAX = 4  # records
# More records than this are not about just one thing; a follow-up goes on through many meetings.
ROWS_MAX = {RecordKind.DECISION: 4, RecordKind.RECOMMENDATION: 4, RecordKind.FOLLOW_UP: 12}
_KINDS = {
    Expect.DECISION: RecordKind.DECISION,
    Expect.PROPOSAL: RecordKind.RECOMMENDATION,
    Expect.FOLLOW_UP: RecordKind.FOLLOW_UP,
}
_WHAT = re.compile(r"^\W*(?:(?:og|men|and)\s+)?(?:hva|kva|what|hvilket|vedtak|status)\b", re.IGNORECASE)


def of_topic(question: Question, reader: Reader, filter: Filter) -> tuple[RegisterRow, ...]:
    """Return the records that answer, the newest meeting's first; none where it is no such question."""
    kind = _KINDS.get(question.expect)
    if kind is None or question.cases or filter.subjects or filter.documents or not _WHAT.search(question.text):
        return ()
    about = [term for term in question.terms if term not in FORM and term not in question.asked]
    if not about:
        return ()
    rows = list(of_the_time(question, known_rows(reader, wanted(kind, filter)).holding(about)))
    return numbered(_newest_first(rows)[:SHOWN_MAX]) if len(rows) <= ROWS_MAX[kind] else ()


def _newest_first(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    return sorted(rows, key=lambda row: row.meeting.date or "", reverse=True)
