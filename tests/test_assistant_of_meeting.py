"""When and where a meeting was and who came is told from the head of its papers, and unknown meetings are refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.of_meeting import of_meeting
from eval.run import indexed
from index.filter import Filter
from index.reader import Reader

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with indexed([SAMPLES]) as opened:
        yield opened


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
