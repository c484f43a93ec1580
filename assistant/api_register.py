"""The register and a case's trace over HTTP: JSON in pages, or the whole as CSV or a workbook."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from assistant.api_parts import Parts
from assistant.export import CSV_MEDIA, XLSX_MEDIA, as_csv, as_xlsx
from assistant.register import outer_row, register
from assistant.register_query import read_case, read_register
from assistant.trace import trace
from index.errors import UsageError

PAGE_MAX = 1_000
_FORMATS = ("json", "csv", "xlsx")

Values = Annotated[list[str] | None, Query()]


def register_router(parts: Parts) -> APIRouter:
    """Return the endpoints `/v1/register` and `/v1/trace`."""
    router = APIRouter(prefix="/v1", tags=["Register"])

    @router.get("/register", summary="Saker, vedtak, innstillinger, oppfølging og leveranser, hver med kilde")
    def rows(
        kind: Values = None,
        case: Values = None,
        meeting: Values = None,
        date_from: Annotated[str | None, Query(alias="from")] = None,
        date_to: Annotated[str | None, Query(alias="to")] = None,
        access: Values = None,
        source: Values = None,
        lang: Values = None,
        limit: Annotated[int, Query(ge=1, le=PAGE_MAX)] = 100,
        offset: Annotated[int, Query(ge=0)] = 0,
        format: str = "json",
    ) -> Any:
        if format not in _FORMATS:
            raise UsageError(f"Formatet «{format[:40]}» finnes ikke: bruk {', '.join(_FORMATS)}.")
        wanted = read_register(
            {
                "kind": kind,
                "case": case,
                "meeting": meeting,
                "from": date_from,
                "to": date_to,
                "access": access,
                "source": source,
                "lang": lang,
            }
        )
        parts.library.refresh()
        found = register(parts.library, wanted)
        if format == "csv":
            return _download(as_csv(found).encode(), CSV_MEDIA, "register.csv")
        if format == "xlsx":
            return _download(as_xlsx(found), XLSX_MEDIA, "register.xlsx")
        following = offset + limit
        return {
            "total": len(found),
            "limit": limit,
            "offset": offset,
            "next_offset": following if following < len(found) else None,
            "rows": [outer_row(row) for row in found[offset:following]],
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
