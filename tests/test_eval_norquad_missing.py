"""What refusing is learned from is asked of training texts only, and what is said to answer stands where it is said."""

from pathlib import Path

import pytest

from eval import norquad, norquad_missing
from eval.case import Reason, located
from eval.norquad_missing import missing_cases
from index.errors import UsageError

_KINDS = {Reason.NEAR_MISS, Reason.WRONG_DATE, Reason.WRONG_BODY, Reason.FALSE_PREMISE}


def test_questions_are_of_every_kind_and_asked_once() -> None:
    rows = list(missing_cases())
    refused = [row for row in rows if row.case.refused]
    assert len({row.case.id for row in rows}) == len({row.case.question for row in rows}) == len(rows)
    assert len(refused) >= 300
    assert len(rows) - len(refused) >= 150
    assert {row.case.refused for row in refused} == _KINDS
    assert 0.15 <= sum(row.case.language == "nn" for row in rows) / len(rows) <= 0.25


def test_a_question_is_answered_by_its_own_text_or_by_none() -> None:
    for row in missing_cases():
        assert {place.source for place in row.case.gold} == (set() if row.case.refused else {f"norquad/{row.text}.txt"})
    assert {row.text for row in missing_cases() if not row.case.refused} == {row.text for row in missing_cases()}


@pytest.mark.skipif(not norquad.at_hand(), reason="NorQuAD ligger ikke ved siden av prosjektet.")
def test_texts_are_of_the_training_split_and_hold_the_answers() -> None:
    learned = {asked.text for asked in norquad.questions("train")}
    measured = {asked.text for asked in norquad.questions("validation")}
    for row in missing_cases():
        assert row.text in learned - measured
        assert all(located(place, norquad.texts()[row.text]) for place in row.case.gold), row.case.id


def test_a_line_that_is_no_question_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "missing.jsonl"
    file.write_text('{"id": "x"}\n', encoding="utf-8")
    monkeypatch.setattr(norquad_missing, "FILE", file)
    with pytest.raises(UsageError, match="linje 1"):
        list(missing_cases())
