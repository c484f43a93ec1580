"""Whether the papers answer a question, and the sentence that says so when they do not.

Refuses for reasons that a reader can check: nothing indexed, nothing asked, a case or meeting that no paper
names, a name that none holds, or no passage that is sure enough. Does not search.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.absent import absent_thing
from assistant.english import is_english
from assistant.match import Matcher
from assistant.not_said import not_said
from assistant.question import Question
from assistant.rank import Ranked
from index.analyze import stem
from index.reader import Reader

_SHORTEST_NAME = 3  # letters
_WITHOUT_ENDING = 6  # letters at least
ANSWERED_FROM = 0.5  # the confidence is calibrated so that this refuses few answerable questions: `eval/train.py`
SURE_WITHOUT = 0.8  # … and what is told of a thing that no paper holds must be surer


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`reason` is empty when the question is answered; otherwise a stable word for it, and `text` the sentence."""

    reason: str
    text: str
    confidence: float


def judge(
    question: Question, matcher: Matcher, ranked: Sequence[Ranked], sure: float, missing: str, reader: Reader
) -> Judgement:
    """Return whether to answer.

    `ranked` are the candidates; `sure` is the confidence that the papers answer, 0 where nothing was found; `missing`
    is the sentence that says what the register is known to lack, or empty.
    """
    if not reader.counts().documents:
        return _no("empty_index", "Ingen dokumenter er lest inn ennå; kjør «veiviser ingest MAPPE» først.")
    if not question.terms:
        return _no("no_question", "Jeg svarer på spørsmål om styrets dokumenter, og fant ikke noe spørsmål om dem her.")
    held = reader.document_frequency(question.cases)
    for case in question.cases:
        if not held.get(case):
            return _no("unknown_case", f"Ingen av dokumentene nevner sak {case}.")
    if unknown := _unknown_meeting(question, reader):
        return _no("unknown_meeting", f"Ingen av dokumentene er fra møte {unknown}.")
    if unknown := unknown_name(question, reader):
        return _no("unknown_name", f"Ingen av dokumentene nevner «{unknown}».")
    if missing:
        return _no("not_in_documents", missing)
    if not sure:
        return _no("nothing_found", "Dokumentene svarer ikke på dette: ingen avsnitt nevner det du spør om.")
    if sure < ANSWERED_FROM or (sure < SURE_WITHOUT and absent_thing(question, matcher, ranked, reader)):
        return Judgement(reason="not_in_documents", text=not_said(question, matcher, ranked), confidence=sure)
    return Judgement(reason="", text="", confidence=sure)


def _unknown_meeting(question: Question, reader: Reader) -> str | None:
    """Return a meeting that the question names and no paper is from or speaks of, or None.

    A plain number is unknown when it is higher than that of every meeting with a plain number.
    """
    if not question.meetings:
        return None
    known = {row.meeting_number for row in reader.documents() if row.meeting_number}
    plain = [int(number) for number in known if number.isdigit()]
    for meeting in question.meetings:
        if meeting in known or meeting in {number.split("/", 1)[0] for number in known}:
            continue
        beyond = int(meeting) > max(plain) if "/" not in meeting and plain else False
        if beyond or ("/" in meeting and not reader.document_frequency([meeting])):
            return meeting
    return None


def unknown_name(question: Question, reader: Reader) -> str | None:
    """Return a name in the question that no paper holds, nor anything that it may be a misspelling of, or None.

    English writes too many common words large for this.
    """
    if is_english(question.text):
        return None
    mended = {word for word, _ in question.mended}
    written = dict(zip(question.terms, question.words, strict=True))
    asked = [
        name
        for name in question.names
        if len(name) >= _SHORTEST_NAME and written[name] not in mended and not question.others.get(name)
    ]
    forms = {name: _forms(name, written[name]) for name in asked}
    held = reader.document_frequency({form for each in forms.values() for form in each})
    return next((written[name] for name in asked if not any(held.get(form) for form in forms[name])), None)


def _forms(name: str, written: str) -> set[str]:
    """Return the terms that a name may stand as in the papers: without the s of the genitive, or a wrong ending."""
    cut = {name[:-letters] for letters in range(1, 4) if len(name) - letters >= _WITHOUT_ENDING}
    return {name, stem(written.lower().removesuffix("s")), *cut}


def _no(reason: str, text: str) -> Judgement:
    return Judgement(reason=reason, text=text, confidence=0.0)
