"""Reading the index: an absent index is empty, what was stored comes back whole, threads do not disturb."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest
from factories import make_chunk, make_chunks, make_document, make_page, original

from index.chunk import Unit, UnitKind
from index.document import Document
from index.errors import NotIndexedError, UsageError
from index.reader import Reader
from index.rows import Counts
from index.settings import IndexSettings
from index.writer import Writer


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(data=tmp_path / "data")


def add(settings: IndexSettings, *documents: Document) -> None:
    with Writer.open(settings) as writer:
        for document in documents:
            content = original([page.text for page in document.pages])
            writer.put(Path("/") / document.source, document, make_chunks(document), content)
        writer.publish()


def test_an_absent_index_is_empty_and_is_not_made_by_reading(settings: IndexSettings) -> None:
    with Reader.open(settings) as reader:
        reader.refresh()
        assert reader.search("mandat") == ()
        assert reader.counts() == Counts(documents=0, pages=0, chunks=0, meetings=0)
        assert (reader.documents(), reader.files(), reader.published_at) == ((), (), None)
        assert (reader.similar_terms("mandatt"), reader.document_frequency(["mandat"])) == ((), {})
        assert not settings.data.exists()
        add(settings, make_document(["Mandat."]))
        assert reader.counts().documents == 1


def test_pages_chunks_and_originals_come_back_as_they_were(settings: IndexSettings) -> None:
    text = "Sak 6-44/24 Mandat\n\tÆrlig «talt» \U0001f600 e\u0301 \0 slutt.\nSiste linje."
    pages = (make_page(text), make_page("", 2, warning="Siden har ingen tekst."), make_page("Mandat.", 3))
    document = replace(make_document([text]), pages=pages, warnings=("Side 2 har ingen tekst.",))
    first = replace(
        make_chunk(document, 1, 0, 18, headings=("Møte", "Saker"), case_number="6-44/24"),
        units=(Unit(start=0, end=11, kind=UnitKind.HEADING), Unit(start=12, end=18, kind=UnitKind.TABLE_ROW)),
    )
    chunks = (first, make_chunk(document, 1, 19, len(text)), make_chunk(document, 3))
    with Writer.open(settings) as writer:
        writer.put(Path("/a"), document, chunks, b"\x00original")
        writer.publish()
    with Reader.open(settings) as reader:
        assert tuple(reader.page(document.doc_id, number) for number in (1, 2, 3)) == pages
        stored = reader.chunks(document.doc_id)
        assert tuple(replace(chunk, los=()) for chunk in stored) == chunks
        first, chunks = stored[0], stored
        assert reader.chunk(first.chunk_id) == first
        assert reader.search("6-44/24")[0].chunk == first
        assert reader.neighbours(chunks[2]) == chunks[1:]
        assert reader.neighbours(first, reach=9) == chunks
        assert reader.original(document.doc_id).read_bytes() == b"\x00original"
        row = reader.document(document.doc_id)
        assert (row.page_count, row.chunk_count, row.warnings) == (3, 3, document.warnings)
        assert reader.counts() == Counts(documents=1, pages=3, chunks=3, meetings=1)


def test_what_is_not_indexed_is_named(settings: IndexSettings) -> None:
    document = make_document(["Mandat."])
    add(settings, document)
    with Reader.open(settings) as reader:
        for ask in (reader.document, reader.chunks, reader.chunk, reader.original):
            with pytest.raises(NotIndexedError, match="ukjent"):
                ask("ukjent")
        with pytest.raises(NotIndexedError, match="Side 2"):
            reader.page(document.doc_id, 2)


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_senseless_limit_is_refused(settings: IndexSettings, limit: int) -> None:
    with Reader.open(settings) as reader, pytest.raises(UsageError, match=str(limit)):
        reader.search("mandat", limit=limit)


@pytest.mark.parametrize("question", ["", "   ", "og i på", "?!", "\0", "x" * 10_000, "\ud800"])
def test_a_question_without_terms_finds_nothing_and_fails_at_nothing(settings: IndexSettings, question: str) -> None:
    add(settings, make_document(["Mandat."]))
    with Reader.open(settings) as reader:
        assert reader.search(question) == ()


def test_hits_are_ranked_from_one_and_equal_ones_stand_in_document_order(settings: IndexSettings) -> None:
    add(settings, *(make_document(["Eventuelt.", "Eventuelt."], source=f"{n}.txt") for n in (3, 1, 2)))
    with Reader.open(settings) as reader:
        hits = reader.search("eventuelt", limit=5)
        places = [(hit.chunk.source, hit.chunk.page) for hit in hits]
        assert places == [("1.txt", 1), ("2.txt", 1), ("3.txt", 1)]
        assert [hit.rank for hit in hits] == [1, 2, 3]
        assert len({hit.score for hit in hits}) == 1


def test_a_data_folder_that_is_replaced_is_read_anew(settings: IndexSettings, tmp_path: Path) -> None:
    add(settings, make_document(["Mandat."], source="old.txt"))
    with Reader.open(settings) as reader:
        assert reader.search("mandat")[0].chunk.source == "old.txt"
        settings.data.rename(tmp_path / "away")
        assert reader.search("mandat") == ()
        add(settings, make_document(["Mandat."], source="new.txt"))
        assert reader.search("mandat")[0].chunk.source == "new.txt"


def test_threads_search_while_a_writer_publishes(settings: IndexSettings) -> None:
    add(settings, make_document(["Mandat utgave 0."] * 4, source="a.txt"))
    wrong: list[object] = []
    done = threading.Event()

    def search(reader: Reader) -> None:
        while not done.is_set():
            try:
                texts = {hit.chunk.text for hit in reader.search("mandat")}
                wrong.extend([texts] if len(texts) != 1 else [])
            except Exception as error:
                wrong.append(error)

    with Reader.open(settings) as reader:
        threads = [threading.Thread(target=search, args=(reader,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for version in range(1, 8):
            add(settings, make_document([f"Mandat utgave {version}."] * 4, source="a.txt"))
        done.set()
        for thread in threads:
            thread.join()
        assert wrong == []
        assert reader.search("mandat")[0].chunk.text == "Mandat utgave 7."


def test_places_are_where_the_chunks_of_a_search_stand(settings: IndexSettings) -> None:
    add(settings, make_document(["Sak 1/25 Mandat.", "Mandat og veikart."], source="a.txt"), make_document(["Mandat."]))
    with Reader.open(settings) as reader:
        places, hits = reader.places("mandat veikart", limit=2), reader.search("mandat veikart", limit=2)
        assert [(one.chunk_id, one.score, one.bm25) for one in places] == [
            (hit.chunk.chunk_id, hit.score, hit.bm25) for hit in hits
        ]
        assert [(one.at.doc_id, one.at.page, one.at.start, one.at.end) for one in places] == [
            (hit.chunk.doc_id, hit.chunk.page, hit.chunk.start, hit.chunk.end) for hit in hits
        ]
        assert reader.hits(places[::-1])[0] == replace(hits[1], rank=1)


def test_places_that_are_gone_are_left_out(settings: IndexSettings) -> None:
    add(settings, make_document(["Gammelt mandat."], source="old.txt"))
    with Reader.open(settings) as reader:
        places = reader.places("mandat")
        with Writer.open(settings) as writer:
            writer.remove(places[0].at.doc_id)
            writer.publish()
        assert len(places) == 1 and reader.hits(places) == ()
