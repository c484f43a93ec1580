"""Samtale: of the whole questions that a follow-up may stand for, the one that is asked; and its answer.

Does not keep the conversation: `desk.py` does.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.follow_on import follow_on
from assistant.spoken_of import Exchange
from index.reader import Reader


def chosen(asked: str, wholes: Sequence[str], answered: Callable[[str], bool]) -> str:
    """Return the first of `wholes` that is answered, or else the likeliest; `asked` where there are none."""
    if len(wholes) > 1:
        return next(filter(answered, wholes), wholes[0])
    return wholes[0] if wholes else asked


def converse(text: str, exchanges: Sequence[Exchange], ask: Callable[[str], Answer], reader: Reader) -> Answer:
    """Return the answer to `text` said after `exchanges`; `understood_as` is the whole question that was asked."""
    wholes = follow_on(text, exchanges, reader)
    whole = chosen(text, wholes, lambda one: ask(one).status == "answered")
    return replace(ask(whole), question=text, understood_as=whole if wholes else None)
