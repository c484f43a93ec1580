"""The chat page, its style and script, the documentation of the API, and the two health checks.

The page works without a script, as a plain form: `/?q=…` is answered here. Every text is escaped by the template,
and nothing is fetched from another host.
"""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.exceptions import HTTPException

from assistant.answer import Answer
from assistant.api_examples import examples
from assistant.api_parts import Parts
from assistant.api_words import day, kind_word, thousands
from assistant.outer import read_question
from index.errors import UsageError, VeiviserError
from index.filter import Filter
from index.rows import Counts

_FOLDER = Path(__file__).parent / "page"
_EMPTY = Counts(documents=0, pages=0, chunks=0, meetings=0)
_ASSETS = {
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What is indexed, as the first view tells it. `trouble` is a sentence when the index cannot be read."""

    counts: Counts = _EMPTY
    updated: str = ""
    examples: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A question and what came of it: an answer, or a sentence saying what is wrong."""

    question: str
    answer: Answer | None = None
    trouble: str = ""
    status: int = 200


def page_router(parts: Parts, openapi: Callable[[], dict[str, Any]]) -> APIRouter:
    """Return the endpoints `/`, `/assets/…`, `/docs`, `/healthz` and `/readyz`."""
    router = APIRouter()
    templates = _templates()
    shelves = _Shelves(parts)
    _add_health(router, parts)

    @router.get("/", response_class=HTMLResponse, include_in_schema=False)
    def chat(q: str = "") -> HTMLResponse:
        turn = _turn(parts, q) if q.strip() else None
        html = templates.get_template("chat.html").render(shelf=shelves.shelf(), turn=turn)
        return HTMLResponse(html, status_code=turn.status if turn else 200)

    @router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def docs() -> HTMLResponse:
        return HTMLResponse(templates.get_template("docs.html").render(api=openapi()))

    @router.get("/assets/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        if name not in _ASSETS:
            raise HTTPException(404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response((_FOLDER / name).read_bytes(), media_type=_ASSETS[name], headers=headers)

    return router


def _add_health(router: APIRouter, parts: Parts) -> None:
    @router.get("/healthz", tags=["Drift"], summary="Lever tjenesten?")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", tags=["Drift"], summary="Kan tjenesten svare?")
    def ready() -> dict[str, str | int]:
        parts.library.refresh()
        return {"status": "ready", "documents": parts.library.counts().documents}


def _turn(parts: Parts, q: str) -> Turn:
    try:
        question = read_question(q)
        parts.library.refresh()
        return Turn(question=question, answer=parts.ask(question, Filter()))
    except UsageError as error:
        return Turn(question=q, trouble=str(error), status=422)
    except VeiviserError as error:
        return Turn(question=q, trouble=str(error), status=503)


class _Shelves:
    """Remembers the shelf as long as nothing has been written; trying the example questions takes a while."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = threading.Lock()
        self._key: tuple[Counts, str] | None = None
        self._examples: tuple[str, ...] = ()

    def shelf(self) -> Shelf:
        """Return what is indexed now."""
        library = self._parts.library
        try:
            library.refresh()
            counts = library.counts()
            updated = library.published_at or ""
            with self._lock:
                if self._key != (counts, updated):
                    self._examples, self._key = examples(library, self._answers), (counts, updated)
                return Shelf(counts=counts, updated=updated, examples=self._examples)
        except VeiviserError as error:
            return Shelf(trouble=str(error))

    def _answers(self, question: str) -> bool:
        return self._parts.ask(question, Filter()).status == "answered"


def _templates() -> Environment:
    """Return the templates; everything is escaped, and an unknown name is an error."""
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(kind=kind_word, day=day, thousands=thousands, record=asdict)
    environment.globals["assets"] = {name: f"/assets/{name}?v={_version(name)}" for name in _ASSETS}
    return environment


def _version(name: str) -> str:
    """Return a short hash of an asset, so that a browser keeps it until it changes."""
    return hashlib.sha256((_FOLDER / name).read_bytes()).hexdigest()[:12]
