"""The register's rows with the words that each tells, kept while a publication lasts.

Reading a big register takes a second, looking up words in it a millisecond. Does not interpret questions.
"""

from collections.abc import Sequence
from functools import lru_cache

from assistant.register import RegisterRow, register
from index.analyze import terms
from index.reader import Reader
from index.record_filter import RecordFilter

_KEPT = 8  # registers: a kind of record each, for a reader and a filter
_INFLECTED_FROM, _ENDING = 4, 3  # letters


class KnownRows:
    """Rows in their order, and which of them hold each word."""

    def __init__(self, rows: Sequence[RegisterRow]) -> None:
        self.rows = tuple(rows)
        self._places: dict[str, set[int]] = {}
        for number, row in enumerate(rows):
            for term in _told(row):
                self._places.setdefault(term, set()).add(number)

    def holding(self, wanted: Sequence[str]) -> list[RegisterRow]:
        """Return the rows that hold every one of these terms; all rows where none is wanted."""
        left = set(range(len(self.rows)))
        for term in wanted:
            left &= self._of(term)
        return [self.rows[number] for number in sorted(left)]

    def _of(self, term: str) -> set[int]:
        """Return the rows that hold a term, or an inflection of it that the stemmer missed."""
        found = set(self._places.get(term, ()))
        if len(term) >= _INFLECTED_FROM:
            for other, places in self._places.items():
                if other.startswith(term) and len(other) - len(term) <= _ENDING:
                    found |= places
        return found


def known_rows(reader: Reader, wanted: RecordFilter) -> KnownRows:
    """Return the rows that `wanted` lets through, read once for each publication."""
    return _known(reader, reader.publication, wanted)


@lru_cache(maxsize=_KEPT)
def _known(reader: Reader, publication: str | None, wanted: RecordFilter) -> KnownRows:
    return KnownRows(register(reader, wanted))


def _told(row: RegisterRow) -> set[str]:
    told = [row.title, row.text, row.actor, row.project, row.responsible, row.meeting.board]
    for presenter in row.presenters or ():
        told += [presenter.name, presenter.organisation]
    return set(terms(" \n".join(part for part in told if part)))
