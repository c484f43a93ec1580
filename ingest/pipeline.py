"""Les inn: files → pages → sections → chunks and records → index, incrementally. The stages in order are in `_read`.

A file is reported when it can be found by everyone, not before: what was reported survives a crash. One bad
file costs one line; the rest goes on.
"""

import hashlib
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from index.chunk import Chunk
from index.document import Document, Page
from index.errors import SourceError
from index.record import Record
from index.rows import FileRow, FileStat, FileStatus
from index.settings import IndexSettings
from index.token_count import token_counter
from index.writer import Writer
from ingest.describe import describe
from ingest.doubt import doubts, rivals
from ingest.extract import extract
from ingest.outcome import Outcome, Status
from ingest.parse import ConfinedParser, Parsed
from ingest.parse.limits import PDF_BYTES_MAX
from ingest.parse.read import too_large
from ingest.segment import Context, segment
from ingest.source import Source, Unreadable, absolute, sources
from ingest.split import split
from ingest.understand import understand

DOCUMENT_NAMESPACE = uuid.UUID("0a3f0d0c-8c35-5f57-9a55-6a0d5d8a2b34")
PUBLISH_SECONDS = 10.0  # at least this long between publications, and ten times what the last one took
RECORDS_MEDIA = "application/jsonl"  # one page is one record with its own meeting

Progress = Callable[[int, int, str], None]


def ingest(
    paths: Iterable[Path],
    settings: IndexSettings,
    *,
    prune: bool = False,
    rebuild: bool = False,
    progress: Progress | None = None,
    waiting: Callable[[str], None] | None = None,
) -> Iterator[Outcome]:
    """Read files and folders into the index and yield what became of each file, once it is published.

    `prune` takes out files that are gone from below `paths`; `rebuild` reads every file and makes all vectors
    anew. `progress` gets (files done, files in all, the one that is read now). Raises BusyError, SettingError
    and StoreError.
    """
    roots = [absolute(path) for path in paths]
    found = list(sources(roots))
    report = progress or _silent
    with (
        Writer.open(settings, rebuild=rebuild, progress=waiting) as writer,
        ConfinedParser() as parser,
    ):
        known = writer.files()
        held: list[Outcome] = []
        next_time = time.monotonic() + PUBLISH_SECONDS
        for number, source in enumerate(found):
            report(number, len(found), source.shown)
            held.append(_one(source, None if rebuild else known.get(str(source.path)), writer, parser))
            if time.monotonic() > next_time:
                next_time = _publish(writer)
                yield from held
                held = []
        held.extend(_pruned(roots, found, known, writer) if prune else ())
        writer.publish()
        yield from held
        report(len(found), len(found), "")


def _silent(done: int, total: int, name: str) -> None:
    """Report nothing."""


def _publish(writer: Writer) -> float:
    """Publish, and return when to do so next: publishing shall take a tenth of the time at most."""
    started = time.monotonic()
    writer.publish()
    return time.monotonic() + max(PUBLISH_SECONDS, 10 * (time.monotonic() - started))


def ingest_bytes(
    data: bytes, shown: str, path: Path, settings: IndexSettings, *, wait_seconds: float = 30.0
) -> Outcome:
    """Read one file that was handed over as bytes, kept at `path`; publish it and return what became of it.

    Raises BusyError when another process has been writing for `wait_seconds`.
    """
    with Writer.open(settings, wait_seconds=wait_seconds) as writer, ConfinedParser() as parser:
        outcome = _read(Source(path=path, shown=shown), data, _stat(path, data), writer, parser)
        writer.publish()
        return outcome


def read_for_tagging(source: Source, parser: ConfinedParser) -> tuple[Document, tuple[Chunk, ...]]:
    """Return one file as a document with its chunks, without storing it. Raises SourceError."""
    try:
        _check_size(source)
        data = source.path.read_bytes()
        stat = _stat(source.path, data)
    except OSError as error:
        raise SourceError(f"{source.shown} kan ikke leses ({error.strerror}); gi lesetilgang og prøv igjen.") from error
    parsed = parser.parse(data, source.shown)
    document = _document(source, parsed, stat)
    return document, tuple(_chunks(document, parsed))


def document_id(sha256: str, shown: str) -> str:
    """Derive a document's id from its bytes and its source path: equal files in two places are two documents."""
    return str(uuid.uuid5(DOCUMENT_NAMESPACE, f"{sha256}\0{shown}"))


def _one(source: Source | Unreadable, row: FileRow | None, writer: Writer, parser: ConfinedParser) -> Outcome:
    if isinstance(source, Unreadable):
        return Outcome(path=str(source.path), source=source.shown, status=Status.FAILED, message=source.message)
    try:
        _check_size(source)
        data = source.path.read_bytes()
        stat = _stat(source.path, data)
    except OSError as error:
        message = f"{source.shown} kan ikke leses ({error.strerror}); gi lesetilgang og les den inn på nytt."
        writer.fail(source.path, None, message)
        return Outcome(path=str(source.path), source=source.shown, status=Status.FAILED, message=message)
    except SourceError as error:
        writer.fail(source.path, None, str(error))
        return Outcome(path=str(source.path), source=source.shown, status=Status.FAILED, message=str(error))
    if row and row.status is FileStatus.INDEXED and row.sha256 == stat.sha256:
        return Outcome(path=str(source.path), source=source.shown, status=Status.UNCHANGED, doc_id=row.doc_id)
    return _read(source, data, stat, writer, parser)


def _check_size(source: Source) -> None:
    """Raise SourceError for a file that no reader would take, before it is read into memory."""
    size = source.path.stat().st_size
    if size > PDF_BYTES_MAX:
        raise too_large(source.shown, size, PDF_BYTES_MAX)


def _read(source: Source, data: bytes, stat: FileStat, writer: Writer, parser: ConfinedParser) -> Outcome:
    """Parse, understand, segment, split, extract and stage one file."""
    try:
        parsed = parser.parse(data, source.shown)
        document = _document(source, parsed, stat)
        chunks = list(_chunks(document, parsed))
        records = list(_records(document, parsed))
        document = _warned(document, parsed, records, writer)
        writer.put(source.path, document, chunks, data, records=records, stat=stat)
    except SourceError as error:
        writer.fail(source.path, stat, str(error))
        return Outcome(path=str(source.path), source=source.shown, status=Status.FAILED, message=str(error))
    return Outcome(
        path=str(source.path),
        source=source.shown,
        status=Status.INDEXED,
        doc_id=document.doc_id,
        pages=len(document.pages),
        chunks=len(chunks),
        records=len(records),
        warnings=document.warnings,
    )


def _stat(path: Path, data: bytes) -> FileStat:
    """Return what is known of a file; one that is gone, and read from its kept copy, has no time."""
    mtime_ns = path.stat().st_mtime_ns if path.exists() else 0
    return FileStat(size=len(data), mtime_ns=mtime_ns, sha256=hashlib.sha256(data).hexdigest())


def _document(source: Source, parsed: Parsed, stat: FileStat) -> Document:
    about = understand(source.shown, parsed.title, parsed.media_type, parsed.pages)
    more = describe(source.shown, about.title, about.kind, parsed.pages[0].text if parsed.pages else "")
    page_warnings = tuple(page.warning for page in parsed.pages if page.warning)
    return Document(
        doc_id=document_id(stat.sha256, source.shown),
        source=source.shown,
        title=about.title,
        kind=about.kind,
        language=about.language,
        access=about.access,
        sha256=stat.sha256,
        media_type=parsed.media_type,
        pages=parsed.pages,
        meeting_number=about.meeting_number,
        meeting_date=about.meeting_date,
        warnings=tuple(dict.fromkeys((*parsed.warnings, *page_warnings))),
        board=more.board,
        version=more.version,
        valid_from=more.valid_from,
        valid_to=more.valid_to,
        draft=more.draft,
    )


def _chunks(document: Document, parsed: Parsed) -> Iterator[Chunk]:
    count = token_counter()
    context = Context()
    for page in document.pages:
        described = document
        if parsed.media_type == RECORDS_MEDIA:
            context, described = Context(), _record(document, page)
        yield from split(described, page, segment(page, context), count)


def _records(document: Document, parsed: Parsed) -> Iterator[Record]:
    """Yield what the register holds of the document; each record of a collection is read on its own."""
    if parsed.media_type != RECORDS_MEDIA:
        yield from extract(document)
        return
    for page in document.pages:
        yield from extract(replace(_record(document, page), pages=(page,)))


def _warned(document: Document, parsed: Parsed, records: list[Record], writer: Writer) -> Document:
    """Return the document with warnings of what does not agree in it, or with another document."""
    if parsed.media_type == RECORDS_MEDIA:
        return document
    found = (*doubts(document, records), *rivals(document, writer.documents()))
    return replace(document, warnings=(*document.warnings, *found)) if found else document


def _record(document: Document, page: Page) -> Document:
    """Return the document as one of its records describes itself: its own meeting, kind, board and language."""
    title = page.text.strip().split("\n", 1)[0][:200] or document.title
    about = understand(title, title, RECORDS_MEDIA, (page,))
    more = describe(title, about.title, about.kind, page.text)
    return replace(
        document,
        title=about.title,
        kind=about.kind,
        language=about.language,
        meeting_number=about.meeting_number,
        meeting_date=about.meeting_date,
        board=more.board,
    )


def _pruned(
    roots: list[Path], found: list[Source | Unreadable], known: dict[str, FileRow], writer: Writer
) -> Iterator[Outcome]:
    """Take out what lay below `roots` and is gone; a folder that could not be read keeps what it had."""
    there = {str(source.path) for source in found}
    closed = tuple(str(source.path) + "/" for source in found if isinstance(source, Unreadable))
    below = tuple(str(root).rstrip("/") + "/" for root in roots)
    for path, row in known.items():
        if path in there or (closed and path.startswith(closed)):
            continue
        if path.startswith(below) or path in {str(root) for root in roots}:
            writer.drop(Path(path))
            yield Outcome(path=path, source=Path(path).name, status=Status.REMOVED, doc_id=row.doc_id)
