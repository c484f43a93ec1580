"""Records of the register ⇄ rows of the manifest, inside a transaction that the caller holds.

A row holds what is queried as columns and the kind's own fields as JSON. The quote is kept beside its offsets, since
cutting it out of a long page takes milliseconds.
"""

import bisect
import json
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from index.chunk import Chunk
from index.record import (
    KIND_OF,
    ItemType,
    Outcome,
    Presenter,
    Progress,
    Record,
    RecordKind,
    Span,
    cases_of,
    kind_of,
    record_id,
)
from index.record_filter import RecordFilter

SCHEMA = """
CREATE TABLE records (
    number INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    kind TEXT NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    quote TEXT NOT NULL, chunk_id TEXT, document_title TEXT NOT NULL, document_kind TEXT NOT NULL,
    language TEXT NOT NULL, access TEXT NOT NULL,
    case_number TEXT, title TEXT, meeting_number TEXT, meeting_date TEXT, board TEXT, fields TEXT NOT NULL
);
CREATE INDEX records_by_document ON records (document);
CREATE INDEX records_by_kind ON records (kind, meeting_date);
CREATE TABLE record_cases (
    record INTEGER NOT NULL REFERENCES records (number) ON DELETE CASCADE, case_number TEXT NOT NULL,
    PRIMARY KEY (case_number, record)
) WITHOUT ROWID;
CREATE INDEX record_cases_by_record ON record_cases (record);
"""
_COLUMNS = (
    "d.doc_id, d.source, r.document_title, r.document_kind, r.language, r.access, r.page, r.start, r.end,"
    " r.quote, r.case_number, r.title, r.meeting_number, r.meeting_date, r.board, r.chunk_id, r.kind, r.fields"
)
_SHARED = tuple(field.name for field in fields(Record))
_OWN = {cls: tuple(field.name for field in fields(cls) if field.name not in _SHARED) for cls in KIND_OF}
_TYPES = {kind: cls for cls, kind in KIND_OF.items()}
_ENUMS: dict[tuple[RecordKind, str], type[ItemType] | type[Outcome] | type[Progress]] = {
    (RecordKind.AGENDA_ITEM, "item_type"): ItemType,
    (RecordKind.DECISION, "outcome"): Outcome,
    (RecordKind.FOLLOW_UP, "progress"): Progress,
}


def insert_records(
    connection: sqlite3.Connection, document: int, records: Iterable[Record], chunks: Sequence[Chunk]
) -> None:
    """Store the records of the document with this row number, each with the one of its chunks that it begins in."""
    places = sorted((chunk.page, chunk.start, chunk.end, chunk.chunk_id) for chunk in chunks)
    for record in records:
        row = (
            record_id(record), document, kind_of(record), record.page, record.start, record.end, record.quote,
            _chunk_at(places, record), record.document_title, record.document_kind, record.language, record.access,
            record.case_number, record.title, record.meeting_number, record.meeting_date, record.board,
            json.dumps(_own(record), ensure_ascii=False, separators=(",", ":")),
        )  # fmt: skip
        cursor = connection.execute(f"INSERT INTO records VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
        links = [(cursor.lastrowid, case) for case in cases_of(record)]
        connection.executemany("INSERT INTO record_cases VALUES (?, ?)", links)


def _own(record: Record) -> dict[str, Any]:
    """Return the fields of the record's own kind that tell something, as JSON takes them."""
    told = ((name, getattr(record, name)) for name in _OWN[type(record)])
    return {name: _plain(value) for name, value in told if value is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return asdict(value) if isinstance(value, Span | Presenter) else value


def _chunk_at(places: Sequence[tuple[int, int, int, str]], record: Record) -> str | None:
    """Return the chunk that holds the record's first character, or the first one after it on the page."""
    at = bisect.bisect_right(places, (record.page, record.start, sys.maxsize, ""))
    if at and places[at - 1][0] == record.page and places[at - 1][2] > record.start:
        return places[at - 1][3]
    return places[at][3] if at < len(places) and places[at][0] == record.page else None


def read_records(connection: sqlite3.Connection, wanted: RecordFilter) -> tuple[Record, ...]:
    """Return the records that `wanted` lets through: by meeting date, source, page and place."""
    conditions, values = _conditions(wanted)
    query = (
        f"SELECT {_COLUMNS} FROM records r JOIN documents d ON d.number = r.document"  # noqa: S608
        f" WHERE {' AND '.join(conditions) or '1'}"
        " ORDER BY coalesce(r.meeting_date, ''), d.source, d.doc_id, r.page, r.start, r.number"
    )
    return tuple(_record(row) for row in connection.execute(query, values))


def count_records(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many records of each kind are stored."""
    rows = connection.execute("SELECT kind, count(*) FROM records GROUP BY kind").fetchall()
    return {kind.value: dict(rows).get(kind.value, 0) for kind in RecordKind}


def _conditions(wanted: RecordFilter) -> tuple[list[str], list[object]]:
    conditions: list[str] = []
    values: list[object] = []
    _among(conditions, values, "r.kind", [kind.value for kind in wanted.kinds])
    _among(conditions, values, "r.access", wanted.access)
    _among(conditions, values, "r.document_kind", wanted.document_kinds)
    _among(conditions, values, "r.language", wanted.languages)
    _among(conditions, values, "d.doc_id", wanted.documents)
    if wanted.cases and wanted.linked:
        marks = ",".join("?" * len(wanted.cases))
        conditions.append(f"r.number IN (SELECT record FROM record_cases WHERE case_number IN ({marks}))")  # noqa: S608
        values.extend(wanted.cases)
    else:
        _among(conditions, values, "r.case_number", wanted.cases)
    if wanted.sources:
        conditions.append("(" + " OR ".join(_source(values, source) for source in wanted.sources) + ")")
    if wanted.meetings:
        conditions.append("(" + " OR ".join(_meeting(values, meeting) for meeting in wanted.meetings) + ")")
    for day, sign in ((wanted.date_from, ">="), (wanted.date_to, "<=")):
        if day:
            conditions.append(f"r.meeting_date {sign} ?")
            values.append(day)
    return conditions, values


def _among(conditions: list[str], values: list[object], column: str, allowed: Sequence[str]) -> None:
    if allowed:
        conditions.append(f"{column} IN ({','.join('?' * len(allowed))})")
        values.extend(allowed)


def _source(values: list[object], source: str) -> str:
    values.append(source)
    if not source.endswith("/"):
        return "d.source = ?"
    values.append(source)
    return "substr(d.source, 1, length(?)) = ?"


def _meeting(values: list[object], meeting: str) -> str:
    """Match `44/24`, and a meeting that is only called 44 and was held in 2024."""
    number, _, year = meeting.partition("/")
    values.extend((meeting, number, year))
    return "(r.meeting_number = ? OR (r.meeting_number = ? AND substr(r.meeting_date, 3, 2) = ?))"


def _record(row: Sequence[Any]) -> Record:
    kind = RecordKind(row[16])
    own = {key: _value(kind, key, value) for key, value in json.loads(row[17]).items()}
    return _TYPES[kind](**dict(zip(_SHARED, row[:16], strict=True)), **own)


def _value(kind: RecordKind, key: str, value: Any) -> Any:
    if (kind, key) in _ENUMS:
        return _ENUMS[kind, key](value)
    if key.endswith("_at") and isinstance(value, dict):
        return Span(**value)
    if key == "presenters":
        return tuple(Presenter(**one) for one in value)
    return tuple(value) if isinstance(value, list) else value
