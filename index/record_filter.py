"""Which records a register query gives."""

from dataclasses import dataclass

from index.record import Record, RecordKind, cases_of, kind_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFilter:
    """Conditions that must all hold; None or an empty tuple puts no condition.

    `cases` are canonical case numbers; with `linked`, records that point to them are given too. `meetings` are
    `44/24`, or `18` where a body does not number by year. Dates are ISO, inclusive, compared with the meeting's.
    `access` are labels that may be read, `document_kinds` kinds of paper.
    """

    kinds: tuple[RecordKind, ...] = ()
    cases: tuple[str, ...] = ()
    linked: bool = False
    meetings: tuple[str, ...] = ()
    date_from: str | None = None
    date_to: str | None = None
    access: tuple[str, ...] = ()
    document_kinds: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()


def lets_through(wanted: RecordFilter, record: Record) -> bool:
    """Say whether all conditions hold for a stored record: what reading it with `wanted` does, in memory."""
    if (
        (wanted.kinds and kind_of(record) not in wanted.kinds)
        or (wanted.access and record.access not in wanted.access)
        or (wanted.document_kinds and record.document_kind not in wanted.document_kinds)
        or (wanted.languages and record.language not in wanted.languages)
        or (wanted.documents and record.doc_id not in wanted.documents)
    ):
        return False
    if wanted.cases and not set(wanted.cases).intersection(
        cases_of(record) if wanted.linked else (record.case_number,)
    ):
        return False
    if wanted.sources and not any(_under(source, record.source) for source in wanted.sources):
        return False
    if wanted.meetings and not any(_of_meeting(meeting, record) for meeting in wanted.meetings):
        return False
    return _between(wanted, record.meeting_date)


def _between(wanted: RecordFilter, date: str | None) -> bool:
    if wanted.date_from and (date is None or date < wanted.date_from):
        return False
    return not (wanted.date_to and (date is None or date > wanted.date_to))


def _under(allowed: str, source: str) -> bool:
    return source.startswith(allowed) if allowed.endswith("/") else source == allowed


def _of_meeting(meeting: str, record: Record) -> bool:
    """Match `44/24`, and a meeting that is only called 44 and was held in 2024."""
    number, _, year = meeting.partition("/")
    if record.meeting_number == meeting:
        return True
    return record.meeting_number == number and record.meeting_date is not None and record.meeting_date[2:4] == year
