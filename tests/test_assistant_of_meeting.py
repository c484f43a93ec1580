"""When and where a meeting was and who came is told from the head of its papers, and unknown meetings are refused."""

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.next_meeting import next_meeting
from assistant.of_meeting import of_meeting
from eval.run import indexed
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Hvor ble møtet i juni 2025 holdt?", "møterom Fyrlykta"),
        ("Kor vart møtet 12. juni 2025 halde?", "møterom Fyrlykta"),
        ("Når var møte 52/25?", "20. mars 2025"),
        ("Hvilken dato var møtet i september?", "18. september 2025"),
        ("Hvem var referent på møtet 12. juni 2025?", "sekretariatet"),
    ],
)
def test_a_line_of_the_head_is_told(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert answer.status == "answered"
    assert words in answer.sentences[0].text


def test_all_who_came_are_told_in_order(reader: Reader) -> None:
    answer = ask("Hvem deltok på møte 53/25?", reader=reader)
    assert len(answer.citations) >= 8  # and the sentence on who was absent
    assert "(leder)" in answer.sentences[0].text
    assert [one.start for one in answer.citations] == sorted(one.start for one in answer.citations)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who chaired meeting 53/25?", "Kari Eksempel"),
        ("Who took the minutes in meeting 54/25?", "Sjur Kladdeli"),
        ("Kven skreiv referatet i september?", "Sjur Kladdeli"),
        ("Hvem er sekretær for styret?", "Nora Dummyseth"),
        ("Hvem manglet på siste møte?", "Ola Prøvdal"),
        ("Hvem meldte forfall i desember?", "Ola Prøvdal"),
        ("Kven var ikkje til stades på siste møte?", "Ola Prøvdal"),
        ("Kven møtte ikkje 4. desember 2025?", "Ola Prøvdal"),
        ("Kven melde fråfall til møte 54/25?", "Ingen"),
        ("Hvem representerer Helse Skog i styret?", "Jonas Fiktivsen"),
        ("Hvem representerer pasientene?", "Turid Malbakken"),
        ("Hvem er medlem fra fastlegene?", "Amir Skissestad"),
    ],
)
def test_one_line_tells_it_in_any_language_and_of_the_last_meeting(question: str, words: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert words in answer.sentences[0].text
    assert len(answer.sentences) <= 2


def test_a_nynorsk_verb_is_read_as_nynorsk_and_the_question_stays_as_it_was_asked(reader: Reader) -> None:
    answer = ask("Kven leier produktstyret?", reader=reader)
    assert any("Kari Eksempel" in sentence.text for sentence in answer.sentences)
    assert answer.question == "Kven leier produktstyret?"
    assert "leier" in interpret("Hvem leier lokalene?", reader).words  # bokmål: who rents them


@pytest.mark.parametrize("question", ["Hvem var til stede?", "Hvem sitter i styret?", "Who attended meeting 55/25?"])
def test_all_who_came_to_the_last_meeting_are_told(question: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert len(answer.citations) >= 8
    assert {citation.meeting_date for citation in answer.citations} == {"2025-12-04"}


def test_nobody_is_made_a_member_from_elsewhere(reader: Reader) -> None:
    assert of_meeting(interpret("Hvem representerer Helse Vestavind i styret?", reader), reader, Filter()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Når er neste møte?",
        "nar er neste mote",
        "When is the next meeting?",
        "Når er det neste styremøtet?",
        "neste møte",
    ],
)
def test_the_next_meeting_is_told_from_the_last_minutes(question: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert {citation.meeting_date for citation in answer.citations} == {"2025-12-04"}
    assert answer.sentences[0].text.endswith("5. februar")  # the dates after it are not the next


@pytest.mark.parametrize("question", ["Hva ble sagt om neste møte?", "Når er neste møte i juni 2025?", "Når er møtet?"])
def test_what_does_not_ask_for_the_next_meeting_is_not_answered_with_it(question: str, reader: Reader) -> None:
    assert next_meeting(interpret(question, reader), reader, Filter()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Hva ble sagt på møtet i juni 2025?",
        "Når ble mandatet vedtatt i møte 52/25?",
        "Hvor mange kommuner brukte digital dialog i juni 2025?",
        "Når er neste møte?",
    ],
)
def test_other_questions_are_left_to_the_ranking(question: str, reader: Reader) -> None:
    assert of_meeting(interpret(question, reader), reader, Filter()) == ()


def test_a_filter_holds(reader: Reader) -> None:
    asked = interpret("Når var møte 52/25?", reader)
    assert of_meeting(asked, reader, Filter(access=("internal",))) == ()
    assert of_meeting(asked, reader, Filter(access=("open",)))


def test_a_meeting_that_no_paper_is_from_is_refused_by_name(reader: Reader) -> None:
    answer = ask("Hva ble vedtatt om mandatet i møte 99/25?", reader=reader)
    assert answer.refusal
    assert answer.refusal.reason == "unknown_meeting"
    assert "møte 99/25" in answer.text


def test_a_board_whose_papers_tell_of_no_later_meeting_has_none_told(tmp_path: Path) -> None:
    (tmp_path / "referat.md").write_text(
        "# Referat fra møte i Forvaltningsstyret\n\nMøte nr. 12/26\n\nDato: 4. mars 2026\n\nStyret drøftet planen.\n",
        encoding="utf-8",
    )
    with indexed([tmp_path]) as opened:
        answer = ask("Når er neste møte?", reader=opened)
    assert answer.status == "refused"
    assert "4. mars 2026" in answer.text
