"""Questions that the page offers, each checked first: the papers answer it, and from the sak or meeting it names.

Remembers what was checked while a publication lasts, since one check is one answer. Makes no phrases.
"""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.answer import Answer

_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A question, and what an answer to it must cite: a sak or a meeting day where it names one."""

    question: str
    case: str | None = None
    meeting_date: str | None = None


class Checked:
    """Which suggestions are answered, and by which passages. Safe for several threads."""

    def __init__(self, ask: Callable[[str], Answer], publication: Callable[[], str | None]) -> None:
        self._ask = ask
        self._publication = publication
        self._lock = threading.Lock()
        self._as_of: str | None = None
        self._known: dict[Suggestion, frozenset[tuple[str, int, int]]] = {}

    def first(
        self, candidates: Iterable[Suggestion], wanted: int, tried_max: int, told: frozenset[tuple[str, int, int]]
    ) -> tuple[str, ...]:
        """Return the first `wanted` questions that are answered with something else than `told`: doc, page, start.

        At most `tried_max` candidates are looked at.
        """
        found: list[str] = []
        for tried, candidate in enumerate(candidates):
            if tried >= tried_max or len(found) == wanted:
                break
            places = self._places(candidate)
            if places - told and candidate.question not in found:
                found.append(candidate.question)
        return tuple(found)

    def _places(self, candidate: Suggestion) -> frozenset[tuple[str, int, int]]:
        """Return where the answer stands; nowhere when there is none, or it is about another sak or meeting."""
        publication = self._publication()
        with self._lock:
            if self._as_of != publication or len(self._known) > _REMEMBERED:
                self._as_of, self._known = publication, {}
            if candidate in self._known:
                return self._known[candidate]
        answer = self._ask(candidate.question)
        places = places_of(answer) if _about(candidate, answer) else frozenset()
        with self._lock:
            if self._as_of == publication:
                self._known[candidate] = places
        return places


def places_of(answer: Answer) -> frozenset[tuple[str, int, int]]:
    """Return where an answer's quotes stand: document, page, start."""
    return frozenset((one.doc_id, one.page, one.start) for one in answer.citations)


def _about(candidate: Suggestion, answer: Answer) -> bool:
    if answer.status != "answered":
        return False
    if candidate.case and not any(one.case_number == candidate.case for one in answer.citations):
        return False
    return not candidate.meeting_date or any(one.meeting_date == candidate.meeting_date for one in answer.citations)
