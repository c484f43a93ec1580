"""Cases find their places, verdicts judge rightly, and the weights that ship fit the code."""

import hashlib
import json
from pathlib import Path

import pytest

from assistant.backing import backing_forest
from assistant.confidence import confidence_forest
from assistant.rank import ranking, screen
from eval.case import Place, located, read_cases
from eval.measures.contain import level
from eval.run import CASES
from eval.sets import SHIPPED
from index.errors import UsageError


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


TEXT = "Styret møttes.\nDet ble gitt 12,5 millioner\ntil drift."


@pytest.mark.parametrize(
    ("place", "found"),
    [
        (Place(source="a", page=1, start=0, end=6), "Styret"),
        (Place(source="a", page=1, start=20, end=26, sha256=_hash("Styret")), "Styret"),
        (Place(source="a", page=1, quote="millioner til drift"), "millioner\ntil drift"),
        (Place(source="a", page=1, quote_sha256=_hash("møttes"), quote_chars=6), "møttes"),
        (Place(source="a", page=1), TEXT),
        (Place(source="a", page=1, quote="finnes ikke"), None),
    ],
)
def test_located(place: Place, found: str | None) -> None:
    span = located(place, TEXT)
    assert (TEXT[slice(*span)] if span else None) == found


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_cases_are_well_formed(name: str) -> None:
    cases = list(read_cases(CASES / f"{name}.jsonl"))
    assert len({case.id for case in cases}) == len(cases) >= 100
    assert all(bool(case.gold) != bool(case.refused) for case in cases)
    assert sum(bool(case.refused) for case in cases) >= 8


def test_a_line_that_is_no_case_is_named(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps({"id": "x"}) + "\n", encoding="utf-8")
    with pytest.raises(UsageError, match="linje 1"):
        list(read_cases(file))


def test_level_drops_citation_numbers_but_not_years() -> None:
    assert level("Vedtatt  i 2024 [1][2].") == "vedtatt i 2024."


def test_what_was_learned_fits_the_code() -> None:
    for meetings in (True, False):
        assert len(screen()) < len(ranking().names) < len(confidence_forest(meetings).names)
    assert backing_forest().names
