"""Quarters in the words of a plan."""

import pytest

from assistant.quarter import PATTERNS, Quarter, quarter_in


@pytest.mark.parametrize(("hit", "miss"), [(hit, miss) for _, hit, miss in PATTERNS])
def test_each_pattern_matches_its_hit_and_not_its_miss(hit: str, miss: str) -> None:
    assert quarter_in(hit) is not None
    assert quarter_in(miss) is None


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [
        ("2. kvartal 2025", 2025, 2),
        ("Hovedpunkter plan Q2 2024 – 1 av 5", 2024, 2),
        ("2024 Q4", 2024, 4),
        ("Q3-25", 2025, 3),
        ("innen 1. halvår 2026", 2026, 2),
        ("1. desember 2025", 2025, 4),
        ("30.06.2025", 2025, 2),
        ("2025-01-31", 2025, 1),
        ("våren 2026", 2026, 2),
        ("hausten 2026", 2026, 4),
        ("innen utgangen av 2027", 2027, 4),
        ("Forskjøvet fra 2. kvartal 2025 til 4. kvartal 2025", 2025, 4),
    ],
)
def test_a_quarter_is_read(text: str, year: int, number: int) -> None:
    assert quarter_in(text) == Quarter(year=year, number=number)


def test_quarters_follow_each_other_over_the_turn_of_the_year() -> None:
    last = Quarter(year=2025, number=4)
    assert last.next() == Quarter(year=2026, number=1)
    assert last.next().after(Quarter(year=2025, number=2)) == 3
