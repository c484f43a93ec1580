"""Quote fidelity: does every quote stand in its page, letter for letter, where it says."""

from assistant.answer import Citation
from eval.observed import Observed

QUOTE_MAX = 400  # characters, as the outer surface promises


def quote_fidelity(seen: Observed) -> float | None:
    """Return the share of shown quotes that equal their page's text at their offsets and are of lawful length.

    The verbatim-quote test of attributed question answering (Bohnet et al. 2022, "Attributed Question Answering",
    section 3: an answer is attributable when the passage itself can be checked). None where nothing is shown.
    """
    shown = seen.shown
    if not shown:
        return None
    return sum(_stands(seen, one) for one in shown) / len(shown)


def _stands(seen: Observed, one: Citation) -> bool:
    return 0 < len(one.quote) <= QUOTE_MAX and seen.page(one.doc_id, one.page)[one.start : one.end] == one.quote
