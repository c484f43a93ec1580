"""What the register holds: saker, outcomes, follow-ups and deliveries, each with the place it was read from.

Names follow eInnsyn's model in English. Types alone: no reading and no writing.
"""

import uuid
from dataclasses import dataclass
from enum import StrEnum

RECORD_NAMESPACE = uuid.UUID("3f0f2a3e-5f5e-5c0e-9f39-0f0b6d3c7a55")
QUOTE_MAX = 400  # characters: a record's quote can be cited as it is


class RecordKind(StrEnum):
    """What a record of the register is."""

    AGENDA_ITEM = "agenda_item"
    DECISION = "decision"
    RECOMMENDATION = "recommendation"
    VOTE = "vote"
    FOLLOW_UP = "follow_up"
    DELIVERY = "delivery"


class ItemType(StrEnum):
    """Sakstype: what the board is asked to do with an agenda item."""

    GODKJENNING = "godkjenning"
    TILSLUTNING = "tilslutning"
    ORIENTERING = "orientering"
    DROFTING = "drofting"
    BESLUTNING = "beslutning"


class Outcome(StrEnum):
    """Utfall: what a decision did with its sak, where it says so in set words."""

    ADOPTED = "adopted"  # vedtatt, godkjent, gir sin tilslutning
    NOTED = "noted"  # tatt til orientering, tatt til etterretning
    POSTPONED = "postponed"  # utsatt
    REJECTED = "rejected"  # avvist, avslått, ikke vedtatt


class Progress(StrEnum):
    """Status: how far a follow-up has come, where the papers say so."""

    OPEN = "open"  # pågår
    PLANNED = "planned"  # planlegges, kommer i et senere møte
    WAITING = "waiting"  # avventer
    IN_MEETING = "in_meeting"  # besvares i dette møtet
    CLOSED = "closed"  # lukket, ferdig, publisert


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where one field stands: character offsets into the text of its record's page."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Presenter:
    """Saksinnleder: who presents an agenda item, and for whom."""

    name: str
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What all records have: `page_text[start:end] == quote`, always, and at most 400 characters.

    `title` is the sak's title. `meeting_number`, `meeting_date` and `board` say which meeting the paper is from;
    a follow-up's `case_number` may be of an earlier meeting. None where the papers do not say. `chunk_id` is the
    chunk that the place begins in, known once the record is stored.
    """

    doc_id: str
    source: str
    document_title: str
    document_kind: str
    language: str
    access: str
    page: int
    start: int
    end: int
    quote: str
    case_number: str | None = None
    title: str | None = None
    meeting_number: str | None = None
    meeting_date: str | None = None
    board: str | None = None
    chunk_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem(Record):
    """Sak: one item of a meeting's agenda. Times are `hh.mm`; `number` is its place on a list without case numbers."""

    number: str | None = None
    part: int | None = None
    item_type: ItemType | None = None
    presenters: tuple[Presenter, ...] = ()
    starts_at: str | None = None
    ends_at: str | None = None
    minutes: int | None = None
    title_at: Span | None = None
    type_at: Span | None = None
    presenters_at: Span | None = None
    time_at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """Vedtak: what the board adopted in one agenda item. `until` is where it ends on the page, if after the quote."""

    text: str
    outcome: Outcome | None = None
    refers_to: tuple[str, ...] = ()
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation(Record):
    """Innstilling: what was proposed as a decision (forslag til vedtak); never a decision itself."""

    text: str
    proposer: str | None = None
    refers_to: tuple[str, ...] = ()
    until: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote(Record):
    """Votering: how a proposal was voted on. Numbers of votes are None where they are not told."""

    text: str
    adopted: bool | None = None
    unanimous: bool = False
    votes_for: int | None = None
    votes_against: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Record):
    """Oppfølging: what was asked for, what became of it, and the later sak that it points to.

    `text` is what was asked or is to be done, `reply` what the papers answer, `points_to` a case number.
    """

    text: str
    reply: str | None = None
    status: str | None = None
    progress: Progress | None = None
    responsible: str | None = None
    due_date: str | None = None
    points_to: str | None = None
    reply_at: Span | None = None
    status_at: Span | None = None
    responsible_at: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery(Record):
    """Leveranse: one row of a roadmap or plan. `new` tells that the plan marks it as new in this edition."""

    project: str
    text: str | None = None
    actor: str | None = None
    roadmap_ref: str | None = None
    status: str | None = None
    due: str | None = None
    area: str | None = None
    new: bool = False
    actor_at: Span | None = None
    status_at: Span | None = None


KIND_OF: dict[type[Record], RecordKind] = {
    AgendaItem: RecordKind.AGENDA_ITEM,
    Decision: RecordKind.DECISION,
    Recommendation: RecordKind.RECOMMENDATION,
    Vote: RecordKind.VOTE,
    FollowUp: RecordKind.FOLLOW_UP,
    Delivery: RecordKind.DELIVERY,
}


def kind_of(record: Record) -> RecordKind:
    """Return what the record is."""
    return KIND_OF[type(record)]


def record_id(record: Record) -> str:
    """Derive the id of a record from its kind and place."""
    place = f"{record.doc_id}:{kind_of(record)}:{record.page}:{record.start}:{record.end}"
    return str(uuid.uuid5(RECORD_NAMESPACE, place))


def cases_of(record: Record) -> tuple[str, ...]:
    """Return every case number that the record is about or points to, its own first."""
    found = [record.case_number]
    if isinstance(record, Decision | Recommendation):
        found.extend(record.refers_to)
    if isinstance(record, FollowUp):
        found.append(record.points_to)
    return tuple(dict.fromkeys(case for case in found if case))
