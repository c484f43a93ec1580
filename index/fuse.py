"""Several legs' scores → one ranking, by a weighted sum.

Each leg's scores are divided by its best, so that they compare. The words decide; n-grams and a model help
where words are silent or equal. Ranks are not fused: a weak leg would then count as much as a strong one.
"""

from collections.abc import Callable, Mapping

from index.position import Placed, Position
from index.store import Found

WORDS_WEIGHT = 1.0
GRAMS_WEIGHT = 0.75
DENSE_WEIGHT = 0.15
_CANDIDATES = 50  # each leg gives at least so many
_SPARE = 10  # chunks that a leg is asked for beyond those wanted
_DECIMALS = 6  # scores that differ by less are equal: stores add up 32-bit numbers in different orders


def settled(search: Callable[[int], Found], limit: int) -> Found:
    """Return what a search gives for at least `limit` chunks a leg, whatever order a store holds equal chunks in.

    A leg that is full may have cut a row of equals anywhere, so its last score is left out, unless nothing else is.
    """
    most = max(limit, _CANDIDATES) + _SPARE
    found = search(most)
    return Found(
        words=_settled(found.words, most), grams=_settled(found.grams, most), dense=_settled(found.dense, most)
    )


def _settled(leg: tuple[tuple[str, float], ...], limit: int) -> tuple[tuple[str, float], ...]:
    if len(leg) < limit:
        return leg
    return tuple(one for one in leg if one[1] > leg[-1][1]) or leg


def fuse(found: Found) -> dict[str, float]:
    """Return a score above zero for each chunk that any leg found; what a leg did not find counts zero."""
    fused: dict[str, float] = {}
    legs = ((found.words, WORDS_WEIGHT), (found.grams, GRAMS_WEIGHT), (found.dense, DENSE_WEIGHT))
    for leg, weight in legs:
        top = max((score for _, score in leg), default=0.0)
        if top <= 0.0:
            continue
        for chunk_id, score in leg:
            if score > 0.0:
                fused[chunk_id] = fused.get(chunk_id, 0.0) + weight * score / top
    return {chunk_id: rounded for chunk_id, score in fused.items() if (rounded := round(score, _DECIMALS)) > 0.0}


def rank(
    scores: Mapping[str, float], words: Mapping[str, float], positions: Mapping[str, Position], limit: int | None = None
) -> list[Placed]:
    """Return the best `limit` of the chunks whose positions are known, best first.

    Equal scores stand in the order of their documents.
    """
    known = sorted(
        (-score, positions[chunk_id], chunk_id) for chunk_id, score in scores.items() if chunk_id in positions
    )
    return [Placed(chunk_id, -below, words.get(chunk_id, 0.0), at) for below, at, chunk_id in known[:limit]]
