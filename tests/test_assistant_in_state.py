"""What is open, late, delivered, postponed, turned down or changed is told from the register, as it stands now."""

import pytest

from assistant.ask import ask
from assistant.in_state import in_state
from assistant.interpret import interpret
from assistant.states import ASKED, Asked, state_asked
from index.filter import Filter
from index.reader import Reader


@pytest.mark.parametrize("one", ASKED, ids=lambda one: f"{one.kind}-{one.state}")
def test_each_state_is_asked_for_by_its_hit_and_not_by_its_miss(one: Asked) -> None:
    assert state_asked(one.hit) == one
    assert state_asked(one.miss) != one


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Hvilke leveranser er forsinket?", ["V-02"]),
        ("Kva leveransar er forseinka?", ["V-02"]),
        ("Which deliveries are delayed?", ["V-02"]),
        ("forsinkede leveranser", ["V-02"]),
        ("Hvilke leveranser er fremskyndet?", ["V-07"]),
        ("Hvilke leveranser er nye i veikartet?", ["V-10"]),
        ("Hva skal leveres i første kvartal 2026?", ["V-02", "V-09"]),
        ("Hva leveres i Q1 2026?", ["V-02", "V-09"]),
        ("Hvilke leveranser har Helse Skog i rute?", ["V-06"]),
    ],
)
def test_deliveries_are_told_as_the_newest_roadmap_has_them(question: str, told: list[str], reader: Reader) -> None:
    rows = in_state(interpret(question, reader), reader, Filter())
    assert [row.roadmap_ref for row in rows] == told
    assert {row.meeting.date for row in rows} == {"2025-09-05"}
    assert [one.number for one in ask(question, reader=reader).citations] == list(range(1, len(told) + 1))


def test_what_an_earlier_roadmap_tells_as_delivered_is_told_too(reader: Reader) -> None:
    rows = in_state(interpret("Hvilke prosjekter er fullført?", reader), reader, Filter())
    assert {"V-01", "V-03", "V-05", "V-08"} <= {row.roadmap_ref for row in rows}
    assert all("Levert" in (row.status or "") for row in rows)


@pytest.mark.parametrize(
    "question",
    [
        "Hvilke oppfølginger er åpne?",
        "Hva gjenstår å følge opp?",
        "Hvilke saker er fortsatt åpne?",
        "Which follow-ups are open?",
    ],
)
def test_an_open_follow_up_is_one_whose_last_trace_does_not_close_it(question: str, reader: Reader) -> None:
    cases = {row.case_number for row in in_state(interpret(question, reader), reader, Filter())}
    assert {"5-55/25", "6-55/25"} <= cases
    assert not cases & {"6-51/25", "7-53/25", "7-52/25", "4-50/24", "5-52/25"}  # closed in a later meeting


def test_what_a_meeting_left_open_is_told_as_of_that_meeting(reader: Reader) -> None:
    rows = in_state(interpret("Hvilke oppfølginger var åpne i juni 2025?", reader), reader, Filter())
    assert {"5-52/25", "6-51/25"} <= {row.case_number for row in rows}
    assert {row.meeting.number for row in rows} == {"53/25"}


def test_of_too_many_open_ones_those_that_a_paper_tells_the_progress_of_are_told(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = interpret("Hvilke oppfølginger var åpne i juni 2025?", reader)
    everything = in_state(asked, reader, Filter())
    monkeypatch.setattr("assistant.in_state.ROWS_MAX", len(everything) - 1)
    rows = in_state(asked, reader, Filter())
    assert [row.case_number for row in rows] == [row.case_number for row in everything if row.progress]
    assert {"5-52/25", "6-51/25"} <= {row.case_number for row in rows}


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        ("Hvilke saker ble utsatt?", ["5-52/25"]),
        ("Hvilke forslag ble ikke vedtatt?", ["5-54/25", "5-54/25"]),
        ("Kva framlegg fall?", ["5-54/25", "5-54/25"]),
        ("Hvilke vedtak er endret eller opphevet?", ["6-53/25", "7-54/25"]),
    ],
)
def test_decisions_are_told_by_what_they_did(question: str, cases: list[str], reader: Reader) -> None:
    assert [row.case_number for row in in_state(interpret(question, reader), reader, Filter())] == cases


@pytest.mark.parametrize(
    "question",
    [
        "Hvorfor er digital fullmakt forsinket?",
        "Hvem har ansvar for de åpne oppfølgingene?",
        "Hvilke leveranser er forsinket på grunn av romfart?",
        "Hva ble vedtatt om prøvesvar?",
    ],
)
def test_other_questions_are_left_alone(question: str, reader: Reader) -> None:
    assert in_state(interpret(question, reader), reader, Filter()) == ()


def test_a_filter_holds(reader: Reader) -> None:
    asked = interpret("Hvilke oppfølginger er åpne?", reader)
    assert in_state(asked, reader, Filter(access=("internal",))) == ()
    assert {row.meeting.number for row in in_state(asked, reader, Filter(meetings=("51/25",)))} == {"51/25"}
