"""Answers over real sample papers: cited, verbatim, refused where the papers are silent."""

from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.ask import ask, marked
from assistant.search import search
from eval.run import indexed
from index.filter import Filter
from index.reader import Reader

QUESTIONS = (
    "Når var årets første møte i produktstyret?",
    "Hvem førte referatet i september 2025?",
    "Hvilken sakstype har sak 5-52/25?",
    "Hva er status for testmiljøet?",
    "Kven leier produktstyret?",
    "Who chairs the board?",
    "List alle medlemmer i styret",
)


def _quotes_stand(answer: Answer, reader: Reader) -> bool:
    shown = answer.citations or (answer.refusal.nearest if answer.refusal else ())
    return all(reader.page(c.doc_id, c.page).text[c.start : c.end] == c.quote for c in shown)


@pytest.mark.parametrize(
    "question",
    [
        "Hvordan skal kostnadene for 2026 deles mellom regionene?",
        "Korleis skal kostnadene for 2026 delast mellom regionane?",
        "Hva ble vedtatt om visning av prøvesvar?",
    ],
)
def test_what_was_proposed_does_not_stand_beneath_what_was_decided(question: str, reader: Reader) -> None:
    quotes = [citation.quote for citation in ask(question, reader=reader).citations]
    assert quotes[0].startswith("Vedtak")
    assert not [quote for quote in quotes if "Innstilling:" in quote or "Forslag:" in quote]


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_sentence_is_cited_and_every_quote_stands(question: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert _quotes_stand(answer, reader)
    if answer.status == "answered":
        numbers = {citation.number for citation in answer.citations}
        assert answer.sentences
        assert all(sentence.citations and set(sentence.citations) <= numbers for sentence in answer.sentences)
        assert all(len(citation.quote) <= 400 for citation in answer.citations)
        assert answer.text == "\n".join(marked(sentence) for sentence in answer.sentences)
    else:
        assert answer.refusal is not None and answer.refusal.searched.chunks > 0


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("Hva ble vedtatt i sak 99-99/25?", "unknown_case"),
        ("Hvem vant Eurovision i 1985?", "unknown_name"),
        ("Hva sa Helse Nordpolen om prøvesvar?", "unknown_name"),
        ("Hvem vant skirennet?", "not_in_documents"),
        ("og eller som", "no_question"),
    ],
)
def test_what_the_papers_do_not_say_is_refused(question: str, reason: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert (answer.status, answer.citations, answer.sentences) == ("refused", (), ())
    assert answer.refusal is not None and answer.refusal.reason == reason
    assert answer.text.endswith(".")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvem vant skirennet?", "«skirennet»."),
        ("Hvor mange elefanter deltok i utprøvingen av samtaleassistenten?", "men ikke «elefanter»."),
    ],
)
def test_a_refusal_tells_what_the_nearest_passages_leave_out(question: str, told: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert answer.status == "refused"
    assert told in answer.text


def test_a_refusal_of_an_empty_index_says_what_to_do(tmp_path: Path) -> None:
    from index.settings import IndexSettings

    with Reader.open(IndexSettings(data=tmp_path / "none")) as empty:
        answer = ask("Hva ble vedtatt?", reader=empty)
    assert answer.refusal is not None and answer.refusal.reason == "empty_index"
    assert "veiviser ingest" in answer.text


def test_a_case_number_in_any_spelling_finds_the_same_case(reader: Reader) -> None:
    spellings = ("sak 5-52/25", "Sak 5/52-25", "sak 5 52/25")
    found = [{c.case_number for c in ask(f"Hva gjelder {s}?", reader=reader).citations} for s in spellings]
    assert found[0] and found[0] == found[1] == found[2]


def test_a_filter_keeps_everything_else_out(reader: Reader) -> None:
    answer = ask("Når var møtet?", reader=reader, filter=Filter(kinds=("mandate",)))
    shown = answer.citations or (answer.refusal.nearest if answer.refusal else ())
    assert shown and {citation.kind for citation in shown} == {"mandate"}


def test_search_shows_no_passage_twice(reader: Reader) -> None:
    hits = search("saksliste orientering beslutning", reader=reader, top_k=20)
    contents = ["".join(hit.chunk.text.split()).lower() for hit in hits]
    assert len(contents) > 5 and len(set(contents)) == len(contents)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))


def test_a_question_has_its_own_subject_terms(reader: Reader) -> None:
    assert [subject.label for subject in ask("Kommer det en egen mobilapp?", reader=reader).los][:1] == ["Mobilapp"]
    assert ask("Hvem vant Eurovision i 1985?", reader=reader).los == ()


def test_a_term_is_counted_in_papers_saker_and_passages_with_what_is_narrower(reader: Reader) -> None:
    facets = {facet.label: facet for facet in reader.subjects.facets()}
    app = facets["Mobilapp"]
    assert 1 <= app.cases <= app.chunks and app.documents <= app.chunks
    for facet in facets.values():
        above = [other for other in facets.values() if other.uri in facet.parents]
        assert all(other.chunks >= facet.chunks and other.cases >= facet.cases for other in above)


def test_a_top_ten_tells_nothing_twice_and_each_passage_has_all_its_places(tmp_path: Path) -> None:
    standing = "Styret skal sikre at portalen utvikles i tråd med nasjonale mål og brukernes behov i hele landet."
    pages = [
        f"# Om styret\n\n{standing}\n\n# Sak {number}\n\nStyret drøftet mål nummer {number}." for number in range(60)
    ]
    for number, page in enumerate(pages):
        label = "" if number else "Følsomhet: Intern (gul)\n\n"
        (tmp_path / f"{number:02}.md").write_text(label + page, encoding="utf-8")
    with indexed([tmp_path]) as opened:
        hits = search("Hvilke nasjonale mål skal styret sikre at portalen følger?", reader=opened)
        assert len(hits) == 10
        assert [standing in hit.chunk.text for hit in hits].count(True) == 1
        assert len(hits[0].also) == 59
        open_hits = search("nasjonale mål", reader=opened, filter=Filter(access=("open",)))
        assert len(open_hits[0].also) == 58
        assert not any(place.source.endswith("/00.md") for hit in open_hits for place in hit.also)
        answer = ask("Hva skal styret sikre?", reader=opened, filter=Filter(access=("open",)))
        places = answer.citations[0].also
        assert len(places) == 58
        assert {opened.passage(p.doc_id, p.page, p.start, p.end) for p in places} == {answer.citations[0].quote}


def test_a_name_that_the_papers_do_not_hold_is_said_by_name(reader: Reader) -> None:
    answer = ask("Hva sa Helse Nordpolen om prøvesvar?", reader=reader)
    assert answer.text == "Ingen av dokumentene nevner «Nordpolen»."


@pytest.mark.parametrize(
    "question", ["Hva mener Helse Fjells representant om prøvesvar?", "Hvem leder Produktstyrett?"]
)
def test_a_name_in_the_genitive_or_misspelt_is_not_taken_for_unknown(question: str, reader: Reader) -> None:
    refusal = ask(question, reader=reader).refusal
    assert refusal is None or refusal.reason != "unknown_name"
