"""The gate tested by breaking the product: each seeded fault stops it, by the measure that is there for it."""

from contextlib import nullcontext
from dataclasses import replace

import pytest

from eval.baseline import Accepted, Baseline, kept
from eval.case import Case, read_cases
from eval.gate import blocks
from eval.observed import Observed
from eval.register_rows import register_result
from eval.result import Result
from eval.run import CASES, CORPORA, indexed, observe
from eval.verdict import Verdict, verdicts_of
from index.reader import Reader
from tests.faults import FAULTS, REGISTER_FAULTS, Fault, nothing_remembered

ALL = {case.id: case for case in read_cases(CASES / "samples.jsonl")}


@pytest.fixture(scope="module")
def seen(reader: Reader) -> dict[str, Observed]:
    """What happens, without any fault, with all cases that some fault is tried on."""
    wanted = {case.id: case for fault in FAULTS for case in chosen(fault)}
    return {one.case.id: one for one in observe(wanted.values(), reader)}


@pytest.fixture(scope="module")
def healthy(seen: dict[str, Observed]) -> dict[str, Verdict]:
    return {one.id: one for one in verdicts_of(list(seen.values()))}


def chosen(fault: Fault) -> list[Case]:
    """Return the cases that a fault is tried on, with the questions that they are twins of."""
    asked = [case for case in ALL.values() if fault.ask(case)]
    roots = {case.twin: ALL[case.twin] for case in asked if case.twin}
    return list({case.id: case for case in (*roots.values(), *asked)}.values())


def stopped(verdicts: tuple[Verdict, ...], accepted: tuple[Verdict, ...]) -> str:
    """Return what the gate says of `verdicts` where `accepted` is the baseline."""
    before = {one.id: Accepted(fingerprint=one.fingerprint, values=kept(one)) for one in accepted}
    result = Result(name="x", verdicts=verdicts, held_out=False, rows_of_run=(), qrels=())
    return "\n".join(blocks(result, Baseline(reason="x", sets={"x": before})))


def test_there_are_enough_faults() -> None:
    assert len({fault.name for fault in (*FAULTS, *REGISTER_FAULTS)}) >= 20


def test_without_a_fault_the_gate_is_open(reader: Reader, healthy: dict[str, Verdict]) -> None:
    again = tuple(verdicts_of(list(observe([ALL[key] for key in healthy][:20], reader))))
    assert stopped(again, tuple(healthy[one.id] for one in again)) == ""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_stops_the_gate(
    fault: Fault,
    reader: Reader,
    seen: dict[str, Observed],
    healthy: dict[str, Verdict],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = chosen(fault)
    if fault.change:
        broken = tuple(verdicts_of([fault.change(seen[case.id]) for case in cases]))
    else:
        with nothing_remembered():
            broken = asked_again(fault, cases, reader, monkeypatch)
    said = stopped(broken, tuple(healthy[case.id] for case in cases))
    assert f"«{fault.falls}»" in said, said or "the gate stayed open"


def asked_again(fault: Fault, cases: list[Case], reader: Reader, patch: pytest.MonkeyPatch) -> tuple[Verdict, ...]:
    """Return the verdicts while the product is broken."""
    assert fault.make
    fault.make(patch)
    with indexed(CORPORA["samples"]) if fault.anew else nullcontext(reader) as opened:
        verdicts = tuple(verdicts_of(list(observe(cases, opened))))
    patch.undo()
    return verdicts


@pytest.mark.parametrize("fault", REGISTER_FAULTS, ids=lambda fault: fault.name)
def test_a_fault_of_the_register_stops_the_gate(fault: Fault, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    before = register_result(reader).verdicts
    assert fault.make
    fault.make(monkeypatch)
    said = stopped(register_result(reader).verdicts, before)
    assert f"«{fault.falls}»" in said, said or "the gate stayed open"


def test_a_few_answers_that_change_places_stop_nothing(healthy: dict[str, Verdict]) -> None:
    """Learning anew turns some answers right and as many wrong: that is no loss."""
    right = [one for one in healthy.values() if "type: hvor mye" in one.classes and one.values["right"] == 1.0]
    wrong = [replace(one, values={**one.values, "right": 0.0}) for one in right[:4]]
    before = (*right[4:8], *wrong)
    now = (*(replace(one, values={**one.values, "right": 0.0}) for one in right[4:8]), *right[:4])
    assert stopped(now, before) == ""
