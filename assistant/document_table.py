"""The documents as a table for whoever administers: which rows, in which order, which page of them.

Reads nothing and writes nothing: the library's rows are handed in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.table_page import TablePage, folded, page_of
from index.errors import UsageError
from index.rows import DocumentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which documents, and how sorted: a column, with `-` before it for falling. Empty fields put no condition."""

    text: str = ""
    kind: str = ""
    access: str = ""
    state: str = ""
    sort: str = "-ingested"
    page: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One document and how many of its pages have no text."""

    document: DocumentRow
    textless: int


_VALUES: dict[str, Callable[[Held], tuple[str, int]]] = {
    "document": lambda held: (folded(held.document.title), 0),
    "kind": lambda held: (held.document.kind, 0),
    "meeting": lambda held: (held.document.meeting_date or "", 0),
    "pages": lambda held: ("", held.document.page_count),
    "access": lambda held: (held.document.access, 0),
    "ingested": lambda held: (held.document.ingested_at, 0),
    "remarks": lambda held: ("", len(held.document.warnings)),
}
COLUMNS = tuple(_VALUES)
STATES: dict[str, Callable[[Held], bool]] = {
    "remarks": lambda held: bool(held.document.warnings),
    "textless": lambda held: held.textless > 0,
}


def document_page(documents: Sequence[DocumentRow], textless: Mapping[str, int], wanted: Wanted) -> TablePage[Held]:
    """Return the page of the table that was asked for. Raises UsageError for an unknown column or state."""
    name = wanted.sort.removeprefix("-")
    if name not in _VALUES:
        told = f"Tabellen kan ikke sorteres etter «{name[:40]}»: velg en av kolonnene."
        raise UsageError(told, key="error.choice", values={"value": name[:40]})
    if wanted.state and wanted.state not in STATES:
        told = f"Tilstanden «{wanted.state[:40]}» finnes ikke: velg en fra listen."
        raise UsageError(told, key="error.choice", values={"value": wanted.state[:40]})
    rows = [Held(document=row, textless=textless.get(row.doc_id, 0)) for row in documents]
    found = [held for held in rows if _is_wanted(held, wanted)]
    found.sort(key=lambda held: held.document.source)
    found.sort(key=_VALUES[name], reverse=wanted.sort.startswith("-"))
    return page_of(found, wanted.page)


def _is_wanted(held: Held, wanted: Wanted) -> bool:
    row = held.document
    if (wanted.kind and row.kind != wanted.kind) or (wanted.access and row.access != wanted.access):
        return False
    if wanted.state and not STATES[wanted.state](held):
        return False
    told = f"{row.title} {row.source} {row.meeting_number or ''} {row.board or ''}".casefold()
    return all(word in told for word in wanted.text.casefold().split())
