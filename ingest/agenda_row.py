"""A row of an agenda's table → an agenda item."""

import re

from index.record import AgendaItem, Span
from index.reference import case_numbers, dates, short_case_numbers
from ingest import register_patterns as patterns
from ingest.about import About
from ingest.agenda_fields import item_type, part_of, plain_title, time_range
from ingest.patterns import TIME_RANGE
from ingest.presenter import names_people, presenters
from ingest.table import Cell, Column, Row

_NUMBER = re.compile(r"^\W*\d{1,3}\W*$")
_TRAILING = re.compile(r"\s*\(([^()]+)\)\s*$")


def is_agenda_row(row: Row) -> bool:
    """Say whether the row is of an agenda: by its columns, or by its cells where these have no names."""
    if row.columns:
        title = row.has(Column.TITLE) or row.has(Column.CASE)
        agenda = (
            row.has(Column.TYPE) or row.has(Column.TIME) or row.has(Column.PRESENTER) or row.has(Column.RESPONSIBLE)
        )
        listing = row.has(Column.TITLE, Column.CASE)
        other = row.has(Column.FOLLOW_UP) or row.has(Column.STATUS) or row.has(Column.ACTOR)
        return title and (agenda or listing) and not other
    first = row.cells[0].text if row.cells else ""
    has_time = any(TIME_RANGE.expression.search(cell.text) for cell in row.cells[1:])
    return bool(next(case_numbers(first), None)) and has_time


def row_item(row: Row, about: About) -> AgendaItem | None:
    """Return the item of a row; None for a break, or a row that names no sak."""
    if any(patterns.NOT_AN_ITEM.expression.match(cell.text) for cell in row.cells[:2]):
        return None
    case = row.cell(Column.CASE) or (row.cells[0] if row.cells else None)
    title = row.cell(Column.TITLE) or (row.cells[1] if not row.columns and len(row.cells) > 1 else case)
    if case is None or title is None:
        return None
    reference = next(case_numbers(case.text), None) or next(short_case_numbers(f"Sak {case.text}"), None)
    people = row.cell(Column.PRESENTER) or row.cell(Column.RESPONSIBLE)
    kind, when = _typed(row), _timed(row)
    title, people = _divided(title, people)
    text = title.text
    if title.start == case.start and reference:
        text = case.text[max(0, reference.end - (0 if case.text[:3].isdigit() or "-" in reference.value else 4)) :]
    if not reference and next(dates(case.text), None):
        return None  # a plan of meetings, not of saker
    number = case.text.strip(" .") if not reference and _NUMBER.match(case.text) else None
    starts, ends = time_range(when.text if when else None)
    return AgendaItem(
        **about.shared(row.line.page, row.line.start, row.line.end),
        case_number=reference.value if reference else None,
        number=number,
        title=plain_title(patterns.PART.expression.sub("", text) if text == case.text else text),
        part=part_of(case.text) or part_of(title.text),
        item_type=item_type(kind.text) if kind else None,
        presenters=presenters(people.text) if people else (),
        starts_at=starts,
        ends_at=ends,
        title_at=_span(title),
        type_at=_span(kind),
        presenters_at=_span(people),
        time_at=_span(when),
    )


def _typed(row: Row) -> Cell | None:
    if row.columns:
        return row.cell(Column.TYPE)
    return next((cell for cell in row.cells[2:] if item_type(cell.text) and len(cell.text) < 30), None)


def _timed(row: Row) -> Cell | None:
    if row.columns:
        return row.cell(Column.TIME)
    return next((cell for cell in row.cells[1:] if TIME_RANGE.expression.search(cell.text)), None)


def _divided(title: Cell, people: Cell | None) -> tuple[Cell, Cell | None]:
    """Take the presenters out of a title's last parenthesis where they have no column of their own."""
    match = _TRAILING.search(title.text)
    if people or not match or "," not in match.group(1) or not names_people(match.group(1)):
        return title, people
    begin = title.start + match.start(1)
    people = Cell(text=match.group(1), start=begin, end=begin + len(match.group(1)))
    return Cell(text=title.text[: match.start()], start=title.start, end=title.start + match.start()), people


def _span(cell: Cell | None) -> Span | None:
    return Span(start=cell.start, end=cell.end) if cell and cell.text else None
