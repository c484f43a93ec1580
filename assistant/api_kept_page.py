"""Kept answers as pages: one by its permalink, with every quote as it was and how its source stands today.

Works without a script. Keeps nothing itself; `api_answers.py` serves the same to programs.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.api_answers import Id, shown_answer
from assistant.api_parts import Parts
from assistant.export_answer import Shown
from assistant.narrow import told
from assistant.pages import Pages, Reading, Visitor
from assistant.turn import Turn
from index.filter import Filter

_HEADERS = {"X-Robots-Tag": "noindex"}


def kept_page_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoint `/svar/{answer_id}`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/svar/{answer_id}", response_class=HTMLResponse)
    def answer(visitor: Reading, answer_id: Id) -> HTMLResponse:
        turn = turn_of(parts, shown_answer(parts, answer_id, []), visitor)
        response = pages.page("kept.html", visitor, turn=turn, questions=())
        response.headers.update(_HEADERS)
        return response

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
