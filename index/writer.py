"""Writing to the index: one writer at a time, and nothing is seen by anyone before `publish`.

Tables and the name of the new vector publication are committed together, in one SQLite transaction; a writer
that is killed before that leaves the index as it was. Does not read files and does not make chunks.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from index import stage
from index.analyze import terms_below
from index.changes import Changes
from index.check import check_document
from index.chunk import Chunk, embedding_text, text_above
from index.document import Document
from index.embed import Embedder, open_embedder
from index.errors import NotIndexedError
from index.lock import WriteLock
from index.lookup import read_chunks, read_documents, read_file, read_files
from index.manifest import FILE_NAME, OWNER, connect_to_write, read_meta, sentences
from index.originals import keep_original, sweep_originals
from index.provenance import NO_MODEL, TOKEN, check_model, check_store
from index.record import Record
from index.repeat_rows import once
from index.rows import DocumentRow, FileRow, FileStat, FileStatus
from index.settings import IndexSettings
from index.store import BATCH, Point, Store, StoreWriter, open_store, point_of
from index.tags import Tags
from index.weigh import distinct, weigh

_WEIGHED = 128  # chunks weighed at a time: some 10 MB
_UNREAD = FileStat(size=-1, mtime_ns=0, sha256="")
_OLDER_KEPT = "Den forrige versjonen er fortsatt søkbar."


class Writer:
    """The one writer of a data folder: a context manager; leaving it drops what was not published."""

    def __init__(
        self, settings: IndexSettings, *, lock: WriteLock, store: Store, embedder: Embedder | None, upgrade: bool
    ) -> None:
        """Use `Writer.open`."""
        self._data = settings.data
        self._path = settings.data / FILE_NAME
        self._lock = lock
        self._store = store
        self._embedder = embedder
        self._connection = connect_to_write(self._path, upgrade=upgrade)
        self._changes = Changes(self._connection)
        self._tags = Tags(self._connection, settings)
        self._next: StoreWriter | None = None
        self._points: list[Point] = []

    @classmethod
    def open(
        cls,
        settings: IndexSettings,
        *,
        wait_seconds: float = 30.0,
        progress: Callable[[str], None] | None = None,
        rebuild: bool = False,
        store: Store | None = None,
    ) -> Self:
        """Become the writer of `settings.data`, which is made when it is missing.

        `progress` gets a sentence when another writer must be waited for. With `rebuild`, all vectors and
        counts are staged anew from the manifest at once: that mends a lost store and takes changed settings
        into use. `store` replaces the one that the settings choose.
        Raises BusyError after `wait_seconds`, SettingError when the index was made with other settings,
        StoreError when the folder cannot be written.
        """
        embedder = open_embedder(settings)
        with sentences(settings.data):
            settings.data.mkdir(parents=True, exist_ok=True)
            lock = WriteLock(settings.data, wait_seconds=wait_seconds, progress=progress)
        try:
            with sentences(settings.data / FILE_NAME):
                chosen = store or open_store(settings)
                writer = cls(settings, lock=lock, store=chosen, embedder=embedder, upgrade=rebuild)
        except BaseException:
            lock.release()
            raise
        writer._start(rebuild)
        return writer

    def _start(self, rebuild: bool) -> None:
        try:
            if rebuild:
                self.rebuild()
            else:
                check_store(self._connection, self._store.identity)
                check_model(self._connection, self._embedder.identity if self._embedder else NO_MODEL)
                self._tags.check()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Drop what was not published and let the next writer in."""
        try:
            self._abandon()
            self._connection.close()
        finally:
            self._lock.release()

    def file(self, path: Path) -> FileRow | None:
        """Return how the file `path` was last seen, staged changes included, or None."""
        with sentences(self._path):
            return read_file(self._connection, os.fsencode(_key(path)))

    def files(self) -> dict[str, FileRow]:
        """Return every file as it was last seen, by absolute path."""
        with sentences(self._path):
            return {row.path: row for row in read_files(self._connection)}

    def documents(self) -> tuple[DocumentRow, ...]:
        """Return every document, staged ones included."""
        with sentences(self._path):
            return read_documents(self._connection)

    def put(
        self,
        path: Path,
        document: Document,
        chunks: Iterable[Chunk],
        original: bytes,
        *,
        records: Iterable[Record] = (),
        stat: FileStat | None = None,
    ) -> None:
        """Stage a document read from `path`, in the place of that file's earlier document and its records.

        `stat` is the file as it was before it was read; without it the next ingest hashes the file again.
        Raises SourceError when the text cannot be stored (nothing is staged then), ValueError when chunks
        or records and pages disagree, StoreError when the disk or the store fails: then everything staged is dropped.
        """
        ready, found = tuple(chunks), tuple(records)
        check_document(document, ready, found)
        seen = stat or FileStat(size=len(original), mtime_ns=0, sha256=document.sha256)
        with self._staging():
            keep_original(self._data, document.sha256, original)
            earlier = self.file(path)
            stage.delete_file(self._connection, _key(path))
            if earlier and earlier.doc_id:
                self._drop_unused(earlier.doc_id)
            self._delete(document.doc_id)
            record = stage.new_record(document.doc_id)
            stage.insert_document(self._connection, document, ready, found, record)
            stage.set_file(self._connection, _key(path), seen, FileStatus.INDEXED, message=None, doc_id=document.doc_id)
            self._index(ready, record)

    def fail(self, path: Path, stat: FileStat | None, message: str) -> None:
        """Stage that `path` could not be used, and why. An earlier version of it stays searchable."""
        with self._staging():
            earlier = self.file(path)
            doc_id = earlier.doc_id if earlier else None
            text = f"{message} {_OLDER_KEPT}" if doc_id else message
            seen = (_key(path), stat or _UNREAD, FileStatus.FAILED)
            stage.set_file(self._connection, *seen, message=text, doc_id=doc_id)

    def drop(self, path: Path) -> None:
        """Stage that `path` is gone, with its document unless another file has the same one."""
        with self._staging():
            earlier = self.file(path)
            stage.delete_file(self._connection, _key(path))
            if earlier and earlier.doc_id:
                self._drop_unused(earlier.doc_id)

    def remove(self, doc_id: str) -> None:
        """Stage that a document is gone, with what is known of its files. Raises NotIndexedError."""
        if stage.record_of(self._connection, doc_id) is None:
            raise NotIndexedError(f"Dokumentet {doc_id} finnes ikke i indeksen; se `veiviser status`.")
        with self._staging():
            for path in stage.files_of(self._connection, doc_id):
                stage.delete_file(self._connection, path)
            self._delete(doc_id)

    def rebuild(self) -> None:
        """Stage all vectors and counts anew from the stored documents, for the settings of this writer."""
        with self._staging():
            self._forget_vectors()
            self._next = self._begin(None)
            stage.clear_counts(self._connection)
            for document in read_documents(self._connection):
                record = stage.new_record(document.doc_id)
                stage.set_record(self._connection, document.doc_id, record)
                self._index(stage.look_again(self._connection, document.doc_id), record)

    def publish(self) -> None:
        """Make everything staged visible at once, and durable; nothing happens when nothing is staged."""
        if not self._connection.in_transaction:
            return
        token: str | None = None
        with self._staging():
            self._flush()
            if self._next:
                self._changes.write()
                token = self._next.finish()
                self._note_publication(token)
            self._connection.execute("COMMIT")
            self._next = None
        with sentences(self._data):
            if token:
                self._store.collect(token)
            sweep_originals(self._data, stage.needed_originals(self._connection))

    def _note_publication(self, token: str) -> None:
        model = self._embedder.identity if self._embedder else NO_MODEL
        stage.note_publication(self._connection, token, store=self._store.identity, model=model)

    @contextmanager
    def _staging(self) -> Iterator[None]:
        """Work inside the transaction; when anything fails, drop all of it rather than publish half of it."""
        try:
            with sentences(self._path):
                if not self._connection.in_transaction:
                    self._connection.execute("BEGIN IMMEDIATE")
                yield
        except BaseException:
            self._abandon()
            raise

    def _abandon(self) -> None:
        self._forget_vectors()
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def _forget_vectors(self) -> None:
        self._points.clear()
        self._changes.forget()
        if self._next:
            self._next.abandon()
        self._next = None

    def _drop_unused(self, doc_id: str) -> None:
        if not stage.files_of(self._connection, doc_id):
            self._delete(doc_id)

    def _delete(self, doc_id: str) -> None:
        if (record := stage.record_of(self._connection, doc_id)) is None:
            return
        for chunk in read_chunks(self._connection, doc_id):
            self._changes.subtract(*distinct(chunk))
        self._flush()
        self._store_writer().remove(record)
        stage.delete_document(self._connection, doc_id)

    def _index(self, chunks: Sequence[Chunk], record: str) -> None:
        """Tag and count the chunks, and hand those that repeat none before them to the store."""
        read = [terms_below(text_above(chunk), chunk.text) for chunk in chunks]
        subjects = self._tags.put(chunks, [words for _, words in read])
        stored = once(chunks)
        for start in range(0, len(chunks), _WEIGHED):
            here = slice(start, start + _WEIGHED)
            weights, dense = weigh([found for found, _ in read[here]]), self._dense(chunks[here])
            for chunk, weighed, vector, own in zip(chunks[here], weights, dense, subjects[here], strict=True):
                self._changes.add(weighed.terms, weighed.grams)
                if chunk.chunk_id in stored:
                    self._points.append(point_of(chunk, record, weighed, vector, own))
            self._flush(BATCH)
        self._store_writer()

    def _dense(self, chunks: Sequence[Chunk]) -> Sequence[tuple[float, ...] | None]:
        return self._embedder.encode([*map(embedding_text, chunks)]) if self._embedder else [None] * len(chunks)

    def _flush(self, at_least: int = 1) -> None:
        while len(self._points) >= at_least:
            self._store_writer().upsert(self._points[:BATCH])
            self._points = self._points[BATCH:]

    def _store_writer(self) -> StoreWriter:
        if self._next is None:
            self._next = self._begin(read_meta(self._connection, TOKEN))
        return self._next

    def _begin(self, token: str | None) -> StoreWriter:
        dimension = self._embedder.dimension if self._embedder else None
        return self._store.begin(token, dimension=dimension, owner=read_meta(self._connection, OWNER) or "")


def _key(path: Path) -> str:
    return str(path.absolute())
