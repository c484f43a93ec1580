"""Saksliste: the items of a meeting's agenda, from tables, torn rows, numbered lists and the headings of minutes.

One item a sak (and part of it) and document: the place that tells most. What a line does not tell is left empty.
"""

from collections.abc import Iterable, Iterator, Sequence

from index.document import BlockKind, Kind
from index.record import AgendaItem
from ingest import register_patterns as patterns
from ingest.about import About
from ingest.agenda_heading import heading_items
from ingest.agenda_list import listed_items
from ingest.agenda_row import is_agenda_row, row_item
from ingest.agenda_torn import torn_item, torn_row
from ingest.line import Line
from ingest.table import rows

_KINDS = (Kind.NOTICE, Kind.AGENDA, Kind.MINUTES, Kind.SLIDES)


def agenda(lines: Sequence[Line], about: About) -> list[AgendaItem]:
    """Return the agenda items of one document, in reading order."""
    found = [*_from_tables(lines, about), *_from_torn_rows(lines, about)]
    if about.document.kind in _KINDS or about.minutes:
        found.extend(heading_items(lines, about))
        found.extend(() if any(item.case_number for item in found) else listed_items(lines, about))
    return sorted(_each_once(found), key=lambda item: (item.page, item.start))


def _from_tables(lines: Sequence[Line], about: About) -> Iterator[AgendaItem]:
    for row in rows(lines):
        if is_agenda_row(row):
            item = row_item(row, about)
            if item and _own_meeting(item, about):
                yield item


def _from_torn_rows(lines: Sequence[Line], about: About) -> Iterator[AgendaItem]:
    """Yield the items of rows whose columns became lines: they end with a type and a time, or stand in a list."""
    inside = False
    skip = 0
    for number, line in enumerate(lines):
        if number < skip:
            continue
        if line.kind is not BlockKind.TABLE_ROW and _opens_agenda(line):
            inside = True
        elif line.heading or line.opens:
            inside = False
        group = torn_row(lines, number)
        if not group:
            continue
        item = torn_item(group, about, inside=inside)
        if item and _own_meeting(item, about):
            skip = number + len(group)
            yield item


def _opens_agenda(line: Line) -> bool:
    return bool(
        patterns.ITEM_LIST_HEADER.expression.match(line.text)
        or (len(line.text) < 80 and patterns.AGENDA_HEADING.expression.match(line.text))
    )


def _own_meeting(item: AgendaItem, about: About) -> bool:
    """Say whether an item is of the document's own meeting, as far as both tell; earlier saker are followed up."""
    meeting = about.document.meeting_number
    if not meeting or "/" not in meeting or not item.case_number or "-" not in item.case_number:
        return True
    return item.case_number.split("-", 1)[1] == meeting


def _each_once(items: Iterable[AgendaItem]) -> list[AgendaItem]:
    """Keep one item a sak and part: the one that tells most, the first of equals."""
    best: dict[tuple[str | None, str | None, int | None], AgendaItem] = {}
    for item in items:
        key = (item.case_number, None if item.case_number else item.number or item.title, item.part)
        if key not in best or _told(item) > _told(best[key]):
            best[key] = item
    parts = {item.case_number for item in best.values() if item.part}
    return [item for item in best.values() if item.part or item.case_number not in parts or not item.case_number]


def _told(item: AgendaItem) -> int:
    values = (item.title, item.item_type, item.presenters, item.starts_at, item.minutes)
    return sum(1 for value in values if value)
