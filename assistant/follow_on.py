"""Oppfølgingsspørsmål: a question that leans on the conversation → the whole question, in words that can be shown.

"Og hvem har ansvaret?" after a question about the test environment becomes "Hvem har ansvaret for testmiljøet?". By
code alone. A question that stands on its own is left as it is. Does not search and does not answer.
"""

from collections.abc import Sequence

from assistant.asked import Asked, read_asked
from assistant.follow_on_patterns import ADDRESSED, MATTER, PERSON, SAME_MEETING, THEN, THING
from assistant.interpret import greets
from assistant.listed import wants_all
from assistant.spoken_of import Exchange, spoken_of
from assistant.whole_question import wholes
from index.reader import Reader

LOOKED_BACK = 6  # exchanges
CANDIDATES_MAX = 3
LONG = 9  # words: so long a question says what it is about, if only in common words


def follow_on(text: str, exchanges: Sequence[Exchange], reader: Reader) -> tuple[str, ...]:
    """Return the whole questions that `text` may stand for, the likeliest first; none where it stands alone.

    `exchanges` are the earlier ones of the conversation, oldest first.
    """
    if not exchanges or greets(text) or ADDRESSED.expression.search(text):
        return ()
    asked = read_asked(text, reader)
    if _stands_alone(asked):
        return ()
    for exchange in reversed(exchanges[-LOOKED_BACK:]):
        found = tuple(dict.fromkeys(wholes(asked, spoken_of(exchange, reader), reader)))
        if found:
            return found[:CANDIDATES_MAX]
    return ()


def _stands_alone(asked: Asked) -> bool:
    if asked.fragment:
        return not asked.opened and (bool(asked.about) or asked.case is not None or asked.when is None)
    if asked.case:
        return True
    if asked.opened:
        return bool(asked.nouns) and not _leans(asked)
    if not asked.about and not asked.when:
        return (wants_all(asked.text) or len(asked.text.split()) >= LONG) and not _leans(asked)
    return not _leans(asked)


def _leans(asked: Asked) -> bool:
    """Say whether it has a word that stands for something said before, and little else that says what it is about."""
    if len(asked.nouns) > 1:
        return False
    if any(sign.expression.search(asked.text) for sign in (PERSON, THEN)):
        return True
    if THING.expression.search(asked.text) and (asked.when is None or not asked.nouns):
        return True
    return asked.when is None and any(sign.expression.search(asked.text) for sign in (MATTER, SAME_MEETING))
