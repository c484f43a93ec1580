"""The store's contract, the same for Qdrant Edge, the client's in-memory mode and a server (TEST_QDRANT_URL)."""

import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from qdrant_client import QdrantClient

from index.document import Access, Document, Kind
from index.errors import SettingError, StoreError, UsageError
from index.filter import Filter
from index.reader import Reader
from index.settings import IndexSettings
from index.store import Store, open_store
from index.store.edge import EdgeStore
from index.store.server import MOST_GENERATIONS, ServerStore
from index.writer import Writer

pytestmark = pytest.mark.filterwarnings("ignore:Payload indexes have no effect:UserWarning")
SERVER = os.environ.get("TEST_QDRANT_URL")
NO_SERVER = pytest.mark.skipif(not SERVER, reason="TEST_QDRANT_URL names no server")
KINDS = ["edge", "memory", pytest.param("server", marks=NO_SERVER)]


class Index:
    """One data folder with one store, as tests use it."""

    def __init__(self, data: Path, store: Store) -> None:
        self.settings = IndexSettings(data=data)
        self.store = store
        self.reader = Reader.open(self.settings, store=store)

    def writer(self, *, rebuild: bool = False) -> Writer:
        return Writer.open(self.settings, store=self.store, rebuild=rebuild)

    def add(self, *documents: Document) -> None:
        with self.writer() as writer:
            for document in documents:
                put(writer, document)
            writer.publish()

    def found(self, question: str, chosen: Filter | None = None) -> list[str]:
        return [hit.chunk.source for hit in self.reader.search(question, filter=chosen)]


def put(writer: Writer, document: Document) -> None:
    content = original([page.text for page in document.pages])
    writer.put(Path("/") / document.source, document, make_chunks(document), content)


def make_store(kind: str, data: Path) -> Store:
    if kind == "edge":
        return EdgeStore(data / "store")
    client = QdrantClient(":memory:") if kind == "memory" else QdrantClient(url=SERVER, timeout=20)
    return ServerStore(client, name=f"test-{secrets.token_hex(4)}", address=kind)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def fresh(kind: str, tmp_path: Path) -> Callable[[], Index]:
    def make() -> Index:
        data = tmp_path / secrets.token_hex(4)
        return Index(data, make_store(kind, data))

    return make


@pytest.fixture
def index(fresh: Callable[[], Index]) -> Iterator[Index]:
    made = fresh()
    yield made
    made.reader.close()


BOARD = (
    make_document(["Budsjett for skolen."], source="2024/a.txt", meeting_date="2024-02-01", meeting_number="43/24"),
    make_document(["Budsjett for helse."], source="2024/vaar/b.txt", kind=Kind.NOTICE, access=Access.INTERNAL),
    make_document(["Budsjett for vei."], source="2025/c.txt", meeting_date="2025-01-10", language="nn"),
    make_document(["Budsjett uten dato."], source="d.txt", meeting_date=None, meeting_number=None),
)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Filter(), ["2024/a.txt", "2024/vaar/b.txt", "2025/c.txt", "d.txt"]),
        (Filter(kinds=("notice",)), ["2024/vaar/b.txt"]),
        (Filter(kinds=("notice", "minutes"), access=("open",)), ["2024/a.txt", "2025/c.txt", "d.txt"]),
        (Filter(access=("exempt",)), []),
        (Filter(languages=("nn",)), ["2025/c.txt"]),
        (Filter(meetings=("43/24",)), ["2024/a.txt"]),
        (Filter(sources=("2024/",)), ["2024/a.txt", "2024/vaar/b.txt"]),
        (Filter(sources=("2024/vaar/", "d.txt")), ["2024/vaar/b.txt", "d.txt"]),
        (Filter(sources=("2024",)), []),
        (Filter(date_from="2024-04-04"), ["2024/vaar/b.txt", "2025/c.txt"]),
        (Filter(date_to="2024-04-04"), ["2024/a.txt", "2024/vaar/b.txt"]),
        (Filter(date_from="2024-02-01", date_to="2024-02-01"), ["2024/a.txt"]),
        (Filter(documents=(BOARD[2].doc_id,)), ["2025/c.txt"]),
        (Filter(kinds=("minutes",), languages=("nn",), sources=("2024/",)), []),
    ],
)
def test_a_filter_lets_through_what_it_says(index: Index, chosen: Filter, expected: list[str]) -> None:
    index.add(*BOARD)
    assert sorted(index.found("budsjett", chosen)) == expected


@pytest.mark.parametrize(
    ("chosen", "named"),
    [
        (Filter(kinds=("referat",)), "kind=referat"),
        (Filter(access=("hemmelig",)), "access=hemmelig"),
        (Filter(languages=("no",)), "lang=no"),
        (Filter(date_from="4. april"), "from=4. april"),
        (Filter(date_to="2024-13-01"), "to=2024-13-01"),
        (Filter(date_from="2024-02-02", date_to="2024-02-01"), "to=2024-02-01"),
        (Filter(sources=("",)), "source"),
        (Filter(cases=(" ",)), "case"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_by_name_even_on_an_empty_index(
    index: Index, chosen: Filter, named: str
) -> None:
    with pytest.raises(UsageError, match=named):
        index.reader.search("budsjett", filter=chosen)


def test_a_document_that_is_written_again_is_found_once_with_its_new_text(index: Index) -> None:
    old = make_document(["Gammelt budsjett."], source="a.txt", doc_id="same")
    index.add(old)
    with index.writer() as writer:
        put(writer, make_document(["Nyere budsjett."], source="a.txt", doc_id="same"))
        assert [hit.chunk.text for hit in index.reader.search("budsjett")] == ["Gammelt budsjett."]
        writer.publish()
    assert [hit.chunk.text for hit in index.reader.search("budsjett")] == ["Nyere budsjett."]


def test_several_publications_of_one_writer_show_each_just_what_was_staged(index: Index) -> None:
    with index.writer() as writer:
        for number, document in enumerate(BOARD, start=1):
            put(writer, document)
            assert len(index.found("budsjett")) == number - 1
            writer.publish()
            assert len(index.found("budsjett")) == number


def test_removed_documents_never_answer_again(index: Index) -> None:
    index.add(*BOARD)
    for document in BOARD:
        with index.writer() as writer:
            writer.remove(document.doc_id)
            writer.publish()
        assert document.source not in index.found("budsjett skole helse vei dato")
    assert index.found("budsjett") == []


def test_many_publications_stay_searchable(index: Index) -> None:
    documents = [make_document([f"Budsjett nummer {n}."], source=f"{n:03d}.txt") for n in range(MOST_GENERATIONS + 4)]
    for document in documents:
        index.add(document)
    assert index.found("budsjett") == [document.source for document in documents]


def test_rebuilding_answers_as_before(index: Index) -> None:
    index.add(*BOARD)
    before = index.reader.search("budsjett skole")
    with index.writer(rebuild=True) as writer:
        assert index.reader.search("budsjett skole") == before
        writer.publish()
    assert index.reader.search("budsjett skole") == before


def test_an_index_in_another_store_is_refused_with_the_remedy(index: Index, tmp_path: Path) -> None:
    index.add(*BOARD)
    other = ServerStore(QdrantClient(":memory:"), name="another", address="http://another")
    with pytest.raises(SettingError, match="ingest --rebuild"):
        Reader.open(index.settings, store=other).search("budsjett")
    with pytest.raises(SettingError, match="QDRANT_URL"):
        Writer.open(index.settings, store=other)


def test_a_collection_that_two_folders_share_keeps_the_points_of_both(tmp_path: Path) -> None:
    client = QdrantClient(":memory:")
    both = [Index(tmp_path / name, ServerStore(client, name="shared", address="m")) for name in ("a", "b")]
    both[0].add(BOARD[0])
    both[1].add(BOARD[1])
    both[0].add(BOARD[2])
    with both[0].writer(rebuild=True) as writer:
        writer.publish()
    assert sorted(both[0].found("budsjett")) == ["2024/a.txt", "2025/c.txt"]
    assert both[1].found("budsjett") == ["2024/vaar/b.txt"]


def test_a_server_that_does_not_answer_is_a_sentence_with_the_setting(tmp_path: Path) -> None:
    settings = IndexSettings(data=tmp_path / "data", qdrant_url="http://127.0.0.1:9")
    with Writer.open(settings) as writer, pytest.raises(StoreError, match=r"127\.0\.0\.1:9.*QDRANT_URL"):
        put(writer, BOARD[0])
    assert open_store(settings).identity == "http://127.0.0.1:9/styreveiviser"


WORDS = ("budsjett", "mandat", "leverandør", "styringsgruppe", "referat", "veikart")
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), min_size=1, max_size=3)
PATHS = st.sampled_from(["a.txt", "m/b.txt", "m/n/c.txt"])
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), PATHS, TEXTS),
        st.tuples(st.just("drop"), PATHS, st.none()),
        st.tuples(st.just("publish"), st.none(), st.none()),
        st.tuples(st.just("abandon"), st.none(), st.none()),
    ),
    min_size=1,
    max_size=10,
)


@limits(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_any_history_equals_a_fresh_index_of_the_survivors(
    fresh: Callable[[], Index], steps: list[tuple[str, str | None, list[str] | None]]
) -> None:
    lived, published, staged = fresh(), {}, {}
    writer = lived.writer()
    for step, path, texts in steps:
        if step == "put" and path and texts:
            staged[path] = make_document(texts, source=path)
            put(writer, staged[path])
        elif step == "drop" and path:
            writer.drop(Path("/") / path)
            staged.pop(path, None)
        elif step == "publish":
            writer.publish()
            published = dict(staged)
        else:
            writer.close()
            writer, staged = lived.writer(), dict(published)
    writer.close()
    new = fresh()
    new.add(*published.values())
    assert_same(lived.reader, new.reader)
    for made in (lived, new):
        made.reader.close()


def assert_same(left: Reader, right: Reader) -> None:
    assert [(d.doc_id, d.title, d.page_count) for d in left.documents()] == [
        (d.doc_id, d.title, d.page_count) for d in right.documents()
    ]
    assert left.counts() == right.counts()
    for word in (*WORDS, "leverandørmandat", "budsjett veikart"):
        assert left.search(word) == right.search(word)
    assert counted(left) == counted(right)


def counted(reader: Reader) -> list[list[tuple[object, ...]]]:
    """Return the tables that the rarity of words is taken from."""
    with reader._connections.reading() as connection:
        return [connection.execute(f"SELECT * FROM {t} ORDER BY 1").fetchall() for t in ("terms", "grams")]  # noqa: S608
