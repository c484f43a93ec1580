"""Documents read from text as they are at an ingest, and the records found in them."""

from collections.abc import Sequence
from dataclasses import replace

from factories import make_document

from index.document import Kind
from index.record import Record, RecordKind, kind_of
from ingest.extract import extract
from ingest.parse import parse


def found(
    text: str,
    *,
    suffix: str = ".txt",
    kind: Kind = Kind.MINUTES,
    title: str = "Referat",
    meeting_number: str | None = "44/24",
    meeting_date: str | None = "2024-04-04",
) -> tuple[Record, ...]:
    """Return the records of a text read as a file of that kind; each quote is checked to stand at its place."""
    parsed = parse(text.encode(), f"fil{suffix}")
    document = replace(
        make_document(("x",), kind=kind, title=title, meeting_number=meeting_number, meeting_date=meeting_date),
        pages=parsed.pages,
    )
    texts = {page.number: page.text for page in parsed.pages}
    records = extract(document)
    for record in records:
        assert texts[record.page][record.start : record.end] == record.quote
        assert 0 < len(record.quote) <= 400
    return records


def of_kind(records: Sequence[Record], kind: RecordKind) -> list[Record]:
    """Return the records of one kind."""
    return [record for record in records if kind_of(record) is kind]
