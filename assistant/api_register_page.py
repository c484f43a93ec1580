"""The register's page: saker, vedtak, innstillinger, oppfølging and leveranser as tables, and each table as a file."""

import json
from dataclasses import asdict
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, Field

from assistant.api_parts import Parts
from assistant.export import CSV_MEDIA, XLSX_MEDIA, as_csv, as_xlsx
from assistant.kept_rows import KeptRows
from assistant.narrow import meetings_of
from assistant.outer import read_filter
from assistant.pages import Pages, Reading
from assistant.register import outer_row
from assistant.register_query import read_case
from assistant.register_table import COLUMNS, STATES, Chosen, listing, ordered, states_of
from index.errors import UsageError
from index.record import RecordKind

_TEXT_MAX = 300
_JSON_MEDIA = "application/json"


class TableQuery(BaseModel):
    """The query of `/register`; the fields of a form that are left empty put no condition."""

    kind: str = "agenda_item"
    text: str = Field(default="", max_length=_TEXT_MAX)
    meeting: str = Field(default="", max_length=_TEXT_MAX)
    case: str = Field(default="", max_length=_TEXT_MAX)
    date_from: str = Field(default="", alias="from", max_length=_TEXT_MAX)
    date_to: str = Field(default="", alias="to", max_length=_TEXT_MAX)
    state: str = Field(default="", max_length=_TEXT_MAX)
    sort: str = ""
    page: int = Field(default=1, ge=1, le=1_000_000)

    def chosen(self) -> Chosen:
        """Return what was asked for, checked. Raises UsageError."""
        if self.kind not in COLUMNS:
            told = f"Registeret har ikke «{self.kind[:100]}»: bruk {', '.join(COLUMNS)}."
            raise UsageError(told, key="error.choice", values={"value": self.kind[:100]})
        dates = {key: value for key, value in (("from", self.date_from), ("to", self.date_to)) if value.strip()}
        checked = read_filter(dates)
        return Chosen(
            kind=self.kind,
            text=self.text.strip(),
            meeting=self.meeting.strip(),
            case=read_case(self.case) if self.case.strip() else "",
            date_from=checked.date_from or "",
            date_to=checked.date_to or "",
            state=self.state.strip(),
            sort=self.sort or f"-{COLUMNS[self.kind][0]}",
            page=self.page,
        )


class FileQuery(TableQuery):
    """The query of `/register/fil`."""

    format: str = "xlsx"


def register_page_router(parts: Parts, pages: Pages) -> APIRouter:
    """Return the endpoints `/register` and `/register/fil`."""
    router = APIRouter(include_in_schema=False)
    kept = KeptRows(parts.library)

    @router.get("/register", response_class=HTMLResponse)
    def table(visitor: Reading, query: Annotated[TableQuery, Query()]) -> HTMLResponse:
        chosen = query.chosen()
        rows = kept.of(RecordKind(chosen.kind))
        return pages.page(
            "register.html",
            visitor,
            here="register",
            chosen=chosen,
            shown=listing(rows, chosen),
            states=states_of(rows, chosen.kind),
            kinds=tuple(COLUMNS),
            columns=COLUMNS[chosen.kind],
            state=STATES.get(chosen.kind),
            meetings=meetings_of(parts.library.documents()),
            address=lambda **changed: address_of(chosen, **changed),
        )

    @router.get("/register/fil")
    def file(query: Annotated[FileQuery, Query()]) -> Response:
        chosen = query.chosen()
        rows = ordered(kept.of(RecordKind(chosen.kind)), chosen)
        name = f"register-{chosen.kind}.{query.format}"
        if query.format == "csv":
            return _download(as_csv(rows).encode(), CSV_MEDIA, name)
        if query.format == "xlsx":
            return _download(as_xlsx(rows), XLSX_MEDIA, name)
        if query.format == "json":
            whole = json.dumps([outer_row(row) for row in rows], ensure_ascii=False, default=asdict)
            return _download(whole.encode(), _JSON_MEDIA, name)
        told = f"Formatet «{query.format[:40]}» finnes ikke: bruk csv, xlsx, json."
        raise UsageError(told, key="error.choice", values={"value": query.format[:40]})

    return router


def address_of(chosen: Chosen, path: str = "/register", **changed: object) -> str:
    """Return the address of a table; changing anything but the page goes back to the first page."""
    given = asdict(chosen) | ({} if set(changed) & {"page"} else {"page": 1}) | changed
    names = {"date_from": "from", "date_to": "to"}
    query = [(names.get(key, key), str(value)) for key, value in given.items() if value not in ("", 1)]
    return f"{path}?{urlencode(query)}"


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)
