"""The accessibility statement: what was tested and how, what is known to fall short, and whom to tell."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from assistant.pages import Pages, Reading


def statement_router(pages: Pages) -> APIRouter:
    """Return the endpoint `/tilgjengelighet`."""
    router = APIRouter(include_in_schema=False)

    @router.get("/tilgjengelighet", response_class=HTMLResponse)
    def statement(visitor: Reading) -> HTMLResponse:
        return pages.page(f"statement_{visitor.words.language}.html", visitor)

    return router
