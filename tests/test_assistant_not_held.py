"""A meeting that no paper is from is said not to be there, with those that are; what else is asked is left alone."""

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.not_held import not_held
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "when"),
    [
        ("Hvem ledet møtet i august 2025?", "i august 2025"),
        ("Hvem deltok på møtet 14. mai 2025?", "14. mai 2025"),
        ("Hva ble vedtatt i møtet i januar 2020?", "i januar 2020"),
        ("Hvilke saker ble behandlet i 2024?", "i 2024"),
    ],
)
def test_the_meetings_there_are_are_named(question: str, when: str, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert answer.status == "refused"
    assert f"Ingen av dokumentene er fra et møte {when}." in answer.text
    assert "18. september 2025 og 4. desember 2025" in answer.text


def test_a_number_that_no_meeting_has_is_said(reader: Reader) -> None:
    assert "møte 49/24" in ask("Hvilke saker ble behandlet i møte 49/24?", reader=reader).text


@pytest.mark.parametrize(
    "question",
    [
        "Hvem ledet møtet i juni 2025?",
        "Hva skjer i februar 2026?",
        "Når er møtet i mars 2026?",
        "Hva ble vedtatt om kostnadsmodellen i august 2025?",
        "Hvilke vedtak ble fattet i 2025?",
    ],
)
def test_other_questions_are_left_alone(question: str, reader: Reader) -> None:
    assert not_held(interpret(question, reader), reader, Filter()) == ""


def test_a_year_alone_chooses_the_meetings_that_are_told_of(reader: Reader) -> None:
    answer = ask("Hvilke vedtak ble fattet i 2025?", reader=reader)
    assert len(answer.citations) > 20
    assert all((one.meeting_date or "").startswith("2025") for one in answer.citations)
