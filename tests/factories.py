"""Documents, pages and chunks for tests: everything has a default, and what is given is consistent."""

import hashlib
from collections.abc import Sequence

from index.chunk import Chunk, Unit, UnitKind, chunk_id
from index.document import Access, Block, BlockKind, Document, Kind, Page


def make_page(text: str = "Styret vedtok mandatet.", number: int = 1, warning: str | None = None) -> Page:
    """Return a page whose lines are paragraphs."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start=start, end=start + len(line), kind=BlockKind.PARAGRAPH))
        start += len(line) + 1
    return Page(number=number, text=text, blocks=tuple(blocks), warning=warning)


def make_document(
    pages: Sequence[str] = ("Styret vedtok mandatet.",),
    *,
    source: str = "moter/referat.txt",
    title: str = "Referat",
    kind: Kind = Kind.MINUTES,
    language: str = "nb",
    access: Access = Access.OPEN,
    meeting_number: str | None = "44/24",
    meeting_date: str | None = "2024-04-04",
    doc_id: str | None = None,
) -> Document:
    """Return a document with one page for each text; its id comes from its bytes and its source."""
    sha256 = hashlib.sha256(original(pages)).hexdigest()
    derived = hashlib.sha256(f"{sha256}:{source}".encode()).hexdigest()[:16]
    return Document(
        doc_id=doc_id or derived,
        source=source,
        title=title,
        kind=kind,
        language=language,
        access=access,
        sha256=sha256,
        media_type="text/plain",
        pages=tuple(make_page(text, number) for number, text in enumerate(pages, start=1)),
        meeting_number=meeting_number,
        meeting_date=meeting_date,
    )


def original(pages: Sequence[str]) -> bytes:
    """Return the bytes of the file that `make_document(pages)` stands for."""
    return "\f".join(pages).encode("utf-8")


def make_chunk(
    document: Document,
    page: int = 1,
    start: int = 0,
    end: int | None = None,
    *,
    headings: tuple[str, ...] = (),
    case_number: str | None = None,
) -> Chunk:
    """Return a chunk of one page of `document`, the whole page when no place is given, as one sentence."""
    text = document.pages[page - 1].text
    stop = len(text) if end is None else end
    return Chunk(
        chunk_id=chunk_id(document.doc_id, page, start, stop),
        doc_id=document.doc_id,
        title=document.title,
        source=document.source,
        kind=document.kind,
        page=page,
        start=start,
        end=stop,
        text=text[start:stop],
        units=(Unit(start=start, end=stop, kind=UnitKind.SENTENCE),),
        headings=headings,
        language=document.language,
        access=document.access,
        case_number=case_number,
        meeting_number=document.meeting_number,
        meeting_date=document.meeting_date,
    )


def make_chunks(document: Document) -> tuple[Chunk, ...]:
    """Return one chunk for each block of each page."""
    return tuple(
        make_chunk(document, page.number, block.start, block.end) for page in document.pages for block in page.blocks
    )
