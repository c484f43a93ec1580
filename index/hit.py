"""A chunk that a search found."""

from dataclasses import dataclass

from index.chunk import Chunk


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found chunk. `rank` is 1-based; `score` compares hits of one query only and has no unit."""

    chunk: Chunk
    score: float
    rank: int
