"""Styreveiviser as a model: `/v1/models` and `/v1/chat/completions`, as OpenAI's clients and Open WebUI call them.

The last user message is the question, those before it the conversation. The answer's text has its sources below it;
`citations` holds them whole, `annotations` as OpenAI has them. Answers only from the papers, whatever it is told.
"""

import json
import logging
import re
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import Response

from assistant.answer import Answer, Citation
from assistant.api_bodies import ChatBody
from assistant.api_parts import Parts
from assistant.api_stream import EventResponse, pieces
from assistant.attend import attended
from assistant.outer import QUESTION_MAX, read_filter, read_question
from assistant.problem import problem_of, problem_of_error
from assistant.spoken_of import Exchange
from assistant.write import Shown
from index.errors import NotIndexedError, UsageError, VeiviserError
from index.filter import Filter

MODEL = "styreveiviser"
_BORN = 1_735_689_600  # when the model came to be, as the interface wants: 2025-01-01
_LOOKED_BACK = 4  # earlier questions that a follow-up may lean on
# What a client could take for a link, a picture or markup; the words stay, the sign is made plain.
_MARKUP = re.compile(r"(?<=\])\(|<(?=[A-Za-z/!?])|^\s*\[(?=[^\]\n]+\]:)", re.MULTILINE)
_log = logging.getLogger(__name__)


def openai_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/models`, `/v1/models/{id}` and `/v1/chat/completions`."""
    router = APIRouter(prefix="/v1", tags=["OpenAI"])
    _add_models(router)

    @router.post("/chat/completions", summary="Spør som i en samtale med en modell", response_class=Response)
    async def complete(body: ChatBody, request: Request) -> Response:
        _known(body.model)
        question, earlier = read_conversation(body)
        conditions = read_filter(body.filter)
        parts.library.subjects.check(conditions)
        frame = _Frame(str(request.base_url))

        def answered(gone: threading.Event) -> Answer:
            parts.library.refresh()
            found = _found(parts, question, earlier, conditions, gone)
            return found if parts.writer is None else parts.writer.answer(found, conditions, gone)

        if not body.stream:
            return _json(frame.whole(await attended(request, answered)))
        gone = threading.Event()
        told = _told(parts, question, earlier, conditions, gone)
        return EventResponse(frame.stream(told, usage=body.include_usage), gone=gone)

    return router


def _add_models(router: APIRouter) -> None:
    about = {"id": MODEL, "object": "model", "created": _BORN, "owned_by": MODEL, "name": "Styreveiviser"}

    @router.get("/models", summary="Modellene som kan spørres")
    def models() -> dict[str, Any]:
        return {"object": "list", "data": [about]}

    @router.get("/models/{name}", summary="Én modell")
    def model(name: str) -> dict[str, Any]:
        _known(name)
        return about


def _known(name: str) -> None:
    if name != MODEL:
        raise NotIndexedError(f"Modellen finnes ikke her: bruk «{MODEL}».")


def read_conversation(body: ChatBody) -> tuple[str, tuple[str, ...]]:
    """Return the question and the questions before it, oldest first. Raises UsageError where there is none."""
    said = [text for message in body.messages if message.role == "user" and (text := message.text().strip())]
    if not said or body.messages[-1].role != "user":
        raise UsageError("«messages» skal ende med et spørsmål: en melding med «role» lik «user» og tekst.")
    earlier = [text for text in said[:-1] if len(text) <= QUESTION_MAX]
    return read_question(said[-1]), tuple(earlier[-_LOOKED_BACK:])


def _found(parts: Parts, question: str, earlier: Sequence[str], conditions: Filter, gone: threading.Event) -> Answer:
    """Return the answer that is found to a question that may lean on those before it.

    What code does not complete, a model may, where there is one: then the whole question is answered and shown.
    """
    exchanges: list[Exchange] = []
    for text in earlier:
        before = parts.converse(read_question(text), tuple(exchanges), conditions)
        exchanges.append(Exchange(question=before.understood_as or text, citations=before.citations))
    found = parts.converse(question, tuple(exchanges), conditions)
    if found.status == "answered" or not exchanges or parts.writer is None:
        return found
    whole = parts.writer.condense(question, exchanges, gone)
    if whole is None:
        return found
    return replace(parts.ask(whole, conditions), question=question, understood_as=whole)


def _told(
    parts: Parts, question: str, earlier: Sequence[str], conditions: Filter, gone: threading.Event
) -> Iterator[str | Answer]:
    """Yield the answer's text piece by piece, and lastly the answer."""
    parts.library.refresh()
    found = _found(parts, question, earlier, conditions, gone)
    if parts.writer is None:
        yield from (text for text, _ in pieces(found))
        yield found
        return
    for step in parts.writer.steps(found, conditions, gone):
        if isinstance(step, Shown):
            yield step.text
            continue
        if step is found:
            yield from (text for text, _ in pieces(found))
        yield step


class _Frame:
    """The outer shape of one reply."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url.rstrip("/")
        self._created = int(time.time())
        self._id = f"chatcmpl-{time.time_ns():x}"

    def whole(self, answer: Answer) -> dict[str, Any]:
        """Return an answer as one completion."""
        content = plain_text(answer.text) + after_text(answer)
        marks = self._annotations(answer, content)
        message = {"role": "assistant", "content": content, "refusal": None, "annotations": marks}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._framed("chat.completion", [choice], usage=_usage(answer), **_beside(answer))

    def stream(self, told: Iterator[str | Answer], *, usage: bool) -> Iterator[str]:
        """Yield an answer as the events of a streamed completion; an error ends it as an event."""
        yield self._event({"role": "assistant", "content": ""})
        sent = ""
        try:
            for step in told:
                if isinstance(step, Answer):
                    yield from self._end(step, sent, usage)
                    continue
                sent += plain_text(step)
                yield self._event({"content": plain_text(step)})
        except VeiviserError as error:
            yield _data({"error": {"message": str(error), "code": problem_of_error(error).status}})
        except Exception:
            _log.exception("unforeseen error while answering")
            yield _data({"error": {"message": problem_of(500).detail, "code": 500}})
        yield "data: [DONE]\n\n"

    def _end(self, answer: Answer, sent: str, usage: bool) -> Iterator[str]:
        rest = after_text(answer)
        delta = {"content": rest, "annotations": self._annotations(answer, sent + rest)}
        yield self._event(delta)
        yield self._event({}, finish="stop", **_beside(answer))
        if usage:
            yield _data(self._framed("chat.completion.chunk", [], usage=_usage(answer)))

    def _event(self, delta: dict[str, Any], finish: str | None = None, **more: Any) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish, "logprobs": None}
        return _data(self._framed("chat.completion.chunk", [choice], **more))

    def _framed(self, kind: str, choices: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
        return {"id": self._id, "object": kind, "created": self._created, "model": MODEL, "choices": choices, **more}

    def _annotations(self, answer: Answer, content: str) -> list[dict[str, Any]]:
        """Return the citations as OpenAI has them: each mark in the text, with an address that opens its page."""
        cited = {citation.number: citation for citation in answer.citations}
        found = []
        for mark in re.finditer(r"\[(\d+)\]", content[: len(content) - len(after_text(answer))]):
            citation = cited.get(int(mark[1]))
            if citation is not None:
                place = {"start_index": mark.start(), "end_index": mark.end()}
                about = {"url": self._address(citation), "title": citation.title, **place}
                found.append({"type": "url_citation", "url_citation": about})
        return found

    def _address(self, citation: Citation) -> str:
        return f"{self._base}/v1/documents/{quote(citation.doc_id, safe='')}/file#page={citation.page}"


def plain_text(text: str) -> str:
    """Return a text of documents with what a client could take for markup made plain."""
    return _MARKUP.sub(lambda found: "\\" + found.group().lstrip(), text)


def after_text(answer: Answer) -> str:
    """Return what stands below an answer's text: how it was understood and written, and its sources."""
    lines = []
    if answer.understood_as:
        lines.append(f"Forstått som: {answer.understood_as}")
    if answer.writing:
        lines.append(answer.writing.notice)
    if answer.citations:
        lines.append("Kilder:\n" + "\n".join(map(_source_line, answer.citations)))
    return "".join(f"\n\n{plain_text(line)}" for line in lines)


def _source_line(citation: Citation) -> str:
    case = f", sak {citation.case_number}" if citation.case_number else ""
    when = f", {citation.meeting_date}" if citation.meeting_date else ""
    return f"[{citation.number}] {' '.join(citation.title.split())}{when}{case}, side {citation.page}"


def _beside(answer: Answer) -> dict[str, Any]:
    """Return what the reply holds beside OpenAI's own fields."""
    writing = asdict(answer.writing) if answer.writing else None
    return {
        "citations": [asdict(citation) for citation in answer.citations],
        "styreveiviser": {"status": answer.status, "composer": answer.composer, "writing": writing},
    }


def _usage(answer: Answer) -> dict[str, int]:
    prompt, completion = answer.tokens.prompt, answer.tokens.completion
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _data(content: dict[str, Any]) -> str:
    return f"data: {json.dumps(content, ensure_ascii=False)}\n\n"


def _json(content: dict[str, Any]) -> Response:
    return Response(json.dumps(content, ensure_ascii=False).encode(), media_type="application/json")
