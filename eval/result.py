"""What a run of one set came to: its verdicts, and their means by class and measure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from eval.interval import Mean, mean_of
from eval.measures.abstention import matrix
from eval.measures.latency import percentile
from eval.measures.ranking import Qrel, Scored
from eval.verdict import Verdict

_ORDER = ("alle", "del", "type", "ubesvart", "språk", "tvilling", "med filter")


@dataclass(frozen=True, kw_only=True)  # no slots: the means are computed once
class Result:
    """One set's run. `held_out`: no question of it may be named. `rows_of_run` and `qrels` are in TREC's form."""

    name: str
    verdicts: tuple[Verdict, ...]
    held_out: bool
    rows_of_run: tuple[Scored, ...]
    qrels: tuple[Qrel, ...]

    @cached_property
    def classes(self) -> Mapping[str, tuple[Verdict, ...]]:
        """The verdicts of each class, all together first."""
        groups: dict[str, list[Verdict]] = {}
        for one in self.verdicts:
            for name in one.classes:
                groups.setdefault(name, []).append(one)
        return {name: tuple(groups[name]) for name in sorted(groups, key=_place)}

    @cached_property
    def means(self) -> Mapping[str, Mapping[str, Mean]]:
        """The mean of each class and measure, where the measure says something about it."""
        return {name: means_of(chosen) for name, chosen in self.classes.items()}

    @property
    def named(self) -> tuple[Verdict, ...]:
        """The verdicts that may be told one by one."""
        return () if self.held_out else self.verdicts

    @property
    def matrix(self) -> dict[str, int]:
        """How many questions were answered and refused, rightly and wrongly."""
        return matrix(one.outcome for one in self.verdicts if one.outcome)

    def latency(self, share: float) -> float:
        """Return the time in milliseconds that `share` of the answers took at most."""
        return percentile([one.milliseconds for one in self.verdicts if one.answer], share)


def means_of(verdicts: Sequence[Verdict]) -> dict[str, Mean]:
    """Return the mean of each measure over those verdicts that have it."""
    names = dict.fromkeys(name for one in verdicts for name in one.values)
    found = {name: mean_of([one.values[name] for one in verdicts if name in one.values]) for name in names}
    return {name: mean for name, mean in found.items() if mean is not None}


def joined(results: Sequence[Result]) -> Iterator[Result]:
    """Yield one result for each set, its parts by corpus put together."""
    for name in dict.fromkeys(one.name for one in results):
        mine = [one for one in results if one.name == name]
        yield Result(
            name=name,
            verdicts=tuple(verdict for one in mine for verdict in one.verdicts),
            held_out=mine[0].held_out,
            rows_of_run=tuple(row for one in mine for row in one.rows_of_run),
            qrels=tuple(row for one in mine for row in one.qrels),
        )


def _place(name: str) -> tuple[int, str]:
    return _ORDER.index(name.split(":")[0]), name
