"""Writing to the index: what is published is found, what is not published or is removed is not."""

from pathlib import Path

import pytest
from factories import make_chunk, make_chunks, make_document, original

from index.document import Document
from index.errors import NotIndexedError, SourceError
from index.reader import Reader
from index.rows import FileStat, FileStatus
from index.settings import IndexSettings
from index.writer import Writer


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    return IndexSettings(data=tmp_path / "data")


def put(writer: Writer, path: str, document: Document) -> None:
    content = original([page.text for page in document.pages])
    writer.put(Path(path), document, make_chunks(document), content)


def sources(reader: Reader, question: str) -> list[str]:
    return [hit.chunk.source for hit in reader.search(question)]


def test_what_is_staged_is_seen_by_nobody_before_it_is_published(settings: IndexSettings) -> None:
    with Reader.open(settings) as reader, Writer.open(settings) as writer:
        put(writer, "/a", make_document(["Styret vedtok budsjettet."], source="a.txt"))
        assert (sources(reader, "budsjett"), reader.counts().documents) == ([], 0)
        writer.publish()
        assert (sources(reader, "budsjett"), reader.counts().documents) == (["a.txt"], 1)


def test_leaving_the_writer_drops_what_was_not_published(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        put(writer, "/a", make_document(["Styret vedtok budsjettet."], source="a.txt"))
        writer.publish()
        put(writer, "/b", make_document(["Budsjettet igjen."], source="b.txt"))
        writer.drop(Path("/a"))
    with Reader.open(settings) as reader, Writer.open(settings) as writer:
        assert sources(reader, "budsjett") == ["a.txt"]
        assert list(writer.files()) == ["/a"]


def test_a_changed_file_replaces_its_own_document_alone(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        put(writer, "/a", make_document(["Gammelt mandat."], source="a.txt"))
        put(writer, "/b", make_document(["Gammelt mandat."], source="b.txt"))
        writer.publish()
        old = reader.search("mandat")[0].chunk
        put(writer, "/a", make_document(["Nytt mandat."], source="a.txt"))
        writer.publish()
        assert sorted(hit.chunk.text for hit in reader.search("mandat")) == ["Gammelt mandat.", "Nytt mandat."]
        with pytest.raises(NotIndexedError):
            reader.document(old.doc_id)


def test_the_same_bytes_under_two_paths_are_two_documents_with_one_original(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        for name in ("a", "b"):
            put(writer, f"/{name}", make_document(["Eventuelt."], source=f"{name}.txt"))
        writer.publish()
        first, second = reader.documents()
        assert sources(reader, "eventuelt") == ["a.txt", "b.txt"]
        assert reader.original(first.doc_id) == reader.original(second.doc_id)
        writer.remove(first.doc_id)
        writer.publish()
        assert reader.original(second.doc_id).read_bytes() == b"Eventuelt."
        kept = reader.original(second.doc_id)
        writer.drop(Path("/b"))
        writer.publish()
        assert not kept.exists()


def test_one_document_read_from_two_folders_stays_until_both_files_are_gone(settings: IndexSettings) -> None:
    document = make_document(["Eventuelt."], source="a.txt")
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        put(writer, "/x/a.txt", document)
        put(writer, "/y/a.txt", document)
        writer.publish()
        writer.drop(Path("/x/a.txt"))
        writer.publish()
        assert sources(reader, "eventuelt") == ["a.txt"]
        writer.drop(Path("/y/a.txt"))
        writer.publish()
        assert sources(reader, "eventuelt") == []


def test_a_file_that_fails_keeps_its_older_version_and_says_so(settings: IndexSettings) -> None:
    stat = FileStat(size=7, mtime_ns=8, sha256="ab")
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        put(writer, "/a", make_document(["Mandat."], source="a.txt"))
        writer.fail(Path("/a"), stat, "Filen er kryptert.")
        writer.fail(Path("/b"), None, "Filen kan ikke leses.")
        writer.publish()
        first, second = reader.files()
        assert sources(reader, "mandat") == ["a.txt"]
        assert (first.status, first.size, first.sha256) == (FileStatus.FAILED, 7, "ab")
        assert first.message == "Filen er kryptert. Den forrige versjonen er fortsatt søkbar."
        assert (second.doc_id, second.message) == (None, "Filen kan ikke leses.")


def test_touching_a_file_makes_no_new_publication(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        put(writer, "/a", make_document(["Mandat."], source="a.txt"))
        writer.publish()
        before = reader.published_at
        writer.touch(Path("/a"), FileStat(size=1, mtime_ns=99, sha256="cd"))
        writer.publish()
        row = writer.file(Path("/a"))
        assert row is not None
        assert (row.mtime_ns, row.status, reader.published_at) == (99, FileStatus.INDEXED, before)


@pytest.mark.parametrize("bad", ["a\ud800b", "\udcff"])
def test_text_that_is_not_unicode_is_refused_by_name_and_stages_nothing(settings: IndexSettings, bad: str) -> None:
    document = make_document(["Mandat."], source="mappe/a.txt", title=bad)
    with Writer.open(settings) as writer, Reader.open(settings) as reader:
        with pytest.raises(SourceError, match=r"mappe/a\.txt"):
            put(writer, "/a", document)
        writer.publish()
        assert reader.counts().documents == 0


def test_a_file_name_that_is_not_utf8_is_remembered(settings: IndexSettings) -> None:
    path = Path("/m/\udcff.txt")
    with Writer.open(settings) as writer:
        writer.fail(path, None, f"{path} kan ikke leses.")
        writer.publish()
        row = writer.file(path)
        assert row is not None
        assert row.path == str(path)


def test_a_chunk_that_is_not_verbatim_is_the_callers_mistake(settings: IndexSettings) -> None:
    document, other = make_document(["Mandat."]), make_document(["Budsjett."])
    with Writer.open(settings) as writer, pytest.raises(ValueError, match="belongs to"):
        writer.put(Path("/a"), document, [make_chunk(other)], b"")


def test_removing_what_is_not_there_is_a_sentence(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer, pytest.raises(NotIndexedError, match="ukjent-id"):
        writer.remove("ukjent-id")


def test_rebuilding_gives_back_a_lost_store(settings: IndexSettings) -> None:
    import shutil

    with Writer.open(settings) as writer:
        for name in ("a", "b"):
            put(writer, f"/{name}", make_document([f"Mandat {name}."], source=f"{name}.txt"))
        writer.publish()
    shutil.rmtree(settings.data / "store")
    with Writer.open(settings, rebuild=True) as writer, Reader.open(settings) as reader:
        writer.publish()
        assert sources(reader, "mandat") == ["a.txt", "b.txt"]
        assert reader.document_frequency(["mandat"]) == {"mandat": 2}
