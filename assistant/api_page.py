"""What belongs to no one page: style and script, the documentation of the API, and the two health checks."""

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from assistant.api_parts import Parts
from assistant.pages import ASSETS, FOLDER, Pages, Reading


def page_router(parts: Parts, pages: Pages, openapi: Callable[[], dict[str, Any]]) -> APIRouter:
    """Return the endpoints `/assets/…`, `/docs`, `/healthz` and `/readyz`."""
    router = APIRouter()
    _add_health(router, parts)

    @router.get("/docs", response_class=HTMLResponse, include_in_schema=False)
    def docs(visitor: Reading) -> HTMLResponse:
        return pages.page("docs.html", visitor, api=openapi())

    @router.get("/assets/{name}", include_in_schema=False)
    def asset(name: str) -> Response:
        if name not in ASSETS:
            raise HTTPException(404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response((FOLDER / name).read_bytes(), media_type=ASSETS[name], headers=headers)

    return router


def _add_health(router: APIRouter, parts: Parts) -> None:
    @router.get("/healthz", tags=["Drift"], summary="Lever tjenesten?")
    def alive() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz", tags=["Drift"], summary="Kan tjenesten svare?")
    def ready() -> dict[str, str | int]:
        parts.library.refresh()
        return {"status": "ready", "documents": parts.library.counts().documents}
