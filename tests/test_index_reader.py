"""Reading the index: an empty one, what is not there, neighbours, big pages that change, near terms."""

from pathlib import Path

import pytest
from factories import make_chunk, make_chunks, make_document, original

from index.document import Document
from index.errors import NotIndexedError, UsageError
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(data=tmp_path / "data")


def publish(settings: IndexSettings, *documents: Document) -> None:
    with Writer.open(settings) as writer:
        for document in documents:
            content = original([page.text for page in document.pages])
            writer.put(Path("/") / document.source, document, make_chunks(document), content)
        writer.publish()


def test_a_data_folder_that_does_not_exist_reads_as_empty_and_is_not_made(settings: IndexSettings) -> None:
    with Reader.open(settings) as reader:
        assert (reader.search("budsjett"), reader.documents(), reader.files()) == ((), (), ())
        assert (reader.counts().chunks, reader.published_at) == (0, None)
    assert not settings.data.exists()


@pytest.mark.parametrize("limit", [0, -1, 10_001])
def test_a_limit_that_makes_no_sense_is_refused(settings: IndexSettings, limit: int) -> None:
    with Reader.open(settings) as reader, pytest.raises(UsageError, match=str(limit)):
        reader.search("budsjett", limit=limit)


def test_hits_are_numbered_from_the_best_and_are_no_more_than_asked_for(settings: IndexSettings) -> None:
    publish(settings, make_document(["Budsjett.\nBudsjett og mandat.\nMandat.\nLys."]))
    with Reader.open(settings) as reader:
        hits = reader.search("budsjett mandat")
        assert [hit.rank for hit in hits] == [1, 2, 3]
        assert hits[0].chunk.text == "Budsjett og mandat."
        assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
        assert reader.search("budsjett mandat", limit=2) == hits[:2]


@pytest.mark.parametrize("question", ["", "   ", "?!", "og i på", "🙂", "xyzzyqwk"])
def test_a_question_without_known_words_finds_nothing(settings: IndexSettings, question: str) -> None:
    publish(settings, make_document(["Budsjett."]))
    with Reader.open(settings) as reader:
        assert reader.search(question) == ()


def test_neighbours_stop_at_the_ends_of_their_document(settings: IndexSettings) -> None:
    document = make_document(["En.\nTo.\nTre.", "Fire."], source="a.txt")
    publish(settings, document, make_document(["Fem."], source="b.txt"))
    chunks = make_chunks(document)
    with Reader.open(settings) as reader:
        assert reader.chunks(document.doc_id) == chunks
        assert reader.neighbours(chunks[0]) == chunks[:2]
        assert reader.neighbours(chunks[2]) == chunks[1:]
        assert reader.neighbours(chunks[3], reach=9) == chunks
        assert reader.chunk(chunks[3].chunk_id) == chunks[3]


def test_what_is_not_there_is_a_sentence_with_its_name(settings: IndexSettings) -> None:
    document = make_document(["Budsjett."])
    publish(settings, document)
    with Reader.open(settings) as reader:
        for read in (reader.document, reader.chunks, reader.chunk, reader.original):
            with pytest.raises(NotIndexedError, match="ukjent"):
                read("ukjent")
        with pytest.raises(NotIndexedError, match="Side 2"):
            reader.page(document.doc_id, 2)
        assert reader.page(document.doc_id, 1) == document.pages[0]


def test_a_big_page_that_changes_gives_its_new_text(settings: IndexSettings) -> None:
    with Reader.open(settings) as reader:
        for word in ("første", "andre"):
            text = "\n".join(["fyll " * 6000, f"Budsjettet er {word} utgave."])
            document = make_document([text], source="a.txt", doc_id="samme")
            chunk = make_chunk(document, 1, text.index("Budsjettet"))
            with Writer.open(settings) as writer:
                writer.put(Path("/a"), document, [chunk], original([text]))
                writer.publish()
            for _ in range(2):
                assert [hit.chunk.text for hit in reader.search("budsjettet")] == [f"Budsjettet er {word} utgave."]
