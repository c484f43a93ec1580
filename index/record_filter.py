"""Which records a register query gives."""

from dataclasses import dataclass

from index.record import RecordKind


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
