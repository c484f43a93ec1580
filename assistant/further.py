"""Questions to ask after an answer, about the saker and meetings that it cites, made from the register.

Knows what can be asked of a record; the phrases stand in the catalogue, and `suggest.py` keeps those that are answered.
"""

from collections.abc import Iterable, Iterator

from assistant.answer import Answer
from assistant.api_parts import Library
from assistant.suggest import Suggestion
from assistant.words import Words
from index.errors import NotIndexedError
from index.record import AgendaItem, Decision, FollowUp, Recommendation, Record
from index.record_filter import RecordFilter

FURTHER = 3
TRIED_MAX = 8
_CASES_MAX, _MEETINGS_MAX = 2, 1


def further(answer: Answer, library: Library, w: Words) -> Iterator[Suggestion]:
    """Yield questions that lie near what was asked, the nearest first; none after a refusal."""
    cases = tuple(dict.fromkeys(one.case_number for one in answer.citations if one.case_number))[:_CASES_MAX]
    for case in cases:
        yield from _of_case(case, library.records(RecordFilter(cases=(case,), linked=True)), w)
    seen: set[str] = set()
    for citation in answer.citations:
        if citation.doc_id in seen or len(seen) >= _MEETINGS_MAX:
            continue
        seen.add(citation.doc_id)
        yield from _of_meeting(citation.doc_id, library, w)


def _of_case(case: str, records: Iterable[Record], w: Words) -> Iterator[Suggestion]:
    found = tuple(records)
    own = [record for record in found if record.case_number == case]
    if any(isinstance(record, Decision) for record in own):
        yield Suggestion(question=w("suggest.decided", case=case), case=case)
    if any(isinstance(record, FollowUp) for record in found):
        yield Suggestion(question=w("suggest.status", case=case), case=case)
    if any(isinstance(record, Recommendation) for record in own):
        yield Suggestion(question=w("suggest.proposed", case=case), case=case)
    if any(isinstance(record, AgendaItem) and record.presenters for record in own):
        yield Suggestion(question=w("suggest.presented", case=case), case=case)


def _of_meeting(doc_id: str, library: Library, w: Words) -> Iterator[Suggestion]:
    try:
        row = library.document(doc_id)
    except NotIndexedError:  # it was removed just now
        return
    if row.meeting_number:
        for key in ("suggest.decisions", "suggest.cases", "suggest.present"):
            question = w(key, meeting=row.meeting_number)
            yield Suggestion(question=question, meeting_date=row.meeting_date)
