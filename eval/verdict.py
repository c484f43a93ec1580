"""One question's values by every measure, and the classes that it counts in."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from eval.case import Case, Part, Reason
from eval.measures.abstention import outcome
from eval.measures.registry import values_of
from eval.observed import Observed

EVERY = "alle"
NAMES = {
    "person": "hvem", "time": "når", "number": "hvor mye", "which": "hvilken", "fact": "hva", "reason": "hvorfor",
    "decision": "vedtak", "proposal": "innstilling", "recommendation": "innstilling", "follow_up": "oppfølging",
    "delivery": "leveranse", "agenda_item": "sak", "vote": "votering", "case_type": "sakstype", "list": "liste",
    "yes_no": "ja eller nei", "definition": "definisjon", "comparison": "sammenligning",
    Reason.OFF_TOPIC: "utenfor emnet", Reason.NEAR_MISS: "nesten", Reason.WRONG_DATE: "feil dato",
    Reason.WRONG_BODY: "feil virksomhet", Reason.WRONG_MEETING: "feil møte", Reason.FALSE_PREMISE: "feil premiss",
    Reason.WITHHELD: "filtrert bort",
}  # fmt: skip
_PARTS = {Part.DEVELOP: "del: utvikle på", Part.MEASURE: "del: måle med"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How one question, or one row of the register, went.

    `fingerprint` changes when the question or what is right about it does. Rows of the register have no `case`, no
    `answer` and no `outcome`.
    """

    id: str
    fingerprint: str
    classes: tuple[str, ...]
    values: Mapping[str, float]
    outcome: str | None = None
    case: Case | None = None
    answer: Answer | None = None
    milliseconds: float = 0.0


def verdicts_of(seen: Sequence[Observed], *, parts: bool = False) -> Iterator[Verdict]:
    """Yield the verdict on each case; with `parts`, also by what its part is for."""
    values = values_of(seen)
    for one in seen:
        mine = values[one.case.id]
        yield Verdict(
            id=one.case.id,
            fingerprint=fingerprint(one.case),
            classes=tuple(classes_of(one.case, parts=parts)),
            values=mine,
            outcome=outcome(not one.case.refused, one.answered, mine["right"] == 1.0),
            case=one.case,
            answer=one.answer,
            milliseconds=one.answer.timings_ms.total,
        )


def classes_of(case: Case, *, parts: bool) -> Iterator[str]:
    """Yield the classes of a case: what is asked for, why it is refused, language, kind of twin, part."""
    yield EVERY
    if parts:
        yield _PARTS[case.part]
    yield f"ubesvart: {NAMES[case.refused]}" if case.refused else f"type: {NAMES.get(case.type, case.type)}"
    yield f"språk: {case.language}"
    if case.twin:
        yield f"tvilling: {'feilskrevet' if case.language == 'nb' else case.language}"
    if case.filter:
        yield "med filter"


def fingerprint(case: Case) -> str:
    """Return a short hash of the question, its filter and what is right about it."""
    held = (case.question, sorted(case.filter.items()), case.gold, case.nuggets, str(case.refused), case.answer_is_span)
    return hashlib.sha256(repr(held).encode()).hexdigest()[:12]
