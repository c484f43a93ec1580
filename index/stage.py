"""The manifest's rows as a writer changes them, inside the writer's open transaction.

Does not begin or commit, and knows nothing of vectors: `writer.py` does.
"""

import json
import os
import secrets
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime

from index.chunk import Chunk
from index.document import Document
from index.lookup import read_chunks
from index.provenance import ANALYZER, MODEL, PUBLISHED_AT, STORE, TOKEN
from index.record import Record
from index.record_rows import insert_records
from index.repeat import content
from index.repeat_rows import insert_prints
from index.rows import FileStat, FileStatus
from index.sparse import fingerprint


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Store one value of `meta`."""
    connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))


def note_publication(connection: sqlite3.Connection, token: str, *, store: str, model: str) -> None:
    """Store the name of what is published, when, and what it was made with."""
    noted = {TOKEN: token, STORE: store, MODEL: model, ANALYZER: fingerprint(), PUBLISHED_AT: now()}
    for key, value in noted.items():
        set_meta(connection, key, value)


def insert_document(
    connection: sqlite3.Connection, document: Document, chunks: Sequence[Chunk], found: Sequence[Record], record: str
) -> None:
    """Store a document with its pages, its chunks and what was `found` in it for the register."""
    row = (
        document.doc_id,
        record,
        document.source,
        document.title,
        document.kind,
        document.language,
        document.access,
        document.sha256,
        document.media_type,
        document.meeting_number,
        document.meeting_date,
        _json(document.warnings),
        len(document.pages),
        len(chunks),
        now(),
        document.board,
        document.version,
        document.valid_from,
        document.valid_to,
        document.draft,
    )
    cursor = connection.execute(f"INSERT INTO documents VALUES (NULL{', ?' * len(row)})", row)  # noqa: S608
    number = int(cursor.lastrowid or 0)
    connection.executemany(
        "INSERT INTO pages VALUES (?, ?, ?, ?, ?)",
        [
            (number, p.number, p.text, _json([(b.start, b.end, b.kind, b.level) for b in p.blocks]), p.warning)
            for p in document.pages
        ],
    )
    insert_records(connection, number, found, chunks)
    connection.executemany(
        f"INSERT INTO chunks VALUES (?{', ?' * 15})",  # noqa: S608
        [
            (
                chunk.chunk_id,
                number,
                ordinal,
                chunk.page,
                chunk.start,
                chunk.end,
                chunk.title,
                chunk.kind,
                chunk.language,
                chunk.access,
                chunk.case_number,
                chunk.meeting_number,
                chunk.meeting_date,
                _json([(unit.start, unit.end, unit.kind) for unit in chunk.units]),
                _json(chunk.headings),
                content(chunk.text),
            )
            for ordinal, chunk in enumerate(chunks)
        ],
    )
    insert_prints(connection, number, chunks)


def look_again(connection: sqlite3.Connection, doc_id: str) -> tuple[Chunk, ...]:
    """Work out anew what the repetition of a stored document's chunks is known by, and return them."""
    chunks = read_chunks(connection, doc_id)
    number = connection.execute("SELECT number FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()[0]
    connection.executemany(
        "UPDATE chunks SET content = ? WHERE chunk_id = ?", [(content(chunk.text), chunk.chunk_id) for chunk in chunks]
    )
    insert_prints(connection, number, chunks)
    return chunks


def delete_document(connection: sqlite3.Connection, doc_id: str) -> None:
    """Delete a document with its pages, chunks and records; its files must have been let go."""
    connection.execute("DELETE FROM documents WHERE doc_id = ?", (doc_id,))


def record_of(connection: sqlite3.Connection, doc_id: str) -> str | None:
    """Return the name of the stored version of a document, or None."""
    row = connection.execute("SELECT record FROM documents WHERE doc_id = ?", (doc_id,)).fetchone()
    return str(row[0]) if row else None


def new_record(doc_id: str) -> str:
    """Return a name for one stored version of a document, never used before."""
    return f"{doc_id}@{secrets.token_hex(6)}"


def set_record(connection: sqlite3.Connection, doc_id: str, record: str) -> None:
    """Name the stored version of a document anew."""
    connection.execute("UPDATE documents SET record = ? WHERE doc_id = ?", (record, doc_id))


def clear_counts(connection: sqlite3.Connection) -> None:
    """Forget all counts of terms and n-grams."""
    connection.execute("DELETE FROM terms")
    connection.execute("DELETE FROM grams")


def set_file(
    connection: sqlite3.Connection,
    path: str,
    stat: FileStat,
    status: FileStatus,
    *,
    message: str | None,
    doc_id: str | None,
) -> None:
    """Store how a file was last seen."""
    text = message.encode("utf-8", "replace").decode("utf-8") if message else message
    row = (os.fsencode(path), stat.size, stat.mtime_ns, stat.sha256, status, text, doc_id)
    connection.execute("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def delete_file(connection: sqlite3.Connection, path: str) -> None:
    """Forget a file."""
    connection.execute("DELETE FROM files WHERE path = ?", (os.fsencode(path),))


def files_of(connection: sqlite3.Connection, doc_id: str) -> list[str]:
    """Return the paths whose searchable document is `doc_id`."""
    rows = connection.execute("SELECT path FROM files WHERE doc_id = ?", (doc_id,))
    return [os.fsdecode(row[0]) for row in rows]


def needed_originals(connection: sqlite3.Connection) -> set[str]:
    """Return the hashes of the original files that documents refer to."""
    return {row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM documents")}


def now() -> str:
    """Return the time as it is stored: UTC, ISO 8601, to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
