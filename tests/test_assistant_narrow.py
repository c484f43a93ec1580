"""What a question is narrowed by: the choices count what the other choices let through."""

from collections.abc import Iterator

import pytest
from factories_api import Served, served

from assistant.narrow import PageQuery, narrowing, told
from assistant.words import words
from index.filter import Filter

NB = words("nb")


@pytest.fixture(scope="module")
def board(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("board")) as board:
        yield board


def counts(board: Served, chosen: Filter) -> dict[str, int | None]:
    return {one.value: one.count for one in narrowing(board.reader, chosen, NB).kinds}


def test_kinds_are_counted_and_a_meeting_narrows_them(board: Served) -> None:
    assert counts(board, Filter()) == {"minutes": 1, "mandate": 1, "attachment": 1}
    assert counts(board, Filter(meetings=("7/25",))) == {"minutes": 1}
    assert counts(board, Filter(date_from="2026-01-01", kinds=("mandate",))) == {"mandate": 0}


def test_a_chosen_subject_stays_in_the_list_where_nothing_has_it(board: Served) -> None:
    subject = narrowing(board.reader, Filter(), NB).subjects[0]
    left = narrowing(board.reader, Filter(subjects=(subject.value,), date_from="2031-01-01"), NB)
    assert left.number == 2
    assert [(one.value, one.count, one.chosen) for one in left.subjects] == [(subject.value, 0, True)]


def test_a_subject_may_be_chosen_by_its_label(board: Served) -> None:
    subject = narrowing(board.reader, Filter(), NB).subjects[-1]
    first = narrowing(board.reader, Filter(subjects=(subject.label.upper(),)), NB).subjects[0]
    assert (first.value, first.chosen) == (subject.value, True)


def test_fields_left_empty_put_no_condition() -> None:
    query = PageQuery.model_validate({"q": "Hva?", "kind": ["", "minutes"], "meeting": " ", "from": "", "los": []})
    assert query.conditions() == {"kind": ["minutes"]}


def test_conditions_are_told_in_the_readers_words() -> None:
    chosen = Filter(kinds=("minutes",), meetings=("7/25",), date_to="2025-12-31", subjects=("urn:x",))
    assert told(chosen, {"urn:x": "Fullmakt"}, NB) == ("Referat", "møte 7/25", "til 31. desember 2025", "Fullmakt")
    assert told(chosen, {}, words("en"))[0] == "Minutes"
