"""Questions for all that stands in one way (åpne oppfølginger, forsinkede leveranser, avviste forslag) → those rows.

Follow-ups and deliveries are told as the newest paper that names them has them, or as of the meeting asked for.
Speaks only where every word of the question is accounted for; everything else is left to the ranking.
"""

import re
from collections.abc import Callable, Sequence

from assistant.headings import Headings
from assistant.known_rows import KnownRows, known_rows
from assistant.listed import FORM, ROWS_MAX, of_the_time, wanted, years_asked
from assistant.quarter import quarter_in
from assistant.question import Expect, Question
from assistant.register import RegisterRow, numbered
from assistant.roadmap import Line, Move, Roadmap, roadmap
from assistant.states import Asked, State, state_asked
from index.analyze import stem
from index.filter import Filter
from index.reader import Reader
from index.record import Outcome, Progress, RecordKind

_OTHER = frozenset({Expect.PERSON, Expect.ORGANISATION, Expect.TIME, Expect.REASON, Expect.PLACE, Expect.MANNER})
_SAID = FORM | frozenset(
    stem(word)
    for word in """
    fortsatt fremdeles ennå enno framleis still ettertid seinere senere mange kommer kjem skal planlagt planlagde
    kvartal halvår quarter
    veikart veikartet vegkartet vegkart roadmap nytt ny nye ble vart blei leveres levere leverast fatta
    fattet deadline issues projects deliveries delivery oppfølginger oppfølgingene oppfølgingar follow ups up gjenstår
    aksjoner siste sist nå no now prosjekta
    """.split()
)
_LATE = re.compile(r"\b(?:forsink|forsein|forskj|forskøv|utsatt|utsett|skuv|skjøv)\w*", re.IGNORECASE)
_ON_TRACK = re.compile(r"\bi rute\b|\better planen\b|\bsom planlagt\b", re.IGNORECASE)
_OF_QUARTER = re.compile(r"\d+|q[1-4]|første|fyrste|andre|annet|tredje|fjerde", re.IGNORECASE)
_LINES: dict[State, Callable[[Line], bool]] = {
    State.LATE: lambda line: not line.now.delivered and (line.move is Move.LATER or _says(_LATE, line.now.row)),
    State.EARLY: lambda line: line.move is Move.EARLIER,
    State.MOVED: lambda line: line.move in (Move.LATER, Move.EARLIER),
    State.NEW: lambda line: line.move is Move.NEW or bool(line.now.row.new),
    State.ON_TRACK: lambda line: not line.now.delivered and _says(_ON_TRACK, line.now.row),
    State.DELIVERED: lambda line: line.now.delivered,
}


def in_state(question: Question, reader: Reader, filter: Filter) -> tuple[RegisterRow, ...]:
    """Return every row that stands as the question asks; none where it is no such question, or none does."""
    asked = state_asked(question.text)
    if asked is None or question.expect in _OTHER or question.cases or filter.subjects or filter.documents:
        return ()
    known = known_rows(reader, wanted(asked.kind, filter))
    rows = known.holding(_left(question, asked))
    match asked.kind:
        case RecordKind.DELIVERY:
            found = _deliveries(question, asked.state, rows, roadmap(known.rows, Headings(reader)))
        case RecordKind.FOLLOW_UP:
            found = _follow_ups(question, asked.state, rows)
        case RecordKind.VOTE:
            found = [row for row in of_the_time(question, rows) if row.unanimous]
        case _:
            proposals = known_rows(reader, wanted(RecordKind.RECOMMENDATION, filter))
            found = _decisions(question, asked.state, rows, proposals)
    return numbered(found) if len(found) <= ROWS_MAX else ()


def _left(question: Question, asked: Asked) -> list[str]:
    """Return the words that say neither what is listed nor how it stands: whose it is, what it is about."""
    plan = quarter_in(question.text) is not None
    said = [stem(word) for found in asked.words.findall(question.text) for word in found.lower().split()]
    said += years_asked(question.text) if asked.kind is not RecordKind.DELIVERY else ()
    said += [stem(word) for found in asked.noun.findall(question.text) for word in found.lower().split()]
    return [
        term
        for term, word in zip(question.terms, question.words, strict=True)
        if term not in _SAID
        and term not in said
        and not asked.words.fullmatch(word)
        and not asked.noun.fullmatch(word)
        and not (plan and _OF_QUARTER.fullmatch(word))
    ]


def _says(pattern: re.Pattern[str], row: RegisterRow) -> bool:
    return bool(pattern.search(row.status or ""))


def _deliveries(question: Question, state: State, rows: Sequence[RegisterRow], plan: Roadmap) -> list[RegisterRow]:
    quarter = quarter_in(question.text)
    if state is State.PLANNED and quarter is None:
        return []
    known = [line for line in (*plan.done, *plan.lines) if line.move is not Move.VANISHED]
    lines = [line for line in known if any(place.row in rows for place in line.places)]
    if quarter:
        lines = [line for line in lines if line.now.quarter == quarter]
    return [line.now.row for line in lines if state is State.PLANNED or _LINES[state](line)]


def _follow_ups(question: Question, state: State, rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Return the follow-ups in a state: what is open as each was told last, what was closed in the newest meeting.

    Where too many are open to read, those that a paper says the progress of.
    """
    timely = list(of_the_time(question, rows))
    newest = max((row.meeting.date for row in timely if row.meeting.date), default=None)
    if state is State.CLOSED:
        return [row for row in timely if _closed(row) and row.meeting.date == newest]
    told = [row for row in _told_last(timely) if not _closed(row)]
    if state is State.DUE:
        return [row for row in told if row.due_date]
    if state is State.OVERDUE:
        return [row for row in told if _says(_LATE, row) or (row.due_date or "9") < (newest or "")]
    return told if len(told) <= ROWS_MAX else [row for row in told if row.progress]


def _closed(row: RegisterRow) -> bool:
    return row.progress == Progress.CLOSED


def _told_last(rows: Sequence[RegisterRow]) -> list[RegisterRow]:
    """Return the rows of each sak's last meeting; a follow-up of no sak is its own."""
    last: dict[str, str] = {}
    for row in rows:
        key = row.case_number or row.text
        last[key] = max(last.get(key, ""), row.meeting.date or "")
    return [row for row in rows if (row.meeting.date or "") == last[row.case_number or row.text]]


def _decisions(
    question: Question, state: State, rows: Sequence[RegisterRow], proposals: KnownRows
) -> list[RegisterRow]:
    """Return the decisions that the state names; what was turned down with its proposal before it."""
    timely = of_the_time(question, rows)
    if state is State.CHANGES:
        return [row for row in timely if row.refers_to and _changes(row)]
    if state is State.POSTPONED:
        return [row for row in timely if row.outcome == Outcome.POSTPONED]
    found: list[RegisterRow] = []
    for row in timely:
        if row.outcome == Outcome.REJECTED:
            found += [one for one in proposals.rows if one.case_number == row.case_number and row.case_number]
            found.append(row)
    return found


def _changes(row: RegisterRow) -> bool:
    return re.search(r"\b(?:opphev|endr|erstatt|omgj)\w*", row.text, re.IGNORECASE) is not None
