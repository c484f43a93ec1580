"""Asking over HTTP: the whole answer, the answer as a stream of events, and the ranked passages."""

import threading
from typing import Annotated

from fastapi import APIRouter, Query, Request

from assistant.answer import Answer
from assistant.api_bodies import AskBody, SearchQuery
from assistant.api_parts import Parts
from assistant.api_stream import EventResponse, answer_events, event_text
from assistant.attend import attended
from assistant.outer import HitRow, hit_row, read_filter, read_question


def ask_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/ask`, `/v1/ask/stream` and `/v1/search`."""
    router = APIRouter(prefix="/v1", tags=["Spørre"])

    @router.post("/ask", summary="Spør, og få svaret med kilder")
    async def ask(body: AskBody, request: Request) -> Answer:
        question, conditions = read_question(body.question), read_filter(body.filter)

        def answer(gone: threading.Event) -> Answer:
            parts.library.refresh()
            opened = parts.desk.opened(question, conditions, body.conversation_id)
            return parts.desk.kept(opened, parts.answer(opened.whole, conditions, gone))

        return await attended(request, answer)

    @router.post(
        "/ask/stream",
        summary="Spør, og få svaret bit for bit",
        description="Hendelser (server-sent events): `search`, `token`, `citation`, `answer`, `error`.",
        response_class=EventResponse,
    )
    def ask_stream(body: AskBody) -> EventResponse:
        question, conditions = read_question(body.question), read_filter(body.filter)
        parts.library.subjects.check(conditions)  # a wrong filter is a problem, not an event
        opened = parts.desk.opened(question, conditions, body.conversation_id)
        gone = threading.Event()
        return EventResponse(map(event_text, answer_events(parts, opened, gone)), gone=gone)

    @router.get("/search", summary="Finn utdragene som passer best")
    def search(query: Annotated[SearchQuery, Query()]) -> dict[str, str | tuple[HitRow, ...]]:
        question, conditions = read_question(query.q), read_filter(query.conditions())
        parts.library.refresh()
        hits = parts.search(question, conditions, query.top_k)
        return {"query": question, "hits": tuple(hit_row(hit) for hit in hits)}

    return router
