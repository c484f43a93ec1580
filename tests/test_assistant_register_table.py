"""The register as a table: narrowed, sorted and in pages."""

import pytest
from factories_rows import make_row

from assistant.register_table import COLUMNS, Chosen, listing, ordered
from assistant.table_page import PAGE_ROWS
from index.errors import UsageError

ROWS = (
    make_row(case_number="10-52/25", title="Åpning", item_type="orientering"),
    make_row(case_number="2-52/25", title="Ærend", item_type="beslutning"),
    make_row(case_number="3-51/25", title="Budsjett", date="2025-02-06", meeting="51/25"),
    make_row(case_number=None, title=None, date=None, meeting=None),
)


def cases(chosen: Chosen) -> list[str | None]:
    return [row.case_number for row in ordered(ROWS, chosen)]


def test_case_numbers_are_sorted_as_numbers_and_what_has_none_stands_last_both_ways() -> None:
    assert cases(Chosen(sort="case")) == ["3-51/25", "2-52/25", "10-52/25", None]
    assert cases(Chosen(sort="-case")) == ["10-52/25", "2-52/25", "3-51/25", None]


def test_titles_are_sorted_by_the_norwegian_alphabet() -> None:
    assert [row.title for row in ordered(ROWS, Chosen(sort="title"))] == ["Budsjett", "Ærend", "Åpning", None]


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (Chosen(sort="case", meeting="51/25"), ["3-51/25"]),
        (Chosen(sort="case", case="2-52/25"), ["2-52/25"]),
        (Chosen(sort="case", state="beslutning"), ["2-52/25"]),
        (Chosen(sort="case", text="budSJETT 51/25"), ["3-51/25"]),
        (Chosen(sort="case", date_from="2025-03-01"), ["2-52/25", "10-52/25"]),
        (Chosen(sort="case", date_to="2025-03-01"), ["3-51/25"]),
        (Chosen(sort="case", text="finnes ikke"), []),
    ],
)
def test_conditions_narrow_the_rows(chosen: Chosen, expected: list[str]) -> None:
    assert cases(chosen) == expected


@pytest.mark.parametrize("kind", COLUMNS)
def test_every_column_sorts(kind: str) -> None:
    rows = [make_row(kind), make_row(kind, date="2024-01-01")]
    for column in COLUMNS[kind]:
        assert len(ordered(rows, Chosen(kind=kind, sort=column))) == 2


def test_a_column_that_is_not_there_is_refused() -> None:
    with pytest.raises(UsageError, match="farge"):
        ordered(ROWS, Chosen(sort="farge"))


def test_pages_hold_all_rows_once_and_a_page_too_far_is_the_last() -> None:
    rows = [make_row(case_number=f"{number}-52/25") for number in range(1, 2 * PAGE_ROWS + 8)]
    shown = [listing(rows, Chosen(sort="case", page=page)) for page in (1, 2, 3)]
    assert [row for one in shown for row in one.rows] == ordered(rows, Chosen(sort="case"))
    assert (shown[2].first, shown[2].last, shown[2].total, shown[2].pages) == (101, 107, 107, 3)
    assert listing(rows, Chosen(page=99)).page == 3
    assert (listing([], Chosen()).total, listing([], Chosen()).pages) == (0, 1)
