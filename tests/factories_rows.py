"""Register rows made by hand, for the tests of what the pages show."""

from dataclasses import replace
from typing import Any

from assistant.answer import Citation
from assistant.register import MeetingRow, RegisterRow


def make_row(
    kind: str = "agenda_item", *, date: str | None = "2025-03-20", meeting: str | None = "52/25", **told: Any
) -> RegisterRow:
    """Return a row; `told` are its other fields."""
    citation = Citation(
        number=1,
        doc_id=f"papir-{date}",
        title="Referat",
        source=f"{date}.pdf",
        kind="minutes",
        page=1,
        case_number=told.get("case_number"),
        meeting_date=date,
        quote="sitat",
        start=0,
        end=5,
        los=(),
        access="open",
        chunk_id="c",
    )
    row = RegisterRow(
        kind=kind,
        case_number=None,
        title=None,
        meeting=MeetingRow(number=meeting, date=date, board="Produktstyret"),
        text="Tekst",
        citation=citation,
    )
    return replace(row, **told)


def delivery(name: str, date: str, due: str | None, **told: Any) -> RegisterRow:
    """Return a delivery as the edition of a date has it."""
    return make_row("delivery", date=date, meeting=None, text=name, project=name, due_date=due, **told)
