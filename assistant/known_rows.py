"""The register's rows with the words that each tells, kept while a publication lasts.

Reading a big register takes a second, looking up words in it a millisecond. What a filter lets through is chosen among
the records that were read. Does not interpret questions.
"""

import bisect
from collections.abc import Hashable, Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from assistant.register import Records, RegisterRow, row_of, row_of_all
from assistant.register_groups import in_order, remembering
from index.analyze import terms
from index.record import Record, RecordKind
from index.record_filter import RecordFilter, lets_through

_KEPT = 8  # registers: a kind of record each, for a reader
_FILTERS = 32  # whose rows are kept
_INFLECTED_FROM, _ENDING = 4, 3  # letters


class Published(Records, Hashable, Protocol):
    """The part of `index.reader.Reader` that knows which publication it reads."""

    @property
    def publication(self) -> str | None:
        """The name of what is published now."""


class _Told:
    """Records with their rows, and which of them hold each word. Each is made when it is first asked for."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = tuple(records)
        self.numbers = {id(record): number for number, record in enumerate(self.records)}
        self.keys = remembering()
        self._rows: dict[int, RegisterRow] = {}

    def row(self, record: Record) -> RegisterRow:
        """Return the row of one of the records."""
        found = self._rows.get(id(record))
        if found is None:
            found = self._rows[id(record)] = row_of(record)
        return found

    def holding(self, term: str) -> set[int]:
        """Return the numbers of the records that hold a term, or an inflection of it that the stemmer missed."""
        found = set(self._places.get(term, ()))
        if len(term) >= _INFLECTED_FROM:
            for at in range(bisect.bisect_left(self._sorted, term), len(self._sorted)):
                other = self._sorted[at]
                if not other.startswith(term):
                    break
                if len(other) - len(term) <= _ENDING:
                    found |= self._places[other]
        return found

    @cached_property
    def _places(self) -> dict[str, set[int]]:
        places: dict[str, set[int]] = {}
        for number, record in enumerate(self.records):
            for term in _terms(self.row(record)):
                places.setdefault(term, set()).add(number)
        return places

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self._places)


class KnownRows:
    """Rows in their order, and which of them hold each word."""

    def __init__(self, records: Sequence[Record], told: _Told | None = None) -> None:
        """Make rows of `records`, whose words `told` knows."""
        self._told = told or _Told(records)
        self._groups = in_order(records, self._told.keys)
        self._made: dict[int, RegisterRow] = {}

    @cached_property
    def rows(self) -> tuple[RegisterRow, ...]:
        """Every row."""
        return tuple(map(self._row, range(len(self._groups))))

    def holding(self, wanted: Sequence[str]) -> list[RegisterRow]:
        """Return the rows that hold every one of these terms; all rows where none is wanted."""
        if not wanted:
            return list(self.rows)
        left = set.intersection(*(self._told.holding(term) for term in wanted))
        numbers = self._told.numbers
        return [self._row(at) for at, group in enumerate(self._groups) if left and numbers[id(group[0])] in left]

    def _row(self, at: int) -> RegisterRow:
        if at not in self._made:
            group = self._groups[at]
            self._made[at] = row_of_all(group, self._told.row(group[0]))
        return self._made[at]


def known_rows(reader: Published, wanted: RecordFilter) -> KnownRows:
    """Return the rows that `wanted` lets through, read once for each publication."""
    return _known(reader, reader.publication, wanted)


def read_ahead(reader: Published) -> None:
    """Read the register and its words now, kind by kind, rather than at the first question that needs them."""
    for kind in RecordKind:
        told = _read(reader, reader.publication, (kind,))
        told.holding("")
        in_order(told.records, told.keys)


@lru_cache(maxsize=_FILTERS)
def _known(reader: Published, publication: str | None, wanted: RecordFilter) -> KnownRows:
    told = _read(reader, publication, wanted.kinds)
    return KnownRows([one for one in told.records if lets_through(wanted, one)], told)


@lru_cache(maxsize=_KEPT)
def _read(reader: Published, publication: str | None, kinds: tuple[RecordKind, ...]) -> _Told:
    return _Told(reader.records(RecordFilter(kinds=kinds)))


def _terms(row: RegisterRow) -> set[str]:
    told = [row.title, row.text, row.actor, row.project, row.responsible, row.meeting.board]
    for presenter in row.presenters or ():
        told += [presenter.name, presenter.organisation]
    return set(terms(" \n".join(part for part in told if part)))
