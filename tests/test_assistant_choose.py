"""Which of the places that a search found are read: by what was found around them, and no place is lost."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.choose import PLACE, around, choose, learned_choice
from assistant.interpret import interpret
from index.position import Placed, Position
from index.reader import Reader
from index.settings import IndexSettings


def place(number: int, score: float, *, doc: str = "a", page: int = 1, case: str | None = None) -> Placed:
    at = Position(f"{doc}.md", doc, number, page, number * 100, number * 100 + 99, case)
    return Placed(f"{doc}{number}", score, 2 * score, at)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader.open(IndexSettings(data=tmp_path_factory.mktemp("empty")))


FOUND = [
    place(4, 2.0, case="1/25"),
    place(1, 1.0, doc="b"),
    place(5, 0.8, case="1/25"),
    place(7, 0.4, page=2, case="2/25"),
]


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("score", [1.0, 0.5, 0.4, 0.2]),
        ("bm25", [math.log1p(4), math.log1p(2), math.log1p(1.6), math.log1p(0.8)]),
        ("best_paper", [0.4, 0.0, 1.0, 1.0]),
        ("share_paper", [1.6 / 2.1, 0.5 / 2.1, 1.6 / 2.1, 1.6 / 2.1]),
        ("places_paper", [math.log(3), 0.0, math.log(3), math.log(3)]),
        ("best_page", [0.4, 0.0, 1.0, 0.0]),
        ("best_case", [0.4, 0.0, 1.0, 0.0]),
        ("strong_case", [0.5 / 0.54, 0.04 / 0.54, 0.5 / 0.54, 0.0]),
        ("pointed_at", [0.5] * 4),
        ("case", [1.0, 0.0, 1.0, 0.0]),
        ("before", [0.0, 0.0, 1.0, 0.0]),
        ("after", [0.4, 0.0, 0.0, 0.0]),
        ("near", [0.4, 0.0, 1.0, 1.0]),
    ],
)
def test_what_is_around_a_place(empty: Reader, name: str, values: list[float]) -> None:
    table = around(interpret("Hva er vedtatt i sak 1/25?", empty), FOUND, ())
    assert table[:, PLACE.index(name)].tolist() == pytest.approx(values, abs=1e-4)


def test_papers_that_the_question_points_at_are_known(empty: Reader) -> None:
    table = around(interpret("Hva ble vedtatt 8. februar 2024?", empty), FOUND, ("b",))
    assert table[:, PLACE.index("pointed_at")].tolist() == [0.0, 1.0, 0.0, 0.0]


def test_what_others_near_speak_for_comes_before_what_stands_alone(empty: Reader) -> None:
    alone = place(1, 1.0, doc="b")
    among = [place(number, 0.95, doc="c") for number in range(6)]
    chosen = choose(interpret("Hva koster driften?", empty), [alone, *among], (), learned_choice())
    assert chosen[0].at.doc_id == "c"


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(0, 40), st.floats(0.01, 2.0), st.integers(1, 3)),
        max_size=60, unique_by=lambda one: one[:2],
    )
)  # fmt: skip
def test_every_place_is_kept_once_and_the_best_has_one(empty: Reader, rows: list[tuple[str, int, float, int]]) -> None:
    found = sorted((place(n, score, doc=doc, page=page) for doc, n, score, page in rows), key=lambda one: -one.score)
    question = interpret("Hvem leder styret?", empty)
    chosen = choose(question, found, (), learned_choice())
    assert sorted(one.chunk_id for one in chosen) == sorted(one.chunk_id for one in found)
    scores = np.array([one.score for one in chosen])
    assert not len(scores) or (scores[0] == 1.0 and (np.diff(scores) <= 0).all() and scores.min() >= 0)
