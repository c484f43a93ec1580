"""Hva skjedde med sak N?, Er sak N avsluttet?, Hva handler sak N om?: the steps of one sak that tell it.

A reading of the sak's trace. Speaks only where every word of the question is accounted for.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Citation
from assistant.listed import FORM, wanted
from assistant.question import Question
from assistant.trace import Event, Step, trace
from index.analyze import stem
from index.errors import NotIndexedError
from index.filter import Filter
from index.reader import Reader
from index.record import RecordKind

STEPS_MAX = 5
# Hit: «Hva handler sak 5-54/25 om?», «Hva er sak 5-54/25?». Miss: «Hva er fristen i sak 5-54/25?».
_ABOUT = re.compile(
    r"\b(?:handle[rt]|handla[r]?|gjelder|gjaldt|gjeld|dreier|fortell|about)\b|^\W*(?:hva|kva|what)\s+(?:er|var|is|was)\s+(?:sak|case|item)\b",
    re.IGNORECASE,
)
# Hit: «Hva skjedde med sak 5-52/25?», «Er sak 6-51/25 lukket?». Miss: «Hvem la fram sak 6-51/25?».
_BECAME = re.compile(
    r"\b(?:skjedde|hende|gikk|gjekk|ble det av|vart det av|blei det av|utfall\w*|resultat\w*|endte?|enda|status|stå[r]?|avslutt\w*|"
    r"lukke[dt]|lukka|ferdig\w*|avgjort|happened|became|outcome|result|closed|finished)\b",
    re.IGNORECASE,
)
_WORDS = FORM | frozenset(
    stem(word)
    for word in """
    handler handlar handlet handla gjelder gjaldt gjeld dreier seg fortell about skjedde hende gikk gjekk utfall utfallet
    resultat resultatet ende endte enda avsluttet avslutta lukket lukka ferdig avgjort happened became outcome result
    closed finished case item
    """.split()
)
_TELLS_BECAME = (Event.FOLLOWED_UP, Event.CHANGED, Event.DECIDED)
_TELLS_ABOUT = (Event.RAISED, Event.RECOMMENDED, Event.DECIDED)


def course(question: Question, reader: Reader, filter: Filter) -> tuple[Citation, ...]:
    """Return the places that tell what the one sak named is about or became of it; none for other questions."""
    became = _BECAME.search(question.text)
    if len(question.cases) != 1 or filter.subjects or filter.documents or not (became or _ABOUT.search(question.text)):
        return ()
    if any(term not in _WORDS and term not in question.asked and term not in question.cases for term in question.terms):
        return ()
    case = question.cases[0]
    try:
        steps = trace(reader, case, wanted(RecordKind.AGENDA_ITEM, filter)).events
    except NotIndexedError:
        return ()
    told = _became(steps, case) if became else _first_of_each(steps, case)
    return tuple(replace(step.citation, number=number) for number, step in enumerate(told[:STEPS_MAX], start=1))


def _became(steps: Sequence[Step], case: str) -> list[Step]:
    """Return what was decided, the last follow-up, and later decisions that change it, in order."""
    own = [step for step in steps if step.event in _TELLS_BECAME]
    followed = [step for step in own if step.event is Event.FOLLOWED_UP and step.case_number == case]
    last = max((step.meeting.date or "" for step in followed), default="")
    return [
        step for step in own if step.event is not Event.FOLLOWED_UP or (step in followed and step.meeting.date == last)
    ]


def _first_of_each(steps: Sequence[Step], case: str) -> list[Step]:
    """Return the first step of each kind that says what a sak is about."""
    own = [step for step in steps if step.case_number == case]
    found = [next((step for step in own if step.event is event), None) for event in _TELLS_ABOUT]
    return [step for step in found if step is not None]
