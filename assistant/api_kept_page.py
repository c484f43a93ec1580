"""Kept answers as pages: one by its permalink, with every quote as it was and how its source stands today.

Works without a script. Keeps nothing itself; `api_answers.py` serves the same to programs.
"""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.api_answers import Id, shown_answer
from assistant.api_parts import Parts
from assistant.export_answer import Shown
from assistant.narrow import told
from assistant.pages import Pages, Reading, Visitor
from assistant.read_feedback import read_feedback
from assistant.stored import Verdict
from assistant.turn import Turn
from index.filter import Filter

Field = Annotated[str, Form()]
_HEADERS = {"X-Robots-Tag": "noindex"}


def kept_page_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoints `/svar/{answer_id}` and, for readers without a script, its feedback."""
    router = APIRouter(include_in_schema=False)

    @router.get("/svar/{answer_id}", response_class=HTMLResponse)
    def answer(visitor: Reading, answer_id: Id, takk: bool = False) -> HTMLResponse:
        turn = turn_of(parts, shown_answer(parts, answer_id, []), visitor)
        response = pages.page("kept.html", visitor, turn=turn, questions=(), thanks=takk)
        response.headers.update(_HEADERS)
        return response

    @router.post("/svar/{answer_id}/tilbakemelding")
    def feedback(answer_id: Id, verdict: Field, reason: Field = "", comment: Field = "") -> RedirectResponse:
        right, fault, text = read_feedback(verdict, reason, comment)
        parts.archive.give_feedback(answer_id, right, fault if right is Verdict.WRONG else None, text)
        return RedirectResponse(f"/svar/{quote(answer_id, safe='')}?takk=1", status_code=303)

    return router


def turn_of(parts: Parts, shown: Shown, visitor: Visitor) -> Turn:
    """Return a kept answer as a turn of a page."""
    kept = shown.kept
    return Turn(
        question=kept.answer.question,
        narrowed=narrowed(parts, kept.filter, visitor),
        answer=kept.answer,
        asked_at=kept.asked_at,
        now=shown.now,
    )


def narrowed(parts: Parts, chosen: Filter, visitor: Visitor) -> tuple[str, ...]:
    """Return the conditions of a question in words."""
    labels = {facet.uri: facet.label for facet in parts.library.subjects.facets()} if chosen.subjects else {}
    return told(chosen, labels, visitor.words)
