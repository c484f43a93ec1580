"""Saksgang: one sak through the meetings: raised, proposed, voted on, decided, followed up, changed later.

Follows a case number to the saker that its follow-ups and decisions point to, one step, and back from those that
point to it. Reads the register and nothing else; each event has its citation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.register import MeetingRow, Records, citation_of, row_of
from assistant.register_groups import same
from index.errors import NotIndexedError
from index.record import AgendaItem, Decision, FollowUp, Recommendation, Record, Vote, cases_of
from index.record_filter import RecordFilter


class Event(StrEnum):
    """What happened to a sak."""

    PRECEDED = "preceded"  # an earlier sak that this one builds on or changes
    ASKED_FOR = "asked_for"  # another sak's follow-up led to this one
    RAISED = "raised"  # on the agenda
    RECOMMENDED = "recommended"
    VOTED = "voted"
    DECIDED = "decided"
    FOLLOWED_UP = "followed_up"
    CHANGED = "changed"  # a later decision changes or repeals this one's
    CONTINUED = "continued"  # what became of the sak that this one points to


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One event of a trace. `case_number` is the sak that it stands under, which may be another one."""

    event: Event
    case_number: str | None
    title: str | None
    meeting: MeetingRow
    text: str
    status: str | None
    citation: Citation


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One sak and its steps, in the order of the meetings. `status` is what the last follow-up or decision says."""

    case_number: str
    title: str | None
    status: str | None
    linked: tuple[str, ...]
    events: tuple[Step, ...]


_ORDER = (
    Event.PRECEDED,
    Event.ASKED_FOR,
    Event.RAISED,
    Event.RECOMMENDED,
    Event.VOTED,
    Event.DECIDED,
    Event.CHANGED,
    Event.FOLLOWED_UP,
    Event.CONTINUED,
)


def trace(records: Records, case: str, wanted: RecordFilter | None = None) -> Trace:
    """Return the trace of a canonical case number. Raises NotIndexedError when no paper names it.

    `wanted` limits what may be read (access, dates); its kinds and cases do not count.
    """
    limits = wanted or RecordFilter()
    about = _read(records, limits, (case,))
    if not about:
        raise NotIndexedError(
            f"Sak {case} finnes ikke i registeret; «veiviser register» viser sakene som gjør det.",
            key="error.no_case",
            values={"value": case},
        )
    onward = tuple(
        dict.fromkeys(link for record in about if record.case_number == case for link in cases_of(record)[1:])
    )
    later = [
        record
        for record in (_read(records, limits, onward) if onward else ())
        if record.case_number in onward and isinstance(record, AgendaItem | Decision) and record not in about
    ]
    groups = same([*about, *later])
    own = [group[0] for group in groups if group[0].case_number == case]
    first = min((record.meeting_date for record in own if record.meeting_date), default="")
    steps = [_step(group[0], case, first) for group in groups]
    steps.sort(
        key=lambda step: (step.meeting.date or "", _ORDER.index(step.event), step.citation.source, step.citation.start)
    )
    linked = tuple(dict.fromkeys(other for record in about for other in cases_of(record) if other != case))
    return Trace(
        case_number=case,
        title=_title(own),
        status=_status(own),
        linked=tuple(
            dict.fromkeys((*(step.case_number for step in steps if step.case_number not in (None, case)), *linked))
        ),
        events=tuple(steps),
    )


def _read(records: Records, limits: RecordFilter, cases: tuple[str, ...]) -> tuple[Record, ...]:
    return records.records(
        RecordFilter(
            cases=cases,
            linked=True,
            access=limits.access,
            date_from=limits.date_from,
            date_to=limits.date_to,
            sources=limits.sources,
            languages=limits.languages,
            meetings=limits.meetings,
        )
    )


def _step(record: Record, case: str, first: str) -> Step:
    """Return one event; `first` is the date that the sak itself is first told of."""
    row = row_of(record)
    event = _event(record, case)
    earlier = event is Event.CONTINUED and (record.meeting_date or first) < first
    return Step(
        event=Event.PRECEDED if earlier else event,
        case_number=record.case_number,
        title=record.title,
        meeting=row.meeting,
        text=row.title or row.text if isinstance(record, AgendaItem) else row.text,
        status=row.reply or row.status or row.outcome,
        citation=citation_of(record),
    )


def _event(record: Record, case: str) -> Event:
    own = record.case_number == case
    match record:
        case FollowUp():
            return Event.FOLLOWED_UP if own else Event.ASKED_FOR
        case Decision():
            if own:
                return Event.DECIDED
            return Event.CHANGED if case in record.refers_to else Event.CONTINUED
        case Recommendation():
            return Event.RECOMMENDED
        case Vote():
            return Event.VOTED
    return Event.RAISED if own else Event.CONTINUED


def _title(own: Sequence[Record]) -> str | None:
    items = [record for record in own if isinstance(record, AgendaItem) and record.title]
    return next((record.title for record in (*items, *own) if record.title), None)


def _status(own: Sequence[Record]) -> str | None:
    """Return what the latest paper says became of the sak."""
    said = [record for record in own if isinstance(record, FollowUp | Decision)]
    said.sort(key=lambda record: (record.meeting_date or "", isinstance(record, FollowUp)))
    for record in reversed(said):
        row = row_of(record)
        if found := row.progress or row.outcome:
            return found
    return None
