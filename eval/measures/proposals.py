"""Is a proposal taken for a decision: what an answer about decisions cites."""

from eval.observed import Observed, overlaps


def decisions_only(seen: Observed) -> float | None:
    """Return the share of citations that do not lie in a recommendation, of a question about what was decided.

    This project's own measure: its papers keep innstilling and vedtak apart, and a proposal must never be cited as
    adopted. Where a proposal is gold, it may be cited. None for other questions and for refusals.
    """
    citations = seen.answer.citations
    if seen.case.type != "decision" or not citations:
        return None
    wrong = [
        overlaps(seen.proposals, one.source, one.page, one.start, one.end)
        and not overlaps(seen.gold, one.source, one.page, one.start, one.end)
        for one in citations
    ]
    return 1.0 - sum(wrong) / len(citations)
