"""The register as a table for the page: which columns a kind has, and its rows filtered, sorted and in pages.

Chooses among rows that were read already. Writes no HTML and asks no question.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.register import RegisterRow
from assistant.table_page import TablePage, folded, page_of
from index.errors import UsageError

# Each kind's columns in order; the words for them stand in the catalogue under `column.NAME`.
COLUMNS = {
    "agenda_item": ("meeting", "case", "title", "item_type", "presenters", "time"),
    "decision": ("meeting", "case", "title", "decision", "outcome"),
    "recommendation": ("meeting", "case", "title", "proposal", "proposer"),
    "follow_up": ("meeting", "case", "follow_up", "responsible", "due", "progress"),
    "delivery": ("edition", "ref", "project", "actor", "due", "delivery_status"),
}
# The column whose few values a kind can be narrowed by.
STATES = {"agenda_item": "item_type", "decision": "outcome", "follow_up": "progress"}
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a reader asked of the table. Empty texts put no condition; `sort` is a column, `-` before it turns it."""

    kind: str = "agenda_item"
    text: str = ""
    meeting: str = ""
    case: str = ""
    date_from: str = ""
    date_to: str = ""
    state: str = ""
    sort: str = "-meeting"
    page: int = 1


def listing(rows: Sequence[RegisterRow], chosen: Chosen) -> TablePage[RegisterRow]:
    """Return the page that was asked for, or the last one where there are fewer."""
    return page_of(ordered(rows, chosen), chosen.page)


def states_of(rows: Sequence[RegisterRow], kind: str) -> tuple[str, ...]:
    """Return the values of the column that rows of a kind can be narrowed by; none where there is no such column."""
    column = STATES.get(kind)
    return tuple(sorted({str(value) for row in rows if column and (value := getattr(row, column))}))


def ordered(rows: Sequence[RegisterRow], chosen: Chosen) -> list[RegisterRow]:
    """Return all rows that were asked for, sorted. Raises UsageError for a column that the table does not have."""
    found = [row for row in rows if _wanted(row, chosen)]
    name = chosen.sort.removeprefix("-")
    if name not in COLUMNS[chosen.kind]:
        text = f"Tabellen kan ikke sorteres etter «{name[:40]}»: velg en av kolonnene."
        raise UsageError(text, key="error.choice", values={"value": name[:40]})
    value = _VALUES[name]
    told = [row for row in found if value(row)]
    untold = [row for row in found if not value(row)]
    told.sort(key=lambda row: _comparable(value(row)), reverse=chosen.sort.startswith("-"))
    return told + untold


def _wanted(row: RegisterRow, chosen: Chosen) -> bool:
    date = row.meeting.date or ""
    if chosen.meeting and row.meeting.number != chosen.meeting:
        return False
    if chosen.case and chosen.case not in (row.case_number, row.points_to):
        return False
    if (chosen.date_from and date < chosen.date_from) or (chosen.date_to and (not date or date > chosen.date_to)):
        return False
    column = STATES.get(chosen.kind)
    if chosen.state and column and str(getattr(row, column) or "") != chosen.state:
        return False
    return not chosen.text or all(word in _all_text(row) for word in chosen.text.casefold().split())


def _all_text(row: RegisterRow) -> str:
    people = (f"{one.name} {one.organisation or ''}" for one in row.presenters or ())
    told = (
        row.case_number, row.title, row.text, row.status, row.reply, row.responsible, row.due_date, row.project,
        row.actor, row.roadmap_ref, row.area, row.meeting.number, *people,
    )  # fmt: skip
    return " ".join(part for part in told if part).casefold()


def _presenters(row: RegisterRow) -> str:
    return ", ".join(one.name for one in row.presenters or ())


_VALUES: dict[str, Callable[[RegisterRow], str]] = {
    "meeting": lambda row: f"{row.meeting.date or ''} {row.meeting.number or ''}".strip(),
    "edition": lambda row: row.meeting.date or "",
    "case": lambda row: row.case_number or row.number or "",
    "title": lambda row: row.title or "",
    "item_type": lambda row: row.item_type or "",
    "presenters": _presenters,
    "time": lambda row: row.starts_at or "",
    "decision": lambda row: row.text,
    "proposal": lambda row: row.text,
    "outcome": lambda row: row.outcome or "",
    "proposer": lambda row: row.proposer or "",
    "follow_up": lambda row: row.text,
    "responsible": lambda row: row.responsible or "",
    "due": lambda row: row.due_date or "",
    "progress": lambda row: row.progress or row.status or "",
    "ref": lambda row: row.roadmap_ref or "",
    "project": lambda row: row.project or "",
    "actor": lambda row: row.actor or "",
    "delivery_status": lambda row: row.status or "",
}


def _comparable(value: str) -> tuple[object, ...]:
    """Return what a value is sorted by: numbers as numbers, æ ø å last."""
    words = folded(value)
    if _NUMBERS.match(words) and (numbers := _NUMBERS.findall(words)):
        if "-" in words and "/" in words:  # a case number: by year, meeting, place on the agenda
            numbers = numbers[::-1]
        return (0, tuple(int(number) for number in numbers), words)
    return (1, (), words)
