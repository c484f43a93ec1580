"""The baseline: every question's values as they were accepted, with the reason. Written on command alone.

One question a line, so that a change shows which questions moved.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.measures.measure import Use
from eval.measures.registry import USES
from eval.result import Result
from eval.verdict import EVERY, Verdict
from index.errors import UsageError

BASELINE = Path(__file__).resolve().parent / "baseline.json"
DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One question as it was accepted."""

    fingerprint: str
    values: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """What was accepted last: questions by set and id, and the reason that was given."""

    reason: str
    sets: Mapping[str, Mapping[str, Accepted]]


def read_baseline(path: Path = BASELINE) -> Baseline:
    """Return the baseline. Raises UsageError when there is none, or it is not one."""
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        sets = {
            name: {key: Accepted(fingerprint=one[0], values=one[1]) for key, one in questions.items()}
            for name, questions in row["sets"].items()
        }
        return Baseline(reason=row["reason"], sets=sets)
    except FileNotFoundError as error:
        raise UsageError(
            f"{path} finnes ikke; skriv grunnlinjen med «veiviser eval --set-baseline GRUNN», og legg den inn."
        ) from error
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise UsageError(f"{path} er ikke en grunnlinje ({error}); hent den fra versjonsloggen.") from error


def write_baseline(results: Sequence[Result], reason: str, path: Path = BASELINE) -> None:
    """Write the sets that were run over those of the same name; others stay as they were.

    Sets that are held out are never written, since their questions must not be told one by one. Raises UsageError
    for an empty reason.
    """
    if not reason.strip():
        raise UsageError("Grunnlinjen må ha en grunn: --set-baseline «hva som er endret, og hvorfor det er riktig».")
    sets: dict[str, dict[str, list[Any]]] = {}
    if path.is_file():
        for name, questions in read_baseline(path).sets.items():
            sets[name] = {key: [one.fingerprint, dict(one.values)] for key, one in questions.items()}
    for result in results:
        if not result.held_out:
            sets[result.name] = {one.id: [one.fingerprint, kept(one)] for one in result.verdicts}
    path.write_text(_text(reason.strip(), results, sets), encoding="utf-8")


def kept(one: Verdict) -> dict[str, float]:
    """Return the values that the gate looks at, rounded as the baseline stores them."""
    return {name: round(value, DECIMALS) for name, value in one.values.items() if USES[name] is not Use.SHOWN}


def _text(reason: str, results: Sequence[Result], sets: Mapping[str, Mapping[str, list[Any]]]) -> str:
    means = {
        one.name: {name: round(mean.value, DECIMALS) for name, mean in one.means[EVERY].items()} for one in results
    }
    blocks = []
    for name, questions in sorted(sets.items()):
        lines = ",\n".join(f"{_json(key)}: {_json(value)}" for key, value in sorted(questions.items()))
        blocks.append(f"{_json(name)}: {{\n{lines}\n}}")
    body = ",\n".join(blocks)
    return f'{{\n"reason": {_json(reason)},\n"means": {_json(means)},\n"sets": {{\n{body}\n}}\n}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
