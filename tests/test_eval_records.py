"""The register of the sample board is right in every record and field; gold that does not stand is refused."""

from pathlib import Path

import pytest

from eval.records import GOLD, PAPERS, read_gold, score
from eval.run import indexed
from index.errors import UsageError


def test_the_sample_board_is_read_without_a_mistake() -> None:
    gold = list(read_gold(GOLD / "samples.jsonl"))
    with indexed(PAPERS["samples"]) as reader:
        scores = score(gold, reader)
    assert {one.kind for one in scores} == {
        "agenda_item",
        "decision",
        "delivery",
        "follow_up",
        "recommendation",
        "vote",
    }
    for one in scores:
        assert (one.precision, one.recall) == (1.0, 1.0), one
        assert all(right == asked for right, asked in one.fields.values()), one


@pytest.mark.parametrize("corpus", ["seed", "minutes"])
def test_real_papers_are_read_as_measured(corpus: str) -> None:
    if not all(folder.is_dir() for folder in PAPERS[corpus]):
        pytest.skip("De ekte papirene ligger ikke ved prosjektet.")
    if corpus == "minutes":
        pytest.skip("Referatene måles av «python -m eval.records», som tar et minutt.")
    gold = list(read_gold(GOLD / f"{corpus}.jsonl"))
    with indexed(PAPERS[corpus]) as reader:
        for one in score(gold, reader):
            assert (one.precision, one.recall) == (1.0, 1.0), one
            assert all(right == asked for right, asked in one.fields.values()), one


def test_a_line_that_is_no_gold_is_named(tmp_path: Path) -> None:
    file = tmp_path / "gold.jsonl"
    file.write_text('{"split": "dev"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match="linje 1"):
        list(read_gold(file))
