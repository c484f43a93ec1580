"""What is searched and cited: chunks of one page, divided into units that can each be quoted."""

import uuid
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from index.subject import Subject

CHUNK_NAMESPACE = uuid.UUID("6c1e1f2a-6f43-5d0c-9d0e-2f6f3a6f6b11")


class UnitKind(StrEnum):
    """What a unit of text is."""

    HEADING = "heading"
    SENTENCE = "sentence"
    LIST_ENTRY = "list_entry"
    TABLE_ROW = "table_row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The smallest stretch that can be cited. `start` and `end` are offsets into the page's text."""

    start: int
    end: int
    kind: UnitKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """A verbatim stretch of one page: `page_text[start:end] == text`, always.

    `units` lie in order inside the chunk, do not overlap, and have page offsets. `headings` are the headings
    that stand above the chunk, outermost first, verbatim but not part of `text`. `los` are its subject terms, best
    first; the index gives them, so a chunk that is only made has none.
    """

    chunk_id: str
    doc_id: str
    title: str
    source: str
    kind: str
    page: int
    start: int
    end: int
    text: str
    units: tuple[Unit, ...]
    headings: tuple[str, ...]
    language: str
    access: str
    case_number: str | None = None
    meeting_number: str | None = None
    meeting_date: str | None = None
    los: tuple[Subject, ...] = ()


def chunk_id(doc_id: str, page: int, start: int, end: int) -> str:
    """Derive the id of a chunk from its place, never from its content: board packs repeat whole pages."""
    return str(uuid.uuid5(CHUNK_NAMESPACE, f"{doc_id}:{page}:{start}:{end}"))


@lru_cache(maxsize=200_000)
def id_text(number: int) -> str:
    """Return the id that is this number. Kept, since writing one costs more than finding it: some 200 bytes each."""
    return str(uuid.UUID(int=number))


def embedding_text(chunk: Chunk) -> str:
    """Return what is searched for a chunk: its text after title, case number and headings. Never shown."""
    above = text_above(chunk)
    return f"{above}\n{chunk.text}" if above else chunk.text


def text_above(chunk: Chunk) -> str:
    """Return what a chunk is searched by besides its text: title, case number and headings."""
    return "\n".join([part for part in (chunk.title, chunk.case_number or "", *chunk.headings) if part])
