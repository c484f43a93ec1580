"""The chat page and its stream: the same events as the API's, with each answer as the HTML of one turn.

The page works without a script, as a plain form: `/?q=…` is answered here.
"""

import threading
from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from assistant.answer import Answer
from assistant.api_answers import Id, shown_answer, shown_conversation
from assistant.api_bodies import AskBody
from assistant.api_kept_page import NO_INDEX, narrowed, turn_of
from assistant.api_parts import Parts
from assistant.api_stream import Event, EventResponse, answer_events, event_text
from assistant.further import FURTHER, TRIED_MAX, further
from assistant.narrow import Narrowing, PageQuery, narrowing
from assistant.outer import read_filter, read_question
from assistant.pages import Pages, Reading, Visitor, visible
from assistant.problem import Problem
from assistant.shelf import Shelf, Shelves
from assistant.suggest import Checked, places_of
from assistant.turn import Trouble, Turn, trouble_of
from index.errors import ForgottenError, NotKeptError, StoreError, VeiviserError
from index.filter import Filter

_NEW = "ny"  # what the form names as its conversation, where no script keeps count of them
_EXAMPLES_WAIT = 20.0  # seconds


class Chat:
    """What the chat page shows, put together from the parts."""

    def __init__(self, parts: Parts, pages: Pages, checked: Checked, shelves: Shelves) -> None:
        self._parts = parts
        self._pages = pages
        self._checked = checked
        self._shelves = shelves
        self._unnarrowed: dict[tuple[str, str | None], Narrowing] = {}

    def view(self, visitor: Visitor, query: PageQuery) -> Response:
        """Return the whole page, with the answer where a question was asked.

        A new conversation of a form gets an address of its own, so that a reload does not begin another.
        """
        chosen, turn, trouble = Filter(), None, None
        try:
            asked_for = read_filter(query.conditions())
            self._parts.library.subjects.check(asked_for)
            chosen = asked_for
            if query.q.strip():
                turn = self._asked(visitor, query, chosen)
        except VeiviserError as error:
            trouble = trouble_of(error, visitor.words)
            if query.q.strip():
                turn = Turn(question=query.q, trouble=trouble)
        shelf = None if turn else self._shelf(visitor, trouble)
        talk = turn.answer.conversation_id if turn and turn.answer and not turn.asked_at else None
        if query.samtale == _NEW and talk:
            return RedirectResponse(visitor.with_query("samtale", talk), status_code=303)
        return self._pages.page(
            "chat.html",
            visitor,
            status=trouble.status if trouble else 503 if shelf and shelf.trouble else 200,
            here="ask",
            shelf=shelf,
            turns=(turn,) if turn else (),
            opened=None,
            talk=talk,
            narrow=self._choices(visitor, chosen),
            questions=self.further(visitor, turn.answer) if turn and turn.answer else (),
        )

    def opened(self, visitor: Visitor, conversation_id: str) -> HTMLResponse:
        """Return the page of a kept conversation, to go on with. Raises NotKeptError, ForgottenError, StoreError."""
        found = self._parts.archive.conversation(conversation_id)
        shown, withheld = shown_conversation(self._parts, found.answers, [])
        turns = [turn_of(self._parts, one, visitor, last=one is shown[-1]) for one in shown]
        answer = turns[-1].answer if turns else None
        response = self._pages.page(
            "chat.html",
            visitor,
            here="ask",
            shelf=self._shelf(visitor, None),
            turns=turns,
            opened=found,
            withheld=withheld,
            talk=found.id if turns else None,
            narrow=self._choices(visitor, Filter()),
            questions=self.further(visitor, answer) if answer else (),
        )
        response.headers.update(NO_INDEX)
        return response

    def _shelf(self, visitor: Visitor, trouble: Trouble | None) -> Shelf:
        return Shelf(trouble=trouble.text) if trouble else self._shelves.shelf(visitor.words)

    def _choices(self, visitor: Visitor, chosen: Filter) -> Narrowing | None:
        """Return what to narrow by, or None where that cannot be read: the page says why in its place.

        What there is without a choice, which every first view shows, is remembered while a publication lasts.
        """
        library, w = self._parts.library, visitor.words
        try:
            if chosen != Filter():
                return narrowing(library, chosen, w)
            key = w.language, library.publication
            if key not in self._unnarrowed:
                held = {kept: one for kept, one in self._unnarrowed.items() if kept[1] == key[1]}
                self._unnarrowed = {**held, key: narrowing(library, chosen, w)}
            return self._unnarrowed[key]
        except VeiviserError:
            return None

    def _asked(self, visitor: Visitor, query: PageQuery, chosen: Filter) -> Turn:
        question, desk = read_question(query.q), self._parts.desk
        self._parts.library.refresh()
        talk = query.samtale if query.samtale not in ("", _NEW) else None
        loaded_again = self._had(visitor, query.svar, question, chosen)
        if loaded_again is not None:
            return loaded_again
        answer = desk.said_last(question, chosen, talk)
        if answer is None:
            opened = desk.opened(question, chosen, talk)
            answer = desk.kept(opened, self._parts.answer(opened.whole, chosen))
        return Turn(question=question, narrowed=narrowed(self._parts, chosen, visitor), answer=answer)

    def _had(self, visitor: Visitor, answer_id: str, question: str, chosen: Filter) -> Turn | None:
        """Return the answer that a page names as its own; None where it is gone, or answers something else."""
        if not answer_id or not self._parts.archive.lasting:
            return None
        try:
            shown = shown_answer(self._parts, answer_id, [])
        except (NotKeptError, ForgottenError, StoreError):
            return None
        same = (shown.kept.answer.question, shown.kept.filter) == (question, chosen)
        return turn_of(self._parts, shown, visitor) if same else None

    def further(self, visitor: Visitor, answer: Answer) -> tuple[str, ...]:
        """Return questions to ask next, each checked to be answered with something new."""
        candidates = further(answer, self._parts.library, visitor.words)
        return self._checked.first(candidates, FURTHER, TRIED_MAX, places_of(answer))

    def shown(self, events: Iterator[Event], turn: Turn, visitor: Visitor) -> Iterator[Event]:
        """Yield events as the page's script takes them: texts to show, the turn as HTML, then what to ask next."""
        w = visitor.words
        for name, data in events:
            match name, data:
                case "search", {"documents": int(documents), "chunks": int(chunks)}:
                    held = w.count("unit.document", documents), w.count("unit.passage", chunks)
                    yield "search", {"text": w("chat.reading", documents=held[0], passages=held[1])}
                case "token", {"text": str(text)} if self._parts.writer:  # else the turn is there in the same moment
                    yield "token", {"text": visible(text.strip().replace(" | ", " · "))}
                case "answer", Answer() as answer:
                    whole = Turn(question=turn.question, narrowed=turn.narrowed, answer=answer)
                    html = self._pages.part("turn.html", visitor, turn=whole, questions=())
                    said = _said(answer, w.count("unit.source", len(answer.citations)))
                    yield "turn", {"html": html, "said": said, "conversation": answer.conversation_id}
                    questions = self.further(visitor, answer)
                    yield "further", {"html": self._pages.part("further.html", visitor, questions=questions)}
                case "error", Problem() as problem:
                    text, language = problem.told(w)
                    yield "error", {"text": text, "lang": language}


def chat_router(parts: Parts, pages: Pages, checked: Checked, shelves: Shelves) -> APIRouter:
    """Return the endpoints `/`, `/samtale/{id}` and `/page/…`, the parts of it that its script fetches."""
    router = APIRouter(include_in_schema=False)
    chat = Chat(parts, pages, checked, shelves)

    @router.get("/", response_class=HTMLResponse)
    def view(visitor: Reading, query: Annotated[PageQuery, Query()]) -> Response:
        return chat.view(visitor, query)

    if parts.archive.lasting:

        @router.get("/samtale/{conversation_id}", response_class=HTMLResponse)
        def opened(visitor: Reading, conversation_id: Id) -> HTMLResponse:
            return chat.opened(visitor, conversation_id)

    @router.post("/page/answer", response_class=EventResponse)
    def answer(visitor: Reading, body: AskBody) -> EventResponse:
        question, conditions = read_question(body.question), read_filter(body.filter)
        parts.library.subjects.check(conditions)  # a wrong filter is a problem, not an event
        turn = Turn(question=question, narrowed=narrowed(parts, conditions, visitor))
        opened = parts.desk.opened(question, conditions, body.conversation_id)
        gone = threading.Event()
        events = answer_events(parts, opened, gone, found=False)
        return EventResponse(map(event_text, chat.shown(events, turn, visitor)), gone=gone)

    @router.get("/page/narrow", response_class=HTMLResponse)
    def narrow(visitor: Reading, query: Annotated[PageQuery, Query()]) -> HTMLResponse:
        choices = narrowing(parts.library, read_filter(query.conditions()), visitor.words)
        return HTMLResponse(pages.part("narrow.html", visitor, narrow=choices))

    @router.get("/page/examples", response_class=HTMLResponse)
    def examples(visitor: Reading) -> HTMLResponse:
        shelf = shelves.shelf(visitor.words, seconds=_EXAMPLES_WAIT)
        return HTMLResponse(pages.part("examples.html", visitor, shelf=shelf))

    return router


def _said(answer: Answer, sources: str) -> str:
    """Return what a screen reader is told when the answer is there."""
    return f"{answer.text} {sources}." if answer.status == "answered" else answer.text
