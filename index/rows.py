"""What the manifest hands out: documents without their pages, files as they were last seen, counts.

Types alone: no reading and no writing.
"""

from dataclasses import dataclass
from enum import StrEnum

from index.subject import Subject


class FileStatus(StrEnum):
    """How the last reading of a file went."""

    INDEXED = "indexed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStat:
    """A file's size in bytes, its modification time in nanoseconds and the SHA-256 of its bytes in hex."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file as it was last seen. `doc_id` is its searchable document, which may be an older version.

    `message` says why a failed file failed. A file that could not even be read has size -1 and an empty hash.
    """

    path: str
    size: int
    mtime_ns: int
    sha256: str
    status: FileStatus
    message: str | None
    doc_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as it is listed: all but its pages. `ingested_at` is UTC, ISO 8601; `los` its subject terms."""

    doc_id: str
    source: str
    title: str
    kind: str
    language: str
    access: str
    sha256: str
    media_type: str
    meeting_number: str | None
    meeting_date: str | None
    warnings: tuple[str, ...]
    page_count: int
    chunk_count: int
    ingested_at: str
    board: str | None = None
    version: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    draft: str | None = None
    los: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much is indexed; `meetings` counts the different meeting numbers of documents."""

    documents: int
    pages: int
    chunks: int
    meetings: int
