"""Rows that are chosen among those that were read: the same as reading them anew."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.known_rows import known_rows
from assistant.register import register
from eval.run import indexed
from index.reader import Reader
from index.record import RecordKind
from index.record_filter import RecordFilter

SAMPLES = Path(__file__).resolve().parent.parent / "samples" / "documents"
FILTERS = (
    RecordFilter(),
    RecordFilter(access=("open",)),
    RecordFilter(date_from="2025-01-01", document_kinds=("minutes",)),
    RecordFilter(date_to="2024-12-31"),
    RecordFilter(sources=("2025-02/",)),
)


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    """An index of the sample papers."""
    with indexed([SAMPLES]) as reader:
        yield reader


@pytest.mark.parametrize("wanted", FILTERS)
def test_a_filter_chooses_the_rows_that_reading_with_it_gives(reader: Reader, wanted: RecordFilter) -> None:
    assert known_rows(reader, wanted).rows == register(reader, wanted)
    assert known_rows(reader, wanted).holding(()) == list(register(reader, wanted))


def test_rows_are_found_by_a_word_and_its_inflections(reader: Reader) -> None:
    decisions = known_rows(reader, RecordFilter(kinds=(RecordKind.DECISION,)))
    found = decisions.holding(["mandat"])
    assert found and all("mandat" in f"{row.title} {row.text}".lower() for row in found)
    assert found != list(decisions.rows) and decisions.holding(["mandat", "finnesikke"]) == []
