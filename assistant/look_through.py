"""Looks at every passage once, so that none costs its analysis when a question first meets it.

For a service that stays up: `ask` alone does not need it. Changes nothing that is stored.
"""

from collections.abc import Callable

from assistant.api_parts import Library
from assistant.windows import MOST_KNOWN, analysed
from index.errors import VeiviserError


def look_through(reader: Library, *, stopped: Callable[[], bool] = lambda: False) -> int:
    """Return how many passages were looked at: all, or as many as are remembered.

    Ends early when `stopped` says so. Papers that are taken out meanwhile are passed over.
    """
    seen = 0
    for row in reader.documents():
        try:
            chunks = reader.chunks(row.doc_id)
        except VeiviserError:
            continue
        for chunk in chunks:
            if seen >= MOST_KNOWN or stopped():
                return seen
            analysed(chunk)
            seen += 1
    return seen
