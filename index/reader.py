"""Searching and reading the index: each call sees one publication, whole, while a writer works on the next.

A data folder that does not exist yet reads as an empty index. Composes no answers. Safe for several threads.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from index import lookup
from index.chunk import Chunk
from index.connections import Connections
from index.document import Page
from index.errors import NotIndexedError, StoreError, UsageError
from index.filter import Filter
from index.fuse import fuse, rank, settled
from index.hit import Hit, hits_of
from index.manifest import FILE_NAME, read_meta
from index.models import Models
from index.originals import original_path
from index.position import Placed
from index.provenance import NO_MODEL, PUBLISHED_AT, TOKEN, check_model, check_store
from index.publication import Publications
from index.record import Record
from index.record_filter import RecordFilter
from index.record_rows import count_records, read_records
from index.remembered import Remembered
from index.repeat_reader import RepeatReader
from index.rows import Counts, DocumentRow, FileRow
from index.settings import IndexSettings
from index.sparse import features, query_grams, query_words
from index.spelling import SimilarTerm, Vocabulary, gram_frequencies, term_frequencies
from index.store import Found, Question, Store, StoreReader, open_store
from index.store.condition import conditions
from index.subject_reader import SubjectReader
from index.tag_rows import resolved, with_tags

MAXIMUM_LIMIT = 10_000
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """What each leg found on its own, best first, with its own scores."""

    words: tuple[Hit, ...]
    grams: tuple[Hit, ...]
    dense: tuple[Hit, ...]


class Reader:
    """The published index of one data folder."""

    def __init__(self, settings: IndexSettings, store: Store) -> None:
        """Use `Reader.open`."""
        self._settings = settings
        self._store = store
        self._connections = Connections(settings.data / FILE_NAME)
        self._publications = Publications(store)
        self._vocabulary: tuple[str | None, Vocabulary] = (None, Vocabulary())
        self._counted: tuple[str | None, Counts | None] = (None, None)
        self._remembered = Remembered()
        self._checked: str | None = None
        self.models = Models(settings)
        self.subjects = SubjectReader(self._connections, settings)
        self.repeats = RepeatReader(self._connections)

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
        self._publications.close()
        self._connections.close()

    def refresh(self) -> None:
        """Open the newest publication now rather than at the next search. Raises StoreError, SettingError."""
        with self._published():
            pass

    def search(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> tuple[Hit, ...]:
        """Return the best `limit` chunks for `question` among those that `filter` lets through, best first.

        Raises UsageError when the filter or the limit makes no sense, StoreError when the index cannot be
        read, SettingError when it was made with other settings.
        """

        def best(connection: sqlite3.Connection, found: Found) -> tuple[Hit, ...]:
            return self._hits(connection, self._placed(connection, found)[:limit])

        return self._search(question, filter or Filter(), limit, best)

    def places(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> tuple[Placed, ...]:
        """Return where the chunks that `search` would return stand, without reading them. Raises as `search` does."""

        def best(connection: sqlite3.Connection, found: Found) -> tuple[Placed, ...]:
            return tuple(self._placed(connection, found)[:limit])

        return self._search(question, filter or Filter(), limit, best)

    def hits(self, places: Sequence[Placed]) -> tuple[Hit, ...]:
        """Read the chunks at `places`, in that order; what a newer publication lacks is left out."""
        with self._connections.reading() as connection:
            return self._hits(connection, places)

    def _placed(self, connection: sqlite3.Connection, found: Found) -> list[Placed]:
        scores = fuse(found)
        positions = self._remembered.positions(connection, read_meta(connection, TOKEN), list(scores))
        return rank(scores, dict(found.words), positions)

    def _hits(self, connection: sqlite3.Connection, places: Sequence[Placed]) -> tuple[Hit, ...]:
        ranked = [(one.chunk_id, one.score) for one in places]
        return hits_of(self._read(connection, ranked), ranked, {one.chunk_id: one.bm25 for one in places})

    def legs(self, question: str, *, filter: Filter | None = None, limit: int = 50) -> Legs:
        """Return what each leg finds on its own; for measuring. Raises as `search` does."""

        def apart(connection: sqlite3.Connection, found: Found) -> Legs:
            return Legs(
                words=hits_of(self._read(connection, found.words[:limit]), found.words[:limit], dict(found.words)),
                grams=hits_of(self._read(connection, found.grams[:limit]), found.grams[:limit], {}),
                dense=hits_of(self._read(connection, found.dense[:limit]), found.dense[:limit], {}),
            )

        return self._search(question, filter or Filter(), limit, apart)

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
            return self._counts_in(connection)

    def _counts_in(self, connection: sqlite3.Connection) -> Counts:
        """Count once for each publication: documents change with no commit but that of a new one."""
        token = read_meta(connection, TOKEN)
        known, counts = self._counted
        if counts is None or token is None or known != token:
            counts = lookup.read_counts(connection)
            self._counted = (token, counts)
        return counts

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

    def _search(
        self, question: str, wanted: Filter, limit: int, read: Callable[[sqlite3.Connection, Found], Result]
    ) -> Result:
        """Search, and `read` what was found in the transaction that named the publication."""
        if not 1 <= limit <= MAXIMUM_LIMIT:
            raise UsageError(f"Antall treff ({limit}) må være mellom 1 og {MAXIMUM_LIMIT}.")
        conditions(wanted)  # a filter that makes no sense is refused even when there is nothing to search
        while True:
            with self._published() as (connection, reader):
                token = read_meta(connection, TOKEN)
                if reader is None:
                    return read(connection, Found())
                asking = partial(reader.search, self._question(connection, question), resolved(connection, wanted))
                result = read(connection, settled(asking, limit))
            if self._store.isolated or self.publication == token:
                return result

    def _read(self, connection: sqlite3.Connection, ranked: Sequence[tuple[str, float]]) -> dict[str, Chunk]:
        return self._remembered.chunks(connection, read_meta(connection, TOKEN), [chunk_id for chunk_id, _ in ranked])

    @property
    def publication(self) -> str | None:
        """The name of what is published now: another one whenever documents have changed."""
        with self._connections.reading() as connection:
            return read_meta(connection, TOKEN)

    @contextmanager
    def _published(self) -> Iterator[tuple[sqlite3.Connection, StoreReader | None]]:
        """Give a transaction and the publication that it names; None when nothing is published yet."""
        gone: str | None = None
        while True:
            with self._connections.reading() as connection:
                token = read_meta(connection, TOKEN)
                if token is None:
                    yield connection, None
                    return
                self._check(connection, token)
                with self._publications.using(token) as reader:
                    if reader is not None:
                        yield connection, reader
                        return
            if token == gone:
                raise StoreError(f"Vektorene i {self._settings.data} mangler; kjør `veiviser ingest --rebuild`.")
            gone = token

    def _check(self, connection: sqlite3.Connection, token: str) -> None:
        if self._checked == token:
            return
        check_store(connection, self._store.identity)
        embedder = self.models.embedder()
        check_model(connection, embedder.identity if embedder else NO_MODEL)
        self._checked = token

    def _question(self, connection: sqlite3.Connection, text: str) -> Question:
        counted = features(text)
        chunks = self._counts_in(connection).chunks
        model = self.models.embedder()
        return Question(
            words=query_words(counted, term_frequencies(connection, counted.terms), chunks),
            grams=query_grams(counted, gram_frequencies(connection, counted.grams), chunks),
            dense=model.encode([text])[0] if model else None,
        )
