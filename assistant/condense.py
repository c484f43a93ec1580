"""A follow-up question and what was said before it → a question that stands alone, as a language model puts it.

Taken only where every word that carries something stands in the conversation: a model may put together what was said,
and not bring in what nobody asked about. Answers nothing.
"""

import threading
from collections.abc import Sequence

from assistant.prompt import condense_prompt, new_marks, visible
from assistant.spoken_of import Exchange
from assistant.usage import Usage
from assistant.write import Writes
from index.analyze import terms
from index.errors import ModelError

LENGTH_MAX = 300  # characters of the whole question
_QUOTES = 2  # … of each answer, that the model is shown


def condense(question: str, exchanges: Sequence[Exchange], model: Writes, gone: threading.Event) -> str | None:
    """Return the whole question, or None where the model gives none that holds to the conversation, or fails."""
    turns = [text for exchange in exchanges for text in _said(exchange)]
    prompt = condense_prompt(question, turns, new_marks())
    if model.size(prompt) > model.settings.context - model.settings.max_tokens:
        return None
    try:
        text = "".join(piece for piece in model.write(prompt, gone) if not isinstance(piece, Usage))
    except ModelError:
        return None
    whole = " ".join(visible(next(filter(str.strip, text.splitlines()), "")).strip(" «»\"'").split())
    if not whole or len(whole) > LENGTH_MAX or whole == question:
        return None
    known = set(terms("\n".join((question, *turns))))
    asked = terms(whole)
    return whole if asked and known.issuperset(asked) else None


def _said(exchange: Exchange) -> tuple[str, ...]:
    return (exchange.question, *(citation.quote for citation in exchange.citations[:_QUOTES]))
