"""Documents and chunks that were read lately, so that what is asked for again needs no reading and parsing.

Holds what belongs to one publication at a time: a new one empties it. Safe for several threads.
"""

import sqlite3
import threading
from collections.abc import Sequence

from index import lookup
from index.chunk import Chunk
from index.position import Position
from index.rows import Counts, DocumentRow
from index.tag_rows import with_tags

MOST = 25_000  # chunks, about 3 kB each
MOST_PLACES = 100_000  # chunks, some 400 bytes each


class Remembered:
    """The documents and how many, and chunks by id with where they stand, of the publication that was read last."""

    def __init__(self) -> None:
        self._token: str | None = None
        self._chunks: dict[str, Chunk] = {}
        self._places: dict[str, Position] = {}
        self._documents: tuple[DocumentRow, ...] | None = None
        self._counts: Counts | None = None
        self._lock = threading.Lock()

    def documents(self, connection: sqlite3.Connection, token: str | None) -> tuple[DocumentRow, ...]:
        """Return every document, by source path; `token` names the publication that `connection` sees."""
        with self._lock:
            self._turn_to(token)
            if self._documents is None:
                self._documents = tuple(with_tags(connection, lookup.read_documents(connection)))
            return self._documents

    def counts(self, connection: sqlite3.Connection, token: str | None) -> Counts:
        """Return how much there is: documents change with no commit but that of a new publication."""
        with self._lock:
            self._turn_to(token)
            if self._counts is None or token is None:
                self._counts = lookup.read_counts(connection)
            return self._counts

    def _turn_to(self, token: str | None) -> None:
        if token != self._token:
            self._token, self._chunks, self._places, self._documents, self._counts = token, {}, {}, None, None

    def positions(
        self, connection: sqlite3.Connection, token: str | None, chunk_ids: Sequence[str]
    ) -> dict[str, Position]:
        """Return where each chunk that exists stands among all; `token` names the publication that is seen."""
        with self._lock:
            self._turn_to(token)
            if len(self._places) > MOST_PLACES:
                self._places = {}
            known = self._places
        missing = [chunk_id for chunk_id in chunk_ids if chunk_id not in known]
        if missing:
            known.update(lookup.read_positions(connection, missing))
        return {chunk_id: known[chunk_id] for chunk_id in chunk_ids if chunk_id in known}

    def chunks(self, connection: sqlite3.Connection, token: str | None, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
        """Return the chunks that exist among `chunk_ids`; `token` names the publication that `connection` sees."""
        known = self._known_chunks(token)
        found = {chunk_id: known[chunk_id] for chunk_id in chunk_ids if chunk_id in known}
        missing = [chunk_id for chunk_id in chunk_ids if chunk_id not in found]
        if missing:
            read = lookup.read_chunks_by_id(connection, missing)
            known.update(read)
            found.update(read)
        return found

    def keep(self, connection: sqlite3.Connection, token: str | None, chunks: Sequence[Chunk]) -> None:
        """Remember chunks that were read otherwise, and where they stand; `token` names the publication."""
        self._known_chunks(token).update((chunk.chunk_id, chunk) for chunk in chunks)
        self.positions(connection, token, [chunk.chunk_id for chunk in chunks])

    def _known_chunks(self, token: str | None) -> dict[str, Chunk]:
        with self._lock:
            self._turn_to(token)
            if len(self._chunks) > MOST:
                self._chunks = {}
            return self._chunks
