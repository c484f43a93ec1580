"""The roadmap edition by edition: what is new, moved, delivered or vanished, and where it is drawn."""

import pytest
from factories_rows import delivery

from assistant.quarter import Quarter
from assistant.roadmap import Move, Roadmap, roadmap
from assistant.roadmap_chart import chart

WINTER, SPRING = "2025-01-31", "2025-05-30"
ROWS = (
    delivery("Innsyn", WINTER, "2. kvartal 2025"),
    delivery("Innsyn", SPRING, "4. kvartal 2025"),
    delivery("Varsling", WINTER, "Q4 2025"),
    delivery("Varsling", SPRING, "3. kvartal 2025"),
    delivery("Skjema", WINTER, "2. kvartal 2025"),
    delivery("Skjema", SPRING, "2. kvartal 2025"),
    delivery("Samtale", WINTER, "3. kvartal 2025", status="I rute"),
    delivery("Timebytte", WINTER, "1. kvartal 2025", status="Levert 3. mars 2025"),
    delivery("Vaksine", WINTER, "2. kvartal 2025"),
    delivery("Vaksine", SPRING, "2. kvartal 2025", status="Levert i april"),
    delivery("Fullmakt", SPRING, None),
    delivery("Fullmakt for barn", SPRING, "1. kvartal 2026", status="Ikke levert, ny i planen"),
)


def moves(plan: Roadmap) -> dict[str, Move]:
    return {line.now.row.text: line.move for line in plan.lines}


def test_the_latest_edition_is_compared_with_the_one_before() -> None:
    plan = roadmap(ROWS, lambda row: "")
    assert (plan.edition, plan.editions) == (SPRING, (SPRING, WINTER))
    assert moves(plan) == {
        "Innsyn": Move.LATER,
        "Varsling": Move.EARLIER,
        "Skjema": Move.SAME,
        "Samtale": Move.VANISHED,
        "Vaksine": Move.DELIVERED,
        "Fullmakt": Move.NEW,
        "Fullmakt for barn": Move.NEW,
    }
    assert [line.now.row.text for line in plan.of(Quarter(year=2025, number=3))] == ["Varsling"]
    assert [line.now.row.text for line in plan.of(None)] == ["Fullmakt"]


def test_the_first_edition_has_nothing_to_be_compared_with() -> None:
    plan = roadmap(ROWS, lambda row: "", WINTER)
    assert set(moves(plan).values()) == {Move.SAME, Move.DELIVERED}


def test_a_delivery_without_a_date_is_of_the_quarter_that_its_plan_names() -> None:
    plan = roadmap(ROWS, lambda row: "Leveranseplan 3. kvartal 2025")
    assert {line.now.row.text for line in plan.of(Quarter(year=2025, number=3))} == {"Varsling", "Fullmakt"}


def test_a_number_follows_a_delivery_that_changes_its_name_and_one_that_several_share_hides_none() -> None:
    renamed = (
        delivery("Innsyn", WINTER, "Q2 2025", roadmap_ref="V-1"),
        delivery("Innsyn i svar", SPRING, "Q2 2025", roadmap_ref="V-1"),
    )
    assert moves(roadmap(renamed, lambda row: "")) == {"Innsyn i svar": Move.SAME}
    themes = [delivery(name, SPRING, "Q2 2025", roadmap_ref="Prøvesvar") for name in ("Innsyn", "Varsling")]
    assert set(moves(roadmap(themes, lambda row: ""))) == {"Innsyn", "Varsling"}


@pytest.mark.parametrize("edition", ["", "2019-01-01", "<script>"])
def test_an_edition_that_is_not_there_is_the_latest(edition: str) -> None:
    assert roadmap(ROWS, lambda row: "", edition).edition == SPRING


def test_without_deliveries_there_is_no_plan() -> None:
    plan = roadmap((), lambda row: "")
    assert (plan.editions, plan.quarters, plan.lines) == ((), (), ())
    assert chart(plan).bars == ()


def test_quarters_have_no_gaps_but_a_wrong_year_does_not_make_hundreds() -> None:
    plan = roadmap((delivery("A", SPRING, "Q1 2025"), delivery("B", SPRING, "Q4 2025")), lambda row: "")
    assert [quarter.number for quarter in plan.quarters] == [1, 2, 3, 4]
    far = roadmap((delivery("A", SPRING, "Q1 2025"), delivery("B", SPRING, "Q4 2099")), lambda row: "")
    assert len(far.quarters) < 12 and far.quarters[-1].year == 2099


def test_the_drawing_has_a_row_for_each_delivery_and_an_arrow_from_where_it_stood() -> None:
    plan = roadmap(ROWS, lambda row: "")
    drawn = chart(plan)
    assert len(drawn.bars) == len(plan.lines)
    assert len({bar.y for bar in drawn.bars}) == len(drawn.bars)
    moved = next(bar for bar in drawn.bars if bar.line.move is Move.LATER)
    earlier = next(bar for bar in drawn.bars if bar.line.move is Move.EARLIER)
    assert moved.x and moved.from_x and moved.from_x < moved.x
    assert earlier.x and earlier.from_x and earlier.from_x > earlier.x
    assert all(0 < bar.y < drawn.height and (bar.x is None or 0 < bar.x < drawn.width) for bar in drawn.bars)
