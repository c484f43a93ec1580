"""Two readings of the register as pages: one sak through the meetings, and the roadmap quarter by quarter."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.api_parts import Parts
from assistant.headings import Headings
from assistant.kept_rows import KeptRows
from assistant.pages import Pages, Reading
from assistant.register_query import read_case
from assistant.roadmap import Move, roadmap
from assistant.roadmap_chart import chart
from assistant.timeline import timeline
from assistant.trace import trace
from index.record import RecordKind

CaseText = Annotated[str, Query(max_length=100)]
EditionText = Annotated[str, Query(max_length=300)]


def trace_page_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoints `/sak` and `/veikart`."""
    router = APIRouter(include_in_schema=False)
    kept = KeptRows(parts.library)

    @router.get("/sak", response_class=HTMLResponse)
    def case(visitor: Reading, nr: CaseText = "") -> HTMLResponse:
        parts.library.refresh()
        found = trace(parts.library, read_case(nr)) if nr.strip() else None
        drawing = timeline(found) if found else None
        return pages.page("case.html", visitor, here="register", found=found, drawing=drawing)

    @router.get("/veikart", response_class=HTMLResponse)
    def plan(visitor: Reading, utgave: EditionText = "") -> HTMLResponse:
        rows = kept.of(RecordKind.DELIVERY)
        shown = roadmap(rows, Headings(parts.library), utgave)
        return pages.page("roadmap.html", visitor, here="roadmap", plan=shown, chart=chart(shown), moves=Move)

    return router
