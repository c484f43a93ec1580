"""What became of each file of one ingest."""

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """What was done with a file."""

    INDEXED = "indexed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One file: `message` says why it failed and what to do, `warnings` what to know although it did not."""

    path: str
    source: str
    status: Status
    doc_id: str | None = None
    pages: int = 0
    chunks: int = 0
    records: int = 0
    warnings: tuple[str, ...] = ()
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How one ingest went, in numbers of files; `pages`, `chunks` and `records` count what was newly indexed."""

    indexed: int
    unchanged: int
    failed: int
    removed: int
    pages: int
    chunks: int
    records: int
    seconds: float
