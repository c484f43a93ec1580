"""Leveranse: the rows of roadmaps and plans, from tables and from slides whose columns became lines."""

from collections.abc import Sequence

from index.record import Delivery, Span
from ingest import delivery_patterns as patterns
from ingest.about import About, one_line
from ingest.delivery_torn import torn_deliveries
from ingest.line import Line
from ingest.table import Cell, Column, Row, rows


def deliveries(lines: Sequence[Line], about: About) -> list[Delivery]:
    """Return the deliveries of one document, in reading order."""
    found = [delivery for row in rows(lines) if (delivery := _from_row(row, about))]
    found.extend(torn_deliveries(lines, about))
    return sorted(found, key=lambda delivery: (delivery.page, delivery.start))


def _from_row(row: Row, about: About) -> Delivery | None:
    """Return the delivery of a table row, where its table names projects and who delivers them, or a reference."""
    project = row.cell(Column.PROJECT) or (row.cell(Column.TITLE) if row.has(Column.ACTOR) else None)
    placed = row.has(Column.ACTOR) or (row.has(Column.REFERENCE) and (row.has(Column.STATUS) or row.has(Column.DUE)))
    if project is None or not (placed or (row.has(Column.RESPONSIBLE) and row.has(Column.STATUS))):
        return None
    actor, state = row.cell(Column.ACTOR) or row.cell(Column.RESPONSIBLE), row.cell(Column.STATUS)
    reference, due = row.cell(Column.REFERENCE), row.cell(Column.DUE)
    return Delivery(
        **about.shared(row.line.page, row.line.start, row.line.end),
        project=one_line(project.text),
        actor=_text(actor),
        roadmap_ref=_text(reference),
        status=_text(state),
        due=_text(due),
        new=bool(state and patterns.NEW.expression.search(state.text)),
        actor_at=Span(start=actor.start, end=actor.end) if actor else None,
        status_at=Span(start=state.start, end=state.end) if state else None,
    )


def _text(cell: Cell | None) -> str | None:
    return one_line(cell.text) if cell else None
