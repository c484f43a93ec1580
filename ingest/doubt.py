"""What in one document does not agree: sentences for whoever keeps the papers, each with what to do.

Finds contradictions and tables that could not be read as saker. Changes nothing and guesses nothing.
"""

from collections.abc import Iterable, Sequence

from index.analyze import terms
from index.document import BlockKind, Document, Kind
from index.record import AgendaItem, Decision, FollowUp, Record
from index.reference import case_numbers
from index.rows import DocumentRow
from ingest.line import lines
from ingest.table import rows

_CLAIMING = (Kind.MINUTES.value, Kind.NOTICE.value)
_WORDS = {Kind.MINUTES.value: "referat fra", Kind.NOTICE.value: "innkalling til"}


def doubts(document: Document, records: Sequence[Record]) -> tuple[str, ...]:
    """Return what does not agree inside a document."""
    found = [*_years(document, records), *_titles(document, records), *_nameless(document)]
    return tuple(dict.fromkeys(found))


def _years(document: Document, records: Sequence[Record]) -> Iterable[str]:
    """Case numbers carry the year of their meeting."""
    if not document.meeting_date:
        return
    year = document.meeting_date[2:4]
    cases = [record.case_number for record in records if record.case_number and _is_of_the_meeting(record)]
    wrong = [case for case in cases if case.rsplit("/", 1)[1] != year]
    if wrong:
        yield (
            f"Saksnummer {wrong[0]} stemmer ikke med møtedatoen {document.meeting_date}; "
            "sjekk hvilken av dem som er rett, og les inn på nytt."
        )
    elif document.meeting_number and "/" in document.meeting_number and document.meeting_number[-2:] != year:
        yield (
            f"Møtenummer {document.meeting_number} stemmer ikke med møtedatoen {document.meeting_date}; "
            "sjekk hvilken av dem som er rett, og les inn på nytt."
        )


def _is_of_the_meeting(record: Record) -> bool:
    """Say whether a record's case number must be one of the meeting's own: an item's, a decision's that names one."""
    return isinstance(record, AgendaItem) or (isinstance(record, Decision) and "-" in (record.case_number or ""))


def _titles(document: Document, records: Sequence[Record]) -> Iterable[str]:
    """A case number of the meeting's own agenda that a follow-up uses for something else."""
    items: dict[str, set[str]] = {}
    for record in records:
        if isinstance(record, AgendaItem) and record.case_number:
            items.setdefault(record.case_number, set()).update(terms(record.title or ""))
    for record in records:
        if not isinstance(record, FollowUp) or not record.title or record.case_number not in items:
            continue
        if items[record.case_number].isdisjoint(terms(record.title)):
            yield (
                f"Saksnummer {record.case_number} står på sakslisten med én tittel og i oppfølgingslisten med en annen "
                f"(«{record.title[:80]}»); sjekk hvilket nummer som er rett, og les inn på nytt."
            )


def _nameless(document: Document) -> Iterable[str]:
    """Rows with case numbers in tables whose columns have no names that are known."""
    if not any(block.kind is BlockKind.TABLE_ROW for page in document.pages for block in page.blocks):
        return
    unread = [
        row
        for row in rows(tuple(lines(document.pages)))
        if not row.columns and row.cells and next(case_numbers(row.cells[0].text), None)
    ]
    if unread:
        yield (
            f"{len(unread)} tabellrader på side {unread[0].line.page} har saksnummer, men ingen kjente "
            "kolonneoverskrifter; bare det som er sikkert, er tatt inn i registeret."
        )


def rivals(document: Document, others: Iterable[DocumentRow]) -> tuple[str, ...]:
    """Return a sentence for each other document that says it is the same paper of the same meeting."""
    if document.kind.value not in _CLAIMING or not document.meeting_number:
        return ()
    year = (document.meeting_date or "")[:4]
    return tuple(
        f"Også {other.source} sier at det er {_WORDS[other.kind]} møte {other.meeting_number}; "
        "ta ut det som ikke gjelder med «veiviser remove»."
        for other in others
        if (other.kind, other.meeting_number) == (document.kind.value, document.meeting_number)
        and other.source != document.source
        and (other.meeting_date or "")[:4] == year
        and (other.board is None or document.board is None or other.board == document.board)
    )
