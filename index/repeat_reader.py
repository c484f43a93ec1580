"""Reading where passages and quotes stand again, for those who may see it. Part of `Reader`, as its `repeats`."""

import sqlite3
from collections.abc import Sequence

from index.chunk import Chunk
from index.connections import Connections
from index.filter import Filter
from index.manifest import read_meta
from index.place import Place
from index.provenance import TOKEN
from index.repeat_rows import Known, Passage, quoted_places, read_repeated

_MOST = 256  # passages whose repetition is remembered

Repeated = list[Passage]


class RepeatReader:
    """The repetitions of one data folder. Safe for several threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._known = _Known(token=None)

    def places(self, chunk: Chunk, filter: Filter) -> tuple[Place, ...]:
        """Return where else a passage stands among what `filter` lets through; nearly the same counts too.

        Raises UsageError when the filter names an unknown subject term.
        """
        return tuple(place for place, _ in self._repeated(chunk, filter))

    def quoted(self, chunk: Chunk, start: int, end: int, filter: Filter) -> tuple[Place, ...]:
        """Return where else the words at page offsets [start, end) of a passage stand, in passages that repeat it.

        Raises UsageError when the filter names an unknown subject term.
        """
        return quoted_places(chunk, start, end, self._repeated(chunk, filter))

    def look_at(self, chunks: Sequence[Chunk]) -> None:
        """Note what passages tell, so that later most need not be read to be told from one that is quoted."""
        with self._connections.reading() as connection:
            token = read_meta(connection, TOKEN)
            if token is not None:
                self._of(token).look_at(connection, chunks)

    def _repeated(self, chunk: Chunk, filter: Filter) -> Repeated:
        with self._connections.reading() as connection:
            token = read_meta(connection, TOKEN)
            if token is None:
                return []
            return self._of(token).of(connection, chunk, filter)

    def _of(self, token: str) -> "_Known":
        known = self._known
        if known.token != token:
            known = self._known = _Known(token=token)
        return known


class _Known:
    """What was read of one publication: most answers quote a passage more than once."""

    def __init__(self, *, token: str | None) -> None:
        self.token = token
        self._read = Known()
        self._repeated: dict[tuple[str, Filter], Repeated] = {}

    def look_at(self, connection: sqlite3.Connection, chunks: Sequence[Chunk]) -> None:
        """Note what passages tell; see `repeat_rows.Known`."""
        self._read.look_at(connection, chunks)

    def of(self, connection: sqlite3.Connection, chunk: Chunk, filter: Filter) -> Repeated:
        """Return where else a passage stands; raises as `read_repeated` does."""
        key = (chunk.chunk_id, filter)
        found = self._repeated.get(key)
        if found is None:
            found = read_repeated(connection, self._read, chunk, filter)
            if filter.subjects:  # subject terms may be given anew without a new publication
                return found
            if len(self._repeated) >= _MOST:
                self._repeated = {}
            self._repeated[key] = found
        return found
