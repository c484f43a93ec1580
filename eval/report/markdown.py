"""Results → a summary in Markdown, for a pull request or a log."""

from collections.abc import Sequence

from eval.measures.registry import TITLES
from eval.result import Result
from eval.verdict import EVERY

_COLUMNS = (
    "right",
    "nugget_recall",
    "cited",
    "cited_first",
    "abstention",
    "crag",
    "nDCG@10",
    "R@10",
    "twin_consistency",
)


def markdown(results: Sequence[Result]) -> str:
    """Return the summary: a table for each set, a row for each class, with intervals for all together."""
    return "\n".join(_of_set(result) for result in results)


def _of_set(result: Result) -> str:
    names = [name for name in _COLUMNS if name in result.means[EVERY]] or list(result.means[EVERY])
    lines = [
        f"## {result.name}",
        "",
        f"| klasse | antall | {' | '.join(TITLES[name] for name in names)} |",
        f"| --- | ---: |{' ---: |' * len(names)}",
    ]
    for name, chosen in result.classes.items():
        cells = [_cell(result, name, column) for column in names]
        lines.append(f"| {name} | {len(chosen)} | {' | '.join(cells)} |")
    if any(result.matrix.values()):
        lines += ["", "Utfall: " + ", ".join(f"{count} {name}" for name, count in result.matrix.items()) + "."]
    return "\n".join(lines) + "\n"


def _cell(result: Result, name: str, column: str) -> str:
    mean = result.means[name].get(column)
    if mean is None:
        return "–"
    return f"{mean.value:.3f} ({mean.low:.2f}–{mean.high:.2f})" if name == EVERY else f"{mean.value:.3f}"
