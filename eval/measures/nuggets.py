"""Nugget recall: how much of what an answer must say it says."""

from eval.measures.contain import holds, level
from eval.observed import Observed


def nugget_recall(seen: Observed) -> float | None:
    """Return the share of nuggets that the answer says in one of their spellings; 0 for a refusal.

    Voorhees, "Overview of the TREC 2003 Question Answering Track": recall over vital nuggets, matched here by
    containment. None where the papers do not answer. A case whose answer is a span, or that names no
    nugget, has the gold text as its one nugget.
    """
    case = seen.case
    if case.refused:
        return None
    said = level(seen.answer.text) if seen.answered else ""
    if case.answer_is_span or not case.nuggets:
        return float(any(level(text) in said for text in seen.gold_texts))
    return sum(any(holds(said, spelling) for spelling in nugget) for nugget in case.nuggets) / len(case.nuggets)
