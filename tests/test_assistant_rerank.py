"""What answers goes before what only shares words, and reordering never adds or loses a passage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from factories import make_chunks, make_document, original

from assistant.interpret import interpret
from assistant.rerank import RERANKED, rerank
from assistant.search import find, search
from index.reader import Reader
from index.settings import IndexSettings
from index.writer import Writer

ABOUT = (
    "Digital hjemmeoppfølging ble drøftet i styret, og digital hjemmeoppfølging er viktig for kommunene.",
    "Prosjektet for digital hjemmeoppfølging ledes av Kari Utvikler, som tiltrådte i mars.",
    "Budsjettet for neste år ble lagt fram av administrasjonen.",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    settings = IndexSettings(data=tmp_path_factory.mktemp("data"))
    with Writer.open(settings) as writer:
        for number, text in enumerate((*ABOUT, *(f"Oppfølging av sak {n} pågår." for n in range(60)))):
            document = make_document([text], source=f"{number}.txt", title="", meeting_number=None, meeting_date=None)
            writer.put(Path("/") / document.source, document, make_chunks(document), original([text]))
        writer.publish()
    with Reader.open(settings) as opened:
        yield opened


def test_a_passage_that_holds_what_is_asked_for_goes_before_one_that_shares_as_many_words(reader: Reader) -> None:
    hits = search("Hvem leder prosjektet for digital hjemmeoppfølging?", reader=reader)
    assert hits[0].chunk.text == ABOUT[1]
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_reordering_keeps_every_passage_and_its_score_falls(reader: Reader) -> None:
    question = interpret("Hvordan går det med oppfølging av saker?", reader)
    found = find(question, reader=reader, top_k=60)
    ordered = rerank(question, found, reader)
    assert len(found) > RERANKED
    assert {hit.chunk.chunk_id for hit in ordered} == {hit.chunk.chunk_id for hit in found}
    assert [hit.chunk.chunk_id for hit in ordered[RERANKED:]] == [hit.chunk.chunk_id for hit in found[RERANKED:]]
    scores = [hit.score for hit in ordered]
    assert scores == sorted(scores, reverse=True)


def test_nothing_found_stays_nothing(reader: Reader) -> None:
    assert rerank(interpret("og eller som", reader), (), reader) == ()
