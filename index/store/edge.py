"""Qdrant Edge: the vectors lie in a folder and are searched in this process.

Each publication is a folder of its own that is never changed after it was committed, so that a reader
keeps what it opened and a killed writer leaves nothing but a folder that nobody refers to. Edge's write-ahead
log is off: a publication is durable before its token is committed, and a log would let one process in alone.
"""

import contextlib
import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import qdrant_edge as edge

from index.chunk import id_text
from index.errors import StoreError
from index.filter import Filter
from index.sparse import SparseVector
from index.store import Found, Point, Question, StoreReader, StoreWriter
from index.store.condition import DATE, KEYWORDS, Condition, conditions, own_payload, same_shared, shared_payload

_LOCK_NAME = "open.lock"
# New points lie in memory, some 15 kB each, until their segment is indexed and opened anew from the disk.
_POINTS_IN_MEMORY = 5_000
_SEGMENTS = 16  # more are merged: each is searched on its own, but merging the largest ones takes memory
_NO_LIMIT_KB = 10**9
# Less than this, some 5,000 points, is searched as it was written: indexing takes a tenth of an ingest of so few.
_UNINDEXED_KB = 20_000
_FULL_SCAN_POINTS = 200  # a filter that leaves no more is answered by comparing each point


class EdgeStore:
    """Publications in the folder `root`."""

    identity = "edge"
    isolated = True

    def __init__(self, root: Path) -> None:
        self._root = root

    def begin(self, token: str | None, *, dimension: int | None, owner: str) -> StoreWriter:
        """Copy the publication `token` to a new folder that the next one is made in."""
        self._root.mkdir(parents=True, exist_ok=True)
        self._keep_only({token} if token else self._published())
        number = int(token.partition("-")[0]) + 1 if token else 1
        fresh = self._root / f"{number:08d}-{secrets.token_hex(4)}"
        if token is None:
            return EdgeWriter(self._root, fresh, _create(fresh, dimension))
        if not (self._root / token).is_dir():
            raise StoreError(_gone(self._root / token))
        copy_folder(self._root / token, fresh)
        return EdgeWriter(self._root, fresh, _load(self._root, fresh))

    def _published(self) -> set[str]:
        """When everything is made anew, readers still need what is there; `collect` removes it later."""
        return {entry.name for entry in self._root.iterdir() if entry.is_dir()}

    def read(self, token: str) -> StoreReader | None:
        """Open a publication."""
        folder = self._root / token
        if not folder.is_dir():
            return None
        try:
            return EdgeReader(self._root, _load(self._root, folder))
        except StoreError:
            if not folder.is_dir():  # it was replaced in the middle of opening
                return None
            raise

    def collect(self, token: str) -> None:
        """Remove every folder but that of `token`; who has one open keeps it until it closes."""
        self._keep_only({token})

    def _keep_only(self, tokens: set[str]) -> None:
        with _lock(self._root):
            for entry in self._root.iterdir():
                if entry.is_dir() and entry.name not in tokens:
                    shutil.rmtree(entry)


class EdgeWriter:
    """The next publication, in a folder of its own."""

    def __init__(self, root: Path, folder: Path, shard: edge.EdgeShard) -> None:
        self._root = root
        self._folder = folder
        self._shard = shard
        self._finished = False
        self._new = 0

    def remove(self, record: str) -> None:
        """Delete the points of one record."""
        condition = edge.FieldCondition("record", match=edge.MatchValue(record))
        self._update(edge.UpdateOperation.delete_points_by_filter(edge.Filter(must=[condition])))

    def upsert(self, points: Sequence[Point]) -> None:
        """Add points. Fields that many share are told once: Edge takes half its time to be told of a point's own."""
        self._update(edge.UpdateOperation.upsert_points([_point(point) for point in points]))
        for group in same_shared(points):
            ids = [point.chunk_id for point in group]
            self._update(edge.UpdateOperation.set_payload([*ids], dict(shared_payload(group[0]))))
        self._new += len(points)
        if self._new >= _POINTS_IN_MEMORY:
            self._settle()
            self._shard = _load(self._root, self._folder)

    def finish(self) -> str:
        """Merge segments, write everything to the disk and return the folder's name."""
        self._settle()
        _sync(self._folder)
        _sync_entry(self._root)
        self._finished = True
        return self._folder.name

    def abandon(self) -> None:
        """Close and delete the folder, unless it is finished: then its token may have been committed."""
        if self._finished:
            return
        with contextlib.suppress(Exception):  # it may be closed or broken already, and is deleted anyway
            self._shard.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _settle(self) -> None:
        """Index what is new, write it to the disk and close."""
        with _sentences(self._folder):
            self._shard.optimize()
            self._shard.flush()
            with _lock(self._root):
                self._shard.close()
        self._new = 0

    def _update(self, operation: edge.UpdateOperation) -> None:
        with _sentences(self._folder):
            self._shard.update(operation)


class EdgeReader:
    """One publication, open for searching."""

    def __init__(self, root: Path, shard: edge.EdgeShard) -> None:
        self._root = root
        self._shard = shard

    def search(self, question: Question, condition: Filter, limit: int) -> Found:
        """Search the legs that the question has in one batch."""
        only = _filter(conditions(condition))
        asked: dict[str, edge.Query] = {}
        for name, vector in (("words", question.words), ("grams", question.grams)):
            if vector.indices:
                asked[name] = edge.Query.Nearest(_sparse(vector), using=name)
        if question.dense is not None:
            asked["dense"] = edge.Query.Nearest(list(question.dense), using="dense")
        requests = [edge.QueryRequest(limit=limit, query=query, filter=only) for query in asked.values()]
        if not requests:
            return Found()
        with _sentences(self._root):
            results = self._shard.query_batch(edge.QueryBatchRequest(requests))
        return Found(**dict(zip(asked, map(_scored, results), strict=True)))

    def close(self) -> None:
        """Release the folder's files."""
        with contextlib.suppress(FileNotFoundError), _lock(self._root):
            self._shard.close()


def copy_folder(source: Path, target: Path) -> None:
    """Copy a folder tree, leaving holes as holes: Edge's files are mostly room that is not used yet."""
    target.mkdir()
    for entry in os.scandir(source):
        if entry.is_dir(follow_symlinks=False):
            copy_folder(source / entry.name, target / entry.name)
        else:
            _copy_file(source / entry.name, target / entry.name)


def _copy_file(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        size = os.fstat(old.fileno()).st_size
        new.truncate(size)
        position = 0
        while position < size:
            try:
                start = os.lseek(old.fileno(), position, os.SEEK_DATA)
            except OSError:  # nothing but a hole until the end
                return
            position = os.lseek(old.fileno(), start, os.SEEK_HOLE)
            os.lseek(old.fileno(), start, os.SEEK_SET)
            os.lseek(new.fileno(), start, os.SEEK_SET)
            _copy_range(old.fileno(), new.fileno(), position - start)


def _copy_range(old: int, new: int, count: int) -> None:
    while count > 0:
        copied = os.sendfile(new, old, None, count)
        if copied == 0:
            return
        count -= copied


def _sync(folder: Path) -> None:
    for path, _, names in os.walk(folder):
        for name in [*names, "."]:
            _sync_entry(Path(path) / name)


def _sync_entry(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _lock(root: Path) -> Iterator[None]:
    """Keep others from loading or closing meanwhile: both rewrite small files of the folder."""
    descriptor = os.open(root / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _sentences(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # Edge raises nothing more precise
        if "No space left" in str(error):
            raise StoreError(f"Disken er full, så {folder} kan ikke skrives; frigjør plass.") from error
        raise StoreError(f"{folder} kan ikke brukes ({error}); kjør `veiviser ingest --rebuild`.") from error


def _gone(folder: Path) -> str:
    return f"{folder} mangler; kjør `veiviser ingest --rebuild`."


def _load(root: Path, folder: Path) -> edge.EdgeShard:
    with _lock(root), _sentences(folder):
        return edge.EdgeShard.load(str(folder))


def _create(folder: Path, dimension: int | None) -> edge.EdgeShard:
    folder.mkdir()
    # Cold: searched where they lie on the disk, through the system's cache; loading takes 0.02 s, not 0.07.
    words = edge.EdgeSparseVectorParams(memory=edge.Memory.Cold, full_scan_threshold=_FULL_SCAN_POINTS)
    grams = edge.EdgeSparseVectorParams(
        memory=edge.Memory.Cold,
        full_scan_threshold=_FULL_SCAN_POINTS,
        datatype=edge.VectorStorageDatatype.Float16,
    )
    dense = {"dense": edge.EdgeVectorParams(size=dimension, distance=edge.Distance.Cosine)} if dimension else {}
    optimizers = edge.EdgeOptimizersConfig(
        default_segment_number=_SEGMENTS, max_segment_size=_NO_LIMIT_KB, indexing_threshold=_UNINDEXED_KB
    )
    config = edge.EdgeConfig(
        vectors=dense, sparse_vectors={"words": words, "grams": grams}, wal_enabled=False, optimizers=optimizers
    )
    with _sentences(folder):
        shard = edge.EdgeShard.create(str(folder), config)
        for key in KEYWORDS:
            shard.update(edge.UpdateOperation.create_field_index(key, edge.PayloadSchemaType.Keyword))
        shard.update(edge.UpdateOperation.create_field_index(DATE, edge.PayloadSchemaType.Integer))
    return shard


def _point(point: Point) -> edge.Point:
    vectors: dict[str, list[float] | edge.SparseVector | list[list[float]]] = {
        "words": _sparse(point.words),
        "grams": _sparse(point.grams),
    }
    if point.dense is not None:
        vectors["dense"] = list(point.dense)
    return edge.Point(point.chunk_id, vectors, dict(own_payload(point)))


def _scored(hits: Sequence[edge.ScoredPoint]) -> tuple[tuple[str, float], ...]:
    return tuple((id_text(hit.id.int), hit.score) for hit in hits if isinstance(hit.id, UUID))


def _sparse(vector: SparseVector) -> edge.SparseVector:
    return edge.SparseVector(list(vector.indices), list(vector.values))


def _filter(wanted: Sequence[Condition]) -> edge.Filter | None:
    if not wanted:
        return None
    return edge.Filter(must=[_field(condition) for condition in wanted])


def _field(condition: Condition) -> edge.FieldCondition:
    if condition.values:
        return edge.FieldCondition(condition.key, match=edge.MatchAny(list(condition.values)))
    return edge.FieldCondition(condition.key, range=edge.RangeFloat(gte=condition.low, lte=condition.high))
