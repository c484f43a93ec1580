"""The publication that is open for searching, shared by threads, and swapped when a newer one is asked for.

The old one is closed when its last search is done.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from index.store import Store, StoreReader


@dataclass(slots=True)
class _Open:
    token: str
    reader: StoreReader
    users: int = 0


class Publications:
    """At most one open publication of `store`, besides older ones that are still being searched."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._current: _Open | None = None

    @contextmanager
    def using(self, token: str) -> Iterator[StoreReader | None]:
        """Give the publication `token`, open; None when it has been replaced and is gone."""
        held = self._take(token)
        try:
            yield held.reader if held else None
        finally:
            if held:
                self._give(held)

    def close(self) -> None:
        """Close what is open."""
        with self._lock:
            self._replace(None)

    def _take(self, token: str) -> _Open | None:
        with self._lock:
            if self._current is None or self._current.token != token:
                reader = self._store.read(token)
                if reader is None:
                    return None
                self._replace(_Open(token, reader))
            held = self._current
            if held:
                held.users += 1
            return held

    def _give(self, held: _Open) -> None:
        with self._lock:
            held.users -= 1
            if held.users == 0 and held is not self._current:
                held.reader.close()

    def _replace(self, new: _Open | None) -> None:
        old, self._current = self._current, new
        if old and old.users == 0:
            old.reader.close()
