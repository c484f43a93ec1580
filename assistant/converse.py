"""Samtale: a question, and what was said before it → the answer to the whole question that it stands for.

Does not keep the conversation; `archive.py` does.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer
from assistant.follow_on import follow_on
from assistant.spoken_of import Exchange
from index.reader import Reader


def converse(text: str, exchanges: Sequence[Exchange], ask: Callable[[str], Answer], reader: Reader) -> Answer:
    """Return the answer to `text` said after `exchanges`; `understood_as` is the whole question that was asked.

    Of the questions that it may stand for, the first that is answered counts, or else the likeliest.
    """
    first: Answer | None = None
    for whole in follow_on(text, exchanges, reader):
        answer = replace(ask(whole), question=text, understood_as=whole)
        if answer.status == "answered":
            return answer
        first = first or answer
    return first or ask(text)
