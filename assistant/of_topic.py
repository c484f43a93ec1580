"""Questions for what was decided, proposed or followed up about something → the records about just that, newest first.

"Hva ble vedtatt om mandatet?", "Hva er status for testmiljøet?". Speaks only where a few records hold every word that
says what it is about; everything else is left to the ranking.
"""

import re
from collections.abc import Sequence

from assistant.known_rows import known_rows
from assistant.listed import FORM, of_the_time, wanted, years_asked
from assistant.question import Expect, Question
from assistant.register import RegisterRow, numbered
from index.analyze import stem
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

# Whether the board did it. Hit: «Har styret godkjent avtalen?», «Vart appen vedteken?». Miss: «Er avtalen signert?».
_DECIDED = re.compile(
    r"^\W*(?:har|ble|blei|vart|er|fikk|did|has|was)\b.*\b(?:vedtatt|vedteken?|vedteke|vedtatte|godkjent|godkjend|bestemt|besluttet|"
    r"avslått|nedstemt|approved?|adopted|decided)\b",
    re.IGNORECASE,
)
# What became of it. Hit: «Hva skjedde med samtaleassistenten?», «Kva vart det av appen?». Miss: «Hva skjedde i juni?».
_BECAME = re.compile(
    r"^\W*(?:hva|kva|what)\s+(?:skjedde (?:det )?med|skjer med|hende med|(?:ble|vart|blei) det av|became of|happened (?:to|with))\b",
    re.IGNORECASE,
)
_SAID = FORM | frozenset(
    stem(word)
    for word in "godkjent godkjend vedteken avslått nedstemt approve approved har ble fikk skjer became happened".split()
)


def of_topic(question: Question, reader: Reader, filter: Filter) -> tuple[RegisterRow, ...]:
    """Return the records that answer, the newest meeting's first; none where it is no such question."""
    kinds = _kinds(question)
    if not kinds or question.cases or filter.subjects or filter.documents or not _asks(question.text):
        return ()
    said = {*_SAID, *question.asked, *years_asked(question.text)}
    about = [term for term in question.terms if term not in said]
    if not about:
        return ()
    for kind in kinds:
        rows = list(of_the_time(question, known_rows(reader, wanted(kind, filter)).holding(about)))
        if 0 < len(rows) <= ROWS_MAX[kind]:
            return numbered(_newest_first(rows)[:SHOWN_MAX])
    return ()


def _kinds(question: Question) -> tuple[RecordKind, ...]:
    """Return the kinds of record that answer, the first that there is any of before the next."""
    if _BECAME.search(question.text):
        return (RecordKind.FOLLOW_UP, RecordKind.DECISION)
    kind = RecordKind.DECISION if _DECIDED.search(question.text) else _KINDS.get(question.expect)
    return (kind,) if kind else ()


def _asks(text: str) -> bool:
    return bool(_WHAT.search(text) or _DECIDED.search(text))


def _newest_first(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    return sorted(rows, key=lambda row: row.meeting.date or "", reverse=True)
