"""Verdicts → one table: each class of question, and all together, with counts.

Shares are of the answerable cases; refusals of the unanswerable ones.
"""

from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from eval.measure import Verdict


def print_table(title: str, verdicts: Sequence[Verdict]) -> None:
    """Print the table of one set of cases to stdout."""
    table = Table("klasse", title=title, title_justify="left")
    for heading in ("spørsmål", "rett", "sagt", "sitert", "sitert først", "avvist feil", "avvist rett", "p95 ms"):
        table.add_column(heading, justify="right")
    for name, chosen in _classes(verdicts):
        table.add_row(name, *_cells(chosen))
    Console(width=120).print(table)
    stand = sum(verdict.quotes_stand for verdict in verdicts)
    Console(width=120).print(f"Sitater på plass: {stand} av {len(verdicts)} svar.")


def _classes(verdicts: Sequence[Verdict]) -> list[tuple[str, list[Verdict]]]:
    classes: list[tuple[str, list[Verdict]]] = [("alle", list(verdicts))]
    for kind in sorted({verdict.case.type for verdict in verdicts}):
        classes.append((kind, [verdict for verdict in verdicts if verdict.case.type == kind]))
    for language in sorted({verdict.case.language for verdict in verdicts}):
        classes.append((f"språk {language}", [v for v in verdicts if v.case.language == language]))
    return classes


def _cells(verdicts: list[Verdict]) -> list[str]:
    answerable = [verdict for verdict in verdicts if not verdict.case.refused]
    others = [verdict for verdict in verdicts if verdict.case.refused]
    times = sorted(verdict.milliseconds for verdict in verdicts)
    return [
        str(len(verdicts)),
        _share(answerable, lambda v: v.right),
        _share(answerable, lambda v: v.said),
        _share(answerable, lambda v: v.cited),
        _share(answerable, lambda v: v.cited_first),
        _share(answerable, lambda v: not v.answered),
        _share(others, lambda v: v.right),
        f"{times[int(0.95 * (len(times) - 1))]:.1f}",
    ]


def _share(verdicts: list[Verdict], test: Callable[[Verdict], bool]) -> str:
    if not verdicts:
        return "–"
    return f"{sum(map(test, verdicts)) / len(verdicts):.3f}"
