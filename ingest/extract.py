"""What the register holds of one document, stage by stage. Each stage finds one kind of record and shows its place."""

from collections.abc import Iterable

from index.document import Document
from index.record import Record, record_id
from ingest.about import about
from ingest.agenda import agenda
from ingest.delivery import deliveries
from ingest.follow_up import follow_ups
from ingest.line import lines
from ingest.outcomes import outcomes


def extract(document: Document) -> tuple[Record, ...]:
    """Return the records of a document (or of one record of a collection), in reading order."""
    read = tuple(lines(document.pages))
    known = about(document)
    found: list[Record] = [
        *agenda(read, known),
        *follow_ups(read, known),
        *deliveries(read, known),
        *outcomes(read, known),
    ]
    return tuple(sorted(_each_once(found), key=lambda record: (record.page, record.start)))


def _each_once(records: Iterable[Record]) -> list[Record]:
    """Leave out what a second way of looking found at the same place."""
    return list({record_id(record): record for record in records if record.quote}.values())
