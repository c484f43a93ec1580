"""A meeting named by its place in the row is that meeting, and what it decided or took up is told whole."""

from pathlib import Path

import pytest

from assistant.ask import ask
from assistant.which_meeting import which_meeting
from eval.run import indexed
from index.reader import Reader


@pytest.mark.parametrize(
    ("question", "date"),
    [
        ("Hva ble vedtatt på siste møte?", "2025-12-04"),
        ("Kva vart bestemt på førre styremøte?", "2025-12-04"),
        ("When was the last meeting?", "2025-12-04"),
        ("Når var årets første møte i produktstyret?", "2025-02-06"),
        ("Hvem deltok på det første møtet i 2025?", "2025-02-06"),
        ("Hva skjedde på siste møte i 2019?", None),
        ("Når er neste møte?", None),
        ("Hva var siste nytt om prøvesvar?", None),
    ],
)
def test_a_meeting_is_known_by_its_place(question: str, date: str | None, reader: Reader) -> None:
    placed = which_meeting(question, reader)
    assert (placed.date if placed else None) == date


def test_the_next_meeting_is_the_one_that_a_notice_is_sent_for(tmp_path: Path) -> None:
    head = "# {} møte {} i Produktstyret\n\nMøte: {}\n\nDato: {}\n\n"
    (tmp_path / "referat-1-26.md").write_text(head.format("Referat fra", "1/26", "1/26", "5. februar 2026"))
    (tmp_path / "innkalling-2-26.md").write_text(head.format("Innkalling til", "2/26", "2/26", "26. mars 2026"))
    with indexed([tmp_path]) as opened:
        placed = which_meeting("Hva skal opp på neste møte?", opened)
        assert placed is not None
        assert placed.date == "2026-03-26"


@pytest.mark.parametrize(
    ("question", "rows"),
    [
        ("Hva ble vedtatt i møte 55/25?", 7),
        ("Hva ble vedtatt på siste møte?", 7),
        ("What was decided at the last meeting?", 7),
        ("Hva skjedde på forrige møte?", 10),
        ("Kva vart teke opp i junimøtet?", 10),
    ],
)
def test_all_that_a_meeting_decided_or_took_up_is_told(question: str, rows: int, reader: Reader) -> None:
    answer = ask(question, reader=reader)
    assert len(answer.citations) == rows
    assert len({citation.meeting_date for citation in answer.citations}) == 1


def test_what_is_asked_about_one_thing_is_not_answered_with_all(reader: Reader) -> None:
    answer = ask("Hva ble vedtatt om prøvesvar på møtet 12. juni 2025?", reader=reader)
    assert {citation.case_number for citation in answer.citations} == {"6-53/25"}
