"""Searching one publication, whole, while a writer works on the next.

Turns a question into what the store is asked, and what it found into places and passages. Safe for several threads.
"""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from index.chunk import Chunk
from index.connections import Connections
from index.errors import StoreError, UsageError
from index.filter import Filter
from index.fuse import fuse, rank, settled
from index.hit import Hit, hits_of
from index.manifest import read_meta
from index.models import Models
from index.position import Placed
from index.provenance import NO_MODEL, TOKEN, check_model, check_store
from index.publication import Publications
from index.remembered import Remembered
from index.settings import IndexSettings
from index.sparse import features, query_grams, query_words
from index.spelling import gram_frequencies, term_frequencies
from index.store import Found, Question, Store, StoreReader
from index.store.condition import conditions
from index.tag_rows import resolved

MAXIMUM_LIMIT = 10_000
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Legs:
    """What each leg found on its own, best first, with its own scores."""

    words: tuple[Hit, ...]
    grams: tuple[Hit, ...]
    dense: tuple[Hit, ...]


class Searching:
    """What `reader.py` searches with. Raises UsageError, StoreError and SettingError as `Reader.search` tells."""

    def __init__(
        self,
        settings: IndexSettings,
        store: Store,
        models: Models,
        *,
        connections: Connections,
        remembered: Remembered,
    ) -> None:
        """Open nothing before it is asked for."""
        self._settings = settings
        self._store = store
        self._models = models
        self._connections = connections
        self._remembered = remembered
        self._publications = Publications(store)
        self._checked: str | None = None

    def close(self) -> None:
        """Let go of the publications' files."""
        self._publications.close()

    def places(self, question: str, filter: Filter, limit: int) -> tuple[Placed, ...]:
        """Return where the best `limit` chunks stand, best first."""
        return self._search(question, filter, limit, lambda seen, found: tuple(self._placed(seen, found, limit)))

    def hits(self, question: str, filter: Filter, limit: int) -> tuple[Hit, ...]:
        """Return the best `limit` chunks, best first."""
        return self._search(
            question, filter, limit, lambda seen, found: self.read(seen, self._placed(seen, found, limit))
        )

    def legs(self, question: str, filter: Filter, limit: int) -> Legs:
        """Return what each leg finds on its own."""

        def apart(connection: sqlite3.Connection, found: Found) -> Legs:
            words, grams, dense = (leg[:limit] for leg in (found.words, found.grams, found.dense))
            return Legs(
                words=hits_of(self._chunks(connection, words), words, dict(found.words)),
                grams=hits_of(self._chunks(connection, grams), grams, {}),
                dense=hits_of(self._chunks(connection, dense), dense, {}),
            )

        return self._search(question, filter, limit, apart)

    def read(self, connection: sqlite3.Connection, places: Sequence[Placed]) -> tuple[Hit, ...]:
        """Read the chunks at `places`, in that order; those that are gone are left out."""
        ranked = [(one.chunk_id, one.score) for one in places]
        return hits_of(self._chunks(connection, ranked), ranked, {one.chunk_id: one.bm25 for one in places})

    @contextmanager
    def published(self) -> Iterator[tuple[sqlite3.Connection, StoreReader | None]]:
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

    def _search(
        self, question: str, wanted: Filter, limit: int, read: Callable[[sqlite3.Connection, Found], Result]
    ) -> Result:
        """Search, and `read` what was found in the transaction that named the publication."""
        if not 1 <= limit <= MAXIMUM_LIMIT:
            raise UsageError(f"Antall treff ({limit}) må være mellom 1 og {MAXIMUM_LIMIT}.")
        conditions(wanted)  # a filter that makes no sense is refused even when there is nothing to search
        while True:
            with self.published() as (connection, reader):
                token = read_meta(connection, TOKEN)
                if reader is None:
                    return read(connection, Found())
                asking = partial(reader.search, self._question(connection, question), resolved(connection, wanted))
                result = read(connection, settled(asking, limit))
            if self._store.isolated or self._token() == token:
                return result

    def _token(self) -> str | None:
        with self._connections.reading() as connection:
            return read_meta(connection, TOKEN)

    def _placed(self, connection: sqlite3.Connection, found: Found, limit: int) -> list[Placed]:
        scores = fuse(found)
        positions = self._remembered.positions(connection, read_meta(connection, TOKEN), list(scores))
        return rank(scores, dict(found.words), positions, limit)

    def _chunks(self, connection: sqlite3.Connection, ranked: Sequence[tuple[str, float]]) -> dict[str, Chunk]:
        return self._remembered.chunks(connection, read_meta(connection, TOKEN), [chunk_id for chunk_id, _ in ranked])

    def _check(self, connection: sqlite3.Connection, token: str) -> None:
        if self._checked == token:
            return
        check_store(connection, self._store.identity)
        embedder = self._models.embedder()
        check_model(connection, embedder.identity if embedder else NO_MODEL)
        self._checked = token

    def _question(self, connection: sqlite3.Connection, text: str) -> Question:
        counted = features(text)
        chunks = self._remembered.counts(connection, read_meta(connection, TOKEN)).chunks
        model = self._models.embedder()
        return Question(
            words=query_words(counted, term_frequencies(connection, counted.terms), chunks),
            grams=query_grams(counted, gram_frequencies(connection, counted.grams), chunks),
            dense=model.encode([text])[0] if model else None,
        )
