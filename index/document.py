"""What a document is once it has been read: pages of verbatim text, divided into blocks.

Does no reading and no writing: parsers make these, the manifest stores them.
"""

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of a page is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ENTRY = "list_entry"
    TABLE_ROW = "table_row"
    RUNNING = "running"  # a page number, or what pages repeat at their top or bottom: no part of the text


class Kind(StrEnum):
    """Dokumenttype: what a document is to the board."""

    NOTICE = "notice"  # innkalling
    AGENDA = "agenda"  # saksliste
    MINUTES = "minutes"  # referat, protokoll
    MANDATE = "mandate"  # mandat
    ROADMAP = "roadmap"  # veikart, leveranseplan
    SLIDES = "slides"  # presentasjon
    ATTACHMENT = "attachment"  # vedlegg, and whatever is none of the others


class Access(StrEnum):
    """Tilgang: who may read, from the least to the most strict."""

    OPEN = "open"
    INTERNAL = "internal"
    EXEMPT = "exempt"  # unntatt offentlighet


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One heading, paragraph, list entry or table row: a stretch of its page's text.

    `start` and `end` are character offsets into the page's text. `level` is the outline level of a heading
    (1 is the highest) or the depth of a list entry (1 is the outermost); 0 elsewhere.
    """

    start: int
    end: int
    kind: BlockKind
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Side: one page, slide or record, with its text as it is shown and cited (NFC, newline is LF).

    `blocks` lie in order, do not overlap, and hold every non-blank character of `text`.
    `warning` is one sentence when the page has no text or was read with doubt (OCR), otherwise None.
    """

    number: int
    text: str
    blocks: tuple[Block, ...] = ()
    warning: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Dokument: one file as the board knows it. `doc_id` is derived from its bytes and its source path.

    `source` is the path shown to users, with `/`, relative to what was ingested. `meeting_number` is written
    `44/24` or `18`; `meeting_date` is an ISO date. `sha256` is of the original bytes. `version` and the ISO dates
    `valid_from` and `valid_to` are of a mandate; `draft` is the mark of a draft as it stands («utkast», «v0.5»).
    """

    doc_id: str
    source: str
    title: str
    kind: Kind
    language: str
    access: Access
    sha256: str
    media_type: str
    pages: tuple[Page, ...]
    meeting_number: str | None = None
    meeting_date: str | None = None
    warnings: tuple[str, ...] = ()
    board: str | None = None
    version: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None
    draft: str | None = None
