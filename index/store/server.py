"""A Qdrant server or cluster: the same points and the same questions, over the network.

Points are never changed in place. Each carries the generation (the publication that brought it) and the record
(the stored version of its document). The token lists the generations that are live and the records that are
retired, and every search asks for just those: one commit in the manifest makes all of it visible. What a
killed writer left is in no live generation, so it is never found, and the next writer deletes it. Points also
carry their owner, the manifest they belong to, so that nobody deletes another's in a shared collection.
"""

import json
import secrets
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from typing import Any, Self

from qdrant_client import QdrantClient, models
from qdrant_client.http.exceptions import ApiException

from index.errors import StoreError
from index.filter import Filter
from index.settings import IndexSettings
from index.sparse import SparseVector
from index.store import Found, Point, Question, StoreReader, StoreWriter
from index.store.condition import DATE, KEYWORDS, Condition, conditions, payload

TIMEOUT_SECONDS = 20
MOST_GENERATIONS = 32  # more are given one name at the next write, so that the condition stays short
_DENSE = "--dense-"
_POINTS = uuid.UUID("0f9a3f57-2f0e-5a53-8a35-6c2d9b0f7d10")


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """What a search on the server asks for."""

    collection: str
    owner: str
    generations: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()

    @classmethod
    def read(cls, text: str) -> Self:
        """Read what `write` wrote."""
        fields = json.loads(text)
        return cls(
            collection=fields["collection"],
            owner=fields["owner"],
            generations=tuple(fields["generations"]),
            retired=tuple(fields["retired"]),
        )

    def write(self) -> str:
        """Return the token as the manifest keeps it."""
        return json.dumps(asdict(self))


class ServerStore:
    """Publications in collections that are named after `name`."""

    isolated = False  # what is collected is gone for readers of earlier tokens too

    def __init__(self, client: QdrantClient, *, name: str, address: str) -> None:
        self._client = client
        self._name = name
        self._address = address
        self.identity = f"{address}/{name}"

    @classmethod
    def connect(cls, settings: IndexSettings) -> Self:
        """Use the server that the settings name; nothing is sent before the first search or write."""
        client = QdrantClient(
            url=settings.qdrant_url,
            api_key=settings.qdrant_api_key,
            timeout=TIMEOUT_SECONDS,
            check_compatibility=False,
        )
        return cls(client, name=settings.qdrant_collection, address=settings.qdrant_url or "")

    def begin(self, token: str | None, *, dimension: int | None, owner: str) -> StoreWriter:
        """Start a generation. With no token, readers keep what is there until `collect`."""
        with sentences(self._address):
            if token is None:
                live = Token(collection=self._collection(dimension), owner=owner)
                if not self._client.collection_exists(live.collection):
                    self._create(live.collection, dimension)
            else:
                live = self._merged(Token.read(token))
                self._delete_dead(live)
        return ServerWriter(self._client, self._address, live)

    def read(self, token: str) -> StoreReader | None:
        """Search with the conditions of `token`."""
        return ServerReader(self._client, self._address, Token.read(token))

    def collect(self, token: str) -> None:
        """Delete what the committed `token` replaced."""
        live = Token.read(token)
        # The commit stands whatever happens here: what is left is found by nobody and deleted at the next write.
        with suppress(StoreError), sentences(self._address):
            self._delete_dead(live)
            for collection in self._client.get_collections().collections:
                if collection.name != live.collection and self._is_ours(collection.name):
                    self._empty(collection.name, live.owner)

    def _collection(self, dimension: int | None) -> str:
        """Vectors of another dimension need another collection."""
        return f"{self._name}{_DENSE}{dimension}" if dimension else self._name

    def _is_ours(self, collection: str) -> bool:
        return collection.partition(_DENSE)[0] == self._name

    def _empty(self, collection: str, owner: str) -> None:
        """Delete one owner's points, and the collection unless another owner has points there."""
        only = models.Filter(must=[_any("owner", [owner])])
        self._client.delete(collection, models.FilterSelector(filter=only), wait=True)
        if self._client.count(collection).count == 0:
            self._client.delete_collection(collection)

    def _delete_dead(self, live: Token) -> None:
        unnamed = models.Filter(must_not=[_any("generation", live.generations)])
        dead = models.Filter(
            must=[_any("owner", [live.owner])],
            should=[unnamed, _any("record", live.retired)] if live.retired else [unnamed],
        )
        self._client.delete(live.collection, models.FilterSelector(filter=dead), wait=True)

    def _merged(self, live: Token) -> Token:
        """Give the live points one more generation when they have many; the next token names only that."""
        if len(live.generations) <= MOST_GENERATIONS:
            return live
        merged = secrets.token_hex(6)
        self._client.set_payload(
            live.collection,
            {"generation": [*live.generations, merged]},
            models.FilterSelector(filter=_visible(live, ())),
            wait=True,
        )
        return replace(live, generations=(*live.generations, merged))

    def _create(self, collection: str, dimension: int | None) -> None:
        dense = models.VectorParams(size=dimension, distance=models.Distance.COSINE) if dimension else None
        self._client.create_collection(
            collection,
            vectors_config={"dense": dense} if dense else {},
            sparse_vectors_config={
                "words": models.SparseVectorParams(),
                "grams": models.SparseVectorParams(index=models.SparseIndexParams(datatype=models.Datatype.FLOAT16)),
            },
        )
        schemas = dict.fromkeys(("generation", "owner", *KEYWORDS), models.PayloadSchemaType.KEYWORD)
        for key, schema in {**schemas, DATE: models.PayloadSchemaType.INTEGER}.items():
            self._client.create_payload_index(collection, key, field_schema=schema, wait=True)


class ServerWriter:
    """The next publication: a generation that no token names yet."""

    def __init__(self, client: QdrantClient, address: str, live: Token) -> None:
        self._client = client
        self._address = address
        self._live = live
        self._generation = secrets.token_hex(6)
        self._retired: list[str] = []
        self._finished = False

    def remove(self, record: str) -> None:
        """Retire a record: the next token leaves it out."""
        self._retired.append(record)

    def upsert(self, points: Sequence[Point]) -> None:
        """Add points of this generation."""
        structs = [_point(point, self._generation, self._live.owner) for point in points]
        with sentences(self._address):
            self._client.upsert(self._live.collection, structs, wait=True)

    def finish(self) -> str:
        """Return the token that names this generation too."""
        self._finished = True
        kept = self._live.generations
        named = kept[-1:] if len(kept) > MOST_GENERATIONS else kept
        # What the last token retired has been deleted by `begin`.
        next_token = replace(self._live, generations=(*named, self._generation), retired=tuple(self._retired))
        return next_token.write()

    def abandon(self) -> None:
        """Delete the points of this generation; if that fails, the next writer does it."""
        if self._finished:
            return
        only = models.Filter(must=[_any("generation", [self._generation])])
        with suppress(StoreError), sentences(self._address):
            self._client.delete(self._live.collection, models.FilterSelector(filter=only), wait=True)


class ServerReader:
    """Searches with the conditions of one token."""

    def __init__(self, client: QdrantClient, address: str, token: Token) -> None:
        self._client = client
        self._address = address
        self._token = token

    def search(self, question: Question, condition: Filter, limit: int) -> Found:
        """Search the legs that the question has, in one request."""
        only = _visible(self._token, conditions(condition))
        asked: dict[str, models.SparseVector | list[float]] = {
            name: _sparse(vector)
            for name, vector in (("words", question.words), ("grams", question.grams))
            if vector.indices
        }
        if question.dense is not None:
            asked["dense"] = list(question.dense)
        if not asked:
            return Found()
        requests = [
            models.QueryRequest(query=query, using=name, filter=only, limit=limit, with_payload=["chunk_id"])
            for name, query in asked.items()
        ]
        with sentences(self._address):
            responses = self._client.query_batch_points(self._token.collection, requests)
        legs = zip(asked, responses, strict=True)
        return Found(**{name: _scores(response.points) for name, response in legs})

    def close(self) -> None:
        """Nothing is held open for one publication."""


@contextmanager
def sentences(address: str) -> Iterator[None]:
    """Turn the client's errors into a StoreError sentence that names the setting and the remedy."""
    try:
        yield
    except (ApiException, ConnectionError, TimeoutError) as error:
        status = getattr(error, "status_code", None)
        if status in (401, 403):
            raise StoreError(f"Qdrant på {address} avviste nøkkelen; rett QDRANT_API_KEY.") from error
        if status == 404:
            raise StoreError(
                f"Samlingen finnes ikke i Qdrant på {address}; kjør `veiviser ingest --rebuild`."
            ) from error
        if status is not None:
            raise StoreError(
                f"Qdrant på {address} svarte med feil {status}; se tjenerens logg og prøv igjen."
            ) from error
        raise StoreError(
            f"Qdrant på {address} svarer ikke; start tjeneren, eller rett eller fjern QDRANT_URL."
        ) from error
    except ValueError as error:  # what the in-memory client raises for a missing collection
        raise StoreError(f"Qdrant på {address}: {error}; kjør `veiviser ingest --rebuild`.") from error


def _visible(token: Token, wanted: Sequence[Condition]) -> models.Filter:
    must: list[models.Condition] = [_any("generation", token.generations)]
    must.extend(_field(condition) for condition in wanted)
    return models.Filter(must=must, must_not=[_any("record", token.retired)] if token.retired else None)


def _field(condition: Condition) -> models.FieldCondition:
    if condition.values:
        return _any(condition.key, condition.values)
    return models.FieldCondition(key=condition.key, range=models.Range(gte=condition.low, lte=condition.high))


def _any(key: str, values: Sequence[str]) -> models.FieldCondition:
    return models.FieldCondition(key=key, match=models.MatchAny(any=list(values)))


def _point(point: Point, generation: str, owner: str) -> models.PointStruct:
    vectors: dict[str, Any] = {
        "words": _sparse(point.words),
        "grams": _sparse(point.grams),
    }
    if point.dense is not None:
        vectors["dense"] = list(point.dense)
    # A new version of a document has the same chunk ids, and must lie beside the old one until the commit.
    point_id = str(uuid.uuid5(_POINTS, f"{point.record}:{point.chunk_id}"))
    fields = {**payload(point), "generation": [generation], "owner": owner, "chunk_id": point.chunk_id}
    return models.PointStruct(id=point_id, vector=vectors, payload=fields)


def _sparse(vector: SparseVector) -> models.SparseVector:
    return models.SparseVector(indices=list(vector.indices), values=list(vector.values))


def _scores(points: Sequence[models.ScoredPoint]) -> tuple[tuple[str, float], ...]:
    return tuple((str((point.payload or {})["chunk_id"]), point.score) for point in points)
