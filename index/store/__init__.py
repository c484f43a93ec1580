"""The store: vectors and what they are filtered by. Qdrant Edge in this process, or a Qdrant server.

What is published is named by a token that the manifest commits. A writer never changes what a reader with an
earlier token finds. Holds no text: what is found are chunk ids with scores.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.chunk import Chunk
from index.filter import Filter
from index.settings import IndexSettings
from index.sparse import SparseVector

if TYPE_CHECKING:
    from index.weigh import Weighed  # brings numpy, which searching does without

BATCH = 500  # points written at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """What the store keeps of one chunk. `record` names one stored version of one document.

    `subjects` are the URIs of its subject terms and of all above them.
    """

    chunk_id: str
    record: str
    doc_id: str
    source: str
    kind: str
    language: str
    access: str
    case_number: str | None
    meeting_number: str | None
    meeting_date: str | None
    words: SparseVector
    grams: SparseVector
    dense: tuple[float, ...] | None = None
    subjects: tuple[str, ...] = ()


def point_of(
    chunk: Chunk, record: str, weighed: "Weighed", dense: tuple[float, ...] | None, subjects: tuple[str, ...] = ()
) -> Point:
    """Return what the store keeps of `chunk`; `weighed` is the chunk's own, `subjects` its terms and all above."""
    return Point(
        chunk_id=chunk.chunk_id,
        record=record,
        doc_id=chunk.doc_id,
        source=chunk.source,
        kind=chunk.kind,
        language=chunk.language,
        access=chunk.access,
        case_number=chunk.case_number,
        meeting_number=chunk.meeting_number,
        meeting_date=chunk.meeting_date,
        words=weighed.words_vector,
        grams=weighed.grams_vector,
        dense=dense,
        subjects=subjects,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as vectors; a leg that is None or empty is not searched."""

    words: SparseVector
    grams: SparseVector
    dense: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What each leg found, best first: chunk ids with scores. Scores of different legs do not compare."""

    words: tuple[tuple[str, float], ...] = ()
    grams: tuple[tuple[str, float], ...] = ()
    dense: tuple[tuple[str, float], ...] = ()


class StoreReader(Protocol):
    """One publication, open for searching; may be used by several threads."""

    def search(self, question: Question, condition: Filter, limit: int) -> Found:
        """Return at most `limit` chunks for each leg. Raises StoreError."""
        ...

    def close(self) -> None:
        """Let go of it."""
        ...


class StoreWriter(Protocol):
    """The next publication while it is being made; nobody else sees it."""

    def remove(self, record: str) -> None:
        """Leave out every point of one stored version of a document."""
        ...

    def upsert(self, points: Sequence[Point]) -> None:
        """Add points; at most `BATCH` at a time."""
        ...

    def finish(self) -> str:
        """Make everything durable and return the token to commit."""
        ...

    def abandon(self) -> None:
        """Undo everything; after `finish` do nothing, since the token may have been committed."""
        ...


class Store(Protocol):
    """Where publications lie."""

    @property
    def identity(self) -> str:
        """Where the vectors are, in words; the manifest keeps it."""
        ...

    @property
    def isolated(self) -> bool:
        """Whether an open publication stays whole after a newer one has been collected."""
        ...

    def begin(self, token: str | None, *, dimension: int | None, owner: str) -> StoreWriter:
        """Start the publication after `token` (None: start empty). `dimension` is that of dense vectors;
        `owner` names the manifest, for stores that several may share.

        Whatever a killed writer left is removed first.
        """
        ...

    def read(self, token: str) -> StoreReader | None:
        """Open a publication; None when it is gone because a newer one has replaced it."""
        ...

    def collect(self, token: str) -> None:
        """Remove what the publication `token`, which has been committed, replaced."""
        ...


def open_store(settings: IndexSettings) -> Store:
    """Return the store that the settings choose; nothing is opened yet."""
    if settings.qdrant_url:
        from index.store.server import ServerStore

        return ServerStore.connect(settings)
    from index.store.edge import EdgeStore

    return EdgeStore(settings.data / "store")
