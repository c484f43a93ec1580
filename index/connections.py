"""Reading connections to the manifest, reused, each for one transaction at a time.

A transaction sees one commit. Does not write.
"""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.manifest import connect_to_nothing, connect_to_read, sentences


class Connections:
    """Connections to the manifest at `path`, which may not exist yet or be replaced."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._idle: list[tuple[object, sqlite3.Connection]] = []

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection inside a transaction. Raises StoreError when the manifest cannot be read."""
        with sentences(self._path):
            file, connection = self._take()
            try:
                connection.execute("BEGIN")
                try:
                    yield connection
                finally:
                    connection.execute("ROLLBACK")
            except BaseException:
                connection.close()
                raise
            self._give(file, connection)

    def close(self) -> None:
        """Close those that nobody uses."""
        with self._lock:
            idle, self._idle = self._idle, []
        for _, connection in idle:
            connection.close()

    def _take(self) -> tuple[object, sqlite3.Connection]:
        file = self._file()
        with self._lock:
            while self._idle:
                known, connection = self._idle.pop()
                if known == file and file is not None:
                    return known, connection
                connection.close()
        opened = connect_to_read(self._path)
        return (file, opened) if opened else (None, connect_to_nothing())

    def _give(self, file: object, connection: sqlite3.Connection) -> None:
        if file is None or file != self._file():
            connection.close()
            return
        with self._lock:
            self._idle.append((file, connection))

    def _file(self) -> object:
        """Tell one manifest file from another that took its place; None while there is none to keep."""
        try:
            stat = self._path.stat()
        except FileNotFoundError:
            return None
        return (stat.st_dev, stat.st_ino) if stat.st_size > 0 else None
