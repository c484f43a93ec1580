"""Rows of the manifest → documents, pages, chunks and files.

Each function reads through a connection whose transaction the caller holds. Does not write.
"""

import json
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import Any

from index.chunk import Chunk, Unit, UnitKind
from index.document import Block, BlockKind, Page
from index.position import Position
from index.rows import Counts, DocumentRow, FileRow, FileStatus
from index.subject import Subject
from index.tag_rows import read_tags

_CHUNK_COLUMNS = (
    "c.chunk_id, d.doc_id, c.title, d.source, c.kind, c.page, c.start, c.end, c.units, c.headings,"
    " c.language, c.access, c.case_number, c.meeting_number, c.meeting_date, c.document, d.record"
)
_DOCUMENT_COLUMNS = (
    "doc_id, source, title, kind, language, access, sha256, media_type, meeting_number, meeting_date,"
    " warnings, page_count, chunk_count, ingested_at, board, version, valid_from, valid_to, draft"
)
_FILE_COLUMNS = "path, size, mtime_ns, sha256, status, message, doc_id"
_UNIT_KINDS = {kind.value: kind for kind in UnitKind}
_IN_LIMIT = 500
_BIG_LENGTH = 20_000  # characters
_MOST_BIG = 64  # pages that are kept
_BIG: OrderedDict[tuple[str, int], str] = OrderedDict()
_BIG_LOCK = threading.Lock()


def read_documents(connection: sqlite3.Connection) -> tuple[DocumentRow, ...]:
    """Return every document, by source path."""
    rows = connection.execute(f"SELECT {_DOCUMENT_COLUMNS} FROM documents ORDER BY source, doc_id")  # noqa: S608
    return tuple(_document(row) for row in rows)


def read_document(connection: sqlite3.Connection, doc_id: str) -> DocumentRow | None:
    """Return one document, or None."""
    query = f"SELECT {_DOCUMENT_COLUMNS} FROM documents WHERE doc_id = ?"  # noqa: S608
    row = connection.execute(query, (doc_id,)).fetchone()
    return _document(row) if row else None


def read_page(connection: sqlite3.Connection, doc_id: str, number: int) -> Page | None:
    """Return one page with its blocks, or None."""
    row = connection.execute(
        "SELECT p.number, p.text, p.blocks, p.warning FROM pages p JOIN documents d ON d.number = p.document"
        " WHERE d.doc_id = ? AND p.number = ?",
        (doc_id, number),
    ).fetchone()
    if row is None:
        return None
    blocks = tuple(Block(start=s, end=e, kind=BlockKind(k), level=n) for s, e, k, n in json.loads(row[2]))
    return Page(number=row[0], text=row[1], blocks=blocks, warning=row[3])


def read_passage(connection: sqlite3.Connection, doc_id: str, number: int, start: int, end: int) -> str:
    """Return characters [start, end) of a page; empty where there are none."""
    row = connection.execute(
        "SELECT substr(p.text, ?, ?) FROM pages p JOIN documents d ON d.number = p.document"
        " WHERE d.doc_id = ? AND p.number = ?",
        (start + 1, end - start, doc_id, number),
    ).fetchone()
    return str(row[0]) if row else ""


def read_chunks(connection: sqlite3.Connection, doc_id: str) -> tuple[Chunk, ...]:
    """Return the chunks of one document in their order."""
    query = (
        f"SELECT {_CHUNK_COLUMNS} FROM chunks c JOIN documents d ON d.number = c.document"  # noqa: S608
        " WHERE d.doc_id = ? ORDER BY c.ordinal"
    )
    return tuple(_with_text(connection, connection.execute(query, (doc_id,)).fetchall()))


def read_chunks_by_id(connection: sqlite3.Connection, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
    """Return the chunks that exist among `chunk_ids`, by id."""
    rows: list[tuple[Any, ...]] = []
    for group in _groups(chunk_ids):
        query = (
            f"SELECT {_CHUNK_COLUMNS} FROM chunks c JOIN documents d ON d.number = c.document"  # noqa: S608
            f" WHERE c.chunk_id IN ({_marks(group)})"
        )
        rows.extend(connection.execute(query, group).fetchall())
    return {chunk.chunk_id: chunk for chunk in _with_text(connection, rows)}


def read_neighbours(connection: sqlite3.Connection, chunk_id: str, reach: int) -> tuple[Chunk, ...]:
    """Return the chunks of the same document at most `reach` places from one, in order, itself included."""
    query = (
        f"SELECT {_CHUNK_COLUMNS} FROM chunks o JOIN chunks c ON c.document = o.document"  # noqa: S608
        " JOIN documents d ON d.number = c.document"
        " WHERE o.chunk_id = ? AND c.ordinal BETWEEN o.ordinal - ? AND o.ordinal + ? ORDER BY c.ordinal"
    )
    return tuple(_with_text(connection, connection.execute(query, (chunk_id, reach, reach)).fetchall()))


def read_positions(connection: sqlite3.Connection, chunk_ids: Sequence[str]) -> dict[str, Position]:
    """Return where each chunk stands among all; it decides between equal scores."""
    found: dict[str, Position] = {}
    for group in _groups(chunk_ids):
        query = (
            "SELECT c.chunk_id, d.source, d.doc_id, c.ordinal, c.page, c.start, c.end, c.case_number FROM chunks c"  # noqa: S608
            f" JOIN documents d ON d.number = c.document WHERE c.chunk_id IN ({_marks(group)})"
        )
        found.update({row[0]: Position(*row[1:]) for row in connection.execute(query, group)})
    return found


def read_files(connection: sqlite3.Connection) -> Iterator[FileRow]:
    """Yield every file as it was last seen, by path."""
    for row in connection.execute(f"SELECT {_FILE_COLUMNS} FROM files ORDER BY path"):  # noqa: S608
        yield _file(row)


def read_file(connection: sqlite3.Connection, path: bytes) -> FileRow | None:
    """Return one file as it was last seen, or None."""
    row = connection.execute(f"SELECT {_FILE_COLUMNS} FROM files WHERE path = ?", (path,)).fetchone()  # noqa: S608
    return _file(row) if row else None


def read_counts(connection: sqlite3.Connection) -> Counts:
    """Return how much is indexed."""
    documents, pages, chunks, meetings = connection.execute(
        "SELECT count(*), coalesce(sum(page_count), 0), coalesce(sum(chunk_count), 0),"
        " count(DISTINCT meeting_number) FROM documents"
    ).fetchone()
    return Counts(documents=documents, pages=pages, chunks=chunks, meetings=meetings)


def _groups(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), _IN_LIMIT):
        yield values[start : start + _IN_LIMIT]


def _marks(values: Sequence[object]) -> str:
    return ",".join("?" * len(values))


def _file(row: tuple[Any, ...]) -> FileRow:
    return FileRow(
        path=os.fsdecode(row[0]),
        size=row[1],
        mtime_ns=row[2],
        sha256=row[3],
        status=FileStatus(row[4]),
        message=row[5],
        doc_id=row[6],
    )


def _document(row: tuple[Any, ...]) -> DocumentRow:
    return DocumentRow(
        doc_id=row[0],
        source=row[1],
        title=row[2],
        kind=row[3],
        language=row[4],
        access=row[5],
        sha256=row[6],
        media_type=row[7],
        meeting_number=row[8],
        meeting_date=row[9],
        warnings=tuple(json.loads(row[10])),
        page_count=row[11],
        chunk_count=row[12],
        ingested_at=row[13],
        board=row[14],
        version=row[15],
        valid_from=row[16],
        valid_to=row[17],
        draft=row[18],
    )


def _with_text(connection: sqlite3.Connection, rows: Sequence[tuple[Any, ...]]) -> list[Chunk]:
    """Make chunks of rows: the text is cut out of the pages, each of which is read once."""
    texts: dict[tuple[int, int], str] = {}
    for row in rows:
        place = (row[15], row[5])
        if place not in texts:
            texts[place] = _page_text(connection, row[16], place)
    tags = read_tags(connection, [row[0] for row in rows])
    return [_chunk(row, texts[row[15], row[5]], tags.get(row[0], ())) for row in rows]


def _page_text(connection: sqlite3.Connection, record: str, place: tuple[int, int]) -> str:
    """Read a page's text; a big one, which takes milliseconds, is kept: a record's pages never change."""
    key = (record, place[1])
    with _BIG_LOCK:
        if key in _BIG:
            _BIG.move_to_end(key)
            return _BIG[key]
    text = str(connection.execute("SELECT text FROM pages WHERE document = ? AND number = ?", place).fetchone()[0])
    if len(text) >= _BIG_LENGTH:
        with _BIG_LOCK:
            _BIG[key] = text
            if len(_BIG) > _MOST_BIG:
                _BIG.popitem(last=False)
    return text


def _chunk(row: tuple[Any, ...], page_text: str, tags: tuple[Subject, ...]) -> Chunk:
    return Chunk(
        chunk_id=row[0],
        doc_id=row[1],
        title=row[2],
        source=row[3],
        kind=row[4],
        page=row[5],
        start=row[6],
        end=row[7],
        text=page_text[row[6] : row[7]],
        units=tuple(Unit(start=s, end=e, kind=_UNIT_KINDS[k]) for s, e, k in json.loads(row[8])),
        headings=tuple(json.loads(row[9])),
        language=row[10],
        access=row[11],
        case_number=row[12],
        meeting_number=row[13],
        meeting_date=row[14],
        los=tags,
    )


def read_textless(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many pages without text each document has that has some, by its id."""
    rows = connection.execute(
        "SELECT doc_id, count(*) FROM pages JOIN documents ON documents.number = pages.document"
        " WHERE text = '' GROUP BY doc_id"
    )
    return {str(doc_id): int(count) for doc_id, count in rows}
