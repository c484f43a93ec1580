"""How long answers take. Never part of what must be the same from run to run."""

import math
from collections.abc import Sequence


def percentile(milliseconds: Sequence[float], share: float) -> float:
    """Return the smallest time that `share` of the times do not exceed (nearest-rank percentile), in milliseconds."""
    ordered = sorted(milliseconds)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else 0.0
