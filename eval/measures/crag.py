"""The score of CRAG, which punishes a wrong answer more than no answer."""

from eval.measures.nuggets import nugget_recall
from eval.measures.right import right
from eval.observed import Observed


def crag(seen: Observed) -> float | None:
    """Return 1 for a perfect answer, 0.5 for an acceptable one, 0 for a missing one, -1 for a wrong one.

    Yang et al. 2024, "CRAG - Comprehensive RAG Benchmark", section 3.2. Perfect: right, with its source. Acceptable:
    all nuggets with another source, or some of them. Where the papers do not answer, a refusal is perfect.
    """
    if right(seen):
        return 1.0
    if not seen.answered:
        return 0.0
    return 0.5 if (nugget_recall(seen) or 0.0) > 0.0 else -1.0
