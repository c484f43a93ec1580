"""Reading where passages and quotes stand again, for those who may see it. Part of `Reader`, as its `repeats`."""

from index.chunk import Chunk
from index.connections import Connections
from index.filter import Filter
from index.manifest import read_meta
from index.place import Place
from index.provenance import TOKEN
from index.repeat_rows import quoted_places, read_places


class RepeatReader:
    """The repetitions of one data folder. Safe for several threads."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def places(self, chunk: Chunk, filter: Filter) -> tuple[Place, ...]:
        """Return where else a passage stands among what `filter` lets through; nearly the same counts too.

        Raises UsageError when the filter names an unknown subject term.
        """
        with self._connections.reading() as connection:
            return read_places(connection, chunk, filter) if read_meta(connection, TOKEN) else ()

    def quoted(self, chunk: Chunk, start: int, end: int, filter: Filter) -> tuple[Place, ...]:
        """Return where else the words at page offsets [start, end) of a passage stand, in passages that repeat it.

        Raises UsageError when the filter names an unknown subject term.
        """
        with self._connections.reading() as connection:
            return quoted_places(connection, chunk, start, end, filter) if read_meta(connection, TOKEN) else ()
