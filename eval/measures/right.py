"""Is the whole answer right: everything said, and at the right place."""

from eval.measures.cited import at_gold
from eval.measures.nuggets import nugget_recall
from eval.observed import Observed


def right(seen: Observed) -> float | None:
    """Return 1 when the answer says every nugget and cites a gold place, or when a refusal was due and given.

    Strict nugget accuracy (all vital nuggets, Voorhees 2003) with attribution (Bohnet et al. 2022); a refusal counts
    as in SQuAD 2.0.
    """
    if seen.case.refused:
        return float(not seen.answered)
    return float(nugget_recall(seen) == 1.0 and any(at_gold(seen, one) for one in seen.answer.citations))
