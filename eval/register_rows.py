"""The register over the sample papers as rows that the gate can hold: each record that was read by hand."""

import hashlib

from eval.records import GOLD, Gold, read_gold, rows_of, score
from eval.result import Result
from eval.verdict import EVERY, NAMES, Verdict
from index.reader import Reader

NAME = "register"


def register_result(reader: Reader) -> Result:
    """Return how right the register of the sample papers is, a verdict for each record and one for each kind.

    Recall by record, precision by kind (van Rijsbergen 1979, "Information Retrieval", chapter 7).
    """
    gold = list(read_gold(GOLD / "samples.jsonl"))
    verdicts = [_row(one, there, fields) for one, there, fields in rows_of(gold, reader)]
    for one in score(gold, reader):
        if one.precision is not None:
            verdicts.append(
                Verdict(
                    id=f"{one.split} {one.kind}",
                    fingerprint="",
                    classes=(EVERY, f"type: {NAMES[one.kind]}"),
                    values={"register_precision": round(one.precision, 6)},
                )
            )
    return Result(name=NAME, verdicts=tuple(verdicts), held_out=False, rows_of_run=(), qrels=())


def _row(gold: Gold, there: bool, fields: float | None) -> Verdict:
    values = {"register_row": float(there)} | ({} if fields is None else {"register_fields": round(fields, 6)})
    place = gold.place
    start = place.start if place.start is not None else hashlib.sha256(repr(place).encode()).hexdigest()[:8]
    return Verdict(
        id=f"{gold.kind} {gold.source}#{gold.page}:{start}",
        fingerprint=hashlib.sha256(repr((place, sorted(gold.fields.items()))).encode()).hexdigest()[:12],
        classes=(EVERY, f"type: {NAMES[gold.kind or '']}"),
        values=values,
    )
