"""Saksregister: what the papers hold, complete, as rows that each carry their citation.

A query over stored records, not a second database. The same sak in notice, agenda and minutes is one row, whose
citation is the place that tells most; `also` lists the other places. Knows no question: `ask` may use it for those
that want everything there is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Protocol

from assistant.answer import Citation
from assistant.register_groups import in_order
from index.place import Place
from index.record import (
    AgendaItem,
    Decision,
    Delivery,
    FollowUp,
    Presenter,
    Recommendation,
    Record,
    Span,
    Vote,
    kind_of,
)
from index.record_filter import RecordFilter


class Records(Protocol):
    """The part of `index.reader.Reader` that the register needs."""

    def records(self, wanted: RecordFilter | None = None) -> tuple[Record, ...]:
        """Return the stored records that `wanted` lets through."""


class Passages(Protocol):
    """The part of `index.reader.Reader` that reads what a field's place holds."""

    def passage(self, doc_id: str, number: int, start: int, end: int) -> str:
        """Return characters [start, end) of a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRow:
    """Møte: which meeting the paper is from."""

    number: str | None
    date: str | None
    board: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One row of the register. What a kind does not have, or the papers do not tell, is None."""

    kind: str
    case_number: str | None
    title: str | None
    meeting: MeetingRow
    text: str
    citation: Citation
    number: str | None = None
    part: int | None = None
    item_type: str | None = None
    presenters: tuple[Presenter, ...] | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    minutes: int | None = None
    status: str | None = None
    progress: str | None = None
    reply: str | None = None
    responsible: str | None = None
    due_date: str | None = None
    points_to: str | None = None
    outcome: str | None = None
    proposer: str | None = None
    refers_to: tuple[str, ...] | None = None
    adopted: bool | None = None
    unanimous: bool | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    project: str | None = None
    actor: str | None = None
    roadmap_ref: str | None = None
    area: str | None = None
    new: bool | None = None
    also: tuple[Place, ...] | None = None


_ALWAYS = ("kind", "case_number", "title", "meeting", "text", "citation")


def register(records: Records, wanted: RecordFilter) -> tuple[RegisterRow, ...]:
    """Return every row that `wanted` lets through: by meeting, then sak, then place."""
    return tuple(map(row_of_all, in_order(records.records(wanted))))


def row_of_all(group: Sequence[Record], first: RegisterRow | None = None) -> RegisterRow:
    """Return records that tell the same thing as one row: the first, with the places of the others.

    `first` is the first one's row, where it is known.
    """
    row = first or row_of(group[0])
    return replace(row, also=tuple(map(_place, group[1:]))) if group[1:] else row


def outer_row(row: RegisterRow) -> dict[str, object]:
    """Return a row as it is served: the fields that every row has, and the others where they tell something."""
    told = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: value for name, value in told.items() if name in _ALWAYS or value not in (None, ())}


def row_of(record: Record) -> RegisterRow:
    """Return a record as a row."""
    row = RegisterRow(
        kind=kind_of(record).value,
        case_number=record.case_number,
        title=record.title,
        meeting=MeetingRow(number=record.meeting_number, date=record.meeting_date, board=record.board),
        text=" ".join(record.quote.split()),
        citation=citation_of(record),
    )
    match record:
        case AgendaItem():
            return replace(
                row, number=record.number, part=record.part, item_type=record.item_type,
                presenters=record.presenters or None, starts_at=record.starts_at, ends_at=record.ends_at,
                minutes=record.minutes,
            )  # fmt: skip
        case Decision():
            return replace(row, text=record.text, outcome=record.outcome, refers_to=record.refers_to or None)
        case Recommendation():
            return replace(row, text=record.text, proposer=record.proposer, refers_to=record.refers_to or None)
        case Vote():
            return replace(
                row, text=record.text, adopted=record.adopted, unanimous=record.unanimous or None,
                votes_for=record.votes_for, votes_against=record.votes_against,
            )  # fmt: skip
        case FollowUp():
            return replace(
                row, text=record.text, status=record.status or record.reply, progress=record.progress,
                reply=record.reply, responsible=record.responsible, due_date=record.due_date,
                points_to=record.points_to,
            )  # fmt: skip
        case Delivery():
            return replace(
                row, text=record.text or record.project, project=record.project, actor=record.actor,
                roadmap_ref=record.roadmap_ref, status=record.status, due_date=record.due, area=record.area,
                new=record.new or None,
            )  # fmt: skip
    return row


def citation_of(record: Record, number: int = 1) -> Citation:
    """Return the citation of a record's quote; it was checked against its page when it was stored."""
    return Citation(
        number=number,
        doc_id=record.doc_id,
        title=record.document_title,
        source=record.source,
        kind=record.document_kind,
        page=record.page,
        case_number=record.case_number,
        meeting_date=record.meeting_date,
        quote=record.quote,
        start=record.start,
        end=record.end,
        los=(),
        access=record.access,
        chunk_id=record.chunk_id or "",
        language=record.language,
    )


def cited_row(row: RegisterRow) -> Citation:
    """Return the citation of a row of an answer, with the other places that tell the same."""
    return replace(row.citation, also=row.also or ())


def citation_at(record: Record, span: Span, reader: Passages, number: int = 1) -> Citation:
    """Return the citation of one field of a record, such as `status_at`: its own line rather than the whole row."""
    quote = reader.passage(record.doc_id, record.page, span.start, span.end)
    return replace(citation_of(record, number), quote=quote, start=span.start, end=span.end)


def _place(record: Record) -> Place:
    return Place(doc_id=record.doc_id, source=record.source, page=record.page, start=record.start, end=record.end)


def numbered(rows: Sequence[RegisterRow]) -> tuple[RegisterRow, ...]:
    """Return the rows with their citations numbered from 1, for an answer that lists them."""
    return tuple(
        replace(row, citation=replace(row.citation, number=number)) for number, row in enumerate(rows, start=1)
    )
