"""An answer while it is made, as events: what was searched, the text piece by piece, its citations, the whole.

The HTTP API sends them as JSON, the page as HTML; both read them here. Does not know how either looks.
"""

import asyncio
import json
import logging
import threading
from collections.abc import Iterator

from anyio import create_task_group, to_thread
from fastapi.encoders import jsonable_encoder
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from assistant.answer import Answer
from assistant.api_parts import Parts
from assistant.attend import watch
from assistant.desk import Opened
from assistant.problem import problem_of, problem_of_error
from assistant.write import Shown, asks_model
from index.errors import VeiviserError

_log = logging.getLogger(__name__)

_LOOKED_THROUGH = 50
Event = tuple[str, object]


class EventResponse(StreamingResponse):
    """A stream of server-sent events that no proxy should hold back; `gone` is set when the reader leaves."""

    media_type = "text/event-stream"

    def __init__(self, content: Iterator[str], status_code: int = 200, gone: threading.Event | None = None) -> None:
        super().__init__(content, status_code, {"X-Accel-Buffering": "no"})
        self._content = content
        self._gone = gone or threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the stream until it ends or the reader has gone."""
        async with create_task_group() as group:

            async def until_gone() -> None:
                await watch(receive, self._gone)
                group.cancel_scope.cancel()

            group.start_soon(until_gone)
            await self.stream_response(send)
            group.cancel_scope.cancel()

    async def stream_response(self, send: Send) -> None:
        """Send the pieces as one thread makes them all: each change of threads would wait for all other readers."""
        loop, made = asyncio.get_running_loop(), asyncio.Queue[str | None]()

        def make() -> None:
            try:
                for piece in self._content:
                    loop.call_soon_threadsafe(made.put_nowait, piece)
                    if self._gone.is_set():
                        return
            finally:
                loop.call_soon_threadsafe(made.put_nowait, None)

        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        async with create_task_group() as group:
            group.start_soon(to_thread.run_sync, make)
            while (piece := await made.get()) is not None:
                await send({"type": "http.response.body", "body": piece.encode(), "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def answer_events(
    parts: Parts, opened: Opened, gone: threading.Event | None = None, *, found: bool = True
) -> Iterator[Event]:
    """Yield the events of one answer, in order: search, then tokens and citations, then the whole answer.

    The search event tells how many passages fit, unless `found` is False: counting them is a search of its own.

    The texts of the tokens, joined, are the answer's text. An error ends the stream as one `error` event. Where a
    language model writes, a token is a sentence that has passed its check; `gone` stops it. The answer is kept before
    it is sent.
    """
    question, conditions = opened.whole, opened.conditions
    try:
        parts.library.refresh()
        counts = parts.library.counts()
        looked_at = {"documents": counts.documents, "chunks": counts.chunks}
        if found:
            looked_at["hits"] = len(parts.search(question, conditions, _LOOKED_THROUGH))
        yield "search", looked_at
        answer = parts.ask(question, conditions)
        if parts.writer is None or not asks_model(answer):
            yield from _told(answer)
            yield "answer", parts.desk.kept(opened, answer)
            return
        for step in parts.writer.steps(answer, conditions, gone or threading.Event()):
            yield from _written(parts.desk.kept(opened, step) if isinstance(step, Answer) else step)
    except VeiviserError as error:
        yield "error", problem_of_error(error)
    except Exception:
        _log.exception("unforeseen error while answering")
        yield "error", problem_of(500)


def _written(step: Shown | Answer) -> Iterator[Event]:
    """Yield the events of one step of an answer that a model writes."""
    if isinstance(step, Answer):
        yield "answer", step
        return
    yield "token", {"text": step.text, "citations": step.sentence.citations}
    for citation in step.citations:
        yield "citation", citation


def _told(answer: Answer) -> Iterator[Event]:
    """Yield the text piece by piece, and each citation after the first piece that leans on it."""
    cited = {citation.number: citation for citation in answer.citations}
    for text, numbers in pieces(answer):
        yield "token", {"text": text, "citations": numbers}
        for number in numbers:
            if number in cited:
                yield "citation", cited.pop(number)


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


def event_text(event: Event) -> str:
    """Return an event as it is sent: its name and its data as one line of JSON."""
    name, data = event
    text = json.dumps(jsonable_encoder(data), ensure_ascii=False, separators=(",", ":"))
    return f"event: {name}\ndata: {text}\n\n"
