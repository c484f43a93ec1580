"""The register and a case's trace over HTTP: JSON in pages, or the whole as CSV or a workbook."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from assistant.api_bodies import RegisterQuery
from assistant.api_parts import Parts
from assistant.export import CSV_MEDIA, XLSX_MEDIA, as_csv, as_xlsx
from assistant.register import outer_row, register
from assistant.register_query import read_case, read_register
from assistant.trace import trace
from index.errors import UsageError

_FORMATS = ("json", "csv", "xlsx")


def register_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/register` and `/v1/trace`."""
    router = APIRouter(prefix="/v1", tags=["Register"])

    @router.get(
        "/register",
        summary="Saker, vedtak, innstillinger, oppfølging og leveranser, hver med kilde",
        response_model=dict[str, Any],
    )
    def rows(query: Annotated[RegisterQuery, Query()]) -> Any:
        if query.format not in _FORMATS:
            raise UsageError(f"Formatet «{query.format[:40]}» finnes ikke: bruk {', '.join(_FORMATS)}.")
        wanted = read_register(query.conditions())
        parts.library.refresh()
        found = register(parts.library, wanted)
        if query.format == "csv":
            return _download(as_csv(found).encode(), CSV_MEDIA, "register.csv")
        if query.format == "xlsx":
            return _download(as_xlsx(found), XLSX_MEDIA, "register.xlsx")
        following = query.offset + query.limit
        return {
            "total": len(found),
            "limit": query.limit,
            "offset": query.offset,
            "next_offset": following if following < len(found) else None,
            "rows": [outer_row(row) for row in found[query.offset : following]],
        }

    @router.get("/trace", summary="Én sak gjennom møtene")
    def steps(case: Annotated[str, Query(max_length=100)]) -> dict[str, Any]:
        number = read_case(case)
        parts.library.refresh()
        return asdict(trace(parts.library, number))

    return router


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
