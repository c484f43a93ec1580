"""Kept answers as pages: one by its permalink, with every quote as it was and how its source stands today.

Works without a script. Keeps nothing itself; `api_answers.py` serves the same to programs.
"""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form
from fastapi.responses import HTMLResponse, RedirectResponse

from assistant.api_answers import Id, shown_answer
from assistant.api_bodies import TalksBody
from assistant.api_parts import Parts
from assistant.export_answer import Shown
from assistant.narrow import told
from assistant.pages import Pages, Reading, Visitor
from assistant.read_feedback import read_feedback
from assistant.stored import Verdict
from assistant.turn import Turn
from index.filter import Filter

Field = Annotated[str, Form()]
NO_INDEX = {"X-Robots-Tag": "noindex"}


def kept_page_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoints `/svar/…`, `/samtaler` and what that fetches; for where answers are kept."""
    router = APIRouter(include_in_schema=False)

    @router.get("/svar/{answer_id}", response_class=HTMLResponse)
    def answer(visitor: Reading, answer_id: Id, takk: bool = False) -> HTMLResponse:
        turn = turn_of(parts, shown_answer(parts, answer_id, []), visitor)
        response = pages.page("kept.html", visitor, turn=turn, questions=(), thanks=takk)
        response.headers.update(NO_INDEX)
        return response

    @router.post("/svar/{answer_id}/tilbakemelding")
    def feedback(answer_id: Id, verdict: Field, reason: Field = "", comment: Field = "") -> RedirectResponse:
        right, fault, text = read_feedback(verdict, reason, comment)
        parts.archive.give_feedback(answer_id, right, fault if right is Verdict.WRONG else None, text)
        return RedirectResponse(f"/svar/{quote(answer_id, safe='')}?takk=1", status_code=303)

    _add_talks(router, parts, pages)
    return router


def _add_talks(router: APIRouter, parts: Parts, pages: Pages) -> None:
    @router.get("/samtaler", response_class=HTMLResponse)
    def talks(visitor: Reading) -> HTMLResponse:
        return pages.page("talks.html", visitor, here="talks", days=parts.archive.retention_days)

    @router.post("/page/talks", response_class=HTMLResponse)
    def rows(visitor: Reading, body: TalksBody) -> HTMLResponse:
        found = parts.archive.conversations(ids=body.ids)
        gone = len(set(body.ids)) - len(found)
        return HTMLResponse(pages.part("talks_part.html", visitor, rows=found, gone=gone))

    @router.post("/samtale/{conversation_id}/slett")
    def forget(conversation_id: Id) -> RedirectResponse:
        parts.archive.delete_conversation(conversation_id)
        return RedirectResponse(f"/samtale/{quote(conversation_id, safe='')}", status_code=303)


def turn_of(parts: Parts, shown: Shown, visitor: Visitor, *, last: bool = True) -> Turn:
    """Return a kept answer as a turn of a page."""
    kept = shown.kept
    return Turn(
        question=kept.answer.question,
        narrowed=narrowed(parts, kept.filter, visitor),
        answer=kept.answer,
        asked_at=kept.asked_at,
        now=shown.now,
        last=last,
    )


def narrowed(parts: Parts, chosen: Filter, visitor: Visitor) -> tuple[str, ...]:
    """Return the conditions of a question in words."""
    labels = {facet.uri: facet.label for facet in parts.library.subjects.facets()} if chosen.subjects else {}
    return told(chosen, labels, visitor.words)
