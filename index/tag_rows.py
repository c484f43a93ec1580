"""The manifest's tables of subject terms, and reading them: terms of chunks and documents, labels, counts.

`tags` holds for each chunk (and, with ordinal -1, each document) its terms in order, and without a place every
term above them, so that a filter and a count see narrower concepts. Tagging and writing are done in `tags.py`.
"""

import difflib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.chunk_condition import chunk_conditions
from index.errors import UsageError
from index.filter import Filter
from index.rows import DocumentRow
from index.subject import Subject

SCHEMA = """
CREATE TABLE subjects (uri TEXT PRIMARY KEY, label TEXT NOT NULL, parents TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE subject_labels (label TEXT NOT NULL, uri TEXT NOT NULL, PRIMARY KEY (label, uri)) WITHOUT ROWID;
CREATE TABLE tags (
    document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL, uri TEXT NOT NULL, place INTEGER,
    PRIMARY KEY (document, ordinal, uri)
) WITHOUT ROWID;
CREATE INDEX tags_by_uri ON tags (uri);
"""
DOCUMENT = -1  # the ordinal of a document's own terms
_IN_LIMIT = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How many documents, saker and chunks a term, or one below it, is attached to. `parents` stand just above it."""

    uri: str
    label: str
    parents: tuple[str, ...]
    documents: int
    chunks: int
    cases: int


def read_tags(connection: sqlite3.Connection, chunk_ids: Sequence[str]) -> dict[str, tuple[Subject, ...]]:
    """Return the terms of chunks by id, best first; a chunk without terms is left out."""
    found: dict[str, list[Subject]] = {}
    for start in range(0, len(chunk_ids), _IN_LIMIT):
        group = chunk_ids[start : start + _IN_LIMIT]
        rows = connection.execute(
            "SELECT c.chunk_id, s.uri, s.label FROM chunks c"  # noqa: S608
            " JOIN tags t ON t.document = c.document AND t.ordinal = c.ordinal AND t.place IS NOT NULL"
            f" JOIN subjects s ON s.uri = t.uri WHERE c.chunk_id IN ({','.join('?' * len(group))}) ORDER BY t.place",
            group,
        )
        for chunk_id, uri, label in rows:
            found.setdefault(chunk_id, []).append(Subject(uri=uri, label=label))
    return {chunk_id: tuple(subjects) for chunk_id, subjects in found.items()}


def with_tags(connection: sqlite3.Connection, documents: Iterable[DocumentRow]) -> Iterator[DocumentRow]:
    """Yield the documents with their terms, best first."""
    found: dict[str, list[Subject]] = {}
    rows = connection.execute(
        "SELECT d.doc_id, s.uri, s.label FROM tags t JOIN documents d ON d.number = t.document"
        " JOIN subjects s ON s.uri = t.uri WHERE t.ordinal = ? AND t.place IS NOT NULL ORDER BY t.place",
        (DOCUMENT,),
    )
    for doc_id, uri, label in rows:
        found.setdefault(doc_id, []).append(Subject(uri=uri, label=label))
    for document in documents:
        yield replace(document, los=tuple(found.get(document.doc_id, ())))


def read_case_tags(connection: sqlite3.Connection, case_number: str) -> tuple[Subject, ...]:
    """Return the terms of all chunks of one case, those of most chunks first."""
    rows = connection.execute(
        "SELECT s.uri, s.label FROM chunks c JOIN tags t ON t.document = c.document AND t.ordinal = c.ordinal"
        " JOIN subjects s ON s.uri = t.uri WHERE c.case_number = ? AND t.place IS NOT NULL"
        " GROUP BY s.uri ORDER BY count(*) DESC, min(t.place), s.uri",
        (case_number,),
    )
    return tuple(Subject(uri=uri, label=label) for uri, label in rows)


def resolved(connection: sqlite3.Connection, chosen: Filter) -> Filter:
    """Return the filter with the labels of subject terms replaced by their URIs.

    Raises UsageError for one that the vocabulary of this index does not know, with the nearest that it does.
    """
    if not chosen.subjects:
        return chosen
    uris = [uri for value in chosen.subjects for uri in _uris(connection, value)]
    return replace(chosen, subjects=tuple(dict.fromkeys(uris)))


def _uris(connection: sqlite3.Connection, value: str) -> list[str]:
    if connection.execute("SELECT 1 FROM subjects WHERE uri = ?", (value,)).fetchone():
        return [value]
    label = folded(value)
    uris = [row[0] for row in connection.execute("SELECT uri FROM subject_labels WHERE label = ?", (label,))]
    if not uris:
        labels = [row[0] for row in connection.execute("SELECT label FROM subject_labels")]
        near = difflib.get_close_matches(label, labels, n=1)
        hint = f"mente du «{near[0]}»?" if near else "velg blant emneordene i /v1/facets."
        told = f"Filteret los={value[:100]} er ikke et emneord i denne indeksen; {hint}"
        raise UsageError(told, key="error.term", values={"value": value[:100]})
    return uris


def folded(label: str) -> str:
    """Return a label as it is looked up: lower case, single blanks."""
    return " ".join(label.lower().split())


def read_facets(connection: sqlite3.Connection, chosen: Filter) -> tuple[Facet, ...]:
    """Return the terms of the chunks that `chosen` lets through with their counts, most chunks first."""
    conditions, values = chunk_conditions(resolved(connection, chosen))
    rows = connection.execute(
        "SELECT s.uri, s.label, s.parents, count(DISTINCT t.document), count(*),"  # noqa: S608
        " count(DISTINCT c.case_number) FROM tags t"
        " JOIN chunks c ON c.document = t.document AND c.ordinal = t.ordinal"
        " JOIN documents d ON d.number = t.document JOIN subjects s ON s.uri = t.uri"
        f" WHERE {' AND '.join(['1', *conditions])} GROUP BY s.uri ORDER BY 5 DESC, s.label, s.uri",
        values,
    )
    return tuple(
        Facet(uri=uri, label=label, parents=tuple(json.loads(parents)), documents=documents, chunks=chunks, cases=cases)
        for uri, label, parents, documents, chunks, cases in rows
    )
