"""Questions for all there is are answered from the register, complete; other questions are not."""

import pytest

from assistant.ask import ask
from assistant.interpret import interpret
from assistant.listed import listed
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        ("Hvilke saker var til beslutning i møte 52/25?", ["4-52/25", "5-52/25"]),
        ("Kva saker var til beslutning i møte 52/25?", ["4-52/25", "5-52/25"]),
        ("Hvilke saker sto på sakslisten i møte 53/25?", [f"{number}-53/25" for number in range(1, 11)]),
        ("Hvor mange saker ble behandlet i møte 53/25?", [f"{number}-53/25" for number in range(1, 11)]),
        ("Kva står på saklista til møte 53/25?", [f"{number}-53/25" for number in range(1, 11)]),
        ("Hvor mange vedtak ble fattet i møte 51/25?", [f"{number}-51/25" for number in range(1, 6)]),
        ("Hvilke vedtak ble fattet i møte 51/25?", [f"{number}-51/25" for number in range(1, 6)]),
    ],
)
def test_every_row_of_the_register_that_fits_is_listed_in_order(
    question: str, cases: list[str], reader: Reader
) -> None:
    rows = listed(interpret(question, reader), reader, Filter())
    assert [row.case_number for row in rows] == cases
    answer = ask(question, reader=reader)
    assert [citation.case_number for citation in answer.citations] == cases
    for citation in answer.citations:
        assert reader.page(citation.doc_id, citation.page).text[citation.start : citation.end] == citation.quote


def test_a_list_that_names_no_meeting_is_of_the_newest(reader: Reader) -> None:
    rows = listed(interpret("List alle oppfølgingspunktene", reader), reader, Filter())
    assert rows
    assert {row.meeting.number for row in rows} == {"55/25"}


@pytest.mark.parametrize(
    "question",
    [
        "Hvem leder produktstyret?",
        "Hvilke saker var til beslutning i møte 99/25?",
        "Hvilke saker handlet om romfart?",
        "Hvilken sak gjaldt mandatet?",
    ],
)
def test_what_is_no_question_for_a_list_or_fits_no_row_is_left_to_the_ranking(question: str, reader: Reader) -> None:
    assert listed(interpret(question, reader), reader, Filter()) == ()


def test_a_filter_holds_for_lists_too(reader: Reader) -> None:
    asked = interpret("Hvilke saker var til beslutning i møte 52/25?", reader)
    assert listed(asked, reader, Filter(access=("internal",))) == ()
    assert {row.citation.kind for row in listed(asked, reader, Filter(kinds=("notice",)))} <= {"notice"}
