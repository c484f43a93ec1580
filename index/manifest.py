"""The manifest: a SQLite file that holds what is true; vectors can be made again from it.

Holds the schema and opens connections. Rows are read in `lookup.py`, written in `stage.py`.
A reader sees the last commit while a writer works (write-ahead log); a commit survives a power cut.
"""

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import StoreError
from index.record_rows import SCHEMA as RECORDS
from index.repeat_rows import SCHEMA as REPEATS
from index.tag_rows import SCHEMA as TAGS

FILE_NAME = "manifest.sqlite3"
SCHEMA_VERSION = 3
OWNER = "owner"  # a random name of this manifest
_BUSY_SECONDS = 10.0
_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE documents (
    number INTEGER PRIMARY KEY, doc_id TEXT NOT NULL UNIQUE, record TEXT NOT NULL, source TEXT NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, access TEXT NOT NULL,
    sha256 TEXT NOT NULL, media_type TEXT NOT NULL, meeting_number TEXT, meeting_date TEXT,
    warnings TEXT NOT NULL, page_count INTEGER NOT NULL, chunk_count INTEGER NOT NULL,
    ingested_at TEXT NOT NULL,
    board TEXT, version TEXT, valid_from TEXT, valid_to TEXT, draft TEXT
);
CREATE INDEX documents_by_sha256 ON documents (sha256);
CREATE TABLE files (
    path BLOB PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL,
    status TEXT NOT NULL, message TEXT, doc_id TEXT REFERENCES documents (doc_id) DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE INDEX files_by_doc_id ON files (doc_id);
CREATE TABLE pages (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    number INTEGER NOT NULL, text TEXT NOT NULL, blocks TEXT NOT NULL, warning TEXT,
    UNIQUE (document, number)
);
CREATE TABLE chunks (
    chunk_id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, page INTEGER NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, language TEXT NOT NULL, access TEXT NOT NULL,
    case_number TEXT, meeting_number TEXT, meeting_date TEXT, units TEXT NOT NULL, headings TEXT NOT NULL,
    content INTEGER NOT NULL, -- a number of its words
    UNIQUE (document, ordinal)
);
CREATE TABLE terms (
    term TEXT PRIMARY KEY, df INTEGER NOT NULL, length INTEGER NOT NULL, letters INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX terms_by_length ON terms (length);
CREATE TABLE grams (gram INTEGER PRIMARY KEY, df INTEGER NOT NULL);
"""
_CONTENT = "CREATE INDEX chunks_by_content ON chunks (content);"
_SCHEMA = _TABLES + RECORDS + TAGS + REPEATS + _CONTENT
_COLUMNS = ("board TEXT", "version TEXT", "valid_from TEXT", "valid_to TEXT", "draft TEXT")  # of documents, since 2


@contextmanager
def sentences(path: Path) -> Iterator[None]:
    """Turn SQLite's errors and the disk's into a StoreError sentence that names `path` and the remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_sentence(path, error)) from error
    except OSError as error:
        raise StoreError(
            f"{error.filename or path} kan ikke brukes ({error.strerror}); "
            "sjekk plassen på disken og rettighetene til mappen."
        ) from error


def _sentence(path: Path, error: sqlite3.Error) -> str:
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith("SQLITE_FULL"):
        return f"Disken er full, så {path} kan ikke skrives; frigjør plass og kjør på nytt."
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return f"{path} er skadet; slett mappen {path.parent} og kjør `veiviser ingest` på nytt."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_IOERR")):
        return f"{path} kan ikke åpnes eller skrives ({error}); sjekk rettighetene til mappen {path.parent}."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"{path} er låst av et annet program; vent til det er ferdig og prøv igjen."
    return f"{path} kan ikke brukes ({error}); kjør `veiviser ingest --rebuild`."


def connect_to_write(path: Path, *, upgrade: bool = False) -> sqlite3.Connection:
    """Open the manifest for the one writer, making it when it is missing; transactions are explicit.

    With `upgrade`, one of an older schema is brought to this one; its files will all be read anew.
    """
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA cache_size=-32768")
        if not _has_schema(connection):
            rows = f"('schema', '{SCHEMA_VERSION}'), ('{OWNER}', '{secrets.token_hex(8)}')"
            connection.executescript(f"BEGIN IMMEDIATE; {_SCHEMA} INSERT INTO meta VALUES {rows}; COMMIT;")  # noqa: S608
        if upgrade:
            _upgrade(connection)
        check_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_read(path: Path) -> sqlite3.Connection | None:
    """Open the manifest for reading; None while there is none, or one that is just being made."""
    if not path.exists():
        return None
    uri = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        if not _has_schema(connection):
            connection.close()
            return None
        connection.execute("PRAGMA query_only=ON")
        check_schema(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_to_nothing() -> sqlite3.Connection:
    """Return an empty manifest in memory, to be read where there is none."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    connection.executescript(_SCHEMA)
    return connection


def _has_schema(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone())


def _upgrade(connection: sqlite3.Connection) -> None:
    """Add what earlier versions lack. What is read out of papers is not known yet, so no file counts as unchanged."""
    made = read_meta(connection, "schema")
    if made not in ("1", "2"):
        return
    columns = "".join(f"ALTER TABLE documents ADD COLUMN {column}; " for column in _COLUMNS)
    connection.executescript(
        f"BEGIN IMMEDIATE; {RECORDS + TAGS + columns if made == '1' else ''} {REPEATS}"  # noqa: S608
        f" ALTER TABLE chunks ADD COLUMN content INTEGER NOT NULL DEFAULT 0; {_CONTENT} UPDATE files SET sha256 = '';"
        f" UPDATE meta SET value = '{SCHEMA_VERSION}' WHERE key = 'schema'; COMMIT;"
    )


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise StoreError when another version of the program made the manifest."""
    version = read_meta(connection, "schema")
    if version in ("1", "2"):
        raise StoreError(
            f"{path} er laget av en eldre versjon av programmet, som leste mindre ut av papirene; "
            "kjør `veiviser ingest --rebuild` med mappene som ble lest inn."
        )
    if version != str(SCHEMA_VERSION):
        raise StoreError(
            f"{path} har skjemaversjon {version}, men dette programmet kjenner versjon {SCHEMA_VERSION}; "
            "bruk samme versjon av programmet som laget den, eller en annen mappe."
        )


def read_meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return one value of `meta`, or None."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None
