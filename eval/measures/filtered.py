"""Does everything shown pass the filter that the question was asked with, access labels among it."""

from assistant.outer import read_filter
from eval.observed import Observed
from index.filter import Filter
from index.rows import DocumentRow


def filter_fidelity(seen: Observed) -> float | None:
    """Return the share of shown quotes and found passages that the filter lets through; None without a filter.

    This project's own measure: a document that is filtered away must leak nowhere. Looks at documents in the
    manifest, not at what the search compared.
    """
    if not seen.case.filter:
        return None
    wanted = read_filter(seen.case.filter)
    shown = [one.doc_id for one in seen.shown] + [hit.chunk.doc_id for hit in seen.found]
    return sum(_passes(seen.documents[doc_id], wanted) for doc_id in shown) / len(shown) if shown else 1.0


def _passes(row: DocumentRow, wanted: Filter) -> bool:
    day = row.meeting_date or ""
    return (
        (not wanted.access or row.access in wanted.access)
        and (not wanted.kinds or row.kind in wanted.kinds)
        and (not wanted.meetings or row.meeting_number in wanted.meetings)
        and (not wanted.sources or any(_lies_in(row.source, one) for one in wanted.sources))
        and (wanted.date_from is None or day >= wanted.date_from)
        and (wanted.date_to is None or "" < day <= wanted.date_to)
    )


def _lies_in(source: str, wanted: str) -> bool:
    return source.startswith(wanted) if wanted.endswith("/") else source == wanted
