"""Results → a report in one HTML file: figures, drawings, and every question with what was said.

No script, no other host, nothing beside it. The same bytes from run to run, but for its last section, `#svartid`.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from eval.interval import Mean
from eval.measures.measure import Use
from eval.measures.registry import TITLES, USES
from eval.report.plot import intervals, outcomes, times
from eval.result import Result
from eval.verdict import EVERY, Verdict

_FOLDER = Path(__file__).resolve().parent
_HEADLINES = ("right", "nugget_recall", "cited", "cited_first", "abstention", "nDCG@10", "R@10", "twin_consistency")
_GOOD = ("svart rett", "avvist rett")
_GROUPS = {
    "type:": "Etter spørsmålstype",
    "ubesvart:": "Spørsmål uten svar i papirene",
    "språk:": "Etter språk",
    "tvilling:": "Tvillinger",
    "del:": "Etter del",
}


def html(results: Sequence[Result]) -> str:
    """Return the report. What is held out is told in totals alone."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, keep_trailing_newline=True,
    )  # fmt: skip
    environment.filters["tall"] = _number
    return environment.get_template("report.html").render(
        results=results, every=EVERY, titles=TITLES, headlines=_HEADLINES, held=_held, groups=_groups,
        matrix=_matrix, histogram=_histogram, columns=_columns, right=_right, style=_style(),
    )  # fmt: skip


def _style() -> Markup:
    return Markup((_FOLDER / "report.css").read_text(encoding="utf-8"))  # noqa: S704  # a file of this room


def _number(value: float) -> str:
    return f"{value:.3f}".replace(".", ",").replace("-", "−")


def _held(result: Result) -> list[tuple[str, Mean]]:
    means = result.means[EVERY]
    return [(TITLES[name], means[name]) for name, use in USES.items() if use is Use.HELD and name in means]


def _groups(result: Result) -> list[tuple[str, Markup]]:
    """Return a drawing of how often the answers are right for each kind of class that the set has."""
    drawn: list[tuple[str, Markup]] = []
    for start, title in _GROUPS.items():
        means: Mapping[str, Mean] = {
            name.split(": ")[-1]: found["right"]
            for name, found in result.means.items()
            if name.startswith(start) and "right" in found
        }
        if means:
            drawn.append((title, Markup(intervals(f"Andel rett. {title}.", means))))  # noqa: S704  # escaped in plot.py
    return drawn


def _matrix(result: Result) -> Markup:
    return Markup(outcomes("Utfall", result.matrix, _GOOD))  # noqa: S704  # numbers and own words


def _histogram(result: Result) -> Markup:
    return Markup(times("Svartid", [one.milliseconds for one in result.verdicts if one.answer]))  # noqa: S704


def _columns(result: Result) -> list[str]:
    return [name for name in TITLES if name in result.means[EVERY] and name != "tokens"]


def _right(one: Verdict) -> bool:
    return one.values.get("right", min(one.values.values())) == 1.0
