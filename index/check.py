"""What must hold of a document before it is stored."""

from collections.abc import Sequence
from datetime import date

from index.chunk import Chunk
from index.document import Document
from index.errors import SourceError
from index.record import QUOTE_MAX, Record, record_id


def check_document(document: Document, chunks: Sequence[Chunk], records: Sequence[Record] = ()) -> None:
    """Raise SourceError when text or dates cannot be stored, ValueError when chunks or records and pages disagree."""
    texts = {page.number: page.text for page in document.pages}
    if len(texts) != len(document.pages):
        raise ValueError(f"two pages of {document.source} have the same number")
    for page in document.pages:
        _encodable(document.source, page.text)
    _encodable(document.source, "".join([document.source, document.title, *document.warnings]))
    _date(document.source, document.meeting_date)
    seen: set[str] = set()
    for chunk in chunks:
        if chunk.chunk_id in seen:
            raise ValueError(f"chunk {chunk.chunk_id} of {document.source} occurs twice")
        seen.add(chunk.chunk_id)
        if (chunk.doc_id, chunk.source) != (document.doc_id, document.source):
            raise ValueError(f"chunk {chunk.chunk_id} belongs to {chunk.source}, not to {document.source}")
        if chunk.page not in texts or texts[chunk.page][chunk.start : chunk.end] != chunk.text:
            raise ValueError(f"chunk {chunk.chunk_id} is not a verbatim part of page {chunk.page}")
        _encodable(document.source, "".join([chunk.title, *chunk.headings]))
        _date(document.source, chunk.meeting_date)

    _check_records(document, records, texts)


def _check_records(document: Document, records: Sequence[Record], texts: dict[int, str]) -> None:
    seen: set[str] = set()
    for record in records:
        name = record_id(record)
        if name in seen:
            raise ValueError(f"record {name} of {document.source} occurs twice")
        seen.add(name)
        if record.page not in texts or texts[record.page][record.start : record.end] != record.quote:
            raise ValueError(f"record {name} is not a verbatim part of page {record.page}")
        if not 0 < len(record.quote) <= QUOTE_MAX:
            raise ValueError(f"record {name} has a quote of {len(record.quote)} characters")
        _date(document.source, record.meeting_date)


def _encodable(source: str, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        name = source.encode("utf-8", "replace").decode()
        raise SourceError(
            f"{name} inneholder tegn som ikke er gyldig Unicode; lagre filen på nytt som UTF-8."
        ) from error


def _date(source: str, value: str | None) -> None:
    if value is None:
        return
    try:
        valid = date.fromisoformat(value).isoformat() == value
    except ValueError:
        valid = False
    if not valid:
        raise SourceError(f"{source} har møtedatoen {value}, som ikke finnes; rett datoen i dokumentet.")
