"""Two readings of the register as pages: one sak through the meetings, and the roadmap quarter by quarter."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.api_parts import Library, Parts
from assistant.kept_rows import KeptRows
from assistant.pages import Pages, Reading
from assistant.quarter import quarter_in
from assistant.register import RegisterRow
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


class Headings:
    """Finds the words above a delivery on its page that name a quarter; each page is read once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._pages: dict[tuple[str, int], str] = {}

    def __call__(self, row: RegisterRow) -> str:
        """Return the nearest line above a row that names a quarter, or an empty text."""
        cited = row.citation
        place = (cited.doc_id, cited.page)
        if place not in self._pages:
            self._pages[place] = self._library.page(*place).text
        above = self._pages[place][: cited.start].splitlines()
        return next((line for line in reversed(above) if quarter_in(line)), "")
