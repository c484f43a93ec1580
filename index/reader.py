"""Searching and reading the index: each call sees one publication, whole, while a writer works on the next.

A data folder that does not exist yet reads as an empty index. Composes no answers. Safe for several threads.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from index import lookup
from index.chunk import Chunk
from index.connections import Connections
from index.document import Page
from index.errors import NotIndexedError, StoreError
from index.filter import Filter
from index.hit import Hit
from index.manifest import FILE_NAME, read_meta
from index.models import Models
from index.originals import original_path
from index.position import Placed
from index.provenance import PUBLISHED_AT, TOKEN
from index.record import Record
from index.record_filter import RecordFilter
from index.record_rows import count_records, read_records
from index.remembered import Remembered
from index.repeat_reader import RepeatReader
from index.rows import Counts, DocumentRow, FileRow
from index.searching import Legs, Searching
from index.settings import IndexSettings
from index.spelling import SimilarTerm, Vocabulary, term_frequencies
from index.store import Store, open_store
from index.subject_reader import SubjectReader
from index.tag_rows import with_tags


class Reader:
    """The published index of one data folder."""

    def __init__(self, settings: IndexSettings, store: Store) -> None:
        """Use `Reader.open`."""
        self._settings = settings
        self._connections = Connections(settings.data / FILE_NAME)
        self._vocabulary: tuple[str | None, Vocabulary] = (None, Vocabulary())
        self._remembered = Remembered()
        self.models = Models(settings)
        self.subjects = SubjectReader(self._connections, settings)
        self.repeats = RepeatReader(self._connections)
        self._searching = Searching(
            settings, store, self.models, connections=self._connections, remembered=self._remembered
        )

    @classmethod
    def open(cls, settings: IndexSettings, *, store: Store | None = None) -> Self:
        """Return a reader of `settings.data`; `store` replaces the one that the settings choose.

        Nothing is read before it is asked for, so nothing is raised here.
        """
        return cls(settings, store or open_store(settings))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of files and connections."""
        self._searching.close()
        self._connections.close()

    def refresh(self) -> None:
        """Open the newest publication now rather than at the next search. Raises StoreError, SettingError."""
        with self._searching.published():
            pass

    def search(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return the best `limit` chunks for `question` among those that `filter` lets through, best first.

        Raises UsageError when the filter or the limit makes no sense, StoreError when the index cannot be
        read, SettingError when it was made with other settings.
        """
        return self._searching.hits(question, filter or Filter(), limit)

    def places(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> tuple[Placed, ...]:
        """Return where the chunks that `search` would return stand, without reading them. Raises as `search` does."""
        return self._searching.places(question, filter or Filter(), limit)

    def hits(self, places: Sequence[Placed]) -> tuple[Hit, ...]:
        """Read the chunks at `places`, in that order; what a newer publication lacks is left out."""
        with self._connections.reading() as connection:
            return self._searching.read(connection, places)

    def legs(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> Legs:
        """Return what each leg finds on its own; for measuring. Raises as `search` does."""
        return self._searching.legs(question, filter or Filter(), limit)

    def documents(self) -> tuple[DocumentRow, ...]:
        """Return every document, by source path."""
        with self._connections.reading() as connection:
            return self._remembered.documents(connection, read_meta(connection, TOKEN))

    def document(self, doc_id: str) -> DocumentRow:
        """Return one document. Raises NotIndexedError."""
        with self._connections.reading() as connection:
            found = lookup.read_document(connection, doc_id)
            if found is None:
                raise NotIndexedError(
                    f"Dokumentet {doc_id} finnes ikke i indeksen; se `veiviser status`.", key="error.gone"
                )
            return next(with_tags(connection, [found]))

    def page(self, doc_id: str, number: int) -> Page:
        """Return page `number` (from 1) of a document. Raises NotIndexedError."""
        with self._connections.reading() as connection:
            found = lookup.read_page(connection, doc_id, number)
        if found is None:
            raise NotIndexedError(f"Side {number} av dokumentet {doc_id} finnes ikke i indeksen.", key="error.gone")
        return found

    def passage(self, doc_id: str, number: int, start: int, end: int) -> str:
        """Return characters [start, end) of a page; empty where the page does not exist or is shorter."""
        with self._connections.reading() as connection:
            return lookup.read_passage(connection, doc_id, number, start, end)

    def chunks(self, doc_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a document in their order. Raises NotIndexedError."""
        with self._connections.reading() as connection:
            found = lookup.read_chunks(connection, doc_id)
            if not found and lookup.read_document(connection, doc_id) is None:
                raise NotIndexedError(
                    f"Dokumentet {doc_id} finnes ikke i indeksen; se `veiviser status`.", key="error.gone"
                )
            return found

    def look_at(self, doc_id: str) -> tuple[Chunk, ...]:
        """Return the chunks of a document, none where it is gone, and remember what finding and quoting them takes."""
        with self._connections.reading() as connection:
            found = lookup.read_chunks(connection, doc_id)
            self._remembered.keep(connection, read_meta(connection, TOKEN), found)
        self.repeats.look_at(found)
        return found

    def chunk(self, chunk_id: str) -> Chunk:
        """Return one chunk. Raises NotIndexedError."""
        with self._connections.reading() as connection:
            found = lookup.read_chunks_by_id(connection, [chunk_id])
        if chunk_id not in found:
            raise NotIndexedError(f"Tekstbiten {chunk_id} finnes ikke i indeksen.")
        return found[chunk_id]

    def neighbours(self, chunk: Chunk, reach: int = 1) -> tuple[Chunk, ...]:
        """Return the chunks of the same document at most `reach` places away, in order, `chunk` among them."""
        with self._connections.reading() as connection:
            return lookup.read_neighbours(connection, chunk.chunk_id, reach)

    def records(self, wanted: RecordFilter | None = None) -> tuple[Record, ...]:
        """Return the records of the register that `wanted` lets through, by meeting date, source and place."""
        with self._connections.reading() as connection:
            return read_records(connection, wanted or RecordFilter())

    def record_counts(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        with self._connections.reading() as connection:
            return count_records(connection)

    def original(self, doc_id: str) -> Path:
        """Return the kept copy of a document's file. Raises NotIndexedError, StoreError when it is lost."""
        path = original_path(self._settings.data, self.document(doc_id).sha256)
        if not path.is_file():
            raise StoreError(f"{path} mangler; kjør `veiviser ingest` på nytt for dokumentet {doc_id}.")
        return path

    def files(self) -> tuple[FileRow, ...]:
        """Return every file as it was last seen, failed ones too, by path."""
        with self._connections.reading() as connection:
            return tuple(lookup.read_files(connection))

    def textless(self) -> dict[str, int]:
        """Return how many pages without text each document has that has some, by its id."""
        with self._connections.reading() as connection:
            return lookup.read_textless(connection)

    def counts(self) -> Counts:
        """Return how much is indexed."""
        with self._connections.reading() as connection:
            return self._remembered.counts(connection, read_meta(connection, TOKEN))

    @property
    def published_at(self) -> str | None:
        """When documents last changed: UTC, ISO 8601; None when nothing has been indexed."""
        with self._connections.reading() as connection:
            return read_meta(connection, PUBLISHED_AT)

    def document_frequency(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many chunks each of the analyzer's `terms` occurs; in none is left out."""
        with self._connections.reading() as connection:
            return term_frequencies(connection, terms)

    def similar_terms(self, term: str, limit: int = 5) -> tuple[SimilarTerm, ...]:
        """Return indexed terms that `term` may be a misspelling of: nearest first, then most frequent.

        At most one edit (two next letters swapped is one) from 4 letters on, two from 8 on.
        """
        with self._connections.reading() as connection:
            token = read_meta(connection, TOKEN)
            known, vocabulary = self._vocabulary
            if known != token:
                vocabulary = Vocabulary()
                self._vocabulary = (token, vocabulary)
            return vocabulary.similar(connection, term, limit)

    @property
    def publication(self) -> str | None:
        """The name of what is published now: another one whenever documents have changed."""
        with self._connections.reading() as connection:
            return read_meta(connection, TOKEN)
