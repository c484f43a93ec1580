"""Answering and refusing: was the right one of the two done, and the table of all four outcomes."""

from collections import Counter
from collections.abc import Iterable

from eval.observed import Observed

OUTCOMES = ("svart rett", "svart feil", "avvist feil", "avvist rett", "svart uten dekning")


def abstention(seen: Observed) -> float | None:
    """Return 1 when an answerable question was answered, or another refused.

    The has-answer and no-answer decision of SQuAD 2.0 (Rajpurkar et al. 2018, "Know What You Don't Know").
    """
    return float(seen.answered is not bool(seen.case.refused))


def outcome(answerable: bool, answered: bool, right: bool) -> str:
    """Return which cell of the abstention matrix a question falls in."""
    if not answerable:
        return "svart uten dekning" if answered else "avvist rett"
    if not answered:
        return "avvist feil"
    return "svart rett" if right else "svart feil"


def matrix(outcomes: Iterable[str]) -> dict[str, int]:
    """Return how many questions fall in each cell.

    The confusion matrix of selective question answering (Kamath et al. 2020, "Selective Question Answering under
    Domain Shift", section 2).
    """
    counted = Counter(outcomes)
    return {name: counted[name] for name in OUTCOMES}
