"""What all records of one document share, and how a record's quote is cut: whole, or at most 400 characters.

Does not look for records.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypedDict

from index.document import Document, Kind
from index.record import QUOTE_MAX
from ingest.register_patterns import MEETING_TITLE
from ingest.sentence import sentences


class Shared(TypedDict):
    """The fields that every record of a document gets from it, and its place."""

    doc_id: str
    source: str
    document_title: str
    document_kind: str
    language: str
    access: str
    page: int
    start: int
    end: int
    quote: str
    meeting_number: str | None
    meeting_date: str | None
    board: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The document that is read, with the texts of its pages by number."""

    document: Document
    texts: Mapping[int, str]

    @property
    def minutes(self) -> bool:
        """Whether the document tells what happened in a meeting: minutes, or notes that call themselves a meeting's."""
        document = self.document
        named = document.kind is Kind.ATTACHMENT and MEETING_TITLE.expression.search(document.title)
        return document.kind is Kind.MINUTES or bool(named)

    def shared(self, page: int, start: int, end: int) -> Shared:
        """Return the shared fields of a record at characters [start, end) of a page; a long place is cut."""
        start, end = quotable(self.texts[page], start, end)
        document = self.document
        return Shared(
            doc_id=document.doc_id,
            source=document.source,
            document_title=document.title,
            document_kind=document.kind.value,
            language=document.language,
            access=document.access.value,
            page=page,
            start=start,
            end=end,
            quote=self.texts[page][start:end],
            meeting_number=document.meeting_number,
            meeting_date=document.meeting_date,
            board=document.board,
        )


def about(document: Document) -> About:
    """Return what the stages need to know of a document."""
    return About(document=document, texts={page.number: page.text for page in document.pages})


def quotable(text: str, start: int, end: int) -> tuple[int, int]:
    """Return [start, end) without outer blanks; an overlong one ends with the last sentence that fits."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end - start <= QUOTE_MAX:
        return start, end
    stop = start
    for _, sentence_end in sentences(text, start, min(end, start + 2 * QUOTE_MAX)):
        if sentence_end - start > QUOTE_MAX:
            break
        stop = sentence_end
    if stop > start:
        return start, stop
    cut = text.rfind(" ", start + QUOTE_MAX // 2, start + QUOTE_MAX)
    return start, cut if cut > 0 else start + QUOTE_MAX


def one_line(text: str) -> str:
    """Return the text with its line breaks and runs of blanks as single blanks."""
    return " ".join(text.split())
