"""How the sources of a kept answer stand now: as they were, in another version, or gone; and who may read them.

Compares with what is indexed; changes nothing. The quote itself is kept with the answer, whatever became of the paper.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from assistant.answer import Answer, Citation
from assistant.stored import Kept, Paper, Standing
from index.document import Access, Page
from index.errors import NotIndexedError
from index.rows import DocumentRow

_STRICTNESS = {access.value: order for order, access in enumerate(Access)}


class Papers(Protocol):
    """The part of the index's reader that tells which papers there are."""

    def documents(self) -> tuple[DocumentRow, ...]:
        """Return every document."""

    def page(self, doc_id: str, number: int) -> Page:
        """Return one page; raises NotIndexedError."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNow:
    """A citation's paper now. `doc_id` is the version that is indexed now, None when none is; `access` its label."""

    number: int
    standing: Standing
    doc_id: str | None
    access: str


def cited(answer: Answer) -> tuple[Citation, ...]:
    """Return what an answer cites, or the nearest passages of a refusal."""
    return answer.citations or (answer.refusal.nearest if answer.refusal else ())


def papers_of(answer: Answer, library: Papers) -> tuple[Paper, ...]:
    """Return the versions of the papers that an answer cites, each once."""
    rows = {row.doc_id: row for row in library.documents()}
    wanted = dict.fromkeys(citation.doc_id for citation in cited(answer))
    return tuple(_paper(rows[doc_id]) for doc_id in wanted if doc_id in rows)


def _paper(row: DocumentRow) -> Paper:
    return Paper(
        doc_id=row.doc_id, source=row.source, access=row.access, sha256=row.sha256, ingested_at=row.ingested_at
    )


def sources_now(kept: Kept, library: Papers) -> tuple[SourceNow, ...]:
    """Return how each source of a kept answer stands now, in the order of its citations."""
    rows = library.documents()
    by_id, by_source = {row.doc_id: row for row in rows}, {row.source: row for row in rows}
    return tuple(_source_now(citation, by_id, by_source, library) for citation in cited(kept.answer))


def _source_now(
    citation: Citation, by_id: Mapping[str, DocumentRow], by_source: Mapping[str, DocumentRow], library: Papers
) -> SourceNow:
    row = by_id.get(citation.doc_id) or by_source.get(citation.source)
    if row is None:
        return SourceNow(number=citation.number, standing=Standing.REMOVED, doc_id=None, access=citation.access)
    same = row.doc_id == citation.doc_id and _quoted(citation, library)
    return SourceNow(
        number=citation.number,
        standing=Standing.STANDS if same else Standing.CHANGED,
        doc_id=row.doc_id,
        access=max(citation.access, row.access, key=lambda access: _STRICTNESS.get(access, len(_STRICTNESS))),
    )


def _quoted(citation: Citation, library: Papers) -> bool:
    try:
        page = library.page(citation.doc_id, citation.page)
    except NotIndexedError:
        return False
    return page.text[citation.start : citation.end] == citation.quote


def labels_of(kept: Kept) -> set[str]:
    """Return the access labels that the sources of a kept answer had."""
    return {paper.access for paper in kept.papers} | {citation.access for citation in cited(kept.answer)}


def withheld(kept: Kept, now: Iterable[SourceNow], allowed: tuple[str, ...]) -> str | None:
    """Return an access label, of then or of now, that a reader who may see `allowed` may not; None where there is none.

    An empty `allowed` puts no condition.
    """
    if not allowed:
        return None
    labels = labels_of(kept) | {source.access for source in now}
    return next((label for label in sorted(labels) if label not in allowed), None)
