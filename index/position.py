"""Where a found chunk stands, told without reading it."""

from typing import NamedTuple


class Position(NamedTuple):
    """A chunk's place among all: by its source and document, then by its number in it. Offsets are of its page."""

    source: str
    doc_id: str
    ordinal: int
    page: int
    start: int
    end: int
    case_number: str | None


class Placed(NamedTuple):
    """A chunk that a search found. `score` compares places of one search; `bm25` is the words' own score."""

    chunk_id: str
    score: float
    bm25: float
    at: Position
