"""Documents over HTTP: the list, one, its pages as text and as pictures, the original, upload and removal.

Originals come from anyone, so only a PDF is shown in the browser; everything else is downloaded, under a name
without path, controls or quotes. Reading the files into the index is the front door's work.
"""

import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Response, UploadFile
from fastapi.responses import FileResponse

from assistant.api_guard import too_large
from assistant.api_parts import Parts, RemovalHandler, UploadHandler, UploadResult
from index.errors import SourceError, StoreError
from index.rows import DocumentRow

PDF = "application/pdf"
_NAME_MAX = 120
_PDF_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_PICTURE_CACHE = "private, max-age=60"
# The kinds that are handed out by their own name; any other is only bytes.
_MEDIA_TYPES = {
    PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

DocId = Annotated[str, Path(description="Dokumentets id", max_length=200)]
PageNumber = Annotated[int, Path(description="Sidetall, fra 1", ge=1, le=1_000_000)]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """One page as text; offsets of quotes count its characters (Unicode code points)."""

    page: int
    text: str
    page_count: int
    warning: str | None


def documents_router(parts: Parts) -> APIRouter:
    """Return the endpoints under `/v1/documents`."""
    router = APIRouter(prefix="/v1/documents", tags=["Dokumenter"])
    _add_reading(router, parts)
    _add_files(router, parts)
    _add_writing(router, parts)
    return router


def _add_reading(router: APIRouter, parts: Parts) -> None:
    @router.get("", summary="Alle dokumenter")
    def documents() -> tuple[DocumentRow, ...]:
        parts.library.refresh()
        return parts.library.documents()

    @router.get("/{doc_id}", summary="Ett dokument")
    def document(doc_id: DocId) -> DocumentRow:
        parts.library.refresh()
        return parts.library.document(doc_id)

    @router.get("/{doc_id}/pages/{n}.png", summary="Siden som bilde, med utdraget merket")
    def picture(doc_id: DocId, n: PageNumber, start: int = 0, end: int = 0) -> Response:
        parts.library.refresh()
        row, page = parts.library.document(doc_id), parts.library.page(doc_id, n)
        drawn = parts.renderer.render(
            doc_id=doc_id,
            name=row.source,
            pdf=_original(parts, row) if row.media_type == PDF else None,
            page=page,
            start=start,
            end=end,
        )
        headers = {"Cache-Control": _PICTURE_CACHE}
        if drawn.marked_at is not None:
            headers["X-Marked-At"] = "{} {}".format(*drawn.marked_at)
        return Response(drawn.png, media_type="image/png", headers=headers)

    @router.get("/{doc_id}/pages/{n}", summary="Siden som tekst")
    def page_text(doc_id: DocId, n: PageNumber) -> PageText:
        parts.library.refresh()
        row, page = parts.library.document(doc_id), parts.library.page(doc_id, n)
        return PageText(page=page.number, text=page.text, page_count=row.page_count, warning=page.warning)


def _add_files(router: APIRouter, parts: Parts) -> None:
    @router.get("/{doc_id}/file", summary="Originalfilen", response_class=FileResponse)
    def original(doc_id: DocId) -> FileResponse:
        parts.library.refresh()
        row = parts.library.document(doc_id)
        path = _original(parts, row)
        shown = row.media_type == PDF
        headers = {"Content-Disposition": disposition(row.source, inline=shown)}
        headers["Content-Security-Policy"] = _PDF_POLICY if shown else "sandbox; default-src 'none'"
        media_type = row.media_type if row.media_type in _MEDIA_TYPES else "application/octet-stream"
        return FileResponse(path, media_type=media_type, headers=headers)


def _add_writing(router: APIRouter, parts: Parts) -> None:
    upload, remove, reread = parts.upload, parts.remove, parts.reread
    if upload is not None:

        @router.post("", status_code=201, summary="Last opp et dokument (bare fra denne maskinen)")
        def add(file: UploadFile, response: Response) -> UploadResult:
            result = receive(file, upload, parts)
            response.headers["Location"] = f"/v1/documents/{quote(result.doc_id, safe='')}"
            return result

    if reread is not None:

        @router.post("/{doc_id}/reread", summary="Les et dokument inn på nytt (bare fra denne maskinen)")
        def again(doc_id: DocId) -> UploadResult:
            result = reread(doc_id)
            parts.renderer.forget(doc_id)
            return result

    if remove is not None:

        @router.delete("/{doc_id}", status_code=204, summary="Fjern et dokument (bare fra denne maskinen)")
        def discard(doc_id: DocId) -> None:
            discard_document(doc_id, remove, parts)


def receive(file: UploadFile, upload: UploadHandler, parts: Parts) -> UploadResult:
    """Take one file in. Raises SourceError, and an HTTP error for one that is too large."""
    name = bare_name(file.filename or "")
    data = file.file.read(parts.upload_bytes_max + 1)
    if len(data) > parts.upload_bytes_max:
        raise too_large(parts.upload_bytes_max)
    if not name or not data:
        raise SourceError(f"Filen «{name}» mangler navn eller innhold: velg en annen fil.")
    parts.library.refresh()
    known = {row.source for row in parts.library.documents()}
    result = upload(data, name)
    return replace(result, replaced=result.source in known)


def discard_document(doc_id: str, remove: RemovalHandler, parts: Parts) -> DocumentRow:
    """Take one document out and return what it was. Raises NotIndexedError."""
    parts.library.refresh()
    row = parts.library.document(doc_id)
    remove(doc_id)
    parts.renderer.forget(doc_id)
    return row


def _original(parts: Parts, row: DocumentRow) -> FilePath:
    """Return where a document's original is; a lost one is named by its source, not by a path of this machine."""
    try:
        return parts.library.original(row.doc_id)
    except StoreError:
        raise StoreError(f"Originalen til «{row.source}» mangler: les den inn på nytt.") from None


def bare_name(name: str) -> str:
    """Return the last part of a file name without folders, controls and leading dots; empty when none is left.

    >>> bare_name("../../etc/passwd"), bare_name("C:\\\\temp\\\\Møte.pdf"), bare_name("..")
    ('passwd', 'Møte.pdf', '')
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    clean = "".join(c for c in last if c.isprintable() and c not in '<>:"|?*').strip().lstrip(".").strip()
    stem, dot, suffix = clean.rpartition(".")
    return f"{stem[:_NAME_MAX]}.{suffix[:20]}" if dot else clean[:_NAME_MAX]


def disposition(source: str, *, inline: bool) -> str:
    """Return a Content-Disposition (RFC 6266) naming the last part of a source path.

    >>> disposition("a/Møte 1.pdf", inline=True)
    'inline; filename="M_te 1.pdf"; filename*=UTF-8\\'\\'M%C3%B8te%201.pdf'
    """
    name = bare_name(source) or "dokument"
    plain = "".join(c if c.isascii() and c not in "\\%;" else "_" for c in name)
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
