"""Results → JSON lines: one a question, then one a set with its classes. The same bytes from run to run.

Times stand in a file of their own beside it: `FILE.latency.json` for `FILE.json`.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from assistant.answer import Answer
from eval.result import Result
from eval.verdict import Verdict

DECIMALS = 6


def write_json(results: Sequence[Result], path: Path) -> None:
    """Write what was found to `path`, and the times beside it. What is held out is told in totals alone."""
    path.write_text("".join(line + "\n" for line in _lines(results)), encoding="utf-8")
    times = {
        result.name: {
            "p50_ms": result.latency(0.5),
            "p95_ms": result.latency(0.95),
            "questions": {one.id: one.milliseconds for one in result.named if one.answer},
        }
        for result in results
    }
    latency_path(path).write_text(json.dumps(times, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def latency_path(path: Path) -> Path:
    """Return where the times stand of what is written to `path`."""
    return path.with_suffix(".latency.json")


def _lines(results: Sequence[Result]) -> Iterator[str]:
    for result in results:
        for one in result.named:
            yield json.dumps({"set": result.name, **_row(one)}, ensure_ascii=False)
        classes = {
            name: {"count": len(result.classes[name]), **{key: _mean(asdict(mean)) for key, mean in means.items()}}
            for name, means in result.means.items()
        }
        yield json.dumps({"set": result.name, "outcomes": result.matrix, "classes": classes}, ensure_ascii=False)


def _mean(row: dict[str, Any]) -> dict[str, Any]:
    return {key: round(value, DECIMALS) if isinstance(value, float) else value for key, value in row.items()}


def _row(one: Verdict) -> dict[str, Any]:
    row: dict[str, Any] = {"id": one.id, "classes": one.classes, "values": one.values}
    if one.case is None or one.answer is None:
        return row
    return {
        "id": one.id, "question": one.case.question, "type": one.case.type, "language": one.case.language,
        "part": one.case.part, "refused": one.case.refused, "answered": one.answer.status == "answered",
        "right": one.values["right"] == 1.0, "said": one.values.get("nugget_recall") == 1.0,
        "cited": one.values.get("cited") == 1.0, "cited_first": one.values.get("cited_first") == 1.0,
        "quotes_stand": one.values.get("quote_fidelity", 1.0) == 1.0, "outcome": one.outcome, **row,
        "answer": steady(one.answer),
    }  # fmt: skip


def steady(answer: Answer) -> dict[str, Any]:
    """Return an answer without what changes from run to run: its id and its times."""
    return {key: value for key, value in asdict(answer).items() if key not in ("id", "timings_ms")}
