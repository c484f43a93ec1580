"""The register's rows of each kind for the pages, kept while a publication lasts: reading a big one takes a second."""

import threading

from assistant.api_parts import Library
from assistant.register import RegisterRow, register
from index.record import RecordKind
from index.record_filter import RecordFilter


class KeptRows:
    """Rows by kind. Safe for several threads."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._lock = threading.Lock()
        self._publication: str | None = None
        self._rows: dict[RecordKind, tuple[RegisterRow, ...]] = {}

    def of(self, kind: RecordKind) -> tuple[RegisterRow, ...]:
        """Return every row of a kind as of now."""
        self._library.refresh()
        publication = self._library.publication
        with self._lock:
            if self._publication != publication:
                self._publication, self._rows = publication, {}
            if kind not in self._rows:
                self._rows[kind] = register(self._library, RecordFilter(kinds=(kind,)))
            return self._rows[kind]
