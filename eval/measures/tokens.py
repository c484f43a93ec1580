"""What an answer costs: the language model's tokens."""

from eval.observed import Observed


def tokens(seen: Observed) -> float | None:
    """Return the tokens that a language model read and wrote for the answer, as it reports them; 0 without one."""
    return float(seen.answer.tokens.prompt + seen.answer.tokens.completion)
