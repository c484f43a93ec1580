"""Looks at every passage and record once, so that none costs its reading when a question first meets it.

For a service that stays up: `ask` alone does not need it. Changes nothing that is stored.
"""

from collections.abc import Callable
from typing import Protocol

from assistant.known_rows import Published, read_ahead
from assistant.of_agenda import read_titles
from assistant.search import letters
from assistant.signs import signs
from assistant.windows import MOST_KNOWN, analysed_each
from index.chunk import Chunk
from index.errors import VeiviserError
from index.rows import DocumentRow


class Library(Published, Protocol):
    """The part of `index.reader.Reader` that lists papers and their passages."""

    def documents(self) -> tuple[DocumentRow, ...]:
        """Return every document."""

    def look_at(self, doc_id: str) -> tuple[Chunk, ...]:
        """Return the passages of a document in their order, and remember them."""


def look_through(reader: Library, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Return how many passages were looked at: all, or as many as are remembered.

    Ends early when `stopped` says so. Papers that are taken out meanwhile are passed over.
    """
    seen = 0
    if not stopped():
        read_ahead(reader)
        read_titles(reader)
    for row in reader.documents():
        if seen >= MOST_KNOWN or stopped():
            break
        try:
            chunks = reader.look_at(row.doc_id)[: MOST_KNOWN - seen]
        except VeiviserError:
            continue
        for chunk, detail in zip(chunks, analysed_each(chunks), strict=True):
            if stopped():
                return seen
            for number in range(len(detail.windows)):
                signs(chunk, detail, number)
            letters(chunk.text)
            seen += 1
    return seen
