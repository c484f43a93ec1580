"""Asking over HTTP: the whole answer, the answer as a stream of events, and the ranked passages."""

import json
import logging
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.encoders import jsonable_encoder
from fastapi.responses import StreamingResponse

from assistant.answer import Answer
from assistant.api_bodies import AskBody, SearchQuery
from assistant.api_parts import Parts
from assistant.outer import HitRow, hit_row, read_filter, read_question
from assistant.problem import problem_of, problem_of_error
from index.errors import VeiviserError
from index.filter import Filter

_log = logging.getLogger(__name__)

_LOOKED_THROUGH = 50


def ask_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/ask`, `/v1/ask/stream` and `/v1/search`."""
    router = APIRouter(prefix="/v1", tags=["Spørre"])

    @router.post("/ask", summary="Spør, og få svaret med kilder")
    def ask(body: AskBody) -> Answer:
        question, conditions = read_question(body.question), read_filter(body.filter)
        parts.library.refresh()
        return parts.ask(question, conditions)

    @router.post(
        "/ask/stream",
        summary="Spør, og få svaret bit for bit",
        description="Hendelser (server-sent events): `search`, `token`, `citation`, `answer`, `error`.",
        response_class=EventResponse,
    )
    def ask_stream(body: AskBody) -> StreamingResponse:
        question, conditions = read_question(body.question), read_filter(body.filter)
        parts.library.subjects.check(conditions)  # a wrong filter is a problem, not an event
        return EventResponse(answer_events(parts, question, conditions))

    @router.get("/search", summary="Finn utdragene som passer best")
    def search(query: Annotated[SearchQuery, Query()]) -> dict[str, str | tuple[HitRow, ...]]:
        question, conditions = read_question(query.q), read_filter(query.conditions())
        parts.library.refresh()
        hits = parts.search(question, conditions, query.top_k)
        return {"query": question, "hits": tuple(hit_row(hit) for hit in hits)}

    return router


class EventResponse(StreamingResponse):
    """A stream of server-sent events that no proxy should hold back."""

    media_type = "text/event-stream"

    def __init__(self, content: Iterator[str], status_code: int = 200) -> None:
        super().__init__(content, status_code, {"X-Accel-Buffering": "no"})


def answer_events(parts: Parts, question: str, conditions: Filter) -> Iterator[str]:
    """Yield the events of one answer, in order: search, then tokens and citations, then the whole answer.

    The texts of the tokens, joined, are the answer's text. An error ends the stream as one `error` event.
    """
    try:
        parts.library.refresh()
        counts = parts.library.counts()
        hits = parts.search(question, conditions, _LOOKED_THROUGH)
        found = {"documents": counts.documents, "chunks": counts.chunks, "hits": len(hits)}
        yield _event("search", found)
        answer = parts.ask(question, conditions)
        yield from _told(answer)
        yield _event("answer", answer)
    except VeiviserError as error:
        yield _event("error", problem_of_error(error))
    except Exception:
        _log.exception("unforeseen error while answering")
        yield _event("error", problem_of(500))


def _told(answer: Answer) -> Iterator[str]:
    """Yield the text piece by piece, and each citation after the first piece that leans on it."""
    cited = {citation.number: citation for citation in answer.citations}
    for text, numbers in pieces(answer):
        yield _event("token", {"text": text, "citations": numbers})
        for number in numbers:
            if number in cited:
                yield _event("citation", cited.pop(number))


def pieces(answer: Answer) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Divide the answer's text at its sentences; the pieces, joined, are the text, character for character."""
    begin = 0
    owed: tuple[int, ...] = ()
    for this, following in zip(answer.sentences, (*answer.sentences[1:], None), strict=False):
        owed = (*owed, *(number for number in this.citations if number not in owed))
        end = len(answer.text)
        if following is not None:
            end = answer.text.find(following.text.rstrip(".!?"), begin + len(this.text))
        if end > begin:
            yield answer.text[begin:end], owed
            begin, owed = end, ()
    if begin < len(answer.text):
        yield answer.text[begin:], owed


def _event(name: str, data: object) -> str:
    text = json.dumps(jsonable_encoder(data), ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {text}\n\n"
