"""Subject terms in the index: stored with chunks and documents, filtered and counted with narrower terms."""

from dataclasses import replace
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from index.document import Access
from index.errors import SettingError, UsageError
from index.filter import Filter
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer

VOCABULARY = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix e: <http://e/> .
e:rights a skos:Concept ; skos:prefLabel "Innbyggertjenester"@nb .
e:proxy a skos:Concept ; skos:prefLabel "Fullmakt"@nb ; skos:broader e:rights .
e:results a skos:Concept ; skos:prefLabel "Prøvesvar"@nb, "Prøvesvar"@nn ; skos:broader e:rights .
e:mandate a skos:Concept ; skos:prefLabel "Mandat"@nb ; skos:altLabel "Instruks"@nb .
"""
PAPERS = {
    "a.txt": "Fullmakt for pårørende.\nPrøvesvar vises straks.",
    "b.txt": "Prøvesvar vises etter 14 dager.",
    "c.txt": "Nytt mandat og ny instruks.",
    "d.txt": "Katten sover på sofaen.",
}


@pytest.fixture
def settings(tmp_path: Path) -> IndexSettings:
    path = tmp_path / "emner.ttl"
    path.write_text(VOCABULARY, encoding="utf-8")
    return IndexSettings(data=tmp_path / "data", vocabulary=(path,))


def _fill(settings: IndexSettings) -> None:
    with Writer.open(settings) as writer:
        for source, text in PAPERS.items():
            access = Access.INTERNAL if source == "b.txt" else Access.OPEN
            document = make_document([text], source=source, title=source, access=access)
            writer.put(Path(f"/{source}"), document, make_chunks(document), original([text]))
        writer.publish()


def _found(reader: Reader, *subjects: str) -> list[str]:
    hits = reader.search("vises mandat fullmakt sover", filter=Filter(subjects=subjects))
    return sorted({hit.chunk.source for hit in hits})


def test_chunks_and_documents_carry_their_terms(settings: IndexSettings) -> None:
    _fill(settings)
    with Reader.open(settings) as reader:
        rows = {row.source: row for row in reader.documents()}
        assert {subject.label for subject in rows["a.txt"].los} == {"Fullmakt", "Prøvesvar"}
        assert rows["d.txt"].los == ()
        assert reader.document(rows["c.txt"].doc_id).los == rows["c.txt"].los
        terms = [[subject.label for subject in chunk.los] for chunk in reader.chunks(rows["a.txt"].doc_id)]
        assert terms == [["Fullmakt"], ["Prøvesvar"]]


def test_a_filter_takes_uris_and_labels_and_lets_narrower_terms_through(settings: IndexSettings) -> None:
    _fill(settings)
    with Reader.open(settings) as reader:
        assert _found(reader, "http://e/proxy") == ["a.txt"]
        assert _found(reader, "prøvesvar") == ["a.txt", "b.txt"]
        assert _found(reader, "Innbyggertjenester") == ["a.txt", "b.txt"]
        assert _found(reader, "instruks", "fullmakt") == ["a.txt", "c.txt"]
        with pytest.raises(UsageError, match=r"los=Prøvesvaret.*prøvesvar"):
            reader.search("svar", filter=Filter(subjects=("Prøvesvaret",)))
        with pytest.raises(UsageError, match="los"):
            reader.subjects.check(Filter(subjects=("finnes ikke",)))


def test_facets_count_what_the_filter_lets_through_with_narrower_terms(settings: IndexSettings) -> None:
    _fill(settings)
    with Reader.open(settings) as reader:
        counts = {facet.label: (facet.documents, facet.chunks) for facet in reader.subjects.facets()}
        assert counts == {"Innbyggertjenester": (2, 3), "Prøvesvar": (2, 2), "Fullmakt": (1, 1), "Mandat": (1, 1)}
        facets = {facet.label: facet for facet in reader.subjects.facets(Filter(access=("open",)))}
        assert facets["Prøvesvar"].documents == 1 and facets["Fullmakt"].parents == ("http://e/rights",)
        within = reader.subjects.facets(Filter(subjects=("Fullmakt",), sources=("a.txt",), date_from="2024-01-01"))
        assert [facet.label for facet in within] == ["Fullmakt", "Innbyggertjenester"]


def test_an_empty_index_has_no_terms(settings: IndexSettings) -> None:
    with Reader.open(settings) as reader:
        assert reader.subjects.facets() == ()
        assert reader.search("svar", filter=Filter(subjects=("hva som helst",))) == ()


def test_terms_go_with_their_document(settings: IndexSettings) -> None:
    _fill(settings)
    with Writer.open(settings) as writer:
        writer.drop(Path("/a.txt"))
        writer.publish()
    with Reader.open(settings) as reader:
        assert "Fullmakt" not in {facet.label for facet in reader.subjects.facets()}


def test_another_vocabulary_needs_a_rebuild_which_tags_everything_anew(settings: IndexSettings) -> None:
    _fill(settings)
    settings.vocabulary[0].write_text(VOCABULARY.replace("Fullmakt", "Katt"), encoding="utf-8")
    with pytest.raises(SettingError, match=r"VEIVISER_VOCABULARY.*--rebuild"):
        Writer.open(settings)
    with Writer.open(settings, rebuild=True) as writer:
        writer.publish()
    with Reader.open(settings) as reader:
        assert _found(reader, "katt") == ["d.txt"]
        assert "Fullmakt" not in {facet.label for facet in reader.subjects.facets()}


def test_a_case_has_the_terms_of_all_its_chunks(settings: IndexSettings) -> None:
    text = PAPERS["a.txt"]
    document = make_document([text])
    chunks = tuple(replace(chunk, case_number="5-44/24") for chunk in make_chunks(document))
    with Writer.open(settings) as writer:
        writer.put(Path("/a"), document, chunks, original([text]))
        writer.publish()
    with Reader.open(settings) as reader:
        assert {subject.label for subject in reader.subjects.of_case("5-44/24")} == {"Fullmakt", "Prøvesvar"}
        assert reader.subjects.of_case("9-44/24") == ()
