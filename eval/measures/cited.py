"""Are the right places cited: the answer's citations against the gold places, by overlap of offsets."""

from assistant.answer import Citation
from eval.observed import Observed, overlaps

FEW = 3  # the citations that a reader opens


def at_gold(seen: Observed, citation: Citation) -> bool:
    """Say whether a citation lies at a gold place."""
    return overlaps(seen.gold, citation.source, citation.page, citation.start, citation.end)


def cited(seen: Observed) -> float | None:
    """Return 1 when one of the first three citations lies at a gold place, else 0.

    Success at 3 (Craswell, "Success at n", Encyclopedia of Database Systems, 2009), over citations.
    """
    if seen.case.refused:
        return None
    return float(any(at_gold(seen, one) for one in seen.answer.citations[:FEW]))


def cited_first(seen: Observed) -> float | None:
    """Return 1 when the first citation lies at a gold place, else 0: success at 1."""
    if seen.case.refused:
        return None
    return float(any(at_gold(seen, one) for one in seen.answer.citations[:1]))
