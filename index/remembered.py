"""Chunks that were read lately, so that the passages that are asked for again need no reading and parsing.

Holds chunks of one publication at a time: a new one empties it. Safe for several threads.
"""

import sqlite3
import threading
from collections.abc import Sequence

from index import lookup
from index.chunk import Chunk

MOST = 20_000  # chunks, about 3 kB each


class RememberedChunks:
    """Chunks by id, of the publication that was read last."""

    def __init__(self) -> None:
        self._token: str | None = None
        self._chunks: dict[str, Chunk] = {}
        self._lock = threading.Lock()

    def read(self, connection: sqlite3.Connection, token: str | None, chunk_ids: Sequence[str]) -> dict[str, Chunk]:
        """Return the chunks that exist among `chunk_ids`; `token` names the publication that `connection` sees."""
        with self._lock:
            if token != self._token or len(self._chunks) > MOST:
                self._token, self._chunks = token, {}
            known = self._chunks
        found = {chunk_id: known[chunk_id] for chunk_id in chunk_ids if chunk_id in known}
        missing = [chunk_id for chunk_id in chunk_ids if chunk_id not in found]
        if missing:
            read = lookup.read_chunks_by_id(connection, missing)
            known.update(read)
            found.update(read)
        return found
