"""A chunk that a search found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.chunk import Chunk
from index.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One found chunk. `rank` is 1-based; `score` compares hits of one query only and has no unit.

    `bm25` is the words' own score, which also compares with the question's weight: 0 where other legs found it.
    `also` are the other places of the passage that the asker may see.
    """

    chunk: Chunk
    score: float
    rank: int
    bm25: float = 0.0
    also: tuple[Place, ...] = ()


def hits_of(
    chunks: Mapping[str, Chunk], ranked: Sequence[tuple[str, float]], words: Mapping[str, float]
) -> tuple[Hit, ...]:
    """Return the ranked chunks that are among `chunks`, numbered from 1; `words` are their BM25 scores."""
    known = [(chunks[chunk_id], score) for chunk_id, score in ranked if chunk_id in chunks]
    return tuple(
        Hit(chunk=chunk, score=score, rank=number, bm25=words.get(chunk.chunk_id, 0.0))
        for number, (chunk, score) in enumerate(known, start=1)
    )
