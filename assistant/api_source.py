"""A citation's source as a page and as a part beside the answer: picture of a PDF page, text of any, passage marked."""

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Query, Response
from fastapi.responses import HTMLResponse

from assistant.api_documents import PDF
from assistant.api_parts import Parts
from assistant.pages import Pages, Reading
from assistant.words import FIRST
from index.document import Page
from index.errors import NotIndexedError
from index.rows import DocumentRow

DocId = Annotated[str, Path(max_length=200)]
PageNumber = Annotated[int, Path(ge=1, le=1_000_000)]
Offset = Annotated[int, Query(ge=0, le=100_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What is shown of one page: its text in three parts, and where its picture (or empty) and original are."""

    document: DocumentRow
    page: Page
    before: str
    marked: str
    after: str
    picture: str
    original: str


def source_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoint `/kilde/{doc_id}/{page}`; with `part=1` it gives the part that stands beside an answer."""
    router = APIRouter(include_in_schema=False)

    @router.get("/kilde/{doc_id}/{n}", response_class=HTMLResponse)
    def source(
        visitor: Reading, doc_id: DocId, n: PageNumber, start: Offset = 0, end: Offset = 0, part: bool = False
    ) -> Response:
        try:
            shown = source_of(parts, doc_id, n, (start, end))
        except NotIndexedError:
            name = "gone_part.html" if part else "trouble.html"
            return pages.page(name, visitor, status=404, key="source.gone", text="", language=FIRST)
        if part:
            return HTMLResponse(pages.part("source_part.html", visitor, shown=shown))
        return pages.page("source.html", visitor, shown=shown)

    return router


def source_of(parts: Parts, doc_id: str, number: int, span: tuple[int, int]) -> Source:
    """Return what to show of a page; a span that does not lie on it marks nothing. Raises NotIndexedError."""
    parts.library.refresh()
    document, page = parts.library.document(doc_id), parts.library.page(doc_id, number)
    start, end = span if 0 <= span[0] < span[1] <= len(page.text) else (0, 0)
    address = f"/v1/documents/{quote(doc_id, safe='')}"
    is_pdf = document.media_type == PDF
    return Source(
        document=document,
        page=page,
        before=page.text[:start],
        marked=page.text[start:end],
        after=page.text[end:],
        picture=f"{address}/pages/{number}.png?start={start}&end={end}" if is_pdf else "",
        original=f"{address}/file#page={number}" if is_pdf else f"{address}/file",
    )
