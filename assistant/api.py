"""The HTTP API and the chat page as one FastAPI app; see `docs` for the addresses, or open `/docs`.

Puts the parts together and does no work itself. Handlers are plain functions on FastAPI's thread pool. It never
imports `ingest`: uploading and removing are handed in by the front door.
"""

import os
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from typing import Any
from zoneinfo import ZoneInfo

from anyio.to_thread import current_default_thread_limiter
from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from assistant.admin import Admin
from assistant.answer import Answer
from assistant.api_admin import admin_router
from assistant.api_answers import answers_router
from assistant.api_ask import ask_router
from assistant.api_chat import chat_router
from assistant.api_documents import documents_router
from assistant.api_facets import facets_router
from assistant.api_guard import Guard
from assistant.api_kept_page import kept_page_router
from assistant.api_mcp import McpEndpoint
from assistant.api_metrics import Measured, Meters, metrics_router
from assistant.api_openai import openai_router
from assistant.api_page import page_router
from assistant.api_parts import UPLOAD_BYTES_MAX, AnswerWriter, Parts, RemovalHandler, RereadHandler, UploadHandler
from assistant.api_register import register_router
from assistant.api_register_page import register_page_router
from assistant.api_source import source_router
from assistant.api_statement import statement_router
from assistant.api_trace_page import trace_page_router
from assistant.archive import Archive
from assistant.ask import ask
from assistant.converse import converse
from assistant.desk import Desk
from assistant.follow_on import follow_on
from assistant.pages import Pages, visitor_of
from assistant.problem import MEDIA_TYPE, install_problems
from assistant.render import Renderer
from assistant.search import search
from assistant.shelf import Shelves
from assistant.suggest import Checked
from assistant.words import OSLO
from index.filter import Filter
from index.reader import Reader

_THREADS = 4 * (os.cpu_count() or 2)
_PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
    },
}
_PROBLEM: dict[int | str, dict[str, Any]] = {
    "default": {
        "description": "Feil, som problem+json (RFC 9457): `detail` er en setning med råd.",
        "content": {MEDIA_TYPE: {"schema": _PROBLEM_SCHEMA}},
    }
}


def create_app(
    *,
    reader: Reader,
    upload: UploadHandler | None = None,
    remove: RemovalHandler | None = None,
    reread: RereadHandler | None = None,
    hosts: Collection[str] = (),
    upload_bytes_max: int = UPLOAD_BYTES_MAX,
    warm: bool = False,
    writer: AnswerWriter | None = None,
    archive: Archive | None = None,
    admin_token: str | None = None,
    zone: ZoneInfo = OSLO,
) -> FastAPI:
    """Return the app over one index.

    `upload`, `remove` and `reread` change the index; without them, their endpoints are absent. `hosts` are the names
    and addresses besides loopback under which the app is reached, the bound one among them. `upload_bytes_max` is
    the size of the largest file that is taken in, in bytes. `warm` makes what the first view shows before anyone asks.
    With a `writer`, a language model writes the answers. Without an `archive`, conversations are forgotten when the
    app ends. Who has the `admin_token` may change documents from elsewhere; without one, this machine alone may.
    Times are told by the clocks of `zone`.
    """

    def answer(question: str, conditions: Filter) -> Answer:
        return ask(question, reader=reader, filter=conditions)

    kept = archive or Archive.in_memory()
    parts = Parts(
        library=reader,
        ask=answer,
        search=lambda question, conditions, top_k: search(question, reader=reader, filter=conditions, top_k=top_k),
        renderer=Renderer(),
        archive=kept,
        desk=Desk(
            archive=kept, complete=lambda text, said: follow_on(text, said, reader), answer=answer, library=reader
        ),
        upload=upload,
        remove=remove,
        reread=reread,
        upload_bytes_max=upload_bytes_max,
        writer=writer,
        zone=zone,
        said=lambda text, exchanges, conditions: converse(
            text, exchanges, lambda whole: ask(whole, reader=reader, filter=conditions), reader
        ),
    )
    return assemble(parts, hosts=hosts, warm=warm, admin_token=admin_token)


def assemble(
    parts: Parts, *, hosts: Collection[str] = (), warm: bool = False, admin_token: str | None = None
) -> FastAPI:
    """Return the app over the given parts; `hosts`, `warm` and `admin_token` as in `create_app`."""

    pages, admin, meters = Pages(keeps=parts.archive.lasting), Admin(admin_token), Meters()
    checked = Checked(lambda question: parts.ask(question, Filter()), lambda: parts.library.publication)
    shelves = Shelves(parts, checked)
    mcp = McpEndpoint(parts)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        if warm:
            shelves.warm()
        if parts.writer is None:  # nothing waits for another machine, so more threads only stand in each other's way
            current_default_thread_limiter().total_tokens = _THREADS
        async with mcp.lifetime():
            yield
        shelves.close()
        parts.renderer.close()

    app = FastAPI(
        title="Styreveiviser",
        summary="Svar på spørsmål om styrets dokumenter, med kilden ved hver setning.",
        version="1",
        docs_url=None,
        redoc_url=None,
        responses=_PROBLEM,
        lifespan=lifespan,
    )
    app.state.zone = parts.zone
    app.include_router(ask_router(parts))
    app.include_router(openai_router(parts))
    app.include_router(answers_router(parts))
    app.include_router(documents_router(parts))
    app.include_router(register_router(parts))
    app.include_router(facets_router(parts))
    app.include_router(chat_router(parts, pages, checked, shelves))
    app.include_router(source_router(parts, pages))
    if parts.archive.lasting:
        app.include_router(kept_page_router(parts, pages))
    app.include_router(register_page_router(parts, pages))
    app.include_router(trace_page_router(parts, pages))
    app.include_router(statement_router(pages))
    app.include_router(admin_router(parts, pages, admin))
    app.include_router(page_router(parts, pages, app.openapi))
    app.include_router(metrics_router(meters, parts.library))
    app.router.routes.append(Route("/mcp", endpoint=mcp, include_in_schema=False))
    install_problems(app, pages.of_problem, lambda request: visitor_of(request).words)
    app.add_middleware(Measured, meters=meters)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(
        Guard, hosts=hosts, upload_bytes_max=parts.upload_bytes_max, admin=admin, page_of=pages.of_problem
    )
    return app
