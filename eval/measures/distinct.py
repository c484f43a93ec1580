"""Does a list of passages say the same thing twice."""

from eval.observed import Observed

TOP = 10


def distinct(seen: Observed) -> float | None:
    """Return the share of the first ten passages that do not repeat an earlier one, letter for letter.

    The novelty side of Clarke et al. 2008, "Novelty and Diversity in Information Retrieval Evaluation": a passage that
    was read already is worth nothing. None where nothing was found.
    """
    texts = ["".join(hit.chunk.text.split()).casefold() for hit in seen.found[:TOP]]
    return len(set(texts)) / len(texts) if texts else None
