"""The chat page and its stream: the same events as the API's, with each answer as the HTML of one turn.

The page works without a script, as a plain form: `/?q=…` is answered here.
"""

from collections.abc import Iterator

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.answer import Answer
from assistant.api_bodies import AskBody
from assistant.api_parts import Parts
from assistant.api_stream import Event, EventResponse, answer_events, event_text
from assistant.outer import read_filter, read_question
from assistant.pages import Pages, Reading, Visitor, visible
from assistant.problem import Problem
from assistant.shelf import Shelves
from assistant.turn import Turn, trouble_of
from index.errors import VeiviserError
from index.filter import Filter


def chat_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoints `/` and `/page/answer`."""
    router = APIRouter(include_in_schema=False)
    shelves = Shelves(parts)

    @router.get("/", response_class=HTMLResponse)
    def chat(visitor: Reading, q: str = "") -> HTMLResponse:
        turn = _turn(parts, q) if q.strip() else None
        status = turn.trouble.status if turn and turn.trouble else 200
        return pages.page("chat.html", visitor, status=status, here="ask", shelf=shelves.shelf(), turn=turn)

    @router.post("/page/answer", response_class=EventResponse)
    def answer(visitor: Reading, body: AskBody) -> EventResponse:
        question, conditions = read_question(body.question), read_filter(body.filter)
        parts.library.subjects.check(conditions)  # a wrong filter is a problem, not an event
        told = answer_events(parts, question, conditions)
        return EventResponse(map(event_text, _shown(told, question, pages, visitor)))

    return router


def _shown(told: Iterator[Event], question: str, pages: Pages, visitor: Visitor) -> Iterator[Event]:
    """Yield the events as the page's script takes them: texts to show, and at the end the turn as HTML."""
    w = visitor.words
    for name, data in told:
        match name, data:
            case "search", {"documents": int(documents), "hits": int(hits)}:
                found = w.count("unit.document", documents), w.count("unit.passage", hits)
                yield "search", {"text": w("chat.reading", documents=found[0], passages=found[1])}
            case "token", {"text": str(text)}:
                yield "token", {"text": visible(text.strip().replace(" | ", " · "))}
            case "answer", Answer() as answer:
                html = pages.part("turn.html", visitor, turn=Turn(question=question, answer=answer))
                yield "turn", {"html": html, "said": _said(answer, w.count("unit.source", len(answer.citations)))}
            case "error", Problem() as problem:
                yield "error", {"text": problem.detail}


def _said(answer: Answer, sources: str) -> str:
    """Return what a screen reader is told when the answer is there."""
    return f"{answer.text} {sources}." if answer.status == "answered" else answer.text


def _turn(parts: Parts, q: str) -> Turn:
    try:
        question = read_question(q)
        parts.library.refresh()
        return Turn(question=question, answer=parts.ask(question, Filter()))
    except VeiviserError as error:
        return Turn(question=q, trouble=trouble_of(error))
