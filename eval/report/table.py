"""Results → tables on stdout: each class of question, and all together.

Shares are of the answerable cases, but for refusals of the others. Times stand last, apart from what is the same from
run to run.
"""

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from eval.interval import Mean
from eval.measures.measure import Use
from eval.measures.registry import TITLES, USES
from eval.result import Result
from eval.verdict import EVERY

WIDTH = 144
_COLUMNS = ("right", "nugget_recall", "cited", "cited_first", "abstention", "crag", "nDCG@10", "R@10")


def print_tables(results: Sequence[Result]) -> None:
    """Print the tables of every set to stdout."""
    console = Console(width=WIDTH)
    for result in results:
        if any(one.answer for one in result.verdicts):
            _print_answers(result, console)
        else:
            _print_register(result, console)
    for result in results:
        if any(one.answer for one in result.verdicts):
            half, most = result.latency(0.5), result.latency(0.95)
            console.print(f"Svartid {result.name}: median {half:.1f} ms, 95 prosent innen {most:.1f} ms.")


def _print_answers(result: Result, console: Console) -> None:
    table = Table(title=result.name, title_justify="left")
    table.add_column("klasse", no_wrap=True)
    for heading in ("spørsmål", *(TITLES[name] for name in _COLUMNS)):
        table.add_column(heading, justify="right")
    for name, chosen in result.classes.items():
        means = result.means[name]
        table.add_row(name, str(len(chosen)), *(_cell(means, column, wide=name == EVERY) for column in _COLUMNS))
    console.print(table)
    console.print("Utfall: " + ", ".join(f"{count} {name}" for name, count in result.matrix.items()) + ".")
    means = result.means[EVERY]
    held = [
        f"{TITLES[name]} {means[name].value:.3f}" for name, use in USES.items() if use is Use.HELD and name in means
    ]
    console.print("Holdt: " + ", ".join(held) + ".")
    console.print()


def _print_register(result: Result, console: Console) -> None:
    names = [name for name in TITLES if name in result.means[EVERY]]
    table = Table("klasse", title=result.name, title_justify="left")
    for heading in ("rader", *(TITLES[name] for name in names)):
        table.add_column(heading, justify="right")
    for name, chosen in result.classes.items():
        table.add_row(name, str(len(chosen)), *(_cell(result.means[name], column) for column in names))
    console.print(table)
    console.print()


def _cell(means: Mapping[str, Mean], name: str, *, wide: bool = False) -> str:
    mean = means.get(name)
    if mean is None:
        return "–"
    return f"{mean.value:.3f}\n{mean.low:.2f}–{mean.high:.2f}" if wide else f"{mean.value:.3f}"
