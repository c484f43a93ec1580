"""The evaluation suite: sets of questions → answers → measures → table, files and gate. `veiviser eval`.

Papers that are not at hand are skipped with a sentence. Two runs say the same to the byte, times apart.
"""

import importlib.util
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.progress import track

from eval.baseline import BASELINE, Baseline, read_baseline, write_baseline
from eval.gate import blocks, unmeasured
from eval.measures.ranking import qrels, run
from eval.register_rows import register_result
from eval.report.files import Files, write_files
from eval.report.table import print_tables
from eval.result import Result, joined
from eval.run import observe
from eval.sets import HELD_OUT, TWO_PARTS, CaseSet, opened, sets_of
from eval.verdict import verdicts_of
from index.errors import UsageError
from index.settings import IndexSettings, from_environment


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a run is asked for: the gate, files to write, and why the baseline is to change.

    `own` names the index of what the user has read in, for cases that are asked of that.
    """

    own: IndexSettings = field(default_factory=lambda: from_environment({}))
    gate: bool = False
    files: Files = field(default_factory=Files)
    reason: str | None = None
    baseline: Path = BASELINE


def evaluate(named: Sequence[Path], wanted: Wanted) -> int:
    """Run the sets, print tables and blocked classes, and return the exit code.

    Raises UsageError for a set that does not exist and a gate without a baseline.
    """
    if importlib.util.find_spec("ir_measures") is None:
        raise UsageError("ir-measures mangler: installer det med «pip install 'styreveiviser[eval]'».")
    before = read_baseline(wanted.baseline) if wanted.gate else None
    results = results_of(sets_of(named), wanted.own)
    print_tables(results)
    write_files(results, wanted.files)
    if wanted.reason is not None:
        write_baseline(results, wanted.reason, wanted.baseline)
        _say(f"Grunnlinjen er skrevet til {wanted.baseline.name}: {wanted.reason}")
    blocked = _through_the_gate(results, before) if before else []
    return 1 if blocked or not all(_quotes_stand(result) for result in results) else 0


def _through_the_gate(results: Sequence[Result], before: Baseline) -> list[str]:
    """Say what is stopped, and what could not be compared; return what is stopped."""
    for result in results:
        if strange := unmeasured(result, before):
            _say(f"{result.name}: {len(strange)} spørsmål er nye eller endret siden grunnlinjen, og sammenlignes ikke.")
    blocked = [sentence for result in results for sentence in blocks(result, before)]
    for sentence in blocked:
        _say(f"STOPP  {sentence}")
    if not blocked:
        _say(f"Porten er åpen: ingen klasse er dårligere enn grunnlinjen ({before.reason}).")
    return blocked


def results_of(chosen: Sequence[CaseSet], own: IndexSettings) -> list[Result]:
    """Run every set whose papers are at hand, and the register over the sample papers with the samples.

    `own` as in `Wanted`. Raises UsageError for a place that the papers do not hold.
    """
    results: list[Result] = []
    for one in chosen:
        if missing := one.missing:
            _say(f"{one.name} hoppes over, for papirene i {missing.name} ligger ikke ved prosjektet.")
            continue
        with opened(one, own) as reader:
            shown = track(one.cases, one.name, console=Console(stderr=True), disable=not sys.stderr.isatty())
            seen = list(observe(shown, reader))
            held_out = one.name in HELD_OUT
            results.append(
                Result(
                    name=one.name,
                    verdicts=tuple(verdicts_of(seen, parts=one.name in TWO_PARTS)),
                    held_out=held_out,
                    rows_of_run=() if held_out else tuple(run(seen)),
                    qrels=() if held_out else tuple(qrels(seen)),
                )
            )
            if one.name == "samples":
                results.append(register_result(reader))
    return list(joined(results))


def _quotes_stand(result: Result) -> bool:
    return all(one.values.get("quote_fidelity", 1.0) == 1.0 for one in result.verdicts)


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
