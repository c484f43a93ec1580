"""Whether the papers answer a question, and the sentence that says so when they do not.

Refuses for reasons that a reader can check: nothing indexed, nothing asked, a case or meeting that no paper
names, or no passage that is sure enough. Does not search.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.question import Question
from assistant.rank import Ranked, confidence, confidence_values, gap, read_weights
from index.reader import Reader

GAP_MAX = 0.5  # a passage that lacks half of what is asked about, in one word, is about something else
_NOT_THERE = "Dokumentene svarer ikke på dette. De nærmeste avsnittene handler om noe annet enn det du spør om."


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """`reason` is empty when the question is answered; otherwise a stable word for it, and `text` the sentence."""

    reason: str
    text: str
    confidence: float


def judge(question: Question, ranked: Sequence[Ranked], reader: Reader) -> Judgement:
    """Return whether the best candidate answers."""
    if not reader.counts().documents:
        return _no("empty_index", "Ingen dokumenter er lest inn ennå; kjør «veiviser ingest MAPPE» først.")
    if not question.terms:
        return _no("no_question", "Jeg svarer på spørsmål om styrets dokumenter, og fant ikke noe spørsmål om dem her.")
    held = reader.document_frequency(question.cases)
    for case in question.cases:
        if not held.get(case):
            return _no("unknown_case", f"Ingen av dokumentene nevner sak {case}.")
    if not ranked:
        return _no("nothing_found", "Dokumentene svarer ikke på dette: ingen avsnitt nevner det du spør om.")
    weights = read_weights()
    sure = confidence(confidence_values(question, ranked), weights)
    if sure < weights.threshold or gap(ranked[0]) >= GAP_MAX:
        return Judgement(reason="not_in_documents", text=_NOT_THERE, confidence=sure)
    return Judgement(reason="", text="", confidence=sure)


def _no(reason: str, text: str) -> Judgement:
    return Judgement(reason=reason, text=text, confidence=0.0)
