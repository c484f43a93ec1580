"""Administrasjon: the page where documents are listed, uploaded, read again and taken out, and its login.

Who may come here is the guard's affair. Everything works by plain forms; the page's script adds progress and goes
through `/v1/documents`. Does not read files: that is the front door's work.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, File, Form, Query, Request, Response, UploadFile
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from assistant.admin import ADMIN_PATH, COOKIE, LOGIN_PATH, Admin
from assistant.api_documents import bare_name, discard_document, receive
from assistant.api_parts import Parts, UploadResult
from assistant.document_table import COLUMNS, STATES, Wanted, document_page
from assistant.pages import Pages, Reading, Visitor
from assistant.problem import problem_of_error, problem_of_http
from assistant.words import Words
from index.document import Access, Kind
from index.errors import NotIndexedError, VeiviserError
from index.rows import FileStatus

_SESSION_SECONDS = 12 * 3_600
_TEXT_MAX = 300


class ListQuery(BaseModel):
    """The query of the page; the fields of its form that are left empty put no condition."""

    text: str = Field(default="", max_length=_TEXT_MAX)
    kind: str = Field(default="", max_length=_TEXT_MAX)
    access: str = Field(default="", max_length=_TEXT_MAX)
    state: str = Field(default="", max_length=_TEXT_MAX)
    sort: str = "-ingested"
    page: int = Field(default=1, ge=1, le=1_000_000)

    def wanted(self) -> Wanted:
        """Return which rows are asked for."""
        return Wanted(**(self.model_dump() | {"text": self.text.strip()}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one file: `trouble` is a sentence for the reader; without one, it went well as `key` says."""

    name: str
    key: str = ""
    trouble: str = ""
    warnings: tuple[str, ...] = ()


def admin_router(parts: Parts, pages: Pages, admin: Admin) -> APIRouter:
    """Return the endpoints below `/administrasjon`."""
    router = APIRouter(prefix=ADMIN_PATH, include_in_schema=False)
    _add_login(router, pages, admin)
    _add_list(router, parts, pages, admin)
    _add_changes(router, parts, pages, admin)
    _add_removal(router, parts, pages, admin)
    return router


def _add_login(router: APIRouter, pages: Pages, admin: Admin) -> None:
    @router.get(LOGIN_PATH.removeprefix(ADMIN_PATH), response_class=HTMLResponse)
    def login_form(visitor: Reading, request: Request) -> Response:
        if admin.allows(request):
            return RedirectResponse(ADMIN_PATH, status_code=303)
        return pages.page("admin_login.html", visitor, wrong=False)

    @router.post(LOGIN_PATH.removeprefix(ADMIN_PATH), response_class=HTMLResponse)
    def login(visitor: Reading, request: Request, token: Annotated[str, Form()] = "") -> Response:
        if not admin.holds(token.strip()):
            return pages.page("admin_login.html", visitor, status=403, wrong=True)
        response = RedirectResponse(ADMIN_PATH, status_code=303)
        secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto"))
        response.set_cookie(
            COOKIE, admin.cookie(), max_age=_SESSION_SECONDS, httponly=True, samesite="strict", secure=secure
        )
        return response

    @router.post("/ut")
    def logout() -> Response:
        response = RedirectResponse(LOGIN_PATH if admin.by_token else ADMIN_PATH, status_code=303)
        response.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return response


def _add_list(router: APIRouter, parts: Parts, pages: Pages, admin: Admin) -> None:
    @router.get("", response_class=HTMLResponse)
    def page(visitor: Reading, query: Annotated[ListQuery, Query()]) -> HTMLResponse:
        return _page(parts, pages, admin, visitor, query.wanted())

    @router.get("/liste", response_class=HTMLResponse)
    def rows(visitor: Reading, query: Annotated[ListQuery, Query()]) -> HTMLResponse:
        return HTMLResponse(pages.part("admin_list.html", visitor, **_listed(parts, query.wanted())))


def _add_changes(router: APIRouter, parts: Parts, pages: Pages, admin: Admin) -> None:
    upload, reread = parts.upload, parts.reread
    if upload is not None:

        @router.post("/last-opp", response_class=HTMLResponse)
        def add(visitor: Reading, file: Annotated[list[UploadFile] | None, File()] = None) -> HTMLResponse:
            told = tuple(_received(file or (), parts, visitor.words))
            return _page(parts, pages, admin, visitor, Wanted(), told)

    if reread is not None:

        @router.post("/les-inn", response_class=HTMLResponse)
        def again(visitor: Reading, doc: Annotated[str, Form()] = "") -> HTMLResponse:
            parts.library.refresh()
            rows = [row for row in parts.library.documents() if doc in ("", row.doc_id)]
            if not rows:
                raise NotIndexedError("Dokumentet er ikke lest inn lenger: gå tilbake til listen.", key="error.gone")
            w = visitor.words
            told = tuple(_tried(row.source, partial(reread, row.doc_id), "admin.reread", w) for row in rows)
            return _page(parts, pages, admin, visitor, Wanted(), told)


def _add_removal(router: APIRouter, parts: Parts, pages: Pages, admin: Admin) -> None:
    remove = parts.remove
    if remove is not None:

        @router.get("/fjern", response_class=HTMLResponse)
        def ask(visitor: Reading, doc: str = "") -> HTMLResponse:
            parts.library.refresh()
            return pages.page("admin_remove.html", visitor, row=parts.library.document(doc))

        @router.post("/fjern", response_class=HTMLResponse)
        def discard(visitor: Reading, doc: Annotated[str, Form()] = "") -> HTMLResponse:
            row = discard_document(doc, remove, parts)
            return _page(parts, pages, admin, visitor, Wanted(), (Told(name=row.source, key="admin.removed"),))


def _received(files: Iterable[UploadFile], parts: Parts, w: Words) -> Iterator[Told]:
    """Take the files in one by one; of two with the same name, only the first, since it would be replaced."""
    assert parts.upload is not None  # noqa: S101 - the endpoint is absent without it
    upload, seen = parts.upload, set[str]()
    for file in files:
        name = bare_name(file.filename or "")
        if not name and not file.size:
            continue  # what a browser sends for a field without a choice
        if name in seen:
            yield Told(name=name, trouble=w("admin.same_name", name=name))
            continue
        seen.add(name)
        yield _tried(name, partial(receive, file, upload, parts), "admin.added", w)
    if not seen:
        yield Told(name="", trouble=w("admin.no_file"))


def _tried(name: str, act: Callable[[], UploadResult], key: str, w: Words) -> Told:
    """Do one thing and tell how it went."""
    try:
        result = act()
    except VeiviserError as error:
        return Told(name=name, trouble=problem_of_error(error).told(w)[0])
    except HTTPException as error:
        return Told(name=name, trouble=problem_of_http(error).told(w)[0])
    key = "admin.replaced" if result.replaced else key
    return Told(name=name, key=key, warnings=result.warnings)


def _page(
    parts: Parts, pages: Pages, admin: Admin, visitor: Visitor, wanted: Wanted, told: tuple[Told, ...] = ()
) -> HTMLResponse:
    most = parts.upload_bytes_max // (1024 * 1024)
    return pages.page(
        "admin.html",
        visitor,
        told=told,
        kinds=tuple(Kind),
        labels=tuple(Access),
        states=tuple(STATES),
        by_token=admin.by_token,
        bytes_max=parts.upload_bytes_max,
        megabytes_max=most,
        can_upload=parts.upload is not None,
        **_listed(parts, wanted),
    )


def _listed(parts: Parts, wanted: Wanted) -> dict[str, Any]:
    """Return what the list shows: the rows, and the files that could not be read."""
    parts.library.refresh()
    failed = [file.message or file.path for file in parts.library.files() if file.status is FileStatus.FAILED]
    return {
        "wanted": wanted,
        "shown": document_page(parts.library.documents(), parts.library.textless(), wanted),
        "columns": COLUMNS,
        "failed": tuple(failed),
        "can_remove": parts.remove is not None,
        "can_reread": parts.reread is not None,
        "address": lambda **changed: address_of(wanted, **changed),
    }


def address_of(wanted: Wanted, **changed: object) -> str:
    """Return the address of a list; changing anything but the page goes back to the first page."""
    given = asdict(wanted) | ({} if "page" in changed else {"page": 1}) | changed
    query = [(key, str(value)) for key, value in given.items() if value not in ("", 1, "-ingested")]
    return f"{ADMIN_PATH}?{urlencode(query)}" if query else ADMIN_PATH
