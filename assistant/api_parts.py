"""What the HTTP API stands on: a library of documents, two ways to ask it, and the front door's two to change it.

Types alone. `assistant` never imports `ingest`, so uploading and removing are handed in from outside.
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from assistant.answer import Answer
from assistant.archive import Archive
from assistant.desk import Desk
from assistant.render import Renderer
from assistant.spoken_of import Exchange
from assistant.words import OSLO
from assistant.write import Shown
from index.chunk import Chunk
from index.document import Page
from index.filter import Filter
from index.hit import Hit
from index.record import Record
from index.record_filter import RecordFilter
from index.rows import Counts, DocumentRow, FileRow
from index.subject import Related
from index.tag_rows import Facet

UPLOAD_BYTES_MAX = 50 * 1024 * 1024


class Library(Hashable, Protocol):
    """The part of `index.reader.Reader` that the API needs; unknown ids and pages raise `NotIndexedError`."""

    def refresh(self) -> object:
        """See what has been written since the last call."""

    def counts(self) -> Counts:
        """Return how much is indexed."""

    @property
    def published_at(self) -> str | None:
        """When documents last changed: UTC, ISO 8601; None when nothing has been indexed."""

    @property
    def publication(self) -> str | None:
        """The name of what is published now: another one whenever documents have changed."""

    def documents(self) -> tuple[DocumentRow, ...]:
        """Return every document."""

    def files(self) -> tuple[FileRow, ...]:
        """Return every file as it was last seen."""

    def textless(self) -> dict[str, int]:
        """Return how many pages without text each document has that has some."""

    def look_at(self, doc_id: str) -> tuple[Chunk, ...]:
        """Return the passages of a document in their order, and remember them."""

    def document(self, doc_id: str) -> DocumentRow:
        """Return one document."""

    def page(self, doc_id: str, number: int) -> Page:
        """Return one page."""

    def original(self, doc_id: str) -> Path:
        """Return where the original file is kept."""

    def records(self, wanted: RecordFilter | None = None) -> tuple[Record, ...]:
        """Return the records of the register."""

    @property
    def subjects(self) -> "Subjects":
        """The subject terms of the documents."""


class Subjects(Protocol):
    """The part of `index.subject_reader.SubjectReader` that the API needs."""

    def check(self, filter: Filter) -> None:
        """Raise `UsageError` when a filter names a subject term that the index does not know."""

    def facets(self, filter: Filter | None = None) -> tuple[Facet, ...]:
        """Return the subject terms of what a filter lets through, with counts."""

    def related(self, question: str) -> tuple[Related, ...]:
        """Return the concepts that a question is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadResult:
    """What came of an upload: the new document, the source path that it is shown as, and what to know of it.

    `replaced` tells that a document of the same name was there before.
    """

    doc_id: str
    source: str
    warnings: tuple[str, ...] = ()
    replaced: bool = False


class UploadHandler(Protocol):
    """Reads one uploaded file into the index. `name` is a bare file name, never a path.

    Raises `UnsupportedKindError` for a kind that cannot be read, `SourceError` for a file that cannot.
    """

    def __call__(self, data: bytes, name: str) -> UploadResult:
        """Store and index the file."""


class UploadOutcome(Protocol):
    """What the front door says of an uploaded file; `doc_id` is None when nothing came of it."""

    @property
    def doc_id(self) -> str | None:
        """The new document's id."""

    @property
    def source(self) -> str:
        """The path that the document is shown as."""

    @property
    def warnings(self) -> tuple[str, ...]:
        """Sentences about what could not be read."""


class Uploading(Protocol):
    """What the front door hands in to change the index."""

    def add(self, data: bytes, name: str) -> UploadOutcome:
        """Keep and index one file; raises `SourceError`."""

    def reread(self, doc_id: str) -> UploadOutcome:
        """Read one document again; raises `NotIndexedError` and `SourceError`."""

    def remove(self, doc_id: str) -> None:
        """Take one document out; raises `NotIndexedError`."""


RemovalHandler = Callable[[str], None]
RereadHandler = Callable[[str], UploadResult]


class AnswerWriter(Protocol):
    """The part of `assistant.writer.Writer` that the API needs."""

    def steps(self, found: Answer, filter: Filter, gone: threading.Event) -> Iterator[Shown | Answer]:
        """Yield the sentences of an answer as they pass, and lastly the answer."""

    def answer(self, found: Answer, filter: Filter, gone: threading.Event | None = None) -> Answer:
        """Return the answer as a language model wrote it, checked."""

    def condense(self, question: str, exchanges: Sequence[Exchange], gone: threading.Event) -> str | None:
        """Return a follow-up as a question that stands alone; None where the model has none to offer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that the endpoints use. Without `upload`, `remove` or `reread`, its endpoint is absent.

    With a `writer`, a language model writes the answers that `ask` finds. `said` answers in a conversation. `desk` puts
    questions into conversations, which `archive` keeps. Times are told by the clocks of `zone`.
    """

    library: Library
    ask: Callable[[str, Filter], Answer]
    search: Callable[[str, Filter, int], tuple[Hit, ...]]
    renderer: Renderer
    archive: Archive
    desk: Desk
    upload: UploadHandler | None = None
    remove: RemovalHandler | None = None
    reread: RereadHandler | None = None
    upload_bytes_max: int = UPLOAD_BYTES_MAX
    writer: AnswerWriter | None = None
    said: Callable[[str, tuple[Exchange, ...], Filter], Answer] | None = None
    zone: ZoneInfo = OSLO

    def converse(self, question: str, exchanges: tuple[Exchange, ...], conditions: Filter) -> Answer:
        """Return the answer, without a model, to a question that may lean on the exchanges before it."""
        return self.ask(question, conditions) if self.said is None else self.said(question, exchanges, conditions)

    def answer(self, question: str, conditions: Filter, gone: threading.Event | None = None) -> Answer:
        """Return the whole answer, by the writer where there is one; `gone` stops it when the reader leaves."""
        found = self.ask(question, conditions)
        return found if self.writer is None else self.writer.answer(found, conditions, gone)
