"""What a question on the page can be narrowed by: kinds, meetings, dates, subjects, and how many papers each has."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, Field

from assistant.api_parts import Library
from assistant.words import Words
from index.document import Kind
from index.filter import Filter
from index.rows import DocumentRow

_SUBJECTS_MAX = 40
_TEXT_MAX = 300


class PageQuery(BaseModel):
    """The query of the chat page; the fields of its form that are left empty put no condition."""

    q: str = ""
    samtale: str = Field(default="", max_length=_TEXT_MAX)  # the conversation it goes on with, or `ny`
    svar: str = Field(default="", max_length=_TEXT_MAX)  # the answer that this page already has: a reload
    kind: list[str] = []
    meeting: str = Field(default="", max_length=_TEXT_MAX)
    date_from: str = Field(default="", alias="from", max_length=_TEXT_MAX)
    date_to: str = Field(default="", alias="to", max_length=_TEXT_MAX)
    los: list[str] = []

    def conditions(self) -> dict[str, list[str]]:
        """Return the filter keys that were given, by their outer names."""
        given = {
            "kind": self.kind,
            "meeting": [self.meeting],
            "from": [self.date_from],
            "to": [self.date_to],
            "los": self.los,
        }
        told = {key: [value for value in values if value.strip()] for key, values in given.items()}
        return {key: values for key, values in told.items() if values}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value to choose, and in how many papers it is found; None where that is not counted."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrowing:
    """All there is to choose. `number` tells how many conditions are set."""

    kinds: tuple[Choice, ...]
    meetings: tuple[Choice, ...]
    subjects: tuple[Choice, ...]
    date_from: str
    date_to: str
    number: int


def narrowing(library: Library, chosen: Filter, w: Words) -> Narrowing:
    """Return the choices; each group counts what the other groups let through. Raises UsageError for wrong values."""
    rows = library.documents()
    return Narrowing(
        kinds=_kinds([row for row in rows if _dated(row, chosen) and _met(row, chosen)], chosen, w),
        meetings=_meetings(rows, chosen, w),
        subjects=_subjects(library, chosen),
        date_from=chosen.date_from or "",
        date_to=chosen.date_to or "",
        number=len((*chosen.kinds, *chosen.meetings, *chosen.subjects)) + bool(chosen.date_from) + bool(chosen.date_to),
    )


def told(chosen: Filter, labels: dict[str, str], w: Words) -> tuple[str, ...]:
    """Return the conditions in words; `labels` are those of subjects by URI."""
    return (
        *(w.known("kind", kind) for kind in chosen.kinds),
        *(w("place.meeting", number=number) for number in chosen.meetings),
        *((w("filter.since", date=w.day(chosen.date_from)),) if chosen.date_from else ()),
        *((w("filter.until", date=w.day(chosen.date_to)),) if chosen.date_to else ()),
        *(labels.get(subject, subject) for subject in chosen.subjects),
    )


def _kinds(rows: Sequence[DocumentRow], chosen: Filter, w: Words) -> tuple[Choice, ...]:
    counted = Counter(row.kind for row in rows)
    return tuple(
        Choice(value=kind, label=w.known("kind", kind), count=counted[kind], chosen=kind in chosen.kinds)
        for kind in (kind.value for kind in Kind)
        if counted[kind] or kind in chosen.kinds
    )


def meetings_of(rows: Iterable[DocumentRow]) -> tuple[tuple[str, str], ...]:
    """Return the number and date (or empty) of every meeting that papers are from, the latest first."""
    held: dict[str, str] = {}
    for row in rows:
        if row.meeting_number:
            held[row.meeting_number] = max(held.get(row.meeting_number, ""), row.meeting_date or "")
    return tuple(sorted(held.items(), key=lambda one: (one[1], one[0]), reverse=True))


def _meetings(rows: Sequence[DocumentRow], chosen: Filter, w: Words) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            value=number,
            label=f"{number} · {w.day(date)}" if date else number,
            count=None,
            chosen=number in chosen.meetings,
        )
        for number, date in meetings_of(rows)
    )


def _subjects(library: Library, chosen: Filter) -> tuple[Choice, ...]:
    """Return the subjects to choose, the chosen ones first, also those that nothing has under the other choices."""
    facets = library.subjects.facets(replace(chosen, subjects=()))
    counted = {facet.uri: facet.documents for facet in facets}
    known = library.subjects.facets() if chosen.subjects else ()
    wanted = {value.lower() for value in chosen.subjects}
    first = [facet for facet in known if facet.uri.lower() in wanted or facet.label.lower() in wanted]
    taken = {facet.uri for facet in first}
    others = [facet for facet in facets[:_SUBJECTS_MAX] if facet.uri not in taken]
    return tuple(
        Choice(value=one.uri, label=one.label, count=counted.get(one.uri, 0), chosen=one.uri in taken)
        for one in (*first, *others)
    )


def _dated(row: DocumentRow, chosen: Filter) -> bool:
    day = row.meeting_date or ""
    return (not chosen.date_from or day >= chosen.date_from) and (
        not chosen.date_to or (bool(day) and day <= chosen.date_to)
    )


def _met(row: DocumentRow, chosen: Filter) -> bool:
    return not chosen.meetings or row.meeting_number in chosen.meetings
